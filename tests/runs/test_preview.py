"""What is asked for; that it runs is shown in tests/e2e."""

import pytest
from sqlalchemy import Engine

from app.db.session import unit_of_work
from app.errors import Invalid
from app.projects import revisions
from app.runs import service
from app.runs.request import RunRequest
from app.settings import Settings
from tests.support.studio import a_project

REQUEST = RunRequest(messages=[{"payload": "x"}])


def test_the_stored_files_have_the_digest_of_their_revision(engine: Engine, settings: Settings) -> None:
    with unit_of_work(engine) as session:
        project = a_project(session)
        run = service.of_sources(session, project, None, REQUEST, settings, "owner")

        assert run.sources_digest == revisions.head(session, project).digest
        assert (run.lane, run.artifact_digest, run.revision) == ("preview", None, 1)
        assert run.request["sources"] == {"files": {}, "adapter": True}


def test_only_what_differs_from_the_revision_is_kept(engine: Engine, settings: Settings) -> None:
    typed = {"cooler.py": "x = 1\n", "new.py": "y = 2\n", "gone.py": None}
    with unit_of_work(engine) as session:
        run = service.of_sources(session, a_project(session), typed, REQUEST, settings, "owner", adapter=False)

        assert run.request["sources"] == {"files": {"new.py": "y = 2\n"}, "adapter": False}
        assert RunRequest(**run.request).messages == REQUEST.messages


@pytest.mark.parametrize("typed", [{"cooler.py": None}, {"cooler.py": "\n \n"}])
def test_without_an_entry_file_there_is_nothing_to_run(
    engine: Engine, settings: Settings, typed: dict[str, str | None]
) -> None:
    with unit_of_work(engine) as session, pytest.raises(Invalid) as refused:
        service.of_sources(session, a_project(session), typed, REQUEST, settings, "owner")
    assert refused.value.code == "preview_refused"


def test_a_request_that_does_not_fit_is_refused_before_it_waits(engine: Engine, settings: Settings) -> None:
    wrong = RunRequest(messages=[{"payload": 7}])
    with unit_of_work(engine) as session, pytest.raises(Invalid, match="payload"):
        service.of_sources(session, a_project(session), None, wrong, settings, "owner")
