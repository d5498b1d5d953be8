"""The kinds of children and their usual limits."""

from __future__ import annotations

import pytest

from app.sandbox.profiles import BUILD, COMPILE, INSPECT, RUN, Profile


@pytest.mark.parametrize("profile", [BUILD, COMPILE, RUN, INSPECT])
def test_advice_is_a_sentence(profile: Profile) -> None:
    for advice in (profile.time_advice, profile.memory_advice):
        assert advice.endswith(".")
        assert advice[0].isupper()


def test_only_builds_truncate_their_log_and_pretend() -> None:
    assert [profile.name for profile in (BUILD, COMPILE, RUN, INSPECT) if profile.truncate_log] == ["build"]
    assert [profile.name for profile in (BUILD, COMPILE, RUN, INSPECT) if profile.pretend_metadata] == ["build"]


def test_a_message_is_never_allowed_to_be_larger_than_all_of_them() -> None:
    for profile in (BUILD, COMPILE, RUN, INSPECT):
        assert profile.limits.message_bytes <= profile.limits.messages_bytes
