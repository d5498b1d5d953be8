"""What a link opens, and how its owner makes and closes one."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db.models import Run, Share
from app.db.session import reading, unit_of_work
from app.http.studio import Studio
from app.kit.clock import utc_now
from app.sharing.service import Terms
from tests.sharing.made import SOURCE, shared

LINK = re.compile(r'href="([^"]*)"')


def of(studio: Studio, share_id: str) -> Share:
    with reading(studio.engine) as session:
        return session.get_one(Share, share_id)


def test_the_page_shows_what_is_pinned(client: TestClient, studio: Studio) -> None:
    made, _, token = shared(studio)
    text = client.get(f"/s/{token}").text

    for words in ("Warm days", "What a summer gives", "Version 2, 2 cases", "Passed", "Failed", "cooler, revision 1"):
        assert words in text
    assert "&lt;second&gt;" in text
    assert "<second>" not in text
    case = client.get(f"/s/{token}/cases/{made.keys[0]}").text
    for words in ("temperature", "&lt;b&gt;answer&lt;/b&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"):
        assert words in case
    failed = client.get(f"/s/{token}/cases/{made.keys[1]}").text
    assert "&lt;i&gt;" in failed
    assert "This case expects nothing." in failed
    assert SOURCE.strip() in client.get(f"/s/{token}/sources").text


def test_no_page_leads_into_the_studio_or_sets_a_cookie(client: TestClient, studio: Studio) -> None:
    made, _, token = shared(studio)
    for path in ("", f"/cases/{made.keys[0]}", "/sources", "/nothing", "/cases/none"):
        answer = client.get(f"/s/{token}{path}")
        assert "set-cookie" not in answer.headers
        for address in LINK.findall(answer.text):
            assert address.startswith((f"/s/{token}", "/static/", "#")), address


@pytest.mark.parametrize(
    "path", ["", "/sources", "/sources?file=nothing", "/cases/none", "/copy.zip", "/replay", "/x/y/z"]
)
def test_no_answer_below_a_link_is_kept_or_tells_where_it_came_from(
    client: TestClient, studio: Studio, path: str
) -> None:
    _, _, token = shared(studio)
    for address in (f"/s/{token}{path}", f"/s/{'x' * 32}{path}"):
        headers = client.get(address).headers
        assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_titles_do_not_hold_the_token(client: TestClient, studio: Studio) -> None:
    made, _, token = shared(studio)
    for path in ("", f"/cases/{made.keys[0]}", "/sources", "/nothing"):
        title = re.search(r"<title>(.*?)</title>", client.get(f"/s/{token}{path}").text, re.DOTALL)
        assert title
        assert token not in title[1]


def test_unknown_is_404_and_closed_is_410(client: TestClient, studio: Studio) -> None:
    made, share_id, token = shared(studio)
    pages = ["", f"/cases/{made.keys[0]}", "/sources", "/copy.zip"]

    assert {client.get(f"/s/{'x' * 32}{path}").status_code for path in pages} == {404}
    assert client.post(f"/shares/{share_id}/revoke", follow_redirects=False).status_code == 303
    for path in pages:
        answer = client.get(f"/s/{token}{path}")
        assert answer.status_code == 410
        assert "Warm days" not in answer.text
    assert client.post(f"/s/{token}/replay", data={"key": made.keys[0]}).status_code == 410


def test_an_expired_link_is_410(client: TestClient, studio: Studio) -> None:
    _, share_id, token = shared(studio, Terms(expires_at=utc_now() + timedelta(days=1)))
    assert client.get(f"/s/{token}").status_code == 200
    with unit_of_work(studio.engine) as session:
        session.get_one(Share, share_id).expires_at = utc_now() - timedelta(seconds=1)

    assert client.get(f"/s/{token}").status_code == 410


def test_guesses_are_throttled(client: TestClient, studio: Studio) -> None:
    _, _, token = shared(studio)
    answers = [client.get(f"/s/{number:032}").status_code for number in range(25)]

    assert set(answers[:20]) == {404}
    assert 429 in answers[20:]
    assert client.get(f"/s/{token}").status_code == 429
    assert client.get("/projects").status_code == 200


def test_views_are_counted_and_not_every_click(client: TestClient, studio: Studio) -> None:
    made, share_id, token = shared(studio)
    for path in ("", "", "?after=1", f"/cases/{made.keys[0]}", "/sources"):
        assert client.get(f"/s/{token}{path}").status_code == 200
    client.get(f"/s/{'x' * 32}")

    assert of(studio, share_id).views == 2


def test_only_the_share_s_own_cases_and_files_are_there(client: TestClient, studio: Studio) -> None:
    _, _, token = shared(studio)

    for path in (
        "/cases/0000000000000000000000000a",
        "/sources?file=../cooler.py",
        "/sources?file=/etc/passwd",
        "/cases/%00",
        "/cases/x%2fy",
    ):
        assert client.get(f"/s/{token}{path}").status_code == 404
    for after in ("-1", "99999999999999999999", "x"):
        assert client.get(f"/s/{token}", params={"after": after}).status_code == 422
    assert client.get(f"/s/{token}?after=2000000000").status_code == 200


def test_a_version_alone_has_no_sources(client: TestClient, studio: Studio) -> None:
    _, _, token = shared(studio, version=2)

    assert "Passed" not in client.get(f"/s/{token}").text
    assert client.get(f"/s/{token}/sources").status_code == 404


def test_a_copy_only_where_it_is_allowed(client: TestClient, studio: Studio) -> None:
    _, share_id, token = shared(studio)
    assert client.get(f"/s/{token}/copy.zip").status_code == 403
    assert "copy.zip" not in client.get(f"/s/{token}").text
    with unit_of_work(studio.engine) as session:
        session.get_one(Share, share_id).may_copy = True

    answer = client.get(f"/s/{token}/copy.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "collection.json" in names
    assert 'filename="Warm_days.zip"' in answer.headers["Content-Disposition"]
    assert {client.get(f"/s/{token}/copy.zip").status_code for _ in range(8)} == {200, 429}


def test_a_replay_is_refused_unless_it_is_on(client: TestClient, studio: Studio) -> None:
    made, _, token = shared(studio)

    assert client.post(f"/s/{token}/replay", data={"key": made.keys[0]}).status_code == 403
    assert "replay" not in client.get(f"/s/{token}").text.lower()
    with reading(studio.engine) as session:
        assert session.exec(select(Run)).all() == []


def test_a_replay_runs_and_leaves_nothing(client: TestClient, studio: Studio) -> None:
    """The small component here has no process, so its run ends early; real ones are tested end to end."""
    made, share_id, token = shared(studio)
    with unit_of_work(studio.engine) as session:
        session.get_one(Share, share_id).replay = True

    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}  # what a browser sends from a page without referrer
    answer = client.post(f"/s/{token}/replay", data={"key": made.keys[0]}, headers=headers)
    assert answer.status_code == 200
    assert "Replay of first" in answer.text
    assert client.post(f"/s/{token}/replay", data={"key": "none"}).status_code == 404
    with reading(studio.engine) as session:
        assert session.exec(select(Run)).all() == []
    assert {client.post(f"/s/{token}/replay", data={"key": "none"}).status_code for _ in range(6)} == {404, 429}


def test_a_replay_from_another_site_is_refused(client: TestClient, studio: Studio) -> None:
    made, _, token = shared(studio)
    for headers in ({"Origin": "null"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}):
        answer = client.post(f"/s/{token}/replay", data={"key": made.keys[0]}, headers=headers)
        assert answer.status_code == 403
        assert "another site" in answer.text


def test_the_owner_makes_a_link_that_is_told_once_and_closes_it(client: TestClient, studio: Studio) -> None:
    made, _, _ = shared(studio)
    address = f"/collections/{made.collection}/shares"
    answer = client.post(address, data={"run": made.run, "days": "7", "replay": "on"})

    assert answer.status_code == 201
    link = re.search(r"http://127\.0\.0\.1:8000(/s/[A-Za-z0-9_-]{32})<", answer.text)
    assert link
    assert client.get(link[1]).status_code == 200
    listed = client.get(address).text
    assert link[1] not in listed
    assert "reading, replays" in listed
    revoke = re.findall(r'action="(/shares/\w+/revoke)"', listed)
    assert len(revoke) == 2
    assert "Revoked" in client.post(revoke[0]).text
    assert client.get(link[1]).status_code == 410


def test_what_cannot_be_shared_is_told_at_the_form(client: TestClient, studio: Studio) -> None:
    made, _, _ = shared(studio)
    address = f"/collections/{made.collection}/shares"

    for data, words in (({"replay": "on"}, "built component"), ({"days": "x"}, "Choose for how long")):
        answer = client.post(address, data=data)
        assert answer.status_code == 422
        assert words in answer.text
    assert client.get("/collections/none/shares").status_code == 404
    assert client.post("/shares/none/revoke").status_code == 404
