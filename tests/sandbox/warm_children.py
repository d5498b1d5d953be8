"""A warm child whose every question says what to do with it; what the pool makes of that is tested in pool/."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.sandbox import warm
from app.sandbox.messages import READY, Channel


def main(requests: Iterator[dict[str, Any]], channel: Channel) -> None:
    for request in requests:
        if request["how"] == "end":
            return
        globals()[request["how"]](request, channel)


def echo(request: dict[str, Any], channel: Channel) -> None:
    channel.send("echo", request=request, folder=str(Path.cwd()), pid=os.getpid())


def send(request: dict[str, Any], channel: Channel) -> None:
    for _ in range(request["times"]):
        channel.send("more", text="x" * request["length"])


def write_protocol(request: dict[str, Any], channel: Channel) -> None:
    os.write(channel._descriptor, request["bytes"].encode())


def be_ready_again(request: dict[str, Any], channel: Channel) -> None:
    channel.send(READY)


def wear_out(request: dict[str, Any], channel: Channel) -> None:
    channel.worn = True
    echo(request, channel)


def leave(request: dict[str, Any], channel: Channel) -> None:
    """In another thread, as a watchdog does, while this one goes on and talks."""

    def go() -> None:
        with channel.alone():
            echo(request, channel)
            warm.leave(channel)

    threading.Thread(target=go).start()
    while True:
        time.sleep(0.01)
        channel.send("more", text="too late")


def speak_later(request: dict[str, Any], channel: Channel) -> None:
    """Once the parent has the answer and says so by a file."""
    wait, said = Path("speak").absolute(), Path("spoken").absolute()

    def speak() -> None:
        while not wait.exists():
            time.sleep(0.01)
        channel.send("late")
        said.touch()

    threading.Thread(target=speak).start()
    echo(request, channel)


def fail(request: dict[str, Any], channel: Channel) -> None:
    raise ValueError("no good")


def abort(request: dict[str, Any], channel: Channel) -> None:
    os.abort()


def sleep(request: dict[str, Any], channel: Channel) -> None:
    channel.send("asleep")
    Path("asleep").touch()
    time.sleep(600)


def eat_memory(request: dict[str, Any], channel: Channel) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))


def print_without_end(request: dict[str, Any], channel: Channel) -> None:
    while True:
        print("spam")


def print_some(request: dict[str, Any], channel: Channel) -> None:
    for _ in range(request["lines"]):
        print("x" * 99)


def write_file_after_file(request: dict[str, Any], channel: Channel) -> None:
    number = 0
    while True:
        Path(f"many-{number}").write_bytes(b"x")
        number += 1


def leave_a_process_behind(request: dict[str, Any], channel: Channel) -> None:
    if os.fork() == 0:
        time.sleep(600)
    if request["then"] == "abort":
        os.abort()


def run(request: dict[str, Any], channel: Channel) -> None:
    done = subprocess.run(request["command"], input=request.get("input"), capture_output=True, text=True, check=False)
    channel.send("ran", code=done.returncode, output=done.stdout)


def start_and_stop(request: dict[str, Any], channel: Channel) -> None:
    with subprocess.Popen(request["command"]) as tool:
        tool.kill()
    channel.send("ran", code=tool.returncode)


def attempt(request: dict[str, Any], channel: Channel) -> None:
    attempts: dict[str, Callable[[], object]] = {
        "run a shell": lambda: subprocess.run(["/bin/sh", "-c", "true"], check=True),
        "read /etc/passwd": Path("/etc/passwd").read_bytes,
        "open a socket": socket.socket,
        "write outside": lambda: Path(request["outside"]).write_text("overwritten"),
    }
    for name, action in attempts.items():
        channel.send("attempt", name=name, denied=_denied(action))


def _denied(action: Callable[[], object]) -> bool:
    try:
        action()
    except OSError:
        return True
    return False
