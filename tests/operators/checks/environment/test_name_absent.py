"""Names that a module lacks in a component."""

import pytest

from tests.operators.checks import checking
from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "name-absent"


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import hashlib", "hashlib.scrypt(b'x')"),
        ("import hashlib", "make = hashlib.pbkdf2_hmac"),
        ("import socket", "host = socket.gethostname()"),
        ("from time import time, tzset", "tzset()"),
        ("from http.client import HTTPSConnection as H", "H('x')"),
    ],
)
def test_it_is_found_where_it_is_used_or_imported(top: str, use: str) -> None:
    lines = [line for line, severity in found(CODE, map_with(top, use)) if severity == "error"]
    assert lines == [3 if top.startswith("from") else 10]


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import hashlib, hmac, time, os", "hashlib.md5(b'x'), hmac.new(b'x', b'y', 'md5'), time.time(), os.getpid()"),
        ("import os", "os.system('ls')"),  # no-processes speaks of it
        ("import time", "if hasattr(time, 'tzset'):\n    time.tzset()"),
        ("import time", "try:\n    time.tzset()\nexcept AttributeError:\n    pass"),
        ("class time:\n    tzset = None", "time.tzset()"),
        ("", "self.hashlib.scrypt()"),
    ],
)
def test_nothing_is_said_of_others(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == []


def test_the_sentence_names_both() -> None:
    one = findings(CODE, map_with("import time", "time.tzset()"))[0]
    assert one.message == "In a component the module time has no tzset. Times are in UTC."


def test_one_call_is_not_reported_twice() -> None:
    assert checking.codes(map_with("import os", "os.fork()")) == [("no-processes", 10)]
