"""Whole tests over real operators, in the sandbox as in the studio."""

from pathlib import Path

import pytest

from app.offline.folder import read_folder
from app.offline.over import Component, Over
from app.offline.tested import FAILED, NOTHING_EXPECTED, PASSED, Ended, run_tests
from app.offline.unusable import Unusable
from app.payloads.writing.export import zipped
from app.payloads.writing.shapes import Heading
from app.settings import Settings
from tests.offline.conftest import Write, case, gives
from tests.payloads.writing.support import SETTINGS, A, unzipped
from tests.support import previews

pytestmark = pytest.mark.build

Told = list[tuple[str, str]]


def run(settings: Settings, files: Path, over: Over) -> tuple[int, Told]:
    """The exit code, and each case's name with its verdict."""
    told: Told = []

    def tell(tested: Ended) -> None:
        told.extend((result.name, result.verdict) for result in tested.results())
        assert len(told) == sum(tested.counts.values())

    code = run_tests(settings, files, over, print, tell)
    assert list((settings.data_dir / "tests").iterdir()) == []
    return code, told


LENGTH = {"do": "length", "text": "abc"}


def test_a_component_passes_what_it_fulfils(settings: Settings, component: Path, collection: Write) -> None:
    files = collection(case("three", LENGTH, gives(3)), case("four", {"do": "length", "text": "abcd"}, gives("4")))

    assert run(settings, files, Component(component)) == (PASSED, [("three", "passed"), ("four", "passed")])


def test_a_component_needs_no_ready_made_previews(
    settings: Settings, component: Path, collection: Write, tmp_path: Path
) -> None:
    nowhere = settings.model_copy(update={"preview_dir": tmp_path / "never made"})

    assert run(nowhere, collection(case("three", LENGTH, gives(3))), Component(component))[0] == PASSED


def test_one_failed_case_fails_the_test_and_grey_ones_do_not(
    settings: Settings, component: Path, collection: Write
) -> None:
    good, grey = case("good", LENGTH, gives(3)), case("grey", LENGTH)

    assert run(settings, collection(good, grey), Component(component))[0] == PASSED
    assert run(settings, collection(good, case("bad", LENGTH, gives(4))), Component(component)) == (
        FAILED,
        [("good", "passed"), ("bad", "failed")],
    )


def test_a_case_that_cannot_be_run_fails_the_test(settings: Settings, component: Path, collection: Write) -> None:
    files = collection(case("misfit", LENGTH, {"arm": "True"}))

    assert run(settings, files, Component(component)) == (FAILED, [("misfit", "broken")])


def test_where_nothing_is_expected_nothing_passes(settings: Settings, component: Path, collection: Write) -> None:
    code, told = run(settings, collection(case("grey", LENGTH)), Component(component))

    assert (code, told) == (NOTHING_EXPECTED, [("grey", "unchecked")])


def test_state_is_carried_over_only_where_the_collection_says_so(
    settings: Settings, component: Path, collection: Write
) -> None:
    steps = [["set", "k", "v"]]
    first = case("first", {"do": "state", "steps": steps})
    second = case("second", {"do": "length", "text": ""}, {"state": [{"key": "k", "value": "v"}]})

    assert run(settings, collection(first, second), Component(component))[0] == FAILED
    assert run(settings, collection(first, second, carry_state=True), Component(component))[0] == PASSED


def test_a_project_runs_in_the_preview_lane(settings: Settings, project: Path, collection: Write) -> None:
    previews.ready()
    files = collection(
        case("boils", {"temperature": 212}, gives({"temperature": 100, "unit": "C"})),
        case("freezes", {"temperature": 32}, gives({"temperature": 1, "unit": "C"})),
    )

    assert run(settings, files, read_folder(project)) == (FAILED, [("boils", "passed"), ("freezes", "failed")])


def test_a_project_that_cannot_be_loaded_breaks_every_case(
    settings: Settings, project: Path, collection: Write
) -> None:
    previews.ready()
    entry = project / "temperature.py"
    entry.write_text("import nowhere\n" + entry.read_text())

    code, told = run(settings, collection(case("boils", {"temperature": 212}, gives("x"))), read_folder(project))
    assert code == FAILED
    assert {verdict for _, verdict in told} <= {"broken"}


def test_an_export_gives_the_same_verdicts_as_zip_and_as_folder(
    settings: Settings, component: Path, tmp_path: Path
) -> None:
    message = [{"payload": '{"do": "length", "text": "abc"}'}]
    cases = [A("good", message, gives("3")), A("bad", message, gives("4")), A("grey", message)]
    path, folder = tmp_path / "probes.zip", tmp_path / "unpacked"
    path.write_bytes(b"".join(zipped(Heading("Probes", "", 1, SETTINGS), lambda: cases)))
    for name, content in unzipped([path.read_bytes()]).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    wanted = (FAILED, [("good", "passed"), ("bad", "failed"), ("grey", "unchecked")])

    assert run(settings, path, Component(component)) == wanted
    assert run(settings, folder, Component(component)) == wanted


def test_folders_in_the_published_layout_run_as_somebody_wrote_them(
    settings: Settings, component: Path, tmp_path: Path
) -> None:
    tests = tmp_path / "tests"
    for name, length in (("t01-three", 3), ("t02-four", 4)):
        (tests / name / "input").mkdir(parents=True)
        (tests / name / "input" / "any.json").write_text('{"do": "length", "text": "abc"}')
        (tests / name / "expected.json").write_text(f'{{"payload": "{length}"}}')
        (tests / name / f"{name}.test.yaml").write_text(
            f'name: "{name}"\ngraph: "../graph.yaml"\ninput: ./input\nexpected: ./expected.json\nselect: ["payload"]\n'
        )

    assert run(settings, tests, Component(component)) == (FAILED, [("t01-three", "passed"), ("t02-four", "failed")])


def test_files_that_are_no_collection_are_refused_with_file_and_line(
    settings: Settings, component: Path, tmp_path: Path
) -> None:
    path = tmp_path / "collection.json"
    path.write_text('{"format": 99,\n "cases": []}')
    with pytest.raises(Unusable, match=r"collection\.json, line 1: .*newer studio"):
        run_tests(settings, path, Component(component), print, print)
    with pytest.raises(Unusable, match=r"There is no .*nowhere"):
        run_tests(settings, tmp_path / "nowhere", Component(component), print, print)


def test_what_is_no_component_is_refused(settings: Settings, collection: Write, tmp_path: Path) -> None:
    other = tmp_path / "other.wasm"
    other.write_bytes(b"\0asm")
    files = collection(case("three", LENGTH, gives(3)))
    with pytest.raises(Unusable, match=r"other\.wasm: The file begins like WebAssembly"):
        run_tests(settings, files, Component(other), print, print)
    with pytest.raises(Unusable, match=r"missing\.wasm cannot be read"):
        run_tests(settings, files, Component(tmp_path / "missing.wasm"), print, print)
