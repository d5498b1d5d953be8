"""The pages of a collection and of its cases, without a run."""

import io
import re
import zipfile
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.db.models import Collection
from app.db.session import reading, unit_of_work
from app.http.studio import Studio
from app.payloads import cases, collections, versions
from tests.support.collections import a_case, a_collection

HX = {"HX-Request": "true"}
HOSTILE = "<img src=x onerror=alert(1)>"
UNKNOWN = "/collections/01m000000000000000000000zz"


@pytest.fixture
def made(studio: Studio) -> str:
    """The id of a collection with three cases."""
    with unit_of_work(studio.engine) as session:
        wanted = [a_case(f'{{"temperature": {number}}}', name=f"case {number}") for number in (1, 2, 3)]
        return a_collection(session, studio.blobs, *wanted, name="Ovens").id


def keys(studio: Studio, collection_id: str) -> dict[str, str]:
    """The cases in their order, key by name."""
    with reading(studio.engine) as session:
        return {row.name: row.key for row in cases.page(session, collections.get(session, collection_id))}


def present(session: Session, collection_id: str) -> Collection:
    return collections.get(session, collection_id)


def stored(studio: Studio, collection_id: str, name: str) -> cases.Case:
    with reading(studio.engine) as session:
        collection = collections.get(session, collection_id)
        row = cases.one(session, collection, keys(studio, collection_id)[name])
        return cases.read(studio.blobs, row)


def version_of(studio: Studio, collection_id: str) -> int:
    with reading(studio.engine) as session:
        return collections.get(session, collection_id).version


