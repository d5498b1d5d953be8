"""The folder of a test, and what becomes of it when the test is killed."""

from app.offline.around import work_settings
from app.settings import Settings


def test_what_a_killed_test_left_goes_with_the_next_one(settings: Settings) -> None:
    left = settings.data_dir / "tests" / "left"
    (left / "blobs").mkdir(parents=True)

    with work_settings(settings) as work:
        assert work.data_dir.is_dir()
        assert not left.exists()
    assert list((settings.data_dir / "tests").iterdir()) == []


def test_a_test_that_is_at_work_keeps_its_folder(settings: Settings) -> None:
    with work_settings(settings) as one:
        with work_settings(settings) as other:
            assert one.data_dir.is_dir()
            assert other.data_dir.is_dir()
        assert one.data_dir.is_dir()
