from starlette.testclient import TestClient

SEARCH = "/api/v1/projects/temperature/search"


def test_places_come_by_file(client: TestClient) -> None:
    client.put("/api/v1/projects/temperature/files/notes.txt", content=b"one\nNeedle <b>\n")
    answer = client.get(SEARCH, params={"q": "needle"}).json()
    assert answer == {
        "files": [
            {
                "path": "notes.txt",
                "unsaved": False,
                "places": [{"line": 2, "column": 1, "before": "", "match": "Needle", "after": " <b>"}],
            }
        ],
        "cut": False,
    }
    assert client.get(SEARCH, params={"q": "needle", "case": True}).json()["files"] == []


def test_what_is_no_pattern_is_told(client: TestClient) -> None:
    answer = client.get(SEARCH, params={"q": "(", "regex": True})
    assert (answer.status_code, answer.json()["code"]) == (422, "search_pattern")
    assert client.get("/api/v1/projects/none/search", params={"q": "x"}).status_code == 404
