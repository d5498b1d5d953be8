from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from app.settings import Settings, default_data_dir

TOKEN = SecretStr("correct-horse-battery")


@pytest.fixture(autouse=True)
def bare_environment(settings: Settings) -> None:
    """Every test here starts without any STUDIO_ variable."""


def test_a_studio_without_settings_listens_to_this_machine_alone(tmp_path: Path) -> None:
    settings = Settings()

    assert (settings.host, settings.port, settings.is_local) == ("127.0.0.1", 8000, True)
    assert settings.data_dir.is_relative_to(tmp_path)


def test_the_data_folder_follows_the_xdg_specification(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert default_data_dir() == tmp_path / ".local" / "share" / "operator-studio"

    monkeypatch.setenv("XDG_DATA_HOME", "/elsewhere")
    assert Settings().data_dir == Path("/elsewhere/operator-studio")


def test_everything_else_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "a b")

    assert settings.database == f"sqlite:///{tmp_path}/a b/studio.sqlite3"
    assert settings.storage == f"file://{tmp_path}/a%20b/blobs"
    assert settings.work_dir.parent == settings.precompiled_dir.parent == tmp_path / "a b"


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_PORT", "8123")
    monkeypatch.setenv("STUDIO_BUILD_WORKERS", "3")
    monkeypatch.setenv("STUDIO_ALLOWED_HOSTS", " Studio.Example , ,other ")
    monkeypatch.setenv("STUDIO_DATABASE_URL", "postgresql+psycopg://db/studio")
    settings = Settings()

    assert (settings.port, settings.build_workers, settings.database) == (8123, 3, "postgresql+psycopg://db/studio")
    assert settings.hosts == {"127.0.0.1", "localhost", "[::1]", "studio.example", "other"}


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PUBLIC_URL", "ACCESS_TOKEN", "PORT", "ALLOWED_HOSTS", "STORAGE_URL", "DATA_DIR", "PACKAGES_ALLOWED"):
        monkeypatch.setenv(f"STUDIO_{name}", "")
    settings = Settings()

    assert (settings.is_local, settings.port, settings.public_url) == (True, 8000, None)
    assert settings.data_dir == default_data_dir()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_a_loopback_address_needs_no_token(host: str) -> None:
    assert Settings(host=host).is_local


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "[::]", "192.168.1.7", "studio.example", "127.0.0.1.nip.io"])
def test_any_other_address_is_refused_without_a_token(host: str) -> None:
    with pytest.raises(ValidationError, match="STUDIO_ACCESS_TOKEN"):
        Settings(host=host)

    assert not Settings(host=host, access_token=TOKEN).is_local


def test_a_public_address_is_refused_without_a_token() -> None:
    with pytest.raises(ValidationError, match="without sign-in"):
        Settings(public_url="https://studio.example")

    settings = Settings(public_url="https://Studio.Example/", access_token=TOKEN)
    assert not settings.is_local
    assert "studio.example" in settings.hosts


def test_a_wildcard_address_is_no_host_name() -> None:
    assert "0.0.0.0" not in Settings(host="0.0.0.0", access_token=TOKEN).hosts
    assert "192.168.1.7" in Settings(host="192.168.1.7", access_token=TOKEN).hosts


@pytest.mark.parametrize("host", ["::1", "[::1]", "fd00::7", "[FD00::7]"])
def test_an_ipv6_address_is_a_host_name_in_brackets(host: str) -> None:
    assert f"[{host.strip('[]').lower()}]" in Settings(host=host, access_token=TOKEN).hosts
    assert "[fd00::8]" in Settings(public_url="http://[FD00::8]:8000/", access_token=TOKEN).hosts


def test_a_short_token_is_refused_and_not_shown() -> None:
    with pytest.raises(ValidationError, match="shorter than 16") as refused:
        Settings(access_token=SecretStr("hunter2-hunter2"))

    assert "hunter2" not in str(refused.value)


def test_a_token_is_never_shown() -> None:
    assert TOKEN.get_secret_value() not in repr(Settings(access_token=TOKEN))


def test_a_token_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN.get_secret_value()}\n", encoding="utf-8")
    monkeypatch.setenv("STUDIO_ACCESS_TOKEN_FILE", str(tmp_path / "token"))
    token = Settings(host="0.0.0.0").access_token

    assert token == TOKEN


def test_a_token_file_that_cannot_be_read_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDIO_ACCESS_TOKEN_FILE", str(tmp_path / "nothing"))

    with pytest.raises(ValidationError, match="STUDIO_ACCESS_TOKEN_FILE"):
        Settings()


def test_the_package_index_may_be_unset_empty_or_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().package_index is None

    monkeypatch.setenv("STUDIO_PACKAGE_INDEX", "")
    assert Settings().package_index == SecretStr("")

    monkeypatch.setenv("STUDIO_PACKAGE_INDEX", "https://me:s3cr%40t@index.example:8443/simple/")
    assert "s3cr" not in repr(Settings())


@pytest.mark.parametrize(
    "url",
    [
        "index.example/simple",
        "ftp://index.example/simple",
        "file:///etc",
        "https://",
        "https://me:s3cr@t hunter2@index.example/",
        "https://index.example:port/",
        "https://index.example/simple?token=hunter2",
        "https://index.example/simple#hunter2",
        "https://index.example/\nhunter2",
        "https://hunter2@exämple/",
        "--index-url=https://index.example",
    ],
)
def test_an_index_that_is_none_is_refused_and_not_shown(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_PACKAGE_INDEX", url)

    with pytest.raises(ValidationError, match="STUDIO_PACKAGE_INDEX is not the address") as refused:
        Settings()
    assert "hunter2" not in str(refused.value)


def test_the_package_index_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("https://me:hunter2@index.example/simple\n", encoding="utf-8")
    monkeypatch.setenv("STUDIO_PACKAGE_INDEX_FILE", str(tmp_path / "index"))
    assert Settings().package_index == SecretStr("https://me:hunter2@index.example/simple")

    monkeypatch.setenv("STUDIO_PACKAGE_INDEX", "")  # no packages is a choice of its own
    assert Settings().package_index == SecretStr("")

    monkeypatch.delenv("STUDIO_PACKAGE_INDEX")
    monkeypatch.setenv("STUDIO_PACKAGE_INDEX_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ValidationError, match="STUDIO_PACKAGE_INDEX_FILE"):
        Settings()


def test_allowed_packages_are_kept_in_one_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().packages_allowed == ()

    monkeypatch.setenv("STUDIO_PACKAGES_ALLOWED", " Idna, ,python_dateutil,idna ")
    assert Settings().packages_allowed == ("idna", "python-dateutil")

    monkeypatch.setenv("STUDIO_PACKAGES_ALLOWED", "idna>=3")
    with pytest.raises(ValidationError, match="STUDIO_PACKAGES_ALLOWED"):
        Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PACKAGES_MAX_BYTES", "0"),
        ("PACKAGE_TIME_LIMIT_S", "nan"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("BUILD_WORKERS", "-1"),
        ("BUILD_TIME_LIMIT_S", "0"),
        ("BUILD_TIME_LIMIT_S", "nan"),
        ("BUILD_TIME_LIMIT_S", "inf"),
        ("BUILD_MEMORY_BYTES", "1"),
        ("RUN_MEMORY_BYTES", "1e3"),
        ("LOG_FORMAT", "xml"),
        ("LOG_FORMAT", "text\n"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"STUDIO_{name}", value)

    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1
