import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_init

CODE = "configuration-methods"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('x = configuration.get_parameter("k")', 'x = dict(configuration.properties).get("k")'),
        ('x = configuration.get_parameter("k", "1")', 'x = dict(configuration.properties).get("k", "1")'),
        ('x = configuration.get_parameter("k", default="1")', 'x = dict(configuration.properties).get("k", "1")'),
        ("x = configuration.get(default=0, name=f'a{1}')", "x = dict(configuration.properties).get(f'a{1}', 0)"),
        ('x = float(configuration["k"])', 'x = float(dict(configuration.properties)["k"])'),
        ("for k, v in configuration.parameters:\n    x = v", "for k, v in configuration.properties:\n    x = v"),
    ],
)
def test_what_has_a_certain_meaning(bad: str, good: str) -> None:
    assert codes(in_init(bad)) == [(CODE, FIRST)]
    assert fixed(in_init(bad)) == in_init(good)
    assert codes(in_init(good)) == []


@pytest.mark.parametrize(
    "bad",
    [
        'x = configuration.has_feature("wasi-nn")',
        "x = configuration.module_parameters",
        "x = configuration.get_parameter()",
        "x = configuration.get_parameter(*names)",
        "x = configuration.get_parameter('a', 'b', 'c')",
        "x = configuration.get_parameter('a', type=int)",
        "x = configuration.get_parameter",
    ],
)
def test_the_rest_is_only_told(bad: str) -> None:
    (found,) = findings(in_init(bad))
    assert (found.code, found.place.line, found.fixable) == (CODE, FIRST, False)
    assert found.message.endswith("fails: the configuration has properties and module_schemas, nothing else.")
    assert fixed(in_init(bad)) == in_init(bad)


def test_kept_on_self() -> None:
    helper = 'def limit(self):\n    return self.config.get_parameter("k")\n'
    source = in_init("self.config = configuration", more=helper)
    assert [one for one in codes(source) if one[0] == CODE] == [(CODE, FIRST + 6)]
    assert 'return dict(self.config.properties).get("k")' in fixed(source)


@pytest.mark.parametrize(
    "good",
    [
        "x = configuration.properties, configuration.module_schemas",
        "x = configuration.__class__",
        "x = getattr(configuration, 'properties', [])",
        "if hasattr(configuration, 'get_parameter'):\n    x = configuration.get_parameter('k')",
        "try:\n    x = configuration.get_parameter('k')\nexcept AttributeError:\n    x = 1",
        "configuration.cache = 1\nx = configuration.cache",
        "configuration = dict(configuration.properties)\nx = configuration.get('k'), configuration['k']",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_init(good)) == []
