"""Checking with the rules about the data model only."""

from app.operators.checks import data_model
from tests.operators.checks.room import Room

_ROOM = Room(data_model)
codes, findings, fixed = _ROOM.codes, _ROOM.findings, _ROOM.fixed
