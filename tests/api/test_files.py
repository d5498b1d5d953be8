import pytest
from starlette.testclient import TestClient

from app.kit.digests import digest_of
from app.operators.files import LARGEST_FILE, MOST_FILES
from tests.api.conftest import problem


def etag(content: bytes) -> str:
    return digest_of(content).removeprefix("sha256:")


def test_a_file_comes_as_bytes_that_no_browser_runs(client: TestClient, project: str) -> None:
    html = b"<script>alert(1)</script>"
    client.put(f"{project}/files/page.html", content=html)
    got = client.get(f"{project}/files/page.html")

    assert (got.content, got.headers["ETag"]) == (html, f'"{etag(html)}"')
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith('attachment; filename="page.html"')
    assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_a_save_answers_the_revision_and_the_entity_tag(client: TestClient, project: str) -> None:
    saved = client.put(f"{project}/files/cooler.py", content=b"x = 2")

    assert saved.json() == {"path": "cooler.py", "revision": 2, "etag": etag(b"x = 2")}
    assert saved.headers["ETag"] == f'"{etag(b"x = 2")}"'
    assert client.put(f"{project}/files/cooler.py", content=b"x = 2").json()["revision"] == 2


def test_a_save_on_the_version_that_was_read_goes_through(client: TestClient, project: str) -> None:
    read = client.get(f"{project}/files/cooler.py").headers["ETag"]
    saved = client.put(f"{project}/files/cooler.py", content=b"x = 2", headers={"If-Match": read})
    again = client.put(f"{project}/files/cooler.py", content=b"x = 3", headers={"If-Match": saved.headers["ETag"]})

    assert (saved.status_code, again.json()["revision"]) == (200, 3)


def test_a_save_on_an_older_version_answers_both_texts_and_changes_nothing(client: TestClient, project: str) -> None:
    read = client.get(f"{project}/files/cooler.py").headers["ETag"]
    client.put(f"{project}/files/cooler.py", content=b"theirs = '\xc3\xa9'")
    refused = client.put(f"{project}/files/cooler.py", content=b"mine = 1", headers={"If-Match": read})
    document = problem(refused, 412, "file_changed")

    assert (document["theirs"], document["yours"]) == ("theirs = 'é'", "mine = 1")
    assert document["etag"] == etag(b"theirs = '\xc3\xa9'")
    assert client.get(f"{project}/files/cooler.py").content == b"theirs = '\xc3\xa9'"
    saved = client.put(f"{project}/files/cooler.py", content=b"both", headers={"If-Match": f'"{document["etag"]}"'})
    assert saved.status_code == 200


def test_a_save_on_a_file_that_is_gone_says_so(client: TestClient, project: str) -> None:
    refused = client.put(f"{project}/files/gone.py", content=b"mine", headers={"If-Match": '"x"'})
    document = problem(refused, 412, "file_changed")

    assert (document["theirs"], document["yours"], document["etag"]) == (None, "mine", None)


@pytest.mark.parametrize("given", ["", '""', "x", '"x", "y"', "*x"])
def test_a_tag_that_is_not_the_files_is_stale(client: TestClient, project: str, given: str) -> None:
    refused = client.put(f"{project}/files/cooler.py", content=b"y", headers={"If-Match": given})

    problem(refused, 412, "file_changed")


def test_a_star_stands_for_any_version_that_is_there(client: TestClient, project: str) -> None:
    assert client.put(f"{project}/files/cooler.py", content=b"y", headers={"If-Match": "*"}).status_code == 200
    assert client.put(f"{project}/files/new.py", content=b"y", headers={"If-Match": "*"}).status_code == 412


def test_a_weak_tag_never_matches(client: TestClient, project: str) -> None:
    """RFC 9110, section 13.1.1: If-Match compares strongly."""
    read = client.get(f"{project}/files/cooler.py").headers["ETag"]
    refused = client.put(f"{project}/files/cooler.py", content=b"y", headers={"If-Match": f"W/{read}"})

    problem(refused, 412, "file_changed")


def test_a_binary_file_that_changed_can_still_be_told(client: TestClient, project: str) -> None:
    client.put(f"{project}/files/data.bin", content=b"\xff\x00")
    refused = client.put(f"{project}/files/data.bin", content=b"\xfe", headers={"If-Match": '"x"'})

    problem(refused, 412, "file_changed")


def test_a_file_is_removed_as_a_revision(client: TestClient, project: str) -> None:
    client.put(f"{project}/files/more.py", content=b"")
    problem(client.delete(f"{project}/files/more.py", headers={"If-Match": '"x"'}), 412, "file_changed")
    removed = client.delete(f"{project}/files/more.py")

    assert removed.json() == {"path": "more.py", "revision": 3, "etag": None}
    problem(client.get(f"{project}/files/more.py"), 404, "file_unknown")
    problem(client.delete(f"{project}/files/more.py"), 404, "file_unknown")
    problem(client.delete(f"{project}/files/cooler.py"), 409, "entry_file")


