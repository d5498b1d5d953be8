"""What the checks of the environment say, seen in a component."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from app.operators.checks import lazy
from app.operators.checks.environment.hidden_import import hidden_imports
from app.operators.checks.environment.name_absent import ABSENT as ABSENT_NAMES
from tests.operators.checks import checking
from tests.operators.checks.environment.operators import found, map_with
from tests.support import generic

MESSAGE: dict[str, Any] = {"topic": "t", "payload": "{}"}
VERSIONS = ["1.0.0", "1.1.0"]


def ran(
    source: str, api_version: str = "1.1.0", *, adapter: bool = True, files: Mapping[str, str] | None = None
) -> generic.Report:
    """One message through an operator."""
    operator = checking.operator(source, files=files)
    imports: Sequence[str] = [*lazy.lazy_imports(operator), *hidden_imports(operator)] if adapter else ()
    every = {**(files or {}), checking.ENTRY: source}
    return generic.run("map", api_version, every, checking.NAME, [MESSAGE], adapter=adapter, lazy_imports=imports)


def failure(code: str, top: str, use: str, api_version: str = "1.1.0") -> str:
    """The exception that ends ``process``; the check of this code speaks of it."""
    source = map_with(top, use)
    assert found(code, source), "the check says nothing"
    report = ran(source, api_version)
    assert report.init_ok
    assert report.outcomes == ["trap"]
    return report.error or ""


@pytest.mark.parametrize("api_version", VERSIONS)
def test_an_absent_module_cannot_be_imported(api_version: str) -> None:
    assert failure("module-absent", "", "import zlib", api_version) == "ModuleNotFoundError: No module named 'zlib'"
    report = ran(map_with("import gzip"), api_version)
    assert (report.built, report.error) == (False, "ModuleNotFoundError: No module named 'zlib'")


@pytest.mark.parametrize("name", sorted(ABSENT_NAMES))
def test_an_absent_name_is_not_in_its_module(name: str) -> None:
    module, _, short = name.rpartition(".")
    report = ran(map_with(f"import {module}", f"assert not hasattr({module}, '{short}')"))
    assert report.error is None


@pytest.mark.parametrize(
    ("top", "use", "error"),
    [
        ("import threading", "threading.Thread(target=print).start()", "RuntimeError: can't start new thread"),
        ("import threading", "threading.Timer(1, print).start()", "RuntimeError: can't start new thread"),
        (
            "from concurrent.futures import ThreadPoolExecutor",
            "ThreadPoolExecutor().submit(print)",
            "RuntimeError: can't start new thread",
        ),
        (
            "import asyncio\nasync def f():\n    pass",
            "asyncio.run(f())",
            "PermissionError: [Errno 2] Permission denied",
        ),
        ("import asyncio", "asyncio.new_event_loop()", "PermissionError: [Errno 2] Permission denied"),
    ],
)
def test_there_are_no_threads_and_no_event_loop(top: str, use: str, error: str) -> None:
    assert failure("no-threads", top, use) == error


@pytest.mark.parametrize(
    ("top", "use", "error"),
    [
        ("import subprocess", "subprocess.run(['ls'])", "OSError: [Errno 58] wasi does not support processes."),
        ("import os, subprocess", "os.popen('ls')", "OSError: [Errno 58] wasi does not support processes."),
        ("import os", "os.system('ls')", "AttributeError: module 'os' has no attribute 'system'"),
        ("import os", "os.fork()", "AttributeError: module 'os' has no attribute 'fork'"),
        (
            "import multiprocessing",
            "multiprocessing.Pool()",
            "ModuleNotFoundError: No module named 'multiprocessing.pool'",
        ),
        (
            "import multiprocessing",
            "multiprocessing.Process(target=print).start()",
            "ModuleNotFoundError: No module named 'multiprocessing.popen_fork'",
        ),
    ],
)
def test_there_are_no_processes(top: str, use: str, error: str) -> None:
    assert failure("no-processes", top, use) == error


@pytest.mark.parametrize(
    ("top", "use", "error"),
    [
        ("import socket", "socket.socket()", "PermissionError: [Errno 2] Permission denied"),
        ("import socket", "socket.create_connection(('127.0.0.1', 80))", "LookupError: unknown encoding: idna"),
        ("import urllib.request", "urllib.request.urlopen('http://127.0.0.1/')", "LookupError: unknown encoding: idna"),
        (
            "import urllib.request, urllib.error",  # which is why waiting for a network error does not help
            "try:\n    urllib.request.urlopen('http://127.0.0.1/')\nexcept urllib.error.URLError:\n    pass",
            "LookupError: unknown encoding: idna",
        ),
        (
            "import http.client",
            "http.client.HTTPConnection('127.0.0.1').request('GET', '/')",
            "LookupError: unknown encoding: idna",
        ),
    ],
)
def test_there_is_no_network(top: str, use: str, error: str) -> None:
    assert failure("no-network", top, use) == error


@pytest.mark.parametrize(
    ("top", "use", "error"),
    [
        ("", "open('/etc/passwd')", "FileNotFoundError: [Errno 44] No such file or directory: '/etc/passwd'"),
        ("", "open('x', 'w')", "FileNotFoundError: [Errno 44] No such file or directory: 'x'"),
        (
            "from pathlib import Path",
            "Path('x').write_text('y')",
            "FileNotFoundError: [Errno 44] No such file or directory: 'x'",
        ),
        ("import os", "os.listdir('/')", "FileNotFoundError: [Errno 44] No such file or directory: '/'"),
        ("import tempfile", "tempfile.mkdtemp()", "FileNotFoundError: [Errno 44] No usable temporary directory found"),
        ("import shelve", "shelve.open('x')", "ModuleNotFoundError: No module named 'dbm'"),
    ],
)
def test_there_are_no_files(top: str, use: str, error: str) -> None:
    assert failure("no-files", top, use).startswith(error)


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import io, threading, queue", "io.StringIO('x').read()\nthreading.Lock().acquire()\nqueue.Queue().put(1)"),
        (
            "import os, multiprocessing, socket",
            "os.getpid(), multiprocessing.cpu_count(), socket.inet_aton('127.0.0.1')",
        ),
        ("import hashlib, hmac", "hashlib.sha256(b'x'), hashlib.md5(b'x'), hmac.new(b'k', b'm', 'sha1').digest()"),
        ("import asyncio, concurrent.futures", "asyncio.Queue(), concurrent.futures.Future()"),
        ("import binascii, zipfile, io", "binascii.crc32(b'x')\nzipfile.ZipFile(io.BytesIO(), 'w').writestr('a', 'b')"),
    ],
)
def test_what_the_checks_leave_alone_works(top: str, use: str) -> None:
    source = map_with(top, use)
    assert checking.findings(source) == []
    assert ran(source).error is None


@pytest.mark.parametrize("api_version", VERSIONS)
def test_an_import_in_a_function_fails_without_the_adapter_and_works_with_it_or_moved(api_version: str) -> None:
    source = map_with("", "import json\njson.loads('1')")
    assert ran(source, api_version, adapter=False).error == "ModuleNotFoundError: No module named 'json'"
    assert ran(source, api_version).error is None
    assert ran(checking.fixed(source, adapter=False), api_version, adapter=False).error is None


def test_what_the_interpreter_holds_can_be_imported_at_any_time() -> None:
    source = map_with("", "import math, itertools, unicodedata, re, random, dataclasses, inspect, array")
    assert found("import-in-function", source, adapter=False) == []
    assert ran(source, adapter=False).error is None


@pytest.mark.parametrize(
    ("top", "use", "error"),
    [
        ("from datetime import datetime", "datetime.strptime('2024', '%Y')", "No module named '_strptime'"),
        ("import time", "time.strptime('2024', '%Y')", "No module named '_strptime'"),
        ("from collections import Counter", "Counter('aab').most_common(1)", "No module named 'heapq'"),
        ("import statistics", "statistics.mode([1, 1])", "No module named 'heapq'"),
        ("import uuid", "uuid.uuid5(uuid.NAMESPACE_DNS, 'x')", "No module named 'hashlib'"),
        ("import uuid", "uuid.uuid3(uuid.NAMESPACE_DNS, 'x')", "No module named 'hashlib'"),
        ("import email.message", "email.message.EmailMessage()", "No module named 'email.policy'"),
        ("import email, email.message", "email.message_from_string('a: b')", "No module named 'email.parser'"),
        ("import email, email.message", "email.message_from_bytes(b'a: b')", "No module named 'email.parser'"),
        ("import xml.dom.minidom", "xml.dom.minidom.parseString('<a/>')", "cannot import name 'expatbuilder'"),
        ("import xml.sax", "xml.sax.make_parser()", "No parsers found"),
        (
            "import xml.sax, xml.sax.handler",
            "xml.sax.parseString(b'<a/>', xml.sax.handler.ContentHandler())",
            "No parsers found",
        ),
        ("import xml.etree.ElementTree as ET", "ET.tostring(ET.fromstring('<a/>'))", "unknown encoding: us-ascii"),
        ("", "b'x'.decode('cp1252')", "unknown encoding: cp1252"),
        ("", "b'x'.decode('utf-8-sig')", "unknown encoding: utf-8-sig"),
        ("", "'x'.encode('utf-16-le')", "unknown encoding: utf-16-le"),
        ("", "b'x'.decode('l1')", "unknown encoding: l1"),
        ("", "'x'.encode('unicode_escape')", "unknown encoding: unicode_escape"),
    ],
)
def test_hidden_imports_fail_and_the_fix_helps(top: str, use: str, error: str) -> None:
    source = map_with(top, use)
    assert found("hidden-import", source, adapter=False), "the check says nothing"
    assert error in (ran(source, adapter=False).error or "")
    assert ran(checking.fixed(source, code="hidden-import", adapter=False), adapter=False).error is None
    assert ran(source).error is None


def test_encodings_that_the_core_knows_need_nothing() -> None:
    names = [
        "utf-8",
        "UTF8",
        "utf_8",
        "U8",
        "ascii",
        "us-ascii",
        "latin-1",
        "latin1",
        "iso-8859-1",
        "iso8859-1",
        "utf-16",
        "utf-32",
    ]
    use = "\n".join(f"'x'.encode('{name}').decode('{name}')" for name in names)
    assert found("hidden-import", map_with("", use), adapter=False) == []
    assert ran(map_with("", use), adapter=False).error is None


@pytest.mark.parametrize("api_version", VERSIONS)
def test_state_of_init_is_there_with_the_adapter_only(api_version: str) -> None:
    source = map_with(init="self.limit = 3", process="assert self.limit == 3")
    assert ran(source, api_version).error is None
    error = "AttributeError: 'Map' object has no attribute 'limit'"
    assert (ran(source, api_version, adapter=False).error or "").startswith(error)
    first = map_with(init="self.limit = 3", process="assert self.limit == 1", more="\n    limit = 1\n")
    assert ran(first, api_version, adapter=False).error is None


def test_a_shadowed_module_is_not_found() -> None:
    source = map_with("import json", "json.mine")
    assert found("module-shadowed", source, files={"json.py": "mine = 1\n"}) == [(1, "error")]
    assert ran(source, files={"json.py": "mine = 1\n"}).error == "AttributeError: module 'json' has no attribute 'mine'"


def test_a_module_that_nobody_provides_ends_the_build() -> None:
    for name in ("yaml", "numpy", "distutils", "imp"):
        assert ran(map_with(f"import {name}")).error == f"ModuleNotFoundError: No module named '{name}'"


@pytest.mark.parametrize(
    ("top", "use", "error"),
    [
        ("from zoneinfo import ZoneInfo", "ZoneInfo('Europe/Berlin')", "ImportError: cannot import name 'resources'"),
        (
            "from zoneinfo import ZoneInfo\nimport importlib.resources",
            "ZoneInfo('UTC')",
            "No time zone found with key UTC",
        ),
        ("import zoneinfo, importlib.resources", "assert zoneinfo.available_timezones()", "AssertionError"),
        ("import pkgutil", "assert pkgutil.get_data('json', 'tool.py')", "AssertionError"),
        (
            "import json\nfrom importlib import resources",
            "resources.files('json').joinpath('tool.py').read_text()",
            "No module named 'importlib.readers'",
        ),
        ("from pathlib import Path", "(Path(__file__).parent / 'op.py').read_text()", "'/0/op.py'"),
    ],
)
def test_data_files_are_not_there(top: str, use: str, error: str) -> None:
    assert error in failure("package-data", top, use)


def test_beside_the_code_files_can_be_read_while_the_component_is_built() -> None:
    source = map_with("TABLE = open(__file__).read()", "assert 'TABLE' in TABLE")
    assert checking.findings(source) == []
    assert ran(source).error is None
