import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import API, problem

COLLECTIONS = f"{API}/collections"
UNKNOWN = "0" * 26
Json = dict[str, Any]


@pytest.fixture
def collection(client: TestClient) -> str:
    """The address of a collection called humid, without cases."""
    made = client.post(COLLECTIONS, json={"name": "humid"})
    assert made.status_code == 201, made.text
    return str(made.headers["Location"])


def case(name: str, payload: str = "21.5", **more: Any) -> Json:
    return {"name": name, "messages": [{"topic": "sensors", "payload": payload}]} | more


def add(client: TestClient, collection: str, *given: Json, **more: Any) -> Json:
    """Cases, added; what was answered."""
    answer = client.post(f"{collection}/cases", json={"cases": list(given)} | more)
    assert answer.status_code == 201, answer.text
    added: Json = answer.json()
    return added


def names(client: TestClient, collection: str, **query: Any) -> list[str]:
    return [item["name"] for item in client.get(f"{collection}/cases", params=query).json()["items"]]


def raw(client: TestClient, method: str, address: str, body: bytes) -> Any:
    return client.request(method, address, content=body, headers={"Content-Type": "application/json"})


# collections


def test_a_collection_is_made_shown_changed_and_deleted(client: TestClient) -> None:
    settings = {"configuration": {"unit": "%"}, "seed": 7}
    made = client.post(COLLECTIONS, json={"name": "humid", "description": "how damp", "settings": settings})
    address, shown = made.headers["Location"], made.json()

    assert (made.status_code, address) == (201, f"{COLLECTIONS}/{shown['id']}")
    assert client.get(address).json() == shown
    assert (shown["name"], shown["description"], shown["version"], shown["cases"]) == ("humid", "how damp", 1, 0)
    assert shown["settings"] == {
        "configuration": {"unit": "%"},
        "module_schemas": [],
        "schemas": [],
        "state": [],
        "clock": None,
        "seed": 7,
        "limits": {},
        "carry_state": False,
    }

    changed = client.patch(address, json={"base": 1, "name": "damp", "settings": {"carry_state": True}}).json()
    assert (changed["name"], changed["version"]) == ("damp", 2)
    assert changed["settings"] == shown["settings"] | {"carry_state": True}
    assert client.get(address, params={"version": 1}).json()["settings"] == shown["settings"]

    assert client.delete(address).status_code == 204
    problem(client.get(address), 404, "collection_unknown")
    assert client.get(COLLECTIONS).json() == {"items": [], "next": None}


def test_collections_come_in_pages_without_their_settings(client: TestClient) -> None:
    for name in ("b", "A", "c"):
        client.post(COLLECTIONS, json={"name": name})

    first = client.get(COLLECTIONS, params={"limit": 2}).json()
    second = client.get(COLLECTIONS, params={"limit": 2, "after": first["next"]}).json()
    assert [item["name"] for item in first["items"] + second["items"]] == ["A", "b", "c"]
    assert second["next"] is None
    assert "settings" not in first["items"][0]


def test_a_name_is_given_once(client: TestClient, collection: str) -> None:
    problem(client.post(COLLECTIONS, json={"name": "HUMID"}), 409, "collection_exists")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "request_not_valid"),
        ({"name": None}, "request_not_valid"),
        ({"name": 7}, "request_not_valid"),
        ({"name": "x", "cases": []}, "request_not_valid"),
        ({"name": ""}, "collection_name"),
        ({"name": "a\nb"}, "collection_name"),
        ({"name": "n" * 1_000_000}, "collection_name"),
        ({"name": "x", "description": "d" * 10_001}, "collection_description"),
        ({"name": "x", "settings": []}, "request_not_valid"),
        ({"name": "x", "settings": {"messages": []}}, "collection_settings"),
        ({"name": "x", "settings": {"clock": 7}}, "collection_settings"),
        ({"name": "x", "settings": {"state": [{"key": "k", "value": 7}]}}, "collection_settings"),
    ],
)
def test_a_collection_that_cannot_be(client: TestClient, body: Json, code: str) -> None:
    problem(client.post(COLLECTIONS, json=body), 422, code)

    assert client.get(COLLECTIONS).json()["items"] == []


@pytest.mark.parametrize("identity", [UNKNOWN, "x", "%00", "%ED%A0%BD", "..%2f..", "0" * 5_000])
def test_what_is_not_there(client: TestClient, identity: str) -> None:
    for method, tail in (("GET", ""), ("DELETE", ""), ("GET", "/versions"), ("GET", "/cases"), ("GET", "/cases/x")):
        answer = client.request(method, f"{COLLECTIONS}/{identity}{tail}")
        assert answer.status_code == 404, (method, tail, answer.text)


@pytest.mark.parametrize("version", [0, -1, "x", 2**31, 10**30, "1.5"])
def test_a_version_that_is_no_number_of_one(client: TestClient, collection: str, version: object) -> None:
    problem(client.get(collection, params={"version": str(version)}), 422, "request_not_valid")


