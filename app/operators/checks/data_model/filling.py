"""Adding arguments to a call, in the order of the bindings and in the call's own layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import libcst as cst

_EQUAL = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))


def filled(call: cst.Call, order: Sequence[str], names: Mapping[str, str], added: Mapping[str, str]) -> cst.Call:
    """The call with keywords renamed (old name -> new) and others added (name -> source text).

    A comment behind an argument stays with it.
    """
    present = [_renamed(argument, names) for argument in call.args]
    arguments = list(present)
    for name, text in added.items():
        arguments.insert(_behind(arguments, order, name), _argument(name, text))
    if not present:
        return call.with_changes(args=arguments)
    between = _layout(present)
    kept = present[:-1]
    ended = [one if one in kept else _ended(one, between) for one in arguments[:-1]]
    return call.with_changes(args=[*ended, _like_last(arguments[-1], present[-1])])


def named(call: cst.Call, position: int, name: str) -> cst.Call:
    """The call with a positional argument given by name."""
    argument = call.args[position].with_changes(keyword=cst.Name(name), equal=_EQUAL)
    return call.with_changes(args=[*call.args[:position], argument, *call.args[position + 1 :]])


def _renamed(argument: cst.Arg, names: Mapping[str, str]) -> cst.Arg:
    if argument.keyword is None or argument.keyword.value not in names:
        return argument
    return argument.with_changes(keyword=cst.Name(names[argument.keyword.value]))


def _argument(name: str, text: str) -> cst.Arg:
    return cst.Arg(cst.parse_expression(text), keyword=cst.Name(name), equal=_EQUAL)


def _behind(arguments: Sequence[cst.Arg], order: Sequence[str], name: str) -> int:
    """Where an argument goes: behind those that come before it in the bindings."""
    before = set(order[: order.index(name)])
    earlier = [number for number, one in enumerate(arguments) if one.keyword is None or one.keyword.value in before]
    return earlier[-1] + 1 if earlier else 0


def _layout(present: Sequence[cst.Arg]) -> cst.Comma:
    """The comma to put between arguments, without comments: one with a new line behind it, if there are such."""
    commas = [one.comma for one in present[:-1] if isinstance(one.comma, cst.Comma)]
    commas.sort(key=lambda one: not isinstance(one.whitespace_after, cst.ParenthesizedWhitespace))
    return _bare(commas[0]) if commas else cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))


def _bare(comma: cst.Comma) -> cst.Comma:
    space = _silent(comma.whitespace_after)
    if isinstance(space, cst.ParenthesizedWhitespace):
        space = space.with_changes(empty_lines=())
    return comma.with_changes(whitespace_after=space)


def _ended(argument: cst.Arg, between: cst.Comma) -> cst.Arg:
    """With a comma behind it, and behind that its comment. What else stood before the closing bracket moves on."""
    own = argument.comma.whitespace_after if isinstance(argument.comma, cst.Comma) else argument.whitespace_after_arg
    comma = between
    if isinstance(own, cst.ParenthesizedWhitespace) and own.first_line.comment is not None:
        space = between.whitespace_after
        usual = space if isinstance(space, cst.ParenthesizedWhitespace) else own
        comma = between.with_changes(whitespace_after=usual.with_changes(first_line=own.first_line))
    return argument.with_changes(comma=comma, whitespace_after_arg=cst.SimpleWhitespace(""))


def _like_last(argument: cst.Arg, last: cst.Arg) -> cst.Arg:
    """What stood before the closing bracket stands there again, comments aside: they stay where they were."""
    if argument is last:
        return argument
    comma = last.comma
    if isinstance(comma, cst.Comma):
        comma = comma.with_changes(whitespace_after=_silent(comma.whitespace_after))
    return argument.with_changes(comma=comma, whitespace_after_arg=_silent(last.whitespace_after_arg))


def _silent(space: cst.BaseParenthesizableWhitespace) -> cst.BaseParenthesizableWhitespace:
    """Whitespace without the comment on its first line."""
    if not isinstance(space, cst.ParenthesizedWhitespace):
        return space
    first = space.first_line.with_changes(comment=None, whitespace=cst.SimpleWhitespace(""))
    return space.with_changes(first_line=first)
