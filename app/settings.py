"""Every setting of the studio: one frozen object made from the environment.

A setting NAME is read from STUDIO_NAME; a secret also from the file that STUDIO_NAME_FILE names.
docs/settings.md lists them; a test keeps both alike.
"""

import ipaddress
import os
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from packaging.utils import InvalidName, NormalizedName, canonicalize_name
from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MEBIBYTE = 1024 * 1024


def default_data_dir() -> Path:
    """The user's data folder for the studio, as the XDG base directory specification places it."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "operator-studio"


class Settings(BaseSettings):
    """How this studio is set up."""

    model_config = SettingsConfigDict(env_prefix="STUDIO_", frozen=True, extra="ignore", hide_input_in_errors=True)

    host: str = Field(
        default="127.0.0.1", description="Address to listen on. Any but a loopback one needs an access token."
    )
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: str | None = Field(
        default=None, description="The address people use, behind a proxy or not. Setting it needs an access token."
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Further Host names that requests may carry, separated by commas."
    )
    access_token: SecretStr | None = Field(
        default=None,
        description="What people sign in with, and what scripts send as Bearer token. At least 16 characters.",
    )
    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Folder of everything the studio keeps. Default: the user's XDG data folder.",
    )
    database_url: str | None = Field(
        default=None, description="SQLAlchemy URL of the database. Default: SQLite in the data folder."
    )
    storage_url: str | None = Field(
        default=None,
        description="Where components are kept: file:///folder or memory:///. Default: a folder in the data folder.",
    )
    build_workers: int = Field(
        default=1, ge=0, le=64, description="Builds at once in this process. 0: this process builds nothing."
    )
    build_time_limit_s: float = Field(default=180, gt=0, le=3600, description="Longest time of one build, in seconds.")
    build_memory_bytes: int = Field(
        default=1024 * MEBIBYTE,
        ge=256 * MEBIBYTE,
        description="Most memory of one build or precompilation, in bytes.",
    )
    build_output_bytes: int = Field(
        default=MEBIBYTE,
        ge=10_000,
        description="Most log text kept of one build, in bytes; what follows is cut, and the log says so.",
    )
    component_max_bytes: int = Field(
        default=256 * MEBIBYTE, ge=MEBIBYTE, description="Largest component that may be built or uploaded, in bytes."
    )
    run_workers: int = Field(default=2, ge=1, le=64, description="Runs at once in this process.")
    run_time_limit_ms: int = Field(
        default=60_000,
        ge=10,
        le=600_000,
        description="Longest time a run may allow its operator for one message, in milliseconds; 5,000 are usual.",
    )
    run_wall_limit_s: float = Field(
        default=120, gt=0, le=3600, description="Longest time of one whole run, in seconds."
    )
    run_memory_bytes: int = Field(
        default=1024 * MEBIBYTE,
        ge=64 * MEBIBYTE,
        le=4096 * MEBIBYTE,
        description="Most linear memory a run may allow its operator, in bytes; 256 MiB are usual.",
    )
    run_output_bytes: int = Field(
        default=16 * MEBIBYTE,
        ge=1_000,
        le=64 * MEBIBYTE,
        description="Most output a run may allow for one message (payload, logs, prints), in bytes; 4 MiB are usual.",
    )
    run_log_lines: int = Field(
        default=10_000, ge=1, le=100_000, description="Most log lines a run may keep of one message; 2,000 are usual."
    )
    run_host_calls: int = Field(
        default=1_000_000,
        ge=1,
        le=100_000_000,
        description="Most calls to the host a run may allow for one message; 100,000 are usual.",
    )
    run_state_bytes: int = Field(
        default=16 * MEBIBYTE,
        ge=1_000,
        le=64 * MEBIBYTE,
        description="Most that the state store of a run may hold, in bytes; 4 MiB are usual.",
    )
    run_max_messages: int = Field(default=1_000, ge=1, description="Most messages in one run.")
    request_max_bytes: int = Field(
        default=16 * MEBIBYTE,
        ge=100_000,
        description="Largest body of a request, in bytes; components and imports have their own limits.",
    )
    collection_max_cases: int = Field(default=20_000, ge=1, description="Most cases in one collection of payloads.")
    case_max_bytes: int = Field(
        default=64 * MEBIBYTE,
        ge=1_000,
        le=512 * MEBIBYTE,
        description="Most that the inputs of one case of a collection take, in bytes, written as JSON.",
    )
    precompiled_max_bytes: int = Field(
        default=4096 * MEBIBYTE,
        ge=0,
        description="Room for precompiled components; the least recently used go first.",
    )
    language_servers: int = Field(
        default=8, ge=0, le=100, description="Pages that may have code intelligence at once. 0: none."
    )
    language_idle_s: float = Field(
        default=600,
        ge=1,
        le=86_400,
        description="Seconds after which a page that says nothing gives its language server up.",
    )
    package_index: SecretStr | None = Field(
        default=None,
        description="Index of Python packages for operators, a URL, which may hold a name and a password. "
        "Unset: uv's own default. Empty: no packages.",
    )
    packages_allowed: Annotated[tuple[NormalizedName, ...], NoDecode] = Field(
        default=(), description="Packages that operators may use, names separated by commas. Unset: all of the index."
    )
    packages_max_bytes: int = Field(
        default=64 * MEBIBYTE,
        ge=MEBIBYTE,
        description="Most room that the unpacked packages of one operator may take, in bytes.",
    )
    package_time_limit_s: float = Field(
        default=120, gt=0, le=3600, description="Longest time for fetching the packages of one operator, in seconds."
    )
    preview_dir: Path | None = Field(
        default=None,
        description="Folder of ready-made previews, as `operator-studio prepare` leaves it; the container image has "
        "one. Unset: the studio makes them in the background.",
    )
    share_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Studios from which a share may be copied by its link: names with their port where it is not that "
        "of HTTPS, separated by commas. Unset: none.",
    )
    log_format: str = Field(
        default="text", pattern="^(text|json)$", description="How the server writes its own log: text or json."
    )

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        path = os.environ.get("STUDIO_ACCESS_TOKEN_FILE")
        if path and not values.get("access_token"):
            values["access_token"] = _secret_in("STUDIO_ACCESS_TOKEN_FILE", path)
        path = os.environ.get("STUDIO_PACKAGE_INDEX_FILE")
        if path and values.get("package_index") is None:  # an empty one is a choice: no packages
            values["package_index"] = _secret_in("STUDIO_PACKAGE_INDEX_FILE", path)
        if isinstance(values.get("allowed_hosts"), str):
            hosts = values["allowed_hosts"].split(",")
            values["allowed_hosts"] = tuple(host.strip().lower() for host in hosts if host.strip())
        if isinstance(values.get("share_hosts"), str):
            hosts = values["share_hosts"].split(",")
            values["share_hosts"] = tuple(host.strip().lower() for host in hosts if host.strip())
        if isinstance(values.get("packages_allowed"), str):
            values["packages_allowed"] = _package_names(values["packages_allowed"])
        return {name: value for name, value in values.items() if value != "" or name == "package_index"}

    @model_validator(mode="after")
    def _refuse_an_open_door(self) -> "Settings":
        if self.access_token is not None and len(self.access_token.get_secret_value()) < 16:
            raise ValueError("STUDIO_ACCESS_TOKEN is shorter than 16 characters; choose a longer one.")
        if self.access_token is None and not self.is_local:
            raise ValueError(
                "This studio would be reachable from elsewhere without sign-in. "
                "Set STUDIO_ACCESS_TOKEN (or STUDIO_ACCESS_TOKEN_FILE), or else listen on 127.0.0.1 "
                "and leave STUDIO_PUBLIC_URL unset."
            )
        return self

    @model_validator(mode="after")
    def _refuse_an_index_that_is_none(self) -> "Settings":
        if self.package_index is not None and not _is_index(self.package_index.get_secret_value()):
            raise ValueError(
                "STUDIO_PACKAGE_INDEX is not the address of a package index. Write a URL that begins with https:// or "
                "http://, with a special character of a name or password as %40, for example; or leave it empty for no "
                "packages."
            )
        return self

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the studio: a matter of configuration, never of a peer's address."""
        return self.public_url is None and _is_loopback(self.host)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Host names, without port, that a request may carry."""
        names = {"127.0.0.1", "localhost", "[::1]", *self.allowed_hosts}
        if self.public_url:
            names.add(_as_host_name(urlsplit(self.public_url).hostname or ""))
        if not _is_wildcard(self.host):
            names.add(_as_host_name(self.host))
        return frozenset(names)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'studio.sqlite3'}"

    @property
    def storage(self) -> str:
        """The storage URL in use."""
        return self.storage_url or (self.data_dir / "blobs").absolute().as_uri()

    @property
    def precompiled_dir(self) -> Path:
        """Folder of precompiled components: native code, so only this studio writes there."""
        return self.data_dir / "precompiled"

    @property
    def work_dir(self) -> Path:
        """Folder of the throw-away folders of children."""
        return self.data_dir / "work"

    @property
    def run_dir(self) -> Path:
        """Folder of the folders of the children that run operators: they live as long as the studio."""
        return self.data_dir / "runs"

    @property
    def import_dir(self) -> Path:
        """Folder of what is being imported, and of the children that read it."""
        return self.data_dir / "imports"

    @property
    def check_dir(self) -> Path:
        """Folder of the folders of the children that check sources: they live as long as the studio."""
        return self.data_dir / "checks"

    @property
    def language_dir(self) -> Path:
        """Folder of the language servers: what they read, and their own folders."""
        return self.data_dir / "language"


def _secret_in(setting: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{setting} names {path}, which cannot be read as text.") from error


def _package_names(text: str) -> tuple[NormalizedName, ...]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    try:
        return tuple(sorted({canonicalize_name(name, validate=True) for name in names}))
    except InvalidName as error:
        raise ValueError("STUDIO_PACKAGES_ALLOWED has something that is no name of a package.") from error


def _is_index(url: str) -> bool:
    """Whether this is empty, or an absolute address without query or fragment, all in printable ASCII."""
    if not url:
        return True
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError where it is no number
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not set(url) & set(' "<>\\^`{|}')
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query + parts.fragment


def _as_host_name(host: str) -> str:
    """As a Host header has it: in lower case, IPv6 in brackets."""
    bare = host.strip("[]").lower()
    return f"[{bare}]" if ":" in bare else bare


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_wildcard(host: str) -> bool:
    return host in {"0.0.0.0", "::", "[::]", ""}  # noqa: S104 - compared, not bound