# cases


def test_cases_are_added_listed_and_shown(client: TestClient, collection: str) -> None:
    added = add(client, collection, case("a", expect={"outcome": "output"}), case("b"), case("a", "other"), base=1)
    page = client.get(f"{collection}/cases").json()

    assert (added["version"], added["added"]) == (2, 3)
    assert added["duplicates"] == [{"name": "b", "like": "a"}]
    assert [item["key"] for item in page["items"]] == added["keys"]
    assert page["items"][2] == {
        "key": added["keys"][2],
        "name": "a (2)",
        "position": 3,
        "size": len(json.dumps(case("a", "other")["messages"], separators=(",", ":"))),
        "inputs": 1,
        "summary": "other",
        "expects": False,
    }
    shown = client.get(f"{collection}/cases/{added['keys'][0]}").json()
    assert shown == page["items"][0] | {"messages": case("a")["messages"], "expect": {"outcome": "output"}}
    assert client.get(collection).json()["cases"] == 3


def test_cases_come_in_pages_and_are_searched(client: TestClient, collection: str) -> None:
    add(client, collection, *(case(f"case {number}", f"payload {number % 3}") for number in range(7)))

    first = client.get(f"{collection}/cases", params={"limit": 4}).json()
    second = client.get(f"{collection}/cases", params={"limit": 4, "after": first["next"]}).json()
    assert [item["name"] for item in first["items"] + second["items"]] == [f"case {number}" for number in range(7)]
    assert names(client, collection, text="LOAD 2") == ["case 2", "case 5"]
    problem(client.get(f"{collection}/cases", params={"after": "x"}), 422, "request_not_valid")


def test_one_or_several_cases_change(client: TestClient, collection: str) -> None:
    a, b = add(client, collection, case("a", expect={"error": "x"}), case("b"))["keys"]

    one = client.patch(f"{collection}/cases/{a}", json={"name": "A", "base": 2}).json()
    assert (one["name"], one["expect"]) == ("A", {"error": "x"})
    many = client.patch(
        f"{collection}/cases",
        json={"cases": [{"key": a, "expect": None}, {"key": b, "messages": [{"payload": "2"}], "name": "B"}]},
    )
    assert many.json() == {"version": 4, "changed": 2}
    assert names(client, collection) == ["A", "B"]
    assert client.get(f"{collection}/cases/{a}").json()["expect"] is None
    assert client.get(f"{collection}/cases/{a}", params={"version": 3}).json()["expect"] == {"error": "x"}
    assert names(client, collection, version=2) == ["a", "b"]


def test_cases_are_ordered_and_removed(client: TestClient, collection: str) -> None:
    a, b, c = add(client, collection, case("a"), case("b", "2"), case("c", "3"))["keys"]

    moved = client.put(f"{collection}/cases/order", json={"keys": [c, b, a]})
    assert moved.json() == {"version": 3, "changed": 2}
    assert names(client, collection) == ["c", "b", "a"]
    assert client.post(f"{collection}/cases/remove", json={"keys": [a, c]}).json() == {"version": 4, "changed": 2}
    assert client.delete(f"{collection}/cases/{b}", params={"base": 4}).status_code == 204
    assert names(client, collection) == []

    history = client.get(f"{collection}/versions", params={"limit": 2}).json()
    assert [(row["version"], row["change"], row["cases"]) for row in history["items"]] == [
        (5, "1 case removed", 0),
        (4, "2 cases removed", 1),
    ]
    rest = client.get(f"{collection}/versions", params={"after": history["next"]}).json()
    assert [row["version"] for row in rest["items"]] == [3, 2, 1]


def test_a_change_on_top_of_an_older_version_is_refused(client: TestClient, collection: str) -> None:
    [key] = add(client, collection, case("a"))["keys"]
    calls: list[tuple[str, str, Json]] = [
        ("PATCH", "", {"name": "x"}),
        ("POST", "/cases", {"cases": [case("b")]}),
        ("PATCH", "/cases", {"cases": [{"key": key, "name": "x"}]}),
        ("PATCH", f"/cases/{key}", {"name": "x"}),
        ("PUT", "/cases/order", {"keys": [key]}),
        ("POST", "/cases/remove", {"keys": [key]}),
    ]
    for method, tail, body in calls:
        refused = problem(
            client.request(method, collection + tail, json=body | {"base": 1}), 409, "collection_moved_on"
        )
        assert refused["version"] == 2
    problem(client.delete(f"{collection}/cases/{key}", params={"base": 1}), 409, "collection_moved_on")
    assert names(client, collection) == ["a"]


