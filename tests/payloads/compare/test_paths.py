import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payloads.compare.paths import BadPath, Scope, parse, under, written
from tests.payloads.compare.reports import unhurried


@pytest.mark.parametrize(
    ("path", "segments"),
    [
        ("payload", ("payload",)),
        ("payload.items.0.name", ("payload", "items", "0", "name")),
        ("payload.*.value", ("payload", None, "value")),
        (r"payload.a\.b", ("payload", "a.b")),
        (r"payload.\*", ("payload", "*")),
        (r"payload.a\\.b", ("payload", "a\\", "b")),
        (r"payload.\e", ("payload", "")),
        ("payload.a*", ("payload", "a*")),
        ("user_properties.__ts", ("user_properties", "__ts")),
        (" .é", (" ", "é")),
    ],
)
def test_a_path_and_its_segments(path: str, segments: tuple[str | None, ...]) -> None:
    assert parse(path) == segments


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "empty"),
        (".", "empty part"),
        ("a..b", "empty part"),
        ("a.", "empty part"),
        ("a\\", "ends with a backslash"),
        (r"a\b", "stands before b"),
        ("a" * 1_001, "1,001 characters"),
        ("a\ud800", "half a character"),
    ],
)
def test_what_is_no_path(path: str, said: str) -> None:
    with pytest.raises(BadPath) as caught:
        parse(path)
    assert said in caught.value.sentence


@unhurried
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=8))
def test_names_come_back_whatever_they_hold(names: list[str]) -> None:
    assert parse(written(names)) == tuple(names)


@unhurried
@given(st.text("ab.\\é\ud800", max_size=30))
def test_any_text_is_a_path_of_names_or_refused(text: str) -> None:
    try:
        path = parse(text)
    except BadPath as error:
        path = (error.sentence,)
    assert path


def reaches(scope: Scope | None, *segments: str) -> Scope | None:
    for segment in segments:
        scope = scope.into(segment) if scope else None
    return scope


def test_all_is_looked_at_unless_said_otherwise() -> None:
    scope = Scope()
    assert not scope.is_partial
    assert reaches(scope, "any", "thing") is scope


def test_what_is_ignored_is_so_with_everything_below() -> None:
    scope = Scope(None, [parse("a.b"), parse("*.secret")])
    assert reaches(scope, "a", "b") is None
    assert reaches(scope, "a", "b", "c") is None
    assert reaches(scope, "z", "secret") is None
    assert reaches(scope, "a", "c") is not None
    assert reaches(scope, "b") is not None


def test_only_what_is_selected_is_looked_at() -> None:
    scope = Scope([parse("a.b"), parse("list.*.x")])
    assert scope.is_partial
    assert scope.names == {"a", "list"}
    assert reaches(scope, "z") is None
    below = reaches(scope, "a", "b", "c")
    assert below is not None
    assert not below.is_partial
    each = reaches(scope, "list")
    assert each is not None
    assert each.names is None
    assert reaches(scope, "list", "7", "y") is None


def test_a_part_of_what_is_selected_can_be_ignored() -> None:
    scope = Scope([parse("a")], [parse("a.b")])
    assert reaches(scope, "a", "b") is None
    assert reaches(scope, "a", "c") is not None


def test_paths_below_a_beginning() -> None:
    rules = [parse(path) for path in ("outputs.0.payload", "outputs.*.topic", "outputs.1", "payload")]
    assert under(rules, "outputs", "0") == [("payload",), ("topic",)]
    assert under(rules, "outputs", "1") == [("topic",)]
