"""What keeps sources from being built."""

import pytest

from app.builds.gate import refuse_errors
from app.errors import Invalid
from app.operators.diagnostics import Diagnostic


def found(severity: str, message: str = "That cannot work.") -> Diagnostic:
    return Diagnostic("some-code", severity, "op.py", 3, 1, 3, 9, message, "Mend it.", fixable=True, id="0123")


def test_warnings_and_information_do_not_stop_a_build() -> None:
    refuse_errors([])
    refuse_errors([found("warning"), found("information")])


def test_an_error_does_and_brings_everything_that_was_found() -> None:
    with pytest.raises(Invalid) as refused:
        refuse_errors([found("warning"), found("error", "There is no class Map.")])

    assert refused.value.code == "checks_failed"
    assert "One error" in refused.value.detail
    assert "There is no class Map." in refused.value.detail
    assert [one["severity"] for one in refused.value.context["diagnostics"]] == ["warning", "error"]
    assert refused.value.context["diagnostics"][1]["id"] == "0123"


def test_several_errors_are_counted() -> None:
    with pytest.raises(Invalid, match=r"^2 errors"):
        refuse_errors([found("error"), found("error")])
