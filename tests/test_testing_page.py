"""The example of docs/testing.md does what it says."""

import re
from pathlib import Path

import pytest

from app.operators.kinds import ApiVersion, Kind
from app.operators.preview import parts
from tests.support.own_tests import asking

PAGE = Path(__file__).resolve().parents[1] / "docs" / "testing.md"


def example() -> dict[str, str]:
    """The files of the worked example."""
    operator, tests = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return {"threshold.py": operator, "test_threshold.py": tests}


@pytest.mark.build
def test_the_example_passes() -> None:
    with asking(Kind.MAP, ApiVersion.V1_1_0, example(), "threshold") as bench:
        names = bench.names("test_threshold.py")
        found = {name: bench.result("test_threshold.py", name)["error"] for name in names}

    assert len(found) == 6
    assert set(found.values()) == {None}


@pytest.mark.build
def test_the_example_fails_where_the_operator_is_wrong() -> None:
    files = example()
    files["threshold.py"] = files["threshold.py"].replace("> limit", ">= limit")
    with asking(Kind.MAP, ApiVersion.V1_1_0, files, "threshold") as bench:
        result = bench.result("test_threshold.py", "test_the_limit_comes_from_the_configuration[120-False]")

    assert 'output.json()["hot"] is True' in result["error"]["message"]


def test_every_fixture_and_every_name_of_pytest_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    guest = Path(parts.__file__).parent / "guest"
    makers = (guest / "testing_fixtures.py").read_text().partition("self._makers = {")[2].partition("}")[0]
    known = re.search(r'KNOWN = "(.*)"', (guest / "testing_pytest.py").read_text())

    assert known is not None
    named = [*re.findall(r'"(\w+)":', makers), *re.split(r", | and ", known[1])]
    assert len(named) > 15
    for name in named:
        assert f"`{name}" in page, name
