"""The Problems tab: what the checks find of the project as it is typed, for htmx and as a page."""

import json
import re
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.http.studio import Studio
from app.operators.checks.rule import Severity
from app.operators.diagnostics import Diagnostic
from app.web.project.check_view import by_file, counted, left_over

HTMX = {"HX-Request": "true"}
BASE = "/projects/temperature"
READS = "def read(text):\n    return json.loads(text)\n"
BROKEN = f"from map_impl import exports\n\n\nclass Mapp(exports.Map):\n    pass\n\n\n{READS}"
HOSTILE = "class A: pass\n</script><script>alert(1)</script>\n"


def check(client: TestClient, content: str, path: str = "temperature.py", **more: str) -> Response:
    data = {"path": path, "base": "1", "content": content, **more}
    return client.post(f"{BASE}/check", data=data, headers=HTMX)


def marks(answer: Response) -> list[dict[str, Any]]:
    """What the editor is told."""
    written = re.search(r'<script type="application/json" id="diagnostics">(.*?)</script>', answer.text, re.DOTALL)
    assert written is not None
    found: list[dict[str, Any]] = json.loads(written[1])
    return found


def test_a_sound_project_says_so_and_what_was_checked(client: TestClient) -> None:
    answer = client.get(f"{BASE}/check", headers=HTMX)
    assert answer.status_code == 200
    assert "No problems found." in answer.text
    assert "2 Python files were checked for a map operator of API 1.1.0" in answer.text
    assert marks(answer) == []
    assert "Fix all" not in answer.text


def test_the_open_file_is_checked_as_it_is_typed_and_nothing_is_saved(client: TestClient) -> None:
    answer = check(client, BROKEN.replace("\n", "\r\n"))
    assert {(one["code"], one["line"]) for one in marks(answer)} >= {("entry-class", 4), ("undefined-name", 9)}
    assert f'href="{BASE}?file=temperature.py#temperature.py:9:12"' in answer.text
    assert client.get("/api/v1/projects/temperature").json()["revision"] == 1


def test_the_other_files_are_checked_as_they_are_stored(client: TestClient) -> None:
    client.put("/api/v1/projects/temperature/files/parts.py", content=b"def x():\n    return nothing\n")
    answer = check(client, "import payload\n", path="payload.py")
    assert ("parts.py", 2) in {(one["path"], one["line"]) for one in marks(answer)}
    assert f'href="{BASE}?file=parts.py#parts.py:2:12"' in answer.text


def test_a_row_says_its_severity_in_a_word_and_what_to_do(client: TestClient) -> None:
    text = check(client, BROKEN).text
    row = re.search(r'<li class="finding" id="finding-(\w+)".*?</li>', text, re.DOTALL)
    assert row is not None
    assert "</svg>Error</span>" in row[0]
    assert 'class="finding__help"' in row[0]
    assert f'data-fix="{row[1]}"' in row[0]
    assert f'formaction="{BASE}/fix"' in row[0]


def test_it_is_counted_in_words_in_the_list_the_status_bar_and_for_screen_readers(client: TestClient) -> None:
    text = check(client, BROKEN).text
    words = counted([Diagnostic(**one) for one in marks(check(client, BROKEN))])
    assert text.count(words) == 3
    assert '<p id="say-problems" hx-swap-oob="innerMorph">' in text
    assert '<span id="status-problems" hx-swap-oob="innerMorph"><a class="statusbar__link" href="#build"' in text


def test_what_a_file_holds_is_never_markup(client: TestClient) -> None:
    client.put("/api/v1/projects/temperature/files/parts.py", content=HOSTILE.encode())
    for answer in (check(client, HOSTILE), client.post(f"{BASE}/check", data={"path": "a.py", "content": HOSTILE})):
        assert "<script>alert(1)" not in answer.text


