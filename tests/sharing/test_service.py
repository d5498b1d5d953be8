from datetime import timedelta

import pytest
from sqlmodel import Session

from app.db.models import RunStatus, Share
from app.errors import Conflict, Gone, Invalid, NotFound, TooOften
from app.kit.clock import utc_now
from app.payloads import cases, collections
from app.projects import service as projects
from app.sharing import service, shown
from app.sharing.service import Made, Terms
from app.sharing.throttle import Throttle
from app.storage.blobs import Blobs
from tests.sharing.made import SOURCE, a_collection, a_preview_run, a_run, things


@pytest.fixture
def guesses() -> Throttle:
    return Throttle(3, 0)


def make(session: Session, blobs: Blobs, **pinned: object) -> Made:
    collection = a_collection(session, blobs, "Nights")
    return service.make(session, collection, "owner", Terms(), **pinned)  # type: ignore[arg-type]


def test_a_token_opens_its_own_share_alone(session: Session, blobs: Blobs, guesses: Throttle) -> None:
    made = make(session, blobs)
    other = service.make(session, collections.get(session, made.share.collection_id), "owner", Terms())

    assert service.opened(session, made.token, guesses, "a").id == made.share.id
    assert service.opened(session, other.token, guesses, "a").id == other.share.id


def test_neither_the_id_nor_what_is_kept_opens_a_share(session: Session, blobs: Blobs, guesses: Throttle) -> None:
    made = make(session, blobs)

    for wrong in (made.share.id, made.share.token_digest, made.token[:-1], made.token.swapcase()):
        with pytest.raises(NotFound) as refused:
            service.opened(session, wrong, guesses, wrong)
        assert refused.value.code == "share_unknown"


def test_the_token_is_in_no_column(session: Session, blobs: Blobs) -> None:
    made = make(session, blobs)

    assert made.token not in str(made.share.model_dump())


def test_who_guessed_much_is_not_looked_up_even_with_the_right_one(
    session: Session, blobs: Blobs, guesses: Throttle
) -> None:
    made = make(session, blobs)
    for _ in range(3):
        with pytest.raises(NotFound):
            service.opened(session, "x" * 32, guesses, "guesser")

    with pytest.raises(TooOften):
        service.opened(session, made.token, guesses, "guesser")
    assert service.opened(session, made.token, guesses, "somebody else") is made.share


def test_opening_what_is_there_is_no_guess(session: Session, blobs: Blobs, guesses: Throttle) -> None:
    made = make(session, blobs)

    assert all(service.opened(session, made.token, guesses, "a") for _ in range(20))


def test_a_revoked_share_stays_closed(session: Session, blobs: Blobs, guesses: Throttle) -> None:
    made = make(session, blobs)
    at = service.revoke(session, made.share).revoked_at
    service.change(session, made.share, Terms(expires_at=utc_now() + timedelta(days=1)))

    with pytest.raises(Gone):
        service.opened(session, made.token, guesses, "a")
    assert service.revoke(session, made.share).revoked_at == at


def test_a_share_ends_by_itself(session: Session, blobs: Blobs, guesses: Throttle) -> None:
    made = make(session, blobs)
    made.share.expires_at = utc_now() - timedelta(microseconds=1)

    with pytest.raises(Gone):
        service.opened(session, made.token, guesses, "a")


def test_an_end_that_has_passed_is_refused(session: Session, blobs: Blobs) -> None:
    collection = a_collection(session, blobs, "Nights")
    with pytest.raises(Invalid, match="Choose a later one"):
        service.make(session, collection, "owner", Terms(expires_at=utc_now()))
    assert service.listing(session, None, 10) == []


