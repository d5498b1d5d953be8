import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.operators.guest_modules import STANDARD_LIBRARY
from app.operators.names import check_name, entry_path, extension_note, module_conflict
from app.operators.worlds import all_worlds


@pytest.mark.parametrize(
    "name", ["my-operator", "map", "filter", "temperature", "a", "A1_b-c", "x" * 64, "class", "test", "trailing-"]
)
def test_a_name_that_works(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("", "needs a name"),
        ("x" * 65, "at most 64"),
        ("1st", "starts with a letter"),
        ("_private", "starts with a letter"),
        ("-rf", "starts with a letter"),
        ("my operator", "only letters"),
        ("my.operator", "only letters"),
        ("../etc", "only letters"),
        ("größe", "only letters"),
        ("map\n", "only letters"),
        ("a\0b", "only letters"),
        ("json", "standard library"),
        ("JSON", "standard library"),
        ("zoneinfo", "standard library"),
        ("poll_loop", "toolchain"),
        ("componentize_py_runtime", "toolchain"),
        ("sitecustomize", "Python or the toolchain"),
        ("payload", "second module"),
        ("Payload", "second module"),
        ("con", "device"),
        ("LPT1", "device"),
        ("wit_world", "bindings"),
        ("operator_adapter", "adapter"),
        ("Operator_Adapter", "adapter"),
    ],
)
def test_a_name_that_does_not(name: str, word: str) -> None:
    with pytest.raises(Invalid, match=word) as refused:
        check_name(name)
    assert refused.value.code == "invalid_name"


@pytest.mark.parametrize("module", sorted({world.module for world in all_worlds()}))
def test_no_project_is_called_like_the_bindings_of_a_world(module: str) -> None:
    for name in (module, module.upper()):
        with pytest.raises(Invalid, match="bindings"):
            check_name(name)


def test_the_list_of_standard_modules_is_the_guests_and_not_the_hosts() -> None:
    assert {"json", "asyncio", "sys", "_sre", "unittest"} <= STANDARD_LIBRARY
    assert len(STANDARD_LIBRARY) == 300
    assert "distutils" not in STANDARD_LIBRARY  # gone since 3.12
    assert "imghdr" in STANDARD_LIBRARY  # gone since 3.13, but the guest is 3.12
    check_name("distutils")


@given(st.text(alphabet=string.ascii_letters + string.digits + "-_./\\ \0é", max_size=70))
def test_whatever_is_accepted_is_safe_in_a_path_and_an_address(name: str) -> None:
    try:
        check_name(name)
    except Invalid:
        return
    assert set(name) <= set(string.ascii_letters + string.digits + "-_")
    assert name[0].isalpha()
    assert 1 <= len(name) <= 64
    assert module_conflict(name) is None


@pytest.mark.parametrize(("name", "other"), [("my-operator", "myoperator"), ("a_b-c", "abc")])
def test_a_name_the_published_extension_refuses_has_a_note(name: str, other: str) -> None:
    note = extension_note(name)
    assert note is not None
    assert f"rename it to {other}." in note


def test_a_plain_name_has_no_note() -> None:
    assert extension_note("temperature") is None


def test_the_entry_file_carries_the_name() -> None:
    assert entry_path("my-operator") == "my-operator.py"
