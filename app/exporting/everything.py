"""All that the studio has of a project as one zip file, made while it is sent.

operators/…, schema/…                    the sources, to be built elsewhere, see ``app.projects.export``
components/<name>-<digest>.wasm          what its newest build in each mode gave
components/<name>-<digest>.json          where that comes from, see ``provenance``
collections/<name>-v<version>.zip        the collections that it has chosen, each as its own export
README.txt                               what is what
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.artifacts.service import file_name
from app.db.models import Artifact, Build, BuildStatus, Project
from app.exporting.provenance import provenance
from app.payloads.writing.shapes import Operator
from app.payloads.writing.stored import export_of
from app.payloads.writing.zips import zip_pieces
from app.runs.collections import chosen
from app.storage.blobs import Blobs

README = """{name}: a {kind} operator for API version {api_version} of Azure IoT Operations, revision {revision}.

operators/, schema/   the sources; operators/{name}/BUILD.md has the commands that build them.
components/           built components, if there are any; the .json beside each tells where it comes from.
collections/          payloads with what is expected, if the project has any; a studio reads them, and the
                      README.txt in each tells what else does.
"""
MODES = ("release", "debug")

_Files = Iterator[tuple[str, Iterable[bytes]]]


def everything(
    session: Session, engine: Engine, blobs: Blobs, project: Project, sources: Mapping[str, bytes]
) -> Iterator[bytes]:
    """The zip file in pieces. What is needed of the database is read at once, so the session may be closed by then."""
    about = {"name": project.name, "kind": project.kind, "api_version": project.api_version}
    files: list[tuple[str, Iterable[bytes]]] = [(path, (content,)) for path, content in sorted(sources.items())]
    files += _components(session, blobs, project)
    files += _collections(session, engine, blobs, project)
    files.append(("README.txt", (README.format(revision=project.head, **about).encode(),)))
    return zip_pieces(files)


def _components(session: Session, blobs: Blobs, project: Project) -> _Files:
    seen: set[str] = set()
    for mode in MODES:
        artifact = _newest(session, project, mode)
        if artifact is None or artifact.digest in seen:
            continue
        seen.add(artifact.digest)
        name = file_name(artifact)
        yield f"components/{name}", blobs.read(artifact.digest, 0, blobs.size(artifact.digest))
        told = json.dumps(provenance(session, artifact), indent=2, ensure_ascii=False)
        yield f"components/{name.removesuffix('.wasm')}.json", (told.encode(), b"\n")


def _newest(session: Session, project: Project, mode: str) -> Artifact | None:
    query = select(Artifact).join(Build, col(Build.artifact_digest) == Artifact.digest)
    wanted = Build.project_id == project.id, Build.mode == mode, Build.status == BuildStatus.SUCCEEDED
    return session.exec(query.where(*wanted).order_by(col(Build.id).desc()).limit(1)).first()


def _collections(session: Session, engine: Engine, blobs: Blobs, project: Project) -> _Files:
    operator = Operator(project.name, project.kind, project.api_version)
    names: set[str] = set()
    for collection in chosen.of_project(session, project.id):
        name = f"{_plain(collection.name)}-v{collection.version}"
        name = name if name not in names else f"{name}-{collection.id}"
        names.add(name)
        yield f"collections/{name}.zip", export_of(session, engine, blobs, collection, operator=operator)


def _plain(name: str) -> str:
    """A name as part of a path: whatever could mean something else there becomes a dash."""
    kept = "".join(sign if sign.isalnum() or sign in "._- " else "-" for sign in name)
    return kept.strip(". ") or "collection"
