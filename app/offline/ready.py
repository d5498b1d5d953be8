"""The preview's component on this machine: made once, and kept for the tests that follow."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kit.locks import Held, hold
from app.operators.kinds import ApiVersion
from app.runs.previews import native_name
from app.runs.ready_made import prepare_into
from app.settings import Settings

FOLDER = "previews"
_TICK_S = 0.5


def preview_folder(settings: Settings, work: Settings, version: ApiVersion, say: Callable[[str], None]) -> Path:
    """The folder with the ready-made preview of a version: the one of STUDIO_PREVIEW_DIR, or else one in the data
    folder, where it is made now if need be. Children work in the folders of ``work``. Raises as ``prepare_into``."""
    given = settings.preview_dir
    if given is not None and (given / native_name(version)).is_file():
        return given
    kept = settings.data_dir / FOLDER
    if not (kept / native_name(version)).is_file():
        say("Preparing the preview of this API version, which takes a minute; the next test has it.")
        with _alone(kept / "prepare.lock"):
            for _ in prepare_into(work, kept, (version,)):
                pass
    return kept


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait for the other process that prepares, if there is one."""
    while True:
        try:
            held = hold(path)
            break
        except Held:
            time.sleep(_TICK_S)
    try:
        yield
    finally:
        os.close(held)