@pytest.mark.parametrize(
    ("bad", "status", "code"),
    [
        ({}, 422, "request_not_valid"),
        (case("x", note="a typing mistake"), 422, "request_not_valid"),
        (case("x") | {"messages": {}}, 422, "request_not_valid"),
        (case("x") | {"messages": ["text"]}, 422, "request_not_valid"),
        (case("x") | {"expect": []}, 422, "request_not_valid"),
        (case(""), 422, "case_name"),
        (case("\u202egnp"), 422, "case_name"),
        (case("x" * 100_000), 422, "case_name"),
        (case("x") | {"messages": []}, 422, "case_input"),
        (case("x") | {"messages": [{}] * 10_001}, 422, "case_input"),
        (case("x") | {"messages": [{"payload": {"a": 1}}]}, 422, "case_input"),
        (case("x") | {"messages": [{"messages": [{"messages": [{}]}]}]}, 422, "case_input"),
        (case("x", expect={"outcome": "good"}), 422, "expectation"),
        (case("x", expect={"logs": [{"matches": "("}]}), 422, "expectation"),
        (case("x", expect={"output": {"payload": "é" * 4_500_000}}), 413, "expectation_too_large"),
    ],
)
def test_a_case_that_cannot_be_leaves_the_others_out_too(
    client: TestClient, collection: str, bad: Json, status: int, code: str
) -> None:
    problem(client.post(f"{collection}/cases", json={"cases": [case("good"), bad]}), status, code)

    assert names(client, collection) == []
    assert client.get(collection).json()["version"] == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b"null", 422),
        (b'{"cases": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", None),
        (b'{"cases": [{"name": "x", "messages": [' + b'{"schema":' * 50_000 + b"1" + b"}" * 50_000 + b"]}]}", None),
        (b'{"cases": [{"name": "x", "messages": [{}], "expect": {"output": {"payload": ' + b"[" * 900 + b"]" * 900
         + b"}}}]}", 422),
        (b'{"cases": [{"name": "x", "messages": [{}], "expect": {"tolerance": NaN}}]}', 422),
        (b'{"cases": [{"name": "x", "messages": [{}], "expect": {"output": {"payload": 1e999}}}]}', 422),
        (b'{"cases": [{"name": "x", "messages": [{}], "expect": {"max_duration_us": ' + b"9" * 5_000 + b"}}]}", None),
        (rb'{"cases": [{"name": "\ud83d", "messages": [{}]}]}', 422),
        (rb'{"cases": [{"name": "x", "messages": [{"payload": "\ud83d"}]}]}', 422),
        (rb'{"cases": [{"name": "x", "messages": [{}], "expect": {"error": "\ud83d"}}]}', 422),
        (b'{"cases": [{"name": "\xff", "messages": [{}]}]}', None),
        (b'{"base": 99999999999999999999, "cases": []}', 422),
        (b" " * (16 * 1024 * 1024 + 1), 413),
    ],
)  # fmt: skip
def test_a_hostile_body_is_refused_and_never_a_fault(
    client: TestClient, collection: str, body: bytes, status: int | None
) -> None:
    answer = raw(client, "POST", f"{collection}/cases", body)

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.status_code == status if status else 400 <= answer.status_code < 500, answer.text
    assert names(client, collection) == []


@pytest.mark.parametrize("key", [UNKNOWN, "x", "\ud83d", "", "k" * 100_000])
def test_a_case_that_is_not_there(client: TestClient, collection: str, key: str) -> None:
    body = json.dumps({"keys": [key]}).encode()
    problem(raw(client, "POST", f"{collection}/cases/remove", body), 404, "case_unknown")
    problem(raw(client, "PUT", f"{collection}/cases/order", body), 404, "case_unknown")
    changes = json.dumps({"cases": [{"key": key, "name": "x"}]}).encode()
    problem(raw(client, "PATCH", f"{collection}/cases", changes), 404, "case_unknown")
    assert client.get(collection).json()["version"] == 1


def test_ten_thousand_cases_in_one_call(client: TestClient, collection: str) -> None:
    added = add(client, collection, *(case(f"case {number}", "p" * 1_000 + str(number)) for number in range(10_000)))

    assert (added["version"], added["added"], added["duplicates"]) == (2, 10_000, [])
    last = client.get(f"{collection}/cases", params={"after": 9_999}).json()
    assert [item["name"] for item in last["items"]] == ["case 9999"]
    assert client.get(collection).json()["cases"] == 10_000
    assert client.delete(collection).status_code == 204


def test_a_long_payload_is_kept_and_goes_with_its_collection(client: TestClient, collection: str) -> None:
    payload = "x" * 15_000_000
    [key] = add(client, collection, case("long", payload))["keys"]

    assert len(client.get(f"{collection}/cases").content) < 10_000
    assert client.get(f"{collection}/cases/{key}").json()["messages"][0]["payload"] == payload
    assert client.delete(collection).status_code == 204
    problem(client.get(f"{collection}/cases/{key}"), 404, "collection_unknown")


def test_the_door_is_closed_to_others(client: TestClient, collection: str) -> None:
    elsewhere = {"Origin": "http://elsewhere.example", "Sec-Fetch-Site": "cross-site"}

    problem(client.delete(collection, headers=elsewhere), 403, "cross_site")
    assert client.get(collection).status_code == 200
