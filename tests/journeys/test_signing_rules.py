"""When one may sign in oneself, and what the code of the room opens."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cordee.journeys.rules.signing import (
    Hours,
    code_at,
    hours,
    hours_faults,
    late_faults,
    open_now,
    opens,
    said_late,
)

PARIS = ZoneInfo("Europe/Paris")
DAY = date(2025, 2, 27)
SECRET = b"secret"


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


WHOLE = hours([(DAY, "am"), (DAY, "pm")], at(9, 30), at(17))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(8, 29), []),
        (at(8, 30), ["am"]),
        (at(12, 59), ["am"]),
        (at(13), ["am", "pm"]),
        (at(14), ["pm"]),
        (at(17, 59), ["pm"]),
        (at(18), []),
    ],
)
def test_each_half_day_has_its_hours(moment: datetime, expected: list[str]):
    assert [one.half for one in open_now(WHOLE, moment)] == expected


def test_an_afternoon_webinar_opens_an_hour_before_and_closes_an_hour_after():
    only = hours([(DAY, "pm")], at(14), at(15, 30))
    assert only == [Hours(DAY, "pm", at(13), at(16, 30))]


def test_a_morning_that_ends_early_closes_an_hour_after_its_end():
    assert hours([(DAY, "am")], at(9), at(11))[0].closes == at(12)


def test_the_days_in_the_middle_open_at_dawn_and_close_in_the_evening():
    after = DAY + timedelta(days=1)
    both = [(DAY, "am"), (DAY, "pm"), (after, "am"), (after, "pm")]
    found = hours(both, at(9, 30), at(17, day=after))
    assert [(one.opens.hour, one.closes.hour) for one in found] == [
        (8, 14), (13, 22), (6, 14), (13, 18),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "code", "words"),
    [
        (at(8), "sign.early", "l’émargement ouvre le jeudi 27 février 2025 à 8 h 30"),
        (at(19), "sign.late", "terminé depuis le jeudi 27 février 2025 à 18 h"),
    ],
)
def test_too_early_or_too_late_says_when(moment: datetime, code: str, words: str):
    (found,) = hours_faults(WHOLE, moment)
    assert found.code == code
    assert words in found.sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_a_meeting_without_date_is_told():
    assert hours_faults([], at(9))[0].code == "sign.date"


def test_a_code_lives_three_minutes_and_for_one_meeting_only():
    code = code_at(SECRET, "j1", at(9, 30))
    assert opens(SECRET, "j1", code, at(9, 30))
    assert opens(SECRET, "j1", code, at(9, 32))
    assert not opens(SECRET, "j1", code, at(9, 33))
    assert not opens(SECRET, "j1", code, at(9, 29))
    assert not opens(SECRET, "j2", code, at(9, 30))
    assert not opens(b"autre", "j1", code, at(9, 30))


@pytest.mark.parametrize("nonsense", ["", "é" * 16, "0" * 16, "a" * 4000])
def test_nonsense_opens_nothing(nonsense: str):
    assert not opens(SECRET, "j1", nonsense, at(9, 30))


@pytest.mark.parametrize(
    ("framed", "signed", "sent", "source", "code"),
    [
        (at(9, 10), at(9, 12), at(11), "qr", None),
        (at(9, 10), at(9, 12), at(9, 12, day=DAY + timedelta(days=7)), "qr", None),
        (at(9, 10), at(9, 39), at(11), "qr", None),
        (at(9, 10), at(9, 40), at(11), "qr", "sign.moment"),
        (at(9, 10), at(9, 40), at(11), "link", None),
        (at(9, 10), at(9, 9), at(11), "qr", "sign.moment"),
        (at(9, 10), at(11, 1), at(11), "link", "sign.moment"),
        (at(9, 10), at(9, 12), at(9, 13, day=DAY + timedelta(days=7)), "qr", "sign.held"),
        (at(8, 10), at(8, 12), at(11), "qr", "sign.early"),
        (at(18, 10), at(18, 12), at(19), "qr", "sign.late"),
    ],
)
def test_a_signature_sent_later_is_worth_what_the_code_of_its_moment_opened(
    framed: datetime, signed: datetime, sent: datetime, source: str, code: str | None
):
    found = late_faults(WHOLE, framed=framed, signed=signed, at=sent, source=source)
    assert [one.code for one in found] == ([code] if code else [])


def test_a_late_signature_says_its_hour():
    said = said_late(at(9, 12)).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "envoyé plus tard, signé à 9 h 12"
