"""Shares of collections, for their owner. What they open for others lies below /s/."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api import views
from app.api.paging import DEFAULT_LIMIT, After, Limit
from app.api.schemas.common import Page
from app.api.schemas.shares import ShareIn, ShareMade, ShareOut, TermsIn
from app.db.models import Share
from app.http.deps import Of, Owner, Unit
from app.http.share_links import link_of
from app.payloads import collections
from app.sharing import service
from app.sharing.service import Terms

router = APIRouter(tags=["shares"])


@router.post("/collections/{collection_id}/shares", status_code=201)
def make_share(
    request: Request, collection_id: str, body: ShareIn, session: Unit, studio: Of, who: Owner, response: Response
) -> ShareMade:
    """Make a link to a version of a collection, or to one of its runs with all that belongs to it."""
    collection = collections.get(session, collection_id)
    made = service.make(session, collection, who, _terms(body), version=body.version, run_id=body.run)
    response.headers["Location"] = f"/api/v1/shares/{made.share.id}"
    response.headers["Cache-Control"] = "no-store"
    return ShareMade(**_members(made.share), link=link_of(request, studio.settings, made.token))


@router.get("/collections/{collection_id}/shares")
def list_collection_shares(
    collection_id: str, session: Unit, after: After = None, limit: Limit = DEFAULT_LIMIT
) -> Page[ShareOut]:
    """The shares of a collection, newest first, closed ones too."""
    collection = collections.get(session, collection_id)
    rows = service.listing(session, after, limit + 1, collection_id=collection.id)
    return views.page_of(rows, limit, _out, lambda row: row.id)


@router.get("/shares")
def list_shares(session: Unit, after: After = None, limit: Limit = DEFAULT_LIMIT) -> Page[ShareOut]:
    """All shares, newest first."""
    return views.page_of(service.listing(session, after, limit + 1), limit, _out, lambda row: row.id)


@router.get("/shares/{share_id}")
def show_share(share_id: str, session: Unit) -> ShareOut:
    """One share, with how often it was opened."""
    return _out(service.get(session, share_id))


@router.put("/shares/{share_id}")
def change_share(share_id: str, body: TermsIn, session: Unit) -> ShareOut:
    """Give a share other terms; what it pins stays."""
    return _out(service.change(session, service.get(session, share_id), _terms(body)))


@router.post("/shares/{share_id}/revoke")
def revoke_share(share_id: str, session: Unit) -> ShareOut:
    """Close a share for good."""
    return _out(service.revoke(session, service.get(session, share_id)))


def _terms(body: TermsIn) -> Terms:
    return Terms(body.may_copy, body.replay, body.expires)


def _out(share: Share) -> ShareOut:
    return ShareOut(**_members(share))


def _members(share: Share) -> dict[str, Any]:
    return {
        "id": share.id,
        "collection": share.collection_id,
        "name": share.name,
        "version": share.version,
        "run": share.run_id,
        "artifact": share.artifact_digest,
        "project": share.project_name,
        "revision": share.revision,
        "may_copy": share.may_copy,
        "replay": share.replay,
        "views": share.views,
        "is_open": share.is_open,
        "created_by": share.created_by,
        "created": share.created_at,
        "expires": share.expires_at,
        "revoked": share.revoked_at,
    }
