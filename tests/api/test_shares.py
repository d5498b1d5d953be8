from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.http.studio import Studio
from app.kit.clock import utc_now
from tests.api.conftest import API, problem
from tests.sharing.made import Things, shared


@pytest.fixture
def made(studio: Studio) -> Things:
    return shared(studio)[0]


def test_a_share_is_made_with_its_link_and_listed_without(client: TestClient, made: Things) -> None:
    later = (utc_now() + timedelta(days=1)).isoformat()
    answer = client.post(f"{API}/collections/{made.collection}/shares", json={"run": made.run, "expires": later})
    share = answer.json()

    assert (answer.status_code, answer.headers["Location"]) == (201, f"{API}/shares/{share['id']}")
    assert answer.headers["Cache-Control"] == "no-store"
    link = share.pop("link")
    assert link.startswith("http://127.0.0.1:8000/s/")
    assert (share["run"], share["artifact"], share["project"], share["revision"]) == (
        made.run,
        made.digest,
        "cooler",
        1,
    )
    assert (share["may_copy"], share["replay"], share["views"], share["is_open"]) == (False, False, 0, True)
    assert client.get(f"{API}/shares/{share['id']}").json() == share
    for address in (f"{API}/shares", f"{API}/collections/{made.collection}/shares"):
        listed = client.get(address)
        assert listed.json()["items"][0] == share
        assert link.rpartition("/")[2] not in listed.text


def test_terms_change_and_a_share_is_closed(client: TestClient, made: Things) -> None:
    share = client.post(f"{API}/collections/{made.collection}/shares", json={"run": made.run}).json()
    address = f"{API}/shares/{share['id']}"

    changed = client.put(address, json={"may_copy": True, "replay": True}).json()
    assert (changed["may_copy"], changed["replay"], changed["expires"]) == (True, True, None)
    client.get(share["link"])
    assert client.get(address).json()["views"] == 1
    assert client.post(f"{address}/revoke").json()["is_open"] is False
    assert client.get(share["link"]).status_code == 410


def test_mistakes_are_told(client: TestClient, made: Things) -> None:
    shares = f"{API}/collections/{made.collection}/shares"
    problem(client.post(shares, json={"version": 9}), 404, "collection_version_unknown")
    problem(client.post(shares, json={"run": "0" * 26}), 404, "collection_run_unknown")
    problem(client.post(shares, json={"run": made.run, "version": 2}), 422, "share_run")
    problem(client.post(shares, json={"replay": True}), 422, "share_no_artifact")
    problem(client.post(shares, json={"expires": "2020-01-01T00:00:00Z"}), 422, "share_expiry")
    problem(client.post(shares, json={"expires": "2099-01-01T00:00:00"}), 422, "request_not_valid")
    problem(client.post(shares, json={"version": 2**63}), 422, "request_not_valid")
    problem(client.post(shares, json={"expire": None}), 422, "request_not_valid")
    problem(client.post(f"{API}/collections/none/shares", json={}), 404, "collection_unknown")
    for call in (client.get, client.delete):
        assert call(f"{API}/shares/none").status_code in {404, 405}
    problem(client.post(f"{API}/shares/none/revoke"), 404, "share_unknown")


def test_lists_come_in_parts(client: TestClient, made: Things) -> None:
    for _ in range(2):
        client.post(f"{API}/collections/{made.collection}/shares", json={})
    first = client.get(f"{API}/shares?limit=2").json()
    rest = client.get(f"{API}/shares?limit=2&after={first['next']}").json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
