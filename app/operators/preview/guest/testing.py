"""A project's own tests: a file of them is imported once, and one test is done in each instance.

``open`` answers ``{tests: [{name, line}], error}`` and ``do`` answers ``{verdict, reason, error}`` as JSON: ``verdict``
is passed, failed or skipped, ``reason`` that of what was skipped, ``error`` null or ``{type, message, frames: [{path,
line, function}]}``. A test passed where its function came to its end and returned nothing, in no other way.
"""

import sys

import testing_asserts
import testing_fixtures
import testing_messages
import testing_pytest
from testing_asserts import HELPER, Seen, parsed, telling
from testing_collecting import NotCollected, check_names, late_imports, tests_in
from testing_fixtures import Fixtures, fixtures_in
from testing_pytest import Failed, Skipped

_FOLDER = "/0/"
_LONGEST_MESSAGE = 8_000
_MOST_FRAMES = 20
_OWN = {id(vars(module)) for module in (testing_asserts, testing_fixtures, testing_messages, testing_pytest)}
_Module = type(sys)


class Tests:
    """Those of one file; ``library`` has Python's own modules that are at hand."""

    def __init__(self, library):
        self._library = library
        self._items = {}

    def open(self, path, entry, entry_class):
        """Import a file and find its tests."""
        self._dumps = self._library.ran("json").dumps
        self._entry, self._entry_class = sys.modules.get(entry), entry_class
        error = _caught(lambda: self._import(path))
        if error is not None:
            return self._dumps({"tests": [], "error": _told(error)})
        tests = [{"name": name, "line": item.line} for name, item in self._items.items()]
        return self._dumps({"tests": tests, "error": None})

    def do(self, name):
        """Do one test."""
        item = self._items.get(name)
        if item is None:
            gone = Failed("this test was there when the file was looked at, and is not any more")
            return self._dumps({"verdict": "failed", "reason": None, "error": _told(gone)})
        if item.skipped is not None:
            return self._dumps({"verdict": "skipped", "reason": item.skipped, "error": None})
        fixtures = Fixtures(self._library, self._entry, self._entry_class, self._fixtures)
        wrong, late = _caught(lambda: _call(item, fixtures)), _caught(fixtures.finish)
        if isinstance(wrong, Skipped) and late is None:
            return self._dumps({"verdict": "skipped", "reason": str(wrong)[:_LONGEST_MESSAGE], "error": None})
        if wrong is None and late is None:
            return self._dumps({"verdict": "passed", "reason": None, "error": None})
        return self._dumps(
            {"verdict": "failed", "reason": None, "error": _told(late if wrong is None else wrong)}
        )

    def _import(self, path):
        testing_pytest.install(_Module, self._library.ran("re"))
        folders = path.split("/")[:-1]
        own = {}
        for depth in range(len(folders) + 1):
            before = "".join(f"{folder}/" for folder in folders[:depth])
            if before:
                sys.path.append(_FOLDER + before[:-1])
            found = _source(f"{before}conftest.py")
            if found is not None:
                own |= fixtures_in(_module("conftest", f"{before}conftest.py", found))
        self._fixtures = own
        module = _module(path.removesuffix(".py").replace("/", "."), path, _source(path))
        own |= fixtures_in(module)
        self._items = tests_in(module)


def _module(name, path, source):
    """Import a file of tests, and now what its functions import when they are called."""
    if source is None:
        raise NotCollected(f"{path} is not there")
    file = _FOLDER + path
    tree = parsed(source, file)
    check_names(tree)
    late = [*late_imports(tree)]
    module = _Module(name)
    module.__file__, module.__package__ = file, name.rpartition(".")[0]
    setattr(module, HELPER, Seen)
    sys.modules[name] = module
    exec(compile(telling(tree, source), file, "exec", dont_inherit=True), vars(module))
    for wanted in late:
        _caught(lambda: __import__(wanted))  # what fails now fails where it is asked for
    return module


def _source(path):
    try:
        with open(_FOLDER + path, "rb") as file:
            return file.read().decode("utf-8-sig")
    except OSError:
        return None


def _call(item, fixtures):
    fixtures.begin()
    function, bound = item.function()
    returned = function(**fixtures.arguments(item.plain, item.values, bound))
    if returned is not None:
        kind = type(returned).__name__
        if kind in ("coroutine", "generator", "async_generator"):
            raise Failed(f"this test is a {kind}, which nothing would run: write a plain function with def")
        raise Failed(f"this test returned a {kind}, which nobody looks at: write assert instead of return")


def _caught(do):
    """The exception that something raises, of whatever kind; None where it comes to its end."""
    try:
        do()
    except BaseException as error:
        return error
    return None


def _told(error):
    if isinstance(error, (Failed, NotCollected)):
        kind = ""
    else:
        kind = _text(lambda: type(error).__name__)
    message = _text(lambda: str(error))
    if isinstance(error, SyntaxError) and str(error.filename).startswith(_FOLDER):
        place = {"path": error.filename.removeprefix(_FOLDER), "line": error.lineno or 0, "function": ""}
        return {"type": kind, "message": _text(lambda: error.msg), "frames": [place]}
    if isinstance(error, SystemExit):
        message = f"the test ended Python (exit code {_text(lambda: repr(error.code))})"
    return {"type": kind, "message": message, "frames": _frames(error)}


def _text(make):
    """Words of the project's own, which may fail."""
    try:
        text = make()
    except BaseException as wrong:
        return f"(its text could not be read: {type(wrong).__name__})"
    return text[:_LONGEST_MESSAGE] if type(text) is str else str(type(text).__name__)


def _frames(error):
    """Where it came from, the test first."""
    frames, at = [], error.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        if id(at.tb_frame.f_globals) not in _OWN:
            path = code.co_filename.removeprefix(_FOLDER)
            frame = {"path": path, "line": at.tb_lineno or 0, "function": code.co_qualname}
            if not frames or frames[-1] != frame:
                frames.append(frame)
        at = at.tb_next
    if len(frames) > _MOST_FRAMES:
        frames = [*frames[: _MOST_FRAMES // 2], *frames[-_MOST_FRAMES // 2 :]]
    return frames


_OWN.add(id(globals()))
