"""Saving what came out as what is expected: shown as a diff first, and then confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.db.models import CaseResult, CaseRow, Collection, CollectionRun
from app.db.session import reading
from app.errors import Conflict, NotFound, StudioError
from app.http.deps import CheckTurn, Of, Unit
from app.http.problems import status_of
from app.http.studio import Studio
from app.payloads import cases, collections, versions
from app.payloads.compare.saved import NothingToSave, changes, expectation_of
from app.payloads.staging import staging
from app.runs.collections import results, service
from app.runs.collections.counting import FAILED, UNCHECKED
from app.web.collections import case_view
from app.web.collections.page import MOST_NUMBER
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import page

router = APIRouter(prefix="/collection-runs/{run_id}/expect")

Json = dict[str, Any]
SHOWN = 50  # cases in one part of the diff
MOST_LOOKED_AT = 1_000
MOST_LEFT = 50
_LISTED_AT_ONCE = 500
_AT_ONCE = 25  # results with their reports in memory
_SAVED = (FAILED, UNCHECKED)  # what has passed does already what it should

After = Annotated[int, Query(ge=0, le=MOST_NUMBER)]
Key = Annotated[str, Query(max_length=26)]


@dataclass(frozen=True)
class Proposal:
    """What would become of one case: what it expects so far and from now on, or in ``why_not`` why nothing can be
    saved."""

    key: str
    name: str
    position: int
    before: Json | None = None
    expect: Json | None = None
    why_not: str | None = None

    @cached_property
    def differences(self) -> list[Json]:
        """What changes."""
        return changes(self.before, self.expect)


@router.get("")
def show_changes(request: Request, run_id: str, session: Unit, studio: Of, key: Key = "", after: After = 0) -> Response:
    """What would change in the expectations of one case, or of all that failed or expected nothing."""
    run = service.get(session, run_id)
    return _page(request, session, studio, run, key, after)


@router.post("")
def save_changes(request: Request, run_id: str, form: Form, studio: Of, _turn: CheckTurn) -> Response:
    """Store them as one version; 409 with the diff as it is now, when the collection has moved on."""
    key = forms.text(form, "key")
    try:
        collection_id = _save(studio, run_id, key, forms.number(form, "base"))
    except StudioError as error:
        with reading(studio.engine) as session:
            return _page(request, session, studio, service.get(session, run_id), key, 0, error)
    return RedirectResponse(f"/collections/{collection_id}?expected=1", 303)


def _save(studio: Studio, run_id: str, key: str, base: int | None) -> str:
    """The write lock is held only while a few rows are written: reading thousands of results takes seconds."""
    with reading(studio.engine) as session:
        run = service.get(session, run_id)
        collection = collections.get(session, run.collection_id)
        versions.check_base(collection, base)
        with staging(studio.engine, collection.id, collection.version) as work:
            for each in _proposals(session, studio, run, collection, key):
                if each.why_not is None:
                    work.expect(each.key, each.expect)
            work.take_over()
        return collection.id


def _page(
    request: Request,
    session: Session,
    studio: Studio,
    run: CollectionRun,
    key: str,
    after: int,
    error: StudioError | None = None,
) -> Response:
    collection = collections.get(session, run.collection_id)
    shown, left, following = _part(_proposals(session, studio, run, collection, key, after))
    context = {"run": run, "collection": collection, "key": key, "error": error, "after": after}
    status = status_of(error) if error else 200
    return page(request, "collections/expect.html", status, shown=shown, left=left, next=following, **context)


def _part(found: Iterator[Proposal]) -> tuple[list[Proposal], list[Proposal], int | None]:
    """Those that change, those that cannot be saved, and the position to go on behind."""
    shown: list[Proposal] = []
    left: list[Proposal] = []
    last = 0
    for number, each in enumerate(found):
        if len(shown) == SHOWN or number == MOST_LOOKED_AT:
            return shown, left, last
        last = each.position
        if each.why_not is not None:
            left.append(each)
        elif each.differences:
            shown.append(each)
    return shown, left[:MOST_LEFT], None


def _proposals(
    session: Session, studio: Studio, run: CollectionRun, collection: Collection, key: str, after: int = 0
) -> Iterator[Proposal]:
    if not run.status.is_final:
        raise Conflict("collection_run_at_work", "This run has not ended. Wait for it, or stop it first.")
    for row in _results(session, run, key, after):
        yield _proposal(session, studio, run, collection, row)


def _results(session: Session, run: CollectionRun, key: str, after: int) -> Iterator[CaseResult]:
    """The one, or all that can be saved; the reports of the others are never read."""
    if key:
        yield results.one(session, run.id, key)
        return
    while chunk := results.page(session, run.id, after, _LISTED_AT_ONCE):
        after = chunk[-1].position
        wanted = [row.key for row in chunk if row.verdict in _SAVED]
        for row in chunk:
            session.expunge(row)
        for start in range(0, len(wanted), _AT_ONCE):
            yield from _whole(session, run, wanted[start : start + _AT_ONCE])


def _whole(session: Session, run: CollectionRun, keys: list[str]) -> Iterator[CaseResult]:
    found = results.of_keys(session, run.id, keys)
    for row in found.values():
        session.expunge(row)  # each has a report, and none is needed again
    yield from (found[key] for key in keys)


def _proposal(
    session: Session, studio: Studio, run: CollectionRun, collection: Collection, row: CaseResult
) -> Proposal:
    about = Proposal(row.key, row.name, row.position)
    try:
        now = cases.one(session, collection, row.key)
    except NotFound:
        return replace(about, why_not="The case is not in the collection any more.")
    if now.since > run.version and now.digest != cases.one(session, collection, row.key, run.version).digest:
        return replace(about, why_not="The inputs of the case were changed since this run. Run it again first.")
    if row.report.get("truncated"):
        return replace(about, why_not="The result was too long to be kept whole, so that a part is missing.")
    try:
        expect = expectation_of(row.report, now.expect, _messages(studio, now))
    except NothingToSave as nothing:
        return replace(about, why_not=nothing.sentence)
    return replace(about, before=now.expect, expect=expect)


def _messages(studio: Studio, row: CaseRow) -> list[Json]:
    """The inputs, which tell what a filter passes on; of long ones nothing is known."""
    return cases.read(studio.blobs, row).messages if case_view.is_short(row) else []
