"""A case as it is stored and as it is read: its inputs lie in its row while they are short, else in a blob."""

import json
from dataclasses import dataclass
from typing import Any

from app.db.models import CaseRow
from app.errors import NotFound
from app.kit.digests import digest_of
from app.payloads import expectation, inputs
from app.payloads.compact import compact
from app.payloads.limits import MOST_INLINE_BYTES, Limits
from app.payloads.summary import summary
from app.storage.blobs import Blobs

Json = dict[str, Any]


@dataclass(frozen=True)
class NewCase:
    """A case that is not stored yet; inputs and expectation as in docs/api.md."""

    name: str
    messages: list[Json]
    expect: Json | None = None


@dataclass(frozen=True)
class Case:
    """A case with its inputs; ``key`` stays its own through all versions."""

    key: str
    name: str
    messages: list[Json]
    expect: Json | None


def messages_columns(messages: Any, limits: Limits, path: str) -> tuple[Json, bytes | None]:
    """The columns that depend on a case's inputs, and the blob that belongs to them; Invalid or LimitExceeded for what
    cannot be."""
    text = inputs.checked(messages, limits, path)
    data = text.encode()
    is_short = len(data) <= MOST_INLINE_BYTES
    columns = {
        "size": len(data),
        "digest": digest_of(data),
        "messages": text if is_short else None,
        "inputs": len(messages),
        "summary": summary(messages),
    }
    return columns, None if is_short else data


def expect_columns(expect: Any, path: str) -> Json:
    """The columns that depend on a case's expectation; Invalid or LimitExceeded for what cannot be."""
    parsed = None if expect is None else expectation.parse(expect, path)
    return {
        "expect": parsed or None,
        "expect_size": len(compact(parsed).encode()) if parsed else 0,
        "expects": bool(parsed) and expectation.checks(parsed or {}),
    }


def read(blobs: Blobs, row: CaseRow) -> Case:
    """A row's case; NotFound when its inputs are gone from the storage. A row of a list reads them from the database
    here, so its session must still be open."""
    return Case(row.key, row.name, _messages(blobs, row), row.expect)


def _messages(blobs: Blobs, row: CaseRow) -> list[Json]:
    if row.messages is not None:
        text: str | bytes = row.messages
    else:
        try:
            text = blobs.get(row.digest)
        except NotFound as gone:
            detail = f"The stored inputs of {row.name} are not there any more. Delete the case, or give it new inputs."
            raise NotFound("case_inputs_missing", detail) from gone
    messages: list[Json] = json.loads(text)
    return messages
