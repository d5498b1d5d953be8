import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import with_process


def branch(body: str) -> str:
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return with_process(f"def process(self, timestamp, message):\n{lines}\n", "branch")


@pytest.mark.parametrize("api_version", ["1.0.0", "1.1.0"])
def test_three_arms_that_are_only_two(api_version: str) -> None:
    bad = branch("if a:\n    return 0  # cold\nif b:\n    return 1\nreturn 2")
    found = findings(bad, "branch", api_version)
    assert [(one.code, one.place.line, one.severity) for one in found] == [
        ("branch-returns-integer", 8, "warning"),
        ("branch-returns-integer", 10, "warning"),
        ("branch-returns-integer", 11, "warning"),
    ]
    assert [one.message for one in found] == [
        "This branch answers 0, an integer: 0 counts as False and takes the arm False.",
        "This branch answers 1, an integer: 1 counts as True and takes the arm True.",
        "This branch answers 2, an integer: 2 counts as true, so it takes the arm True together with 1; "
        "a branch has two arms.",
    ]
    mended = fixed(bad, "branch")
    assert mended == branch("if a:\n    return False  # cold\nif b:\n    return True\nreturn 2")
    assert codes(mended, "branch", api_version) == [("branch-returns-integer", 11)]
    assert fixed(mended, "branch") == mended


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("return 1 if a else 0", "return True if a else False"),
        ("return (0)", "return (False)"),
        ("return 0x1", "return True"),
        ("arm = 0\nif a:\n    arm = 1\nreturn arm", "arm = False\nif a:\n    arm = True\nreturn arm"),
        ("arm: int = 0\nif a:\n    arm = True\nreturn arm", "arm: int = False\nif a:\n    arm = True\nreturn arm"),
        ("arm = 0\nreturn arm if a else 1", "arm = False\nreturn arm if a else True"),
        ("return 5 if a else 0", "return 5 if a else False"),
    ],
)
def test_zero_and_one_in_other_places(bad: str, good: str) -> None:
    assert fixed(branch(bad), "branch") == branch(good)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("return -1", [7]),
        ("return len(message.value)", [7]),
        ("return int(a) + 1", [7]),
        ("arm = 0\nif a == arm:\n    return 3\nreturn arm", [9, 10]),
        ("arm = 0\nif a:\n    arm = 2\nreturn arm", [7, 9]),
        ("arm = len(a)\nreturn arm", [8]),
        ("arm = other = 1\nreturn arm", [8]),
    ],
)
def test_integers_without_a_fix(body: str, lines: list[int]) -> None:
    found = [one for one in findings(branch(body), "branch") if one.code == "branch-returns-integer"]
    assert [one.place.line for one in found] == lines
    assert not all(one.fixable for one in found)


def test_a_variable_that_is_used_otherwise_is_not_rewritten() -> None:
    bad = branch("arm = 0\nself.tell(arm)\nreturn arm")
    assert codes(bad, "branch") == [("branch-returns-integer", 9)]
    assert fixed(bad, "branch") == bad


@pytest.mark.parametrize(
    "body",
    [
        "return True",
        "return a > 1",
        "return bool(1)",
        "return self.arm()",
        "return not 1",
        "arm = False\nif a:\n    arm = True\nreturn arm",
        "arm = 1\narm = self.arm()\nreturn arm",
        "global arm\narm = 1\nreturn self.arm()",
        "return a and 1",
        "def inner():\n    return 2\nreturn True",
        "return True if (lambda: 2)() else False",
    ],
)
def test_answers_that_are_no_integers(body: str) -> None:
    assert codes(branch(body), "branch") == []


def test_init_and_other_methods_may_return_what_they_like() -> None:
    source = branch("return True") + "\n    def arm(self):\n        return 2\n"
    assert codes(source, "branch") == []


@pytest.mark.parametrize("body", ["return 0", "return 2"])
def test_other_kinds_have_other_rules(body: str) -> None:
    source = with_process(f"def process(self, message):\n    {body}\n")
    assert "branch-returns-integer" not in [code for code, _ in codes(source)]
