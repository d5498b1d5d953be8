"""Whatever has nothing to show yet says so in a sentence, and has a button that leads on."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.web.templating import TEMPLATES

HTMX = {"HX-Request": "true"}
EMPTY = re.compile(r"<div class=\"empty[^>]*data-empty>(.*?)</div>\s*</div>", re.DOTALL)
SENTENCE = re.compile(r"<p>[A-Z][^<]+[.!?]</p>")
BUTTON = re.compile(r"<(a|button) [^>]*class=\"btn")


def empties(html: str) -> list[str]:
    """The inside of each; a block holds a row of buttons, which ends it."""
    return EMPTY.findall(html)


def lead_on(html: str) -> bool:
    found = empties(html)
    return bool(found) and all(SENTENCE.search(one) and BUTTON.search(one) for one in found)


@pytest.fixture
def collection(client: TestClient) -> str:
    made = client.post("/api/v1/collections", json={"name": "nothing yet"})
    assert made.status_code == 201
    return str(made.json()["id"])


PAGES = [
    ("/artifacts", {}),
    ("/projects?after=zzz", {}),
    ("/projects/temperature", {}),
    ("/projects/temperature/performance", {}),
    ("/projects/temperature/performance", HTMX),
    ("/projects/temperature/collections", HTMX),
    ("/projects/temperature/help?q=nothingatall", {}),
    ("/projects/temperature/help?q=nothingatall", HTMX),
    ("/projects/temperature/revisions?before=1", {}),
    ("/collections", {}),
]


@pytest.mark.parametrize(("address", "headers"), PAGES, ids=lambda value: str(value) if value else "page")
def test_a_new_studio_says_what_to_do_wherever_there_is_nothing(
    client: TestClient, address: str, headers: dict[str, str]
) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    assert lead_on(answer.text)


@pytest.mark.parametrize("part", ["", "?text=nothing", "?after=9", "/runs", "/shares"])
def test_an_empty_collection_says_what_to_do(client: TestClient, collection: str, part: str) -> None:
    answer = client.get(f"/collections/{collection}{part}")
    assert answer.status_code == 200
    assert lead_on(answer.text)


def test_without_a_project_the_list_says_how_to_make_one(client: TestClient) -> None:
    client.post("/projects/temperature/delete")
    assert lead_on(client.get("/projects").text)


def test_the_project_page_has_one_for_the_result_and_one_for_the_log(client: TestClient) -> None:
    found = empties(client.get("/projects/temperature").text)
    assert len([one for one in found if "Run the message" in one or "A build makes" in one]) == 2


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def test_every_empty_state_is_one_of_the_two_kinds_and_has_a_button() -> None:
    alone = re.compile(r"\{\{-?\s*empty_(state|part)\(")  # used without `call` it would have no button
    for path in templates():
        text = path.read_text(encoding="utf-8")
        assert not alone.search(text), path
        for call in re.findall(r"\{% call empty_(?:state|part)\(.*?%\}(.*?)\{% endcall %\}", text, re.DOTALL):
            assert re.search(r"link_button\(|button\(|<button |<a ", call), (path, call)
