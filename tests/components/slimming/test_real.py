"""A component of the real toolchain, as it was made and slimmed: the same operator in two thirds less."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.components import reader
from app.components.slimming import segments
from app.components.slimming.slim import OK, Facts, slim
from app.sandbox.run_child import run_one
from tests.support.built import built, precompiled, slimmed

pytestmark = pytest.mark.build

SOURCE = Path(__file__).resolve().parents[2] / "fixtures" / "slimming" / "stress.py"
REQUEST = {
    "kind": "map", "api_version": "1.1.0", "configuration": [], "module_schemas": [], "state": [],
    "messages": [{"bytes": str(number)} for number in range(3)], "seed": 7, "init_time_ms": 60_000,
    "limits": {"time_ms": 60_000, "memory_bytes": 512 << 20, "output_bytes": 1 << 20},
}  # fmt: skip


@cache
def plain() -> Path:
    return built("map", "1.1.0", {"stress.py": SOURCE.read_text()}, "stress")


@cache
def facts() -> tuple[bytes, Facts]:
    return slim(plain().read_bytes())


class Heard(list[tuple[str, Any]]):
    def send(self, kind: str, **fields: Any) -> None:
        self.append((kind, fields))


def answers(component: Path) -> list[Any]:
    heard = Heard()
    run_one(REQUEST | {"precompiled": str(precompiled(component))}, heard)
    results = [fields["result"] for kind, fields in heard if kind in {"init", "result"}]
    return [(result.get("ok"), result["outcome"], result.get("output"), result["stderr"]) for result in results]


def test_it_has_the_same_imports_and_exports_and_nothing_for_debuggers() -> None:
    before, after = reader.inspect(plain().read_bytes()), reader.inspect(facts()[0])

    assert (after.imports, after.exports, after.producers) == (before.imports, before.exports, before.producers)
    assert (after.debug_bytes, after.name_bytes) == (0, 0)
    assert before.debug_bytes > 17_000_000


def test_it_has_at_most_39_percent_of_the_size() -> None:
    small, told = facts()

    assert len(small) / told.plain_size <= 0.39
    assert told.heap_walk == OK
    assert told.freed_bytes > 1_000_000
    assert 0 < told.segments <= segments.MOST_SEGMENTS


def test_slimming_it_again_changes_nothing() -> None:
    small, _ = facts()

    assert slim(small)[0] == small


def test_it_answers_the_same_under_stress() -> None:
    expected = answers(plain())

    assert [outcome for _, outcome, *_ in expected] == [None, "output", "output", "output"]
    assert answers(slimmed(plain())) == expected
