"""What a page learns from a real language server, over a real socket."""

import pytest
from starlette.testclient import TestClient

from app.http.studio import Studio
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.settings import Settings
from tests.language.page import labels, opened
from tests.support.bindings import lay_out

SOURCE = """import payload
from map_impl import exports, imports
from map_impl.imports import logger, types


class Map(exports.Map):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        logger.log(logger.Level.INFO, "here", "started")
        imports.logger.log(imports.logger.Level.INFO, "here", "again")
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
        return message
"""


def with_line(line: str) -> str:
    return f"{SOURCE}\n\n{line}\n"


def test_names_of_the_bindings_are_completed(client: TestClient) -> None:
    with opened(client) as page:
        text = with_line("types.\nimports.logger.\nlogger.Level.")
        uri = page.open("temperature.py", text)

        assert {"DataModel", "BufferOrBytes_Buffer", "ModuleConfiguration"} <= labels(
            page.at("completion", uri, text, "\n\n\ntypes.")
        )
        of_logger = labels(page.at("completion", uri, text, "\nimports.logger."))
        assert {"log", "Level"} <= of_logger
        assert not {"Any", "Enum", "Protocol"} & of_logger  # which its file imports for its own use
        assert {"TRACE", "DEBUG", "INFO", "WARN", "ERROR"} <= labels(
            page.at("completion", uri, text, "\nlogger.Level.")
        )


def test_documentation_of_the_interface_is_shown(client: TestClient) -> None:
    with opened(client) as page:
        uri = page.open("temperature.py", SOURCE)

        shown = page.at("hover", uri, SOURCE, "logger.lo")["contents"]

        assert shown["kind"] == "markdown"
        assert "level: Level" in shown["value"]
        assert "Write one line." in shown["value"]  # from the WIT file


def test_parameters_are_shown_while_a_call_is_typed(client: TestClient) -> None:
    with opened(client) as page:
        text = with_line("logger.log(logger.Level.INFO, ")
        uri = page.open("temperature.py", text)

        context = {"triggerKind": 2, "triggerCharacter": ",", "isRetrigger": False}
        found = page.at("signatureHelp", uri, text, "\n\n\nlogger.log(logger.Level.INFO, ", context=context)

        assert "context: str" in found["signatures"][0]["label"]
        assert found["activeParameter"] == 1 or found["signatures"][0]["activeParameter"] == 1


def test_definitions_lead_into_bindings_sources_and_the_standard_library(client: TestClient) -> None:
    with opened(client) as page:
        text = with_line("import json\njson.loads('1')\npayload.read_json")
        uri = page.open("temperature.py", text)

        into = [
            page.at("definition", uri, text, mark)[0]["uri"] for mark in ("logger.lo", "payload.read_js", "json.loa")
        ]

        expected = ["bindings/map_impl/imports/logger.pyi", "project/payload.py", "python/json/__init__.pyi"]
        assert into == [f"file:///{path}" for path in expected]
        for address in (into[0], into[2]):
            shown = client.get("/projects/temperature/language/source", params={"uri": address}).json()
            assert shown["path"] == address.removeprefix("file:///")
            assert "def lo" in shown["text"]
            assert shown["language"] == "python"


def test_a_file_that_nobody_edits_can_be_asked_about(client: TestClient) -> None:
    with opened(client) as page:
        address = "file:///bindings/map_impl/imports/logger.pyi"
        text = client.get("/projects/temperature/language/source", params={"uri": address}).json()["text"]
        uri = page.open("map_impl/imports/logger.pyi", text, "bindings")

        assert "How much a line matters" in str(page.at("hover", uri, text, "class Lev"))
        page.tell("textDocument/didClose", textDocument={"uri": uri})


def test_uses_and_new_names_go_through_all_files(client: TestClient) -> None:
    with opened(client) as page:
        text = with_line("payload.read_json")
        uri = page.open("temperature.py", text)

        uses = page.at("references", uri, text, "payload.read_js", context={"includeDeclaration": True})
        assert {use["uri"] for use in uses} == {"file:///project/temperature.py", "file:///project/payload.py"}

        assert page.at("prepareRename", uri, text, "payload.read_js") is not None
        renamed = page.at("rename", uri, text, "payload.read_js", newName="parse")
        assert set(renamed) == {"changes"}
        assert set(renamed["changes"]) == {"file:///project/temperature.py", "file:///project/payload.py"}
        assert {edit["newText"] for edits in renamed["changes"].values() for edit in edits} == {"parse"}


def test_what_is_not_the_projects_keeps_its_name(client: TestClient) -> None:
    with opened(client) as page:
        uri = page.open("temperature.py", SOURCE)
        where = {"textDocument": {"uri": uri}, "position": {"line": 7, "character": 17}}

        answer = page.answer("textDocument/rename", **where, newName="write")

        changed = (answer.get("result") or {}).get("changes", {})
        assert "error" in answer or all(address.startswith("file:///project/") for address in changed)


