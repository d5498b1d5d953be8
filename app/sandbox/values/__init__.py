"""Component values in Python: lowered and lifted by code that is written once for each type.

``forms`` says what values look like and knows no wasmtime; all else is loaded when it is first asked for here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.sandbox.values.callbacks import Watch as Watch
    from app.sandbox.values.errors import HostErrors as HostErrors
    from app.sandbox.values.function import Function as Function
    from app.sandbox.values.linking import link as link
    from app.sandbox.values.signatures import Signatures as Signatures

_WHERE = {
    "Function": "function",
    "HostErrors": "errors",
    "Signatures": "signatures",
    "Watch": "callbacks",
    "link": "linking",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
