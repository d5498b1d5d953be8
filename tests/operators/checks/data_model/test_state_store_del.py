import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "state-store-del"


def test_it_is_found_in_a_file_that_python_cannot_read() -> None:
    bad = in_process('x = state_store.del(b"k", None, None)  # .del(')
    (found,) = findings(bad)
    assert (found.code, found.severity, found.place.line, found.fixable) == (CODE, "error", FIRST, True)
    assert (found.place.column, found.place.end_column) == (25, 28)
    assert found.message == "del is a word of Python itself, so no function can be called so."
    assert fixed(bad) == in_process('x = state_store.del_(b"k", None, None)  # .del(')
    assert codes(fixed(bad)) == []


def test_each_one_is_found_and_mended() -> None:
    bad = in_process('a = "é"; state_store . del (b"k", None, None); imports.state_store.del(b"j", None, None)\ndel a')
    assert codes(bad) == [(CODE, FIRST), (CODE, FIRST)]
    mended = fixed(bad)
    assert 'a = "é"; state_store . del_ (b"k", None, None); imports.state_store.del_(b"j", None, None)' in mended
    assert fixed(mended) == mended


def test_over_two_lines() -> None:
    bad = in_process("x = state_store.\\\n    del(b'k', None, None)")
    assert codes(bad) == [(CODE, FIRST + 1)]
    assert codes(fixed(bad)) == []


@pytest.mark.parametrize(
    "good",
    [
        "x = 'state_store.del(key)'",
        "# state_store.del(key)",
        '"""\nstate_store.del(key)\n"""',
        "del state_store",
        "x = state_store.del_(b'k', None, None)",
    ],
)
def test_text_and_comments_are_passed_over_also_in_a_broken_file(good: str) -> None:
    assert codes(in_process(good)) == []
    assert codes(in_process(good) + "\nx = = 1\n") == []


@pytest.mark.parametrize(
    "broken",
    [
        "x = (\nstate_store.del(b'k')",
        "x = '''\nstate_store.del(b'k')",
        "  x\n y\nstate_store.del(b'k')",
        "\0state_store.del(b'k')",
        "x = '\nstate_store.del(b'k')",
        ".del" * 10_000,
        "state_store.del(" * 1_000,
    ],
)
def test_other_damage_does_no_harm(broken: str) -> None:
    assert all(code == CODE for code, _ in codes(broken))
    fixed(broken[:100])


def test_another_file_of_the_project() -> None:
    files = {"store.py": "def forget(k):\n    state_store.del(k)\n", "notes.txt": "x.del(", "picture.py": None}
    found = findings(in_process("x = 1"), files=files)
    assert [(one.code, one.place.path, one.place.line) for one in found] == [(CODE, "store.py", 2)]
