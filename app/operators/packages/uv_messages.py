"""What uv 0.13.9 says when it cannot do as asked, turned into one of our problems.

uv words a failed resolution as a proof: ``Because … and …, we can conclude that …``. Which words of it decide is
told by the rules; the first that matches wins, so that the true cause comes before what follows from it.
"""

import re
from dataclasses import dataclass

from app.kit.text import printable, truncate

_MOST_REASON = 300


@dataclass(frozen=True)
class Problem:
    """Why there are no packages: a code of problems.HELP, a sentence, and the package it is about, if one."""

    code: str
    message: str
    package: str | None = None


@dataclass(frozen=True)
class _Rule:
    """``message`` takes the pattern's groups as {0}, {1} and the reason, uv's last words, as {why}."""

    code: str
    pattern: re.Pattern[str]
    message: str


# Bounded, and begun only where a word begins: an index may have a part in what uv says.
_NAME = r"(?<![A-Za-z0-9._-])([A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?)"
_CAUSE = re.compile(r"^ *(?:error|cause): ", re.MULTILINE)
_NO_WHEEL = "{0} has compiled parts, or is published only as source, and only pure Python can go into a component."


def _rule(code: str, pattern: str, message: str) -> _Rule:
    return _Rule(code, re.compile(pattern), message)


_RULES = (
    _rule(
        "packages-failed",
        r"Failed to write to the distribution cache|No space left on device|Failed to query Python interpreter",
        "uv could not keep what it fetched: {why}.",
    ),
    _rule(
        "package-index-unreachable",
        r"lack of valid authentication credentials|(?:401 Unauthorized|403 Forbidden)",
        "The package index refuses the studio's name and password.",
    ),
    _rule(
        "package-index-unreachable",
        r"error sending request|Request failed after|Could not connect|Failed to fetch: |dns error|timed out|"
        r"HTTP status (?:client|server) error|invalid peer certificate",
        "The package index could not be reached: {why}.",
    ),
    _rule(
        "package-damaged", rf"Hash mismatch for `{_NAME}==", "The file of {0} is not the one that its index describes."
    ),
    _rule(
        "package-damaged",
        r"(?:Failed to (?:download|extract|read|unzip|install|prepare)|Couldn't parse metadata)"
        rf"[^`\n]{{0,400}}`{_NAME}[=`]",
        "The file of {0} cannot be read.",
    ),
    _rule(
        "package-damaged",
        rf"Because {_NAME}(?:==\S{{1,200}})? has (?:invalid|inconsistent) (?:metadata|package format)|"
        rf"\b{_NAME}==\S{{1,200}} has (?:an )?(?:invalid|inconsistent)",
        "The file of {0} cannot be read.",
    ),
    _rule(
        "package-needs-url",
        rf"[Pp]ackage `{_NAME}` was included as a URL dependency",
        "A package needs {0} from an address of its own, and the studio takes packages only from its index.",
    ),
    _rule("package-not-found", rf"\b{_NAME} was not found in the package registry", "There is no package named {0}."),
    _rule("package-compiled", rf"Wheels are required for `{_NAME}`", _NO_WHEEL),
    _rule(
        "package-compiled",
        rf"\b{_NAME}(?:==\S{{1,200}})? (?:has|have) no (?:usable )?wheels",
        _NO_WHEEL,
    ),
    _rule(
        "package-needs-python",
        rf"requested Python version \([^)]{{0,200}}\) does not satisfy Python\S{{1,200}} and {_NAME}\b",
        "{0} does not run on Python 3.12.",
    ),
    _rule(
        "package-version-not-found",
        rf"(?:there is no version of|there are no versions of) {_NAME}([=<>!~]\S{{1,200}}?),?(?:\s|$)",
        "The index has no version of {0} that is {1}.",
    ),
    _rule(
        "package-version-not-found",
        rf"only {_NAME}(?:[=<>]=?\S{{1,200}})? is available|only the following versions of {_NAME} are available",
        "The index has no version of {0} that fits.",
    ),
    _rule("packages-conflict", r"No solution found when resolving", "The packages do not go together: {why}."),
)


def explain(text: str) -> Problem:
    """The problem behind uv's words; ``packages-failed`` where no rule knows them."""
    flat = printable(text)
    for rule in _RULES:
        if match := rule.pattern.search(flat):
            groups = [group for group in match.groups() if group]
            message = rule.message.format(*groups, why=_reason(flat))
            return Problem(rule.code, message, groups[0] if groups else None)
    return Problem("packages-failed", f"uv could not fetch the packages: {_reason(flat)}.")


def _reason(text: str) -> str:
    """uv's causes: the proof of a conflict, or else the last, which is the innermost."""
    whole = text.partition("\nhint:")[0]
    causes = [" ".join(cause.split()) for cause in _CAUSE.split(whole) if cause.strip()]
    if not causes:
        return "it said nothing"
    return truncate(causes[-1].rstrip("."), _MOST_REASON)