def field(text: str, name: str) -> str:
    """The value of an input."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)
    assert found, f"there is no field {name}"
    return found[1]


def test_a_collection_is_made_listed_and_deleted(client: TestClient) -> None:
    assert "No collection yet" in client.get("/collections").text
    answer = client.post("/new-collection", data={"name": HOSTILE, "description": "d"}, follow_redirects=False)
    address = answer.headers["Location"].removesuffix("/add")
    assert answer.status_code == 303
    listed = client.get("/collections").text
    assert "&lt;img" in listed
    assert HOSTILE not in listed
    assert HOSTILE not in client.get(address).text
    assert "It goes for good" in client.get(f"{address}/delete").text
    assert client.post(f"{address}/delete", follow_redirects=False).headers["Location"] == "/collections"
    assert client.get(address).status_code == 404


def test_a_mistake_in_the_name_brings_the_form_back_with_what_was_typed(client: TestClient, made: str) -> None:
    taken = client.post("/new-collection", data={"name": "OVENS", "description": "mine"})
    assert taken.status_code == 409
    assert "There is a collection OVENS already" in taken.text
    assert 'value="OVENS"' in taken.text
    assert "mine" in taken.text
    assert client.post("/new-collection", data={"name": "  "}).status_code == 422


@pytest.mark.parametrize(
    "path", ["", "/add", "/settings", "/versions", "/runs", "/compare", "/delete", "/shares", "/cases/x"]
)
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    answer = client.get(UNKNOWN + path)
    assert answer.status_code == 404
    assert "There is no such collection" in answer.text


def test_cases_are_searched_as_a_fragment_and_as_a_page(client: TestClient, made: str) -> None:
    whole = client.get(f"/collections/{made}", params={"text": "case 2"})
    part = client.get(f"/collections/{made}", params={"text": "case 2"}, headers=HX)
    assert "<!doctype html>" in whole.text
    assert "<!doctype html>" not in part.text
    for text in (whole.text, part.text):
        assert "case 2" in text
        assert "case 3</a>" not in text
    assert "Nothing found" in client.get(f"/collections/{made}", params={"text": "nowhere"}, headers=HX).text


def test_a_long_list_comes_in_parts(client: TestClient, studio: Studio) -> None:
    with unit_of_work(studio.engine) as session:
        wanted = [a_case(str(number), name=f"number {number:03}") for number in range(130)]
        made = a_collection(session, studio.blobs, *wanted).id
    first = client.get(f"/collections/{made}").text
    assert first.count('name="keys"') == 100
    more = re.search(r'href="(/collections/[^"]*after=[^"]*)"', first)
    assert more
    rest = client.get(more[1].replace("&amp;", "&")).text
    assert rest.count('name="keys"') == 30
    assert "number 129" in rest


def test_a_case_is_moved_and_at_an_end_it_stays(client: TestClient, studio: Studio, made: str) -> None:
    key = keys(studio, made)["case 3"]
    for expected in (["case 1", "case 3", "case 2"], ["case 3", "case 1", "case 2"], ["case 3", "case 1", "case 2"]):
        answer = client.post(f"/collections/{made}/cases/{key}/move", data={"to": "up"}, headers=HX)
        assert answer.status_code == 200
        assert list(keys(studio, made)) == expected
    down = client.post(f"/collections/{made}/cases/{key}/move", data={"to": "down"}, follow_redirects=False)
    assert down.headers["Location"].endswith(f"#case-{key}")
    assert list(keys(studio, made)) == ["case 1", "case 3", "case 2"]
    assert client.post(f"/collections/{made}/cases/nothing/move", data={"to": "up"}).status_code == 404


def test_a_move_passes_over_the_gap_that_removed_cases_left(client: TestClient, studio: Studio) -> None:
    with unit_of_work(studio.engine) as session:
        made = a_collection(session, studio.blobs, *[a_case(str(number)) for number in range(1_200)])
        between = [row.key for row in cases.page(session, made, limit=2_000)][1:-1]
        cases.remove(session, made, between)
        collection_id = made.id
    last = keys(studio, collection_id)["1199"]
    client.post(f"/collections/{collection_id}/cases/{last}/move", data={"to": "up"})
    assert list(keys(studio, collection_id)) == ["1199", "0"]


def test_cases_are_removed_after_a_question_and_an_earlier_version_keeps_them(
    client: TestClient, studio: Studio, made: str
) -> None:
    chosen = [keys(studio, made)[name] for name in ("case 1", "case 2")]
    address = f"/collections/{made}/cases/remove"
    asked = client.post(address, data={"keys": chosen}, headers=HX)
    assert "Remove 2 cases?" in asked.text
    assert asked.headers["HX-Retarget"] == "#ask-body"
    assert "Remove 2 cases?" in client.post(address, data={"keys": chosen}).text
    assert len(keys(studio, made)) == 3
    done = client.post(address, data={"keys": chosen, "sure": "1"}, headers=HX)
    assert "close-dialog" in done.headers["HX-Trigger"]
    assert list(keys(studio, made)) == ["case 3"]
    earlier = client.get(f"/collections/{made}?version=2").text
    assert "case 1" in earlier
    assert "It can be looked at, and not changed" in earlier
    again = client.post(address, data={"keys": chosen, "sure": "1"}, headers=HX)
    assert again.status_code == 404
    assert again.headers["HX-Retarget"] == "#collection-notice"


def test_nothing_ticked_is_told_and_removes_nothing(client: TestClient, studio: Studio, made: str) -> None:
    for path in ("cases/remove", "runs"):
        data = {"sure": "1", "which": "selected", "target": "project:x"}
        answer = client.post(f"/collections/{made}/{path}", data=data)
        assert answer.status_code == 422
        assert "tick them in the list" in answer.text
    assert len(keys(studio, made)) == 3


def test_a_pasted_text_becomes_cases_and_duplicates_are_pointed_out(
    client: TestClient, studio: Studio, made: str
) -> None:
    lines = '{"temperature": 9}\r\n{"temperature": 9}'
    answer = client.post(f"/collections/{made}/add", data={"text": lines}, headers=HX)
    assert answer.status_code == 201
    assert "2 cases were added" in answer.text
    assert "1 case has inputs that another one has already" in answer.text
    assert len(keys(studio, made)) == 5
    whole = client.post(f"/collections/{made}/add", data={"text": "plain words"})
    assert "<!doctype html>" in whole.text
    assert "1 case was added" in whole.text


def test_files_a_folder_and_a_zip_file_become_cases(client: TestClient, studio: Studio, made: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inside.json", '{"zipped": true}')
    given = [
        ("files", ("ovens/a.json", b'{"a": 1}', "application/json")),
        ("files", ("ovens/b.bin", b"\xff\x00", "application/octet-stream")),
        ("files", ("", b"", "application/octet-stream")),
    ]
    assert "2 cases were added" in client.post(f"/collections/{made}/add", files=given).text
    zipped = {"files": ("all.zip", packed.getvalue(), "application/zip")}
    assert "1 case was added" in client.post(f"/collections/{made}/add", files=zipped).text
    assert stored(studio, made, "inside").messages[0]["payload"] == '{"zipped": true}'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"text": ""}, "There is nothing to add"),
        ({"text": "x", "format": "nonsense"}, "Choose one of the formats"),
        ({"text": "x", "settings": "nonsense"}, "Choose what becomes of settings"),
        ({"text": '{"a": 1}\n{"a": ', "format": "jsonl"}, "Line 2"),
        ({"text": "zz", "format": "hex"}, "Nothing was added"),
    ],
)
def test_a_mistake_is_told_where_it_is_and_nothing_comes_in(
    client: TestClient, studio: Studio, made: str, data: dict[str, str], says: str
) -> None:
    for headers in ({}, HX):
        answer = client.post(f"/collections/{made}/add", data=data, headers=headers)
        assert answer.status_code == 422
        assert says in answer.text
    assert len(keys(studio, made)) == 3
    assert version_of(studio, made) == 2


def test_a_hostile_file_name_is_shown_as_text(client: TestClient, made: str) -> None:
    files = {"files": (f"{HOSTILE}.jsonl", b"{", "text/plain")}
    answer = client.post(f"/collections/{made}/add", files=files)
    assert answer.status_code == 422
    assert HOSTILE not in answer.text


def case_form(client: TestClient, address: str, **changed: Any) -> dict[str, Any]:
    """What a browser would send of the case's form, with these fields changed."""
    shown = client.get(address).text
    usual = {
        "base": field(shown, "base"), "name": "case 1", "shape": "message", "encoding": "json", "topic": "t",
        "payload": '{"temperature": 1}', "handed": "buffer", "output": "", "outcome": "",
    }  # fmt: skip
    return usual | changed


