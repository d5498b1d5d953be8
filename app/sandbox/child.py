"""A running child as its parent sees it: three pipes, a group to kill, and an end to wait for."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from app.kit.folders import holds_more
from app.sandbox import messages
from app.sandbox.exits import Cause, Ending
from app.sandbox.job import Job
from app.sandbox.limits import human_bytes
from app.sandbox.log import LineLog
from app.sandbox.messages import Message
from app.sandbox.start import note, start
from app.sandbox.walls import Walls

_CHUNK = 1 << 16
_TICK_S = 0.1  # how late a cancel or a deadline may be noticed
_LOOK_S = 1.0  # how often the size of its folder is looked at
_DRAIN_S = 2.0  # the pipes of a dead child are read no longer; only a process outside the group could hold them


class Child:
    """Started by its making (OSError where that fails); as a context manager it leaves no process behind."""

    def __init__(
        self, job: Job, walls: Walls, on_message: Callable[[Message], None], on_line: Callable[[str], None]
    ) -> None:
        self._cpu_s = 0.0
        self._job, self._walls, self._on_message, self._on_line = job, walls, on_message, on_line
        self._count_anew()
        self._stopped: Cause | None = None
        self._fault: str | None = None
        self._walls_up = False
        self._last_word: Message | None = None
        self._protocol, theirs = os.pipe()
        try:
            self._to_write = memoryview(note(job, walls, theirs))
            self._process = start(job, walls, theirs)
        except BaseException:
            os.close(self._protocol)
            raise
        finally:
            for descriptor in (theirs, *job.handed):
                os.close(descriptor)
        self._selector = selectors.DefaultSelector()
        self._listen()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End it and everything in its group, and let go of all that it took."""
        self._kill()
        self._reap()
        self._selector.close()
        os.close(self._protocol)
        self._close_input()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def attend(self, deadline: float, cancelled: Callable[[], bool]) -> None:
        """Read and write until the child has ended, stopping it where it must be stopped."""
        self._watch(self._has_ended, deadline, cancelled)
        self._settle()

    def _watch(self, over: Callable[[], bool], deadline: float, cancelled: Callable[[], bool]) -> None:
        next_look = time.monotonic() + _LOOK_S
        while not over():
            self._exchange(min(_TICK_S, max(0.0, deadline - time.monotonic())))
            if time.monotonic() >= next_look:
                self._look_at_folder()
                next_look = time.monotonic() + _LOOK_S
            if cancelled():
                self._stop(Cause.CANCELLED)
            elif time.monotonic() >= deadline:
                self._stop(Cause.TIME_LIMIT)

    def _settle(self) -> None:
        """Once it has ended: read what it left in its pipes."""
        self._kill()  # whatever it may have left in its group
        until = time.monotonic() + _DRAIN_S
        while self._selector.get_map() and time.monotonic() < until:
            self._exchange(_TICK_S)
        self.log.close()

    def ending(self) -> Ending:
        """What was seen, once it is over."""
        code = self._process.returncode
        number = -code if code < 0 else None
        if self._walls.bubblewrap and code > 128:  # bwrap tells a signal the way a shell does
            number = code - 128
        return Ending(
            stopped=self._stopped,
            fault=self._fault,
            exit_code=code if number is None else None,
            signal=number,
            cpu_s=self._cpu_s,
            walls_up=self._walls_up,
            last_word=self._last_word,
            tail=tuple(self.log.tail),
        )

    def _look_at_folder(self) -> None:
        limits = self._job.limits
        if holds_more(self._job.folder, limits.folder_bytes, limits.folder_files):
            most = f"{human_bytes(limits.folder_bytes)} or {limits.folder_files:,} files"
            self._stop(Cause.FILE_LIMIT, f"its folder holds more than {most}, the limit")

    def _count_anew(self) -> None:
        """Give it all that it may print and send."""
        self.log = LineLog(self._on_line, self._job.limits.output_bytes)
        self._reader = messages.MessageReader(self._job.limits.message_bytes, self._job.limits.messages_bytes)

    def _listen(self) -> None:
        handlers = {self._protocol: (selectors.EVENT_READ, self._read_messages)}
        if self._process.stdin is not None:
            handlers[self._process.stdin.fileno()] = (selectors.EVENT_WRITE, self._write)
        if self._process.stdout is not None:
            handlers[self._process.stdout.fileno()] = (selectors.EVENT_READ, self._read_log)
        for descriptor, (events, handler) in handlers.items():
            os.set_blocking(descriptor, False)
            self._selector.register(descriptor, events, handler)

    def _exchange(self, timeout: float) -> None:
        if not self._selector.get_map():  # it closed every pipe and lives on
            time.sleep(min(timeout, 0.02))
            return
        for key, _ in self._selector.select(timeout):
            key.data(key.fd)

    def _write(self, descriptor: int) -> None:
        try:
            self._to_write = self._to_write[os.write(descriptor, self._to_write[:_CHUNK]) :]
        except BrokenPipeError:
            self._to_write = memoryview(b"")
        if not self._to_write:
            self._selector.unregister(descriptor)
            self._all_written()

    def _all_written(self) -> None:
        self._close_input()

    def _close_input(self) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()

    def _read_log(self, descriptor: int) -> None:
        self.log.feed(self._read(descriptor))
        if self.log.truncated and not self._job.profile.truncate_log:
            self._stop(Cause.OUTPUT_LIMIT)

    def _read_messages(self, descriptor: int) -> None:
        chunk = self._read(descriptor)
        if self._fault is not None:
            return  # what follows a breach of the protocol is not looked at
        try:
            for message in self._reader.feed(chunk):
                if self._fault is None:
                    self._receive(message)
        except messages.NotAMessage as error:
            self._stop(Cause.CRASHED, f"it sent {error} where only messages belong")
        except messages.TooMuch as error:
            self._stop(Cause.OUTPUT_LIMIT, f"its results are larger than {human_bytes(error.limit)}, the limit")

    def _read(self, descriptor: int) -> bytes:
        chunk = os.read(descriptor, _CHUNK)
        if not chunk:
            self._selector.unregister(descriptor)
        return chunk

    def _receive(self, message: Message) -> None:
        kind: str = message["kind"]
        if kind == messages.WALLS:
            self._walls_up = True
        elif kind.startswith(messages.LAUNCHER):
            self._last_word = message
        else:
            self._on_message(message)

    def _stop(self, cause: Cause, fault: str | None = None) -> None:
        if self._stopped is None:
            self._stopped, self._fault = cause, fault
            self._kill()

    def _kill(self) -> None:
        """Kill the whole group. Until the child is reaped its number cannot be another's."""
        os.killpg(self._process.pid, signal.SIGKILL)

    def _has_ended(self) -> bool:
        """Whether it has ended, leaving it to be reaped."""
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def _reap(self) -> None:
        _, status, counted = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        self._cpu_s = counted.ru_utime + counted.ru_stime
