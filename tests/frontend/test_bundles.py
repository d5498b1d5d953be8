"""What is committed under static/ is whole, small, free of any other server, and comes with its licences."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.frontend.site import ROOT, STATIC, manifest

FIRST_LOAD_BYTES = 350 * 1024
# Names and comments that a bundle holds and no browser ever asks for.
# names of XML's vocabularies, and addresses in the libraries' own error messages
HARMLESS = {
    "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg",
    "https://github.com/markedjs/marked.", "https://webawesome.com/docs/components/${this.localName.replace(",
}  # fmt: skip
LICENCES = ["awesome.me-webawesome", "codemirror-lsp-client", "codemirror-state", "codemirror-view", "dompurify",
            "htmx.org", "lezer-lr", "lit", "marked", "style-mod", "uplot"]  # fmt: skip

MODULES = sorted(path for path in manifest().values() if re.search(r"-[A-Z0-9]{8}\.js$", path))
LATER = {name for name, path in manifest().items() if path in MODULES or name.startswith("charts.")}
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?["']\./([\w.-]+\.js)["']""")
STATIC_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")


def contents() -> list[tuple[str, bytes]]:
    return [(name, (STATIC / path).read_bytes()) for name, path in manifest().items()]


def test_every_logical_name_has_its_file_and_no_file_is_left_over() -> None:
    served = [path for folder in ("css", "js", "vendor", "img") for path in (STATIC / folder).iterdir()]
    on_disk = {str(path.relative_to(STATIC)) for path in served}
    assert set(manifest().values()) == on_disk


@pytest.mark.parametrize("path", [path for path in manifest().values() if path not in MODULES])
def test_a_name_carries_the_hash_of_its_content(path: str) -> None:
    stated = re.search(r"-([0-9a-f]{10})\.\w+$", path)
    assert stated is not None
    assert hashlib.sha256((STATIC / path).read_bytes()).hexdigest().startswith(stated[1])


@pytest.mark.parametrize("path", MODULES)
def test_a_module_asks_for_others_by_relative_names_that_are_there(path: str) -> None:
    named = set(IMPORT.findall((STATIC / path).read_text()))
    assert named <= {Path(module).name for module in MODULES}


def test_the_project_page_loads_within_its_budget() -> None:
    sizes = {name: len(gzip.compress(content, mtime=0)) for name, content in contents() if name not in LATER}
    sizes |= {path: len(gzip.compress((STATIC / path).read_bytes(), mtime=0)) for path in needed("editor.js")}
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES, sizes


def needed(name: str) -> set[str]:
    """A module with everything that it imports at once; what it may ask for later is not counted."""
    found, left = set[str](), [manifest()[name]]
    while left:
        path = left.pop()
        found.add(path)
        asked = {f"js/{one}" for one in STATIC_IMPORT.findall((STATIC / path).read_text())}
        left += asked - found
    return found


@pytest.mark.parametrize(("name", "content"), [pair for pair in contents() if pair[0].endswith((".js", ".css"))])
def test_nothing_is_fetched_from_another_server(name: str, content: bytes) -> None:
    addresses = set(re.findall(r"""https?://[^\s"'`)<]+|(?<=url\()//[^)]+""", content.decode()))
    assert addresses <= HARMLESS, f"{name} names {addresses - HARMLESS}"


@pytest.mark.parametrize("package", LICENCES)
def test_each_bundled_package_brings_its_licence(package: str) -> None:
    text = (STATIC / "licences" / f"{package}.txt").read_text()
    assert re.search("permission|redistribution", text, re.IGNORECASE)


def test_the_browser_tests_checker_brings_its_licence() -> None:
    folder = ROOT / "tests" / "vendor" / "axe-core-4.14.1"
    assert "Mozilla Public License" in (folder / "LICENSE").read_text()
    assert "4.14.1" in (folder / "axe.min.js").read_text()[:200]


def test_the_lock_pins_every_package_and_names_no_registry() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    locked = {path: about for path, about in lock["packages"].items() if path and not about.get("link")}
    assert all("integrity" in about and "resolved" not in about for about in locked.values())


@pytest.mark.parametrize("group", ["dependencies", "devDependencies"])
def test_versions_are_exact(group: str) -> None:
    about = json.loads((ROOT / "frontend" / "package.json").read_text())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in about[group].values())
