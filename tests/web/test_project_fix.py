"""Mending from the page: shown first, carried out only as shown, and never over somebody else's text."""

import json
import re
from html import unescape

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.http.studio import Studio
from app.operators.checker import Checker, Fixed, Subject
from app.web.project.diff import MOST_ROWS, Row, files_of

HTMX = {"HX-Request": "true"}
BASE = "/projects/temperature"
FILES = "/api/v1/projects/temperature/files"
READS = "def read(text):\n    return json.loads(text)\n"
BROKEN = f"from map_impl import exports\n\n\nclass Mapp(exports.Map):\n    pass\n\n\n{READS}"


def ask(client: TestClient, *, htmx: bool = True, content: str | None = BROKEN, **more: str) -> Response:
    data = {"path": "temperature.py", "base": "1", **({} if content is None else {"content": content}), **more}
    headers = HTMX if htmx else {}
    return client.post(f"{BASE}/fix", data=data, headers=headers, follow_redirects=False)


def apply(client: TestClient, shown: Response, *, htmx: bool = True, **more: str) -> Response:
    """Send the form that was shown."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.text))
    content = re.search(r'<textarea name="content" hidden[^>]*>\n(.*?)</textarea>', shown.text, re.DOTALL)
    typed = {} if content is None else {"content": unescape(content[1])}
    headers = HTMX if htmx else {}
    return client.post(f"{BASE}/fix", data={**fields, **typed, **more}, headers=headers, follow_redirects=False)


def id_of(client: TestClient, code: str) -> str:
    body = {"files": {"temperature.py": BROKEN}}
    found = client.post("/api/v1/projects/temperature/check", json=body).json()["diagnostics"]
    return str(next(one["id"] for one in found if one["code"] == code))


def stored(client: TestClient, path: str = "temperature.py") -> str:
    return client.get(f"{FILES}/{path}").text


def head(client: TestClient) -> int:
    return int(client.get("/api/v1/projects/temperature").json()["revision"])


def events(answer: Response) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = json.loads(answer.headers["hx-trigger"])
    return told


def test_a_fix_is_shown_in_a_dialog_and_nothing_is_saved(client: TestClient) -> None:
    answer = ask(client, ids=id_of(client, "undefined-name"))
    assert answer.status_code == 200
    assert events(answer) == {"studio:show-dialog": {"id": "fix"}}
    assert re.search(r'<tr class="diff__add">.*?added.*?import json</td>', answer.text)
    assert "class Map(" not in answer.text
    assert "left after that." in answer.text
    assert head(client) == 1


def test_fix_all_says_what_is_left(client: TestClient) -> None:
    answer = ask(client, all="1", content=BROKEN + "\n\ndef other():\n    return unheard_of\n")
    assert "class Map(exports.Map):" in answer.text
    assert "import json" in answer.text
    assert "left after that." in answer.text
    assert "unheard_of is used here" in answer.text


def test_applying_stores_one_revision_and_gives_the_editor_its_text(client: TestClient) -> None:
    answer = apply(client, ask(client, all="1"))
    assert answer.status_code == 200
    told = events(answer)
    assert told["studio:close-dialog"] == {"id": "fix"}
    assert told["studio:fixed"] == {"path": "temperature.py", "base": "2"}
    assert "class Map(exports.Map):" in stored(client)
    assert f'aria-label="The mended text">\n{stored(client)}</textarea>' in answer.text
    assert head(client) == 2


def test_an_unsaved_open_file_is_saved_with_the_fix_of_another(client: TestClient) -> None:
    client.put(f"{FILES}/parts.py", content=READS.encode())
    body = {"files": {"temperature.py": BROKEN}}
    every = client.post("/api/v1/projects/temperature/check", json=body).json()["diagnostics"]
    wanted = next(one["id"] for one in every if one["path"] == "parts.py")
    answer = apply(client, ask(client, base="2", ids=wanted))
    assert events(answer)["studio:fixed"]["base"] == "3"
    assert stored(client) == BROKEN
    assert stored(client, "parts.py").startswith("import json\n")


def test_a_file_with_crlf_keeps_its_line_ends(client: TestClient) -> None:
    client.put(f"{FILES}/temperature.py", content=BROKEN.replace("\n", "\r\n").encode())
    answer = apply(client, ask(client, base="2", all="1"))
    assert client.get(f"{FILES}/temperature.py").content.count(b"\r\n") == stored(client).count("\n")
    assert "\r" not in answer.text


def test_without_javascript_it_is_a_page_and_leads_back(client: TestClient) -> None:
    page = ask(client, htmx=False, all="1")
    assert "<html" in page.text
    assert f'formaction="{BASE}/check"' in page.text  # Cancel keeps what was typed
    answer = apply(client, page, htmx=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}?file=temperature.py")
    assert "import json" in stored(client)


def test_without_the_open_files_text_the_newest_revision_is_mended(client: TestClient) -> None:
    client.put(f"{FILES}/temperature.py", content=BROKEN.encode())
    shown = ask(client, content=None, base="2", all="1")
    assert "<textarea" not in shown.text
    apply(client, shown)
    assert "import json" in stored(client)


def test_an_open_file_that_somebody_else_changed_is_a_conflict(client: TestClient) -> None:
    client.put(f"{FILES}/temperature.py", content=b"theirs = 1\n")
    answer = ask(client, all="1")
    assert answer.status_code == 409
    assert '<div id="code-notice" hx-swap-oob="innerHTML">' in answer.text
    assert "theirs = 1" in answer.text
    page = ask(client, htmx=False, all="1")
    assert page.status_code == 409
    assert "class Mapp" in page.text


def test_a_conflict_between_showing_and_applying_stores_nothing(client: TestClient) -> None:
    shown = ask(client, all="1")
    client.put(f"{FILES}/temperature.py", content=b"theirs = 1\n")
    answer = apply(client, shown)
    assert answer.status_code == 409
    assert events(answer) == {"studio:close-dialog": {"id": "fix"}}
    assert stored(client) == "theirs = 1\n"


def test_nothing_is_applied_that_was_not_shown(client: TestClient) -> None:
    shown = ask(client, all="1")
    client.put(f"{FILES}/parts.py", content=READS.encode())
    answer = apply(client, shown)
    assert answer.status_code == 409
    assert "The project has changed in the meantime" in answer.text
    assert "parts.py" in answer.text
    assert head(client) == 2
    assert apply(client, answer).status_code == 200
    assert head(client) == 3


def test_a_save_while_the_fix_is_worked_out_is_a_conflict(
    client: TestClient, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, fix = ask(client, all="1"), Checker.fix

    def late(self: Checker, subject: Subject, ids: object = None) -> Fixed:
        client.put(f"{FILES}/notes.txt", content=b"theirs")
        return fix(self, subject, None)

    monkeypatch.setattr(type(studio.checker), "fix", late)
    answer = apply(client, shown)
    assert answer.status_code == 409
    assert "revision 2" in answer.text
    assert head(client) == 2


@pytest.mark.parametrize("ids", ["nothing", "", "<script>", "\N{SNOWMAN}" * 500])
def test_a_finding_that_is_gone_changes_nothing(client: TestClient, ids: str) -> None:
    answer = ask(client, ids=ids, apply="1")
    assert "There is nothing to change" in answer.text
    assert "<script>" not in answer.text
    assert head(client) == 1


@pytest.mark.parametrize("fields", [{"path": "../x.py"}, {"base": "one"}, {"base": ""}, {"content": "x" * 1_000_001}])
def test_what_cannot_be_stored_is_refused(client: TestClient, fields: dict[str, str]) -> None:
    data = {"path": "temperature.py", "base": "1", "content": BROKEN, "all": "1", "apply": "1", **fields}
    answer = client.post(f"{BASE}/fix", data=data, headers=HTMX)
    assert answer.status_code in {413, 422}
    assert head(client) == 1


def test_what_a_file_holds_is_never_markup(client: TestClient) -> None:
    answer = ask(client, all="1", content=f"{BROKEN}x = '</td></textarea><script>alert(1)</script>'\n")
    assert "<script>alert(1)" not in answer.text


def test_a_patch_is_read_by_its_own_numbers() -> None:
    one = "--- a/x.py\n+++ b/x.py\n@@ -1,3 +1,3 @@\n one\n--- two\n+++ three\n four\n"
    other = "--- a/y.py\n+++ b/y.py\n@@ -1 +1,2 @@\n five\n+six\n\\ No newline at end of file\n"
    first, second = files_of(one + other)
    assert first.hunks == [
        [Row(" ", 1, 1, "one"), Row("-", 2, None, "-- two"), Row("+", None, 2, "++ three"), Row(" ", 3, 3, "four")]
    ]
    assert (second.path, second.added, second.removed) == ("y.py", 1, 0)
    assert second.hunks[0][1] == Row("+", None, 2, "six")


def test_a_long_patch_is_cut_and_says_so() -> None:
    count = MOST_ROWS + 7
    (file,) = files_of(f"--- a/x.py\n+++ b/x.py\n@@ -0,0 +1,{count} @@\n" + "+x\n" * count)
    assert (len(file.hunks[0]), file.cut, file.added) == (MOST_ROWS, 7, count)


@pytest.mark.parametrize("diff", ["", "@@ -1 +1 @@\n-x\n", "+++ b/x\n@@ -1,9 +1,9 @@\n x", "+++ b/x\n@@ odd"])
def test_a_patch_cut_short_is_no_fault(diff: str) -> None:
    assert sum(len(file.hunks) for file in files_of(diff)) <= 1
