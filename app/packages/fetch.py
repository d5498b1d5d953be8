"""One child in the sandbox's fetch profile: requirements or a lock in, packages or a problem out."""

import math
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from app.artifacts.limits import CORES
from app.kit.folders import regular, throw_away
from app.operators.packages import fetch_child, lock
from app.operators.packages.facts import Facts
from app.operators.packages.secrets import without_credentials
from app.operators.packages.uv_messages import Problem
from app.sandbox.exits import Cause
from app.sandbox.job import Job, Outcome
from app.sandbox.limits import Limits
from app.sandbox.messages import Message
from app.sandbox.process import run
from app.sandbox.profiles import FETCH
from app.sandbox.programs import program, python
from app.settings import MEBIBYTE, Settings

log = structlog.get_logger(__name__)

# What leads to an index from inside a company: a proxy, and certificates of its own.
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_INDEX_PAGES = 32 * MEBIBYTE  # uv keeps the index's pages beside the packages; those of a popular one are large
_COPIES = 4  # of everything: downloaded, unpacked, installed, zipped

_BY_CAUSE = {
    Cause.CANCELLED: "cancelled",
    Cause.TIME_LIMIT: "packages-time-limit",
    Cause.CPU_LIMIT: "packages-time-limit",
    Cause.FILE_LIMIT: "packages-too-large",
    Cause.MEMORY_LIMIT: "packages-stopped",
}


@dataclass(frozen=True)
class Fetched:
    """What the child brought: the lock, what is known of its packages, and the zip file with them."""

    lock: str
    versions: Mapping[str, str]
    facts: Sequence[Facts]
    archive: bytes


def fetch(
    settings: Settings,
    requirements: Sequence[str],
    chosen: str | None,
    cancel: threading.Event,
    on_line: Callable[[str], None],
) -> Fetched | Problem:
    """Fetch the packages of the lock ``chosen``, or choose anew where it is None. ``cancelled`` is a problem too."""
    with throw_away(settings.work_dir) as folder:
        heard: list[Message] = []
        request = _request(settings, requirements, chosen)
        job = Job(fetch_child.__name__, request, FETCH, folder, limits(settings), readable=_certificates())
        outcome = run(job, on_message=heard.append, on_line=on_line, cancel=cancel)
        for message in heard:
            if message["kind"] == "problem":
                return Problem(str(message["code"]), str(message["message"]), message["package"])
            if message["kind"] == "fetched" and outcome.cause is Cause.COMPLETED:
                return _fetched(message, folder)
    return _stopped(outcome, settings)


def limits(settings: Settings) -> Limits:
    """Of the profile and the settings."""
    most = settings.packages_max_bytes
    return replace(
        FETCH.limits,
        wall_s=settings.package_time_limit_s,
        cpu_s=math.ceil(settings.package_time_limit_s * CORES),
        file_bytes=most + _INDEX_PAGES,
        folder_bytes=_COPIES * (most + _INDEX_PAGES),
    )


def index_of(settings: Settings) -> str | None:
    """The index's address with its credentials; None for uv's own."""
    return None if settings.package_index is None else settings.package_index.get_secret_value()


def _request(settings: Settings, requirements: Sequence[str], chosen: str | None) -> dict[str, Any]:
    names = [name for known in _PROXIES for name in (known, known.lower())]
    return {
        "uv": str(program("uv")),
        "python": str(python()),
        "index": index_of(settings),
        "environment": {name: os.environ[name] for name in [*names, *_CERTIFICATES] if os.environ.get(name)},
        "requirements": list(requirements),
        "lock": chosen,
        "most_bytes": settings.packages_max_bytes,
    }


def _certificates() -> tuple[Path, ...]:
    named = [Path(os.environ[name]).resolve() for name in _CERTIFICATES if os.environ.get(name)]
    return tuple(path for path in named if path.exists())


def _fetched(message: Message, folder: Path) -> Fetched:
    """NotALock or OSError would be a fault of ours: the child has checked the same."""
    text = str(message["lock"])
    archive = regular(folder / fetch_child.ARCHIVE).read_bytes()
    return Fetched(text, lock.versions(text), [Facts.from_json(found) for found in message["facts"]], archive)


def _stopped(outcome: Outcome, settings: Settings) -> Problem:
    code = _BY_CAUSE.get(outcome.cause, "packages-failed")
    if code == "packages-failed":
        error = without_credentials(outcome.error or "", index_of(settings))
        log.error("packages could not be fetched", cause=outcome.cause, error=error)
    return Problem(code, outcome.sentence)
