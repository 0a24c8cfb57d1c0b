"""What the clock says before a file exists, where not everybody has the same dates."""

import pytest

from cordee.applications.rules.arrivals import counted
from cordee.calls.rules import (
    Circumstances,
    closing_words,
    entrance,
    entrances,
    receive,
    told_apart,
)
from tests.calls.test_reception import WAVES, call, utc

PLACES = call(
    {"key": "nord", "label": "Nord", "opens": "2025-01-01", "closes": "2025-03-31",
     "serves": ["departement:59"]},
    {"key": "aisne", "label": "Aisne", "opens": "2025-01-01", "closes": "2025-06-30T12:00",
     "serves": ["departement:02"]},
)  # fmt: skip
TRACKS = call(
    {"key": "a", "closes": "2025-03-31", "tracks": ["rural"]},
    {"key": "b", "closes": "2025-06-30", "tracks": ["urban"]},
    tracks=[{"key": "rural", "label": "Rural"}, {"key": "urban", "label": "Urbain"}],
)
MAY = utc(2025, 5, 1)


@pytest.mark.parametrize(("definition", "count"), [(PLACES, 2), (TRACKS, 2), (WAVES, 1)])
def test_no_date_is_everybodys_where_periods_are_kept_for_some(definition, count):
    found = entrances(definition, utc(2025, 3, 10))
    assert len(found) == count
    assert told_apart(found) == (count > 1)


@pytest.mark.parametrize(
    ("definition", "about", "open_"),
    [
        (PLACES, {"refs": frozenset({"departement:59"})}, False),
        (PLACES, {"refs": frozenset({"departement:02"})}, True),
        (TRACKS, {"track": "rural"}, False),
        (TRACKS, {"track": "urban"}, True),
    ],
)
def test_whoever_says_where_it_is_has_one_date(definition, about, open_):
    (found,) = entrances(definition, MAY, **about)
    assert found.is_open == open_
    assert entrance(definition, MAY, **about).is_open == open_


def test_whoever_has_no_period_of_its_own_takes_that_of_everyone():
    definition = call(
        {"key": "all", "opens": "2025-01-01", "closes": "2025-03-31"},
        {"key": "far", "opens": "2025-01-01", "closes": "2025-04-30", "serves": ["country:EU"]},
    )
    found = {one.reception.window.key for one in entrances(definition, utc(2025, 2, 1))}
    assert found == {"all", "far"}


def test_every_deadline_is_said_with_whom_it_is_for():
    said = closing_words(PLACES).replace("\xa0", " ").replace("\u202f", " ")
    assert said == (
        "lundi 31 mars 2025 à 23 h 59 (heure de Paris) – pour : Nord (59) ; "
        "lundi 30 juin 2025 à 12 h (heure de Paris) – pour : Aisne (02)"
    )
    assert "volet « Rural »" in closing_words(TRACKS).replace("\xa0", " ").replace("\u202f", " ")
    assert "30 septembre" in closing_words(WAVES).replace("\xa0", " ").replace("\u202f", " ")
    many = call(*({"key": f"w{n}", "closes": f"2025-0{n}-10"} for n in range(1, 6)))
    assert closing_words(many).startswith("selon la période, du vendredi")


def test_the_clock_of_the_candidate_is_never_said_to_be_that_of_the_call():
    definition = call({"key": "w", "closes": "2025-05-28T17:00", "clock": "applicant"})
    assert closing_words(definition).endswith("à l’heure du lieu du candidat")
    assert "Paris" not in receive(definition, MAY).words
    known = receive(definition, MAY, about=Circumstances(there="Indian/Reunion"))
    assert "La Réunion" in known.words or "Reunion" in known.words


def test_a_late_file_comes_in_by_no_period_of_others():
    """Flagged late in the Nord, a period lets in nobody of the Aisne before its own opens."""
    definition = call(
        {"key": "nord", "closes": "2025-03-31", "late": "flagged", "serves": ["departement:59"]},
        {"key": "aisne", "opens": "2025-06-01", "closes": "2025-06-30",
         "serves": ["departement:02"]},
    )  # fmt: skip
    about = Circumstances(refs=frozenset({"departement:02"}))
    assert [one.code for one in receive(definition, MAY, about=about).faults] == ["opens"]


def test_a_document_counts_by_the_rule_of_the_window_it_was_sent_in():
    """By the mailbox door too: the first wave counts receptions, the second counts postmarks."""
    definition = call(
        {"key": "un", "opens": "2025-01-01", "closes": "2025-03-31T12:00"},
        {"key": "deux", "opens": "2025-04-01", "closes": "2025-06-30T12:00", "counts": "sent"},
    )
    came, sent = utc(2025, 6, 30, 10, 30), utc(2025, 6, 30, 9, 30)
    assert counted(definition, began=came, ended=came, sent=sent) == sent
    early = utc(2025, 3, 31, 9, 30)
    assert counted(definition, began=came, ended=came, sent=early) == came
