"""What a page may not do, however it asks; and projects that would like to be more than sources."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from app.http.studio import Studio
from app.language import relay
from app.main import create_app
from app.settings import Settings
from tests.language.page import ADDRESS, Page, labels, opened
from tests.support.polling import until
from tests.support.processes import Process, below, is_alive

AT_THE_START = {"line": 0, "character": 0}


@pytest.fixture
def page(client: TestClient) -> Iterator[Page]:
    with opened(client) as page:
        yield page


def still_works(page: Page) -> bool:
    text = "from map_impl.imports import types\ntypes.\n"
    uri = page.open("still.py", text)
    return "DataModel" in labels(page.at("completion", uri, text, "\ntypes."))


FOREIGN = [
    "file:///etc/passwd",
    "file:///etc/hostname.py",
    "file:///project/../../../etc/hostname.py",
    "file:///project/%2e%2e/%2e%2e/ty.toml",
    "file:///project/ty.toml",
    "file:///home/x.py",
    "https://example.com/x.py",
]


def test_only_files_of_the_places_can_be_named(page: Page) -> None:
    for uri in FOREIGN:
        document = {"uri": uri, "languageId": "python", "version": 1, "text": "x = 1"}
        page.tell("textDocument/didOpen", textDocument=document)

        refused = page.refusal("textDocument/hover", textDocument={"uri": uri}, position=AT_THE_START)

        assert refused["code"] == relay.REFUSED
        assert uri not in json.dumps(refused)
    assert still_works(page)


NEVER = [
    "workspace/executeCommand",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWorkspaceFolders",
    "workspace/didChangeWatchedFiles",
    "workspace/symbol",
    "workspace/diagnostic",
    "textDocument/diagnostic",
    "textDocument/codeAction",
    "textDocument/publishDiagnostics",
    "notebookDocument/didOpen",
    "window/logMessage",
    "$/setTrace",
    "shutdown",
    "exit",
    "",
]


def test_no_other_method_reaches_the_server(page: Page) -> None:
    for method in NEVER:
        page.tell(method, command="ty.printDebugInformation", settings={"ty": {}})
        asked = page.refusal(method, command="ty.printDebugInformation", arguments=[], settings={"ty": {}})

        assert asked["code"] == relay.UNKNOWN, method
    assert still_works(page)


def test_a_page_cannot_introduce_itself_with_settings(client: TestClient, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret.py").write_text("password = 1\n")
    with client.websocket_connect(ADDRESS.format(name="temperature")) as socket:
        page = Page(socket)
        settings = {"configuration": {"environment": {"extra-paths": [str(other)]}}, "logFile": str(tmp_path / "log")}
        folders = [{"uri": other.as_uri(), "name": "other"}]
        for _ in range(2):
            answer = page.ask(
                "initialize",
                rootUri=other.as_uri(),
                workspaceFolders=folders,
                initializationOptions=settings,
                capabilities={"textDocument": {"diagnostic": {}}},
            )
            assert not {"diagnosticProvider", "executeCommandProvider", "workspace"} & set(answer["capabilities"])
        text = "import secret\nsecret.\n"
        uri = page.open("x.py", text)
        assert "password" not in labels(page.at("completion", uri, text, "\nsecret."))
        assert not (tmp_path / "log").exists()


NO_MESSAGES = [
    ("", relay.NOT_JSON),
    ("{", relay.NOT_JSON),
    ("[" * 100_000, relay.NOT_JSON),
    ('[{"jsonrpc":"2.0","id":1,"method":"textDocument/hover"}]', relay.NOT_JSON),
    ("null", relay.NOT_JSON),
    ('{"id": NaN, "method": "textDocument/hover"}', relay.NOT_JSON),
    ("{}", relay.NO_REQUEST),
    ('{"id": 1}', relay.NO_REQUEST),
    ('{"id": 1, "result": null}', relay.NO_REQUEST),
    ('{"id": true, "method": "textDocument/hover"}', relay.NO_REQUEST),
    ('{"id": {"a": 1}, "method": "textDocument/hover"}', relay.NO_REQUEST),
    ('{"id": 1, "method": ["textDocument/hover"]}', relay.NO_REQUEST),
    (json.dumps({"id": "x" * 1_000, "method": "textDocument/hover"}), relay.NO_REQUEST),
]


def test_what_is_no_message_is_refused(page: Page) -> None:
    for frame, code in NO_MESSAGES:
        assert page.raw(frame)["error"]["code"] == code, frame[:100]
    assert still_works(page)


def test_parameters_of_any_shape_do_no_harm(page: Page) -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = {"a": [deep]}
    document = {"uri": "file:///project/temperature.py"}
    shapes: list[dict[str, Any]] = [{}, {"textDocument": []}, {"position": 7}]
    shapes.append({"textDocument": document, "position": deep})
    for params in shapes:
        assert "error" in page.answer("textDocument/hover", **params)
    for params in ({}, {"textDocument": None}, {"textDocument": {**document, "text": deep, "version": "x"}}):
        page.tell("textDocument/didOpen", **params)
    page.tell("textDocument/didChange", textDocument={"uri": "file:///project/never_opened.py", "version": 2})
    page.tell("$/cancelRequest", id=deep)
    page.socket.send_json({"id": 1, "method": "textDocument/hover", "params": ["positional"]})
    assert "error" in page.socket.receive_json()
    assert still_works(page)


def test_half_of_a_pair_of_surrogates_does_no_harm(page: Page) -> None:
    page.socket.send_text(
        '{"method":"textDocument/didOpen","params":{"textDocument":'
        '{"uri":"file:///project/odd.py","version":1,"text":"x = \'\\ud800\'"}}}'
    )
    assert still_works(page)


def test_bindings_stay_as_they_are(page: Page) -> None:
    uri = page.open("map_impl/imports/logger.pyi", "class Level: ...\n", "bindings")
    page.change(uri, 2, "def invented(): ...\n")
    page.tell("textDocument/didClose", textDocument={"uri": uri})
    text = "from map_impl.imports import logger\nlogger.\n"
    page.open("x.py", text)

    found = labels(page.at("completion", "file:///project/x.py", text, "\nlogger."))

    assert "log" in found
    assert "invented" not in found


def test_a_frame_that_is_too_large_ends_the_conversation(page: Page) -> None:
    page.socket.send_text("x" * (relay.MOST_BYTES + 1))

    assert page.socket.receive()["code"] == 1009


def test_bytes_are_no_message(page: Page) -> None:
    page.socket.send_bytes(b"{}")

    assert page.socket.receive()["code"] == 1009


def test_many_messages_are_slowed_down_and_all_answered(page: Page) -> None:
    uri = page.open("temperature.py", "x = 1\n")
    for number in range(400):
        request = {"id": f"n{number}", "method": "textDocument/hover"}
        page.socket.send_json({**request, "params": {"textDocument": {"uri": uri}, "position": AT_THE_START}})

    answers: dict[str, Any] = {}
    while len(answers) < 400:
        message = page.socket.receive_json()
        if "id" in message:
            answers[message["id"]] = message

    assert set(answers) == {f"n{number}" for number in range(400)}


def test_a_projects_settings_files_count_for_nothing(client: TestClient, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "hidden.py").write_text("treasure = 1\n")
    settings = f'[environment]\nextra-paths = ["{outside}"]\n[rules]\nall = "error"\n'
    for path, text in {
        "ty.toml": settings,
        "pyproject.toml": "[tool.ty.rules]\nall = 'error'\n",
        "ruff.toml": 'extend = "/etc/passwd"\n',
    }.items():
        assert client.put(f"/api/v1/projects/temperature/files/{path}", content=text.encode()).status_code < 300
    with opened(client) as page:
        text = "import hidden\nhidden.\n"
        uri = page.open("x.py", text)
        assert "treasure" not in labels(page.at("completion", uri, text, "\nhidden."))
        assert not [one for one in page.diagnostics(uri, 1) if one["code"] != "invalid-syntax"]
    laid = client.post("/projects/temperature/format", json={"path": "x.py", "text": "x=1\n"})
    assert laid.json() == {"text": "x = 1\n"}


def test_no_path_of_this_machine_is_told(client: TestClient, settings: Settings) -> None:
    heard: list[str] = []
    with opened(client) as page:
        text = "import json\nimport zork\nfrom map_impl import imports\njson.loads(1)\nimports.logger.log()\nzork.x\n"
        uri = page.open("temperature.py", text)
        heard.append(json.dumps(page.diagnostics(uri, 1)))
        for mark in ("json.loa", "imports.logger", "zork", "imports.logger.lo"):
            heard += [json.dumps(page.at(what, uri, text, mark)) for what in ("hover", "definition", "completion")]
    said = "".join(heard)

    assert "file:///bindings/" in said
    assert str(settings.data_dir) not in said
    assert "/servers/" not in said
    assert str(Path.home()) not in said


def servers_below() -> set[Process]:
    return {one for one in below(os.getpid()) if b"ty\0server" in Path(f"/proc/{one.pid}/cmdline").read_bytes()}


def test_a_server_that_dies_closes_the_socket_and_the_next_one_works(client: TestClient) -> None:
    with opened(client) as page:
        assert still_works(page)
        [server] = servers_below()
        os.kill(server.pid, signal.SIGKILL)
        assert page.socket.receive()["code"] == 1011
        until(lambda: not is_alive(server))
    with opened(client) as page:
        assert still_works(page)


def test_a_server_is_gone_with_its_page_and_with_the_studio(client: TestClient, studio: Studio) -> None:
    with opened(client) as page:
        assert still_works(page)
        [server] = servers_below()
    until(lambda: not is_alive(server))
    with opened(client) as page:
        [server] = servers_below()
        client.portal.call(studio.language.let_go)  # type: ignore[union-attr]  # there is one inside the block
        assert page.socket.receive()["code"] == 1011
    until(lambda: not is_alive(server))
    assert list((studio.settings.language_dir / "servers").iterdir()) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
    ],
)
def test_a_page_of_another_site_does_not_get_in(client: TestClient, headers: dict[str, str]) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, opened(client, **headers):
        pass
    assert closed.value.code == 4403
    assert servers_below() == set()


def test_our_own_page_gets_in(client: TestClient) -> None:
    with opened(client, Origin="http://127.0.0.1", **{"Sec-Fetch-Site": "same-origin"}) as page:
        assert still_works(page)


def test_a_project_that_is_not_there_is_told(client: TestClient) -> None:
    for name in ("nothing", "temp%00", "ünbekannt"):
        with client.websocket_connect(ADDRESS.format(name=name)) as socket:
            assert socket.receive()["code"] == 4404


def test_nobody_gets_in_without_signing_in(settings: Settings) -> None:
    locked = Settings(**(settings.model_dump() | {"host": "0.0.0.0", "access_token": "correct-horse-battery"}))
    with TestClient(create_app(locked), base_url="http://127.0.0.1") as stranger:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Cookie": "studio_session=x"}):
            with pytest.raises(WebSocketDisconnect), opened(stranger, **headers):
                pass
        with stranger.websocket_connect(
            ADDRESS.format(name="nothing"), headers={"Authorization": "Bearer correct-horse-battery"}
        ) as socket:
            assert socket.receive()["code"] == 4404
