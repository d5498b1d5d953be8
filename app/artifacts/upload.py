"""Taking in a component that was built elsewhere."""

from sqlmodel import Session

from app.artifacts import service
from app.artifacts.inspection import inspect_file
from app.artifacts.limits import inspect_limits
from app.components.reader import ComponentReport
from app.db.models import Artifact
from app.errors import Invalid
from app.kit.digests import digest_of
from app.kit.folders import throw_away
from app.operators.compatibility import detect
from app.operators.names import check_name
from app.operators.worlds import World
from app.settings import Settings
from app.storage.blobs import Blobs


def store(session: Session, blobs: Blobs, settings: Settings, name: str, content: bytes) -> Artifact:
    """Keep a component after reading it in a child; Invalid when it is none, or no operator the studio knows."""
    check_name(name)
    with throw_away(settings.work_dir) as folder:
        component = folder / "component.wasm"
        component.write_bytes(content)
        report = inspect_file(component, folder, inspect_limits(settings))
    world = _world_of(report)
    kept = service.keep(
        session, digest_of(content), name, world, report, mode="unknown", toolchain={}, origin="uploaded"
    )
    # Under the write lock: a deletion of the same component drops its bytes either before this or not at all.
    blobs.put(content)
    return kept


def _world_of(report: ComponentReport) -> World:
    worlds = detect(report)
    if len(worlds) == 1:
        return worlds[0]
    exports = ", ".join(report.exports) or "nothing"
    raise Invalid(
        "not_an_operator",
        f"This component exports {exports}. An operator exports exactly one of the interfaces map, filter, branch, "
        "accumulate and delay, in one of the known API versions.",
    )
