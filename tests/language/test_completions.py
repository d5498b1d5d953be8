"""What is offered while a name is typed: pure rules, and the real language server's answer."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.language.completions import offered
from tests.language.page import opened


def item(label: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "insertText": label.partition(" ")[0], "sortText": " 0", **more}


def test_a_name_that_brings_an_import_says_so_beside_it_and_comes_last() -> None:
    answer = {"isIncomplete": True, "items": [item("deque (import collections)", kind=7), item("deer")]}

    shown = offered(answer)

    assert shown["isIncomplete"] is True
    assert shown["items"][0] == {
        "label": "deque", "insertText": "deque", "sortText": "~ 0", "kind": 7, "detail": "import collections",
    }  # fmt: skip
    assert shown["items"][1] == item("deer")
    assert min(shown["items"], key=lambda one: str(one["sortText"]))["label"] == "deer"


@pytest.mark.parametrize(
    "module",
    ["tkinter.tix", "msilib.schema", "multiprocessing", "zlib", "distutils.core", "concurrent.futures.process"],
)
def test_what_a_component_cannot_import_is_not_offered(module: str) -> None:
    assert offered([item(f"name (import {module})"), item("name")]) == [item("name")]


@pytest.mark.parametrize("answer", [None, 1, "x", {}, {"items": None}, [], [3, None]])
def test_an_answer_of_another_shape_is_no_harm(answer: Any) -> None:
    assert offered(answer) in (answer, [])


def test_an_item_without_a_readable_label_stays_as_it_is() -> None:
    odd: list[dict[str, Any]] = [{}, {"label": None}, {"label": "a (import b) c"}, {"label": " (import json)"}]
    assert offered(odd) == odd


def test_the_language_servers_words_are_still_understood(client: TestClient) -> None:
    with opened(client) as page:
        text = "deq\n\n\ndisplays"
        uri = page.open("temperature.py", text)
        found = page.at("completion", uri, text, "deq")["items"]
        assert ("deque", "import collections") in {(one["label"], one.get("detail")) for one in found}
        found += page.at("completion", uri, text, "displays")["items"]
        assert not [one for one in found if "(import" in one["label"] or "tkinter" in one.get("detail", "")]
