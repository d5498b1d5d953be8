"""The tour of a first visit: offered on the sample until it is dismissed, and taken anew whenever asked for."""

import pytest
from starlette.testclient import TestClient

TOUR = 'id="tour"'


def home(client: TestClient) -> str:
    return client.get("/", follow_redirects=False).headers["location"]


def test_a_first_visit_opens_the_sample_with_the_tour(client: TestClient) -> None:
    assert home(client) == "/projects/temperature"
    page = client.get("/").text
    assert page.count("data-tour-step=") == 3
    assert all(f'href="#{pane}"' in page and f'id="{pane}"' in page for pane in ("code", "test", "build"))


def test_once_dismissed_it_is_not_offered_again(client: TestClient) -> None:
    answer = client.post("/tour/dismissed", data={"project": "temperature"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/projects/temperature")
    assert client.post("/tour/dismissed").status_code == 200

    assert home(client) == "/projects"
    assert TOUR not in client.get("/projects/temperature").text


def test_whoever_has_a_project_is_led_to_the_list(client: TestClient) -> None:
    client.post("/api/v1/projects", json={"name": "mine", "kind": "map", "api_version": "1.1.0"})
    assert home(client) == "/projects"
    assert TOUR in client.get("/projects/temperature").text
    assert TOUR not in client.get("/projects/mine").text


def test_it_can_be_taken_anew_on_any_project(client: TestClient) -> None:
    client.post("/tour/dismissed")
    assert "data-tour-asked" in client.get("/tour").text
    client.post("/api/v1/projects", json={"name": "mine", "kind": "map", "api_version": "1.1.0"})
    client.delete("/api/v1/projects/temperature")
    answer = client.get("/tour", follow_redirects=False)
    assert answer.headers["location"] == "/projects/mine?tour=1"


def test_without_a_project_it_leads_to_the_list(client: TestClient) -> None:
    client.delete("/api/v1/projects/temperature")
    assert client.get("/tour", follow_redirects=False).headers["location"] == "/projects"
    assert home(client) == "/projects"


@pytest.mark.parametrize("project", ["nobody", "../x", "a" * 1000, "//evil.example"])
def test_it_leads_nowhere_else(client: TestClient, project: str) -> None:
    assert client.post("/tour/dismissed", data={"project": project}).status_code == 404
