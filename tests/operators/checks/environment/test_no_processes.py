"""Other processes."""

import pytest

from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "no-processes"


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import subprocess", "subprocess.run(['ls'])"),
        ("from subprocess import Popen, PIPE", "Popen('ls', stdout=PIPE)"),
        ("import os", "os.system('ls')"),
        ("import os", "if os.fork() == 0:\n    pass"),
        ("from os import execv as go", "go('/bin/ls', [])"),
        ("import multiprocessing", "multiprocessing.Pool(4)"),
        ("from multiprocessing import Process, Queue", "Process(target=print)"),
    ],
)
def test_each_is_an_error_where_the_messages_come(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == [(10, "error")]


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import os, multiprocessing", "os.getpid(), multiprocessing.cpu_count(), os.path.join('a')"),
        ("import subprocess", "code = subprocess.PIPE"),
        ("import subprocess", "try:\n    subprocess.run('ls')\nexcept OSError:\n    pass"),
        ("import os", "if hasattr(os, 'fork'):\n    os.fork()"),
        ("from queue import Queue", "Queue()"),
        ("import subprocess", "subprocess = self.table\nsubprocess.run('x')"),
    ],
)
def test_what_works_is_left_alone(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == []


def test_the_sentence() -> None:
    one = findings(CODE, map_with("import os", "os.system('ls')"))[0]
    assert one.message == "os.system fails: a component is a single process and cannot start another."
    assert (one.place.column, one.place.end_column) == (9, 18)
