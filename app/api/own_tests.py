"""Running a project's own tests."""

from collections.abc import AsyncIterator
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session

from app.api import views
from app.api.paging import DEFAULT_LIMIT, After, AfterEvent, Limit
from app.api.schemas.common import Page
from app.api.schemas.own_tests import OwnTestResultOut, OwnTestRunIn, OwnTestRunOut, OwnVerdict
from app.db.models import OwnTestRun, Project
from app.db.session import reading, unit_of_work
from app.errors import Conflict, Invalid
from app.http.deps import Of, Owner, Unit
from app.http.downloads import attachment
from app.http.streams import job_events, last_seen
from app.http.studio import Studio
from app.payloads.writing.junit import MEDIA_TYPE
from app.projects import service as projects
from app.projects.unsaved import with_drafts
from app.runs.testing import results, service
from app.runs.testing.described import result_described, run_described
from app.runs.testing.reported import every_result, junit_of

router = APIRouter(tags=["tests"])


@router.post("/projects/{name}/tests", status_code=202)
async def run_tests(name: str, body: OwnTestRunIn, studio: Of, who: Owner, response: Response) -> OwnTestRunOut:
    """Run a project's own tests; the answer comes at once, the results later."""
    async with studio.turns:
        answer = await run_sync(_asked, studio, name, body, who)
    studio.queue.dispatch(service.JOB, answer.id)
    response.headers["Location"] = f"/api/v1/test-runs/{answer.id}"
    return answer


@router.get("/projects/{name}/tests")
def list_test_runs(name: str, session: Unit, after: After = None, limit: Limit = DEFAULT_LIMIT) -> Page[OwnTestRunOut]:
    """The runs of a project's own tests, newest first."""
    rows = service.listing(session, projects.get(session, name).id, after, limit + 1)
    return views.page_of(rows, limit, lambda row: _out(session, row), lambda row: row.id)


@router.get("/test-runs/{run_id}")
def show_test_run(run_id: str, session: Unit) -> OwnTestRunOut:
    """A run as far as it has come, without its results."""
    return _out(session, service.get(session, run_id))


@router.delete("/test-runs/{run_id}", status_code=204)
def delete_test_run(run_id: str, session: Unit) -> None:
    """Remove a run and its results."""
    service.remove(session, service.get(session, run_id))


@router.get("/test-runs/{run_id}/results")
def list_test_results(
    run_id: str,
    session: Unit,
    verdict: Annotated[OwnVerdict | None, Query(description="Only results with this verdict.")] = None,
    after: AfterEvent = 0,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[OwnTestResultOut]:
    """Results in the order of the tests; those so far while the run goes on."""
    run = service.get(session, run_id)
    rows = results.page(session, run.id, after, limit + 1, (verdict,) if verdict else ())
    return views.page_of(
        rows, limit, lambda row: OwnTestResultOut.model_validate(result_described(row)), lambda row: str(row.position)
    )


@router.get("/test-runs/{run_id}/junit.xml", response_class=StreamingResponse)
def export_test_results(run_id: str, studio: Of) -> StreamingResponse:
    """The verdicts of a run that has ended as JUnit XML, for continuous integration."""
    with reading(studio.engine) as session:
        run = service.get(session, run_id)
        if not run.status.is_final:
            raise Conflict("test_run_at_work", "This run has not ended. Wait for it, or cancel it first.")
        session.expunge(run)
    headers = {"Content-Disposition": attachment(f"{run.project_name}-{run.id}.xml")}
    pieces = junit_of(run, every_result(studio.engine, run.id))
    return StreamingResponse(pieces, media_type=MEDIA_TYPE, headers=headers)


def _must_exist(run_id: str, session: Unit) -> None:
    service.get(session, run_id)


@router.get("/test-runs/{run_id}/events", response_class=EventSourceResponse)
async def follow_test_run(
    run_id: str,
    studio: Of,
    _known: Annotated[None, Depends(_must_exist)],
    last_event_id: Annotated[str | None, Header()] = None,
    after: AfterEvent = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Test after test as server-sent events, resumed behind `Last-Event-ID`."""
    async for event in job_events(studio, run_id, last_seen(last_event_id, after), is_final):
        yield event


@router.post("/test-runs/{run_id}/cancel")
def cancel_test_run(run_id: str, session: Unit, studio: Of) -> OwnTestRunOut:
    """Stop a run; the results that there are stay."""
    run = service.cancel(session, service.get(session, run_id))
    session.commit()
    studio.signals.notify(run_id)
    return _out(session, run)


def is_final(session: Session, run_id: str) -> bool:
    """Whether a run has ended; also one that was deleted, so that whoever follows it is let go."""
    run = session.get(OwnTestRun, run_id)
    return run is None or run.status.is_final


def _asked(studio: Studio, name: str, body: OwnTestRunIn, who: str) -> OwnTestRunOut:
    with unit_of_work(studio.engine) as session:
        project = projects.get(session, name)
        run = service.ask(
            session,
            project,
            with_drafts(session, project, body.files),
            studio.settings,
            who,
            adapter=body.adapter,
            files=body.tests_in,
            names=_names(session, project, body),
            looks=studio.looks,
        )
        return _out(session, run)


def _names(session: Session, project: Project, body: OwnTestRunIn) -> list[str] | None:
    if body.only_failed_of is None:
        return body.names
    if body.names is not None or body.tests_in is not None:
        raise Invalid(
            "tests_unknown", "Name tests, their files, or the run in which they failed, not several of these."
        )
    return service.failed_names(session, project, service.get(session, body.only_failed_of))


def _out(session: Session, run: OwnTestRun) -> OwnTestRunOut:
    return OwnTestRunOut.model_validate(run_described(session, run))
