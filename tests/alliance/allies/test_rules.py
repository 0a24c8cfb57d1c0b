"""Lives of allies, days of permanences, rhythms and counts: rules, without a database."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.alliance.allies.rules import belonging, counts, lives, recurring
from cordee.alliance.allies.rules.counts import Line
from cordee.alliance.allies.rules.lives import Custom, Standing
from cordee.alliance.allies.rules.recurring import Rule

TUESDAYS = Rule(1, 1, date(2021, 1, 1))
TODAY = date(2021, 12, 31)


@pytest.mark.parametrize(
    ("more", "life"),
    [
        ({}, "dormant"),
        ({"signed_on": date(2021, 7, 1)}, "new"),
        ({"signed_on": date(2021, 6, 30)}, "dormant"),
        ({"seen_on": date(2021, 1, 1)}, "active"),
        ({"seen_on": date(2020, 12, 31)}, "dormant"),
        ({"signed_on": date(2021, 7, 1), "seen_on": date(2021, 7, 2)}, "active"),
        ({"seen_on": date(2021, 12, 1), "left_on": date(2021, 12, 31)}, "left"),
        ({"seen_on": date(2021, 12, 1), "left_on": date(2022, 1, 1)}, "active"),
    ],
)
def test_a_life_follows_from_what_an_ally_does(more, life):
    one = Standing(**{"signed_on": date(2019, 1, 1), **more})
    assert lives.life(one, Custom(6, 12), TODAY) == life
    assert lives.why(one, Custom(6, 12), TODAY).endswith(".")


def test_delays_are_of_the_house_and_make_sense():
    one = Standing(date(2021, 1, 1), seen_on=date(2021, 6, 1))
    assert lives.life(one, Custom(6, 3), TODAY) == "dormant"
    assert lives.life(one, Custom(12, 3), TODAY) == "new"
    assert [len(lives.custom_faults(Custom(*two))) for two in ((6, 12), (0, 12), (0, 61))] == [
        0, 1, 2,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, []),
        ({"structure": True}, ["ally.capacity"]),
        ({"structure": True, "capacity": "maire"}, []),
        ({"signed_on": date(2022, 1, 1)}, ["ally.future"]),
        ({"written": False}, ["ally.text"]),
    ],
)
def test_each_reason_why_a_signature_does_not_hold(more, codes):
    typed = {"structure": False, "capacity": " ", "signed_on": TODAY, "today": TODAY}
    assert [one.code for one in lives.signing_faults(**typed | more)] == codes


def test_signatures_are_counted_over_the_years():
    rows = [
        (date(2019, 5, 1), None),
        (date(2019, 6, 1), date(2021, 1, 1)),
        (date(2021, 2, 2), None),
    ]
    assert lives.by_year(rows) == [(2019, 2, 2), (2020, 0, 2), (2021, 1, 2)]
    assert lives.by_year([]) == []
    assert [lives.is_overseas(one) for one in ("974", "62", "2A", "")] == [
        True,
        False,
        False,
        False,
    ]


def test_the_first_tuesdays_of_a_year_are_twelve():
    found = recurring.days(TUESDAYS, date(2021, 1, 1), TODAY)
    assert [one.isoformat()[5:] for one in found] == [
        "01-05", "02-02", "03-02", "04-06", "05-04", "06-01", "07-06", "08-03", "09-07", "10-05",
        "11-02", "12-07",
    ]  # fmt: skip
    held = dict.fromkeys(found, "") | {date(2021, 8, 3): "Congés."}
    fates = [fate for _day, fate in recurring.fates(found, held, TODAY)]
    assert (fates.count("held"), fates.count("missed")) == (11, 1)
    del held[date(2021, 8, 3)]
    assert recurring.fates(found, held, date(2021, 8, 3))[7] == (date(2021, 8, 3), "untold")
    assert recurring.fates(found, {}, date(2021, 8, 2))[7] == (date(2021, 8, 3), "coming")


@given(
    st.integers(1, 5), st.integers(0, 6), st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.integers(0, 900),
)  # fmt: skip
def test_each_month_has_one_day_of_the_rule_on_its_weekday(rank, weekday, first, length):
    last = date.fromordinal(first.toordinal() + length)
    found = recurring.days(Rule(rank, weekday, date(1980, 1, 1)), first, last)
    assert all(one.weekday() == weekday and first <= one <= last for one in found)
    assert len({(one.year, one.month) for one in found}) == len(found)
    assert all((one.day - 1) // 7 == rank - 1 for one in found if rank < recurring.LAST)
    if rank == recurring.LAST:
        assert all(date.fromordinal(one.toordinal() + 7).month != one.month for one in found)


def test_a_rule_begins_ends_and_its_hours_follow():
    until = Rule(1, 1, date(2021, 2, 3), date(2021, 4, 6))
    assert recurring.days(until, date(2020, 1, 1), TODAY) == [date(2021, 3, 2), date(2021, 4, 6)]
    assert recurring.following(TUESDAYS, date(2021, 11, 2), 2) == [
        date(2021, 11, 2), date(2021, 12, 7),
    ]  # fmt: skip
    wrong = Rule(1, 1, date(2021, 2, 3), date(2021, 2, 2))
    found = recurring.rule_faults(wrong, time(13), time(11))
    assert {one.code for one in found} == {"drop_in.hours", "drop_in.days"}
    assert recurring.rule_faults(until, time(11), time(13)) == []
    assert [bool(recurring.missed_faults(one)) for one in (" ", "Congés.")] == [True, False]


@pytest.mark.parametrize(
    ("every", "first", "last", "count"),
    [
        (3, date(2021, 1, 1), date(2021, 12, 31), 4),
        (2, date(2021, 1, 1), date(2021, 12, 31), 6),
        (2, date(2021, 1, 1), date(2021, 2, 27), 0),
        (1, date(2021, 1, 15), date(2021, 2, 14), 1),
        (1, date(2021, 1, 15), date(2021, 2, 13), 0),
        (None, date(2021, 1, 1), date(2021, 12, 31), 0),
        (1, date(2021, 2, 1), date(2021, 1, 1), 0),
    ],
)
def test_a_rhythm_promises_so_many_sessions(every, first, last, count):
    assert recurring.promised(every, first, last) == count


def test_a_rhythm_is_compared_with_what_was_held():
    plain = {said: recurring.rhythm_said(*said).replace("\u00a0", " ").replace("\u202f", " ")
             for said in ((3, 4), (4, 4), (2, 0))}  # fmt: skip
    assert plain[3, 4] == "3 séances tenues pour 4 annoncées : il en manque 1."
    assert plain[4, 4].endswith("le rythme est tenu.")
    assert plain[2, 0] == "2 séances tenues"


def test_who_came_adds_up_and_a_number_told_is_compared_with_the_list():
    lines = counts.gathered([Line("élu·es", 12, 7), Line("agents", 20, 20), Line("élu·es", 1, 0)])
    assert lines == [Line("élu·es", 13, 7), Line("agents", 20, 20)]
    assert counts.total(lines) == 60
    assert counts.sum_faults(60, lines) == counts.sum_faults(None, lines) == []
    assert "200" in counts.sum_faults(200, lines)[0].sentence
    assert counts.shares(["État", "élu", "élu"]) == [("élu", 2, 67), ("État", 1, 33)]
    assert [one.code for one in counts.held_faults(" ", date(2022, 1, 1), TODAY, came=True)] == [
        "gathering.title", "gathering.future",
    ]  # fmt: skip


def test_a_community_has_a_theme_a_constant_agenda_and_ends_with_a_reason():
    assert belonging.items("– Les dimensions\n\n  * \n- Un retour d’allié ") == [
        "Les dimensions", "*", "Un retour d’allié",
    ]  # fmt: skip
    assert belonging.community_faults("Récits", "Dire la transition") == []
    assert belonging.community_faults("Récits", " ")[0].code == "community.theme"
    found = belonging.closing_faults(date(2021, 5, 1), date(2021, 4, 1), " ")
    assert {one.code for one in found} == {"community.order", "community.reason"}
