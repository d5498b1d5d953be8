"""Drafts over HTTP: what the editor sends by itself, conflicts, saving everything at once, and the pages of it."""

from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

BASE = "/projects/temperature"
HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
HOSTILE = "</textarea></script><script>alert(1)</script>\u202e\x1b[31m"


def put(client: TestClient, text: str, path: str = "payload.py", **more: Any) -> Response:
    body = {"path": path, "text": text, "base": 1, "stamp": None} | more
    return client.put(f"{BASE}/drafts", json=body, headers=JSON)


def source(client: TestClient, path: str = "payload.py") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{BASE}/source", params={"path": path}).json()
    return found


def stored(client: TestClient, path: str = "payload.py") -> str:
    return client.get(f"/api/v1{BASE}/files/{path}").text


def save(client: TestClient, content: str, **more: Any) -> Response:
    form = {"path": "temperature.py", "base": "1", "content": content} | more
    return client.post(f"{BASE}/save", data=form, headers=HTMX)


def test_a_file_comes_with_its_draft(client: TestClient) -> None:
    assert source(client)["draft"] is None
    answer = put(client, "x = 2\n").json()
    assert answer.keys() == {"stamp", "at", "head", "moved"}
    found = source(client)
    assert (found["head"], found["base"], found["language"]) == ("1", "1", "python")
    assert found["text"] == stored(client)
    assert found["draft"] == {"text": "x = 2\n", "base": "1", "stamp": answer["stamp"], "at": answer["at"]}


def test_a_draft_is_in_the_page_for_every_browser(client: TestClient) -> None:
    put(client, HOSTILE.replace("\x1b", ""))
    page = client.get(f"{BASE}?file=payload.py").text
    assert '"drafts": ["payload.py"]' in page
    assert "<script>alert(1)" not in page
    assert f'href="{BASE}/drafts"' in page


def test_somebody_elses_draft_is_a_conflict_with_all_three_texts(client: TestClient) -> None:
    theirs = put(client, "theirs = 1\n").json()
    answer = put(client, "mine = 1\n")
    assert answer.status_code == 409
    assert answer.json() == {
        "mine": "mine = 1\n", "theirs": "theirs = 1\n", "base_text": stored(client),
        "head": 1, "stamp": theirs["stamp"],
    }  # fmt: skip
    assert source(client)["draft"]["text"] == "theirs = 1\n"
    assert put(client, "mine = 1\n", stamp=theirs["stamp"], over=True).status_code == 200
    assert "Another draft was chosen" in client.get(f"{BASE}/drafts").text


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"path": "../../etc/passwd"}, 422), ({"path": "/etc/passwd"}, 422), ({"path": "x" * 300}, 422),
        ({"path": "nothing.py"}, 404), ({"path": "a\0b.py"}, 422), ({"path": None}, 422),
        ({"base": 0}, 422), ({"base": 2}, 404), ({"base": 2**40}, 422), ({"base": "1"}, 422), ({"base": -5}, 422),
        ({"text": None}, 422), ({"text": "x" * 1_000_001}, 422),
        ({"text": "\u00e9" * 600_000}, 413), ({"text": "a\0"}, 422),
        ({"stamp": "x" * 27}, 422), ({"stamp": 5}, 422), ({"more": 1}, 422), ({"over": "yes"}, 422),
    ],
)  # fmt: skip
def test_what_is_no_draft_is_refused_as_a_problem(client: TestClient, changes: dict[str, Any], status: int) -> None:
    answer = put(client, **({"text": "x = 2\n"} | changes))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get(f"{BASE}/drafts").text.count("payload.py") == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'{"path": "payload.py"}', b"\xff", b"[" * 5_000])
def test_a_body_that_is_no_draft_breaks_nothing(client: TestClient, body: bytes) -> None:
    headers = JSON | {"Content-Type": "application/json"}
    for method, path in (("PUT", "drafts"), ("DELETE", "drafts"), ("POST", "drafts/aside")):
        answer = client.request(method, f"{BASE}/{path}", content=body, headers=headers)
        if not (method == "DELETE" and body == b'{"path": "payload.py"}'):
            assert answer.status_code in {400, 422}, (method, body)


