"""The part of pytest that tests in the studio have, as a type checker and the editor are told of it."""

from collections.abc import Callable, Iterable, Sequence
from re import Pattern
from types import TracebackType
from typing import Any, Generic, Literal, NoReturn, Protocol, TypeVar, overload

_F = TypeVar("_F", bound=Callable[..., object])
_C = TypeVar("_C", bound=Callable[..., object] | type)
_E = TypeVar("_E", bound=BaseException)

class _Raised(Generic[_E]):
    """What was raised: the exception and its class."""

    value: _E
    type: type[_E]
    def match(self, pattern: str | Pattern[str]) -> Literal[True]:
        """Fail the test where the pattern is not found in the exception's text."""

class _Raises(Generic[_E]):
    def __enter__(self) -> _Raised[_E]: ...
    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> bool: ...

@overload
def raises(expected: type[_E] | tuple[type[_E], ...], *, match: str | Pattern[str] | None = None) -> _Raises[_E]:
    """Fail the test unless the block below ``with`` raises this exception.

    ``match`` is a regular expression that has to be found in the exception's text.
    """

@overload
def raises(
    expected: type[_E] | tuple[type[_E], ...],
    call: Callable[..., object],
    /,
    *arguments: Any,
    match: str | Pattern[str] | None = None,
    **more: Any,
) -> _Raised[_E]: ...

class _Approx:
    def __eq__(self, actual: object, /) -> bool: ...
    def __ne__(self, actual: object, /) -> bool: ...

def approx(expected: object, rel: float | None = None, abs: float | None = None) -> _Approx:
    """A number, or a list, tuple or dict of numbers, to be compared with ``==``.

    It may be off by a millionth, or by ``rel`` times itself, or by ``abs``.
    """

@overload
def fixture(function: _F) -> _F:
    """Make a function whose value tests get as a parameter of the same name."""

@overload
def fixture(*, scope: str = "function", autouse: bool = False, name: str | None = None) -> Callable[[_F], _F]: ...

class _Param: ...

def param(*values: object, id: str | None = None) -> _Param:
    """A row of ``mark.parametrize`` with a name of its own."""

def skip(reason: str = "") -> NoReturn:
    """End the test here; it counts as left out."""

def fail(reason: str = "") -> NoReturn:
    """End the test here; it counts as failed."""

class _Mark(Protocol):
    def parametrize(
        self, names: str | Sequence[str], rows: Iterable[object], ids: Iterable[object] | None = None
    ) -> Callable[[_C], _C]:
        """Run a test once for each row of values."""

    @overload
    def skip(self, function: _C) -> _C:
        """Leave a test out."""

    @overload
    def skip(self, *, reason: str = "") -> Callable[[_C], _C]: ...
    def skipif(self, condition: object, *, reason: str = "") -> Callable[[_C], _C]:
        """Leave a test out where the condition holds."""

mark: _Mark
"""Marks for tests: parametrize, skip and skipif."""
