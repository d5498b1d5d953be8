"""Going through the tokens of a file, and the parts that stand everywhere: types, members, functions."""

from collections.abc import Callable
from typing import TypeVar

from app.operators.wit.model import Function, Member, Type
from app.operators.wit.tokens import NotWit, Token, tokens

T = TypeVar("T")


class Cursor:
    """A place among the tokens."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0

    @property
    def next(self) -> Token:
        """The token that comes next."""
        return self._tokens[self._at]

    def take(self, expected: str | None = None) -> Token:
        """The next token, which must read as expected."""
        token = self.next
        if not token.text or expected not in (None, token.text):
            raise NotWit(f"line {token.line}: {expected or 'more'} was expected, not {token.text!r}")
        self._at += 1
        return token

    def has(self, text: str) -> bool:
        """Whether this token comes next; then it is taken."""
        if self.next.text != text or self.next.is_escaped:
            return False
        self._at += 1
        return True

    def listed(self, end: str, one: Callable[[], T]) -> tuple[T, ...]:
        """Things separated by commas up to the sign that ends them."""
        found: list[T] = []
        while not self.has(end):
            found.append(one())
            if not self.has(","):
                self.take(end)
                break
        return tuple(found)

    def type(self) -> Type:
        """A type as it is used."""
        name = self.take().text
        return Type(name, self.listed(">", self.type) if self.has("<") else ())

    def field(self) -> Member:
        """``name: type``, of a record or among parameters."""
        name = self.take()
        self.take(":")
        return Member(name.text, self.type(), name.docs)

    def case(self) -> Member:
        """``name`` or ``name(type)``, of a variant, an enum or flags."""
        name = self.take()
        content = None
        if self.has("("):
            content = self.type()
            self.take(")")
        return Member(name.text, content, name.docs)

    def function(self, name: Token) -> Function:
        """What follows the name and colon of a function."""
        self.take("func")
        self.take("(")
        parameters = self.listed(")", self.field)
        result = self.type() if self.has("->") else None
        self.take(";")
        return Function(name.text, parameters, result, name.docs)
