"""What operators can be written."""

from fastapi import APIRouter

from app.api.schemas.projects import KindOut, TemplateOut
from app.operators import samples
from app.operators.worlds import World, all_worlds

router = APIRouter(prefix="/kinds", tags=["kinds"])

TEMPLATE = "default"


@router.get("")
def list_kinds() -> list[KindOut]:
    """Every operator kind in every API version."""
    return [_kind_out(world) for world in all_worlds()]


def _kind_out(world: World) -> KindOut:
    files = sorted(samples.files(world.kind, world.api_version, world.kind))
    return KindOut(
        kind=world.kind,
        api_version=world.api_version,
        entry_class=world.kind.entry_class,
        meaning=world.kind.meaning,
        process=world.kind.signature(world.api_version),
        world=world.name,
        export=world.export,
        templates=[TemplateOut(name=TEMPLATE, files=files)],
    )