def test_a_case_is_changed_in_the_form(client: TestClient, studio: Studio, made: str) -> None:
    address = f"/collections/{made}/cases/{keys(studio, made)['case 1']}"
    typed = case_form(
        client, address, name="first", payload='{"temperature":\r\n 5}', outcome="output", output="json",
        expected_payload='{"t": 5}', expected_topic="there", tolerance="0.5", ignores="payload.at\r\ntopic",
        log_level=["info", ""], log_context=["", ""], log_how=["matches", "contains"], log_text=["^a", ""],
        rest='{"metrics": [{"name": "seen"}]}',
    )  # fmt: skip
    answer = client.post(address, data=typed, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    case = stored(studio, made, "first")
    assert case.messages[0]["payload"] == '{"temperature":\n 5}'
    assert case.expect == {
        "outcome": "output",
        "output": {"payload": {"t": 5}, "topic": "there"},
        "logs": [{"level": "info", "matches": "^a"}],
        "metrics": [{"name": "seen"}],
        "ignores": ["payload.at", "topic"],
        "tolerance": 0.5,
    }
    assert "Saved" in client.get(answer.headers["Location"]).text


def test_a_case_that_is_saved_as_it_is_makes_no_version(client: TestClient, studio: Studio, made: str) -> None:
    address = f"/collections/{made}/cases/{keys(studio, made)['case 1']}"
    client.post(address, data=case_form(client, address, topic=""))
    before = version_of(studio, made)
    client.post(address, data=case_form(client, address, topic=""))
    assert version_of(studio, made) == before


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "1 to 200 printable characters"),
        ({"name": "case 2"}, "Two cases would be called case 2"),
        ({"payload": "{"}, "This is no JSON: the payload"),
        ({"shape": "list", "payload": "{}"}, "must be a JSON list"),
        ({"output": "json", "expected_payload": "{"}, "This is no JSON: the expected payload"),
        ({"output": "nonsense"}, "from what is offered"),
        ({"tolerance": "-1"}, "0 or more"),
        ({"tolerance": "much"}, "This is no JSON: the tolerance"),
        ({"max_duration_us": "1.5"}, "whole number"),
        ({"rest": "[]"}, "must be a JSON object"),
        ({"rest": '{"nonsense": 1}'}, "nonsense"),
        ({"ignores": "payload..x"}, "expect.ignores[0]"),
        ({"log_level": "", "log_context": "", "log_how": "matches", "log_text": "(?=a)"}, "expect.logs[0].matches"),
    ],
)
def test_a_mistake_brings_the_form_back_and_stores_nothing(
    client: TestClient, studio: Studio, made: str, changed: dict[str, str], says: str
) -> None:
    address = f"/collections/{made}/cases/{keys(studio, made)['case 1']}"
    answer = client.post(address, data=case_form(client, address, topic="typed by hand", **changed))
    assert answer.status_code in (409, 422)
    assert says in answer.text.replace("&#34;", '"')
    assert "typed by hand" in answer.text
    assert version_of(studio, made) == 2


