"""The bindings of all kinds, made to look like those of one."""

import sys

_MADE = "preview_impl"
_REGISTRY = ("schema_registry", "schema_types")
_KINDS = ("Map", "Filter", "Branch", "Accumulate", "Delay")


def present():
    """The modules of the bindings by name; what only the studio uses is taken out of them."""
    exports = sys.modules[f"{_MADE}.exports"]
    del exports.Loading
    return {name: module for name, module in sys.modules.items() if name.split(".")[0] == _MADE}


def name(modules, entry_class, registry):
    """Give the bindings the name of this kind's world, and take away what it does not have: other kinds, and the schema
    registry where the world does not import it."""
    if not registry:
        _without_registry(modules)
    world = f"{entry_class.lower()}_impl"
    for made, module in modules.items():
        sys.modules.pop(made, None)
        _rename(module, world)
    exports = sys.modules[f"{world}.exports"]
    for other in {*_KINDS} - {entry_class}:
        delattr(exports, other)
    if entry_class not in {"Branch", "Delay"}:
        del exports.hybrid_logical_clock
    top = sys.modules[world]
    setattr(top, f"{entry_class}Impl", top.PreviewImpl)
    del top.PreviewImpl


def _without_registry(modules):
    imports = modules[f"{_MADE}.imports"]
    for part in _REGISTRY:
        if modules.pop(f"{_MADE}.imports.{part}", None) is not None:
            del sys.modules[f"{_MADE}.imports.{part}"]
            delattr(imports, part)


def _rename(module, world):
    made = module.__name__.replace(_MADE, world)
    module.__spec__.name = module.__name__ = made
    module.__package__ = module.__spec__.parent
    module.__file__ = module.__file__.replace(_MADE, world)
    module.__spec__.origin = module.__file__
    if hasattr(module, "__path__"):
        module.__path__[:] = [place.replace(_MADE, world) for place in module.__path__]
    module.__spec__.cached = module.__cached__ = module.__cached__.replace(_MADE, world)
    sys.modules[made] = module
    for value in vars(module).values():
        if getattr(value, "__module__", "").startswith(_MADE):
            value.__module__ = value.__module__.replace(_MADE, world)
            for function in [value, *getattr(value, "__dict__", {}).values()]:
                _rename_code(getattr(function, "__func__", function), world)


def _rename_code(function, world):
    """Tracebacks tell the file that a function's code came from."""
    code = getattr(function, "__code__", None)
    if code is not None and _MADE in code.co_filename:
        function.__code__ = code.replace(co_filename=code.co_filename.replace(_MADE, world))
