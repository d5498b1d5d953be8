"""Dot paths, as ``select`` and ``ignores`` hold them: ``payload.items.0.name``, ``payload.*.value``.

A segment is the name of a member or the index of an element, ``*`` every one. A backslash takes the meaning from the
dot, the star or the backslash that follows it; ``\\e`` is the empty name, which JSON allows.
"""

from collections.abc import Iterable, Sequence

MAX_CHARACTERS = 1_000

_WHOLE: dict[str, str | None] = {"*": None, "\\e": ""}
Path = tuple[str | None, ...]  # None is every member


class BadPath(ValueError):
    """A text that is no dot path; ``sentence`` says why, for users."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def parse(text: str) -> Path:
    """The segments of a dot path; raises BadPath."""
    if not text:
        raise BadPath("A path cannot be empty. Write for instance payload.humidity.")
    if len(text) > MAX_CHARACTERS:
        raise BadPath(f"This path has {len(text):,} characters; at most {MAX_CHARACTERS:,} are allowed.")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise BadPath("This path holds half a character that no text can have. Type it again.")
    return tuple(_segment(part, text) for part in _split(text))


def written(segments: Iterable[str]) -> str:
    """The dot path of these names, marked so that ``parse`` gives them back."""
    return ".".join(_marked(segment) for segment in segments)


def _split(text: str) -> list[str]:
    """At the dots that are not marked; the marks stay."""
    parts = [""]
    is_marked = False
    for character in text:
        if character == "." and not is_marked:
            parts.append("")
        else:
            parts[-1] += character
        is_marked = character == "\\" and not is_marked
    return parts


def _segment(part: str, text: str) -> str | None:
    if not part:
        raise BadPath(
            f"The path {text[:100]} has an empty part. Write one dot between two names, and none at the ends."
        )
    if part in _WHOLE:
        return _WHOLE[part]
    name, is_marked = "", False
    for character in part:
        if is_marked and character not in ".*\\":
            raise BadPath(
                f"In the path {text[:100]} a backslash stands before {character}. It may stand before . * or \\."
            )
        if character == "\\" and not is_marked:
            is_marked = True
        else:
            name, is_marked = name + character, False
    if is_marked:
        raise BadPath(f"The path {text[:100]} ends with a backslash. Write \\\\ for one that belongs to a name.")
    return name


def _marked(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace(".", "\\.")
    return {"": "\\e", "*": "\\*"}.get(escaped, escaped)


class Scope:
    """What of a value is looked at: with ``select`` None all of it, else the parts at these paths; never what lies at
    or below a path of ``ignores``. The paths begin at the value."""

    def __init__(self, select: Sequence[Path] | None = None, ignores: Sequence[Path] = ()) -> None:
        self._select, self._ignores = select, ignores
        named = {path[0] for path in (*(select or ()), *ignores)}
        self._named = named - {None}
        self._known: dict[str | None, Scope | None] = {}

    @property
    def is_partial(self) -> bool:
        """Whether only parts of the value are looked at."""
        return self._select is not None

    @property
    def names(self) -> set[str] | None:
        """The members that a part may lie in; None where that can be any."""
        heads = {path[0] for path in self._select or ()}
        return None if self._select is None or None in heads else {head for head in heads if head is not None}

    def has(self, segment: str) -> bool:
        """Whether a member is looked at."""
        return self.into(segment) is not None

    def into(self, segment: str) -> "Scope | None":
        """The scope of a member; None where it is not looked at."""
        if not self._ignores and self._select is None:
            return self
        name = segment if segment in self._named else None
        if name not in self._known:
            self._known[name] = self._member(name)
        return self._known[name]

    def _member(self, name: str | None) -> "Scope | None":
        ignores = _below(self._ignores, name)
        if () in ignores:
            return None
        select = None if self._select is None else _below(self._select, name)
        if select == []:
            return None
        return Scope(None if select is None or () in select else select, ignores)


def under(paths: Sequence[Path], *prefix: str) -> list[Path]:
    """The rest of the paths that begin in this way."""
    for name in prefix:
        paths = [path[1:] for path in paths if len(path) > 1 and path[0] in {None, name}]
    return list(paths)


def _below(paths: Sequence[Path], name: str | None) -> list[Path]:
    """What is left of the paths that lead into a member; ``name`` is None for one that no path names."""
    return [path[1:] for path in paths if path[0] is None or path[0] == name]
