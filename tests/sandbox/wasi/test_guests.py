"""Real Python in a real component: what an operator notices of all this."""

import ast
from itertools import zip_longest

import pytest

from app.sandbox.clock import FixedClock, RealClock
from app.sandbox.deadline import TimeLimitReached
from app.sandbox.randomness import SeededRandomness
from app.sandbox.wasi.command_line import Exited
from tests.sandbox.wasi.guests import run, run_natively, sources

START_S = 1_700_000_000
HOUR_S = 3_600
FILES = {
    "package/__init__.py": b"",
    "package/module.py": b"answer = 42\n",
    "text": b"one\ntwo\n",
    "big": bytes(300_000),
}

_TRY = """
import os, select, socket, sys, time
def told(work):
    try:
        value = work()
    except BaseException as error:
        value = f"{type(error).__name__} {error}"
    print(repr(value))
"""

# What must be the same as with wasmtime's own WASI.
SAME = """
sorted(os.listdir("/0"))
sorted(os.listdir("/0/package"))
os.listdir("/0/text")
os.listdir("/")
open("/0/text").read()
open("/0/text").read(5)
len(open("/0/big", "rb").read())
open("/0/big", "rb").seek(0, 2)
os.pread(os.open("/0/text", os.O_RDONLY), 3, 4)
open("/0/missing")
open("/etc/passwd")
open("/0/../etc/passwd")
open("/0/package/../../etc/passwd")
open("/0/package/../text").read()
open("/0/package")
open("/0/text/x")
open("/0/text/")
open("")
open("/0/a\\0b")
open("/0/" + "x/" * 50)
os.stat("/0/text").st_size
os.stat("/0/text").st_mode
os.stat("/0/package").st_mode
os.stat("/0/missing")
os.path.samefile("/0/text", "/0/package/../text")
os.path.samefile("/0/text", "/0/big")
os.path.isdir("/0/package")
os.path.islink("/0/text")
os.readlink("/0/text")
os.readlink("/0/missing")
[os.fstat(number).st_size for number in range(3)]
[os.isatty(number) for number in range(3)]
os.getcwd()
dict(os.environ)
sys.argv
sys.stdin.read()
sys.stdin.readline()
input()
os.read(0, 10)
os.write(0, b"x")
time.clock_getres(time.CLOCK_MONOTONIC)
time.clock_getres(time.CLOCK_REALTIME)
time.sleep(0.001)
socket.socket()
socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
socket.getaddrinfo("example.com", 80)
socket.create_connection(("127.0.0.1", 80))
sum(1 for number in range(200) if os.open("/0/text", os.O_RDONLY))
"""

# What is read-only here, as on any file system of that kind, and not permitted there.
REFUSED = """
open("/0/text", "w")
open("/0/text", "a")
open("/0/text", "r+")
open("/0/new", "w")
os.mkdir("/0/new")
os.remove("/0/text")
os.rmdir("/0/package")
os.symlink("/0/text", "/0/new")
os.utime("/0/text")
os.truncate("/0/text", 0)
os.write(os.open("/0/text", os.O_RDONLY), b"x")
"""


def trying(statements: str) -> str:
    return _TRY + "".join(f"told(lambda: {line})\n" for line in statements.strip().splitlines())


def test_what_is_printed_arrives_whole_on_its_stream() -> None:
    ran = run("import sys\nprint('hé' * 200_000)\nprint('beside', file=sys.stderr)")
    assert ran.out == "hé" * 200_000 + "\n"
    assert ran.streams["stderr"] == b"beside\n"


def test_an_operator_notices_no_difference_to_wasmtimes_own_wasi() -> None:
    ours, theirs = (started(trying(SAME), files=FILES).out for started in (run, run_natively))
    for statement, one, other in zip_longest(SAME.strip().splitlines(), ours.splitlines(), theirs.splitlines()):
        assert (statement, one) == (statement, other)


def test_no_file_can_be_changed() -> None:
    ours, theirs = (started(trying(REFUSED), files=FILES).out.splitlines() for started in (run, run_natively))
    assert len(ours) == len(theirs) == len(REFUSED.strip().splitlines())
    assert all("[Errno 69] Read-only file system" in line for line in ours), ours
    assert all("[Errno 63] Operation not permitted" in line for line in theirs), theirs


def test_modules_are_imported_from_the_tree() -> None:
    text = "import package.module, package\nprint(package.module.answer, package.module.__file__, package.__path__)"
    assert run(text, files=FILES).out == "42 /0/package/module.py ['/0/package']\n"


def test_a_module_that_is_not_there_is_not_found() -> None:
    text = "try:\n    import package.missing\nexcept ModuleNotFoundError as error:\n    print(error)"
    assert run(text, files=FILES).out == "No module named 'package.missing'\n"


def test_once_the_files_are_withdrawn_it_is_as_if_there_had_never_been_any() -> None:
    statements = """
open("/0/text")
open("/0/new", "w")
os.listdir("/0")
os.stat("/0")
os.mkdir("/0/new")
os.remove("/0/text")
open("/0/../text")
os.path.exists("/0/package")
__import__("package.module")
"""
    body = "".join(f"    told(lambda: {line})\n" for line in statements.strip().splitlines())
    *paths, exists, module = run(f"{_TRY}\ndef later():\n{body}", files=FILES).out.splitlines()
    assert len(paths) == 7
    assert all("FileNotFoundError [Errno 44]" in line for line in paths), paths
    assert exists == "False"
    assert module == repr("ModuleNotFoundError No module named 'package'")


