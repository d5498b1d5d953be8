from dataclasses import replace
from pathlib import Path

import pytest

from app.artifacts.inspection import inspect_file
from app.artifacts.limits import compile_limits, inspect_limits
from app.errors import LimitExceeded
from app.settings import Settings
from tests.support.components import MAP, component


def test_a_file_says_what_it_exports(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "component.wasm").write_bytes(component())
    report = inspect_file(tmp_path / "component.wasm", tmp_path, inspect_limits(settings))

    assert (report.exports, report.size) == ((MAP,), len(component()))


def test_reading_that_does_not_end_well_is_a_limit_with_its_cause(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "component.wasm").write_bytes(component())

    with pytest.raises(LimitExceeded) as stopped:
        inspect_file(tmp_path / "component.wasm", tmp_path, replace(inspect_limits(settings), wall_s=0.001))
    assert (stopped.value.code, stopped.value.context) == ("inspect_failed", {"cause": "time_limit"})


def test_limits_follow_the_settings(settings: Settings) -> None:
    wanted = settings.model_copy(
        update={"build_time_limit_s": 7.5, "build_memory_bytes": 300 << 20, "component_max_bytes": 8 << 20}
    )

    compilation = compile_limits(wanted)
    assert (compilation.wall_s, compilation.cpu_s) == (7.5, 15)
    assert (compilation.data_bytes, compilation.file_bytes) == (600 << 20, 32 << 20)
    assert inspect_limits(wanted).data_bytes > 8 << 20
