"""Whether an operator of a kind can do at all what a case expects of it."""

from typing import Any

from app.operators.kinds import Kind

Json = dict[str, Any]

# The outcomes that only some kinds have, see docs/api.md; a failure can happen to any.
_ONLY_OF = {
    "output": frozenset({Kind.MAP, Kind.ACCUMULATE}),
    "passed": frozenset({Kind.FILTER}),
    "dropped": frozenset({Kind.FILTER}),
    "arm": frozenset({Kind.BRANCH}),
    "delayed": frozenset({Kind.DELAY}),
}
# The same of what an expectation may name, with the words for it.
_MEMBERS = {
    "arm": ("an arm", _ONLY_OF["arm"]),
    "hlc": ("a new logical time", _ONLY_OF["delayed"]),
}


def misfit(kind: Kind, expect: Json | None) -> str | None:
    """Why no operator of this kind can meet an expectation, as a sentence; None where one can.

    An output can be expected of every kind: that of a filter, branch or delay is what it sends on.
    """
    wanted = expect or {}
    outcome = wanted.get("outcome")
    if kind not in _ONLY_OF.get(str(outcome), {kind}):
        return _sentence(f"the outcome {outcome}", _ONLY_OF[str(outcome)], kind)
    for name, (words, kinds) in _MEMBERS.items():
        if wanted.get(name) and kind not in kinds:
            return _sentence(words, kinds, kind)
    return None


def _sentence(what: str, kinds: frozenset[Kind], kind: Kind) -> str:
    having = " or ".join(sorted(kinds))
    return (
        f"This case expects {what}, which only {_article(having)} operator has; this one is {_article(kind)}. "
        "Change what the case expects, or run it over such an operator."
    )


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
