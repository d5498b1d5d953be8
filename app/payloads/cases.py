"""Cases: everything that is done with them, from one place."""

from app.payloads.adding import Added, add
from app.payloads.changing import UNCHANGED, Change, Unchanged, replace, replace_many
from app.payloads.looking import count, every, one, page, present
from app.payloads.moving import remove, reorder
from app.payloads.stored import Case, NewCase, read

__all__ = [
    "UNCHANGED",
    "Added",
    "Case",
    "Change",
    "NewCase",
    "Unchanged",
    "add",
    "count",
    "every",
    "one",
    "page",
    "present",
    "read",
    "remove",
    "reorder",
    "replace",
    "replace_many",
]
