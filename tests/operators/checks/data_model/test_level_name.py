import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "level-name"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("logger.Level.WARNING", "logger.Level.WARN"),
        ("logger.Level.FATAL", "logger.Level.CRITICAL"),
        ("logger.Level.info", "logger.Level.INFO"),
        ("logger.Level.Debug", "logger.Level.DEBUG"),
        ("logger.Level.Eror", "logger.Level.ERROR"),
        ('logger.Level["WARNING"]', "logger.Level.WARN"),
        ('"warning"', "logger.Level.WARN"),
    ],
)
def test_the_level_that_was_meant(written: str, meant: str) -> None:
    bad = in_process(f'logger.log({written}, "c", "m")  # note')
    (found,) = findings(bad)
    assert (found.code, found.severity, found.place.line) == (CODE, "error", FIRST)
    assert found.message == f"{written} is no level of the host's logger; {meant[13:]} is meant."
    assert fixed(bad) == in_process(f'logger.log({meant}, "c", "m")  # note')
    assert codes(fixed(bad)) == []


@pytest.mark.parametrize(
    ("imported", "written", "meant"),
    [
        ("from map_impl import imports", "imports.logger.Level.WARNING", "imports.logger.Level.WARN"),
        ("from map_impl.imports.logger import Level", "Level.WARNING", "Level.WARN"),
        ("from map_impl.imports import logger as log", "log.Level.WARNING", "log.Level.WARN"),
    ],
)
def test_however_it_is_imported(imported: str, written: str, meant: str) -> None:
    assert (CODE, 2) in codes(f"{imported}\nlevel = {written}\n")
    assert fixed(f"{imported}\nlevel = {written}\n", code=CODE) == f"{imported}\nlevel = {meant}\n"


def test_an_unknown_level_is_only_told() -> None:
    (found,) = findings(in_process("level = logger.Level.NOTICE"))
    assert (found.code, found.fixable, found.message) == (
        CODE,
        False,
        "logger.Level.NOTICE is no level of the host's logger.",
    )


@pytest.mark.parametrize(
    "good",
    [
        "level = logger.Level.WARN",
        "level = logger.Level.WARN.name",
        'level = logger.Level["WARN"]',
        "level = logger.Level.__members__",
        "level = Level.WARNING",
        "logger = read()\nlogger.log(logger.Level.WARNING, 1, 2)",
        "logger.log(level, 'c', 'm')",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good)) == []
