"""Assert statements that tell what they saw: each part that was compared is remembered and shown when it fails.

Files of tests are compiled here, with every ``assert`` put in other words. A name that begins with ``@`` cannot be one
of the project's.
"""

import _ast

HELPER = "@Seen"
_SEEN = "@seen"
_LONGEST_PART = 500
_LONGEST = 4_000
_MOST_DIFFERENCES = 5
_UNTOLD = (_ast.GeneratorExp, _ast.Lambda, _ast.Starred)
_LITERAL = (_ast.Constant, _ast.Dict, _ast.List, _ast.Tuple, _ast.Set, _ast.UnaryOp)


def parsed(source, path):
    """The tree of a file."""
    return compile(source, path, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)


def telling(tree, source):
    """The same tree with the asserts in other words."""
    _Rewriter(source).statements_below(tree)
    return tree


def shown(value):
    """A value as text of bounded length, whatever its own words do."""
    try:
        text = repr(value)
    except Exception as error:
        text = f"<{type(value).__name__} whose repr raised {type(error).__name__}>"
    return text if len(text) <= _LONGEST_PART else f"{text[:_LONGEST_PART]}… ({len(text):,} characters)"


class Seen:
    """What one assert saw."""

    def __init__(self, text, is_equality):
        self._text, self._is_equality = text, is_equality
        self._parts = []

    def __call__(self, name, value):
        self._parts.append((name, value))
        return value

    def failed(self, *message):
        """What to raise."""
        lines = [str(message[0])] if message else []
        lines.append(self._text)
        lines += [f"  {name} is {shown(value)}" for name, value in self._parts if name]
        if self._is_equality and len(self._parts) == 2:
            lines += [f"  {line}" for line in _differences(self._parts[0][1], self._parts[1][1])]
        text = "\n".join(lines)
        return AssertionError(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _differences(one, other):
    """Where two values that should be equal part, in words; nothing where that is plain to see."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [*_of_dicts(one, other)]
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return [*_of_rows(one, other)]
    if isinstance(one, (str, bytes)) and type(one) is type(other) and max(len(one), len(other)) > 40:
        at = next((n for n, pair in enumerate(zip(one, other)) if pair[0] != pair[1]), min(len(one), len(other)))
        start = max(0, at - 10)
        return [f"they differ from character {at} on: {shown(one[start:at + 30])} and {shown(other[start:at + 30])}"]
    return []


def _of_dicts(one, other):
    differing = [key for key in {**one, **other} if key not in one or key not in other or one[key] != other[key]]
    for key in differing[:_MOST_DIFFERENCES]:
        if key not in one or key not in other:
            yield f"only the {'right' if key in other else 'left'} one has {shown(key)}"
        else:
            yield f"under {shown(key)}: {shown(one[key])} and {shown(other[key])}"
    if len(differing) > _MOST_DIFFERENCES:
        yield f"and {len(differing) - _MOST_DIFFERENCES} more differ"


def _of_rows(one, other):
    if len(one) != len(other):
        yield f"the left one has {len(one)} entries, the right one {len(other)}"
    at = next((n for n, pair in enumerate(zip(one, other)) if pair[0] != pair[1]), None)
    if at is not None:
        yield f"entry {at}: {shown(one[at])} and {shown(other[at])}"


class _Rewriter:
    def __init__(self, source):
        self._lines = source.encode().split(b"\n")

    def statements_below(self, node):
        """Rewrite every assert below a node."""
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                setattr(node, field, [new for item in value for new in self._rewritten(item)])
            elif isinstance(value, _ast.AST):
                self.statements_below(value)

    def _rewritten(self, item):
        if isinstance(item, _ast.Assert):
            return self._statements(item)
        if isinstance(item, _ast.AST):
            self.statements_below(item)
        return [item]

    def _statements(self, given):
        """Make what is seen anew, look, and raise where it is not so."""
        test = given.test
        is_equality = isinstance(test, _ast.Compare) and [type(one) for one in test.ops] == [_ast.Eq]
        constants = [_constant(self._text(given)), _constant(is_equality)]
        begun = _ast.Assign([_name(_SEEN, _ast.Store())], _ast.Call(_name(HELPER), constants, []))
        looked = self._looking(test, is_equality)
        raised = _ast.Call(_ast.Attribute(_name(_SEEN), "failed", _ast.Load()), [given.msg] if given.msg else [], [])
        checked = _ast.If(_ast.UnaryOp(_ast.Not(), looked), [_ast.Raise(raised, None)], [])
        return [_placed(begun, given), _placed(checked, given)]

    def _looking(self, node, whole=False):
        """An expression that tells of its parts; with ``whole`` of all of them."""
        if isinstance(node, _ast.BoolOp):
            node.values = [self._looking(value) for value in node.values]
        elif isinstance(node, _ast.UnaryOp) and isinstance(node.op, _ast.Not):
            node.operand = self._looking(node.operand)
        elif isinstance(node, _ast.Compare):
            node.left = self._part(node.left, whole)
            node.comparators = [self._part(one, whole) for one in node.comparators]
        elif isinstance(node, _ast.Call):
            node.args = [self._part(one) for one in node.args]
            return self._part(node)
        else:
            return self._part(node)
        return node

    def _part(self, node, whole=False):
        if not whole and (isinstance(node, _UNTOLD) or _is_literal(node)):
            return node
        name = "" if _is_literal(node) else self._text(node)
        call = _ast.Call(_name(_SEEN), [_constant(name), node], [])
        return _placed(call, node)

    def _text(self, node):
        """The source of a node in one line."""
        first, last = node.lineno - 1, node.end_lineno - 1
        if first == last:
            text = self._lines[first][node.col_offset : node.end_col_offset]
        else:
            between = self._lines[first + 1 : last]
            text = b" ".join(
                [self._lines[first][node.col_offset :], *between, self._lines[last][: node.end_col_offset]]
            )
        text = " ".join(text.decode(errors="replace").split())
        return text if len(text) <= _LONGEST_PART else f"{text[:_LONGEST_PART]}…"


def _is_literal(node):
    """Whether its text tells all."""
    parts = [part for field in node._fields for part in _listed(getattr(node, field, None))]
    return isinstance(node, _LITERAL) and all(map(_is_literal, parts))


def _listed(value):
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, _ast.expr)]


def _constant(value):
    return _ast.Constant(value)


def _name(name, context=None):
    return _ast.Name(name, context or _ast.Load())


def _placed(node, like):
    """Give a new node, and those of its parts that have none, the place of another."""
    if isinstance(node, (_ast.expr, _ast.stmt)) and getattr(node, "lineno", None) is None:
        node.lineno, node.col_offset = like.lineno, like.col_offset
        node.end_lineno, node.end_col_offset = like.end_lineno, like.end_col_offset
    for field in node._fields:
        value = getattr(node, field, None)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, (_ast.expr, _ast.stmt)) and getattr(part, "lineno", None) is None:
                _placed(part, like)
    return node
