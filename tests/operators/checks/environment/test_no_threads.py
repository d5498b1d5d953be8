"""Threads and event loops."""

import pytest

from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "no-threads"


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import threading", "threading.Thread(target=print).start()"),
        ("from threading import Thread as T, Timer", "T(target=print)"),
        ("from concurrent.futures import ThreadPoolExecutor", "pool = ThreadPoolExecutor(2)"),
        ("import concurrent.futures as f", "with f.ThreadPoolExecutor() as pool:\n    pass"),
        ("import asyncio", "asyncio.run(None)"),
        ("import asyncio", "loop = asyncio.new_event_loop()"),
    ],
)
def test_each_is_an_error_where_the_messages_come(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == [(10, "error")]


def test_at_the_top_level_it_is_an_error_too() -> None:
    assert found(CODE, map_with("import threading; WORKER = threading.Thread()")) == [(3, "error")]


def test_a_class_of_ones_own_is_seen() -> None:
    source = map_with("import threading", "Worker().start()", more="\nclass Worker(threading.Thread):\n    pass\n")
    assert found(CODE, source) == [(13, "error")]


def test_a_helper_in_another_module_is_seen() -> None:
    source = map_with("import work", "work.begin()")
    files = {"work.py": "import threading\n\ndef begin():\n    threading.Thread().start()\n"}
    assert found(CODE, source, files=files) == [(4, "error")]


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import threading", "lock = threading.Lock()\nwith lock:\n    pass"),
        ("import threading", "threading.local(), threading.current_thread(), threading.Event()"),
        ("import asyncio", "queue = asyncio.Queue()"),
        ("from concurrent.futures import Future", "Future()"),
        ("import threading", "try:\n    threading.Thread().start()\nexcept RuntimeError:\n    pass"),
        ("class threading:\n    Thread = print", "threading.Thread()"),
        ("", "thread = self.Thread()"),
    ],
)
def test_what_works_is_left_alone(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == []


def test_where_something_catches_it_or_nothing_leads_there_it_is_a_warning() -> None:
    caught = "try:\n    threading.Thread().start()\nexcept Exception:\n    pass"
    assert found(CODE, map_with("import threading", caught)) == [(11, "warning")]
    unused = "\ndef unused():\n    threading.Thread()\n"
    assert found(CODE, map_with("import threading", more=unused)) == [(13, "warning")]


def test_what_never_runs_is_left_alone() -> None:
    main = "\nif __name__ == '__main__':\n    threading.Thread().start()\n"
    assert found(CODE, map_with("import threading", more=main)) == []


def test_the_sentence() -> None:
    one = findings(CODE, map_with("import threading", "threading.Thread(target=print).start()"))[0]
    assert one.message == "threading.Thread fails: a component cannot start a thread."
