"""What the checks may know of a project's packages without fetching anything."""

from collections.abc import Mapping

from app.operators.checker import Brought
from app.operators.diagnostics import Diagnostic
from app.operators.packages.requirements import PATH, Finding, Requirements
from app.packages.service import PackageStore, requirements_of
from app.settings import Settings


class KnownPackages:
    """Looks at ``requirements.txt``, and at what earlier builds have chosen for it."""

    def __init__(self, settings: Settings, store: PackageStore) -> None:
        self._settings = settings
        self._store = store

    def of(self, files: Mapping[str, bytes]) -> Brought:
        """What the packages of these files bring, as far as it is known, and what is wrong with what is asked for."""
        requirements = requirements_of(files, self._settings)
        if requirements is None:
            return Brought(frozenset())
        if requirements.findings:
            return Brought(None, found=[_diagnostic(one) for one in requirements.findings])
        return self._chosen(requirements)

    def _chosen(self, requirements: Requirements) -> Brought:
        packages = self._store.known(requirements)
        if packages is None:
            return Brought(None)
        return Brought(frozenset(packages.modules), packages.reading)


def _diagnostic(one: Finding) -> Diagnostic:
    number = f"{one.code}-{one.line}"
    return Diagnostic(
        one.code, "error", PATH, one.line, one.column, one.line, one.end_column, one.message, one.help, id=number
    )
