"""The container image without a container: what its Dockerfile copies, sets and starts, in a folder of its own."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

from app.settings import Settings
from tests.support import previews, require
from tests.support.api import Api
from tests.support.server import TOP, Server

TOKEN = "a-token-that-compose-hands-over"
IMAGE = "/opt/studio/"


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their arguments, continued lines joined."""
    text = (TOP / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def environment() -> dict[str, str]:
    """What ENV sets, without the prefix and in lower case, as Server takes it."""
    pairs = [pair for name, rest in instructions() if name == "ENV" for pair in shlex.split(rest)]
    given = dict(pair.split("=", 1) for pair in pairs)
    return {name.removeprefix("STUDIO_").lower(): value for name, value in given.items()}


def composed() -> dict[str, Any]:
    service: dict[str, Any] = yaml.safe_load((TOP / "docker-compose.yml").read_text())["services"]["studio"]
    return service


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the Dockerfile copies from this folder, and nothing else; bytecode stays behind, as .dockerignore says."""
    root = tmp_path_factory.mktemp("image")
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from") and f" {IMAGE}" in rest:
            source, target = rest.split()
            copy(TOP / source, root / target.removeprefix(IMAGE))
    return root


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def server(image: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The image's entry point with its settings; only the paths and the port are this test's own."""
    folder = tmp_path_factory.mktemp("container")
    (folder / "access_token").write_text(f"{TOKEN}\n")
    own = {"port": 0, "data_dir": folder / "data", "access_token_file": folder / "access_token"}
    own["preview_dir"] = previews.ready()  # in the place of what the image has made
    settings = {**environment(), **own, "python": sys.executable}
    command = [str(image / "scripts" / "container"), "serve"]
    with Server(folder / "data", folder / "log", settings=settings, command=command, folder=image) as server:
        yield server


def test_the_entry_point_serves_what_the_image_holds(server: Server) -> None:
    assert httpx2.get(f"{server.address}/api/v1/kinds").status_code == 401
    with Api(server.address, TOKEN) as api:
        assert len(api.get("/kinds")) == 10
        assert api.get("/projects/temperature")["entry"] == "temperature.py"
    with httpx2.Client(base_url=server.address, headers={"authorization": f"Bearer {TOKEN}"}) as browser:
        page = browser.get("/", follow_redirects=True)
        assert (page.status_code, "temperature" in page.text) == (200, True)
        assert browser.get("/static/manifest.json").status_code == 200


@pytest.mark.build
def test_children_find_what_they_need_in_the_image(server: Server) -> None:
    with Api(server.address, TOKEN) as api:
        answer = api.call("GET", "/projects/temperature/bindings.zip")
    assert answer.content.startswith(b"PK")


def test_the_health_check_succeeds_while_it_serves_and_fails_otherwise(image: Path, server: Server) -> None:
    port = server.address.rpartition(":")[2]
    assert checked(image, port).returncode == 0
    assert checked(image, "1").returncode != 0  # nothing listens there
    health = next(rest for name, rest in instructions() if name == "HEALTHCHECK")
    assert 'CMD ["scripts/container", "check"]' in health


def checked(image: Path, port: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(image / "scripts" / "container"), "check"]
    environment = {"PATH": "/usr/bin:/bin", "STUDIO_PYTHON": sys.executable, "STUDIO_PORT": port}
    return subprocess.run(command, env=environment, cwd="/", capture_output=True, check=False, timeout=60)


def test_the_image_runs_as_nobody_in_particular(image: Path) -> None:
    given = dict(instructions())
    assert given["USER"] == "studio"
    assert (given["ENTRYPOINT"], given["CMD"]) == ('["scripts/container"]', '["serve"]')
    assert given["VOLUME"] == environment()["data_dir"]
    assert given["EXPOSE"] == environment()["port"]
    assert (image / "scripts" / "container").stat().st_mode & 0o111


def test_the_image_would_not_start_without_a_token(tmp_path: Path, image: Path) -> None:
    settings = {**environment(), "port": 0, "data_dir": tmp_path / "data", "python": sys.executable}
    command = [str(image / "scripts" / "container"), "serve"]
    refused = Server(tmp_path / "data", tmp_path / "log", settings=settings, command=command, folder=image)
    assert refused.spawn().wait(60) == 2
    assert "STUDIO_ACCESS_TOKEN" in refused.log()


def test_everything_that_the_dockerfile_copies_passes_dockerignore() -> None:
    kept = {line[1:] for line in (TOP / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {rest.split()[0] for name, rest in instructions() if name == "COPY" and not rest.startswith("--from")}
    assert copied <= kept
    assert all((TOP / path).exists() for path in copied)


def test_compose_publishes_to_this_machine_alone_and_hands_the_token_over_as_a_secret() -> None:
    service = composed()
    assert service["ports"] == [f"127.0.0.1:8000:{environment()['port']}"]
    assert service["environment"]["STUDIO_ACCESS_TOKEN_FILE"] == "/run/secrets/access_token"
    assert service["secrets"] == ["access_token"]
    assert service["volumes"] == [f"studio-data:{environment()['data_dir']}"]
    known = {f"STUDIO_{name.upper()}" for name in Settings.model_fields} | {"STUDIO_ACCESS_TOKEN_FILE"}
    assert set(service["environment"]) <= known
    assert {f"STUDIO_{name.upper()}" for name in environment()} <= known


def test_compose_accepts_the_file() -> None:
    compose = require.program("docker-compose")
    command = [compose, "-f", str(TOP / "docker-compose.yml"), "config"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, check=False, timeout=120, text=True)
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load(done.stdout)["services"]["studio"]["read_only"] is True
