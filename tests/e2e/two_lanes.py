"""Operators and inputs that are run in both lanes, and the running of them; see test_two_lanes.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.operators.adapter import FILE, MODULE, adapter_source
from app.operators.kinds import Kind
from tests.support import generic
from tests.support.built import built, precompiled
from tests.support.generic import Report
from tests.support.wheels import Wheel

Json = dict[str, Any]

# What a run must have in common in both lanes; the other members are times and sizes of memory.
SAME = (
    *("outcome", "error", "explanation", "traceback", "logs", "metrics", "state_changes", "schema_lookups"),
    *("stdout", "stderr", "host_calls", "buffers", "truncated"),
)
OF_RESULTS = [*SAME, "output", "arm", "hlc", "calls", "reinitialised"]
REPEATABLE: Json = {"clock": {"start": "2026-03-01T12:00:00Z", "step_us": 5}, "seed": 7}


@dataclass(frozen=True)
class Case:
    """An operator, and what it is given."""

    kind: str
    files: Mapping[str, str]
    entry: str
    messages: Sequence[Json]
    api_version: str = "1.1.0"
    adapter: bool = True
    lazy_imports: Sequence[str] = ()
    configuration: Mapping[str, str] = field(default_factory=dict)
    package: Wheel | None = None
    more: Json = field(default_factory=dict)

    def preview(self, folder: Path) -> Report:
        """In the preview lane."""
        return generic.run(
            self.kind,
            self.api_version,
            self.files,
            self.entry,
            list(self.messages),
            self.configuration,
            self.adapter,
            self.lazy_imports,
            self._archive(folder),
            **REPEATABLE,
            **self.more,
        )

    def artifact(self) -> Report:
        """In the artifact lane: a build of its own, kept between test runs."""
        beside = {}
        if self.adapter:
            beside[FILE] = adapter_source(self.entry, Kind(self.kind).entry_class, self.lazy_imports)
        elif self.package is not None:
            beside = {path: str(text) for path, text in self.package.files.items()}
        app = MODULE if self.adapter else self.entry
        component = built(self.kind, self.api_version, self.files, app, beside)
        file, messages = precompiled(component), list(self.messages)
        more = {**REPEATABLE, **self.more}
        return generic.run_file(file, self.kind, self.api_version, messages, self.configuration, **more)

    def _archive(self, folder: Path) -> Path | None:
        if self.package is None:
            return None
        archive = folder / self.package.filename
        archive.write_bytes(self.package.content())
        return archive


def told(report: Report) -> Json:
    """What both lanes have to agree on."""
    return {
        "ok": report.init_ok,
        "init": {name: report.init[name] for name in SAME},
        "results": [{name: result[name] for name in OF_RESULTS} for result in report.results],
        "state": report.finished["state"],
        "stopped": report.finished["stopped"],
    }


EVERYTHING = '''\
"""One operator that does as each message says."""

import json
import random
import re
import sys
import time
import uuid
from decimal import Decimal

import parts.helper
from map_impl import exports
from map_impl.imports import logger, metrics, state_store, state_store_types, types


class Map(exports.Map):
    def init(self, configuration):
        how = dict(configuration.properties).get("init", "")
        logger.log(logger.Level.INFO, "init", f"starts: {how}")
        print("init prints")
        if how == "raise":
            raise ValueError("init cannot")
        if how == "exit":
            sys.exit(3)
        self.count = 0
        return how != "false"

    def process(self, message):
        self.count += 1
        word = message.value.payload.value.read().decode()
        answer = getattr(self, word)(message)
        return answer if word in {"same", "nothing", "wrong_field", "unread"} else _text(message, answer)

    def same(self, message):
        return message

    def unread(self, message):
        return types.DataModel_Message(message.value)

    def nothing(self, message):
        return None

    def wrong_field(self, message):
        message.value.payload = types.BufferOrBytes_Bytes("text")
        return message

    def counted(self, message):
        return self.count

    def raises(self, message):
        return parts.helper.deep(3)

    def chained(self, message):
        try:
            parts.helper.deep(1)
        except KeyError as error:
            raise RuntimeError("a second one\\nwith a second line") from error

    def syntax(self, message):
        return eval("1 +")

    def leaves(self, message):
        sys.exit(4)

    def loops(self, message):
        while True:
            pass

    def grows(self, message):
        kept = []
        while True:
            kept.append(bytes(1_000_000))

    def recurses(self, message):
        return self.recurses(message)

    def prints(self, message):
        print("out", flush=True)
        print("err", file=sys.stderr)
        return "printed"

    def floods(self, message):
        while True:
            logger.log(logger.Level.WARN, "flood", "x" * 1000)

    def measures(self, message):
        metrics.add_to_counter("seen", metrics.CounterValue_U64(2), [metrics.Label("a", "b")])
        metrics.record_to_histogram("size", metrics.HistogramValue_F64(1.5), None)
        return "measured"

    def remembers(self, message):
        how = state_store_types.SetOptions(state_store_types.SetConditions.UNCONDITIONAL, None)
        state_store.set(b"k", str(self.count).encode(), None, None, how)
        return state_store.get(b"k", None).response.decode()

    def clock(self, message):
        return [time.time(), time.monotonic(), str(uuid.uuid4()), random.Random(3).random(), time.strftime("%Y")]

    def lazy(self, message):
        import textwrap

        return textwrap.dedent("  late")

    def late(self, message):
        import colorsys

        return colorsys.rgb_to_hsv(1, 0, 0)

    def files(self, message):
        return open("/0/parts/helper.py").read()

    def data(self, message):
        import importlib.resources

        return importlib.resources.files("json").joinpath("tool.py").read_text()

    def threads(self, message):
        import threading

        threading.Thread(target=print).start()

    def sorts(self, message):
        return sorted(re.findall(r"\\w+", "b a c")) + [str(Decimal("1.10") + 1), hash(()), repr(type(self))]

    def error(self, message):
        raise types.Err(types.Error("not today"))


def _text(message, answer):
    payload = types.BufferOrBytes_Bytes(json.dumps(answer, default=str).encode())
    message.value.payload = payload
    return message
'''
HELPER = """\
def deep(levels):
    if levels:
        return deep(levels - 1)
    return {}["nobody"]
