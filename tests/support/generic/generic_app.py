"""One component for every operator: ``init`` loads the project that is preopened at ``/0`` and then delegates to it.

The load phase stands for the build of a component. When it is over, everything is as inside a built one: what was not
imported by then is not there, and no file can be read.
"""

import os
import sys

import generic_impl
import generic_impl.exports
import generic_impl.imports.hybrid_logical_clock
import generic_impl.imports.logger
import generic_impl.imports.metrics
import generic_impl.imports.state_store
import generic_impl.imports.state_store_types
import generic_impl.imports.types
import generic_impl.types

_BINDINGS = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "generic_impl"}
_IN_EVERY_COMPONENT = {*sys.modules} - {__name__}

from library import Library  # after the line above: what it imports is not in every component

_LIBRARY = Library()
for _name in {*sys.modules} - _IN_EVERY_COMPONENT - {__name__}:
    del sys.modules[_name]


class _Operator:
    """What componentize-py creates for each exported function; ``init`` comes first."""

    functions = None

    def init(self, configuration):
        loaded = load_operator(type(self).__name__)
        _Operator.functions = loaded
        return loaded[0].init(configuration)

    def process(self, *arguments):
        return _Operator.functions[1].process(*arguments)


class Map(_Operator):
    pass


class Filter(_Operator):
    pass


class Branch(_Operator):
    pass


class Accumulate(_Operator):
    pass


class Delay(_Operator):
    pass


def load_operator(entry_class):
    """The instances for ``init`` and ``process``, as componentize-py would have made them."""
    with open("/0/.generic") as file:
        entry, adapter = eval(file.read())
    del sys.modules[__name__]
    _name_bindings(entry_class)
    sys.path_importer_cache.clear()
    sys.meta_path.insert(2, _LIBRARY)  # after the modules that are built in and frozen
    module = _adapter(entry, adapter) if adapter else __import__(entry)
    made = getattr(module, entry_class)(), getattr(module, entry_class)()
    sys.meta_path.remove(_LIBRARY)
    _close_folders()
    return made


def _name_bindings(entry_class):
    """Give the bindings the name of this kind's world, and take away what only other kinds have."""
    world = f"{entry_class.lower()}_impl"
    for name, module in _BINDINGS.items():
        del sys.modules[name]
        _rename(module, world)
    exports = sys.modules[f"{world}.exports"]
    for other in {"Map", "Filter", "Branch", "Accumulate", "Delay"} - {entry_class}:
        delattr(exports, other)
    if entry_class not in {"Branch", "Delay"}:
        del exports.hybrid_logical_clock
    top = sys.modules[world]
    setattr(top, f"{entry_class}Impl", top.GenericImpl)
    del top.GenericImpl


def _rename(module, world):
    name = module.__name__.replace("generic_impl", world)
    module.__spec__.name = module.__name__ = name
    module.__package__ = module.__spec__.parent
    module.__file__ = module.__file__.replace("generic_impl", world)
    module.__spec__.origin = module.__file__
    sys.modules[name] = module
    for value in vars(module).values():
        if getattr(value, "__module__", "").startswith("generic_impl"):
            value.__module__ = value.__module__.replace("generic_impl", world)


def _adapter(entry, text):
    """The adapter's module; it lies beside the sources, in a folder of its own."""
    module = type(sys)("operator_adapter")
    sys.modules["operator_adapter"] = module
    exec(compile(text, "/1/operator_adapter.py", "exec", dont_inherit=True), module.__dict__)
    return module


def _close_folders():
    for descriptor in range(3, 8):
        try:
            os.close(descriptor)
        except OSError:
            break
    for folder in sys.path_importer_cache:  # a closed folder is an error to Python, a missing one is not
        sys.path_importer_cache[folder] = None
    sys.path_importer_cache.setdefault("/0")
