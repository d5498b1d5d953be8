"""Operators whose top-level code, which runs during the build, tries to get out or to use everything up.

Servers with small limits of their own. Each attempt is refused or stopped with words that name the limit, the server
answers all the while, and the next build is done.
"""

import socket
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.e2e.operators import BOILING, ENDLESS, PLAIN, payload_of
from tests.support.api import FINAL, Api, Json
from tests.support.polling import INTERVAL_S, until
from tests.support.server import Server

pytestmark = pytest.mark.build

TIME_LIMIT_S = 12
MEMORY_BYTES = 768 * 1024 * 1024
SECRET = "studio-secret-in-the-environment"
SITE_PACKAGES = Path(sysconfig.get_paths()["purelib"])
NAMES = ("environment", "passwd", "own process", "connect", "program", "site-packages")
PLANTED = SITE_PACKAGES / "planted_by_a_build.py"

# Each attempt notes what it got. What top-level code prints is shown when the build fails: the last line sees to it.
SNOOPER = f"""\
import os
import socket
import sys

SITE_PACKAGES = {str(SITE_PACKAGES)!r}
found = []


def attempt(name, action):
    try:
        found.append(f"{{name}} got {{action()!r}}")
    except BaseException as error:
        found.append(f"{{name}} refused {{type(error).__name__}}")


def write(path):
    with open(path, "w") as file:
        file.write("planted = True")
    return path


def connect():
    client = socket.socket()
    client.connect(("127.0.0.1", PORT))
    return client


attempt("environment", lambda: [name for name in os.environ if name.startswith(("STUDIO", "PATH", "HOME"))])
attempt("passwd", lambda: open("/etc/passwd").read())
attempt("own process", lambda: open("/proc/self/environ").read())
attempt("connect", connect)
attempt("program", lambda: os.system("true"))
for place in [SITE_PACKAGES, "/tmp", "/", "..", *sys.path]:
    attempt("site-packages" if place == SITE_PACKAGES else "write", lambda: write(place + "/planted_by_a_build.py"))
print("FOUND " + "; ".join(found))
USERS = open("/etc/passwd").read()
"""
GROWING = f"{PLAIN}\nkept = []\nwhile True:\n    kept.append(bytearray(1 << 20))\n"
CHATTY = f'{PLAIN}\nwhile True:\n    print("more" * 100)\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of both servers, one after the other."""
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """A studio with little memory for builds, and with a secret that no build may see."""
    with Server(folder / "data", folder / "log", {"build_memory_bytes": MEMORY_BYTES, "secret": SECRET}) as server:
        yield server


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[Api]:
    with Api(server.address) as api:
        yield api


def watched(server: Server, api: Api, source: str) -> Json:
    """The build of a hostile operator, during which the server answers others."""
    api.project("hostile", source=source)
    build = api.ask_build("hostile", force=True)  # the checks see most of it coming
    while build["status"] not in FINAL:
        assert httpx2.get(f"{server.address}/healthz", timeout=30).json() == {"status": "ok"}
        time.sleep(INTERVAL_S)
        build = api.get(f"/builds/{build['id']}")
    assert (build["status"], build["artifact"]) == ("failed", None)
    return build


def test_what_lies_outside_is_out_of_reach(server: Server, api: Api) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        build = watched(server, api, SNOOPER.replace("PORT", str(listener.getsockname()[1])))
        with pytest.raises(BlockingIOError):
            listener.accept()

    told = "\n".join(api.log(build["id"]))
    attempts = told.rpartition("FOUND ")[2].partition("\n")[0].split("; ")
    assert len(attempts) > 8, told
    outcomes = {name: [attempt for attempt in attempts if attempt.startswith(name)] for name in NAMES}
    assert outcomes["environment"] == ["environment got []"]
    for name in ("passwd", "own process", "connect", "program", "site-packages"):
        assert outcomes[name], told
        assert all(f"{name} refused" in attempt for attempt in outcomes[name]), outcomes[name]
    assert not PLANTED.exists()
    assert SECRET not in told
    assert not Path("/tmp/planted_by_a_build.py").exists()
    assert list(server.data.rglob("planted_by_a_build.py")) == []
    found = build["diagnostics"][0]
    assert (found["code"], found["path"]) == ("build-no-access", "hostile.py")
    assert found["line"] == SNOOPER.count("\n")
    assert "no files" in found["help"]


def test_growth_without_end_is_stopped_and_the_message_names_the_limit(server: Server, api: Api) -> None:
    build = watched(server, api, GROWING)
    assert build["error"]["code"] == "build_memory_limit"
    assert "768 MiB" in build["error"]["detail"]
    assert "STUDIO_BUILD_MEMORY_BYTES" in build["error"]["detail"]


def test_printing_without_end_is_stopped_and_the_message_names_the_limit(server: Server, api: Api) -> None:
    build = watched(server, api, CHATTY)
    assert build["diagnostics"][0]["code"] == "build-too-much-output"
    assert "10,000 bytes" in build["diagnostics"][0]["help"]
    assert sum(map(len, api.log(build["id"]))) < 100_000


def test_the_next_good_build_works(api: Api) -> None:
    api.project("good", source=PLAIN)
    digest = api.artifact("good")
    assert payload_of(api.run(artifact=digest, messages=[BOILING])["results"][0]) == BOILING["payload"]


def test_a_loop_without_end_is_stopped_and_the_message_names_the_limit(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", tmp_path / "log", {"build_time_limit_s": TIME_LIMIT_S})
    with server, Api(server.address) as api:
        build = watched(server, api, ENDLESS)
        assert build["error"]["code"] == "build_time_limit"
        assert f"{TIME_LIMIT_S} s" in build["error"]["detail"]
        assert "STUDIO_BUILD_TIME_LIMIT_S" in build["error"]["detail"]
        until(server.children, lambda children: not children)
        assert list((server.data / "work").iterdir()) == []
        assert httpx2.get(f"{server.address}/readyz").json()["checks"]["build worker"] == "ok"
