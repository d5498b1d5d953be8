import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_init

CODE = "properties-not-a-dict"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('x = configuration.properties.get("k", "d")', 'x = dict(configuration.properties).get("k", "d")'),
        ('x = configuration.properties["k"]', 'x = dict(configuration.properties)["k"]'),
        ("x = list(configuration.properties.values())", "x = list(dict(configuration.properties).values())"),
        ("x = list(configuration.properties.items())", "x = list(dict(configuration.properties).items())"),
        (
            "for k in configuration.properties.keys():\n    x = k",
            "for k in dict(configuration.properties).keys():\n    x = k",
        ),
        (
            "for k, v in configuration.properties.items():  # all\n    x = v",
            "for k, v in configuration.properties:  # all\n    x = v",
        ),
        ("x = {k: v for k, v in configuration.properties.items()}", "x = {k: v for k, v in configuration.properties}"),
    ],
)
def test_methods_and_keys_of_dicts(bad: str, good: str) -> None:
    assert codes(in_init(bad)) == [(CODE, FIRST)]
    assert fixed(in_init(bad)) == in_init(good)
    assert codes(in_init(good)) == []


def test_the_sentence() -> None:
    (found,) = findings(in_init('x = configuration.properties.get("k")'))
    assert found.severity == "error"
    assert found.message == (
        "configuration.properties.get: the properties are a list of (name, value) pairs and no dict, so this fails."
    )


def test_a_name_is_never_in_the_list() -> None:
    bad = in_init('if "k" in configuration.properties and "j" not in configuration.properties:\n    x = 1')
    found = findings(bad)
    assert [(one.code, one.severity, one.place.line) for one in found] == [(CODE, "warning", FIRST)] * 2
    good = 'if "k" in dict(configuration.properties) and "j" not in dict(configuration.properties):\n    x = 1'
    assert fixed(bad) == in_init(good)
    assert codes(in_init(good)) == []


@pytest.mark.parametrize(
    ("kept", "use", "good"),
    [
        ("config = configuration", 'config.properties.get("k")', 'dict(config.properties).get("k")'),
        ("props = configuration.properties", 'props["k"]', 'dict(props)["k"]'),
        ("self.config = configuration", 'self.config.properties.get("k")', 'dict(self.config.properties).get("k")'),
        ("self.props = configuration.properties", 'self.props.get("k")', 'dict(self.props).get("k")'),
    ],
)
def test_under_another_name(kept: str, use: str, good: str) -> None:
    assert codes(in_init(f"{kept}\nx = {use}")) == [(CODE, FIRST + 1)]
    assert fixed(in_init(f"{kept}\nx = {use}")) == in_init(f"{kept}\nx = {good}")


def test_from_another_method_and_from_a_global() -> None:
    helper = 'def read(self):\n    return self.config.properties["k"]\n'
    assert codes(in_init("self.config = configuration", more=helper)) == [(CODE, FIRST + 6)]
    helper = 'def read(self):\n    return config.properties["k"]\n'
    source = in_init("global config\nconfig = configuration", more=helper)
    assert codes(source) == [(CODE, FIRST + 7)]


def test_in_a_helper_that_is_annotated() -> None:
    helper = 'def read(self, settings: types.ModuleConfiguration):\n    return settings.properties["k"]\n'
    assert codes(in_init("self.read(configuration)", more=helper)) == [(CODE, FIRST + 6)]


def test_an_attribute_that_nothing_has_is_told_without_a_fix() -> None:
    (found,) = findings(in_init("x = configuration.properties.threshold"))
    assert (found.code, found.fixable) == (CODE, False)


@pytest.mark.parametrize(
    "good",
    [
        "x = configuration.properties[0]",
        "x = configuration.properties[1:]",
        "x = len(configuration.properties)",
        "x = configuration.properties.index(('a', 'b'))",
        'x = ("k", "v") in configuration.properties',
        'x = dict(configuration.properties)["k"]',
        "props = dict(configuration.properties)\nx = props.get('k')",
        "props = {}\nprops['k'] = 1\nx = props['k']",
        "x = json.loads('{}').properties.get('k')",
        "self.properties = {}\nx = self.properties.get('k')",
        "configuration = read()\nx = configuration.properties.get('k')",
        "props = configuration.properties\nif isinstance(props, dict):\n    x = props['k']",
        "if hasattr(configuration.properties, 'items'):\n    x = configuration.properties.items()",
        "try:\n    x = configuration.properties.items()\nexcept AttributeError:\n    x = configuration.properties",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_init(good)) == []


def test_a_sweeping_except_changes_nothing() -> None:
    bad = "try:\n    x = configuration.properties['k']\nexcept Exception as e:\n    raise ValueError(e)"
    assert (CODE, FIRST + 1) in codes(in_init(bad))


def test_odd_shapes_do_no_harm() -> None:
    codes("class Map:\n    def init(self, *args, **kw):\n        return args[0].properties['k']\n")
    codes("class Map:\n    init = lambda self, configuration: configuration.properties['k']\n")
    codes("class Map:\n    def init(): return configuration.properties['k']\n")
    codes("class A:\n    class Map:\n        def init(self, c):\n            del c.properties['k']\n")
    assert codes("self.config = self.config\nx = self.config.properties['k']\n") is not None
