"""Values taken while the component is built."""

import pytest

from app.operators.checks.habits.frozen_at_build import asks
from tests.operators.checks.checking import operator
from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "frozen-at-build"


@pytest.mark.parametrize(
    "top",
    [
        "import time; START = time.time()",
        "from datetime import datetime, UTC; START = datetime.now(UTC)",
        "import datetime; DAY = datetime.date.today().isoformat()",
        "import random; SALT = random.random()",
        "import random; CHANCE = random.Random()",
        "import uuid; NAME = f'operator-{uuid.uuid4()}'",
        "import os; HOME = os.environ['HOME']",
        "import os; LEVEL = os.environ.get('LEVEL', 'info')",
        "import secrets; TOKENS = [secrets.token_hex() for _ in range(3)]",
        "import os; SETTINGS = dict(os.environ)",
        "import os; SETTINGS = os.environ",
        "import os; SETTINGS = {**os.environ}",
        "import os; NAMES = sorted(os.environ.keys())",
        "import os; IS_TEST = 'TEST' in os.environ",
        "from os import environ; SETTINGS = environ.copy()",
    ],
)
def test_top_level_code_is_warned_about(top: str) -> None:
    assert found(CODE, map_with(top)) == [(3, "warning")]


def test_class_bodies_default_values_and_the_constructor_too() -> None:
    assert found(CODE, map_with("import time", more="\n    started = time.time()\n")) == [(12, "warning")]
    assert found(CODE, map_with("import time", more="\n    def at(self, now=time.time()):\n        pass\n")) == [
        (12, "warning")
    ]
    constructor = "\n    def __init__(self):\n        self.started = time.time()\n"
    assert found(CODE, map_with("import time", more=constructor)) == [(13, "warning")]


def test_a_helper_that_only_top_level_code_calls_too() -> None:
    made = "import time\ndef now():\n    return time.time()\n\nSTART = now()"
    assert found(CODE, map_with(made)) == [(5, "warning")]
    assert found(CODE, map_with(made, "now()")) == []  # then it is not sure what is meant


@pytest.mark.parametrize(
    "source",
    [
        map_with("import time, random", "time.time(), random.random()", init="time.monotonic()"),
        map_with("import random; random.seed(1); RNG = random.Random(7)"),
        map_with("import time; clock = time.time; EPOCH = time.gmtime(0)"),
        map_with("import time; now = lambda: time.time()", "now()"),
        map_with(
            "import time\nfrom dataclasses import dataclass, field\n"
            "@dataclass\nclass At:\n    t: float = field(default_factory=time.time)"
        ),
        map_with("from datetime import datetime; EPOCH = datetime(1970, 1, 1)"),
        map_with("import uuid; NAMESPACE = uuid.UUID(int=1)"),
        map_with("import os; os.environ['TZ'] = 'UTC'; os.environ.setdefault('LANG', 'C'); os.environ.update(A='b')"),
        map_with("import os; del os.environ['TZ']; os.environ.pop('A', None)"),
        map_with("environ = {}; SETTINGS = dict(environ)"),
        map_with("import os; NAMES = os.listdir('/')"),
        map_with("TEXT = open('/etc/hostname').read()"),
        map_with(more="\nif __name__ == '__main__':\n    import time\n    print(time.time())\n"),
    ],
)
def test_what_is_the_same_each_time_or_asked_later_is_left_alone(source: str) -> None:
    assert found(CODE, source) == []


def test_the_sentence_names_the_call() -> None:
    assert findings(CODE, map_with("import time; START = time.time()"))[0].message == (
        "time.time() takes the time while the component is built, and every run then has that same value."
    )


@pytest.mark.parametrize(
    "top",
    [
        "import time; START = time.time()",
        "import os; SETTINGS = dict(os.environ)",
        "import os; NAMES = os.listdir('/')",
        "import os; NAMES = [name for _, _, names in os.walk('/') for name in names]",
        "import os.path; IS_THERE = os.path.exists('/0')",
        "TEXT = open('/etc/hostname').read()",
        "with open('/etc/hostname') as file: TEXT = file.read()",
        "from pathlib import Path; TEXT = Path('/etc/hostname').read_text()",
        "import pathlib; TEXT = (pathlib.Path(__file__).parent / 'a.txt').read_bytes()",
        "from pathlib import Path; NAMES = list(Path('/').iterdir()); HERE = Path('/0').exists()",
        "import glob; NAMES = glob.glob('*.py')",
        "def read():\n    return open('/x').read()\n\nTEXT = read()",
    ],
)
def test_a_preview_notes_whatever_asks_of_the_machine(top: str) -> None:
    assert asks(operator(map_with(top)))


@pytest.mark.parametrize(
    "source",
    [
        map_with(),
        map_with("import os", "os.listdir('/')"),
        map_with("from pathlib import Path; PLACE = Path('/etc') / 'hostname'", "PLACE.exists()"),
        map_with("import os; reader = os.listdir; JOINED = os.path.join('a', 'b')"),
        map_with("class Door:\n    def open(self): return self\n\nDOOR = Door().open()"),
        map_with("def open(path): return path\n\nTEXT = open('x')"),
        map_with(more="\nif __name__ == '__main__':\n    print(open('x').read())\n"),
    ],
)
def test_what_asks_nothing_or_later_is_not_noted(source: str) -> None:
    assert not asks(operator(source))
