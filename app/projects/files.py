"""A set of source files: paths to bytes, checked as a whole."""

from collections.abc import Mapping

from app.kit.digests import digest_of

Files = dict[str, bytes]


def tree_digest(files: Mapping[str, str]) -> str:
    """The address of a set of files, from each path's content digest: the sorted lines ``<digest> <path>``."""
    listing = "".join(f"{digest} {path}\n" for path, digest in sorted(files.items()))
    return digest_of(listing.encode())


def with_changes(files: Mapping[str, bytes], changes: Mapping[str, bytes | None]) -> Files:
    """A copy with some files written, and those whose change is None removed."""
    merged = {**files, **changes}
    return {path: content for path, content in merged.items() if content is not None}
