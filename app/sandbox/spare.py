"""A guest that is made ahead, while nobody waits: the next preview is most often of the same kind as the last."""

from __future__ import annotations

from dataclasses import replace

from app.sandbox import memory
from app.sandbox.guest import Guest
from app.sandbox.host.metrics import Instruments
from app.sandbox.keys import Keys
from app.sandbox.program import Program
from app.sandbox.wasi.tree import Tree


class Spare:
    """One guest at most, of the preview's component: others take the time when they are asked for."""

    def __init__(self) -> None:
        self._guest: Guest | None = None
        self._last: Program | None = None

    def guest(self, program: Program) -> Guest:
        """A guest for a run: the spare one, where it fits."""
        found, self._guest, self._last = self._guest, None, _emptied(program)
        if found is not None and found.fits(program):
            found.serve(program)
            return found
        if found is not None:
            found.close()
        return Guest(program)

    def prepare(self) -> None:
        """Make one for a run like the last; only what is the studio's own runs here. It does what Guest.prepare does,
        and may fail as that."""
        if self._last is not None and self._guest is None:
            before = memory.now_bytes()
            guest = Guest(self._last)
            guest.prepare()
            guest.warm()
            guest.weight_bytes = max(memory.now_bytes() - before, 0)
            self._guest = guest

    def close(self) -> None:
        """Give it back."""
        if self._guest is not None:
            self._guest.close()


def _emptied(program: Program) -> Program | None:
    """The program without what is one run's, which is not to be kept; None where it loads no sources."""
    if program.sources is None:
        return None
    nothing = Keys((), program.clock.wall_ns, program.limits.state_bytes)
    sources = replace(program.sources, files=Tree({}))
    return replace(program, keys=nothing, instruments=Instruments(), schemas=(), module_schemas=(), sources=sources)
