"""What the writers are given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Json = dict[str, Any]


class Written(Protocol):
    """A case, as much of it as is written."""

    @property
    def name(self) -> str:
        """Its name, the only one of the collection."""

    @property
    def messages(self) -> Sequence[Json]:
        """Its inputs, as in a run."""

    @property
    def expect(self) -> Mapping[str, Any] | None:
        """Its expectation; None for a case that expects nothing."""


# Each call begins anew with the first case: a collection is gone through more than once, a case at a time.
Cases = Callable[[], Iterable[Written]]


@dataclass(frozen=True)
class Heading:
    """What stands above the cases of one version of a collection."""

    name: str
    description: str
    version: int
    settings: Json


@dataclass(frozen=True)
class Operator:
    """The operator that the graph file of an export names."""

    name: str
    kind: str
    api_version: str
