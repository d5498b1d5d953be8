"""Other processes, which a component cannot start."""

from __future__ import annotations

from collections.abc import Iterator

from app.operators.checks.environment.calls import found_calls
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

# Each was tried in a component: subprocess and os.popen raise OSError, multiprocessing lacks its compiled part, and
# the guest's os module does not have the rest.
_SUBPROCESS = ("run", "Popen", "call", "check_call", "check_output", "getoutput", "getstatusoutput")
_OS = (
    "execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe", "fork", "forkpty", "kill",
    "killpg", "popen", "posix_spawn", "posix_spawnp", "spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve",
    "spawnvp", "spawnvpe", "startfile", "system", "wait", "waitpid",
)  # fmt: skip
_MULTIPROCESSING = (
    "Array", "Barrier", "BoundedSemaphore", "Condition", "Event", "JoinableQueue", "Lock", "Manager", "Pipe", "Pool",
    "Process", "Queue", "RLock", "Semaphore", "SimpleQueue", "Value",
)  # fmt: skip
_WHY = "a component is a single process and cannot start another"
_CALLS = {
    f"{module}.{name}": _WHY
    for module, names in (("subprocess", _SUBPROCESS), ("os", _OS), ("multiprocessing", _MULTIPROCESSING))
    for name in names
} | {"asyncio.create_subprocess_exec": _WHY, "asyncio.create_subprocess_shell": _WHY}


def check(operator: Operator) -> Iterator[Found]:
    """Where a process is started or spoken to."""
    return found_calls(operator, _CALLS, {"OSError", "AttributeError", "ImportError", "ModuleNotFoundError"})


RULE = Rule(
    code="no-processes",
    severity=Severity.ERROR,
    sentence="{call} fails: {why}.",
    help="Do the work in Python, or outside of the graph in a service that sends its results as messages.",
    check=check,
)
