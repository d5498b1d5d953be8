"""Running collections."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session

from app.api import views
from app.api.paging import DEFAULT_LIMIT, After, AfterEvent, Limit
from app.api.schemas.collection_runs import (
    CaseResultListed,
    CaseResultOut,
    ChosenIn,
    ChosenOut,
    CollectionRunIn,
    CollectionRunOut,
    ComparedOut,
    VerdictName,
)
from app.api.schemas.common import Page
from app.artifacts import service as artifacts
from app.db.models import Artifact, Collection, CollectionRun, Project
from app.db.session import unit_of_work
from app.errors import Invalid
from app.http.deps import Of, Owner, Unit
from app.http.streams import job_events, last_seen
from app.http.studio import Studio
from app.payloads import collections
from app.projects import service as projects
from app.projects.unsaved import with_drafts
from app.runs.collections import chosen, comparing, results, service
from app.runs.collections.comparing import What
from app.runs.collections.described import result_listed, run_described
from app.runs.collections.releases import last_release

router = APIRouter(tags=["collections"])

_TARGET = "Name what to run: a project, with files or without, or an artifact, or the release of a project."


@router.post("/collections/{collection_id}/runs", status_code=202)
async def run_collection(
    collection_id: str, body: CollectionRunIn, studio: Of, who: Owner, response: Response
) -> CollectionRunOut:
    """Run the cases of a collection over a project or an artifact; the answer comes at once, the results later."""
    async with studio.turns:
        answer = await run_sync(_asked, studio, collection_id, body, who)
    studio.queue.dispatch(service.JOB, answer.id)
    response.headers["Location"] = f"/api/v1/collection-runs/{answer.id}"
    return answer


@router.get("/collections/{collection_id}/runs")
def list_collection_runs(
    collection_id: str, session: Unit, after: After = None, limit: Limit = DEFAULT_LIMIT
) -> Page[CollectionRunOut]:
    """The runs of a collection, newest first."""
    collection = collections.get(session, collection_id)
    return _page(session, service.listing(session, after, limit + 1, collection_id=collection.id), limit)


@router.get("/collection-runs")
def list_all_collection_runs(
    session: Unit,
    artifact: Annotated[str | None, Query(description="Only runs over the artifact with this digest.")] = None,
    project: Annotated[str | None, Query(description="Only runs of the project with this name.")] = None,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[CollectionRunOut]:
    """The runs of all collections, newest first."""
    project_id = projects.get(session, project).id if project else None
    rows = service.listing(session, after, limit + 1, digest=artifact, project_id=project_id)
    return _page(session, rows, limit)


@router.get("/collection-runs/{run_id}")
def show_collection_run(run_id: str, session: Unit) -> CollectionRunOut:
    """A run as far as it has come, without its results."""
    return _out(session, service.get(session, run_id))


@router.delete("/collection-runs/{run_id}", status_code=204)
def delete_collection_run(run_id: str, session: Unit) -> None:
    """Remove a run and its results."""
    service.remove(session, service.get(session, run_id))


@router.get("/collection-runs/{run_id}/results")
def list_results(
    run_id: str,
    session: Unit,
    verdict: Annotated[VerdictName | None, Query(description="Only results with this verdict.")] = None,
    after: AfterEvent = 0,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[CaseResultListed]:
    """Results in the order of the cases, without their reports; those so far while the run goes on."""
    run = service.get(session, run_id)
    rows = results.page(session, run.id, after, limit + 1, verdict=verdict)
    return views.page_of(
        rows, limit, lambda row: CaseResultListed.model_validate(result_listed(row)), lambda row: str(row.position)
    )


@router.get("/collection-runs/{run_id}/results/{key}")
def show_result(run_id: str, key: str, session: Unit) -> CaseResultOut:
    """The result of one case, with its report."""
    row = results.one(session, service.get(session, run_id).id, key)
    return CaseResultOut.model_validate(result_listed(row) | {"report": row.report})


@router.get("/collection-runs/{run_id}/against/{other_id}")
def compare_runs(
    run_id: str,
    other_id: str,
    session: Unit,
    everything: Annotated[bool, Query(alias="all", description="Also the cases in which nothing changed.")] = False,
    what: Annotated[
        tuple[What, ...], Query(description="Only where one of these changed; without it, whatever did.")
    ] = (),
    after: AfterEvent = 0,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[ComparedOut]:
    """The cases of one run against another, those in which something changed."""
    a, b = service.get(session, run_id), service.get(session, other_id)
    rows = comparing.page(session, a, b, after, limit, everything=everything, what=what)
    return Page(items=[ComparedOut.model_validate(asdict(row)) for row in rows.items], next=rows.next)


def _must_exist(run_id: str, session: Unit) -> None:
    service.get(session, run_id)


@router.get("/collection-runs/{run_id}/events", response_class=EventSourceResponse)
async def collection_run_events(
    run_id: str,
    studio: Of,
    _known: Annotated[None, Depends(_must_exist)],
    last_event_id: Annotated[str | None, Header()] = None,
    after: AfterEvent = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Case after case as server-sent events, resumed behind `Last-Event-ID`."""
    async for event in job_events(studio, run_id, last_seen(last_event_id, after), is_final):
        yield event