def test_two_who_change_one_case_do_not_lose_each_others_work(client: TestClient, studio: Studio, made: str) -> None:
    address = f"/collections/{made}/cases/{keys(studio, made)['case 1']}"
    mine, theirs = case_form(client, address, topic="mine"), case_form(client, address, topic="theirs")
    assert client.post(address, data=theirs, follow_redirects=False).status_code == 303
    refused = client.post(address, data=mine)
    assert refused.status_code == 409
    assert "Somebody changed this case" in refused.text
    assert 'value="mine"' in refused.text
    assert stored(studio, made, "case 1").messages[0]["topic"] == "theirs"
    assert (
        client.post(address, data=mine | {"base": field(refused.text, "base")}, follow_redirects=False).status_code
        == 303
    )
    assert stored(studio, made, "case 1").messages[0]["topic"] == "mine"


def test_inputs_that_are_too_long_for_a_form_stay_as_they_are(client: TestClient, studio: Studio) -> None:
    with unit_of_work(studio.engine) as session:
        made = a_collection(session, studio.blobs, a_case("x" * 300_000, name="long")).id
    address = f"/collections/{made}/cases/{keys(studio, made)['long']}"
    shown = client.get(address).text
    assert "too long for this form" in shown
    assert len(shown) < 100_000
    client.post(address, data=case_form(client, address, shape="kept", name="long", payload="", outcome="output"))
    case = stored(studio, made, "long")
    assert (len(case.messages[0]["payload"]), case.expect) == (300_000, {"outcome": "output"})


def test_all_of_a_case_is_shown_as_json_and_an_earlier_one_cannot_be_changed(
    client: TestClient, studio: Studio, made: str
) -> None:
    address = f"/collections/{made}/cases/{keys(studio, made)['case 1']}"
    assert "&#34;payload&#34;" in client.get(f"{address}?as=json").text
    client.post(address, data=case_form(client, address, topic="new"))
    earlier = client.get(f"{address}?version=2").text
    assert 'fieldset class="bare" disabled' in earlier
    assert "Save the case" not in earlier


def test_edge_cases_are_made_of_a_good_one(client: TestClient, studio: Studio, made: str) -> None:
    answer = client.post(f"/collections/{made}/cases/{keys(studio, made)['case 1']}/edges")
    assert answer.status_code == 201
    assert "8 cases were added" in answer.text
    assert "case 1: without temperature" in keys(studio, made)


def test_settings_are_changed_and_taken_back(client: TestClient, studio: Studio, made: str) -> None:
    address = f"/collections/{made}/settings"
    typed = {
        "base": "2", "name": "Kilns", "description": "hot", "configuration_key": "unit", "configuration_value": "C",
        "carry_state": "1", "repeat": "1", "clock": "2026-01-01T00:00:00Z", "seed": "7", "limit_time_ms": "500",
        "state_key": "last", "state_value": "5", "state_encoding": "text", "state_key_encoding": "text",
        "state_expires": "",
    }  # fmt: skip
    assert client.post(address, data=typed, follow_redirects=False).status_code == 303
    with reading(studio.engine) as session:
        collection = present(session, made)
        assert (collection.name, collection.version) == ("Kilns", 3)
        settings = versions.settings_of(session, made, 3)
    assert settings["configuration"] == {"unit": "C"}
    assert (settings["clock"], settings["seed"], settings["carry_state"]) == ("2026-01-01T00:00:00Z", 7, True)
    assert settings["limits"] == {"time_ms": 500}
    assert settings["state"][0]["key"] == "last"
    shown = client.get(address).text
    for words in ('value="unit"', 'value="500"', 'value="last"', "hot"):
        assert words in shown
    assert client.post(address, data={"base": "3", "name": "Kilns"}, follow_redirects=False).status_code == 303
    with reading(studio.engine) as session:
        assert present(session, made).settings["limits"] == {}
        assert present(session, made).settings["carry_state"] is False


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"base": "1"}, 409), ({"name": ""}, 422), ({"limit_time_ms": "soon"}, 422), ({"base": "x"}, 422)],
)
def test_settings_with_a_mistake_bring_the_form_back(
    client: TestClient, studio: Studio, made: str, changed: dict[str, str], status: int
) -> None:
    typed = {"base": "2", "name": "Ovens", "description": "typed by hand", "limit_time_ms": "5"} | changed
    answer = client.post(f"/collections/{made}/settings", data=typed)
    assert answer.status_code == status
    assert "typed by hand" in answer.text
    assert version_of(studio, made) == 2


def test_versions_are_listed(client: TestClient, made: str) -> None:
    shown = client.get(f"/collections/{made}/versions").text
    assert "3 cases added" in shown
    assert f"/collections/{made}?version=1" in shown
    assert client.get(f"/collections/{made}?version=9").status_code == 404
