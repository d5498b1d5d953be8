"""An operator for tests without a studio."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.kit.digests import digest_of, hex_part
from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.sandbox.engine import settings_key
from app.settings import Settings
from tests.sandbox.running import probe
from tests.support import built

Json = dict[str, Any]
Write = Callable[..., Path]


@pytest.fixture
def component(settings: Settings) -> Path:
    """A map operator that does what its payload asks; it has been precompiled for these settings."""
    wasm = probe()
    folder = settings.precompiled_dir / settings_key()
    folder.mkdir(parents=True)
    shutil.copyfile(built.precompiled(wasm), folder / f"{hex_part(digest_of(wasm.read_bytes()))}.cwasm")
    return wasm


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the sources of the map template, which turns Fahrenheit into Celsius."""
    folder = tmp_path / "temperature"
    folder.mkdir()
    for path, text in samples.files(Kind.MAP, ApiVersion.V1_1_0, "temperature").items():
        (folder / path).write_text(text)
    return folder


@pytest.fixture
def collection(tmp_path: Path) -> Write:
    """Writes cases as a collection's file; answers its path."""

    def write(*cases: Json, **settings: Any) -> Path:
        path = tmp_path / "collection.json"
        whole = {"format": 1, "name": "Probes", "settings": settings, "cases": list(cases)}
        path.write_text(json.dumps(whole))
        return path

    return write


def case(name: str, payload: Json, expect: Json | None = None) -> Json:
    """A case with one message."""
    return {"name": name, "messages": [{"payload": json.dumps(payload)}], "expect": expect}


def gives(payload: Any) -> Json:
    """That the output has this payload."""
    return {"output": {"payload": payload}}
