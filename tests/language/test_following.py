"""What becomes of a project elsewhere, as the language server of a page learns it by itself."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from app.http.studio import Studio
from app.language import following
from app.language.subject import Mark
from app.main import create_app
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.packages.service import requirements_of
from app.settings import Settings
from tests.language.page import Page, labels, opened
from tests.support.bindings import lay_out
from tests.support.package_index import package_index
from tests.support.polling import until
from tests.support.wheels import Wheel

TEXT = "import other\n\nother.\n"
LOOKUP = '''def looked_up(name: str) -> int:
    """The number that belongs to a name."""
    return len(name)
'''
WHEEL = Wheel("lookup-table", "1.2", {"lookup/__init__.py": LOOKUP})
JSON = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
USING = "import lookup\n\nlookup.looked_up(1)\n"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "LOOK_S", 0.1)


@pytest.fixture
def shop(settings: Settings) -> Iterator[tuple[TestClient, Studio]]:
    """One that gets packages from an index of its own."""
    lay_out(settings.data_dir, world(Kind.MAP, ApiVersion.V1_1_0))
    with package_index(WHEEL) as index:
        app = create_app(settings.model_copy(update={"package_index": SecretStr(index.url)}))
        with TestClient(app, base_url="http://127.0.0.1") as client:
            yield client, app.state.studio


def save(client: TestClient, path: str, text: str) -> None:
    answer = client.put(f"/api/v1/projects/temperature/files/{path}", content=text.encode())
    assert answer.status_code < 300, answer.text


def write(client: TestClient, path: str, text: str, stamp: str | None = None) -> str:
    """Keep a draft as another tab does."""
    head = client.get("/api/v1/projects/temperature").json()["revision"]
    body = {"path": path, "text": text, "base": head, "stamp": stamp}
    answer = client.put("/projects/temperature/drafts", json=body, headers=JSON)
    assert answer.status_code == 200, answer.text
    made: str = answer.json()["stamp"]
    return made


def members(page: Page, uri: str) -> set[str]:
    return labels(page.at("completion", uri, TEXT, "\nother."))


def test_a_draft_of_another_tab_and_a_save_are_seen(client: TestClient) -> None:
    save(client, "other.py", "first = 1\n")
    with opened(client) as page:
        uri = page.open("temperature.py", TEXT)
        assert "first" in members(page, uri)

        stamp = write(client, "other.py", "second = 1\n")
        assert "first" not in until(lambda: members(page, uri), lambda found: "second" in found)

        write(client, "other.py", "third = 1\n", stamp)
        assert "second" not in until(lambda: members(page, uri), lambda found: "third" in found)

        save(client, "more.py", "x = 1\n")
        client.request("DELETE", "/projects/temperature/drafts", json={"path": "other.py"}, headers=JSON)
        assert "third" not in until(lambda: members(page, uri), lambda found: "first" in found)


def test_the_page_itself_tells_of_the_files_that_it_has_opened() -> None:
    before = Mark(1, {"a.py": "1", "b.py": "1"})

    assert not Mark(1, {"a.py": "2", "b.py": "1"}).differs(before, {"a.py"})
    assert not Mark(1, {"b.py": "1"}).differs(before, {"a.py"})
    assert Mark(1, {"a.py": "2", "b.py": "2"}).differs(before, {"a.py"})
    assert Mark(1, {"a.py": "1", "b.py": "1", "c.py": "1"}).differs(before, {"a.py"})
    assert Mark(2, {"a.py": "1", "b.py": "1"}).differs(before, {"a.py", "b.py"})


def test_a_deleted_project_ends_it(client: TestClient) -> None:
    with opened(client) as page:
        assert client.delete("/api/v1/projects/temperature").status_code == 204
        assert page.socket.receive()["code"] == 4404


def test_packages_that_were_fetched_meanwhile_mean_another_server(shop: tuple[TestClient, Studio]) -> None:
    client, studio = shop
    save(client, "requirements.txt", "lookup-table\n")
    with opened(client) as page:
        uri = page.open("temperature.py", USING)
        assert page.diagnostics(uri, 1) == []  # nobody knows of the package yet

        requirements = requirements_of({"requirements.txt": b"lookup-table\n"}, studio.settings)
        assert requirements is not None
        studio.packages.ensure(requirements)
        while (message := page.socket.receive())["type"] != "websocket.close":
            pass
        assert message["code"] == 1011

    with opened(client) as page:
        uri = page.open("temperature.py", USING)
        assert [one["code"] for one in page.diagnostics(uri, 1)] == ["invalid-argument-type"]
        assert "looked_up" in labels(page.at("completion", uri, USING, "lookup.looked_up"))
        shown = page.at("hover", uri, USING, "lookup.looked")["contents"]["value"]
        assert "looked_up(name: str) -> int" in shown
        assert "belongs to a name" in shown
        [place] = page.at("definition", uri, USING, "lookup.looked")
        assert place["uri"] == "file:///packages/lookup/__init__.py"

        answer = client.get("/projects/temperature/language/source", params={"uri": place["uri"]})
        assert answer.json()["text"] == LOOKUP
        there = page.open("lookup/__init__.py", LOOKUP, "packages")
        assert "str" in page.at("hover", there, LOOKUP, "(na")["contents"]["value"]
