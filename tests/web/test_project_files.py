"""Saving from the page, and adding, renaming and removing files."""

import json

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

HTMX = {"HX-Request": "true"}
BASE = "/projects/temperature"
FILES = "/api/v1/projects/temperature/files"


def save(client: TestClient, content: str, base: int = 1, path: str = "payload.py", anyway: str = "") -> Response:
    return client.post(f"{BASE}/save", data=form_of(content, base, path, anyway), follow_redirects=False)


def save_by_htmx(client: TestClient, content: str, path: str = "payload.py") -> Response:
    return client.post(f"{BASE}/save", data=form_of(content, 1, path, ""), headers=HTMX)


def form_of(content: str, base: int, path: str, anyway: str) -> dict[str, str]:
    return {"path": path, "base": str(base), "content": content, "anyway": anyway}


def stored(client: TestClient, path: str = "payload.py") -> bytes:
    return client.get(f"{FILES}/{path}").content


def head(client: TestClient) -> int:
    return int(client.get("/api/v1/projects/temperature").json()["revision"])


def test_a_plain_form_saves_and_leads_back_to_the_file(client: TestClient) -> None:
    answer = save(client, "x = 1\r\n")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}?file=payload.py")
    assert stored(client) == b"x = 1\n"


def test_htmx_is_told_what_is_saved_and_on_which_revision(client: TestClient) -> None:
    answer = save_by_htmx(client, "x = 1\n")
    assert answer.status_code == 200
    assert json.loads(answer.headers["hx-trigger"]) == {"studio:saved": {"path": "payload.py", "base": "2"}}
    assert "Revision 2" in answer.text
    assert "<html" not in answer.text


def test_a_file_with_crlf_keeps_its_line_ends(client: TestClient) -> None:
    client.put(f"{FILES}/notes.txt", content=b"one\r\ntwo\r\n")
    save(client, "one\r\nthree\r\n", base=2, path="notes.txt")
    assert stored(client, "notes.txt") == b"one\r\nthree\r\n"


def test_text_that_did_not_change_keeps_its_bytes_and_makes_no_revision(client: TestClient) -> None:
    client.put(f"{FILES}/notes.txt", content=b"one\r\ntwo\n")
    save(client, "one\r\ntwo\r\n", base=2, path="notes.txt")
    assert stored(client, "notes.txt") == b"one\r\ntwo\n"
    assert head(client) == 2


def test_a_stale_save_shows_both_texts_and_stores_nothing(client: TestClient) -> None:
    save(client, "theirs = '<b>'\n")
    answer = save(client, "mine = '</textarea>'\r\n")
    assert answer.status_code == 409
    assert "theirs = &#39;&lt;b&gt;&#39;" in answer.text
    assert "mine = &#39;&lt;/textarea&gt;&#39;" in answer.text
    assert stored(client) == b"theirs = '<b>'\n"
    assert head(client) == 2


def test_a_stale_save_by_htmx_comes_beside_the_editor(client: TestClient) -> None:
    save(client, "theirs = 1\n")
    answer = save_by_htmx(client, "mine = 1\n")
    assert answer.status_code == 409
    assert answer.headers["hx-retarget"] == "#code-notice"
    assert "hx-trigger" not in answer.headers
    assert "theirs = 1" in answer.text


def test_mine_is_saved_over_only_what_was_seen(client: TestClient) -> None:
    save(client, "theirs = 1\n")
    save(client, "theirs = 2\n", base=2)
    assert save(client, "mine = 1\n", anyway="2").status_code == 409  # revision 3 was not seen
    assert save(client, "mine = 1\n", anyway="3").status_code == 303
    assert stored(client) == b"mine = 1\n"


def test_a_change_of_another_file_is_no_conflict(client: TestClient) -> None:
    save(client, "x = 1\n")
    assert save(client, "# mine\nclass Map: pass\n", path="temperature.py").status_code == 303
    assert stored(client) == b"x = 1\n"


def test_the_same_text_saved_twice_is_no_conflict(client: TestClient) -> None:
    save(client, "x = 1\n")
    assert save(client, "x = 1\n").status_code == 303


