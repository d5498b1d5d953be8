"""Looking at sources ahead of a preview: asked once, never lost to an error, and bounded."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.db.models import Run
from app.errors import Conflict
from app.operators.checker import Subject
from app.operators.kinds import ApiVersion, Kind
from app.runs.looks import Look, Looks


class AChecker:
    """Counts what it is asked; fails, or waits for leave, where it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False
        self.leave = threading.Event()
        self.leave.set()

    def previewed(self, subject: Subject) -> Look:
        self.leave.wait(60)
        self.asked.append(subject.name)
        if self.fails:
            raise Conflict("imports_unknown", "It could not be found out.")
        return [f"of_{subject.name}"], False


@pytest.fixture
def checker() -> AChecker:
    return AChecker()


@pytest.fixture
def looks(checker: AChecker) -> Iterator[Looks]:
    made = Looks(checker)  # type: ignore[arg-type]  # it asks nothing else of a checker
    yield made
    checker.leave.set()
    made.close()


def named(name: str, *, adapter: bool = True) -> Subject:
    return Subject(Kind.MAP, ApiVersion.V1_1_0, name, {}, adapter)


def test_the_same_sources_are_looked_at_once(looks: Looks, checker: AChecker) -> None:
    looks.begin(named("one"), "digest")
    looks.begin(named("one"), "digest")

    assert looks.of(named("one"), "digest") == looks.of(named("one"), "digest") == (["of_one"], False)
    assert checker.asked == ["one"]


@pytest.mark.parametrize(
    ("subject", "digest"), [(named("one"), "other"), (named("two"), "digest"), (named("one", adapter=False), "digest")]
)
def test_other_sources_are_looked_at_anew(looks: Looks, checker: AChecker, subject: Subject, digest: str) -> None:
    looks.of(named("one"), "digest")
    looks.of(subject, digest)

    assert len(checker.asked) == 2


def test_what_waits_behind_others_is_looked_at_at_once(looks: Looks, checker: AChecker) -> None:
    """Those ahead may take their twenty seconds."""
    checker.leave.clear()
    for name in ("a", "b", "c", "wanted"):
        looks.begin(named(name), "digest")
    told: list[Look] = []
    asking = threading.Thread(target=lambda: told.append(looks.of(named("wanted"), "digest")))
    asking.start()
    checker.leave.set()
    asking.join(60)

    assert told == [(["of_wanted"], False)]
    assert checker.asked.count("wanted") == 1


def test_an_error_is_told_and_not_kept(looks: Looks, checker: AChecker) -> None:
    checker.fails = True
    looks.begin(named("one"), "digest")
    with pytest.raises(Conflict, match="could not be found out"):
        looks.of(named("one"), "digest")
    checker.fails = False

    assert looks.of(named("one"), "digest") == (["of_one"], False)


def test_only_the_latest_are_kept(looks: Looks, checker: AChecker) -> None:
    for number in range(300):
        looks.of(named("one"), f"digest {number}")
    looks.of(named("one"), "digest 299")
    assert len(checker.asked) == 300
    looks.of(named("one"), "digest 0")
    assert len(checker.asked) == 301


def test_small_sources_are_at_hand_for_the_run_that_was_asked_for(looks: Looks) -> None:
    small, large = named("one"), replace(named("two"), files={"two.py": b"#" * (1 << 20)})
    looks.begin(small, "digest")
    looks.begin(large, "digest")

    assert looks.at_hand(a_run("one"), adapter=True) is small
    assert looks.at_hand(a_run("one"), adapter=False) is None
    assert looks.at_hand(a_run("two"), adapter=True) is None
    assert looks.at_hand(a_run("three"), adapter=True) is None


def a_run(project: str) -> Run:
    return Run(
        lane="preview",
        sources_digest="digest",
        project_name=project,
        kind=Kind.MAP,
        api_version=ApiVersion.V1_1_0,
        request={},
        requested_by="owner",
    )
