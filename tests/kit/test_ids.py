import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.kit.ids import new_id


def test_an_id_is_safe_in_a_url_and_in_a_file_name() -> None:
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{26}", new_id())


def test_ids_sort_by_the_millisecond_they_were_made_in(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for moment in (0, 1, 31, 32, 10**12, 10**12 + 1, 2**48 - 1):
        monkeypatch.setattr(time, "time_ns", lambda moment=moment: moment * 1_000_000)
        made.append(new_id())

    assert made == sorted(made)


def test_ids_of_one_moment_differ() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_id(), range(2_000)))

    assert len(set(made)) == len(made)


def test_ids_sort_in_the_order_they_were_made_also_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [new_id() for _ in range(200)]  # several in each millisecond
    before = time.time_ns() - 3_600 * 1_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: before)
    made += [new_id() for _ in range(10)]

    assert made == sorted(set(made))
