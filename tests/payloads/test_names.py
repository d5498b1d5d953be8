import pytest

from app.errors import Invalid
from app.payloads import names
from app.payloads.names import CaseNames

HOSTILE = ["", " ", "\t", "a\nb", "a\0", "\u202egnp.exe", "\ud83d", "\x7f", "a\u2028b"]


@pytest.mark.parametrize("given", [*HOSTILE, "x" * 101])
def test_a_collection_is_not_called_this(given: str) -> None:
    with pytest.raises(Invalid) as refused:
        names.collection_name(given)

    assert refused.value.code == "collection_name"


@pytest.mark.parametrize("given", [*HOSTILE, "x" * 201])
def test_a_case_is_not_called_this(given: str) -> None:
    with pytest.raises(Invalid) as refused:
        names.case_name(given, "cases[3].name")

    assert (refused.value.code, refused.value.context["path"]) == ("case_name", "cases[3].name")


@pytest.mark.parametrize("given", ["x", "Größe 85 %", "../etc/passwd", "温度", "x" * 100, "'; DROP TABLE collection"])
def test_a_name_is_any_printable_line(given: str) -> None:
    assert names.collection_name(f" {given}\n") == given
    assert names.case_name(f" {given}\n") == given


def test_names_that_read_the_same_are_the_same() -> None:
    assert names.key_of("STRASSE") == names.key_of("straße")
    assert names.key_of("caf\u00e9") == names.key_of("CAFE\u0301")
    assert names.key_of("a") != names.key_of("b")


def test_a_taken_name_gets_the_first_free_number() -> None:
    free = CaseNames(["dry", "wet", "wet (2)"]).free

    assert [free("dry"), free("dry"), free("wet"), free("wet (2)"), free("new"), free("new")] == [
        "dry (2)",
        "dry (3)",
        "wet (3)",
        "wet (2) (2)",
        "new",
        "new (2)",
    ]


def test_a_numbered_name_stays_within_its_bound() -> None:
    given = CaseNames([])
    made = [given.free("x" * 200) for _ in range(12)]

    assert len(set(made)) == 12
    assert max(map(len, made)) == 200
    assert made[11].endswith(" (12)")


@pytest.mark.parametrize("text", ["", "x", "0" * 25, "0" * 27, "0" * 25 + "\ud83d", "0" * 25 + "A", "0" * 26 + "\n"])
def test_what_is_no_identifier(text: str) -> None:
    assert not names.is_id(text)
