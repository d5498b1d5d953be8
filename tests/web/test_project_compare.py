"""Two revisions side by side, names of revisions, and that nothing of a file is ever markup."""

import pytest
from starlette.testclient import TestClient

from app.kit.merging import MOST_LINES
from app.web.project.comparing import between

BASE = "/projects/temperature"
HOSTILE = "</textarea><script>alert(1)</script>"


def put(client: TestClient, path: str, content: bytes) -> None:
    assert client.put(f"/api/v1{BASE}/files/{path}", content=content).status_code == 200


def compare(client: TestClient, older: object, newer: object, more: str = "") -> str:
    return client.get(f"{BASE}/revisions/compare?older={older}&newer={newer}{more}").text


def test_every_kind_of_change_is_told(client: TestClient) -> None:
    put(client, "new.py", b"a = 1\nb = 2\n")
    put(client, "new.py", b"a = 1\nb = 3\n")
    client.delete(f"/api/v1{BASE}/files/payload.py")
    assert "2 files differ." in compare(client, 1, 4)
    between_two = compare(client, 2, 3)
    assert '<td class="diff__text">b = 2</td>' in between_two
    assert '<td class="diff__text">b = 3</td>' in between_two
    assert "removed</span>" in compare(client, 3, 4)
    assert "Both hold the same files." in compare(client, 2, 2)


def test_the_order_of_the_two_does_not_matter(client: TestClient) -> None:
    put(client, "new.py", b"a = 1\n")
    assert compare(client, 2, 1) == compare(client, 1, 2) or "Revision 1 and revision 2" in compare(client, 2, 1)


def test_one_file_can_be_asked_for(client: TestClient) -> None:
    put(client, "one.py", b"a = 1\n")
    put(client, "two.py", b"b = 1\n")
    page = compare(client, 1, 3, "&file=two.py")
    assert "b = 1" in page
    assert "a = 1" not in page
    assert "is the same in both" in compare(client, 1, 3, "&file=../<script>")


def test_what_a_file_holds_is_never_markup(client: TestClient) -> None:
    put(client, "notes.txt", HOSTILE.encode())
    page = compare(client, 1, 2)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_is_no_text_says_so(client: TestClient) -> None:
    put(client, "picture.dat", b"\x00\xff")
    assert "not text on both sides" in compare(client, 1, 2)


@pytest.mark.parametrize(
    "query", ["", "?older=1", "?older=0&newer=1", "?older=x&newer=1", "?older=1&newer=99999999999"]
)
def test_what_names_no_revision_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"{BASE}/revisions/compare{query}").status_code == 422
    assert client.get(f"{BASE}/revisions/compare?older=1&newer=7").status_code == 404


def test_rows_carry_the_numbers_of_their_lines() -> None:
    old = "".join(f"{number}\n" for number in range(1, 101))
    change = between("x.py", old.encode(), old.replace("50\n", "fifty\n").encode())
    assert change.lines is not None
    [rows] = change.lines.hunks
    assert [(row.sign, row.old, row.new) for row in rows if row.sign != " "] == [("-", 50, None), ("+", None, 50)]
    assert [(rows[0].old, rows[0].new, rows[0].text), (rows[-1].old, rows[-1].text)] == [(47, 47, "47"), (53, "53")]


def test_texts_that_differ_too_much_are_not_compared_line_by_line() -> None:
    old, new = ("\n".join(f"{word}{n}" for n in range(MOST_LINES + 1)).encode() for word in ("a", "b"))
    assert between("x.py", old, new).lines is None
    long = between("x.py", b"a" * 900_000, b"b" * 900_000)
    assert not long.has_both_sides


def test_a_revision_can_have_a_name(client: TestClient) -> None:
    form = {"label": f"  the one that\tworks {HOSTILE} "}
    answer = client.post(f"{BASE}/revisions/1/label", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}/revisions/1")
    for path in ("", "/revisions", "/revisions/1"):
        page = client.get(f"{BASE}{path}").text
        assert "the one that works &lt;/textarea" in page
        assert "<script>alert(1)" not in page
    client.post(f"{BASE}/revisions/1/label", data={"label": ""})
    assert "the one that" not in client.get(f"{BASE}/revisions").text


@pytest.mark.parametrize("label", ["x" * 101, "a\0b", "\u202ereversed", "\x1b[31m"])
def test_a_name_is_short_and_can_be_read(client: TestClient, label: str) -> None:
    assert client.post(f"{BASE}/revisions/1/label", data={"label": label}).status_code == 422
