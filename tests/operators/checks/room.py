"""As ``tests.operators.checks.checking``, with the rules of one room only: others may speak about a source as well."""

from collections.abc import Collection
from types import ModuleType

from app.operators.checks import fixing
from app.operators.checks.analysis import merged, own_findings
from app.operators.checks.catalogue import rules
from app.operators.checks.rule import Finding
from tests.operators.checks import checking
from tests.operators.checks.checking import ENTRY, Files, sources


class Room:
    """The rules of one package below ``app.operators.checks``."""

    def __init__(self, package: ModuleType) -> None:
        own = [rule for rule in rules() if (rule.check.__module__ if rule.check else "").startswith(package.__name__)]
        self._codes = {rule.code for rule in own}

    def findings(
        self,
        source: str,
        kind: str = "map",
        api_version: str = "1.1.0",
        *,
        files: Files | None = None,
        provided: Collection[str] | None = (),
    ) -> list[Finding]:
        """What this room finds, in order."""
        found = checking.findings(source, kind, api_version, files=files, provided=provided)
        return [one for one in found if one.code in self._codes]

    def codes(
        self,
        source: str,
        kind: str = "map",
        api_version: str = "1.1.0",
        *,
        files: Files | None = None,
        provided: Collection[str] | None = (),
    ) -> list[tuple[str, int | None]]:
        """The same as codes with their lines."""
        found = self.findings(source, kind, api_version, files=files, provided=provided)
        return [(one.code, one.place.line) for one in found]

    def fixed(self, source: str, kind: str = "map", api_version: str = "1.1.0", *, code: str | None = None) -> str:
        """The entry file with everything mended that this room found, or only what one code found."""
        wanted = self._codes if code is None else {code}
        after = fixing.fix_all(
            sources(kind, api_version),
            {ENTRY: source},
            lambda operator, _: [one for one in merged(own_findings(operator), []) if one.code in wanted],
        )
        return after[ENTRY] or ""