def test_a_file_is_bounded_to_the_byte(client: TestClient, project: str) -> None:
    assert client.put(f"{project}/files/large.txt", content=b"x" * LARGEST_FILE).status_code == 200
    refused = client.put(f"{project}/files/larger.txt", content=b"x" * (LARGEST_FILE + 1))

    assert problem(refused, 413, "file_too_large")["limit"] == LARGEST_FILE


def test_the_201st_file_is_refused(client: TestClient, project: str) -> None:
    full = {f"part_{number}.py": "" for number in range(MOST_FILES - 1)}
    assert client.post(f"{project}/revisions", json={"base": 1, "files": full}).status_code == 201

    problem(client.put(f"{project}/files/one_more.py", content=b""), 413, "too_many_files")


def test_a_body_over_the_requests_limit_is_refused(client: TestClient, project: str) -> None:
    large = b"x" * (16 * 1024 * 1024 + 1)
    problem(client.put(f"{project}/files/huge.txt", content=large), 413, "body_too_large")

    chunked = client.put(f"{project}/files/huge.txt", content=iter([large[:9_000_000], large[9_000_000:]]))
    problem(chunked, 413, "body_too_large")


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe", b"x\0", "é".encode("latin-1")])
def test_the_entry_file_holds_python_text(client: TestClient, project: str, content: bytes) -> None:
    assert client.put(f"{project}/files/cooler.py", content=content).json()["code"] in {"entry_file_empty", "not_text"}
    assert client.get(f"{project}/files/cooler.py").content == b"x = 1\n"


HOSTILE = [
    "%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e%5c%2e%2e%5cwindows",
    "a/%2e%2e/b.py",
    "%2fetc/passwd",
    "/etc/passwd",
    "a//b.py",
    "a/%2e/b.py",
    "%00",
    "a%00.py",
    "a%0d%0aX-Evil:1.py",
    "a%1b[2J.py",
    "con",
    "CON.py",
    "aux.txt",
    "lpt1.py",
    "com%C2%B9.py",
    "a/nul/b.py",
    "a%3Astream.py",
    "C%3A%5Cx.py",
    "a%5Cb.py",
    "x" * 201,
    "/".join("abcdefghi"),
    ".git/config",
    ".hidden",
    "a%20",
    "%20a",
    "a.",
    "a%E2%80%AEyp.py",
    "a%EF%BC%8F..%EF%BC%8Fb\u200b.py",
    "e%CC%81.py",
    "__pycache__/x.py",
    "map_impl.py",
    "MAP_IMPL/x.txt",
    "wit_world.py",
    "json.py",
    "a*.py",
    "a%3F.py",
    "%7Cx.py",
]


def test_a_hostile_path_is_refused_and_nothing_is_written(client: TestClient, project: str) -> None:
    for path in HOSTILE:
        refused = client.put(f"{project}/files/{path}", content=b"x = 1")
        assert refused.status_code in {404, 405, 422}, path
        assert refused.headers["Content-Type"] == "application/problem+json"

    shown = client.get(project).json()
    assert ([file["path"] for file in shown["files"]], shown["revision"]) == (["cooler.py"], 1)


def test_a_hostile_path_reads_and_removes_nothing(client: TestClient, project: str) -> None:
    for path in HOSTILE:
        for answer in (client.get(f"{project}/files/{path}"), client.delete(f"{project}/files/{path}")):
            assert answer.status_code in {404, 405, 422}, path
            assert answer.headers["Content-Type"] == "application/problem+json"


def test_overlong_utf_8_does_not_climb(client: TestClient, project: str) -> None:
    client.put(f"{project}/files/%c0%ae%c0%ae/x.py", content=b"x = 1")

    assert all(".." not in file["path"] for file in client.get(project).json()["files"])


def test_a_hostile_project_name_finds_nothing(client: TestClient, project: str) -> None:
    for name in ("%00", "a%2fb", "x" * 5000, "COOLER", "cooler%20", "%ED%A0%80", "cooler%00", "%2e%2e%2fcooler", "%ff"):
        assert client.get(f"{project.removesuffix('cooler')}{name}").status_code == 404, name


def test_names_in_any_script_are_kept_as_they_are(client: TestClient, project: str) -> None:
    client.put(f"{project}/files/温度/é.txt", content=b"x")

    assert [file["path"] for file in client.get(project).json()["files"]] == ["cooler.py", "温度/é.txt"]
    assert client.get(f"{project}/files/%E6%B8%A9%E5%BA%A6/%C3%A9.txt").content == b"x"
