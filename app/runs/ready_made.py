"""Making the previews ahead, for an image or another machine of the same kind."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.artifacts.limits import compile_limits
from app.artifacts.precompiled import Precompiled
from app.builds.preview_component import make
from app.kit.digests import digest_of
from app.kit.folders import throw_away
from app.operators.kinds import ApiVersion
from app.runs.previews import ORDER, component_name, native_name
from app.settings import Settings
from app.storage.blobs import open_blobs


def prepare_into(settings: Settings, folder: Path, versions: Sequence[ApiVersion] = ORDER) -> Iterator[str]:
    """Each API version's component, and the same as machine code of this kind of processor; yields the files' names.

    What lies there already is kept. Conflict or LimitExceeded where a component cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cancel = threading.Event()
    with throw_away(settings.work_dir) as work:
        blobs = open_blobs("memory:///")
        precompiled = Precompiled(
            work / "native", work, blobs, compile_limits(settings), settings.precompiled_max_bytes
        )
        for version in versions:
            component, native = folder / component_name(version), folder / native_name(version)
            if not component.exists():
                component.write_bytes(make(settings, version, cancel))
            yield component.name
            if not native.exists():
                content = component.read_bytes()
                made = precompiled.ensure(digest_of(content), cancel, content)
                native.write_bytes(made.read_bytes())
            yield native.name