@pytest.mark.parametrize("content", ["(" * 4000 + ")" * 4000, "x = " + "1+" * 60_000 + "1", "\x01\x02", "\N{BOM}x = 1"])
def test_text_that_breaks_parsers_gives_a_list_and_the_next_check_is_well(client: TestClient, content: str) -> None:
    assert check(client, content).status_code == 200
    assert "No problems found." in client.get(f"{BASE}/check", headers=HTMX).text


@pytest.mark.parametrize(("path", "content"), [("../x.py", ""), ("", "x"), ("a.py", "x" * 1_000_001)])
def test_what_no_project_can_hold_is_refused_in_the_same_place(client: TestClient, path: str, content: str) -> None:
    answer = check(client, content, path=path)
    assert answer.status_code in {413, 422}
    assert 'class="problem"' in answer.text
    assert "<html" not in answer.text


def test_without_javascript_it_is_a_page_that_keeps_what_was_typed(client: TestClient) -> None:
    page = client.post(f"{BASE}/check", data={"path": "temperature.py", "base": "1", "content": f"\n{BROKEN}"})
    assert page.status_code == 200
    assert f'name="content" rows="30" spellcheck="false">\n\n{BROKEN}</textarea>' in page.text
    assert "undefined-name" in page.text
    assert "hx-post" not in page.text.partition("<main")[2]
    assert 'name="base" value="1"' in page.text


def test_as_a_page_of_its_own_it_shows_the_newest_revision(client: TestClient) -> None:
    page = client.get(f"{BASE}/check?file=payload.py")
    assert "No problems found." in page.text
    assert f'href="{BASE}?file=payload.py"' in page.text
    assert "<textarea" not in page.text


def test_the_page_itself_waits_for_no_check(
    client: TestClient, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(studio.checker), "check", lambda *_: pytest.fail("the page asked for a check"))
    page = client.get(BASE).text
    assert f'hx-post="{BASE}/check"' in page
    assert 'hx-trigger="load, input delay:400ms from:#save-form' in page
    assert f'formaction="{BASE}/check"' in page


def test_a_page_whose_open_file_is_no_text_can_be_checked_and_built(client: TestClient) -> None:
    client.put("/api/v1/projects/temperature/files/picture.dat", content=b"\xff\0")
    page = client.get(f"{BASE}?file=picture.dat").text
    assert 'id="project-form"' in page
    assert 'hx-include="#project-form, #build-options, #problems"' in page
    answer = client.post(f"{BASE}/check", data={"path": "picture.dat", "base": "2"}, headers=HTMX)
    assert "No problems found." in answer.text


def test_an_unknown_project_is_not_found(client: TestClient) -> None:
    assert client.post("/projects/nobody/check", data={"path": "a.py", "content": ""}).status_code == 404
    assert client.get("/projects/nobody/check").status_code == 404


def found(path: str | None, line: int | None, severity: Severity) -> Diagnostic:
    return Diagnostic("code", severity, path, line, None, None, None, "m", "h")


def test_the_open_file_comes_first_and_errors_before_all_else() -> None:
    every = [
        found(None, None, Severity.ERROR),
        found("a.py", 9, Severity.ERROR),
        found("b.py", 1, Severity.INFORMATION),
        found("b.py", 7, Severity.ERROR),
        found("b.py", 3, Severity.ERROR),
        found("b.py", 2, Severity.WARNING),
    ]
    groups = by_file(every, "b.py")
    assert [group.path for group in groups] == ["b.py", "a.py", None]
    assert [one.line for one in groups[0].findings] == [3, 7, 2, 1]


@pytest.mark.parametrize(
    ("severities", "words", "left"),
    [
        ([], "", "Nothing is left after that."),
        ([Severity.WARNING], "1 warning", "1 warning is left after that."),
        (
            [Severity.INFORMATION, Severity.ERROR, Severity.ERROR],
            "2 errors, 1 note",
            "2 errors, 1 note are left after that.",
        ),
    ],
)
def test_findings_are_counted_in_words(severities: list[Severity], words: str, left: str) -> None:
    every = [found("a.py", 1, severity) for severity in severities]
    assert counted(every) == words
    assert left_over(every) == left
