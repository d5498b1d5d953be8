"""The bindings of all kinds, made to look like those of one."""

import sys

_MADE = "preview_impl"
_REGISTRY = ("schema_registry", "schema_types")
_KINDS = ("Map", "Filter", "Branch", "Accumulate", "Delay")


class Bindings:
    """The modules of the bindings; what only the studio uses is taken out of them.

    What ``name`` sets is worked out for every kind while the component is made, since code objects take time.
    """

    def __init__(self):
        exports = sys.modules[f"{_MADE}.exports"]
        del exports.Loading
        sys.modules.pop(f"{_MADE}.imports.fakes")
        del sys.modules[f"{_MADE}.imports"].fakes
        self._modules = {name: module for name, module in sys.modules.items() if name.split(".")[0] == _MADE}
        self._changes = {kind: [*_changes(self._modules.values(), _world(kind))] for kind in _KINDS}

    def name(self, entry_class, registry):
        """Give the bindings the name of this kind's world, and take away what it does not have: other kinds, and the
        schema registry where the world does not import it."""
        world = _world(entry_class)
        for changed, attribute, value in self._changes[entry_class]:
            setattr(changed, attribute, value)
        if not registry:
            self._without_registry()
        for made, module in self._modules.items():
            sys.modules.pop(made, None)
            sys.modules[made.replace(_MADE, world)] = module
            if hasattr(module, "__path__"):
                module.__path__[:] = [place.replace(_MADE, world) for place in module.__path__]
        _leave_one(sys.modules[f"{world}.exports"], entry_class)
        top = sys.modules[world]
        setattr(top, f"{entry_class}Impl", top.PreviewImpl)
        del top.PreviewImpl

    def _without_registry(self):
        imports = self._modules[f"{_MADE}.imports"]
        for part in _REGISTRY:
            if self._modules.pop(f"{_MADE}.imports.{part}", None) is not None:
                del sys.modules[f"{_MADE}.imports.{part}"]
                delattr(imports, part)


def _world(entry_class):
    return f"{entry_class.lower()}_impl"


def _leave_one(exports, entry_class):
    for other in {*_KINDS} - {entry_class}:
        delattr(exports, other)
    if entry_class not in {"Branch", "Delay"}:
        del exports.hybrid_logical_clock


def _changes(modules, world):
    """Every object, attribute and value of it under the name of a world."""
    for module in modules:
        spec = module.__spec__
        made, file, cached = (text.replace(_MADE, world) for text in (spec.name, spec.origin, spec.cached))
        yield from ((spec, "name", made), (spec, "origin", file), (spec, "cached", cached))
        named = {"__name__": made, "__package__": module.__package__.replace(_MADE, world)}
        yield from ((module, name, text) for name, text in (named | {"__file__": file, "__cached__": cached}).items())
        for value in vars(module).values():
            if getattr(value, "__module__", "").startswith(_MADE):
                yield value, "__module__", value.__module__.replace(_MADE, world)
                for function in [value, *getattr(value, "__dict__", {}).values()]:
                    yield from _code_of(getattr(function, "__func__", function), world)


def _code_of(function, world):
    """Tracebacks tell the file that a function's code came from."""
    code = getattr(function, "__code__", None)
    if code is not None and _MADE in code.co_filename:
        yield function, "__code__", code.replace(co_filename=code.co_filename.replace(_MADE, world))
