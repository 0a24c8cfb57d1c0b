"""Times offered and taken: what may be offered, what is given back, what meets what."""

from datetime import UTC, datetime, timedelta

import pytest

from cordee.kernel.slots import Time, cut, meeting_faults, offer_faults, release_faults

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (NOON, NOON, "slot.order"),
        (NOON, NOON + 5 * HOUR, "slot.long"),
        (NOON - 3 * HOUR, NOON - HOUR, "slot.past"),
    ],
)
def test_a_time_that_makes_no_sense_is_not_offered(starts, ends, code):
    (one,) = offer_faults(starts, ends, NOON - 2 * HOUR, longest=4 * HOUR, too_long="Long.")
    assert one.code == code


def test_half_a_day_to_come_is_offered():
    assert not offer_faults(NOON, NOON + 4 * HOUR, NOON - HOUR, longest=4 * HOUR, too_long="")


def test_a_slot_is_given_back_until_two_days_before():
    assert not release_faults(NOON, NOON - timedelta(days=2, minutes=1))
    assert release_faults(NOON, NOON - timedelta(days=2))


def test_the_same_people_are_not_twice_at_once():
    whole = Time(NOON, NOON + HOUR)
    ann, bob = (Time(NOON, NOON + HOUR, frozenset({one})) for one in "ab")
    after = Time(NOON + HOUR, NOON + 2 * HOUR)
    assert not meeting_faults([ann, bob, after], [])
    assert not meeting_faults([after], [whole])
    assert meeting_faults([ann], [whole])
    assert meeting_faults([whole], [bob])
    assert meeting_faults([whole, whole], [])


def test_hours_are_cut_into_whole_slots_with_a_pause():
    half = timedelta(minutes=30)
    found = cut(NOON, NOON + 2 * HOUR, half, timedelta(minutes=15))
    assert [one[0].strftime("%H:%M") for one in found] == ["12:00", "12:45", "13:30"]
    assert cut(NOON, NOON - HOUR, half, half) == []
    assert cut(NOON, NOON + HOUR, timedelta(), half) == []
