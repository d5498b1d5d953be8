"""Where to go from an error: to what the address belongs to, and to the list that holds it."""

from typing import NamedTuple

from app.operators.names import LONGEST_NAME


class Way(NamedTuple):
    """A button of an error page."""

    text: str
    address: str


_LISTS = {
    "artifacts": Way("All artifacts", "/artifacts"),
    "collections": Way("All collections", "/collections"),
    "collection-runs": Way("All collections", "/collections"),
    "new-collection": Way("All collections", "/collections"),
    "shares": Way("All collections", "/collections"),
}
_PROJECTS = Way("All projects", "/projects")
_HELP = Way("Help", "/help")
_WORDS = {"projects": "Back to {}", "artifacts": "Back to the artifact", "collections": "Back to the collection"}


def ways_back(path: str, code: str) -> list[Way]:
    """The nearest first. What is not there itself (``code`` says so) is nowhere to go back to."""
    noun, _, rest = path.strip("/").partition("/")
    name, _, further = rest.partition("/")
    ways = [_LISTS.get(noun, _PROJECTS), _HELP]
    if noun in _WORDS and further and not code.startswith(f"{noun.removesuffix('s')}_unknown"):
        told = name if len(name) <= LONGEST_NAME else "it"
        ways.insert(0, Way(_WORDS[noun].format(told), f"/{noun}/{name}"))
    return ways
