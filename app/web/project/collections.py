"""The collections of a project: choosing them, running them over the text as it is typed, and how they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.builds import service as builds
from app.db.models import Collection, CollectionRun, Project
from app.errors import Conflict, Invalid, StudioError
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.http.studio import Studio
from app.projects import service as projects
from app.runs.collections import chosen, service
from app.runs.collections.described import run_described
from app.web.collections import follow, offers, run_view, targets
from app.web.collections.targets import ARTIFACT, PROJECT, Over
from app.web.project import checking, forms
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}/collections")

FIRST_SHOWN = 20  # cases that are not good, in the tab


@dataclass(frozen=True)
class Chosen:
    """A collection of the project with its newest run over it; ``going`` is what is shown while that goes on,
    ``first`` are the first cases of it that are not good, ``built`` is the newest one over a component where that is
    another."""

    collection: Collection
    run: CollectionRun | None
    report: dict[str, Any] | None
    going: dict[str, Any] | None
    first: Sequence[Any]
    built: CollectionRun | None = None


@router.get("")
def show_collections(request: Request, name: str, session: Unit) -> Response:
    """The tab's content, or a page with it."""
    return _page(request, session, projects.get(session, name))


@router.post("")
def choose_collections(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Choose which collections belong to the project; they also run after each successful build."""
    project = projects.get(session, name)
    try:
        further = offers.written(session, form)
        chosen.choose(session, project, [*forms.texts(form, "collection"), *([further.id] if further else [])])
    except StudioError as error:
        session.rollback()
        return _page(request, session, projects.get(session, name), error)
    return _page(request, session, project) if is_fragment(request) else _back(name)


@router.post("/run-on-save")
def switch_run_on_save(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Remember for the project whether a save runs its collections."""
    projects.get(session, name).run_on_save = forms.text(form, "run_on_save") == "1"
    return Response(status_code=204) if is_fragment(request) else _back(name)


@router.post("/runs")
def run_collections(request: Request, name: str, form: Form, session: Unit, studio: Of, who: Owner) -> Response:
    """Run all of them, or one, over the newest revision with the open file as it is typed."""
    project = projects.get(session, name)
    try:
        runs = _ask(session, studio, project, form, who)
    except StudioError as error:
        session.rollback()
        return _page(request, session, projects.get(session, name), error)
    session.commit()  # their rows are there by now, where a worker looks for them
    for run in runs:
        studio.queue.dispatch(service.JOB, run.id)
    return _page(request, session, projects.get(session, name)) if is_fragment(request) else _back(name)


@router.post("/runs/{run_id}/cancel")
def cancel_run(request: Request, name: str, run_id: str, session: Unit, studio: Of) -> Response:
    """Stop a run; the results that there are stay."""
    try:
        service.cancel(session, service.get(session, run_id))
    except Conflict:
        session.rollback()  # it has ended by itself
    session.commit()
    studio.signals.notify(run_id)
    return _page(request, session, projects.get(session, name)) if is_fragment(request) else _back(name)


def _ask(session: Session, studio: Studio, project: Project, form: FormData, who: str) -> list[CollectionRun]:
    one = forms.text(form, "only")
    found = chosen.of_project(session, project.id)
    wanted = [each for each in found if not one or each.id == one]
    filled = [each for each in wanted if each.cases]
    if not filled:
        raise Invalid("cases_unknown", "There is no case to run. Choose a collection that has some.")
    asked = checking.asked_by(form)
    typed = checking.typed_of(session, project, asked)
    over = Over(f"{PROJECT}:{project.name}", typed=typed, adapter=asked.adapter)
    return [targets.ask(session, studio, each, over, who) for each in filled]


def _page(request: Request, session: Session, project: Project, error: StudioError | None = None) -> Response:
    found = chosen.of_project(session, project.id)
    rows = [_chosen(session, project, each) for each in found]
    context = {
        "project": project,
        "rows": rows,
        "ids": {each.id for each in found},
        "offered": offers.offer(session, found),
        "error": error,
        "line": run_view.line,
        "is_going": any(row.going for row in rows),
        "is_built_going": any(row.built and not row.built.status.is_final for row in rows),
        "is_due": bool(found) and builds.is_followed_soon(session, project.id),
    }
    template = "project/collections.html" if is_fragment(request) else "project/collections_page.html"
    return page(request, template, status_of(error) if error else 200, **context)


def _chosen(session: Session, project: Project, collection: Collection) -> Chosen:
    found = service.listing(session, None, 1, collection_id=collection.id, project_id=project.id)
    if not found:
        return Chosen(collection, None, None, None, ())
    run = found[0]
    going = None if run.status.is_final else follow.progress(session, run)
    components = service.listing(session, None, 1, collection_id=collection.id, project_id=project.id, lane=ARTIFACT)
    built = components[0] if components and components[0].id != run.id else None
    return Chosen(collection, run, run_described(session, run), going, _not_good(session, run), built)


def _not_good(session: Session, run: CollectionRun) -> Sequence[Any]:
    bad = [*run_view.listed(session, run, "broken", 0).rows, *run_view.listed(session, run, "failed", 0).rows]
    return sorted(bad, key=lambda row: row.position)[:FIRST_SHOWN]


def _back(name: str) -> Response:
    return RedirectResponse(f"/projects/{name}/collections", 303)
