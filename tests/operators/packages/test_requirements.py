import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from app.operators.packages.requirements import LONGEST_LINE, MOST_BYTES, parse


def codes(text: str) -> list[str]:
    return [finding.code for finding in parse(text).findings]


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("idna", "idna"),
        ("Foo_Bar.baz", "foo-bar-baz"),
        ("foo >=1 , <2", "foo<2,>=1"),
        ("foo (>=1)", "foo>=1"),
        ("foo[B,a]==1.*", "foo[a,b]==1.*"),
        ("foo>=1  # why", "foo>=1"),
        ("\ufefffoo", "foo"),
        ("foo; python_version >= '3.8'", "foo"),
        ("foo ; sys_platform == 'wasi' and os_name == 'posix'", "foo"),
    ],
)
def test_names_extras_and_versions_are_taken_in_one_spelling(text: str, normalised: str) -> None:
    found = parse(text)

    assert found.findings == ()
    assert found.lines == (normalised,)


def test_comments_blank_lines_and_continuations_are_read_as_pip_does() -> None:
    found = parse("# packages\r\n\r\n  b >= 1, \\\r\n    < 2\r\n\n# never on \\\na==3\n")

    assert found.findings == ()
    assert found.lines == ("a==3", "b<2,>=1")
    assert [(wanted.name, wanted.line, wanted.column, wanted.end_column) for wanted in found.wanted] == [
        ("a", 7, 1, 5),
        ("b", 3, 3, 10),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing", "foo; sys_platform == 'win32'", "foo; extra == 'test'"])
def test_a_text_may_ask_for_nothing(text: str) -> None:
    found = parse(text)

    assert (found.wanted, found.findings) == ((), ())


def test_the_digest_follows_what_is_asked_for_and_not_the_spelling() -> None:
    assert parse("B>=1\nA").digest == parse("# x\na\nb >= 1").digest
    assert parse("a\nb>=1").digest != parse("a\nb>=2").digest


def test_a_marker_that_does_not_hold_takes_its_line_away() -> None:
    found = parse("a==1; python_version < '3.9'\na==2; python_version >= '3.9'")

    assert found.findings == ()
    assert found.lines == ("a==2",)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("-r /etc/passwd", "requirement-option"),
        ("--requirement=/etc/passwd", "requirement-option"),
        ("-c /etc/passwd", "requirement-option"),
        ("-e .", "requirement-option"),
        ("--index-url http://evil.invalid/simple", "requirement-option"),
        ("--extra-index-url=http://evil.invalid", "requirement-option"),
        ("--find-links /tmp", "requirement-option"),
        ("--trusted-host evil.invalid", "requirement-option"),
        ("foo==1 --hash=sha256:00", "requirement-option"),
        ("foo --config-settings=a", "requirement-option"),
        ("foo @ https://evil.invalid/foo-1-py3-none-any.whl", "requirement-url"),
        ("foo@file:///etc/passwd", "requirement-url"),
        ("https://evil.invalid/foo.tar.gz", "requirement-url"),
        ("git+https://evil.invalid/foo", "requirement-url"),
        ("GIT+ssh://git@evil.invalid/foo", "requirement-url"),
        ("file:foo", "requirement-url"),
        ("./foo", "requirement-path"),
        ("/etc/passwd", "requirement-path"),
        ("../foo", "requirement-path"),
        ("~/foo", "requirement-path"),
        ("folder/foo", "requirement-path"),
        (r"C:\foo", "requirement-path"),
        ("foo-1.0-py3-none-any.whl", "requirement-path"),
        ("foo-1.0.tar.gz ; python_version > '3'", "requirement-path"),
        ("foo=>1", "requirement-invalid"),
        ("foo bar", "requirement-invalid"),
        ("foo~=1", "requirement-invalid"),
        ("foo[a", "requirement-invalid"),
        ("foo-", "requirement-invalid"),
        ("föö", "requirement-invalid"),
        ("${HOME}", "requirement-invalid"),
        ("$(id)", "requirement-invalid"),
        ("foo===1.0", "requirement-invalid"),
        ("foo; python_version", "requirement-invalid"),
        ("foo; unheard_of == '1'", "requirement-invalid"),
        ("foo; 'a' in 'b'", "requirement-invalid"),
        ("foo; platform_release ~= 'x'", "requirement-invalid"),
        ("fo\0o", "requirement-invalid"),
        ("foo\x1b[31m", "requirement-invalid"),
        ("foo\u2028-r x", "requirement-option"),
        (f"foo>={'9' * LONGEST_LINE}", "requirement-invalid"),
        (f"foo; {'(' * 900}", "requirement-invalid"),
    ],
)
def test_everything_else_is_refused_at_its_line(line: str, code: str) -> None:
    found = parse(f"idna\n  {line}\n")

    assert [wanted.name for wanted in found.wanted] == ["idna"]
    assert [(one.code, one.line, one.column) for one in found.findings] == [(code, 2, 3)]
    assert found.findings[0].end_column == 3 + len(line)
    assert found.findings[0].message.endswith(".")
    assert found.findings[0].help


def test_a_password_in_a_refused_address_is_not_shown() -> None:
    for line in ("--index-url https://me:hunter2@evil.invalid/", "foo @ https://me:hunter2@evil.invalid/foo.whl"):
        assert "hunter2" not in parse(line).findings[0].message


def test_a_refused_line_cannot_steer_a_terminal_or_fill_a_page() -> None:
    message = parse(f"foo \x1b[2J {'x' * 900}").findings[0].message

    assert "\x1b" not in message
    assert len(message) < 200


def test_a_package_may_be_asked_for_once() -> None:
    found = parse("Foo\nbar\nfoo>=1\nFOO")

    assert [(one.code, one.line) for one in found.findings] == [("requirement-twice", 3), ("requirement-twice", 4)]
    assert "line 1" in found.findings[0].message


def test_only_allowed_packages_may_be_asked_for() -> None:
    found = parse("Idna\nnumpy", allowed={"idna", "python-dateutil"})

    assert found.lines == ("idna",)
    assert [(one.code, one.line) for one in found.findings] == [("requirement-not-allowed", 2)]


def test_size_and_number_are_bounded() -> None:
    assert codes("#" * (MOST_BYTES + 1)) == ["requirements-too-large"]
    assert codes("\n".join(f"p{number}" for number in range(101))) == ["requirements-too-large"]
    assert codes("\n".join(f"p{number}" for number in range(100))) == []


def test_findings_are_bounded() -> None:
    assert len(parse("-x\n" * 20_000).findings) == 100


def test_bytes_that_are_no_text_are_refused() -> None:
    assert [one.code for one in parse(b"idna\xff").findings] == ["requirement-invalid"]
    assert parse(b"idna\n").lines == ("idna",)


@pytest.mark.parametrize(
    "text", ["\\\n" * 30_000, " " * 60_000, "a " * 30_000, "# " * 30_000, "," * 60_000, "-" * 60_000]
)
def test_texts_made_to_be_slow_are_refused_or_empty(text: str) -> None:
    assert parse(text).wanted == ()


@given(st.text(max_size=200))
def test_whatever_stands_there_what_goes_on_to_uv_is_a_name_with_versions(text: str) -> None:
    for line in parse(text).lines:
        requirement = Requirement(line)
        assert requirement.url is None
        assert requirement.marker is None
        assert "\n" not in line
