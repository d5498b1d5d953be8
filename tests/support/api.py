"""The studio's JSON interface, as a script would call it."""

import json
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self

import httpx2

from tests.support.polling import PATIENCE_S, until

Json = dict[str, Any]
FINAL = {"succeeded", "failed", "cancelled", "completed", "stopped"}


class Event(NamedTuple):
    """One server-sent event."""

    id: int
    kind: str
    data: Json


class Api:
    """Calls below ``/api/v1``; any answer that was not asked for is an AssertionError with its body."""

    def __init__(self, address: str, token: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx2.Client(
            base_url=f"{address}/api/v1",
            headers=headers,
            timeout=PATIENCE_S,
            limits=httpx2.Limits(max_connections=100),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def call(self, method: str, path: str, *expected: int, **options: Any) -> httpx2.Response:
        """A request; ``expected`` are the acceptable statuses, by default 200."""
        answer = self._client.request(method, path, **options)
        assert answer.status_code in (expected or (200,)), f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer

    def get(self, path: str, **options: Any) -> Any:
        """What a GET answers."""
        return self.call("GET", path, **options).json()

    # projects

    def project(self, name: str, kind: str = "map", api_version: str = "1.1.0", **body: Any) -> Json:
        """A new project, in the place of one that an earlier test run may have left."""
        self.call("DELETE", f"/projects/{name}", 204, 404)
        request = {"name": name, "kind": kind, "api_version": api_version, **body}
        made: Json = self.call("POST", "/projects", 201, json=request).json()
        return made

    def save(self, name: str, files: Mapping[str, str | None]) -> Json:
        """Files as a new revision on top of the newest."""
        base = self.get(f"/projects/{name}")["revision"]
        body = {"base": base, "files": dict(files)}
        saved: Json = self.call("POST", f"/projects/{name}/revisions", 200, 201, json=body).json()
        return saved

    # builds

    def ask_build(self, name: str, **wanted: Any) -> Json:
        """A build as it is right after asking for it."""
        asked: Json = self.call("POST", f"/projects/{name}/builds", 200, 202, json=wanted).json()
        return asked

    def build(self, name: str, **wanted: Any) -> Json:
        """A build of the newest revision, once it has ended."""
        return self.ended("builds", self.ask_build(name, **wanted)["id"])

    def artifact(self, name: str, **wanted: Any) -> str:
        """The digest of what the newest revision is built to."""
        build = self.build(name, **wanted)
        assert build["status"] == "succeeded", build
        return str(build["artifact"])

    def ended(self, what: str, job_id: str) -> Json:
        """A build or a run, once it has ended; ``what`` is builds or runs."""
        ended: Json = until(lambda: self.get(f"/{what}/{job_id}"), lambda job: job["status"] in FINAL)
        return ended

    def events(self, what: str, job_id: str, last: int | None = None) -> Iterator[Event]:
        """The events of a build or run as they come, up to and with ``end``; ``last`` is the one seen before."""
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        with self._client.stream("GET", f"/{what}/{job_id}/events", headers=headers) as answer:
            assert answer.status_code == 200
            yield from _events(answer.iter_lines())

    def log(self, build_id: str) -> list[str]:
        """Every line of a build's log."""
        return [event.data["text"] for event in self.events("builds", build_id) if event.kind == "log"]

    # runs and artifacts

    def run(self, **body: Any) -> Json:
        """A run, once it has ended."""
        ended: Json = self.call("POST", "/runs", json=body).json()
        return ended

    def start_run(self, **body: Any) -> Json:
        """A run right after asking for it."""
        started: Json = self.call("POST", "/runs", 202, json=body, headers={"Prefer": "respond-async"}).json()
        return started

    def artifacts_named(self, name: str) -> list[str]:
        """The digests of all artifacts with a name."""
        found, after = [], None
        while True:
            part = self.get("/artifacts", params={"limit": 200} | ({"after": after} if after else {}))
            found += [item["digest"] for item in part["items"] if item["name"] == name]
            after = part["next"]
            if after is None:
                return found

    def forget_runs(self, digest: str) -> None:
        """Remove every stored result of an artifact; what is still at work is stopped first."""
        while runs := self.get("/runs", params={"artifact": digest, "limit": 100})["items"]:
            for run in runs:
                if run["status"] not in FINAL:
                    self.call("POST", f"/runs/{run['id']}/cancel", 200, 409)
                    self.ended("runs", run["id"])
                self.call("DELETE", f"/runs/{run['id']}", 204)

    def forget_artifact(self, digest: str) -> None:
        """Remove an artifact and every result that refers to it."""
        self.forget_runs(digest)
        self.call("DELETE", f"/artifacts/{digest}", 204)


def _events(lines: Iterator[str]) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")  # the studio writes one data line an event
        elif "event" in fields:
            yield Event(int(fields["id"]), fields["event"], json.loads(fields["data"]))
            fields = {}
