import re

import pytest
from starlette.testclient import TestClient

from app.http.headers import FIXED

NONCE = re.compile(r"'nonce-([A-Za-z0-9_-]{22,})'")
ADDRESSES = ["/healthz", "/api/v1/projects", "/api/v1/nothing", "/projects", "/nothing", "/static/nothing"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers

    assert {name: headers.get(name) for name in FIXED} == FIXED


@pytest.mark.parametrize("address", ADDRESSES)
def test_refusals_by_a_guard_carry_them_too(client: TestClient, address: str) -> None:
    for refused in (
        client.get(address, headers={"Host": "evil.example"}),
        client.post(address, headers={"Origin": "null"}),
        client.post(address, headers={"Content-Length": "99999999999"}),
    ):
        assert refused.status_code in {403, 413, 421}
        assert refused.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in refused.headers["Content-Security-Policy"]


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline(client: TestClient) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    sources = dict(part.split(" ", 1) for part in policy.split("; "))

    assert sources["default-src"] == sources["base-uri"] == sources["frame-ancestors"] == "'none'"
    assert sources["form-action"] == "'self'"
    for forbidden in ("unsafe-inline", "unsafe-eval", "http:", "https:", "*"):
        assert forbidden not in policy


def test_a_nonce_is_fresh_for_each_answer(client: TestClient) -> None:
    nonces = [NONCE.findall(client.get("/projects").headers["Content-Security-Policy"]) for _ in range(3)]

    assert all(len(set(found)) == 1 for found in nonces)
    assert len({found[0] for found in nonces}) == 3


def test_a_page_carries_the_nonce_of_its_own_answer(client: TestClient) -> None:
    page = client.get("/projects")
    [nonce] = set(NONCE.findall(page.headers["Content-Security-Policy"]))

    assert set(re.findall(r'nonce="([^"]*)"', page.text)) <= {nonce}
    assert "<script>" not in page.text
