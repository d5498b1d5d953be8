import pytest

from app.sandbox.values.forms import Case
from app.sandbox.wasi.command_line import Exited
from tests.sandbox.wasi.offered import Offered


def test_there_is_no_environment_and_there_are_no_arguments() -> None:
    offered = Offered()
    assert offered.call("wasi:cli/environment", "get-environment") == []
    assert offered.call("wasi:cli/environment", "get-arguments") == []
    assert offered.call("wasi:cli/environment", "initial-cwd") is None


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_no_stream_is_a_terminal(stream: str) -> None:
    assert Offered().call(f"wasi:cli/terminal-{stream}", f"get-terminal-{stream}") is None


@pytest.mark.parametrize(("status", "code"), [("ok", 0), ("err", 1)])
def test_exit_ends_the_component(status: str, code: int) -> None:
    with pytest.raises(Exited) as ended:
        Offered().call("wasi:cli/exit", "exit", Case(status))
    assert ended.value.code == code
    assert str(ended.value) == f"the component exited with status {code}"