def test_what_is_shared_stays_when_the_collection_moves_on(session: Session, blobs: Blobs) -> None:
    made = make(session, blobs)
    collection = collections.get(session, made.share.collection_id)
    first, second = cases.page(session, collection)
    cases.remove(session, collection, [first.key])
    collections.change(session, collection, name="Renamed", description="New", settings={"configuration": {"a": "b"}})

    assert [row.key for row in shown.listed(session, made.share, None, 10)] == [first.key, second.key]
    assert shown.count(session, made.share) == 2
    assert shown.settings(session, made.share)["configuration"] == {"unit": "C"}
    assert (made.share.name, made.share.description) == ("Nights", "What a summer gives")


def test_a_case_of_a_later_version_or_of_another_collection_is_not_shared(session: Session, blobs: Blobs) -> None:
    made = make(session, blobs, version=1)  # the empty one
    own = cases.page(session, collections.get(session, made.share.collection_id))
    other = cases.page(session, a_collection(session, blobs, "Other"))

    for row in (*own, *other):
        with pytest.raises(NotFound):
            shown.one_case(session, made.share, row.key)
    assert shown.count(session, made.share) == 0


def test_a_run_pins_its_version_artifact_revision_and_results(session: Session, blobs: Blobs) -> None:
    made = things(session, blobs)
    share = service.make(session, collections.get(session, made.collection), "owner", Terms(), run_id=made.run).share

    assert (share.version, share.run_id, share.artifact_digest) == (2, made.run, made.digest)
    assert (share.project_name, share.revision) == ("cooler", 1)
    assert shown.sources(session, share) == {"cooler.py": SOURCE.encode()}
    assert {row.verdict for row in shown.results(session, share, made.keys).values()} == {"passed", "failed"}

    project = projects.get(session, "cooler")
    projects.change_files(session, project, 1, {"cooler.py": b"newer = 1\n"})
    assert shown.sources(session, share) == {"cooler.py": SOURCE.encode()}


def test_sources_are_those_that_were_typed_over_the_revision(session: Session, blobs: Blobs) -> None:
    made = things(session, blobs)
    collection = collections.get(session, made.collection)
    run = a_preview_run(session, collection, projects.get(session, "cooler"), {"cooler.py": "typed = 1\n"})
    share = service.make(session, collection, "owner", Terms(), run_id=run.id).share

    assert share.artifact_digest is None
    assert shown.sources(session, share) == {"cooler.py": b"typed = 1\n"}


def test_a_version_alone_shares_no_results_and_no_sources(session: Session, blobs: Blobs) -> None:
    made = things(session, blobs)
    share = service.make(session, collections.get(session, made.collection), "owner", Terms()).share

    assert shown.run(session, share) is None
    assert shown.results(session, share, made.keys) == {}
    assert shown.result(session, share, made.keys[0]) is None
    assert shown.sources(session, share) == {}


def test_only_a_run_of_this_collection_that_has_ended_can_be_shared(session: Session, blobs: Blobs) -> None:
    made = things(session, blobs)
    collection, other = collections.get(session, made.collection), a_collection(session, blobs, "Other")
    going = a_run(session, collection, None, status=RunStatus.RUNNING)

    with pytest.raises(Conflict):
        service.make(session, collection, "owner", Terms(), run_id=going.id)
    with pytest.raises(Invalid):
        service.make(session, other, "owner", Terms(), run_id=made.run)
    with pytest.raises(Invalid):
        service.make(session, collection, "owner", Terms(), run_id=made.run, version=1)
    with pytest.raises(NotFound):
        service.make(session, collection, "owner", Terms(), run_id="0" * 26)
    with pytest.raises(NotFound):
        service.make(session, collection, "owner", Terms(), version=9)


def test_replays_need_an_artifact(session: Session, blobs: Blobs) -> None:
    with pytest.raises(Invalid, match="built component"):
        service.make(session, a_collection(session, blobs, "Nights"), "owner", Terms(replay=True))


def test_a_share_goes_with_its_collection(session: Session, blobs: Blobs) -> None:
    made = make(session, blobs)
    share_id, collection = made.share.id, collections.get(session, made.share.collection_id)
    session.commit()
    collections.delete(session, blobs, collection)
    session.expire_all()

    assert session.get(Share, share_id) is None
