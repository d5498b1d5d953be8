"""Ready-made previews for the studios of tests: made once, kept as tests.support.built keeps components."""

import shutil
from functools import partial
from pathlib import Path

from app.operators.kinds import ApiVersion
from app.runs.previews import component_name, native_name
from tests.support import built, generic

FOLDER = built.CACHE / "previews"


def ready() -> Path:
    """The folder for ``Settings.preview_dir``; whatever is missing in it is made now."""
    for version in ApiVersion:
        component = generic.component(version)
        built.once(FOLDER / component_name(version), partial(shutil.copyfile, component))
        built.once(FOLDER / native_name(version), partial(_native, component))
    return FOLDER


def _native(component: Path, target: Path) -> None:
    shutil.copyfile(built.precompiled(component), target)
