import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.tracebacks import Frame, parse

TRAP = """\
loading
Traceback (most recent call last):
  File "/0/cooler.py", line 12, in process
    return convert(message)
           ^^^^^^^^^^^^^^^^
  File "/python/json/__init__.py", line 346, in loads
    return _default_decoder.decode(s)
  File "/0/helpers/units.py", line 3, in convert
    return 1 / 0
           ~~^~~
ZeroDivisionError: division by zero
"""
OUTER = Frame("cooler.py", 12, "process", "return convert(message)")
INNER = Frame("helpers/units.py", 3, "convert", "return 1 / 0")


def test_frames_of_the_operators_files_outermost_first() -> None:
    assert parse(TRAP) == [OUTER, INNER]


def test_only_the_named_files_count() -> None:
    assert parse(TRAP, {"cooler.py"}) == [OUTER]


def test_text_without_a_traceback_has_no_frames() -> None:
    assert parse('all is well\n  File "/0/cooler.py", line 1, in process\n') == []


@pytest.mark.parametrize("before", ["", "AssertionError: ", "printed first\n"])
def test_a_syntax_error_has_a_frame_without_a_function(before: str) -> None:
    text = (
        f"{before}  File \"/0/cooler.py\", line 3\n    class Map(\n             ^\nSyntaxError: '(' was never closed\n"
    )

    assert parse(text) == [Frame("cooler.py", 3, "", "class Map(")]


def test_a_tracebacks_heading_may_follow_other_words() -> None:
    assert parse("AssertionError: " + TRAP.partition("\n")[2]) == [OUTER, INNER]


def test_the_last_traceback_of_a_chain_counts() -> None:
    chain = (
        'Traceback (most recent call last):\n  File "/0/a.py", line 1, in f\nKeyError: 1\n\n'
        "During handling of the above exception, another exception occurred:\n\n"
        'Traceback (most recent call last):\n  File "/0/a.py", line 9, in g\nValueError: 2\n'
    )

    assert parse(chain) == [Frame("a.py", 9, "g", "")]


def test_a_message_that_looks_like_a_frame_is_none() -> None:
    text = TRAP + '  File "/0/cooler.py", line 99, in forged\n    forged()\n'

    assert parse(text) == [OUTER, INNER]


def test_repeated_lines_do_not_end_a_traceback() -> None:
    text = TRAP.replace("ZeroDivisionError", "  [Previous line repeated 990 more times]\nRecursionError")

    assert parse(text) == [OUTER, INNER]


def test_an_exception_group_gives_its_own_frames() -> None:
    text = (
        "  + Exception Group Traceback (most recent call last):\n"
        '  |   File "/0/cooler.py", line 4, in process\n'
        "  |     raise ExceptionGroup('two', errors)\n"
        "  | ExceptionGroup: two (1 sub-exception)\n"
        "  +-+---------------- 1 ----------------\n"
        "    | ValueError: a\n"
    )

    assert parse(text) == [Frame("cooler.py", 4, "process", "raise ExceptionGroup('two', errors)")]


def test_a_text_cut_inside_a_frame_keeps_the_frames_before() -> None:
    assert parse(TRAP[: TRAP.index(", in convert") - 3]) == [OUTER]


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/1/map_impl/types.py", "/world/x.py", "0/a.py", "/0", "/0/", "/0/../etc/passwd"]
)
def test_other_paths_are_not_the_operators(path: str) -> None:
    assert parse(f'Traceback (most recent call last):\n  File "{path}", line 1, in f\n') == []


def test_very_many_frames_keep_both_ends() -> None:
    lines = [f'  File "/0/a.py", line {number}, in f' for number in range(1, 1_001)]

    frames = parse("\n".join(["Traceback (most recent call last):", *lines]))

    assert [frames[0].line, frames[99].line, frames[100].line, frames[-1].line] == [1, 100, 901, 1_000]
    assert len(frames) == 200


def test_a_huge_text_is_read_from_its_end() -> None:
    assert parse("x" * 5_000_000 + "\n" + TRAP) == [OUTER, INNER]


def test_a_long_source_line_is_cut() -> None:
    text = 'Traceback (most recent call last):\n  File "/0/a.py", line 1, in f\n    ' + "x" * 50_000

    assert len(parse(text)[0].text) == 1_000


PIECES = st.sampled_from([*TRAP.splitlines(), '  File "', '", line ', ", in ", "  | ", "    ", "\0", "é", ""])


@given(st.lists(PIECES, max_size=40), st.sampled_from(["\n", "", "\r\n"]))
def test_any_text_gives_frames_of_the_project_only(pieces: list[str], between: str) -> None:
    for frame in parse(between.join(pieces), {"cooler.py"}):
        assert frame.path == "cooler.py"
        assert frame.line > 0
