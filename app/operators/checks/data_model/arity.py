"""Whether a call of the bindings gives every argument, and none that is unknown.

The generated classes and functions have no defaults: also what may be None must be given.
"""

from __future__ import annotations

import ast
import difflib
from dataclasses import dataclass

from app.operators.checks.data_model.calls import Call


@dataclass(frozen=True)
class Arity:
    """What is wrong with a call: ``renamed`` are unknown keywords with the argument that was surely meant."""

    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    renamed: dict[str, str]
    too_many: int

    @property
    def is_right(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.missing or self.unknown or self.too_many)

    @property
    def left(self) -> tuple[str, ...]:
        """What is still missing once keywords are renamed."""
        return tuple(name for name in self.missing if name not in self.renamed.values())


def arity(call: Call) -> Arity | None:
    """None where a star keeps the arguments open."""
    if any(isinstance(one, ast.Starred) for one in call.node.args) or any(
        one.arg is None for one in call.node.keywords
    ):
        return None
    order = list(call.fields)
    taken = order[: len(call.node.args)]
    named = [one.arg for one in call.node.keywords if one.arg is not None]
    missing = tuple(name for name in order if name not in taken and name not in named)
    unknown = tuple(name for name in named if name not in call.fields)
    return Arity(missing, unknown, _renamed(unknown, missing), max(len(call.node.args) - len(order), 0))


def described(found: Arity) -> str:
    """The faults in words, such as ``lacks topic, and has no argument qos``."""
    parts = [f"lacks {_listed(found.left)}"] if found.left else []
    parts += [f"has no {_listed(found.unknown)}"] if found.unknown else []
    parts += [f"is given {found.too_many} too many"] if found.too_many else []
    return ", and ".join(parts)


def _renamed(unknown: tuple[str, ...], missing: tuple[str, ...]) -> dict[str, str]:
    """``contentType`` and ``content_typ`` are surely ``content_type``."""
    plain = {name.replace("_", ""): name for name in missing}
    found: dict[str, str] = {}
    for name in unknown:
        near = difflib.get_close_matches(name.replace("_", "").lower(), list(plain), n=1, cutoff=0.85)
        if near and plain[near[0]] not in found.values():
            found[name] = plain[near[0]]
    return found


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
