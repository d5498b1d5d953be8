"""As ``tests.operators.checks.checking``, with the rules of this room only: others may speak about a source as well."""

from collections.abc import Collection

from app.operators.checks import data_model, fixing
from app.operators.checks.analysis import merged, own_findings
from app.operators.checks.catalogue import rules
from app.operators.checks.rule import Finding
from tests.operators.checks import checking
from tests.operators.checks.checking import ENTRY, Files, sources

CODES = {rule.code for rule in rules() if (rule.check.__module__ if rule.check else "").startswith(data_model.__name__)}


def findings(
    source: str,
    kind: str = "map",
    api_version: str = "1.1.0",
    *,
    files: Files | None = None,
    provided: Collection[str] | None = (),
) -> list[Finding]:
    """What this room finds, in order."""
    found = checking.findings(source, kind, api_version, files=files, provided=provided)
    return [one for one in found if one.code in CODES]


def codes(
    source: str,
    kind: str = "map",
    api_version: str = "1.1.0",
    *,
    files: Files | None = None,
    provided: Collection[str] | None = (),
) -> list[tuple[str, int | None]]:
    """The same as codes with their lines."""
    found = findings(source, kind, api_version, files=files, provided=provided)
    return [(one.code, one.place.line) for one in found]


def fixed(source: str, kind: str = "map", api_version: str = "1.1.0", *, code: str | None = None) -> str:
    """The entry file with everything mended that this room found, or only what one code found."""
    wanted = CODES if code is None else {code}
    after = fixing.fix_all(
        sources(kind, api_version),
        {ENTRY: source},
        lambda operator, _: [one for one in merged(own_findings(operator), []) if one.code in wanted],
    )
    return after[ENTRY] or ""
