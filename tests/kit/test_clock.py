from datetime import UTC, datetime, timedelta

from app.kit.clock import utc_now


def test_the_present_moment_is_aware_and_in_utc() -> None:
    before = datetime.now(UTC)

    assert utc_now().utcoffset() == timedelta(0)
    assert utc_now() >= before
