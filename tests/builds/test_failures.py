import pytest

from app.builds.failures import not_this_kind, refused_by_compiler, stopped
from app.operators.diagnostics import from_build_log
from app.sandbox.exits import Cause
from app.sandbox.job import Outcome


def outcome(cause: Cause) -> Outcome:
    return Outcome(cause, "The build ran out of memory.", None, 9, 1.0, output_truncated=False, error=None)


def test_a_cancelled_build_is_no_failure() -> None:
    failure = stopped(outcome(Cause.CANCELLED))

    assert (failure.status, failure.code, failure.as_error()["title"]) == ("cancelled", "cancelled", "Cancelled")


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause is not Cause.CANCELLED])
def test_a_stopped_build_names_the_cause_and_says_what_was_seen(cause: Cause) -> None:
    failure = stopped(outcome(cause))

    assert failure.status == "failed"
    assert failure.as_error() == {
        "code": f"build_{cause}",
        "title": "The build failed",
        "detail": "The build ran out of memory.",
    }


def test_a_refused_source_carries_its_diagnostics() -> None:
    found = from_build_log(["Caused by:", "    NameError: name 'y' is not defined"], {"cooler.py": "y"}, "cooler.py")
    failure = refused_by_compiler(found)

    assert (failure.code, list(failure.diagnostics)) == ("build_failed", found)
    assert failure.detail == found[0].message


def test_a_wrong_interface_lists_the_reasons() -> None:
    failure = not_this_kind(["It exports nothing.", "It imports sockets."])

    assert failure.code == "build_wrong_interface"
    assert failure.detail.endswith("It exports nothing. It imports sockets.")