def test_a_file_that_was_removed_meanwhile_is_a_conflict(client: TestClient) -> None:
    client.delete(f"{FILES}/payload.py")
    answer = save(client, "mine = 1\n")
    assert answer.status_code == 409
    assert "mine = 1" in answer.text


def test_a_refused_save_shows_the_text_again(client: TestClient) -> None:
    answer = save(client, "  \r\n", path="temperature.py")
    assert answer.status_code == 422
    assert "temperature.py is empty" in answer.text
    assert 'name="content"' in answer.text


def test_a_refused_save_by_htmx_is_a_notice(client: TestClient) -> None:
    answer = save_by_htmx(client, " ", path="temperature.py")
    assert answer.status_code == 422
    assert answer.headers["hx-retarget"] == "#code-notice"
    assert "<html" not in answer.text


def test_a_file_of_a_megabyte_survives_percent_encoding(client: TestClient) -> None:
    text = "é" * 499_000
    assert save(client, text, path="notes.txt").status_code == 303
    assert stored(client, "notes.txt") == text.encode()


def test_a_file_that_is_too_large_is_refused_with_its_size(client: TestClient) -> None:
    answer = save(client, "x" * 1_000_001, path="notes.txt")
    assert answer.status_code == 413
    assert "1,000,001 bytes" in answer.text


@pytest.mark.parametrize("base", ["", "-1", "one", "9999999999999999999", "²"])
def test_a_base_that_is_no_revision_is_refused(client: TestClient, base: str) -> None:
    data = {"path": "payload.py", "base": base, "content": "mine = 1"}
    answer = client.post(f"{BASE}/save", data=data)
    assert answer.status_code == 422
    assert "mine = 1" in answer.text
    assert head(client) == 1


def test_a_base_of_the_future_is_a_conflict(client: TestClient) -> None:
    assert save(client, "mine = 1\n", base=99).status_code == 409


@pytest.mark.parametrize("path", ["../x.py", "/etc/passwd", "con.txt", "a\\b.py", "", "json.py", "x" * 300])
def test_a_path_that_is_not_allowed_is_refused_and_shown_again(client: TestClient, path: str) -> None:
    answer = client.post(f"{BASE}/files/new", data={"path": path})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert head(client) == 1