@router.post("/collection-runs/{run_id}/cancel")
def cancel_collection_run(run_id: str, session: Unit, studio: Of) -> CollectionRunOut:
    """Stop a run; the results that there are stay."""
    run = service.cancel(session, service.get(session, run_id))
    session.commit()
    studio.signals.notify(run_id)
    return _out(session, run)


@router.get("/projects/{name}/collections")
def show_chosen(name: str, session: Unit) -> ChosenOut:
    """The collections that run after each successful build of a project."""
    project = projects.get(session, name)
    return _chosen_out(project, chosen.of_project(session, project.id))


@router.put("/projects/{name}/collections")
def choose_collections(name: str, body: ChosenIn, session: Unit) -> ChosenOut:
    """Choose these collections and no others to run after each successful build of a project."""
    project = projects.get(session, name)
    found = chosen.choose(session, project, body.collections)
    if body.run_on_save is not None:
        project.run_on_save = body.run_on_save
    return _chosen_out(project, found)


def is_final(session: Session, run_id: str) -> bool:
    """Whether a run has ended; also one that was deleted, so that whoever follows it is let go."""
    run = session.get(CollectionRun, run_id)
    return run is None or run.status.is_final


def _asked(studio: Studio, collection_id: str, body: CollectionRunIn, who: str) -> CollectionRunOut:
    with unit_of_work(studio.engine) as session:
        collection = collections.get(session, collection_id)
        return _out(session, _ask(studio, session, collection, body, who))


def _ask(studio: Studio, session: Session, collection: Collection, body: CollectionRunIn, who: str) -> CollectionRun:
    keys = _keys(session, collection, body)
    if [body.project, body.artifact, body.release].count(None) != 2:
        raise Invalid("run_target", _TARGET)
    if body.project is not None:
        project = projects.get(session, body.project)
        typed, adapter = with_drafts(session, project, body.files), body.adapter
        return service.of_sources(
            session, collection, project, typed, studio.settings, who, adapter=adapter, keys=keys, looks=studio.looks
        )
    if body.files is not None:
        raise Invalid("run_target", _TARGET)
    artifact = _artifact(session, body)
    return service.of_artifact(session, collection, artifact, studio.settings, who, keys=keys)


def _artifact(session: Session, body: CollectionRunIn) -> Artifact:
    if body.release is not None:
        return last_release(session, projects.get(session, body.release))
    return artifacts.get(session, body.artifact or "")


def _keys(session: Session, collection: Collection, body: CollectionRunIn) -> list[str] | None:
    if body.only_failed_of is None:
        return body.keys
    if body.keys is not None:
        raise Invalid("cases_unknown", "Name cases by their keys or by the run in which they failed, not both.")
    return service.failed_keys(session, collection, service.get(session, body.only_failed_of))


def _page(session: Session, rows: list[CollectionRun], limit: int) -> Page[CollectionRunOut]:
    return views.page_of(rows, limit, lambda row: _out(session, row), lambda row: row.id)


def _out(session: Session, run: CollectionRun) -> CollectionRunOut:
    return CollectionRunOut.model_validate(run_described(session, run))


def _chosen_out(project: Project, found: list[Collection]) -> ChosenOut:
    listed = [{"id": each.id, "name": each.name} for each in found]
    return ChosenOut(collections=listed, run_on_save=project.run_on_save)
