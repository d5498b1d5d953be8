"""Values taken while the component is built."""

import pytest

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
        map_with(more="\nif __name__ == '__main__':\n    import time\n    print(time.time())\n"),
    ],
)
def test_what_is_the_same_each_time_or_asked_later_is_left_alone(source: str) -> None:
    assert found(CODE, source) == []


def test_the_sentence_names_the_call() -> None:
    assert findings(CODE, map_with("import time; START = time.time()"))[0].message == (
        "time.time() takes the time while the component is built, and every run then has that same value."
    )
