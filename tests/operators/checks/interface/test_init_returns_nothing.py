import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import with_init


def init(body: str) -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.split("\n"))
    return with_init(f"def init(self, configuration):\n{lines}\n")


def test_an_init_that_falls_off_its_end() -> None:
    bad = init("x = configuration  # kept")
    (found,) = findings(bad)
    assert (found.code, found.place.line, found.severity) == ("init-returns-nothing", 6, "error")
    assert found.message == ("init can end without a return, which counts as False: the operator does not start.")
    assert fixed(bad) == init("x = configuration  # kept\nreturn True")
    assert fixed(fixed(bad)) == fixed(bad)


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("pass", "return True"),
        ("...", "return True"),
        ("# nothing yet\npass  # later", "# nothing yet\nreturn True  # later"),
        ('"""Start."""', '"""Start."""\nreturn True'),
        ("if x:\n    return False", "if x:\n    return False\nreturn True"),
        (
            "try:\n    x()\nexcept ValueError:\n    return False",
            "try:\n    x()\nexcept ValueError:\n    return False\nreturn True",
        ),
        ("return", "return True"),
        ("return None  # done", "return True  # done"),
        ("return print('x')", "return True"),
    ],
)
def test_never_an_answer_that_is_true(bad: str, good: str) -> None:
    found = findings(init(bad))
    assert [(one.code, one.severity) for one in found] == [("init-returns-nothing", "error")]
    assert fixed(init(bad), code="init-returns-nothing") == init(good)


def test_on_one_line() -> None:
    assert fixed(with_init("def init(self, configuration): pass\n")) == with_init(
        "def init(self, configuration): return True\n"
    )
    assert fixed(with_init("def init(self, configuration): self.x = 1\n")) == with_init(
        "def init(self, configuration): self.x = 1; return True\n"
    )


def test_only_some_paths_without_an_answer() -> None:
    bad = init("if configuration:\n    return True")
    (found,) = findings(bad)
    assert (found.place.line, found.severity) == (6, "warning")
    assert found.message.endswith("which counts as False: the operator then does not start.")
    assert fixed(bad) == init("if configuration:\n    return True\nreturn True")


def test_a_bare_return_before_the_end_may_be_meant() -> None:
    bad = init("if configuration:\n    return\nreturn True")
    (found,) = findings(bad)
    assert (found.place.line, found.severity, found.fixable) == (8, "warning", False)
    assert found.message == "init says return, which counts as False: the operator then does not start."
    assert fixed(bad) == bad


@pytest.mark.parametrize(
    "body",
    [
        "return True",
        "return False",
        "return self.ready()",
        "return bool(configuration)",
        "if configuration:\n    return True\nelse:\n    return False",
        "while True:\n    return True",
        "try:\n    return True\nfinally:\n    x()",
        "with x:\n    return True",
        "match configuration:\n    case 1:\n        return True\n    case _:\n        return False",
        "raise NotImplementedError",
        "ok = True\nreturn ok",
        "def inner():\n    return\nreturn True",
        "return (lambda: None)",
        "return None if configuration else True",
    ],
)
def test_every_path_answers(body: str) -> None:
    assert codes(init(body)) == []


@pytest.mark.parametrize(
    "refusal",
    [
        "sys.exit(1)",
        "refuse('x')",
        "self.fail()",
        "assert_never(configuration)",
        "assert False, 'x'",
    ],
)
def test_calls_that_never_return(refusal: str) -> None:
    helpers = "import sys\nfrom typing import assert_never\n\n\ndef refuse(why):\n    raise ValueError(why)\n\n\n"
    source = helpers + init(f"if configuration:\n    return True\n{refusal}")
    source += "\n    def fail(self):\n        if 1:\n            raise ValueError\n        raise TypeError\n"
    assert [code for code, _ in codes(source)] == []


@pytest.mark.parametrize("call", ["refuse('x')", "self.fail()", "other.refuse()", "unknown()", "x[0]()"])
def test_calls_that_may_return(call: str) -> None:
    helpers = "def refuse(why):\n    print(why)\n\n\n"
    source = helpers + init(f"if configuration:\n    return True\n{call}")
    source += "\n    def fail(self):\n        return 1\n"
    assert [code for code, _ in codes(source) if code == "init-returns-nothing"] == ["init-returns-nothing"]


def test_a_helper_of_another_file_that_always_raises() -> None:
    files = {"helper.py": "from typing import NoReturn\n\n\ndef refuse() -> NoReturn:\n    stop()\n"}
    source = "import helper\n" + init("if configuration:\n    return True\nhelper.refuse()")
    assert codes(source, files=files) == []
