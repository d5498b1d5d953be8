"""The pieces of code in the help: each is put into an operator, checked and run as a preview runs it."""

import textwrap
from collections.abc import Iterator

import pytest

from app.builds.bindings import Bindings
from app.operators import snippets
from app.operators.checker import Brought, Checker, Subject
from app.operators.kinds import ApiVersion, Kind
from app.operators.snippets import Place, Snippet
from app.operators.wit.reader import package
from app.operators.worlds import world
from app.settings import Settings
from tests.support import generic
from tests.support.bindings import lay_out

pytestmark = pytest.mark.build

EVERY = [(version, one) for version in ApiVersion for one in snippets.snippets(version)]
ANSWERS = {
    Kind.MAP: "message",
    Kind.FILTER: "True",
    Kind.BRANCH: "True",
    Kind.ACCUMULATE: "staged",
    Kind.DELAY: "timestamp",
}
PARAMETERS = {
    Kind.MAP: "message", Kind.FILTER: "message", Kind.BRANCH: "timestamp, message", Kind.ACCUMULATE: "staged, message",
    Kind.DELAY: "data, timestamp",
}  # fmt: skip


def named(value: object) -> str:
    return value.name if isinstance(value, Snippet) else str(value)


def operator(kind: Kind, api_version: ApiVersion, pieces: list[Snippet]) -> str:
    """An operator with the pieces where they belong."""
    target = world(kind, api_version)
    imports = dict.fromkeys(line for piece in pieces for line in piece.import_lines(target))
    placed = {place: "".join(one.code for one in pieces if one.place is place) for place in Place}
    lines = [f"from {target.module} import exports", *imports, "", placed[Place.MODULE]]
    lines += [f"class {kind.entry_class}(exports.{kind.entry_class}):", "    def init(self, configuration):"]
    lines += [textwrap.indent(placed[Place.INIT], " " * 8), "        return True"]
    lines += [f"    def process(self, {PARAMETERS[kind]}):", textwrap.indent(placed[Place.PROCESS], " " * 8)]
    return "\n".join([*lines, f"        return {ANSWERS[kind]}", ""])


def ran(
    kind: Kind, api_version: ApiVersion, source: str, configuration: dict[str, str] | None = None
) -> generic.Report:
    """What becomes of one message."""
    message = {"payload": "abc", "content_type": "text/plain", "as": "buffer"}
    inputs = [{"messages": [message]}] if kind is Kind.ACCUMULATE else [message]
    return generic.run(kind, api_version, {"op.py": source}, "op", inputs, configuration)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    data = tmp_path_factory.mktemp("data")
    work = tmp_path_factory.mktemp("work")
    nothing = Brought(frozenset())
    checker = Checker(
        work, lambda world: lay_out(data, world), Bindings(Settings(data_dir=data)).folder, lambda _: nothing
    )
    yield checker
    checker.close()


@pytest.mark.parametrize(("api_version", "snippet"), EVERY, ids=named)
def test_alone_it_is_complete_and_without_complaint(
    checker: Checker, api_version: ApiVersion, snippet: Snippet
) -> None:
    source = operator(Kind.MAP, api_version, [snippet])
    found = checker.check(Subject(Kind.MAP, api_version, "op", {"op.py": source.encode()}))

    assert [(one.code, one.message) for one in found if one.severity != "information"] == []
    assert snippet.interface in package(world(Kind.MAP, api_version).wit_folder).interfaces
    report = ran(Kind.MAP, api_version, source)
    assert (report.init_ok, report.error) == (True, None)


@pytest.mark.parametrize("api_version", ApiVersion)
@pytest.mark.parametrize("kind", Kind)
def test_together_they_work_in_every_kind(kind: Kind, api_version: ApiVersion) -> None:
    pieces = [one for one in snippets.snippets(api_version) if one.name != "refuse"]
    report = ran(kind, api_version, operator(kind, api_version, pieces))
    (result,) = report.results

    assert (report.init_ok, report.error) == (True, None)
    assert [(one["name"], one["error"]) for one in result["metrics"]] == [
        ("messages_seen", None),
        ("pressure_bar", None),
    ]
    changes = [change["key"] for change in result["state_changes"]]
    assert len(changes) >= 4
    assert "a message came" in [line["message"] for line in result["logs"]]
    assert not [line for line in result["logs"] if line["level"] == "warn" and "no schema" not in line["message"]]


def test_a_refused_message_carries_its_reason() -> None:
    source = operator(Kind.MAP, ApiVersion.V1_1_0, [snippets.REFUSE])
    (result,) = ran(Kind.MAP, ApiVersion.V1_1_0, source).results
    assert (result["outcome"], result["error"]) == ("error", "there is no temperature in this message")


@pytest.mark.parametrize(("limit", "starts"), [("12", True), ("twelve", False)])
def test_a_wrong_configuration_is_refused(limit: str, starts: bool) -> None:
    source = operator(Kind.MAP, ApiVersion.V1_1_0, [snippets.SETTINGS])
    report = ran(Kind.MAP, ApiVersion.V1_1_0, source, {"limit": limit})
    assert report.init_ok is starts


def test_the_helpers_read_and_make_messages() -> None:
    source = operator(Kind.MAP, ApiVersion.V1_1_0, [snippets.CONTENT, snippets.TEXT, snippets.ANSWER])
    used = """\
        kind = text_of(message.value.content_type)
        return with_payload(message.value, content_of(message.value.payload).upper() + kind.encode())
"""
    source = source.replace("        return message\n", used)
    (result,) = ran(Kind.MAP, ApiVersion.V1_1_0, source).results
    assert result["output"]["payload"] == "ABCtext/plain"


def test_the_older_version_has_no_errors_and_no_registry() -> None:
    older, newer = ({one.name for one in snippets.snippets(version)} for version in ApiVersion)
    assert newer - older == {"schema", "refuse"}
    assert not older - newer
