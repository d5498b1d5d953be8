"""The module that componentize-py wraps in place of the project's entry module.

componentize-py 0.14.0 calls the entry class once for every function that a component exports, so ``init`` and
``process`` would each have an instance of their own. The adapter makes one instance and hands it out each time.
It also imports, while the component is built, what the project imports only inside functions: later there is
nothing left to import from.
"""

import re
from collections.abc import Sequence

from app.kit.digests import digest_of

MODULE = "operator_adapter"
FILE = f"{MODULE}.py"

_PLAIN = re.compile(r"[\w.-]+")

_HEAD = '''\
"""Joins {entry}.py to its component. Made by Operator Studio: change {entry}.py, not this file.

componentize-py calls {entry_class}() once for init and once for process. Both are given the same
instance here, so that what init keeps on self is still there in process.
"""

import importlib
'''

_HEAD_WITH_LAZY_IMPORTS = """\
import os.path
from importlib.machinery import PathFinder

# What the operator imports inside functions. A component only holds modules that were imported
# while it was built, so each of these is imported below.
LAZY_IMPORTS = [
{names}
]
"""

_ONE_INSTANCE = '''
_entry = importlib.import_module({entry})
_operator = _entry.{entry_class}()


def {entry_class}():
    """The one instance."""
    return _operator
'''

_IMPORT_LAZY = '''

def _import_now(name):
    """Import a module; one that cannot be imported fails where the operator asks for it, as without this."""
    try:
        importlib.import_module(name)
    except ImportError:
        pass
    except Exception:
        # A mistake in one of the operator's own modules has to be seen. What others do while they
        # load does not matter before they are asked for.
        if PathFinder.find_spec(name.partition(".")[0], [os.path.dirname(_entry.__file__)]):
            raise


for _name in LAZY_IMPORTS:
    _import_now(_name)
'''

# Builds are the same only where this is.
TEMPLATE_DIGEST = digest_of("\0".join((_HEAD, _HEAD_WITH_LAZY_IMPORTS, _ONE_INSTANCE, _IMPORT_LAZY)).encode())


def adapter_source(entry: str, entry_class: str, lazy_imports: Sequence[str]) -> str:
    """The adapter's text, the same for the same arguments.

    ``entry`` is the entry module's name, which may hold hyphens; ``lazy_imports`` are dotted module names in any
    order, each as often as one likes.
    """
    parts = [
        _HEAD.format(entry=entry, entry_class=entry_class),
        _ONE_INSTANCE.format(entry=_quoted(entry), entry_class=entry_class),
    ]
    if lazy_imports:
        names = "\n".join(f"    {_quoted(name)}," for name in sorted(set(lazy_imports)))
        parts.insert(1, _HEAD_WITH_LAZY_IMPORTS.format(names=names))
        parts.append(_IMPORT_LAZY)
    return "".join(parts)


def _quoted(name: str) -> str:
    return f'"{name}"' if _PLAIN.fullmatch(name) else repr(name)
