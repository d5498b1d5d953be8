import json
from pathlib import Path

import pytest

from app.builds import key
from app.builds.key import build_key, folder_digest, python_sources, toolchain
from app.kit.digests import is_digest
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world

SOURCES = {"cooler.py": b"x = 1", "payload.py": b""}
MAP = world(Kind.MAP, ApiVersion.V1_1_0)
FURTHER = world(Kind.MAP, ApiVersion.V1_1_0, schema_registry=True)
USUAL = build_key(SOURCES, MAP, "cooler", "release", adapter=True)


def test_equal_inputs_have_one_key_in_any_order() -> None:
    backwards = dict(reversed(SOURCES.items()))

    assert is_digest(USUAL)
    assert build_key(backwards, MAP, "cooler", "release", adapter=True) == USUAL


@pytest.mark.parametrize(
    "other",
    [
        build_key({"cooler.py": b"x = 2", "payload.py": b""}, MAP, "cooler", "release", adapter=True),
        build_key({"cooler.py": b"x = 1"}, MAP, "cooler", "release", adapter=True),
        build_key({"cooler.py": b"x = 1", "payloads.py": b""}, MAP, "cooler", "release", adapter=True),
        build_key({"cooler.py": b"", "payload.py": b"x = 1"}, MAP, "cooler", "release", adapter=True),
        build_key(SOURCES, world(Kind.FILTER, ApiVersion.V1_1_0), "cooler", "release", adapter=True),
        build_key(SOURCES, world(Kind.MAP, ApiVersion.V1_0_0), "cooler", "release", adapter=True),
        build_key(SOURCES, FURTHER, "cooler", "release", adapter=True),
        build_key(SOURCES, MAP, "payload", "release", adapter=True),
        build_key(SOURCES, MAP, "cooler", "debug", adapter=True),
        build_key(SOURCES, MAP, "cooler", "release", adapter=False),
    ],
    ids=["content", "a file less", "path", "swapped", "world", "wit", "registry", "entry", "mode", "adapter"],
)
def test_every_input_changes_the_key(other: str) -> None:
    assert other != USUAL


def test_the_toolchain_and_the_keys_own_version_change_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {USUAL}
    monkeypatch.setattr(key, "KEY_VERSION", "another")
    keys.add(build_key(SOURCES, MAP, "cooler", "release", adapter=True))
    monkeypatch.setattr(key, "toolchain", lambda: {"componentize-py": "99"})
    keys.add(build_key(SOURCES, MAP, "cooler", "release", adapter=True))

    assert len(keys) == 3


def test_the_adapters_text_changes_only_the_keys_of_builds_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = build_key(SOURCES, MAP, "cooler", "release", adapter=False)
    monkeypatch.setattr(key, "TEMPLATE_DIGEST", "another")

    assert build_key(SOURCES, MAP, "cooler", "release", adapter=True) != USUAL
    assert build_key(SOURCES, MAP, "cooler", "release", adapter=False) == plain


def test_the_toolchain_is_named_with_its_version() -> None:
    assert toolchain()["componentize-py"] == "0.14.0"
    json.dumps(toolchain())


def test_only_modules_become_part_of_a_component() -> None:
    files = {"a.py": b"1", "data.json": b"{}", "folder/b.py": b"2", "notes.py.txt": b""}

    assert python_sources(files, "a") == {"a.py": b"1", "folder/b.py": b"2"}


def test_a_projects_own_tests_become_no_part_of_a_component() -> None:
    files = {"test_a.py": b"1", "conftest.py": b"2", "tests/b.py": b"3", "a.py": b"4", "package/test_c.py": b"5"}

    assert sorted(python_sources(files, "a")) == ["a.py", "package/test_c.py"]
    assert "test_a.py" in python_sources(files, "test_a")  # a project may be called so


def test_a_folders_digest_tells_names_from_contents(tmp_path: Path) -> None:
    digests = set()
    for number, files in enumerate([{"a": "1", "b": "2"}, {"a": "2", "b": "1"}, {"a": "12"}, {"c": "1", "b": "2"}]):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.wit").write_text(text, encoding="utf-8")
        digests.add(folder_digest(folder))

    assert len(digests) == 4
