"""What a share opens: pages that need no account, read what is pinned and lead nowhere else."""

from typing import Annotated, Any, NamedTuple

from anyio.to_thread import run_sync
from fastapi import APIRouter, Form, Query, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from app.db.models import Share
from app.db.session import reading, unit_of_work
from app.errors import TooOften
from app.http.deps import Of, Unit
from app.http.downloads import attachment
from app.http.run_wait import ended
from app.http.studio import Studio
from app.runs import service as runs
from app.runs.report import run_report
from app.sharing import copying, replay, service, shown
from app.sharing.throttle import network_of
from app.web import shared_view
from app.web.project.texts import opened as opened_file
from app.web.templating import page

router = APIRouter(prefix="/s/{token}")

SHOWN = 50
MOST_NUMBER = 2**31 - 1  # no position is greater, and no database has a greater integer everywhere
After = Annotated[int | None, Query(ge=0, le=MOST_NUMBER)]


@router.get("")
async def show(request: Request, token: str, studio: Of, after: After = None) -> Response:
    """The pinned cases with what came of them, in parts; the first part counts as a view."""
    share_id, answer = await run_sync(_shown, request, token, studio, after)
    if after is None:
        async with studio.turns:
            await run_sync(_count_view, studio, share_id)
    return answer


@router.get("/cases/{key}")
def show_case(request: Request, token: str, key: str, session: Unit, studio: Of) -> Response:
    """One pinned case: its inputs, what it expects, and what came of it."""
    share = _opened(request, session, studio, token)
    case = shared_view.case_view(session, studio.blobs, share, key)
    return page(request, "share/case.html", share=share, case=case, base=_base(token))


@router.get("/sources")
def show_sources(
    request: Request,
    token: str,
    session: Unit,
    studio: Of,
    file: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """The files of the pinned revision, one of them open."""
    share = _opened(request, session, studio, token)
    files = shown.sources(session, share)
    path = file or shared_view.first_file(files, share)
    content = opened_file(path, shown.source(files, path))
    return page(request, "share/sources.html", share=share, files=list(files), open=content, base=_base(token))


@router.get("/copy.zip")
def copy(request: Request, token: str, session: Unit, studio: Of) -> Response:
    """The pinned collection as a file."""
    share = _opened(request, session, studio, token)
    pieces = copying.copied(session, studio.engine, studio.blobs, share)
    _take_work(request, studio, share)
    headers = {"Content-Disposition": attachment(f"{share.name}.zip")}
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)


@router.post("/replay")
async def replay_case(
    request: Request, token: str, studio: Of, key: Annotated[str, Form(max_length=100)] = ""
) -> Response:
    """Run one pinned case over the pinned artifact, where that is allowed; nothing of it is kept."""
    await run_sync(_admit_replay, request, token, studio)
    if studio.replay_turn.locked():
        raise TooOften("share_busy", "Somebody else's replay is going on. Try again in a few seconds.")
    async with studio.replay_turn:
        begun = await run_sync(_begin, request, token, studio, key)
        studio.queue.dispatch(runs.JOB, begun.run_id)
        is_done = await ended(studio, begun.run_id, replay.WITHIN_S, is_new=True)
        return await run_sync(_replayed, request, token, studio, begun, is_done)


class _Begun(NamedTuple):
    share: Share
    run_id: str
    key: str


def _shown(request: Request, token: str, studio: Studio, after: int | None) -> tuple[str, Response]:
    with reading(studio.engine) as session:
        share = _opened(request, session, studio, token)
        view = shared_view.share_view(session, share, after, SHOWN)
        return share.id, page(request, "share/shown.html", share=share, view=view, base=_base(token))


def _count_view(studio: Studio, share_id: str) -> None:
    with unit_of_work(studio.engine) as session:
        service.count_view(session, share_id)


def _admit_replay(request: Request, token: str, studio: Studio) -> None:
    with reading(studio.engine) as session:
        share = _opened(request, session, studio, token)
        replay.check_allowed(share)
        _take_work(request, studio, share)


def _begin(request: Request, token: str, studio: Studio, key: str) -> _Begun:
    with unit_of_work(studio.engine) as session:
        share = _opened(request, session, studio, token)
        return _Begun(share, replay.ask(session, studio.blobs, studio.settings, share, key).id, key)


def _replayed(request: Request, token: str, studio: Studio, begun: _Begun, is_done: bool) -> Response:
    with unit_of_work(studio.engine) as session:
        report = run_report(session, runs.get(session, begun.run_id)) if is_done else None
        replay.end(session, begun.run_id)
        name = shown.one_case(session, begun.share, begun.key).name
    studio.signals.notify(begun.run_id)
    context: dict[str, Any] = {"name": name, "key": begun.key, "report": report, "within_s": replay.WITHIN_S}
    return page(request, "share/replayed.html", share=begun.share, base=_base(token), **context)


def _opened(request: Request, session: Session, studio: Studio, token: str) -> Share:
    return service.opened(session, token, studio.throttles.guesses, _caller(request))


def _take_work(request: Request, studio: Studio, share: Share) -> None:
    """TooOften for one caller, and for one share from many."""
    work = studio.throttles.work
    if not (work.take(f"from {_caller(request)}") and work.take(f"share {share.id}")):
        raise TooOften("share_work", "That was asked for too often. Wait a minute.")


def _caller(request: Request) -> str:
    return network_of(request.client.host if request.client else None)


def _base(token: str) -> str:
    return f"/s/{token}"
