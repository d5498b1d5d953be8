"""The guest's standard library in memory, to be imported from until the project is loaded.

Modules are compiled while the component is made and run when they are imported, so each brings in exactly what it
would have brought into a component of its own, and fails as it would have failed. The few that most operators import
have run before; they are the same in every operator, and not to be seen before they are asked for.
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
        # One run of bytes: giving back a thousand objects would touch, and so copy, a thousand pages of memory.
        parts, self._index, end = [], {}, 0
        for name, file, code in _compiled():
            parts.append(code)
            self._index[name] = file, end, end + len(code)
            end += len(code)
        self._code = b"".join(parts)
        self._ran = {}

    def run(self, names):
        """Run modules now; each is then found together with what it brought in."""
        sys.meta_path.insert(2, self)
        for name in names:
            before = {*sys.modules}
            __import__(name)
            brought = {new: sys.modules.pop(new) for new in {*sys.modules} - before}
            for package, member in _members(brought):
                delattr(package, member)
            self._ran.update(dict.fromkeys(brought, brought))
        sys.meta_path.remove(self)

    def ran(self, name):
        """A module that has run or is in every component, whether or not the project can see it."""
        return self._ran[name][name] if name in self._ran else sys.modules[name]

    def close(self):
        """Give the memory back."""
        self._code = b""

    def find_spec(self, name, path=None, target=None):
        if name in self._ran:
            return ModuleSpec(name, self)
        if name not in self._index:
            return None
        file, _, _ = self._index[name]
        is_package = file.endswith("/__init__.py")
        spec = ModuleSpec(name, self, origin=file, is_package=is_package)
        spec.has_location = True
        spec.cached = cache_from_source(file)
        if is_package:
            spec.submodule_search_locations.append(os.path.dirname(file))
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        if name in self._ran:
            sys.modules.update(self._ran[name])  # the importer takes the module that it finds there
            for package, member in _members(self._ran[name]):
                setattr(package, member, sys.modules[f"{package.__name__}.{member}"])
            return
        file, start, end = self._index[name]
        module.__loader__ = module.__spec__.loader = SourceFileLoader(name, file)
        exec(marshal.loads(self._code[start:end]), module.__dict__)


def _members(names):
    """The packages that some modules are members of, with the members' names there."""
    for name in names:
        package, _, member = name.rpartition(".")
        if package in sys.modules:
            yield sys.modules[package], member


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
