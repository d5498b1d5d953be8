import pytest

from app.errors import Invalid
from app.projects.search import MOST_PLACES, Asked, search

FILES = {
    "a.py": b"def one():\r\n    return Value\n\nvalues = 1\n",
    "b/c.txt": "täglich value\n".encode(),
    "d.bin": b"value\0\xff",
}


def places(asked: Asked, files: dict[str, bytes] | None = None) -> list[tuple[str, int, int, str]]:
    found = search(FILES if files is None else files, asked)
    return [(file.path, place.line, place.column, place.match) for file in found.files for place in file.places]


def test_text_is_found_in_all_text_files_in_the_order_of_paths() -> None:
    assert places(Asked("value")) == [
        ("a.py", 2, 12, "Value"),
        ("a.py", 4, 1, "value"),
        ("b/c.txt", 1, 9, "value"),
    ]


def test_case_and_whole_words() -> None:
    assert places(Asked("Value", case=True)) == [("a.py", 2, 12, "Value")]
    assert [place[:2] for place in places(Asked("value", word=True))] == [("a.py", 2), ("b/c.txt", 1)]


def test_patterns_and_plain_text_are_told_apart() -> None:
    assert places(Asked("v.lue", regex=True)) == places(Asked("value"))
    assert places(Asked("v.lue")) == []
    assert places(Asked("one()")) == [("a.py", 1, 5, "one()")]
    assert places(Asked("^values", regex=True)) == [("a.py", 4, 1, "values")]


def test_the_line_around_a_place_is_shown_and_bounded() -> None:
    found = search({"x.txt": b"a" * 5000 + b"NEEDLE" + b"b" * 5000}, Asked("needle"))
    place = found.files[0].places[0]
    assert (place.column, place.match) == (5001, "NEEDLE")
    assert len(place.before) <= 80
    assert len(place.after) <= 80


def test_a_match_never_goes_over_a_line() -> None:
    assert places(Asked("one.*values", regex=True)) == []
    assert places(Asked(r"return\s+\S+\s+values", regex=True)) == []


@pytest.mark.parametrize("text", ["(", "(?=x)", r"\1", "", "x" * 1001, "((a{100}){100})", "\ud800"])
def test_what_is_no_pattern_is_told(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        search(FILES, Asked(text, regex=True))
    assert caught.value.code == "search_pattern"


@pytest.mark.parametrize("pattern", ["a*", r"\b", "^", "(a|aa)+$", "(x+x+)+y"])
def test_hostile_patterns_end(pattern: str) -> None:
    files = {f"{number}.txt": b"a" * 1_000_000 for number in range(20)}
    assert search(files, Asked(pattern, regex=True)).count <= MOST_PLACES


def test_more_places_than_are_shown_are_said_to_be_there() -> None:
    found = search({"x.txt": b"a\n" * 5000, "y.txt": b"a"}, Asked("a"))
    assert found.cut
    assert found.count <= MOST_PLACES


def test_drafts_are_named_as_unsaved() -> None:
    assert search({"a.py": b"x"}, Asked("x"), frozenset({"a.py"})).files[0].unsaved
