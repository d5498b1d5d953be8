"""Making, listing, changing and closing shares, and opening one by its token."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select, update

from app.db.models import Collection, Share
from app.errors import Gone, Invalid, NotFound, TooOften
from app.kit.clock import utc_now
from app.sharing import pins
from app.sharing.throttle import Throttle
from app.sharing.tokens import is_digest_of, new_token, token_digest


class Made(NamedTuple):
    """A new share with its token, which is told this once."""

    share: Share
    token: str


class Terms(NamedTuple):
    """What whoever has the link may do, and until when, None for ever."""

    may_copy: bool = False
    replay: bool = False
    expires_at: datetime | None = None


def make(
    session: Session,
    collection: Collection,
    who: str,
    terms: Terms,
    *,
    version: int | None = None,
    run_id: str | None = None,
) -> Made:
    """Share a version, None for the present one, or what belongs to a run. Invalid for both, for an end that has
    passed, and for replays where no artifact is pinned; errors of ``pins``."""
    if version is not None and run_id is not None:
        raise Invalid("share_run", "Name a version or a run, not both: a run has its own version.")
    pinned = (
        pins.of_version(session, collection, version) if run_id is None else pins.of_run(session, collection, run_id)
    )
    token = new_token()
    share = Share(
        token_digest=token_digest(token) or "",
        collection_id=collection.id,
        name=collection.name,
        description=collection.description,
        created_by=who,
        **pinned,
    )
    return Made(change(session, share, terms), token)


def change(session: Session, share: Share, terms: Terms) -> Share:
    """Give a share other terms; Invalid as of ``make``."""
    if terms.expires_at is not None and terms.expires_at <= utc_now():
        raise Invalid("share_expiry", "A share ends at a time to come. Choose a later one, or revoke the share.")
    if terms.replay and share.artifact_digest is None:
        detail = "Replays run a built component, and this share has none. Share a run over an artifact for that."
        raise Invalid("share_no_artifact", detail)
    share.may_copy, share.replay, share.expires_at = terms
    session.add(share)
    session.flush()
    return share


def get(session: Session, share_id: str) -> Share:
    """A share by its id, for its owner; NotFound when there is none."""
    share = session.get(Share, share_id)
    if share is None:
        raise NotFound("share_unknown", "There is no such share. It may have been deleted with its collection.")
    return share


def listing(session: Session, after: str | None, limit: int, *, collection_id: str | None = None) -> list[Share]:
    """Shares, newest first, of one collection or all; ``after`` is the id of the last one seen."""
    query = select(Share).order_by(col(Share.id).desc()).limit(limit)
    query = query.where(Share.collection_id == collection_id) if collection_id else query
    return list(session.exec(query.where(Share.id < after) if after else query))


def revoke(session: Session, share: Share) -> Share:
    """Close a share for good; one that is revoked stays so."""
    share.revoked_at = share.revoked_at or utc_now()
    session.add(share)
    session.flush()
    return share


def opened(session: Session, token: str, guesses: Throttle, caller: str) -> Share:
    """What a token opens. NotFound where it opens nothing, Gone where it did, and TooOften for a ``caller`` of whom
    many were wrong: then it is not even looked up."""
    if guesses.is_spent(caller):
        raise TooOften("share_guesses", "Too many links that open nothing came from here. Wait a few minutes.")
    share = _found(session, token)
    if share is None:
        guesses.take(caller)
        detail = "There is nothing under this link. Check that it is whole, or ask whoever sent it for a new one."
        raise NotFound("share_unknown", detail)
    if not share.is_open:
        raise Gone("share_ended", "This link was closed. Ask whoever sent it for a new one.")
    return share


def count_view(session: Session, share_id: str) -> None:
    """One more opening."""
    session.exec(update(Share).where(col(Share.id) == share_id).values(views=Share.views + 1))


def _found(session: Session, token: str) -> Share | None:
    digest = token_digest(token)
    if digest is None:
        return None
    share = session.exec(select(Share).where(Share.token_digest == digest)).one_or_none()
    return share if share is not None and is_digest_of(share.token_digest, digest) else None
