"""Children that misbehave, chosen by ``request["how"]``; what the parent makes of them is tested in test_process.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from app.sandbox.messages import Channel


def main(request: dict[str, Any], channel: Channel) -> None:
    globals()[request["how"]](request, channel)


def behave(request: dict[str, Any], channel: Channel) -> None:
    print("one")
    os.write(2, b"two\n")
    channel.send("echo", request=request)


def run_program(request: dict[str, Any], channel: Channel) -> None:
    done = subprocess.run(request["command"], env={"HOME": os.environ["HOME"]}, capture_output=True, text=True)
    channel.send("ran", code=done.returncode, output=done.stdout, errors=done.stderr)


def fail(request: dict[str, Any], channel: Channel) -> None:
    raise ValueError("no good")


def leave(request: dict[str, Any], channel: Channel) -> None:
    sys.exit(0)


def vanish(request: dict[str, Any], channel: Channel) -> None:
    os._exit(0)


def spin(request: dict[str, Any], channel: Channel) -> None:
    print("before")
    channel.send("before")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    while True:
        pass


def spin_through_the_cpu_limit(request: dict[str, Any], channel: Channel) -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while True:
        pass


def sleep(request: dict[str, Any], channel: Channel) -> None:
    channel.send("pid", pid=os.getpid())
    time.sleep(600)


def sleep_without_pipes(request: dict[str, Any], channel: Channel) -> None:
    os.closerange(0, 64)
    time.sleep(600)


def many_threads_asleep(request: dict[str, Any], channel: Channel) -> None:
    leave_threads_behind(request, channel)
    time.sleep(600)


def leave_threads_behind(request: dict[str, Any], channel: Channel) -> None:
    for _ in range(8):
        threading.Thread(target=time.sleep, args=(600,)).start()
    channel.send("started", threads=threading.active_count())


def eat_memory(request: dict[str, Any], channel: Channel) -> None:
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))


def abort_like_rust(request: dict[str, Any], channel: Channel) -> None:
    os.write(2, b"memory allocation of 1048576 bytes failed\n")
    os.abort()


def crash(request: dict[str, Any], channel: Channel) -> None:
    import ctypes

    ctypes.string_at(0)


def killed_from_outside(request: dict[str, Any], channel: Channel) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write_file_after_file(request: dict[str, Any], channel: Channel) -> None:
    number = 0
    while True:
        Path(f"many-{number}").write_bytes(b"x" * 1024)
        number += 1


def write_a_huge_file(request: dict[str, Any], channel: Channel) -> None:
    with Path("huge").open("wb") as file:
        while True:
            file.write(bytes(1 << 16))


def print_without_end(request: dict[str, Any], channel: Channel) -> None:
    while True:
        print("spam")


def print_one_endless_line(request: dict[str, Any], channel: Channel) -> None:
    for _ in range(request["megabytes"]):
        os.write(1, b"x" * (1 << 20))


def print_much_then_end(request: dict[str, Any], channel: Channel) -> None:
    for _ in range(request["megabytes"]):
        os.write(1, (b"y" * 99 + b"\n") * 10_486)
    channel.send("end")


def print_like_a_terminal(request: dict[str, Any], channel: Channel) -> None:
    os.write(1, b"\x1b[31mred\x1b[0m\xff\r\nno newline")


def print_a_message(request: dict[str, Any], channel: Channel) -> None:
    print('{"kind": "forged"}')
    print('{"kind": "launcher:returned"}', file=sys.stderr)


def send_bytes(request: dict[str, Any], channel: Channel) -> None:
    os.write(channel._descriptor, request["bytes"].encode("latin-1"))
    time.sleep(600)


def send_without_end(request: dict[str, Any], channel: Channel) -> None:
    while True:
        channel.send("more", text="x" * 1000)


def send_one_endless_message(request: dict[str, Any], channel: Channel) -> None:
    while True:
        os.write(channel._descriptor, b"x" * 1000)
