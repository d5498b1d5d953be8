"""The module ``pytest`` as tests in the studio know it: a small part under the names that people use."""

import sys

KNOWN = "raises, approx, fixture, param, skip, fail, mark.parametrize, mark.skip and mark.skipif"
MARKS = "@marks"
_TOLERANCE = 1e-6
_SMALLEST = 1e-12


class Skipped(BaseException):
    """Raised by ``skip``; no ``except Exception`` of an operator shall take it for a failure."""


class Failed(BaseException):
    """Raised by ``fail`` and by ``raises``, for the same reason."""


class NotKnown(Exception):
    """Something of pytest that is not here."""


def skip(reason=""):
    """End the test here; it counts as left out."""
    raise Skipped(str(reason))


def fail(reason=""):
    """End the test here as failed."""
    raise Failed(str(reason))


class _Raised:
    """What ``raises`` caught: ``value`` is the exception, ``type`` its class."""

    value = type = None

    def match(self, pattern):
        """Fail where the exception's text does not match."""
        if not _search(pattern, str(self.value)):
            raise Failed(f"{self.type.__name__} has the text {str(self.value)[:500]!r}, which {pattern!r} does not match")
        return True


class _Raises:
    def __init__(self, expected, match):
        self._expected, self._match, self._raised = expected, match, _Raised()

    def __enter__(self):
        return self._raised

    def __exit__(self, kind, value, traceback):
        if kind is None:
            names = " or ".join(one.__name__ for one in _several(self._expected))
            raise Failed(f"{names} was not raised")
        if not issubclass(kind, self._expected):
            return False
        self._raised.type, self._raised.value = kind, value
        if self._match is not None:
            self._raised.match(self._match)
        return True


def raises(expected, *call, match=None, **more):
    """``with raises(ValueError, match="text"):`` or ``raises(ValueError, function, arguments…)``."""
    for one in _several(expected):
        if not (isinstance(one, type) and issubclass(one, BaseException)):
            raise TypeError(f"raises takes exception classes, not {one!r}")
    caught = _Raises(expected, match)
    if not call:
        if more:
            raise NotKnown(f"raises does not know {', '.join(more)} here")
        return caught
    with caught as raised:
        call[0](*call[1:], **more)
    return raised


def _several(expected):
    return expected if isinstance(expected, tuple) else (expected,)


def _search(pattern, text):
    return searching.search(pattern, text) is not None


class _Approx:
    """Equal to numbers that are near, also in lists, tuples and dicts."""

    __array_priority__ = 100
    __hash__ = None

    def __init__(self, expected, rel, abs_):
        self._expected, self._rel, self._abs = expected, rel, abs_

    def __eq__(self, actual):
        return self._is_near(self._expected, actual)

    def __ne__(self, actual):
        return not self == actual

    def __repr__(self):
        return f"approx({self._expected!r})"

    def _is_near(self, expected, actual):
        if isinstance(expected, dict):
            return (
                isinstance(actual, dict)
                and actual.keys() == expected.keys()
                and all(self._is_near(value, actual[key]) for key, value in expected.items())
            )
        if isinstance(expected, (list, tuple)):
            return (
                isinstance(actual, (list, tuple))
                and len(actual) == len(expected)
                and all(map(self._is_near, expected, actual))
            )
        if not _is_number(expected) or not _is_number(actual):
            return bool(expected == actual)
        if expected == actual:
            return True
        relative = (_TOLERANCE if self._rel is None and self._abs is None else self._rel or 0) * abs(expected)
        return bool(abs(expected - actual) <= max(relative, _SMALLEST if self._abs is None else self._abs))


def _is_number(value):
    return isinstance(value, (int, float, complex)) and not isinstance(value, bool)


def approx(expected, rel=None, abs=None):
    """A number, or a list, tuple or dict of them, for comparing with ``==``; a millionth off at most, or as told."""
    return _Approx(expected, rel, abs)


class Param:
    """One row of parametrize with a name of its own."""

    def __init__(self, values, id):
        self.values, self.id = values, id


def param(*values, id=None, marks=()):
    """A row of values."""
    if marks:
        raise NotKnown("param takes no marks here. Skip inside the test instead: pytest.skip(…)")
    return Param(values, id)


class Fixture:
    """A function that makes something for tests."""

    def __init__(self, function, name, autouse):
        self.function, self.name, self.autouse = function, name or function.__name__, autouse

    def __call__(self, *arguments, **more):
        raise Failed(f"{self.name} is a fixture: name it as a parameter of the test instead of calling it")


def fixture(function=None, *, scope="function", params=None, autouse=False, name=None, ids=None):
    """Each test has a Python of its own, so a fixture of any scope is made for each test that asks for it."""
    if params is not None or ids is not None:
        raise NotKnown("fixture takes no params here. Use pytest.mark.parametrize at the tests instead")
    if function is None:
        return lambda given: Fixture(given, name, autouse)
    return Fixture(function, name, autouse)


class _Mark:
    """``mark.parametrize`` and ``mark.skip``."""

    def parametrize(self, names, rows, ids=None):
        """Do a test once for each row."""
        wanted = [one.strip() for one in names.split(",")] if isinstance(names, str) else [*names]
        return _marking(("parametrize", [one for one in wanted if one], [*rows], ids))

    def skip(self, function=None, *, reason=""):
        """Leave a test out."""
        mark = _marking(("skip", reason))
        return mark if function is None else mark(function)

    def skipif(self, condition, *, reason=""):
        """Leave a test out where the condition holds."""
        if isinstance(condition, str):
            raise NotKnown("skipif takes a value here, no text")
        return _marking(("skip", reason) if condition else None)

    def __getattr__(self, name):
        raise NotKnown(f"there is no mark {name} here. The studio's pytest knows {KNOWN}")


def _marking(mark):
    def marked(thing):
        if mark is not None:
            setattr(thing, MARKS, [*vars(thing).get(MARKS, ()), mark])
        return thing

    return marked


searching = None  # the module re, which tests bring with them


def install(module_type, re):
    """Make ``import pytest`` give these names, and nothing else."""
    global searching
    searching = re
    module = module_type("pytest", "The part of pytest that tests in Operator Studio know.")
    for name, value in {
        "raises": raises,
        "approx": approx,
        "fixture": fixture,
        "param": param,
        "skip": skip,
        "fail": fail,
        "mark": _Mark(),
    }.items():
        setattr(module, name, value)
    module.__getattr__ = _unknown
    sys.modules["pytest"] = module


def _unknown(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"there is no pytest.{name} here. The studio's pytest knows {KNOWN}")
