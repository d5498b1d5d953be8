"""Checks and fixes through the sandbox, with real children, ruff and ty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.builds.bindings import Bindings
from app.errors import Conflict
from app.operators.checker import Brought, Checker, Fixed, Subject
from app.operators.diagnostics import Diagnostic
from app.operators.kinds import ApiVersion, Kind
from app.operators.samples import files as template
from app.settings import Settings
from tests.support.bindings import lay_out
from tests.support.schemas import READS_SCHEMAS

GOOD = b"""from map_impl import exports


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        return message
"""


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    data = tmp_path_factory.mktemp("data")
    bindings = Bindings(Settings(data_dir=data))
    nothing = Brought(frozenset())
    work = tmp_path_factory.mktemp("work")
    checker = Checker(work, lambda world: lay_out(data, world), bindings.folder, lambda _: nothing)
    yield checker
    checker.close()


def subject(source: bytes, **others: bytes) -> Subject:
    files = {"op.py": source, **{f"{name}.py": text for name, text in others.items()}}
    return Subject(Kind.MAP, ApiVersion.V1_1_0, "op", files)


def codes(found: list[Diagnostic]) -> list[tuple[str, str, int | None]]:
    return [(one.severity, one.code, one.line) for one in found]


def test_nothing_is_said_of_a_sound_operator(checker: Checker) -> None:
    assert checker.check(subject(GOOD)) == []


@pytest.mark.parametrize("api_version", ApiVersion)
@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_said_of_a_template(checker: Checker, kind: Kind, api_version: ApiVersion) -> None:
    files = {path: text.encode() for path, text in template(kind, api_version, "op").items()}

    assert checker.check(Subject(kind, api_version, "op", files)) == []


def test_the_schema_registry_is_known_to_an_operator_that_uses_it(checker: Checker) -> None:
    assert checker.check(subject(READS_SCHEMAS.encode())) == []
    wrong = READS_SCHEMAS.replace("schema_registry.get(identity, version,", "schema_registry.get(5, version,")
    assert [code for _, code, _ in codes(checker.check(subject(wrong.encode())))] == ["type-argument"]


def test_data_files_cost_no_time(checker: Checker) -> None:
    """Put into words for the child, these would be a gigabyte."""
    data = {f"table-{number}.txt": b"\0\n" * 450_000 for number in range(198)}
    found = checker.check(Subject(Kind.MAP, ApiVersion.V1_1_0, "op", {"op.py": GOOD, **data}))

    assert found == []


def test_rules_ruff_and_ty_speak_in_one_list(checker: Checker) -> None:
    source = GOOD.replace(b"class Map(", b"class Other(").replace(
        b"        return True", b"        later()\n        return len(3)"
    )
    found = codes(checker.check(subject(source)))

    assert ("error", "entry-class", 4) in found
    assert ("error", "undefined-name", 6) in found
    assert ("warning", "type-argument", 7) in found


def test_positions_count_characters_not_bytes(checker: Checker) -> None:
    source = GOOD.replace(b"return message", "return ['→→', missing][1]".encode())
    (found,) = [one for one in checker.check(subject(source)) if one.code == "undefined-name"]

    assert (found.line, found.column, found.end_line, found.end_column) == (9, 23, 9, 30)


def test_a_fix_answers_the_diff_the_files_and_what_is_left(checker: Checker) -> None:
    fixed = checker.fix(subject(GOOD.replace(b"class Map(", b"class Other(")))

    assert isinstance(fixed, Fixed)
    assert "-class Other(exports.Map):\n+class Map(exports.Map):\n" in fixed.diff
    assert (fixed.files, fixed.left) == ({"op.py": GOOD.decode()}, [])


def test_only_the_chosen_finding_is_mended(checker: Checker) -> None:
    source = GOOD.replace(b"return True", b"return time.time() > 0").replace(b"class Map(", b"class Other(")
    found = {one.code: one for one in checker.check(subject(source))}
    fixed = checker.fix(subject(source), [found["undefined-name"].id])

    assert "import time" in fixed.files["op.py"]
    assert "class Other(" in fixed.files["op.py"]


def test_an_id_that_is_not_there_mends_nothing(checker: Checker) -> None:
    fixed = checker.fix(subject(GOOD.replace(b"class Map(", b"class Other(")), ["0" * 16])

    assert (fixed.diff, fixed.files) == ("", {})
    assert [one.code for one in fixed.left] == ["entry-class"]


def test_modules_imported_inside_functions_are_told(checker: Checker) -> None:
    source = b"import re\n" + GOOD.replace(
        b"return True", b"import json, re\n        from email import policy\n        return True"
    )

    assert checker.lazy_imports(subject(source)) == ["email", "email.policy", "json"]


def test_a_file_that_is_not_text_is_passed_over(checker: Checker) -> None:
    files = {"op.py": GOOD, "picture.raw": b"\xff\xfe\x00"}

    assert checker.check(Subject(Kind.MAP, ApiVersion.V1_1_0, "op", files)) == []


def test_each_question_forgets_the_one_before(checker: Checker) -> None:
    first = subject(
        GOOD.replace(b"return message", b"return helper.change(message)"), helper=b"def change(x): return x\n"
    )
    checker.check(first)

    found = checker.check(subject(b"import helper\n" + GOOD))
    assert [one.code for one in found] == ["module-unknown"]


def test_unknown_imports_are_an_error_and_never_none(tmp_path: Path) -> None:
    ended = Checker(tmp_path / "work", lambda world: lay_out(tmp_path, world), tmp_path, lambda _: Brought(None))
    ended.close()

    with pytest.raises(Conflict) as refused:
        ended.lazy_imports(subject(GOOD))
    assert refused.value.code == "imports_unknown"


def test_a_projects_own_tests_are_no_part_of_the_operator(checker: Checker) -> None:
    tests = b"""import json

import pytest


class Map:
    def __init__(self, wrong):
        self.wrong = wrong


@pytest.fixture
def warm(message):
    return message({"temperature": 212})


def test_it(operator, warm, read):
    print(read(operator().process(warm)).json())
    open("file")
    import pytest as late
"""
    assert checker.check(subject(GOOD, test_op=tests, conftest=tests)) == []
    assert checker.lazy_imports(subject(GOOD, test_op=tests)) == []


def test_a_broken_test_is_a_warning_and_keeps_no_operator_from_being_built(checker: Checker) -> None:
    found = codes(checker.check(subject(GOOD, test_op=b"def test_a(:\n    pass\n\n\ndef test_b(): nowhere\n")))

    assert found
    assert {severity for severity, _, _ in found} == {"warning"}


def test_an_operator_cannot_import_from_its_tests(checker: Checker) -> None:
    [found] = checker.check(subject(GOOD + b"\n\nimport test_helper\n", test_helper=b""))

    assert (found.code, found.severity) == ("module-unknown", "error")
    assert "holds none of the project's tests" in found.message


def test_the_world_of_an_operator_does_not_follow_from_its_tests() -> None:
    assert subject(GOOD, test_op=READS_SCHEMAS.encode()).world == subject(GOOD).world
