"""Which cases a run is asked for."""

from collections.abc import Sequence

from sqlmodel import Session

from app.db.models import Collection
from app.errors import Conflict, Invalid
from app.payloads import cases


def checked(session: Session, collection: Collection, keys: Sequence[str] | None) -> list[str] | None:
    """The keys, each once, or None for all cases; Invalid for one that no case has now, Conflict where there are no
    cases at all."""
    if keys is None:
        if collection.cases == 0:
            raise Conflict("collection_empty", f"{collection.name} has no cases to run. Add some first.")
        return None
    if not keys:
        raise Invalid("cases_unknown", "Name at least one case, or leave the keys out for all of them.")
    there = cases.present(session, collection.id, keys)
    missing = [key for key in keys if key not in there]
    if missing:
        detail = f"{len(missing):,} of the cases named are not in the collection, such as {missing[0][:40]!r}."
        raise Invalid("cases_unknown", f"{detail} They may have been deleted; list the cases again.")
    return list(dict.fromkeys(keys))
