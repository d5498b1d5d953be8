"""Many at once: what reads waits for no writer, and writers do not take all of the server's threads."""

import sqlite3
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from app.http.studio import CHECKS, WRITERS, Studio

AT_ONCE = 80  # twice the threads that the server has


@pytest.mark.parametrize("path", ["/api/v1/projects", "/projects", "/projects/temperature"])
def test_reading_goes_on_while_somebody_writes(client: TestClient, studio: Studio, path: str) -> None:
    database = studio.engine.url.database
    assert database is not None
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert client.get(path).status_code == 200  # waiting for the lock would end in a fault
    finally:
        other.close()


@pytest.mark.parametrize("path", ["/projects/temperature/check", "/api/v1/projects/temperature/export.zip"])
def test_whoever_looks_on_waits_for_no_check(
    client: TestClient, studio: Studio, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """What makes a child read sources has a turn, also where it is a safe method."""
    begun, let_go, hurry = Counter[str](), threading.Event(), threading.Semaphore(0)

    def slow(*_: object) -> list[object]:
        begun[path] += 1
        hurry.release()
        let_go.wait(30)
        return []

    monkeypatch.setattr(studio.checker, "check", slow)
    monkeypatch.setattr(studio.checker, "lazy_imports", slow)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(client.get, path) for _ in range(AT_ONCE)]
        try:
            assert all(hurry.acquire(timeout=30) for _ in range(CHECKS))
            assert client.get("/api/v1/projects").status_code == 200
            assert begun[path] == CHECKS
        finally:
            let_go.set()
    assert {answer.result().status_code for answer in asked} == {200}


def test_more_writers_than_threads_all_get_their_turn(client: TestClient) -> None:
    def write(number: int) -> int:
        address = f"/api/v1/projects/temperature/files/note-{number % 10}.txt"
        return client.put(address, content=str(number).encode()).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(write, range(AT_ONCE))) == {200}


def test_a_turn_is_given_back_whatever_happened(client: TestClient) -> None:
    for _ in range(WRITERS + 1):
        assert client.delete("/api/v1/projects/nothing").status_code == 404

    assert client.post("/api/v1/projects", json={"name": "cooler", "kind": "map"}).status_code == 201
