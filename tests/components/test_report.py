import json
from typing import Any

import pytest

from app.components.reader import inspect
from app.components.report import ComponentReport, package_of
from tests.components.writing import operator


def test_a_report_survives_json() -> None:
    report = inspect(operator())

    assert ComponentReport.from_json(json.loads(json.dumps(report.as_json()))) == report


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("size", -1),
        ("size", "36"),
        ("size", True),
        ("imports", "wasi:cli/exit@0.2.0"),
        ("imports", [1]),
        ("exports", None),
        ("package", 5),
        ("sections", ["custom"]),
        ("sections", {"custom": 1.5}),
        ("producers", {"language": [["Python"]]}),
    ],
)
def test_a_report_of_other_types_is_refused(member: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"report|unpack"):
        ComponentReport.from_json({**inspect(operator()).as_json(), member: value})


def test_a_report_with_a_member_missing_is_refused() -> None:
    value = inspect(operator()).as_json()
    del value["debug_bytes"]

    with pytest.raises(ValueError, match="debug_bytes"):
        ComponentReport.from_json(value)


@pytest.mark.parametrize(
    ("interface", "package"),
    [
        ("wasm-graph:processor/map@1.1.0", "wasm-graph:processor@1.1.0"),
        ("a:b/c", "a:b"),
        ("exports", None),
        ("a:b", None),
        ("a/b@1.0.0", None),
        ("", None),
    ],
)
def test_the_package_of_an_interface(interface: str, package: str | None) -> None:
    assert package_of(interface) == package
