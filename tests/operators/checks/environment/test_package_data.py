"""Functions that read data files."""

import pytest

from app.operators.checks.analysis import own_findings
from app.operators.checks.sources import Sources
from tests.operators.checks import checking
from tests.operators.checks.environment.operators import PROCESS_LINE, findings, found, map_with

CODE = "package-data"
PACKAGES = ("dateutil", "pytz", "certifi")


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("from zoneinfo import ZoneInfo", "zone = ZoneInfo('Europe/Berlin')"),
        ("import zoneinfo", "zoneinfo.available_timezones()"),
        ("from dateutil import tz", "zone = tz.gettz('Europe/Berlin')"),
        ("import dateutil.tz", "zone = dateutil.tz.gettz('Europe/Berlin')"),
        ("import pytz", "pytz.timezone('Europe/Berlin')"),
        ("import certifi", "certifi.where()"),
        ("from importlib import resources", "resources.files('helpers')"),
        ("import pkgutil", "pkgutil.get_data('helpers', 'x.json')"),
        ("from pathlib import Path", "open(Path(__file__).parent / 'x.json')"),
        ("from pathlib import Path", "(Path(__file__).parent / 'x.json').read_text()"),
        ("import os", "here = os.path.dirname(__file__)\nopen(os.path.join(here, 'x'))"),
    ],
)
def test_each_is_warned_about_where_the_messages_come(top: str, use: str) -> None:
    line = PROCESS_LINE + use.count("\n")
    assert found(CODE, map_with(top, use), provided=PACKAGES) == [(line, "warning")]
    assert found("no-files", map_with(top, use), provided=PACKAGES) == []


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("from dateutil import tz", "tz.tzutc(), tz.tzoffset('x', 3600), tz.gettz('UTC')"),
        ("import pytz", "pytz.utc, pytz.timezone('UTC'), pytz.FixedOffset(60)"),
        ("from datetime import timezone, timedelta", "timezone(timedelta(hours=1))"),
        ("from zoneinfo import ZoneInfo", "isinstance(message, ZoneInfo)"),
        ("from zoneinfo import ZoneInfo",
         "try:\n    ZoneInfo('Europe/Berlin')\nexcept ImportError:\n    pass"),
        ("HERE = __file__", "print(HERE)"),
        ("from pathlib import Path\nTABLE = (Path(__file__).parent / 'x').read_text()", ""),  # read during the build
    ],
)  # fmt: skip
def test_what_works_is_left_alone(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use), provided=PACKAGES) == []


def test_the_sentence() -> None:
    one = findings(CODE, map_with("from dateutil import tz", "tz.gettz('Europe/Berlin')"), provided=PACKAGES)[0]
    assert one.message == "tz.gettz reads the database of time zones, which a component does not carry."


def test_what_is_known_of_the_projects_packages_counts_too() -> None:
    source = map_with("import wordlist.tables as tables", "tables.load('de')")
    project = checking.sources(provided=("wordlist",))
    known = Sources({**project.about, "reading": {"wordlist.tables.load": "word-list"}})

    one = next(one for one in own_findings(known.operator({checking.ENTRY: source})) if one.code == CODE)
    assert (one.place.line, one.severity) == (PROCESS_LINE, "warning")
    assert "data files of the package word-list" in one.message
    assert CODE not in {one.code for one in own_findings(project.operator({checking.ENTRY: source}))}
