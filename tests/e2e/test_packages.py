"""A project with packages, from its requirements to the message that comes out; on an index of its own."""

import json
from collections.abc import Iterator

import pytest

from tests.e2e.operators import BOILING, payload_of
from tests.support.api import Api, Json
from tests.support.package_index import package_index
from tests.support.server import Server
from tests.support.wheels import Wheel

pytestmark = pytest.mark.build

LIMITS = {"run_time_limit_ms": 60_000, "build_time_limit_s": 600}
LOOKUP = """
import pkgutil
from pathlib import Path

AT_IMPORT = Path(__file__).with_name("table.txt").read_text()

def later():
    return pkgutil.get_data(__name__, "table.txt").decode()

def lazily():
    from lookup import deep
    import textwrap
    return textwrap.shorten(deep.NAME, 9)
"""
FILES = {"lookup/__init__.py": LOOKUP, "lookup/table.txt": "7", "lookup/deep.py": "NAME = 'd'\n"}
WHEELS = (
    Wheel("lookup-table", "1.2", FILES),
    Wheel("threads", files={"threads.py": "import threading\nthreading.Thread(target=print).start()\n"}),
    Wheel("by-name", files={"by_name.py": "import importlib\n\nimportlib.import_module('ssl')\n"}),
    Wheel("compiled", files={"c.so": b""}, tag="cp312-cp312-manylinux_2_17_x86_64", pure=False),
)
OPERATOR = '''"""Looks things up in a package."""

import json

import lookup
from map_impl import exports
from map_impl.imports import types


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        found = {"at_import": lookup.AT_IMPORT, "lazily": lookup.lazily()}
        try:
            found["later"] = lookup.later()
        except OSError:
            found["later"] = "no file"
        message.value.payload = types.BufferOrBytes_Bytes(json.dumps(found).encode())
        return message
'''
IMPORTING = '''"""Imports a package."""

import {module}
from map_impl import exports


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        return message
'''


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("studio")
    with package_index(*WHEELS, sign_in="robot:s3cr@t") as index:
        settings = {**LIMITS, "package_index": index.with_sign_in("robot:s3cr%40t")}
        with Server(folder / "data", folder / "log", settings) as server, Api(server.address) as api:
            yield api
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"lookup-table" in kept
    assert b"s3cr" not in kept


def build(api: Api, name: str, source: str, requirements: str) -> Json:
    api.project(name, source=source)
    api.save(name, {"requirements.txt": requirements})
    return api.build(name, force=True)


def test_packages_are_part_of_the_component(studio: Api) -> None:
    done = build(studio, "looker", OPERATOR, "# tables\nLookup_Table >= 1\n")
    assert done["status"] == "succeeded", done
    assert "Packages: lookup-table 1.2" in studio.log(done["id"])
    assert "packages" in done["timings"]
    assert [(one["code"], one["severity"], one["line"]) for one in done["diagnostics"]] == [
        ("package-data", "warning", 2)
    ]
    assert studio.get(f"/artifacts/{done['artifact']}")["toolchain"]["packages"] == {"lookup-table": "1.2"}

    for which in ({"artifact": done["artifact"]}, {"project": "looker"}):
        ran = studio.run(messages=[BOILING], **which)
        assert json.loads(payload_of(ran["results"][0])) == {"at_import": "7", "lazily": "d", "later": "no file"}


def test_the_same_requirements_in_other_words_are_not_built_again(studio: Api) -> None:
    studio.save("looker", {"requirements.txt": "lookup-table>=1"})
    assert studio.build("looker", force=True)["cached"] is True

    studio.save("looker", {"requirements.txt": "lookup-table>=1,<0"})
    again = studio.build("looker", force=True)
    assert (again["cached"], again["error"]["code"]) == (False, "build_packages")


@pytest.mark.parametrize(
    ("requirement", "module", "words"),
    [
        ("threads", "threads", "The package threads fails while it is imported"),
        ("by-name", "by_name", "The package by-name needs the module ssl"),
    ],
)
def test_a_package_that_fails_in_the_build_is_named(studio: Api, requirement: str, module: str, words: str) -> None:
    ended = build(studio, "importer", IMPORTING.format(module=module), requirement)

    assert (ended["status"], ended["error"]["code"]) == ("failed", "build_failed")
    [found] = ended["diagnostics"]
    assert (found["code"], found["path"], found["line"]) == ("build-package", "importer.py", 3)
    assert found["message"].startswith(words)


@pytest.mark.parametrize(
    ("requirement", "code"),
    [
        ("compiled", "package-compiled"),
        ("nowhere", "package-not-found"),
        ("-r /etc/passwd", "requirement-option"),
        ("https://evil.invalid/x.whl", "requirement-url"),
        ("git+https://evil.invalid/x", "requirement-url"),
    ],
)
def test_what_cannot_be_is_said_at_its_line(studio: Api, requirement: str, code: str) -> None:
    ended = build(studio, "asker", IMPORTING.format(module="json"), f"\n{requirement}\n")

    assert (ended["status"], ended["error"]["code"]) == ("failed", "build_packages")
    assert [(one["code"], one["path"], one["line"]) for one in ended["diagnostics"]] == [(code, "requirements.txt", 2)]