"""
WORDS = (
    *("same", "unread", "nothing", "counted", "wrong_field", "raises", "counted", "chained", "syntax", "leaves"),
    *("prints", "measures", "remembers", "clock", "lazy", "late", "files", "data", "threads", "sorts", "error"),
    *("recurses", "loops", "grows", "floods", "remembers", "counted", "absent"),
)
LATE = ["textwrap", "threading", "importlib.resources"]
FILES = {"all-of-it.py": EVERYTHING, "parts/__init__.py": "", "parts/helper.py": HELPER}
MESSAGES = [{"topic": "t", "payload": word, "user_properties": [["a", "b"]]} for word in WORDS]
LIMITS = {**generic.LIMITS, "time_ms": 4_000, "memory_bytes": 128 << 20, "output_bytes": 100_000}


def everything(**changes: Any) -> Case:
    """The operator above, with every word."""
    usual: Json = {"files": FILES, "messages": MESSAGES, "lazy_imports": LATE, "more": {"limits": LIMITS}}
    return Case("map", entry="all-of-it", **(usual | changes))


PACKAGE = Wheel(
    "my-units", files={"my_units/__init__.py": "def half(n):\n    return n / 2\n", "my_units/data.txt": "x"}
)
WITH_PACKAGE = """\
import my_units
from filter_impl import exports


class Filter(exports.Filter):
    def init(self, configuration):
        return True

    def process(self, message):
        return my_units.half(int(message.value.payload.value.read())) > 1
"""