@pytest.mark.parametrize("use", ["opened.read()", "os.read(opened.fileno(), 1)", "os.fstat(opened.fileno())"])
def test_a_file_that_was_left_open_is_a_bad_descriptor_once_the_files_are_withdrawn(use: str) -> None:
    text = f"{_TRY}\nopened = open('/0/big', 'rb', buffering=0)\nopened.read(10)\ndef later():\n    told(lambda: {use})"
    assert run(text, files=FILES).out == repr("OSError [Errno 8] Bad file descriptor") + "\n"


def test_all_of_a_tree_can_be_walked() -> None:
    files = {f"folder{number % 20}/below/file{number}": b"" for number in range(1_000)}
    text = "import os\nprint(sum(len(files) for _, _, files in os.walk('/0')))"
    assert run(text, files=files).out == f"{len(sources('', files))}\n"


def test_what_is_closed_makes_room() -> None:
    text = """
import time
for number in range(1_500):
    with open("/0/text") as file:
        assert file.read() == "one\\ntwo\\n"
    time.sleep(0)
print("done")
"""
    assert run(text, files=FILES, clock=FixedClock(0)).out == "done\n"


def test_a_fixed_clock_starts_where_it_is_told() -> None:
    text = "import time, datetime\nprint(time.time_ns(), datetime.datetime.now(datetime.UTC).year)"
    ran = run(text, clock=FixedClock(START_S * 1_000_000_000, step_ns=0))
    assert ran.out == f"{START_S * 1_000_000_000} 2023\n"


def test_a_sleep_of_an_hour_passes_at_once_on_a_fixed_clock() -> None:
    text = f"import time\nbefore = time.time()\ntime.sleep({HOUR_S})\nprint(time.time() - before)"
    passed = float(run(text, clock=FixedClock(START_S * 1_000_000_000)).out)  # a wait would end with TimeLimitReached
    assert HOUR_S < passed < HOUR_S + 1


def test_a_real_sleep_lasts() -> None:
    text = "import time\nbefore = time.monotonic()\ntime.sleep(0.12)\nprint(time.monotonic() - before)"
    assert float(run(text, clock=RealClock()).out) >= 0.12


@pytest.mark.parametrize("seconds", ["3600", "1e9", "0.5"])
def test_a_real_sleep_ends_at_the_deadline(seconds: str) -> None:
    ran = run(f"import time\ntime.sleep({seconds})\nprint('woken')", clock=RealClock(), time_s=0.2)
    assert isinstance(ran.failure, TimeLimitReached)
    assert ran.streams["stdout"] == b""


def test_a_sleep_cannot_be_caught_to_outlive_the_deadline() -> None:
    text = "import time\nwhile True:\n    try:\n        time.sleep(3600)\n    except BaseException:\n        pass"
    assert isinstance(run(text, clock=RealClock(), time_s=0.2).failure, TimeLimitReached)


def test_a_run_with_a_fixed_clock_and_a_seed_repeats_exactly() -> None:
    text = """
import os, random, secrets, tempfile, time, uuid
print(os.urandom(300).hex(), random.SystemRandom().random(), secrets.token_hex(), uuid.uuid4(), uuid.uuid1())
random.seed()
print(random.random(), time.time(), time.monotonic(), time.perf_counter(), {*"abcdefgh"})
"""
    once, again, other = (
        run(text, clock=FixedClock(START_S), randomness=SeededRandomness(seed)).out for seed in (1, 1, 2)
    )
    assert once == again
    assert other.split()[:5] != once.split()[:5]


def test_without_a_seed_random_numbers_do_not_repeat() -> None:
    text = "import os\nprint(os.urandom(1_000).hex())"
    once, again = run(text).out, run(text).out
    assert len(once) == len(again) == 2_001
    assert once != again


@pytest.mark.parametrize(
    ("statement", "code"), [("sys.exit()", 0), ("sys.exit(3)", 1), ("os._exit(0)", 0), ("os._exit(3)", 1)]
)
def test_exit_ends_the_component(statement: str, code: int) -> None:
    ran = run(f"import os, sys\n{statement}")
    assert isinstance(ran.failure, Exited)
    assert ran.failure.code == code


def test_nothing_of_the_machine_is_reachable() -> None:
    text = """
import os, sys
found = [path for path in ("/proc", "/etc", "/tmp", "/dev/urandom", "/home", "..", "/0/..") if os.path.exists(path)]
print([found, dict(os.environ), sys.argv, os.getuid() if hasattr(os, "getuid") else None])
"""
    assert ast.literal_eval(run(text).out) == [[], {}, [], None]


def test_waiting_for_a_stream_or_for_some_time_ends_with_the_first() -> None:
    text = "import select\nprint(select.select([0], [], [], 5))"
    assert run(text, clock=FixedClock(0)).out == "([0], [], [])\n"


def test_a_file_cannot_be_renamed_or_linked() -> None:
    ran = run(trying('os.rename("/0/text", "/0/new")\nos.link("/0/text", "/0/new")'), files=FILES)
    assert ran.out.count("Read-only file system") == 2
