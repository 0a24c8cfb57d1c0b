"""When a file may come in: waves, zones, clock changes, grace, late doors, places left."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cordee.calls.rules import (
    Circumstances,
    Phase,
    bounds,
    elsewhere,
    entrance,
    phase,
    receive,
    time_faults,
    window_at,
)
from cordee.calls.rules.dates import periods
from cordee.programme.schema import Definition


def call(*windows: dict[str, Any], zone: str = "Europe/Paris", **more: Any) -> Definition:
    """A call reduced to its clock."""
    keys = [one["key"] for one in windows]
    steps = more.pop("steps", [{"key": "file", "window": keys[0], "waves": keys[1:]}])
    return Definition.model_validate(
        {
            "key": "horloge",
            "title": "Horloge",
            "timeline": {"zone": zone},
            "organisers": [{"key": "c", "label": "Centre"}],
            "windows": [{"label": "Période", **one} for one in windows],
            "steps": steps,
            **more,
        }
    )


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc] # parts of a date


def codes(definition: Definition, at: datetime, **about: Any) -> list[str]:
    return [one.code for one in time_faults(definition, at, about=Circumstances(**about))]


@pytest.mark.parametrize(
    ("zone", "last"),
    [
        ("Europe/Paris", utc(2024, 12, 19, 11)),
        ("America/Martinique", utc(2024, 12, 19, 16)),
        ("Pacific/Tahiti", utc(2024, 12, 19, 22)),
        ("Asia/Kathmandu", utc(2024, 12, 19, 6, 15)),
    ],
)
def test_noon_is_noon_where_the_call_is(zone: str, last: datetime):
    definition = call({"key": "w", "closes": "2024-12-19T12:00"}, zone=zone)
    assert codes(definition, last - timedelta(seconds=1)) == []
    assert codes(definition, last) == ["closes"]


def test_a_window_may_keep_another_clock_than_its_call():
    definition = call({"key": "w", "closes": "2024-12-19T12:00", "zone": "America/Cayenne"})
    assert codes(definition, utc(2024, 12, 19, 14, 59)) == []
    assert codes(definition, utc(2024, 12, 19, 15)) == ["closes"]
    assert "heure de Cayenne" in receive(definition, utc(2024, 12, 1)).words


def test_grace_across_the_autumn_change_lasts_what_it_says():
    """At 2 h 30 (summer) plus an hour of grace, Paris clocks show 2 h 30 again, in winter time."""
    definition = call({"key": "w", "closes": "2025-10-26T02:30", "grace_minutes": 60})
    assert codes(definition, utc(2025, 10, 26, 1, 29)) == []
    assert codes(definition, utc(2025, 10, 26, 1, 30)) == ["closes"]
    limit = definition.limit()
    assert limit is not None
    assert limit.astimezone(UTC) == utc(2025, 10, 26, 1, 30)


def test_an_hour_that_spring_skips_is_the_hour_after():
    definition = call({"key": "w", "closes": "2025-03-30T02:30"})
    assert codes(definition, utc(2025, 3, 30, 1, 29)) == []
    assert codes(definition, utc(2025, 3, 30, 1, 30)) == ["closes"]


WAVES = call(
    {"key": "spring", "opens": "2025-03-01", "closes": "2025-03-31"},
    {"key": "autumn", "opens": "2025-09-01", "closes": "2025-09-30"},
)


def test_between_two_waves_the_next_one_is_announced():
    assert codes(WAVES, utc(2025, 3, 10)) == []
    assert [one.sentence for one in time_faults(WAVES, utc(2025, 6, 1))] == [
        "Le dépôt ouvrira le lundi 1er\u00a0septembre 2025 à 0\u00a0h (heure de Paris)."
    ]
    assert codes(WAVES, utc(2025, 9, 10)) == []
    assert codes(WAVES, utc(2025, 10, 10)) == ["closes"]


def test_a_file_of_the_first_wave_is_not_reopened_by_the_second():
    assert codes(WAVES, utc(2025, 9, 10), deposited=utc(2025, 3, 10)) == ["closes"]
    assert codes(WAVES, utc(2025, 9, 10), deposited=utc(2025, 9, 5)) == []


def test_the_call_lasts_from_its_first_wave_to_its_last():
    opens, closes = bounds(WAVES)
    assert (opens, closes) == (utc(2025, 2, 28, 23), utc(2025, 9, 30, 21, 59))


def test_a_permanent_wave_has_no_end():
    definition = call({"key": "w", "opens": "2025-01-01", "permanent": True})
    assert bounds(definition)[1] is None
    assert codes(definition, utc(2090, 1, 1)) == []
    assert receive(definition, utc(2090, 1, 1)).words == "sans date de clôture"
    nothing = {"judging": None, "results": None, "archived": None}
    assert phase(opens=None, closes=None, at=utc(2090, 1, 1), **nothing) is Phase.OPEN


def test_a_window_of_another_track_does_not_open_this_one():
    definition = call(
        {"key": "a", "closes": "2025-03-31", "tracks": ["rural"]},
        {"key": "b", "closes": "2025-06-30", "tracks": ["urban"]},
        tracks=[{"key": "rural", "label": "Rural"}, {"key": "urban", "label": "Urbain"}],
    )
    assert codes(definition, utc(2025, 5, 1), track="rural") == ["closes"]
    assert codes(definition, utc(2025, 5, 1), track="urban") == []
    assert (found := window_at(definition, utc(2025, 5, 1), track="urban"))
    assert found.key == "b"


def test_a_window_receives_the_candidates_of_the_places_it_serves():
    definition = call(
        {"key": "a", "closes": "2025-03-31", "serves": ["departement:59"]},
        {"key": "b", "closes": "2025-06-30", "serves": ["departement:02", "country:EU"]},
    )
    north, south, away = ({"departement:59"}, {"departement:02"}, {"country:SN"})
    may = utc(2025, 5, 1)
    assert codes(definition, may, refs=frozenset(north)) == ["closes"]
    assert codes(definition, may, refs=frozenset(south)) == []
    assert codes(definition, may, refs=frozenset({"country:BE"})) == []
    assert codes(definition, may) == []
    about = Circumstances(refs=frozenset(away))
    assert "votre territoire" in receive(definition, may, about=about).faults[0].sentence


def test_a_window_of_its_own_comes_before_that_of_everyone():
    definition = call(
        {"key": "a", "opens": "2025-01-01", "closes": "2025-03-31"},
        {"key": "b", "opens": "2025-01-01", "closes": "2025-04-30", "serves": ["departement:972"]},
        {"key": "c", "opens": "2025-09-01", "closes": "2025-10-31"},
    )
    there, here = frozenset({"departement:972"}), frozenset({"departement:59"})
    march, april, october = utc(2025, 3, 1), utc(2025, 4, 10), utc(2025, 10, 1)
    asked = [(march, there), (march, here), (april, there), (october, there)]
    found = [window_at(definition, at, refs=refs) for at, refs in asked]
    assert [one.key for one in found if one] == ["b", "a", "b", "c"]
    assert (kept := window_at(definition, april, deposited=march, refs=there))
    assert kept.key == "b"


LATE = utc(2025, 4, 2)


def test_a_late_file_is_refused_unless_the_call_says_otherwise():
    refused = call({"key": "w", "closes": "2025-03-31"})
    flagged = call({"key": "w", "closes": "2025-03-31", "late": "flagged"})
    assert codes(refused, LATE) == ["closes"]
    assert receive(flagged, LATE).late
    assert not receive(flagged, utc(2025, 3, 1)).late


def test_a_flagged_file_no_longer_comes_in_once_the_reading_began():
    flagged = call({"key": "w", "closes": "2025-03-31", "late": "flagged"})
    assert codes(flagged, LATE, examined=utc(2025, 4, 1)) == ["closes"]
    assert codes(flagged, LATE, examined=utc(2025, 4, 3)) == []


def test_a_code_opens_the_door_until_it_expires():
    definition = call({"key": "w", "closes": "2025-03-31", "late": "code"})
    assert "code" in time_faults(definition, LATE)[0].sentence
    door = receive(definition, LATE, about=Circumstances(code_until=utc(2025, 4, 3)))
    assert (door.faults, door.late) == ((), True)
    assert codes(definition, LATE, code_until=LATE) == ["closes"]


def test_what_counts_may_be_the_beginning_of_the_file():
    definition = call({"key": "w", "closes": "2025-03-31T12:00", "counts": "started"})
    begun = receive(definition, LATE, about=Circumstances(started=utc(2025, 3, 31, 9)))
    assert (begun.faults, begun.late) == ((), False)
    assert codes(definition, LATE, started=utc(2025, 3, 31, 10)) == ["closes"]


def test_a_full_window_closes_by_itself_but_keeps_whoever_is_in():
    definition = call({"key": "w", "permanent": True, "capacity": 2})
    assert codes(definition, LATE, received=1) == []
    assert codes(definition, LATE, received=2) == ["capacity"]
    assert codes(definition, LATE, received=2, deposited=utc(2025, 1, 1)) == []


def test_a_window_may_be_full_of_money():
    rules = {"key": "w", "permanent": True, "capacity": 1000, "capacity_counts": "amount"}
    assert codes(call(rules), LATE, received=50, amount=Decimal("999.99")) == []
    assert codes(call(rules), LATE, received=1, amount=Decimal(1000)) == ["capacity"]


def test_some_calls_fix_a_file_once_it_is_handed_in():
    definition = call({"key": "w", "closes": "2025-06-30", "edit_until": "deposit"})
    assert codes(definition, LATE) == []
    assert codes(definition, LATE, deposited=utc(2025, 4, 1)) == ["edit"]


SURVIVORS = call(
    {"key": "one", "closes": "2025-03-31"},
    {"key": "two", "opens": "2025-04-10", "closes": "2025-06-30"},
    steps=[
        {"key": "intent", "window": "one"},
        {"key": "full", "window": "two", "after": "sift", "within": "P10D"},
    ],
    stages=[{"key": "sift", "label": "Tri", "kind": "eligibility", "step": "intent"}],
)


def test_whoever_is_retained_has_so_many_days_by_the_clock_of_the_call():
    """Ten days from the eve of the clock change end at the same hour, not an hour off."""
    invited = utc(2025, 10, 20, 10)
    autumn = SURVIVORS.model_copy(
        update={"windows": call({"key": "two", "closes": "2025-12-31"}).windows}
    )
    door = receive(autumn, utc(2025, 10, 21), "full", Circumstances(invited=invited))
    assert door.closes == utc(2025, 10, 30, 11)


def test_the_window_of_a_step_stays_the_last_bound():
    about = Circumstances(invited=utc(2025, 6, 28))
    door = receive(SURVIVORS, utc(2025, 6, 29), "full", about)
    assert door.closes == utc(2025, 6, 30, 21, 59)


def test_a_newcomer_enters_by_the_first_step_only():
    assert [one.code for one in entrance(SURVIVORS, utc(2025, 5, 1)).reception.faults] == ["closes"]
    assert bounds(SURVIVORS)[1] == utc(2025, 3, 31, 21, 59)


def test_a_newcomer_may_skip_a_letter_nobody_must_send():
    definition = call(
        {"key": "one", "closes": "2025-03-31"},
        {"key": "two", "closes": "2025-06-30"},
        steps=[
            {"key": "letter", "window": "one", "required": False},
            {"key": "full", "window": "two", "follows": "letter"},
        ],
    )
    assert entrance(definition, utc(2025, 5, 1)).reception.faults == ()
    assert bounds(definition)[1] == utc(2025, 6, 30, 21, 59)


def test_the_next_examination_of_a_permanent_intake_is_told():
    window = {"key": "w", "permanent": True, "opens": "2027-01-31T09:00:00",
              "examined_every": "P1M"}  # fmt: skip
    (one,) = periods(call(window), datetime(2027, 3, 1, 12, tzinfo=UTC))
    assert [cut.isoformat() for cut in one.cut_offs] == ["2027-03-31T09:00:00+02:00"]


def test_a_waiting_list_takes_files_beyond_the_capacity():
    rules = {"key": "w", "permanent": True, "capacity": 2, "waiting": 1}
    assert codes(call(rules), LATE, received=2) == []
    assert codes(call(rules), LATE, received=3) == ["capacity"]


def test_a_call_received_by_another_portal_alone_says_where():
    window = {"key": "w", "closes": "2027-01-08T12:00:00"}
    portal = {"ways": ["portal"], "portal": "https://portal.example.org"}
    assert elsewhere(call(window)) is None
    assert elsewhere(call(window, form=portal)) == "https://portal.example.org"
    assert elsewhere(call(window, form={**portal, "portal": "javascript:alert(1)"})) == ""
    assert elsewhere(call(window, form={**portal, "ways": ["portal", "online"]})) is None
    local = call({**window, "clock": "applicant"})
    assert [one.here for one in periods(local, utc(2027, 1, 1))] == [True]
