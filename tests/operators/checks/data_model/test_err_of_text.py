import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "err-of-text"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('raise Err("no")', 'raise Err(types.Error("no"))'),
        ('raise types.Err("no")', 'raise types.Err(types.Error("no"))'),
        ('raise Err(f"no {x}") from None', 'raise Err(types.Error(f"no {x}")) from None'),
        ('raise types.Error("no")', 'raise types.Err(types.Error("no"))'),
        ('raise Err(ValueError("no"))', 'raise Err(types.Error(str(ValueError("no"))))'),
        ("raise Err(404)", "raise Err(types.Error(str(404)))"),
    ],
)
def test_the_text_goes_into_an_error_in_an_err(bad: str, good: str) -> None:
    assert codes(in_process(f"if x:\n    {bad}  # bad")) == [(CODE, FIRST + 1)]
    assert fixed(in_process(f"if x:\n    {bad}  # bad")) == in_process(f"if x:\n    {good}  # bad")
    assert codes(in_process(f"if x:\n    {good}  # bad")) == []


def test_a_caught_exception() -> None:
    bad = "try:\n    x = 1\nexcept ValueError as e:\n    raise Err(e) from e"
    assert codes(in_process(bad)) == [(CODE, FIRST + 3)]
    assert fixed(in_process(bad)) == in_process(bad.replace("Err(e)", "Err(types.Error(str(e)))"))


def test_the_sentence() -> None:
    (found,) = findings(in_process('if x:\n    raise Err("no")'))
    assert (found.severity, found.message) == (
        "error",
        'raise Err("no") ends the whole instance: Err must hold a types.Error and no other value.',
    )


def test_types_is_imported_where_it_is_missing() -> None:
    bad = 'from map_impl.types import Err\n\n\ndef f():\n    raise Err("no")\n'
    assert fixed(bad, code=CODE) == (
        "from map_impl.types import Err\nfrom map_impl.imports import types\n\n\n"
        'def f():\n    raise Err(types.Error("no"))\n'
    )


@pytest.mark.parametrize("bad", ["raise Err", "raise Err()"])
def test_nothing_at_all_is_only_told(bad: str) -> None:
    (found,) = findings(in_process(f"if x:\n    {bad}"))
    assert (found.code, found.fixable) == (CODE, False)


@pytest.mark.parametrize(
    "good",
    [
        "raise Err(types.Error('no'))",
        "raise Err(read())",
        "raise Err(*x)",
        "raise ValueError('no')",
        "raise Err(x)",
        "raise",
        "Err = read()\n    raise Err('no')",
        "try:\n        raise Err('no')\n    except Err as e:\n        x = e.value",
        "try:\n        raise Err('no')\n    except (ValueError, Err):\n        x = 1",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(f"if x:\n    {good}")) == []


def test_the_first_api_version_has_another_rule() -> None:
    assert codes(in_process('if x:\n    raise Err("no")'), api_version="1.0.0") == [("error-in-1-0-0", FIRST + 1)]