def test_mistakes_are_told_as_they_are_typed(client: TestClient) -> None:
    with opened(client) as page:
        uri = page.open("temperature.py", SOURCE)
        assert page.diagnostics(uri, 1) == []

        page.change(uri, 2, with_line("logger.lug(1)"))
        [found] = page.diagnostics(uri, 2)
        assert found["range"]["start"] == {"line": SOURCE.count("\n") + 2, "character": 0}
        assert found["message"] == "The module map_impl.imports.logger has nothing called lug."
        assert (found["source"], found["severity"], found["code"]) == ("types", 2, "missing-attribute")

        page.change(uri, 3, with_line("logger."))
        assert {(one["code"], one["severity"]) for one in page.diagnostics(uri, 3)} == {("invalid-syntax", 1)}

        page.change(uri, 4, SOURCE)
        assert page.diagnostics(uri, 4) == []


def test_a_test_knows_the_pytest_of_the_preview(client: TestClient) -> None:
    text = (
        "import pytest\n\n\n@pytest.mark.skip\ndef test_it() -> None:\n    with pytest.raises(OSError):\n        pass\n"
    )
    begun = "import pytest\n\npytest."
    with opened(client) as page:
        uri = page.open("test_temperature.py", text)

        assert page.diagnostics(uri, 1) == []
        assert {"raises", "approx", "fixture", "skip"} <= labels(
            page.at("completion", page.open("test_more.py", begun), begun, "\npytest.")
        )
        assert "raises this exception" in page.at("hover", uri, text, "pytest.rai")["contents"]["value"]
        [place] = page.at("definition", uri, text, "pytest.rai")[:1]
        assert place["uri"] == "file:///bindings/pytest.pyi"


def test_what_can_only_be_read_is_explained_and_leads_on(client: TestClient) -> None:
    with opened(client) as page:
        source = page.open("temperature.py", SOURCE)
        [place] = page.at("definition", source, SOURCE, "types.DataMod")
        text = client.get("/projects/temperature/language/source", params={"uri": place["uri"]}).json()["text"]
        uri = page.open(place["uri"].removeprefix("file:///bindings/"), text, "bindings")

        [there] = page.at("definition", uri, text, "Protocol")
        assert there["uri"] == "file:///python/typing.pyi"
        library = client.get("/projects/temperature/language/source", params={"uri": there["uri"]}).json()["text"]
        stub = page.open("typing.pyi", library, "python")
        assert "Type variable." in page.at("hover", stub, library, "class TypeVar")["contents"]["value"]
        assert page.at("definition", stub, library, "import collections")[0]["uri"] == (
            "file:///python/collections/__init__.pyi"
        )


def test_symbols_and_uses_in_a_file(client: TestClient) -> None:
    with opened(client) as page:
        uri = page.open("temperature.py", SOURCE)

        symbols = page.ask("textDocument/documentSymbol", textDocument={"uri": uri})
        assert "Map" in {symbol["name"] for symbol in symbols}
        assert len(page.at("documentHighlight", uri, SOURCE, "message: types.Data")) == 2


@pytest.mark.parametrize("api_version", list(ApiVersion))
@pytest.mark.parametrize("kind", list(Kind))
def test_every_world_has_its_bindings(
    client: TestClient, settings: Settings, kind: Kind, api_version: ApiVersion
) -> None:
    lay_out(settings.data_dir, world(kind, api_version))
    client.post("/api/v1/projects", json={"name": "cooler", "kind": kind, "api_version": api_version})
    module = f"{kind}_impl"
    text = f"from {module}.imports import types\nfrom {module} import exports, imports\ntypes.\nimports.\n"
    with opened(client, "cooler") as page:
        uri = page.open("cooler.py", text)

        assert "DataModel" in labels(page.at("completion", uri, text, "\ntypes."))
        offered = labels(page.at("completion", uri, text, "\nimports."))
        assert {"logger", "metrics", "state_store", "types", "hybrid_logical_clock"} <= offered


def test_files_that_were_saved_elsewhere_are_seen(client: TestClient) -> None:
    with opened(client) as page:
        text = with_line("import fresh\nfresh.")
        uri = page.open("temperature.py", text)
        assert "brand_new" not in labels(page.at("completion", uri, text, "\nfresh."))

        saved = client.put("/api/v1/projects/temperature/files/fresh.py", content=b"brand_new = 1\n")
        assert saved.status_code < 300, saved.text
        page.ask("studio/refresh")

        assert "brand_new" in labels(page.at("completion", uri, text, "\nfresh."))


def test_another_world_means_another_server(client: TestClient, settings: Settings) -> None:
    lay_out(settings.data_dir, world(Kind.MAP, ApiVersion.V1_1_0, schema_registry=True))
    with opened(client) as page:
        saved = client.put(
            "/api/v1/projects/temperature/files/fresh.py", content=b"from map_impl.imports import schema_registry\n"
        )
        assert saved.status_code < 300, saved.text
        page.tell("studio/refresh")
        assert page.socket.receive()["code"] == 1011
    with opened(client) as page:
        text = "from map_impl.imports import schema_registry\nschema_registry.\n"
        uri = page.open("temperature.py", text)
        assert "get" in labels(page.at("completion", uri, text, "\nschema_registry."))


def test_two_pages_have_texts_of_their_own(client: TestClient, studio: Studio) -> None:
    with opened(client) as one, opened(client) as other:
        first, second = with_line("mine = 1\nmin"), with_line("yours = 1\nyour")
        uri = one.open("temperature.py", first)
        other.open("temperature.py", second)

        assert "mine" in labels(one.at("completion", uri, first, "\nmin"))
        assert "mine" not in labels(other.at("completion", uri, second, "\nyour"))
