"""Checking with the rules about the interface only."""

from app.operators.checks import interface
from tests.operators.checks.room import Room

_ROOM = Room(interface)
codes, findings, fixed = _ROOM.codes, _ROOM.findings, _ROOM.fixed
