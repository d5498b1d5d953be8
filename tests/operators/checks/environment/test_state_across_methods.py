"""What init keeps on self."""

import pytest

from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "state-across-methods"
PLAIN = map_with(init="self.limit = 3", process="print(self.limit)")
READ = 11  # its line


def test_with_the_adapter_it_is_good_to_know() -> None:
    one = findings(CODE, PLAIN)[0]
    assert (one.place.line, one.severity.value, one.fixable) == (READ, "information", False)
    assert one.message == (
        "init sets self.limit, and process finds it because the studio makes one instance for both; the plain "
        "toolchain makes two."
    )


def test_without_the_adapter_it_is_an_error() -> None:
    one = findings(CODE, PLAIN, adapter=False)[0]
    assert (one.place.line, one.severity.value) == (READ, "error")
    assert one.message == (
        "init sets self.limit, and process does not find it: the toolchain makes another instance for process."
    )


def test_methods_that_they_call_count() -> None:
    more = "\n    def read(self):\n        self.limit = 3\n\n    def judge(self):\n        return self.limit\n"
    assert found(CODE, map_with(init="self.read()", process="self.judge()", more=more), adapter=False) == [
        (18, "error")
    ]


def test_counting_up_reads_first() -> None:
    assert found(CODE, map_with(init="self.n = 0", process="self.n += 1"), adapter=False) == [(READ, "error")]


@pytest.mark.parametrize(
    "more",
    [
        "\n    def __init__(self):\n        self.limit = 1\n",
        "\n    limit = 1\n",
        "\n    limit: int = 1\n",
    ],
)
def test_a_first_value_only_hides_it(more: str) -> None:
    source = map_with(init="self.limit = 3", process="print(self.limit)", more=more)
    assert found(CODE, source) == []
    assert found(CODE, source, adapter=False) == [(READ, "warning")]


@pytest.mark.parametrize(
    "source",
    [
        map_with(init="limit = 3", process="limit = 4\nprint(limit)"),
        map_with(init="self.config = configuration"),  # never read
        map_with(init="self.limit = 3", process="self.limit = 4\nprint(self.limit)"),
        map_with(init="self.limit = 3", process="print(getattr(self, 'limit', 1))"),
        map_with(init="self.limit = 3", process="if hasattr(self, 'limit'):\n    print(self.limit)"),
        map_with(init="self.limit = 3", process="try:\n    print(self.limit)\nexcept AttributeError:\n    pass"),
        map_with(init="Map.limit = 3", process="print(Map.limit, self.limit)"),
        map_with(init="type(self).limit = 3", process="print(self.limit)"),
        map_with(init="self.limit = 3", process="print(message.limit)"),
        map_with(
            init="self.f = 3", process="print(self.f)", more="\n    def __getattr__(self, name):\n        return 1\n"
        ),
        PLAIN.replace("(exports.Map)", "(exports.Map, Unknown)"),
        PLAIN.replace("    def init(self", "    @classmethod\n    def init(self"),
    ],
)
def test_nothing_is_said_where_it_is_not_sure(source: str) -> None:
    assert found(CODE, source) == found(CODE, source, adapter=False) == []


def test_a_base_class_of_the_project_counts() -> None:
    source = (
        "from base import Base\n\nclass Map(Base):\n    def process(self, message):\n        print(self.limit)\n"
        "        return message\n"
    )
    base = "from map_impl import exports\n\nclass Base(exports.Map):\n    def init(self, c):\n        self.limit = 1\n"
    assert found(CODE, source, adapter=False, files={"base.py": base}) == [(5, "error")]


@pytest.mark.parametrize(
    "source",
    [
        "class Map:\n    def init():\n        self.x = 1\n    def process(*a):\n        self.x\n",
        "class Map: pass\n",
        "Map = 1\n",
    ],
)
def test_odd_sources_do_not_raise(source: str) -> None:
    assert found(CODE, source, adapter=False) == []
