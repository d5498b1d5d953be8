"""Which functions the code of another one names: a walk over instructions (core specification, "Instructions").

Instructions are passed over by one regular expression, since there are millions; only those that name a function, and
those of a length that it cannot tell, are looked at one by one.
"""

import re

from app.components.cursor import Cursor
from app.components.slimming.module import skip_value_type
from app.components.slimming.reasons import LeftAlone

_NUMBER = rb"[\x80-\xff]*+[\x00-\x7f]"
_PASSED = re.compile(
    rb"(?:"
    rb"[\x00\x01\x05\x0b\x0f\x1a\x1b\x45-\xc4\xd1]"  # no operand: nop, end, drop, arithmetic
    rb"|[\x02-\x04\x0c\x0d\x20-\x26\x3f-\x42\xd0]" + _NUMBER +  # one: blocks, branches, variables, integer constants
    rb"|\x11" + _NUMBER + _NUMBER +  # call_indirect
    rb"|[\x28-\x3e][\x00-\x3f]" + _NUMBER +  # loads and stores in the first memory
    rb"|\x43[\x00-\xff]{4}|\x44[\x00-\xff]{8}"  # f32.const, f64.const
    rb"|\xfc(?:[\x00-\x07]|[\x0a\x0c\x0e]" + _NUMBER + _NUMBER + rb"|[\x0b\x0d\x0f-\x11]" + _NUMBER + rb")"
    rb")*+"
)  # fmt: skip
_CALL, _RETURN_CALL, _REF_FUNC = 0x10, 0x12, 0xD2
_BR_TABLE, _SELECT_OF_TYPE = 0x0E, 0x1C


def functions_named(body: Cursor) -> set[int]:
    """The functions that a function's body (its locals, then its code) calls or takes a reference of.

    LeftAlone at the first instruction that is not known here, such as those for vectors and exceptions.
    """
    for _ in range(body.number()):
        body.number()
        skip_value_type(body)
    named: set[int] = set()
    while True:
        passed = _PASSED.match(body.content, body.at, body.end)
        body.at = passed.end() if passed else body.at
        if not body.left:
            return named
        instruction = body.byte()
        if instruction in {_CALL, _RETURN_CALL, _REF_FUNC}:
            named.add(body.number())
        elif instruction in {_BR_TABLE, _SELECT_OF_TYPE}:
            _skip_vector(body, more=instruction == _BR_TABLE)
        else:
            raise LeftAlone(f"its code uses the instruction {instruction:#04x}")


def _skip_vector(body: Cursor, *, more: bool) -> None:
    for _ in range(body.number() + more):
        body.number()
