import pytest

from app.sandbox.content import as_text, beginning


def test_text_is_text_and_other_bytes_are_base64() -> None:
    assert as_text("ü".encode()) == ("ü", "text")
    assert as_text(b"\xff") == ("/w==", "base64")


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (b"", ("", "text", False)),
        (b"abcd", ("abcd", "text", False)),
        (b"abcde", ("abcd", "text", True)),
        ("abcü".encode(), ("abc", "text", True)),
        ("a€€".encode(), ("a€", "text", True)),
        (b"abc\xffe", ("YWJj/w==", "base64", True)),
        (b"\xff\xff\xff\xc3\xbc", ("////ww==", "base64", True)),
    ],
)
def test_the_beginning_of_text_is_text(content: bytes, shown: tuple[str, str, bool]) -> None:
    assert beginning(content, 4) == shown
