"""Programs that answer as tools do, and as they should not."""

import json
import stat
import sys
import time
from pathlib import Path

import pytest

from app.operators.checks.rule import Place
from app.operators.checks.tools import running
from app.operators.checks.tools.running import MOST_BYTES, MOST_ENTRIES, Report, Source, Tool

PATIENCE_S = 30.0


def report(folder: Path, script: str, timeout_s: float = PATIENCE_S) -> Report:
    return running.report(tool(folder, script), timeout_s)


def tool(folder: Path, script: str) -> Tool:
    program = folder / "program"
    program.write_text(f"#!{sys.executable} -I\nimport json, os, sys, time\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    sources = folder / "sources"
    (sources / "build").mkdir(parents=True)
    for name in ("op.py", "-odd.py", "build/part.py", "notes.txt"):
        (sources / name).write_text("x = 1\n")
    return Tool(str(program), ["check"], sources)


def test_a_tool_is_given_every_source_by_name_and_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_SECRET", "1")
    got = report(tmp_path, "print(json.dumps([{'argv': sys.argv[1:], 'env': dict(os.environ), 'cwd': os.getcwd()}]))")

    assert got.complete
    sources = str((tmp_path / "sources").resolve())
    assert got.entries[0]["argv"] == ["check", "--", "-odd.py", "build/part.py", "op.py"]
    assert got.entries[0]["cwd"] == sources
    environment = got.entries[0]["env"]
    assert environment.pop("LC_CTYPE", "C.UTF-8") == "C.UTF-8"  # Python's own
    assert set(environment) == {"HOME", "TMPDIR", "PATH", "RAYON_NUM_THREADS", "TY_MAX_PARALLELISM"}
    assert environment["HOME"] == environment["TMPDIR"] == sources


@pytest.mark.parametrize("status", [0, 1])
def test_both_ways_to_end_well_are_complete(tmp_path: Path, status: int) -> None:
    assert report(tmp_path, f"print('[]'); sys.exit({status})") == Report([], complete=True)


@pytest.mark.parametrize(
    "script",
    [
        "os.abort()",
        "sys.exit(2)",
        "print('[]'); sys.exit(101)",
        "pass",
        "print('not json at all')",
        "print('{}')",
        "sys.stdout.buffer.write(bytes(range(256)))",
        "print('[' * 100_000)",
    ],
)
def test_a_tool_that_breaks_down_has_said_nothing(tmp_path: Path, script: str) -> None:
    assert report(tmp_path, script) == Report([], complete=False)


def test_what_was_said_before_an_answer_broke_off_is_kept(tmp_path: Path) -> None:
    assert report(tmp_path, """print('[ {"a": 1},\\n{"a": 2}, {"a"')""") == Report([{"a": 1}, {"a": 2}], complete=False)


def test_what_is_no_object_is_passed_over(tmp_path: Path) -> None:
    assert report(tmp_path, """print('[1, "x", null, [2], {"a": 1}]')""") == Report([{"a": 1}], complete=True)


def test_a_tool_that_never_ends_is_ended(tmp_path: Path) -> None:
    running_tool = tool(tmp_path, "print('[{\"a\": 1},', flush=True); time.sleep(600)")
    got = running.report(running_tool, 1.5)

    assert got == Report([{"a": 1}], complete=False)
    assert running_tool.returncode == -9


def test_the_time_counts_from_the_start(tmp_path: Path) -> None:
    running_tool = tool(tmp_path, "time.sleep(600)")
    running_tool.started = time.monotonic() - 60
    assert running.report(running_tool, 30) == Report([], complete=False)


def test_a_flood_is_cut_and_its_source_ended(tmp_path: Path) -> None:
    running_tool = tool(tmp_path, "while True: print('x' * 100_000)")
    assert running.report(running_tool, PATIENCE_S) == Report([], complete=False)
    assert running_tool.returncode == -9


def test_more_findings_than_anybody_wants_are_not_all_read(tmp_path: Path) -> None:
    got = report(tmp_path, f"print(json.dumps([{{'n': n}} for n in range({MOST_ENTRIES + 50})]))")
    assert [entry["n"] for entry in got.entries] == list(range(MOST_ENTRIES))
    assert got.complete


def test_one_entry_may_not_be_larger_than_the_bound(tmp_path: Path) -> None:
    assert report(tmp_path, f"print(json.dumps([{{'n': 'x' * {MOST_BYTES}}}]))") == Report([], complete=False)


def test_a_program_that_is_missing_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        Tool(str(tmp_path / "nowhere"), [], tmp_path)


def test_being_left_out_is_said_of_a_file_of_the_project(tmp_path: Path) -> None:
    running_tool = tool(tmp_path, "print(json.dumps([]))")
    running.report(running_tool, PATIENCE_S)
    one = running.left_out(running_tool, "Types were not checked.")

    assert (one.code, one.severity, one.message) == ("check-left-out", "information", "Types were not checked.")
    assert one.place.path == "-odd.py"
    assert one.help
    assert json.dumps(one.severity) == '"information"'


def test_a_source_gives_the_text_of_a_place() -> None:
    source = Source("first\nsécond = 😀 + 1\nlast")

    assert source.at(Place("op.py", 2, 10, 2, 11)) == "😀"
    assert source.at(Place("op.py", 2, 10, 3, 2)) == "😀 + 1"
    assert source.at(Place("op.py", 3)) == "last"
    assert source.at(Place("op.py", 9, 1, 9, 4)) == ""
    assert source.line(Place("op.py")) == ""