@pytest.mark.parametrize("origin", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_a_page_elsewhere_writes_no_draft(client: TestClient, origin: dict[str, str]) -> None:
    body = {"path": "payload.py", "text": "x", "base": 1, "stamp": None}
    assert client.put(f"{BASE}/drafts", json=body, headers=JSON | origin).status_code == 403
    assert source(client)["draft"] is None


@pytest.mark.parametrize("path", ["../temperature.py", "/etc/passwd", "nothing.py", "", "a\0b"])
def test_only_files_of_the_project_can_be_read(client: TestClient, path: str) -> None:
    assert client.get(f"{BASE}/source", params={"path": path}, headers=JSON).status_code == 404


def test_a_file_that_is_no_text_has_none(client: TestClient) -> None:
    client.put(f"/api/v1{BASE}/files/picture.dat", content=b"\x00\xff")
    found = source(client, "picture.dat")
    assert (found["text"], found["size"]) == (None, 2)


def test_a_save_stores_the_other_unsaved_files_as_one_revision(client: TestClient) -> None:
    put(client, "x = 2\n")
    mine = put(client, "# typed\n", path="temperature.py").json()
    answer = save(client, f"{stored(client, 'temperature.py')}# more\n", unsaved="payload.py", stamp=mine["stamp"])
    assert answer.status_code == 200
    assert stored(client) == "x = 2\n"
    assert stored(client, "temperature.py").endswith("# more\n")
    assert client.get(f"/api/v1{BASE}").json()["revision"] == 2
    assert source(client)["draft"] is source(client, "temperature.py")["draft"] is None


def test_a_save_leaves_drafts_alone_that_it_does_not_name(client: TestClient) -> None:
    put(client, "x = 2\n")
    put(client, "somebody = 1\n", path="temperature.py")
    assert save(client, f"{stored(client, 'temperature.py')}# more\n", stamp="unknown").status_code == 200
    assert source(client)["draft"]["text"] == "x = 2\n"
    assert source(client, "temperature.py")["draft"]["text"] == "somebody = 1\n"


@pytest.mark.parametrize("path", ["../../etc/passwd", "nothing.py", "<script>", "x" * 5_000])
def test_naming_drafts_that_are_not_there_changes_nothing(client: TestClient, path: str) -> None:
    assert save(client, f"{stored(client, 'temperature.py')}# more\n", unsaved=path).status_code == 200
    assert len(client.get(f"/api/v1{BASE}").json()["files"]) == 2


def test_a_save_stops_where_another_unsaved_file_moved_on(client: TestClient) -> None:
    put(client, "x = 2\n")
    client.put(f"/api/v1{BASE}/files/payload.py", content=b"y = 3\n")
    answer = save(client, f"{stored(client, 'temperature.py')}# more\n", unsaved="payload.py")
    assert answer.status_code == 409
    assert 'data-clash="payload.py"' in answer.text
    assert "y = 3" in answer.text
    assert not stored(client, "temperature.py").endswith("# more\n")


def test_only_drafts_can_be_saved_too(client: TestClient) -> None:
    put(client, "x = 2\n")
    answer = client.post(
        f"{BASE}/save", data={"path": "payload.py", "base": "1", "unsaved": "payload.py"}, headers=HTMX
    )
    assert answer.status_code == 200
    assert stored(client) == "x = 2\n"


def test_checks_look_at_the_drafts_that_are_named(client: TestClient) -> None:
    put(client, "def read(:\n")
    form = {"path": "temperature.py", "base": "1", "content": stored(client, "temperature.py")}
    assert "payload.py:1" not in client.post(f"{BASE}/check", data=form, headers=HTMX).text
    assert "payload.py:1" in client.post(f"{BASE}/check", data=form | {"unsaved": "payload.py"}, headers=HTMX).text


def test_a_conflict_offers_both_changes_where_they_do_not_touch(client: TestClient) -> None:
    text = stored(client)
    client.put(f"/api/v1{BASE}/files/payload.py", content=f"{text}# theirs\n".encode())
    form = {"path": "payload.py", "base": "1", "content": f"# mine\n{text}"}
    answer = client.post(f"{BASE}/clash", data=form, headers=HTMX)
    assert (answer.status_code, 'data-choose="merged"' in answer.text) == (200, True)
    page = client.post(f"{BASE}/clash", data=form).text
    assert "Both changes in one text" in page
    touching = client.post(f"{BASE}/clash", data=form | {"content": f"{text}# mine\n"}, headers=HTMX).text
    assert 'data-choose="merged"' not in touching
    assert 'data-choose="theirs"' in touching


def test_a_conflict_with_a_draft_names_it_and_is_escaped(client: TestClient) -> None:
    theirs = put(client, "# </textarea><script>alert(1)</script>\n").json()
    form = {"path": "payload.py", "base": "1", "content": "mine = 1\n", "stamp": ""}
    answer = client.post(f"{BASE}/clash", data=form, headers=HTMX).text
    assert f'data-stamp="{theirs["stamp"]}"' in answer
    assert "<script>alert(1)" not in answer
    assert client.post(f"{BASE}/clash", data=form | {"stamp": theirs["stamp"]}, headers=HTMX).text == ""


@pytest.mark.parametrize(
    "form", [{}, {"path": "../x", "content": "x"}, {"path": "payload.py", "content": "x", "base": "no"}]
)
def test_a_hostile_conflict_is_none(client: TestClient, form: dict[str, str]) -> None:
    assert client.post(f"{BASE}/clash", data=form, headers=HTMX).status_code in {200, 422}


def test_what_was_given_up_can_be_had_back(client: TestClient) -> None:
    kept = put(client, "x = 2\n").json()
    gone = client.request(
        "DELETE", f"{BASE}/drafts", json={"path": "payload.py", "stamp": kept["stamp"], "aside": True}
    )
    assert gone.json()["stamp"] is None
    assert source(client)["draft"] is None
    page = client.get(f"{BASE}/drafts").text
    address = page.split(f'href="{BASE}/drafts/aside/')[1].split('"')[0]
    assert "x = 2" in client.get(f"{BASE}/drafts/aside/{address}").text
    put(client, "x = 3\n")
    back = client.post(f"{BASE}/drafts/aside/{address}/take-back", follow_redirects=False)
    assert (back.status_code, back.headers["location"]) == (303, f"{BASE}?file=payload.py")
    assert source(client)["draft"]["text"] == "x = 2\n"
    assert client.get(f"{BASE}/drafts").text.count("/drafts/aside/") == 2


def test_somebody_elses_draft_cannot_be_given_up(client: TestClient) -> None:
    put(client, "x = 2\n")
    client.request("DELETE", f"{BASE}/drafts", json={"path": "payload.py", "stamp": "unknown"})
    assert source(client)["draft"]["text"] == "x = 2\n"


def test_a_draft_can_be_saved_without_javascript(client: TestClient) -> None:
    stamp = put(client, "x = 2\n").json()["stamp"]
    page = client.get(f"{BASE}/drafts/text?path=payload.py").text
    assert f'name="stamp" value="{stamp}"' in page
    form = {"path": "payload.py", "base": "1", "stamp": stamp, "content": "x = 2\r\n"}
    assert client.post(f"{BASE}/save", data=form, follow_redirects=False).status_code == 303
    assert (stored(client), source(client)["draft"]) == ("x = 2\n", None)
    assert client.get(f"{BASE}/drafts/text?path=payload.py").status_code == 404


@pytest.mark.parametrize("path", ["drafts/aside/nothing", "drafts/aside/%00", "drafts/text?path=../x", "drafts/text"])
def test_pages_of_texts_that_are_not_there_are_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"{BASE}/{path}").status_code in {404, 422}


def test_restoring_keeps_what_is_unsaved(client: TestClient) -> None:
    client.put(f"/api/v1{BASE}/files/more.py", content=b"a = 1\n")
    put(client, "x = 2\n", base=2)
    put(client, "a = 2\n", path="more.py", base=2)
    assert client.post(f"{BASE}/revisions/1/restore", follow_redirects=False).status_code == 303
    assert source(client)["draft"]["text"] == "x = 2\n"
    assert "The file was removed" in client.get(f"{BASE}/drafts").text


def test_renaming_takes_the_draft_along(client: TestClient) -> None:
    put(client, "x = 2\n")
    client.post(f"{BASE}/files/rename", data={"path": "payload.py", "to": "parts.py"})
    found = source(client, "parts.py")
    assert (found["draft"]["text"], found["draft"]["base"]) == ("x = 2\n", found["head"])
