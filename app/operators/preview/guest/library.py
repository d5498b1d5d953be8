"""The guest's standard library in memory, to be imported from until the project is loaded.

Modules are compiled while the component is made and run when they are imported, so each brings in exactly what it
would have brought into a component of its own, and fails as it would have failed.
"""

import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import SourceFileLoader, cache_from_source

FOLDER = "/python"
LEFT_OUT = {"test", "tests", "idle_test", "__pycache__"}


class Library:
    """A finder and loader of compiled modules."""

    def __init__(self):
        self._modules = {name: (file, cache_from_source(file), code) for name, file, code in _compiled()}

    def close(self):
        """Give the memory back."""
        self._modules.clear()

    def find_spec(self, name, path=None, target=None):
        if name not in self._modules:
            return None
        file, cached, _ = self._modules[name]
        is_package = file.endswith("/__init__.py")
        spec = ModuleSpec(name, self, origin=file, is_package=is_package)
        spec.has_location = True
        spec.cached = cached
        if is_package:
            spec.submodule_search_locations.append(os.path.dirname(file))
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        file, _, code = self._modules[module.__name__]
        module.__loader__ = module.__spec__.loader = SourceFileLoader(module.__name__, file)
        exec(marshal.loads(code), module.__dict__)


def _compiled():
    for folder, folders, files in os.walk(FOLDER):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        parts = [part for part in folder.removeprefix(FOLDER).split("/") if part]
        for name in files:
            module = ".".join(parts if name == "__init__.py" else [*parts, name.removesuffix(".py")])
            if name.endswith(".py") and module not in sys.builtin_module_names:
                file = f"{folder}/{name}"
                if code := _code(file):
                    yield module, file, code


def _code(file):
    """None for a file that no Python 3 could import. Decoded here: a declared encoding would stay registered."""
    with open(file, "rb") as source:
        try:
            return marshal.dumps(compile(source.read().decode(), file, "exec", dont_inherit=True))
        except (SyntaxError, UnicodeDecodeError):
            return None
