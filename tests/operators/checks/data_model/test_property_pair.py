import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_init

CODE = "property-pair"


@pytest.mark.parametrize("field", ["name", "value", "default"])
@pytest.mark.parametrize("written", ["param.{}", 'param["{}"]'])
def test_fields_of_the_second_variable(written: str, field: str) -> None:
    bad = f"for key, param in configuration.properties:\n    x = float({written.format(field)})  # number"
    assert codes(in_init(bad)) == [(CODE, FIRST + 1)]
    assert fixed(in_init(bad)) == in_init("for key, param in configuration.properties:\n    x = float(param)  # number")


def test_the_sentence() -> None:
    (found,) = findings(in_init("for key, param in configuration.properties:\n    x = param.name"))
    assert (found.severity, found.message) == ("error", "param.name fails: param is plain text.")


def test_with_items_both_mistakes_are_told_and_mended() -> None:
    bad = in_init("for key, param in configuration.properties.items():\n    x = param.name")
    assert codes(bad) == [("properties-not-a-dict", FIRST), (CODE, FIRST + 1)]
    assert fixed(bad) == in_init("for key, param in configuration.properties:\n    x = param")


def test_a_single_variable_is_the_pair() -> None:
    bad = in_init("for p in configuration.properties:\n    if p.name == 'k':\n        x = int(p.value), p['key']")
    assert codes(bad) == [(CODE, FIRST + 1), (CODE, FIRST + 2), (CODE, FIRST + 2)]
    assert findings(bad)[0].message == "p.name fails: p is a pair of texts (name, value)."
    assert fixed(bad) == in_init("for p in configuration.properties:\n    if p[0] == 'k':\n        x = int(p[1]), p[0]")


def test_in_comprehensions() -> None:
    bad = in_init("x = {k: v.value for k, v in configuration.properties if v.value}")
    assert codes(bad) == [(CODE, FIRST), (CODE, FIRST)]
    assert fixed(bad) == in_init("x = {k: v for k, v in configuration.properties if v}")
    assert codes(in_init("x = [p.value for p in sorted(configuration.properties)]")) == [(CODE, FIRST)]


def test_what_nobody_can_have_meant_stays() -> None:
    (found,) = findings(in_init("for key, param in configuration.properties:\n    x = param.unit"))
    assert (found.code, found.fixable) == (CODE, False)


@pytest.mark.parametrize(
    "good",
    [
        "for key, param in configuration.properties:\n    x = param.strip().upper()",
        "for key, param in configuration.properties:\n    x = param[0]",
        "for key, param in configuration.properties:\n    param = read(param)\n    x = param.name",
        "for key, param in configuration.properties:\n    x = 1\nx = param.name",
        "for key, param in read(configuration):\n    x = param.name",
        "for p in configuration.properties:\n    x = p[0], p.count(1)",
        "for schema in configuration.module_schemas:\n    x = schema.name",
        "for key, param in configuration.properties:\n    if hasattr(param, 'name'):\n        x = param.name",
        "for key, param in configuration.properties:\n    if not isinstance(param, str):\n        x = param.name",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_init(good)) == []
