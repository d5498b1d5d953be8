import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import with_init, with_process

GOOD = """
    # answers at once
    def process(self, message):  # one
        return message
"""


def test_an_async_method_becomes_an_ordinary_one() -> None:
    bad = with_process(GOOD.replace("def", "async def"))
    (found,) = findings(bad)
    assert (found.code, found.place.line, found.severity) == ("method-async", 8, "error")
    assert found.message == (
        "process is async, and nothing awaits it: its body never runs, and the first message ends the operator."
    )
    assert fixed(bad) == with_process(GOOD)
    assert fixed(with_process(GOOD)) == with_process(GOOD)


def test_what_happens_is_told_for_each_method_and_kind() -> None:
    (filtering,) = findings(with_process("async def process(self, message):\n    return True\n", "filter"), "filter")
    assert filtering.message.endswith("its body never runs, and the answer is True for every message.")
    (starting,) = findings(with_init("async def init(self, configuration):\n    return False\n"))
    assert starting.message.endswith("its body never runs, and the operator always starts, configured or not.")


@pytest.mark.parametrize(
    "body",
    [
        "await later()\nreturn message",
        "async for x in y:\n    pass\nreturn message",
        "async with x:\n    return message",
        "return [x async for x in y]",
    ],
)
def test_where_something_is_awaited_it_stays(body: str) -> None:
    bad = with_process("async def process(self, message):\n    " + body.replace("\n", "\n    ") + "\n")
    assert ("method-async", 6) in codes(bad)
    assert fixed(bad) == bad


def test_a_coroutine_inside_does_not_count() -> None:
    inner = "def process(self, message):\n    async def later():\n        await x()\n    return message\n"
    assert codes(with_process(inner)) == []
    assert fixed(with_process("async " + inner)) == with_process(inner)


@pytest.mark.parametrize("expression", ["yield message", "x = yield", "yield from [message]", "return (yield)"])
def test_a_yield_makes_a_generator(expression: str) -> None:
    bad = with_process(f"def process(self, message):\n    {expression}\n")
    (found,) = findings(bad)
    assert (found.code, found.place.line, found.fixable) == ("method-generator", 7, False)
    assert found.message.startswith("process holds a yield, which makes it a generator")


@pytest.mark.parametrize(
    "body",
    [
        "return [x for x in message]",
        "return (lambda: (yield))",
        "def inner():\n        yield 1\n    return message",
    ],
)
def test_a_yield_of_something_else_does_not_count(body: str) -> None:
    assert "method-generator" not in [
        code for code, _ in codes(with_process(f"def process(self, message):\n    {body}\n"))
    ]


def test_decorated_and_replaced_methods_are_left_alone() -> None:
    assert codes(with_process("@run\nasync def process(self, message):\n    return message\n")) == []
    replaced = "async def process(self, message):\n    return message\nprocess = run(process)\n"
    assert codes(with_process(replaced)) == []
