"""Expected metrics: each is to be found among those that were recorded, in any order, and no two are the same one."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.payloads.compare import quantities, texts
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.paths import Scope
from app.payloads.compare.values import Trail

Json = Mapping[str, Any]


def compare(found: Comparison, expected: Sequence[Json], recorded: Sequence[Json], scope: Scope) -> None:
    """Look for ``{name, kind?, value?, labels?}`` among the metrics; one that the host refused is none."""
    kept = [metric for metric in recorded if metric.get("error") is None]
    left = dict(enumerate(kept))
    # Who asks for more chooses first, so that the others do not take the only one that fits.
    for index in sorted(range(len(expected)), key=lambda number: -_asked(expected[number])):
        wanted = expected[index]
        if scope.into(str(index)) is None:
            continue
        place = next((number for number, metric in left.items() if _fits(wanted, metric)), None)
        if place is None:
            like = [metric for metric in kept if metric["name"] == wanted.get("name")]
            found.add(Trail("metrics").into(str(index)), texts.json_text(dict(wanted)), _shown(like), _why(like))
        else:
            del left[place]
            found.saw()


def labels_of(given: Any) -> list[tuple[str, str]]:
    """Labels as pairs, from an object or from pairs."""
    pairs = given.items() if isinstance(given, Mapping) else given or ()
    return [(key, value) for key, value in pairs]


def _asked(wanted: Json) -> int:
    return sum(wanted.get(name) is not None for name in ("kind", "value")) + len(labels_of(wanted.get("labels")))


def _fits(wanted: Json, metric: Json) -> bool:
    if wanted.get("name") is not None and wanted["name"] != metric["name"]:
        return False
    if wanted.get("kind") is not None and wanted["kind"] != metric["kind"]:
        return False
    if wanted.get("value") is not None and not _equal(wanted["value"], metric["value"]):
        return False
    return set(labels_of(wanted.get("labels"))) <= set(labels_of(metric.get("labels")))


def _equal(expected: Any, value: Any) -> bool:
    if quantities.is_number(expected) and quantities.is_number(value):
        return quantities.equal(expected, value)
    return str(expected) == str(value)  # nan, inf and -inf are texts in a report


def _shown(like: Sequence[Json]) -> str | None:
    """Those of the same name, for comparing by eye."""
    shown = [{name: metric[name] for name in ("kind", "value", "labels")} for metric in like[:10]]
    return texts.json_text(shown) if shown else None


def _why(like: Sequence[Json]) -> str:
    if not like:
        return "No metric of this name was recorded."
    return f"{len(like):,} of this name {'was' if len(like) == 1 else 'were'} recorded, and none that is left fits."
