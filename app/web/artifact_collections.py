"""Which collections an artifact was run over, and running another one."""

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.artifacts import service as artifacts
from app.db.models import Collection, CollectionRun
from app.errors import StudioError
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.payloads import collections
from app.runs.collections import service
from app.runs.collections.described import behind
from app.web.collections import offers, targets
from app.web.collections.targets import ARTIFACT, Over
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/artifacts/{digest}/collections")

LOOKED_AT = 200  # runs, for the newest of each collection


@router.get("")
def show_collections(request: Request, digest: str, session: Unit) -> Response:
    """What the artifact's page asks for, or a page with it."""
    return _page(request, session, digest)


@router.post("")
def run_collection(request: Request, digest: str, form: Form, session: Unit, studio: Of, who: Owner) -> Response:
    """Run a collection over the component; leads to the run's page."""
    try:
        collection = offers.chosen(session, form)
        run = targets.ask(session, studio, collection, Over(f"{ARTIFACT}:{digest}"), who)
    except StudioError as error:
        session.rollback()
        return _page(request, session, digest, error)
    session.commit()  # its row is there by now, where a worker looks for it
    studio.queue.dispatch(service.JOB, run.id)
    return RedirectResponse(f"/collection-runs/{run.id}", 303)


def _page(request: Request, session: Session, digest: str, error: StudioError | None = None) -> Response:
    artifact = artifacts.get(session, digest)
    rows = [(collection, run, behind(session, run)) for collection, run in _newest(session, digest)]
    is_going = any(not run.status.is_final for _, run, _ in rows)
    context = {"rows": rows, "offered": offers.offer(session), "error": error, "is_going": is_going}
    template = "artifact/collections_list.html" if is_fragment(request) else "artifact/collections_page.html"
    return page(request, template, status_of(error) if error else 200, artifact=artifact, **context)


def _newest(session: Session, digest: str) -> list[tuple[Collection, CollectionRun]]:
    """The newest run over the component of each collection."""
    found: dict[str, CollectionRun] = {}
    for run in service.listing(session, None, LOOKED_AT, digest=digest):
        found.setdefault(run.collection_id, run)
    return [(collections.get(session, key), run) for key, run in found.items()]
