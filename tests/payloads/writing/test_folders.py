import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payloads.writing.folders import MOST_CHARACTERS, Folders


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Warm room", "warm-room"),
        ("warm room (2)", "warm-room-2"),
        ("Überhitzt: 85 °C!", "uberhitzt-85-c"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "case"),
        ("C:\\Windows\\x", "c-windows-x"),
        ("温度", "case"),
        ("", "case"),
        ("NUL", "case-nul"),
        ("com1", "case-com1"),
        ("nul.txt", "nul-txt"),
        (" - ", "case"),
        ("-rf", "rf"),
        ("a\0b\nc", "a-b-c"),
    ],
)
def test_a_name_becomes_a_folder_that_every_system_takes(name: str, folder: str) -> None:
    assert Folders().of(name) == folder


def test_names_that_look_alike_get_folders_of_their_own() -> None:
    folders = Folders()

    assert [folders.of(name) for name in ("a", "A", "a-2", "a!", "温", "度")] == [
        "a",
        "a-2",
        "a-2-2",
        "a-3",
        "case",
        "case-2",
    ]


@given(st.lists(st.text(max_size=300)))
def test_whatever_the_names_folders_are_plain_short_and_each_there_once(names: list[str]) -> None:
    folders = Folders()
    given = [folders.of(name) for name in names]

    assert len(set(given)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder) for folder in given)
    assert all(len(folder) <= MOST_CHARACTERS + 20 for folder in given)


def test_twenty_thousand_equal_names_are_no_trouble() -> None:
    folders = Folders()

    assert len({folders.of("度") for _ in range(20_000)}) == 20_000
