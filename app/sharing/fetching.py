"""Getting the copy of another studio's share: one child behind the walls, which may speak to the network."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import structlog

from app.errors import Conflict, Gone, LimitExceeded, NotFound, StudioError
from app.kit.folders import regular, throw_away
from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.limits import human_bytes
from app.sandbox.messages import Message
from app.sandbox.process import run
from app.sandbox.profiles import COPY
from app.settings import Settings
from app.sharing import fetch_child
from app.sharing.links import ShareLink

log = structlog.get_logger(__name__)

_BY_HAND = "Or download the share with a browser, and give the file."
_SENTENCES = {
    "certificate": "{place} has no certificate that this machine trusts. Ask whoever runs it.",
    "address": "{place} leads to an address that no other studio can have. Ask whoever runs it.",
    "unreachable": "{place} did not answer, or not to the end. Try again later. " + _BY_HAND,
    "no_copy": "What {place} gave is no copy of a share. Check the link.",
}
_ANSWERS = {
    403: "That share is for reading only. Ask whoever sent the link for one that may be copied.",
    429: "{place} asks to wait. Try again in a few minutes.",
}


@contextmanager
def fetched(settings: Settings, link: ShareLink) -> Iterator[Path]:
    """The copy as a file, gone when the block ends. NotFound or Gone where the other studio says so, LimitExceeded for
    one that is too large, and Conflict with the reason for whatever else it answers, or does not."""
    most = max(settings.case_max_bytes, settings.request_max_bytes)
    with throw_away(settings.work_dir) as folder:
        heard: list[Message] = []
        limits = replace(COPY.limits, file_bytes=most + 1)
        outcome = run(Job(fetch_child.__name__, _request(link, most), COPY, folder, limits), on_message=heard.append)
        last = heard[-1] if heard else None
        if last is not None and last["kind"] == "problem":
            raise _error(link, str(last["code"]), last["status"], most)
        if last is None or outcome.cause is not Cause.COMPLETED:
            log.warning("a share could not be fetched", host=link.place, cause=outcome.cause)
            raise Conflict("share_fetch", f"{outcome.sentence} {_BY_HAND}")
        yield regular(folder / fetch_child.FILE)


def _request(link: ShareLink, most_bytes: int) -> dict[str, object]:
    return {
        "host": link.host,
        "port": link.port,
        "tls": link.scheme == "https",
        "path": f"/s/{link.token}/copy.zip",
        "is_local": link.is_local,
        "most_bytes": most_bytes,
    }


def _error(link: ShareLink, code: str, status: int | None, most_bytes: int) -> StudioError:
    if code == "too_large":
        detail = f"That share has more than {human_bytes(most_bytes)}, which is all that is taken at once. {_BY_HAND}"
        return LimitExceeded("share_too_large", detail)
    if status == 404:
        return NotFound("share_unknown", f"There is nothing under this link at {link.place}. Check that it is whole.")
    if status == 410:
        return Gone("share_ended", "This link was closed. Ask whoever sent it for a new one.")
    usual = "{place} answered with {status}, which is no copy of a share. Check the link."
    sentence = _ANSWERS.get(status or 0, usual) if status is not None else _SENTENCES[code]
    return Conflict("share_fetch", sentence.format(place=link.place, status=status))
