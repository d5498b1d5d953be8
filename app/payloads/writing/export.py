"""A version of a collection as a zip file, made while it is sent: a case at a time, however many there are.

collection.json                           everything, for the studio
<case>/…, graph.dataflow.yaml, …          the same for the published test tool, see ``published``
README.txt                                what that tool does not see
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from app.payloads.writing import graph, own, readme
from app.payloads.writing.folders import Folders
from app.payloads.writing.lacking import Lacking
from app.payloads.writing.published import case_files, settings_files, settings_lacks
from app.payloads.writing.shapes import Cases, Heading, Operator, Written
from app.payloads.writing.zips import zip_pieces

_Files = Iterator[tuple[str, Iterable[bytes]]]
_NAME = "operator"
_API_VERSION = "1.1.0"
_KINDS = {"arm": "branch", "delayed": "delay", "passed": "filter", "dropped": "filter"}


def zipped(
    heading: Heading, cases: Cases, operator: Operator | None = None, beside: Mapping[str, bytes] | None = None
) -> Iterator[bytes]:
    """The zip file in pieces; ``cases`` is called twice. Without an ``operator`` the graph names one that the cases
    seem to be for, and the README says that it has to be replaced. ``beside`` are further files by their names."""
    further = ((name, (content,)) for name, content in (beside or {}).items())
    return zip_pieces(chain(_files(heading, cases, operator), further))


def _files(heading: Heading, cases: Cases, operator: Operator | None) -> _Files:
    lacking, seen = Lacking(), _Seen()
    yield own.FILE, own.collection_json(heading, _with_folders(seen.each(cases())))
    for folder, case in _with_folders(cases()):
        for path, content in case_files(folder, case, lacking):
            yield path, (content,)
    target = operator or Operator(_NAME, seen.kind, _API_VERSION)
    yield graph.FILE, (graph.graph_bytes(target, heading.settings.get("configuration") or {}),)
    for path, content in settings_files(heading.settings):
        yield path, (content,)
    lacks = settings_lacks(heading.settings)
    yield readme.FILE, (readme.readme_bytes(heading, seen.count, target, lacks, lacking, is_named=bool(operator)),)


def _with_folders(cases: Iterable[Written]) -> Iterator[tuple[str, Written]]:
    folders = Folders()
    return ((folders.of(case.name), case) for case in cases)


class _Seen:
    """Remembers of the cases that went by how many they were, and for which kind of operator."""

    def __init__(self) -> None:
        self.count = 0
        self.kind = "map"

    def each(self, cases: Iterable[Written]) -> Iterator[Written]:
        """The cases, seen."""
        for case in cases:
            self.count += 1
            is_batch = any("messages" in message for message in case.messages)
            outcome = "arm" if (case.expect or {}).get("arm") else (case.expect or {}).get("outcome")
            self.kind = "accumulate" if is_batch else _KINDS.get(str(outcome), self.kind)
            yield case
