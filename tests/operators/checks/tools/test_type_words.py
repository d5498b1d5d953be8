import pytest

from app.operators.checks.tools.type_words import plain_type, type_words


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ('Literal["a]b"] | None', '"a]b" or None'),
        ('Literal["quote \\" ]"]', '"quote \\" ]"'),
        ('Literal[1, "s"]', '1, "s"'),
        ("float*", "float"),
        ("DataModel_BufferOrBytes | DataModel_Message | DataModel_Snapshot | None", "DataModel or None"),
        ("list[BufferOrString_Buffer | BufferOrString_String]", "list[BufferOrString]"),
        ("Literal[", "Literal["),
    ],
)
def test_types_are_said_as_one_would(said: str, plain: str) -> None:
    assert plain_type(said) == plain


@pytest.mark.parametrize(
    "hostile", ["Literal[" * 50_000, 'Literal["' * 50_000, "`" * 100_000, "\\" * 100_000, "*" * 9999]
)
def test_hostile_text_is_short_and_quickly_done(hostile: str) -> None:
    assert len(type_words(f"Object of type `{hostile}` has no attribute `x`")) <= 300


def test_a_sentence_that_is_not_known_loses_its_markup() -> None:
    assert type_words("Something `new` about `float*`.\n  Really.") == "Something new about float. Really"


def test_braces_in_a_message_are_text() -> None:
    assert type_words("Object of type `{x!r:>9}` has no attribute `y`") == "{x!r:>9} has no attribute y"
