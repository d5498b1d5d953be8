"""Types and values of them, at random."""

from typing import Any

from hypothesis import strategies as st

from app.sandbox.values import shapes as s
from app.sandbox.values.forms import Case, Own

WORDS = (
    "a",
    "b",
    "ab",
    "class",
    "count",
    "content-type",
    "node-id",
    "x1",
    "buffer",
    "string",
    "self",
    "u8",
    "and-so-on",
)
RANGES = {f"u{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)} | {
    f"s{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)
}
SCALARS = [s.Scalar(name) for name in (*RANGES, "bool", "f32", "f64", "char", "string")]
_names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True).map(tuple)


def composed(inner: st.SearchStrategy[s.Shape]) -> st.SearchStrategy[s.Shape]:
    optional = st.none() | inner
    return st.one_of(
        inner.map(s.List),
        inner.map(s.Option),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: s.Tuple(tuple(parts))),
        _names.flatmap(lambda names: st.tuples(*(inner for _ in names)).map(lambda of: s.Record(_pairs(names, of)))),
        _names.flatmap(
            lambda names: st.tuples(*(optional for _ in names)).map(lambda of: s.Variant(_pairs(names, of)))
        ),
        st.builds(s.Result, optional, optional),
    )


def _pairs(names: Any, of: Any) -> Any:
    return tuple(zip(names, of, strict=True))


leaves = st.one_of(st.sampled_from(SCALARS), st.just(s.BYTES), _names.map(s.Enum), _names.map(s.Flags))
shapes = st.recursive(leaves, composed, max_leaves=12)
with_handles = st.recursive(leaves | st.just(s.Handle(owned=True)), composed, max_leaves=12)


def values(shape: s.Shape) -> st.SearchStrategy[Any]:
    """In the form in which they are lifted (and may be lowered)."""
    if isinstance(shape, s.Scalar):
        return _scalars(shape.name)
    if isinstance(shape, s.List):
        return st.binary(max_size=40) if shape == s.BYTES else st.lists(values(shape.element), max_size=3)
    if isinstance(shape, s.Record | s.Tuple):
        return st.tuples(*map(values, s.members(shape)))
    if isinstance(shape, s.Option):
        none = isinstance(shape.payload, s.Option)  # some(none) cannot be told from none
        return st.none() if none else st.none() | values(shape.payload)
    if isinstance(shape, s.Enum):
        return st.sampled_from(shape.names)
    if isinstance(shape, s.Flags):
        return st.frozensets(st.sampled_from(shape.names))
    if isinstance(shape, s.Handle):
        return st.integers(0, 2**32 - 1).map(lambda rep: Own(1, rep))
    return st.one_of([_case(tag, payload) for tag, payload in s.cases(shape).items()])


def _case(tag: str, payload: s.Shape | None) -> st.SearchStrategy[Case]:
    return st.just(Case(tag)) if payload is None else values(payload).map(lambda value: Case(tag, value))


def _scalars(name: str) -> st.SearchStrategy[Any]:
    if name in RANGES:
        low, high = RANGES[name]
        return st.integers(low, high)
    if name in {"f32", "f64"}:
        return st.floats(width=int(name[1:]), allow_nan=False)  # type: ignore[arg-type]
    characters = st.characters(exclude_categories=["Cs"])
    return {"bool": st.booleans(), "char": characters, "string": st.text(characters, max_size=200)}[name]


def lifted(value: Any) -> Any:
    """What comes back for a value that was lowered: handles as the number of what they stand for."""
    if isinstance(value, Own):
        return value.rep
    if isinstance(value, Case):
        return Case(value.tag, lifted(value.value))
    if isinstance(value, list | tuple):
        return type(value)(map(lifted, value))
    return value
