"""Reading a component's bytes: who it is (imports, exports) and what its size is made of.

Nothing is compiled, run or copied: a 36 MB component is a thousand sections, most of them passed over.
"""

from collections import Counter

from app.components import names
from app.components.malformed import NotAComponent
from app.components.preamble import check_preamble
from app.components.producers import NAME as PRODUCERS
from app.components.producers import Producers, producers
from app.components.report import ComponentReport, package_of
from app.components.sections import (
    COMPONENT_SECTION,
    CORE_MODULE,
    CUSTOM,
    DATA,
    EXPORT,
    IMPORT,
    Section,
    sections,
)

__all__ = ["ComponentReport", "NotAComponent", "inspect"]

_DEBUG_PREFIX = ".debug_"
_FUNCTION_NAMES = "name"
# An operator imports 33 interfaces and exports two.
_MOST_NAMES = 10_000


def inspect(content: bytes) -> ComponentReport:
    """The report of a component; NotAComponent with a plain sentence for any other bytes.

    Time and memory are bounded by limits on sections, levels and names, whatever the bytes announce.
    """
    view = memoryview(content)
    check_preamble(view)
    tally = _Tally()
    for section in sections(view):
        tally.add(section)
    return tally.report(len(content))


class _Tally:
    """Sums over the sections that have gone by."""

    def __init__(self) -> None:
        self.imports: list[str] = []
        self.exports: list[str] = []
        self.counts: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()
        self.producers: Producers | None = None

    def add(self, section: Section) -> None:
        self.counts[section.kind] += 1
        if section.kind == CUSTOM:
            self._add_custom(section)
        elif section.kind != COMPONENT_SECTION or section.depth == 0:
            self.bytes[section.kind] += section.body.left
        if section.depth == 0 and section.kind == IMPORT:
            self.imports += names.imports(section.body)
        elif section.depth == 0 and section.kind == EXPORT:
            self.exports += names.exports(section.body)
        if len(self.imports) + len(self.exports) > _MOST_NAMES:
            raise NotAComponent(f"The component has over {_MOST_NAMES:,} imports and exports. An operator has 35.")

    def _add_custom(self, section: Section) -> None:
        size = section.body.left
        name = section.body.name()
        self.bytes[CUSTOM] += size
        if name.startswith(_DEBUG_PREFIX):
            self.bytes[_DEBUG_PREFIX] += size
        elif name == _FUNCTION_NAMES:
            self.bytes[_FUNCTION_NAMES] += size
        elif name == PRODUCERS and section.depth == 0 and self.producers is None:
            self.producers = producers(section.body)  # only the first: reading thousands would take a minute

    def report(self, size: int) -> ComponentReport:
        packages = {package for package in map(package_of, self.exports) if package}
        return ComponentReport(
            size=size,
            imports=tuple(self.imports),
            exports=tuple(self.exports),
            package=packages.pop() if len(packages) == 1 else None,
            core_module_bytes=self.bytes[CORE_MODULE],
            nested_component_bytes=self.bytes[COMPONENT_SECTION],
            data_bytes=self.bytes[DATA],
            custom_bytes=self.bytes[CUSTOM],
            name_bytes=self.bytes[_FUNCTION_NAMES],
            debug_bytes=self.bytes[_DEBUG_PREFIX],
            sections=dict(self.counts),
            producers=self.producers or {},
        )
