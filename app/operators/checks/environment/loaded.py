"""Which modules are inside a component because something else has loaded them.

Read from guests made by componentize-py 0.14.0 (CPython 3.12.1): ``sys.modules`` after the build of an operator that
imports nothing, and after that of operators that import one module of the standard library each. Private modules are
left out. A test asks components again.
"""

from __future__ import annotations

from app.operators.checks.environment.reach import Phase, Reach
from app.operators.checks.lazy import imports, lazy_imports
from app.operators.checks.operator import Operator

# In every component, whatever it imports.
_ALWAYS = """
    abc ast bisect builtins codecs collections collections.abc componentize_py_runtime contextlib copy copyreg
    dataclasses dis encodings encodings.aliases encodings.utf_8 enum functools genericpath importlib
    importlib.machinery inspect io itertools keyword linecache marshal opcode operator os os.path posix posixpath
    random re reprlib site stat sys time token tokenize types typing typing.io typing.re warnings weakref zipimport
"""
# Compiled into the interpreter itself, so that they can be imported at any time.
_BUILT_IN = """
    array atexit audioop binascii cmath errno faulthandler gc itertools math pyexpat select unicodedata
"""
# Modules of the bindings that are always there. The state store is not: nothing but an import loads it.
_BINDINGS = """
    imports types imports.hybrid_logical_clock imports.logger imports.metrics imports.state_store_types imports.types
"""
# Modules that load no others, and then what each of some more brings along.
_ALONE = """
    abc array ast atexit audioop binascii bisect builtins cmath codecs collections collections.abc colorsys
    concurrent configparser contextlib contextvars copy copyreg csv dataclasses datetime dis email encodings
    enum errno faulthandler filecmp fileinput fnmatch functools gc getpass gettext graphlib hashlib heapq http
    importlib importlib.util inspect io ipaddress itertools keyword linecache locale mailcap marshal math
    modulefinder netrc ntpath nturl2path numbers opcode operator os os.path platform posix posixpath pprint
    pstats quopri random re reprlib rlcompleter select selectors shlex signal sre_compile sre_constants
    sre_parse stat string stringprep struct symtable sys tabnanny textwrap threading time timeit token
    tokenize types typing unicodedata urllib uuid warnings weakref xml xmlrpc
"""
_WITH_OTHERS = """
    base64: struct
    calendar: datetime locale
    concurrent.futures: concurrent logging string textwrap threading traceback
    decimal: numbers
    difflib: heapq
    email.message: base64 calendar datetime email email.base64mime email.charset email.encoders
        email.errors email.header email.iterators email.quoprimime email.utils ipaddress locale
        quopri selectors socket string struct urllib urllib.parse
    email.parser: base64 calendar datetime email email.base64mime email.charset email.encoders
        email.errors email.feedparser email.header email.quoprimime email.utils ipaddress locale
        quopri selectors socket string struct urllib urllib.parse
    email.utils: base64 calendar datetime email email.base64mime email.charset email.encoders
        email.errors email.quoprimime ipaddress locale quopri selectors socket string struct urllib
        urllib.parse
    fractions: decimal numbers
    glob: fnmatch
    hmac: hashlib
    html: html.entities
    html.parser: html html.entities
    http.client: base64 calendar datetime email email.base64mime email.charset email.encoders
        email.errors email.feedparser email.header email.iterators email.message email.parser
        email.quoprimime email.utils http ipaddress locale quopri selectors socket string struct
        urllib urllib.parse
    http.cookies: http string
    importlib.resources: fnmatch importlib.resources.abc ipaddress ntpath pathlib shutil tempfile
        urllib urllib.parse
    json: json.decoder json.encoder json.scanner
    logging: string textwrap threading traceback
    mimetypes: ipaddress urllib urllib.parse
    pathlib: fnmatch ipaddress ntpath urllib urllib.parse
    pickle: struct
    plistlib: datetime struct xml xml.parsers xml.parsers.expat
    queue: heapq threading
    sched: heapq threading
    secrets: base64 hashlib hmac struct
    shutil: fnmatch
    socket: selectors
    statistics: decimal fractions numbers
    subprocess: locale selectors signal threading
    tarfile: fnmatch shutil struct
    tempfile: fnmatch shutil
    tomllib: datetime string
    traceback: textwrap
    urllib.parse: ipaddress urllib
    urllib.request: base64 calendar datetime email email.base64mime email.charset email.encoders
        email.errors email.feedparser email.header email.iterators email.message email.parser
        email.quoprimime email.utils fnmatch hashlib http http.client ipaddress locale quopri
        selectors shutil socket string struct tempfile urllib urllib.error urllib.parse
        urllib.response
    xml.dom.minidom: xml xml.dom xml.dom.NodeFilter xml.dom.domreg xml.dom.minicompat
        xml.dom.xmlbuilder
    xml.etree.ElementTree: xml xml.etree xml.etree.ElementPath
    xml.sax: xml xml.sax.handler xml.sax.xmlreader
    zipfile: fnmatch importlib.util ipaddress ntpath pathlib shutil struct threading urllib
        urllib.parse
    zoneinfo: datetime struct sysconfig threading
"""

ALWAYS = frozenset(_ALWAYS.split())
BUILT_IN = frozenset(_BUILT_IN.split())
LOADS = {name: frozenset[str]() for name in _ALONE.split()} | {
    name.strip(): frozenset(others.split())
    for name, _, others in (
        line.partition(":") for line in _WITH_OTHERS.replace("\n        ", " ").strip().splitlines()
    )
}


class Loaded:
    """The modules that a component of this project holds; ``is_all`` where that is certain.

    ``lazy``: with what the adapter loads, if there is one.
    """

    def __init__(self, operator: Operator, reach: Reach, *, lazy: bool = True) -> None:
        self._reach = reach
        named = self._at_build() | (set(lazy_imports(operator)) if lazy and operator.adapter else set())
        bindings = operator.bindings
        self.names = {*ALWAYS, *BUILT_IN, bindings, *(f"{bindings}.{name}" for name in _BINDINGS.split())}
        for name in named:
            self.names |= {*parents(name), *LOADS.get(name, ())}
        known = {*LOADS, *ALWAYS, *BUILT_IN, *operator.local_modules, "__future__"}
        self.is_all = all(_module_part(name, known) or name.startswith(bindings) for name in named)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def _at_build(self) -> set[str]:
        return {
            name
            for module in self._reach.modules
            for node, names in imports(module)
            if Phase.BUILD in self._reach.at(module, node)
            for name in names
        }


def parents(name: str) -> list[str]:
    """A dotted name and the packages that are loaded with it."""
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts) + 1)]


def has_unknown_packages(operator: Operator) -> bool:
    """Whether a package of the project may have loaded anything."""
    return operator.provided is None or bool(operator.provided)


def _module_part(name: str, known: set[str]) -> bool:
    """``from json import loads`` names ``json`` and ``json.loads``: the latter is covered by the former."""
    return name in known or name.rpartition(".")[0] in known
