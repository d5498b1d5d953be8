"""A stranger's replay: one pinned case over the pinned artifact, within limits of its own. Its result is not kept."""

from typing import Any, Final

from sqlmodel import Session, select

from app.artifacts import service as artifacts
from app.db.models import Run, Share
from app.errors import Conflict, Forbidden, Gone, LimitExceeded, NotFound
from app.payloads import cases
from app.runs import service
from app.runs.limits import highest_limits
from app.runs.request import RunRequest
from app.settings import Settings
from app.sharing import shown
from app.storage.blobs import Blobs

Json = dict[str, Any]

WITHIN_S: Final = 20.0
MOST_BYTES: Final = 1 << 20  # of a case's inputs as JSON
MOST_INPUTS: Final = 100
# Well below what is usual for the owner; docs/sharing.md lists them.
LIMITS: Final = {
    "time_ms": 1_000,
    "memory_bytes": 128 << 20,
    "output_bytes": 256 << 10,
    "log_lines": 200,
    "host_calls": 10_000,
    "state_bytes": 1 << 20,
}


def ask(session: Session, blobs: Blobs, settings: Settings, share: Share, key: str) -> Run:
    """Ask for a run of one case; Forbidden unless replays are on, NotFound for a case that is not pinned,
    LimitExceeded for one that is too long, Gone when the artifact is not kept any more."""
    check_allowed(share)
    row = shown.one_case(session, share, key)
    if row.size > MOST_BYTES or row.inputs > MOST_INPUTS:
        raise LimitExceeded("replay_too_long", "This case is too long to be replayed from a link. Copy it, and run it.")
    shared = shown.settings(session, share)
    request = _request(shared, cases.read(blobs, row).messages, settings)
    _tidy(session, share)
    try:
        artifact = artifacts.get(session, share.artifact_digest or "")
    except NotFound as gone:
        raise Gone("share_artifact_gone", "The component of this share is not kept any more.") from gone
    return service.of_artifact(session, artifact, request, settings, _name(share))


def check_allowed(share: Share) -> None:
    """Forbidden unless replays are on."""
    if not share.replay or share.artifact_digest is None:
        raise Forbidden("share_no_replay", "Replays are off for this link. Ask whoever sent it.")


def end(session: Session, run_id: str) -> None:
    """Stop a replay that goes on, and forget one that has ended."""
    run = service.get(session, run_id)
    if run.status.is_final:
        service.delete(session, run)
        return
    try:
        service.cancel(session, run)
    except Conflict:  # it ended in between
        service.delete(session, run)


def _request(shared: Json, messages: list[Json], settings: Settings) -> RunRequest:
    given = {name: value for name, value in shared.items() if name not in {"carry_state", "limits"}}
    return RunRequest(messages=messages, limits=limits(shared.get("limits") or {}, settings), **given)


def limits(wanted: dict[str, int], settings: Settings) -> dict[str, int]:
    """The collection's own limits where these are smaller still, and never above the studio's."""
    highest = highest_limits(settings)
    return {name: min(most, highest[name], wanted.get(name, most)) for name, most in LIMITS.items()}


def _tidy(session: Session, share: Share) -> None:
    """Forget replays that were stopped, or whose caller went away."""
    for run in session.exec(select(Run).where(Run.requested_by == _name(share))):
        if run.status.is_final:
            service.delete(session, run)


def _name(share: Share) -> str:
    return f"share {share.id}"
