"""The owner's side of sharing: making a link, seeing all of a collection, closing one."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.db.models import Collection
from app.errors import Conflict, Invalid
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.http.share_links import link_of
from app.kit.clock import utc_now
from app.payloads import collections
from app.runs.collections import service as runs
from app.sharing import service
from app.sharing.service import Terms
from app.web.paging import SHOWN, After, part
from app.web.templating import page

router = APIRouter()

DAYS = {"1": 1, "7": 7, "30": 30, "": None}
MOST_RUNS = 20  # offered to be shared with their results

Text = Annotated[str, Form(max_length=100)]


@router.get("/collections/{collection_id}/shares")
def list_shares(request: Request, collection_id: str, session: Unit, after: After = None) -> Response:
    """The shares of a collection and the form for a new one; the dialog's place where there is no JavaScript."""
    return _page(request, session, collections.get(session, collection_id), after)


@router.post("/collections/{collection_id}/shares")
def make_share(
    request: Request,
    collection_id: str,
    session: Unit,
    studio: Of,
    who: Owner,
    run: Text = "",
    days: Text = "7",
    may_copy: Text = "",
    replay: Text = "",
) -> Response:
    """Make a share, and show its link this once."""
    collection = collections.get(session, collection_id)
    try:
        terms = Terms(bool(may_copy), bool(replay), _end(days))
        made = service.make(session, collection, who, terms, run_id=run or None)
    except (Invalid, Conflict) as error:
        return _page(request, session, collection, None, status_of(error), error=error.detail)
    return _page(request, session, collection, None, 201, link=link_of(request, studio.settings, made.token))


@router.post("/shares/{share_id}/revoke")
def revoke_share(share_id: str, session: Unit) -> Response:
    """Close a share for good."""
    share = service.revoke(session, service.get(session, share_id))
    return RedirectResponse(f"/collections/{share.collection_id}/shares", 303)


def _page(
    request: Request,
    session: Session,
    collection: Collection,
    after: str | None,
    http_status: int = 200,
    *,
    link: str | None = None,
    error: str | None = None,
) -> Response:
    shown = part(service.listing(session, after, SHOWN + 1, collection_id=collection.id), lambda share: share.id)
    offered = runs.listing(session, None, MOST_RUNS, collection_id=collection.id)
    ended = [run for run in offered if run.status.is_final]
    context = {"rows": shown.rows, "next": shown.next, "after": after, "runs": ended, "link": link, "error": error}
    return page(request, "share/list.html", http_status, collection=collection, now=utc_now(), **context)


def _end(days: str) -> datetime | None:
    if days not in DAYS:
        raise Invalid("share_expiry", "Choose for how long the link is open from those that are offered.")
    number = DAYS[days]
    return None if number is None else utc_now() + timedelta(days=number)
