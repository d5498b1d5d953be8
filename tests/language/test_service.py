"""Who gets a language server, and who gives one up."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient

from app.language import service
from app.main import create_app
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.settings import Settings
from tests.language.page import ADDRESS, Page, opened
from tests.support.bindings import lay_out

Studio = Callable[..., TestClient]


@pytest.fixture
def studio_with(settings: Settings) -> Iterator[Studio]:
    lay_out(settings.data_dir, world(Kind.MAP, ApiVersion.V1_1_0))
    with ExitStack() as stack:

        def made(**values: float) -> TestClient:
            app = create_app(Settings(**(settings.model_dump() | values)))
            return stack.enter_context(TestClient(app, base_url="http://127.0.0.1"))

        yield made


def refusal(client: TestClient) -> int:
    with client.websocket_connect(ADDRESS.format(name="temperature")) as socket:
        return int(socket.receive()["code"])


def test_no_more_pages_than_allowed(studio_with: Studio) -> None:
    client = studio_with(language_servers=1)

    with opened(client):
        assert refusal(client) == 4429
    with opened(client):
        pass


def test_none_where_there_are_to_be_none(studio_with: Studio) -> None:
    assert refusal(studio_with(language_servers=0)) == 4429


def test_one_project_does_not_take_all(studio_with: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_OF_ONE", 1)
    client = studio_with(language_servers=3)
    client.post("/api/v1/projects", json={"name": "cooler", "kind": "map", "api_version": "1.1.0"})

    with opened(client), opened(client, "cooler"):
        assert refusal(client) == 4429


def test_a_page_at_rest_gives_its_place_up(studio_with: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "RESTING_S", 0.0)
    client = studio_with(language_servers=1)

    with opened(client) as resting, opened(client) as other:
        assert resting.socket.receive()["code"] == 4408
        assert other.ask("textDocument/documentSymbol", textDocument={"uri": "file:///project/x.py"}) is None


def test_a_page_that_says_nothing_for_long_gives_its_server_up(studio_with: Studio) -> None:
    client = studio_with(language_idle_s=1)

    with client.websocket_connect(ADDRESS.format(name="temperature")) as socket:
        Page(socket)
        assert socket.receive()["code"] == 4408