def test_a_new_file_is_opened(client: TestClient) -> None:
    answer = client.post(f"{BASE}/files/new", data={"path": "parts/a b.txt"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}?file=parts/a%20b.txt")
    assert 'data-path="parts/a b.txt"' in client.get(answer.headers["location"]).text


def test_a_new_file_never_overwrites_another(client: TestClient) -> None:
    before = stored(client)
    assert client.post(f"{BASE}/files/new", data={"path": "payload.py"}).status_code == 409
    assert stored(client) == before


def test_renaming_keeps_the_content(client: TestClient) -> None:
    before = stored(client)
    client.post(f"{BASE}/files/rename", data={"path": "payload.py", "to": "parts/reading.py"})
    assert stored(client, "parts/reading.py") == before
    assert client.get(f"{FILES}/payload.py").status_code == 404


@pytest.mark.parametrize(
    ("path", "to"), [("payload.py", "temperature.py"), ("temperature.py", "other.py"), ("no.py", "b.py")]
)
def test_renaming_destroys_nothing(client: TestClient, path: str, to: str) -> None:
    assert client.post(f"{BASE}/files/rename", data={"path": path, "to": to}).status_code in {404, 409}
    assert head(client) == 1


def test_a_file_is_asked_about_and_then_removed(client: TestClient) -> None:
    page = client.get(f"{BASE}/files/edit", params={"path": "payload.py"})
    assert f'action="{BASE}/files/delete"' in page.text
    client.post(f"{BASE}/files/delete", data={"path": "payload.py"})
    assert client.get(f"{FILES}/payload.py").status_code == 404


def test_the_entry_file_stays(client: TestClient) -> None:
    assert "files/delete" not in client.get(f"{BASE}/files/edit", params={"path": "temperature.py"}).text
    assert client.post(f"{BASE}/files/delete", data={"path": "temperature.py"}).status_code == 409


def test_an_older_revision_can_be_read_and_restored(client: TestClient) -> None:
    first = stored(client)
    save(client, "x = '<script>'\n")
    client.put(f"{FILES}/extra.py", content=b"y = 1\n")
    page = client.get(f"{BASE}/revisions/2?file=payload.py").text
    assert "x = &#39;&lt;script&gt;&#39;" in page
    assert "readonly" in page
    client.post(f"{BASE}/revisions/1/restore")
    assert stored(client) == first
    assert client.get(f"{FILES}/extra.py").status_code == 404
    assert head(client) == 4


def test_revisions_are_listed_and_an_unknown_one_is_not_found(client: TestClient) -> None:
    assert "Revision 1, the newest" in client.get(f"{BASE}/revisions").text
    assert client.get(f"{BASE}/revisions/7").status_code == 404
    assert client.post(f"{BASE}/revisions/7/restore").status_code == 404


def test_htmx_gets_the_tree_and_what_was_done_and_no_page(client: TestClient) -> None:
    answer = client.post(f"{BASE}/files/new", data={"path": "parts/a.py", "starter": "helper"}, headers=HTMX)
    assert answer.status_code == 200
    assert '"path": "parts/a.py", "type": "added"' in answer.text
    assert 'id="file-tree"' in answer.text
    assert "<html" not in answer.text
    assert b"logger.log" in stored(client, "parts/a.py")


def test_names_of_files_are_shown_escaped(client: TestClient) -> None:
    name = "a&b 'c'.txt"
    client.put(f"{FILES}/{name}", content=b"x")
    page = client.get(BASE).text
    assert "a&amp;b &#39;c&#39;.txt" in page
    assert "file=a%26b" in page


def test_uploads_tell_what_is_there_and_take_the_choice(client: TestClient) -> None:
    files = [("files", ("payload.py", b"x = 1\n")), ("folder_files", ("data/table.bin", b"\0\xff"))]
    refused = client.post(f"{BASE}/files/upload", files=files, headers=HTMX)
    assert (refused.status_code, refused.headers["hx-retarget"]) == (409, "#upload-notice")
    assert "payload.py" in refused.text
    assert head(client) == 1
    taken = client.post(f"{BASE}/files/upload", files=files, data={"then": "keep", "existing": "ask"})
    assert taken.status_code == 200
    assert stored(client, "payload_2.py") == b"x = 1\n"
    assert stored(client, "data/table.bin") == b"\0\xff"


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", ".hidden"])
def test_an_upload_cannot_climb(client: TestClient, name: str) -> None:
    answer = client.post(f"{BASE}/files/upload", files=[("files", (name, b"x"))])
    assert answer.status_code == 422
    assert head(client) == 1


def test_a_picture_is_served_sandboxed_and_nothing_else_is(client: TestClient) -> None:
    client.put(f"{FILES}/p.txt", content=b"\x89PNG\r\n\x1a\n<script>")
    client.put(f"{FILES}/evil.svg", content=b"<svg onload='alert(1)'/>")
    picture = client.get(f"{BASE}/files/picture", params={"path": "p.txt"})
    assert picture.headers["content-type"] == "image/png"
    assert picture.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert "script-src" not in picture.headers["content-security-policy"]
    assert client.get(f"{BASE}/files/picture", params={"path": "evil.svg"}).status_code == 404


def test_the_search_is_a_page_and_a_fragment_and_escapes(client: TestClient) -> None:
    client.put(f"{FILES}/x.txt", content=b"<script>needle</script>\x1b[31m")
    for headers in ({}, HTMX):
        answer = client.get(f"{BASE}/files/search", params={"q": "needle"}, headers=headers)
        assert "&lt;script&gt;<mark>needle</mark>" in answer.text
        assert "\x1b" not in answer.text
    assert client.get(f"{BASE}/files/search", params={"q": "(", "regex": "1"}).status_code == 422
