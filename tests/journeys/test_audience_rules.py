"""One scale of audiences: each holds those before it."""

import pytest

from cordee.journeys.rules.audiences import SCALE, rank, reads, within


@pytest.mark.parametrize("audience", SCALE)
def test_whoever_stands_nearer_reads_and_whoever_stands_farther_does_not(audience: str):
    place = SCALE.index(audience)
    assert all(reads(circle, audience) for circle in SCALE[: place + 1])
    assert not any(reads(circle, audience) for circle in SCALE[place + 1 :])


def test_a_word_nobody_knows_is_read_by_its_author_only():
    assert reads("me", "toute la planète")
    assert not reads("team", "toute la planète")
    assert not reads("", "public")


def test_the_jury_of_a_call_stands_with_the_team_of_the_house():
    assert rank("jury") == rank("staff")


def test_one_may_only_widen_up_to_what_was_agreed():
    assert within("team", "cohort") == ("team", "staff", "cohort")
    assert within("public", "cohort") == ()
