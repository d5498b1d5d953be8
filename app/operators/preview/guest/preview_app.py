"""The module that is made into the preview's component: it loads a project and then stands aside.

The component is made with this module at hand and no operator. ``name`` gives the bindings the name that the
operator's kind has. ``load`` imports the operator from the folders that the studio shows to this instance alone, and
creates it as componentize-py would have. The functions of the kind are then the operator's own: each of the classes below
passes on only the look-up of a function, never the call, so that a traceback has no line of ours.
"""

import sys

import preview_impl
import preview_impl.exports
import preview_impl.imports.hybrid_logical_clock
import preview_impl.imports.logger
import preview_impl.imports.metrics
import preview_impl.imports.state_store
import preview_impl.imports.state_store_types
import preview_impl.imports.types
import preview_impl.types

try:
    import preview_impl.imports.schema_registry
    import preview_impl.imports.schema_types
except ImportError:  # API version 1.0.0 has no schema registry
    pass

_IN_EVERY_COMPONENT = {*sys.modules} - {__name__}

# After the line above, since what these import is not in every component.
import profiling
import warming
from bindings import Bindings
from library import Library
from testing import Tests

_BINDINGS = Bindings()
_LIBRARY = Library()
_TESTS = Tests(_LIBRARY)
for _name in {*sys.modules} - _IN_EVERY_COMPONENT - {__name__}:
    del sys.modules[_name]
# What the adapter and most operators import, and what the adapter loads for json.loads; nothing here may depend on when
# it is run, as random would.
_UTF = [f"encodings.utf_{bits}{order}" for bits in (16, 32) for order in ("", "_be", "_le")]
_LIBRARY.run(("importlib", "json", "datetime", "encodings.utf_8_sig", *_UTF))


class _Passed:
    """What componentize-py creates for each function that a kind exports."""

    init_of = process_of = None

    def __getattr__(self, name):
        if name == "init":
            return _Passed.init_of.init
        if name == "process":
            return profiling.watched(_Passed.process_of.process)
        raise AttributeError(name)


class Map(_Passed):
    pass


class Filter(_Passed):
    pass


class Branch(_Passed):
    pass


class Accumulate(_Passed):
    pass


class Delay(_Passed):
    pass


class Loading:
    """The studio's own functions."""

    def name(self, entry_class, registry):
        del sys.modules[__name__]
        _BINDINGS.name(entry_class, registry)

    def warm(self):
        warming.warm()

    def load(self, entry_class, app, folders, profile, tests):
        _show_folders(folders)
        sys.dont_write_bytecode = True  # the folders cannot be written to; this spares the attempt
        sys.meta_path.insert(2, _LIBRARY)  # behind the modules that are built in or frozen, before those in folders
        module = __import__(app)
        _Passed.init_of, _Passed.process_of = getattr(module, entry_class)(), getattr(module, entry_class)()
        if not tests:
            _close_library()
        if profile:
            profiling.begin()

    def tests(self, path, entry, entry_class):
        told = _TESTS.open(path, entry, entry_class)
        _close_library()
        return told

    def test(self, name):
        return _TESTS.do(name)

    def take(self):
        return profiling.taken()


def _close_library():
    sys.meta_path.remove(_LIBRARY)
    sys.dont_write_bytecode = False
    _LIBRARY.close()


def _show_folders(count):
    """Put the project's folders where those that this component was made of are on the path."""
    made_of = [folder for folder in sys.path if folder.removeprefix("/").isdecimal()]
    at = sys.path.index(made_of[0])
    sys.path[at : at + len(made_of)] = [f"/{number}" for number in range(count)]
    for folder in made_of:
        sys.path_importer_cache.pop(folder, None)
