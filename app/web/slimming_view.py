"""What slimming did to a component, in words."""

from app.components.slimming.slim import OK
from app.db.models import Artifact
from app.web import formats


def in_short(artifact: Artifact) -> str | None:
    """``63 % smaller than the toolchain's 34.4 MiB``; None for a component that was not slimmed."""
    if not artifact.plain_size:
        return None
    percent = 100 - 100 * artifact.size / artifact.plain_size
    return f"{percent:.0f} % smaller than the toolchain's {formats.size(artifact.plain_size)}"


def done(artifact: Artifact) -> list[str]:
    """One sentence for each thing that was done or checked; none for a component that was not slimmed."""
    facts = artifact.slimming
    if not facts:
        return []
    stripped = f"Debug sections and function names left out: {formats.size(facts['stripped_bytes'])}."
    unused = f"Functions and exports that nothing reaches left out: {formats.size(facts['unused_bytes'])}."
    return [stripped, *([unused] if facts["unused_bytes"] else []), *_memory(facts), _checked(facts["checked"])]


def _memory(facts: dict[str, object]) -> list[str]:
    left_out, freed = (formats.size(int(str(facts[name]))) for name in ("zero_bytes", "freed_bytes"))
    cleared = f", after clearing {freed} that the build had freed" if facts["heap_walk"] == OK else ""
    if facts["segments"]:
        return [f"Zeros taken out of the stored memory: {left_out}{cleared}."]
    return ["The stored memory is as the toolchain made it."]


def _checked(checks: dict[str, bool]) -> str:
    same = "Checked: the same imports and exports"
    return f"{same}, and a first call of the result." if checks["smoke"] else f"{same}."
