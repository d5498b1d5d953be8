"""``init`` and ``process`` that cannot be called as the runtime calls them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.interface.expected import TYPES, Call, call
from app.operators.checks.interface.methods import plain_methods, used_names
from app.operators.checks.interface.parameter_list import SELF, Change, fix
from app.operators.checks.operator import Method, Operator
from app.operators.checks.rule import Found, Rule, Severity

# What published examples call the arguments: as a first parameter, each of these is a forgotten self.
_ROLE_NAMES = {*TYPES, "input", "data", "config", "conf", "msg"}
_NAMES = {
    "timestamp": {"timestamp", "time", "clock", "ts", "hlc"},
    "message": {"message", "msg", "data", "input"},
}


def check_process(operator: Operator) -> Iterator[Found]:
    """``process``, for this kind."""
    return _check(operator, "process")


def check_init(operator: Operator) -> Iterator[Found]:
    """``init``, which takes the configuration."""
    return _check(operator, "init")


def _check(operator: Operator, name: str) -> Iterator[Found]:
    for method_name, method in plain_methods(operator):
        if method_name == name and (problem := _problem(method, call(operator, name))):
            severity, change = problem
            words = {
                "method": name,
                "given": _written(method.node.args),
                "passed": _passed(method, call(operator, name), change),
            }
            place = method.module.head(method.node)
            yield Found(place, words, severity, change is not None, method.node, change)


def _problem(method: Method, wanted: Call) -> tuple[Severity, Change | None] | None:
    """What is wrong with the parameters, with the change that mends it where there is one."""
    count = len(wanted.roles) + (not method.is_static)
    positional, arguments = _positional(method), method.node.args
    needed = len(positional) - len(arguments.defaults)
    if any(default is None for default in arguments.kw_defaults):
        return Severity.ERROR, None
    if needed > count:
        return Severity.ERROR, _without_surplus(method, wanted, needed - count)
    if len(positional) < count and arguments.vararg is None:
        return Severity.ERROR, _with_missing(method, wanted)
    if not method.is_static and positional and positional[0].arg in _ROLE_NAMES:
        is_used = positional[0].arg in used_names(method)
        return Severity.WARNING, None if is_used else Change((positional[0].arg,), ("self",))
    return (Severity.WARNING, Change(swap=True)) if _is_swapped(method, wanted) else None


def _is_swapped(method: Method, wanted: Call) -> bool:
    """Whether each of two parameters bears a name of the other."""
    names = [argument.arg for argument in method.parameters]
    return (
        len(names) == 2
        and not method.node.args.defaults
        and all(name in _NAMES.get(role, ()) for name, role in zip(reversed(names), wanted.roles, strict=False))
    )


def _passed(method: Method, wanted: Call, change: Change | None) -> str:
    if change is not None and change.swap:
        return f"{wanted.words}, in this order"
    first = _positional(method)[:1]
    lacks_self = bool(first) and not method.is_static and first[0].arg in _ROLE_NAMES
    return f"self and {wanted.words}" if lacks_self else wanted.words


def _without_surplus(method: Method, wanted: Call, surplus: int) -> Change | None:
    """Drop parameters that the body does not use; where more are unused, those before the message."""
    used = used_names(method)
    unused = [argument.arg for argument in method.parameters if argument.arg not in used]
    if len(unused) > surplus and len(wanted.roles) > 1:
        return None
    chosen = unused[-surplus:] if method.node.name == "init" else unused[:surplus]
    return Change(tuple(chosen)) if len(chosen) == surplus and not method.node.args.defaults else None


def _with_missing(method: Method, wanted: Call) -> Change | None:
    given = [argument.arg for argument in _positional(method)]
    if method.is_static or method.node.args.defaults or method.node.args.posonlyargs:
        return None
    if given[:1] and given[0] in SELF:
        return _with_roles(given[1:], wanted.roles, used_names(method))
    return Change(before=("self",)) if len(given) == len(wanted.roles) else None


def _with_roles(given: list[str], roles: tuple[str, ...], used: set[str]) -> Change | None:
    """Arguments that self stands alone for, or the one beside the logical time or the message."""
    if not given:
        return Change(behind=roles) if not used & set(roles) else None
    if "timestamp" not in roles or len(given) != 1:
        return None
    has_time = given[0] in {"timestamp", "time", "clock"}
    missing = "message" if has_time else "timestamp"
    if missing in used:
        return None
    return Change(before=(missing,)) if roles[0] == missing else Change(behind=(missing,))


def _written(arguments: ast.arguments) -> str:
    """The parameters without annotations and defaults."""
    names = [argument.arg for argument in [*arguments.posonlyargs, *arguments.args]]
    if arguments.vararg is not None or arguments.kwonlyargs:
        names.append(f"*{arguments.vararg.arg if arguments.vararg else ''}")
    names += [argument.arg for argument in arguments.kwonlyargs]
    return ", ".join([*names, f"**{arguments.kwarg.arg}"] if arguments.kwarg else names)


def _positional(method: Method) -> list[ast.arg]:
    return [*method.node.args.posonlyargs, *method.node.args.args]


_SENTENCE = "{method}({given}) does not fit: the runtime calls it with {passed}."

RULES = (
    Rule(
        code="process-parameters",
        severity=Severity.ERROR,
        sentence=_SENTENCE,
        help="Behind self, a map and a filter take the message, a branch the logical time and the message, an "
        "accumulate the value so far and a list of messages, a delay the message and the logical time.",
        check=check_process,
        fix=fix,
    ),
    Rule(
        code="init-parameters",
        severity=Severity.ERROR,
        sentence=_SENTENCE,
        help="Write it as init(self, configuration).",
        check=check_init,
        fix=fix,
    ),
)
