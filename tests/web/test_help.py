"""The help: the interface of the open project, code for what the host offers, good practice, and every code."""

import re

import pytest
from starlette.testclient import TestClient

from app.operators.build_errors import HELP as BUILD_HELP
from app.operators.checks.catalogue import all_rules
from app.operators.kinds import ApiVersion, Kind
from app.operators.snippets import snippets
from app.web.help.interface import groups
from app.web.help.practices import MISTAKES, PRACTICES
from app.web.help.prose import prose
from app.web.help.search import found

HTMX = {"HX-Request": "true"}
EVERY = [(kind, version) for kind in Kind for version in ApiVersion]


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


def targets(html: str) -> set[str]:
    return set(re.findall(r'<a [^>]*href="[^"#]*#([^"]+)"', html)) - {"main"}


@pytest.mark.parametrize(("kind", "api_version"), EVERY)
def test_every_link_leads_to_its_definition(client: TestClient, kind: Kind, api_version: ApiVersion) -> None:
    page = client.get("/help", params={"kind": kind, "api_version": api_version})
    there = ids(page.text)

    assert page.status_code == 200
    assert len(there) == len(set(there))
    assert targets(page.text) <= set(there)
    assert {f"wit-{kind}-process", "wit-types-data-model", "wit-state-store-get"} <= set(there)
    assert ("wit-types-error" in there) is ("wit-schema-registry-get" in there) is api_version.has_errors


def test_a_project_sees_its_own_interface_with_both_names(client: TestClient) -> None:
    made = {"name": "slow", "kind": "delay", "api_version": "1.0.0"}
    assert client.post("/api/v1/projects", json=made).status_code == 201
    page = client.get("/projects/slow/help").text

    assert "def process(self, data: types.DataModel, timestamp: hybrid_logical_clock.HybridLogicalClock)" in page
    assert "tinykube-graph:processor@1.0.0" in page
    assert "from delay_impl.imports import logger" in page
    assert 'id="wit-map-process"' not in page
    assert "content_type: Optional[BufferOrString]" in page
    assert "types.DataModel_Message(Message)" in page
    assert "logger.Level.WARN" in page


def test_an_unknown_project_or_kind_has_none(client: TestClient) -> None:
    assert client.get("/projects/nobody/help").status_code == 404
    assert client.get("/help?kind=sink").status_code == 422


def test_every_code_and_every_advice_is_there_once(client: TestClient) -> None:
    there = ids(client.get("/help").text)
    assert {f"code-{code}" for code in {*all_rules(), *BUILD_HELP}} <= set(there)
    assert {f"practice-{one.name}" for one in PRACTICES} <= set(there)
    assert {f"snippet-{one.name}" for one in snippets(ApiVersion.V1_1_0)} <= set(there)


def test_advice_names_only_codes_that_exist() -> None:
    named = {code for one in (*PRACTICES, *MISTAKES) for code in one.codes}
    assert named <= set(all_rules())


def test_a_search_leaves_only_what_holds_every_word(client: TestClient) -> None:
    page = client.get("/projects/temperature/help", params={"q": "FENCING token"}, headers=HTMX).text
    assert 'id="wit-state-store-set"' in page
    assert 'id="snippet-lock"' in page
    assert 'id="wit-logger-log"' not in page
    assert "<html" not in page
    assert 'href="/projects/temperature/help#wit-state-store-types-duration"' in page  # it may not be in this part


def test_a_search_without_a_match_says_so_and_leads_on(client: TestClient) -> None:
    page = client.get("/help", params={"q": "<script>alert(1)</script>"}).text
    assert "Nothing found" in page
    assert "Show everything" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("query", ["%00", "a" * 200, "%F0%9F%98%80", "&lt;", "((("])
def test_an_odd_search_is_only_a_search(client: TestClient, query: str) -> None:
    assert client.get(f"/help?q={query}").status_code == 200


def test_too_long_a_search_is_refused(client: TestClient) -> None:
    assert client.get(f"/help?q={'a' * 201}").status_code == 422


def test_comments_become_paragraphs_and_never_markup() -> None:
    assert prose("One `a<b>` *two*.\nStill one.\n\n<b>") == (
        "<p>One <code>a&lt;b&gt;</code> <em>two</em>. Still one.</p><p>&lt;b&gt;</p>"
    )
    assert prose("") == ""


def test_the_whole_is_found_without_a_query() -> None:
    whole = found(Kind.MAP, ApiVersion.V1_1_0)
    assert list(groups(Kind.MAP, ApiVersion.V1_1_0)) == whole.groups
    assert whole.count > 150
