"""The guest's standard library in memory, to be imported from until the load phase is over.

Modules are compiled while the component is built and run when they are imported, so each brings in exactly what it
would have brought into a component of its own, and fails as it would have failed.
"""

import marshal
import os
import sys
from _frozen_importlib import ModuleSpec

FOLDER = "/python"
LEFT_OUT = {"test", "tests", "idle_test", "idlelib", "turtledemo", "lib2to3", "ensurepip", "__pycache__"}


class Library:
    """A finder and loader of compiled modules."""

    def __init__(self):
        self._modules = dict(_compiled())

    def find_spec(self, name, path=None, target=None):
        if name not in self._modules:
            return None
        file, _ = self._modules[name]
        is_package = file.endswith("/__init__.py")
        spec = ModuleSpec(name, self, origin=file, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations.append(os.path.dirname(file))
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        _, code = self._modules[module.__name__]
        exec(marshal.loads(code), module.__dict__)


def _compiled():
    for folder, folders, files in os.walk(FOLDER):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        parts = [part for part in folder.removeprefix(FOLDER).split("/") if part]
        for name in files:
            module = ".".join(parts if name == "__init__.py" else [*parts, name.removesuffix(".py")])
            if name.endswith(".py") and module not in sys.builtin_module_names:
                file = f"{folder}/{name}"
                with open(file, "rb") as source:
                    yield module, (file, marshal.dumps(compile(source.read(), file, "exec", dont_inherit=True)))
