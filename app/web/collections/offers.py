"""Collections to choose from: a list of the first ones, and a field for the name of any other."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session
from starlette.datastructures import FormData

from app.db.models import Collection
from app.payloads import collections
from app.web.project import forms

MOST_OFFERED = 200
NAMED = "collection_named"


@dataclass(frozen=True)
class Offer:
    """What the list holds, by name; ``is_cut`` where there are more."""

    rows: list[Collection]
    is_cut: bool


def offer(session: Session, also: Iterable[Collection] = ()) -> Offer:
    """The first ones, and those that are chosen already wherever they stand."""
    found = collections.listing(session, None, MOST_OFFERED + 1)
    first = {each.id: each for each in found[:MOST_OFFERED]}
    rows = {each.id: each for each in also} | first
    return Offer(sorted(rows.values(), key=lambda each: each.name_key), len(found) > MOST_OFFERED)


def written(session: Session, form: FormData) -> Collection | None:
    """The one whose name was written, None where nothing was; NotFound where no collection has that name."""
    name = forms.text(form, NAMED).strip()
    return collections.named(session, name) if name else None


def chosen(session: Session, form: FormData) -> Collection:
    """The one whose name was written, or else the one that was chosen; NotFound where there is none."""
    return written(session, form) or collections.get(session, forms.text(form, "collection"))
