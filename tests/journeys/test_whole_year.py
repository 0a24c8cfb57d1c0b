"""The first programme played from its definition to its closing, against tables made by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cordee.journeys import actions, papers, queries, reminders
from cordee.journeys.calendars import feed
from cordee.journeys.claims import Billed
from cordee.journeys.models import DateOption, Meeting, Presence
from cordee.journeys.strategy import actions as strategy
from cordee.kernel.findings import Refused
from cordee.people.models import Person, User
from cordee.programme.anchors import deadline
from tests.journeys.living import LOST, NO, OK, TODO, Year, at

FIRST = {"E": "elu", "T": "technicien", "C": "communication", "X": "exterieur"}


DAY = ("09:30", "17:00")
THINGS = ("strategie", "exercices", "capitalisation")
PRODUCED = {
    # on, territory → strategy (due at J7), exercises, what is told to the others afterwards
    ("2025-04-20", "Lens"): (TODO, TODO, TODO),
    ("2025-04-20", "Béthune"): (TODO, TODO, TODO),
    ("2025-06-30", "Arras"): (TODO, OK, TODO),
    ("2026-01-25", "Lens"): (TODO, TODO, TODO),
    ("2026-03-10", "Lens"): (OK, NO, OK),
    ("2026-03-10", "Arras"): (NO, OK, OK),
}
ASKED = ("assiduite", "collectives", "individuelles", "presence-chef-de-file", "conseil",
         "diffuser", "mobiliser-elus", "temps-de-travail", "ingenierie")  # fmt: skip
TABLE = [
    # on, territory → assiduité, collectives, individuelles, cheffe de file, conseil, diffuser,
    # autres élu·es, temps de travail, ingénierie locale
    ("2025-04-20", "Lens", TODO, TODO, TODO, TODO, OK, TODO, TODO, TODO, TODO),
    ("2025-04-20", "Arras", TODO, TODO, TODO, TODO, OK, TODO, TODO, TODO, TODO),
    ("2025-04-20", "Béthune", LOST, TODO, TODO, TODO, NO, TODO, TODO, TODO, TODO),
    ("2025-06-30", "Lens", LOST, TODO, TODO, TODO, OK, TODO, TODO, TODO, TODO),
    ("2025-06-30", "Arras", TODO, TODO, OK, TODO, OK, TODO, TODO, TODO, TODO),
    ("2026-01-25", "Lens", LOST, LOST, LOST, TODO, OK, OK, TODO, OK, TODO),
    ("2026-01-25", "Arras", LOST, OK, OK, TODO, OK, TODO, TODO, TODO, OK),
    ("2026-03-10", "Lens", LOST, LOST, LOST, OK, OK, OK, NO, OK, NO),
    ("2026-03-10", "Arras", LOST, OK, OK, OK, OK, NO, NO, NO, OK),
]


def test_the_first_programme_is_lived_from_its_definition_to_its_closing(
    amina: User, client: Client
):
    year = Year("mise-en-recits-2024", FIRST, "chef-de-file", amina)
    year.begin({"Lens": ["gouvernance"], "Arras": [], "Béthune": []}, at("2025-01-15"))
    table = {(on, name): row for on, name, *row in TABLE}

    def check(on: str) -> None:
        for (day, name), row in table.items():
            if day == on:
                assert (on, name, year.verdicts(name, on, *ASKED)) == (
                    on, name, dict(zip(ASKED, row, strict=True)))  # fmt: skip
        for (day, name), row in PRODUCED.items():
            if day == on:
                assert (on, name, year.produced(name, on)) == (
                    on, name, dict(zip(THINGS, row, strict=True)))  # fmt: skip

    _winter(year)
    check("2025-04-20")
    _spring(year)
    check("2025-06-30")
    client.force_login(amina)
    _autumn(year, client)
    check("2026-01-25")
    _closing(year)
    check("2026-03-10")
    _papers(year)


def _winter(year: Year) -> None:
    """J0 by link, J1 moved by a strike then signed by code; charters given; councils."""
    amounts = {one.participation.name: int(one.amount) for one in _charges(year)}
    assert amounts == {"Lens": 350, "Arras": 700, "Béthune": 700}
    year.fix(year.meeting("j1"), "2025-03-06", "2025-01-20", DAY)
    _deadlines(year)
    everyone = dict.fromkeys(("Lens", "Arras", "Béthune"), "ETCX")
    j0 = year.meeting("j0")
    for name, letters in everyone.items():
        for letter in letters:
            signed = actions.sign_oneself(j0, year.who(name, letter), mode="", source="link",
                                          by=None, at=at("2025-02-04", "14:10"))  # fmt: skip
            assert [one.half for one in signed] == ["pm"]
    actions.close_meeting(j0, by=year.by, at=at("2025-02-04", "18:00"))
    j1 = year.meeting("j1")
    with pytest.raises(Refused, match="trop tôt"):
        actions.sign_oneself(j1, year.who("Lens", "E"), mode="", source="qr", by=None,
                             at=at("2025-02-27", "10:00"))  # fmt: skip
    for name, letters in (everyone | {"Béthune": "ETC"}).items():
        for letter in letters:
            for hour in ("10:00", "14:30"):
                actions.sign_oneself(j1, year.who(name, letter), mode="", source="qr", by=None,
                                     at=at("2025-03-06", hour))  # fmt: skip
        actions.give_charter(year.of(name), by=year.by, at=at("2025-03-06"))
    actions.close_meeting(j1, by=year.by, at=at("2025-03-06", "18:00"))
    for name, day in (("Lens", "2025-03-20"), ("Arras", "2025-04-10")):
        actions.show(year.of(name), "conseil", kind="deliberation", on=date.fromisoformat(day),
                     body="Conseil", by=year.by, at=at(day, "20:00"))  # fmt: skip


def _charges(year: Year) -> list[Any]:
    return [one for row in year.cohort.participations.order_by("pk")
            for one in row.charges.select_related("participation")]  # fmt: skip


def _deadlines(year: Year) -> None:
    """J1 moved a week later: all that hangs on it is a week later, and nothing else."""
    asked, held = year.edition.definition, queries.held_days(year.cohort.meetings.all())
    charter, council = asked.year.charter, asked.year.pledges[8].due
    assert charter is not None
    assert council is not None
    found = [deadline(asked, one, held).last for one in (charter.given, charter.due, council)]
    assert found == [date(2025, 3, 6), date(2025, 4, 28), date(2025, 4, 6)]
    due = {one.subject[1].partition(":")[2]: one.due.date()
           for one in reminders.DUE_DOCUMENTS.proposals(at("2025-03-01"))}  # fmt: skip
    assert due == {"charter": date(2025, 4, 18), "conseil": date(2025, 3, 27)}


def _spring(year: Year) -> None:
    """J2, charters by link and on paper; a lead leaves, a territory withdraws; J3 polled."""
    year.sheet(year.meeting("j2"), {"Lens": "ETX", "Arras": "ETCX", "Béthune": "T"})
    actions.sign_charter(year.of("Lens"), signatory="Ada L.", capacity="Maire", delegation="",
                         signed_at=at("2025-04-25"), by=None, at=at("2025-04-25"),
                         proof={"method": "link", "address": "maire@example.org"})  # fmt: skip
    scan = SimpleUploadedFile("charte.pdf", b"%PDF-1.4 x", "application/pdf")
    actions.sign_charter(year.of("Arras"), signatory="Bo A.", capacity="Présidente",
                         delegation="", signed_at=at("2025-04-28"), scan=scan, by=year.by,
                         at=at("2025-04-29"))  # fmt: skip
    newcomer = Person.objects.create(given_name="N", family_name="A", email="n.arras@example.org")
    actions.replace(year.who("Arras", "T"), newcomer, reason="Mutation", by=year.by,
                    at=at("2025-05-10"))  # fmt: skip
    _book(year, "Lens", 1, "2025-05-20", "ET")
    _book(year, "Arras", 1, "2025-05-21", "NECX")
    actions.withdraw(year.of("Béthune"), reason="Élections.", by=year.by, at=at("2025-06-01"))
    told = {one.name for one in reminders.DUE_DOCUMENTS.proposals(at("2025-06-02"))}
    assert told == {"T Lens", "N A"}
    exercise = year.exercise("exercices", "2025-05-01", "Raconter une coopération")
    year.hands_in(exercise, "Arras", "Notre coopération", "2025-05-20")
    _poll(year)
    j3 = year.meeting("j3")
    photo = SimpleUploadedFile("p.png", b"\x89PNG\r\n\x1a\n", "image/png")
    actions.attach_scan(j3, 1, photo, by=year.by, at=at("2025-06-19", "17:30"))
    year.sheet(j3, {"Lens": "TX", "Arras": "NECX"}, source="paper")
    with pytest.raises(Refused, match="close"):
        actions.cancel_meeting(j3, reason="Erreur", by=year.by, at=at("2025-06-20"))


def _book(year: Year, name: str, ordinal: int, day: str, there: str) -> None:
    """A half-day is offered, taken by the territory, lived, closed."""
    opened, closed = at(day), at(day, "12:30")
    before = opened - timedelta(days=20)
    host = year.by.person
    actions.offer_slots(year.cohort, host, [(opened, closed)], by=year.by, at=before)
    slot = year.cohort.slots.get(starts=opened)
    own = year.meeting("individuelle", name, ordinal)
    actions.book(slot, own, purpose="Une action", by=year.by, at=before)
    year.sheet(own, {name: there})


def _poll(year: Year) -> None:
    """The vague week 25 becomes the day that loses nobody's lead; the week that is not it goes."""
    j3 = year.meeting("j3")
    assert (j3.state, j3.when) == (Meeting.State.VAGUE, "2025-W25")
    dates = [(at("2025-06-17"), at("2025-06-17", "17:00")),
             (at("2025-06-19"), at("2025-06-19", "17:00"))]  # fmt: skip
    actions.open_poll(j3, dates, by=year.by, at=at("2025-05-12"))
    first, second = DateOption.objects.order_by("starts")
    for name, letters in (("Lens", "ETCX"), ("Arras", "NECX")):
        for letter in letters:
            told = {str(first.public_id): "no" if letter in "TN" else "yes",
                    str(second.public_id): "yes"}  # fmt: skip
            actions.answer_poll(j3, year.who(name, letter), told, by=None, at=at("2025-05-13"))
    poll = queries.poll_of(year.meeting("j3"), at("2025-05-14"))
    assert [one.option.day for one in poll.weighed()] == [date(2025, 6, 19), date(2025, 6, 17)]
    assert poll.silent() == []
    actions.choose_date(second, by=year.by, at=at("2025-05-14"))


def _autumn(year: Year, client: Client) -> None:
    """J4 whose room loses its network, J5, J6; the last half-days."""
    for key, day, on in (("j4", "2025-09-25", "2025-07-01"), ("j5", "2025-11-27", "2025-07-01"),
                         ("j6", "2026-01-22", "2025-10-01")):  # fmt: skip
        year.fix(year.meeting(key), day, on, DAY)
    _queued(year, client, {"Lens": "T", "Arras": "NECX"})
    _book(year, "Lens", 2, "2025-10-14", "TC")
    _book(year, "Arras", 2, "2025-10-15", "N")
    for key in ("j5", "j6"):
        year.sheet(year.meeting(key), {"Lens": "T", "Arras": "NEC"})
    actions.show(year.of("Lens"), "diffuser", kind="link", on=date(2025, 12, 1),
                 link="https://example.org", text="Article", by=year.by,
                 at=at("2025-12-01"))  # fmt: skip
    for name, pledge in (("Lens", "temps-de-travail"), ("Arras", "ingenierie")):
        actions.show(year.of(name), pledge, kind="declaration", on=date(2025, 12, 1),
                     text="Deux jours", by=year.by, at=at("2025-12-01"))  # fmt: skip


def _queued(year: Year, client: Client, there: dict[str, str]) -> None:
    """The sheet waits in the browser, then leaves twice: it is written once."""
    j4 = year.meeting("j4")
    typed = {f"p-{year.who(name, letter).public_id}": "present"
             for name, letters in there.items() for letter in letters}  # fmt: skip
    page = reverse("journeys:sign", args=[j4.public_id])
    with time_machine.travel(at("2025-09-25", "19:00"), tick=False):
        for _turn in range(2):
            assert client.post(page, typed).status_code == 302
        assert Presence.objects.filter(meeting=j4).count() == 10
        assert client.post(page, {"close": "1"}).status_code == 302
        late = client.post(page, typed)
    assert late.status_code == 302
    assert not j4.held_marks.exists(), "it says nothing that the closed sheet does not"
    assert Presence.objects.filter(meeting=j4).count() == 10


def _closing(year: Year) -> None:
    year.fix(year.meeting("j7"), "2026-03-05", "2025-12-01", ("09:30", "16:30"))
    year.sheet(year.meeting("j7"), {"Lens": "T", "Arras": "NEC"})
    _strategy(year)
    actions.deliver(year.cohort, "capitalisation", participation=None, on=date(2026, 3, 8),
                    link="https://example.org/guide", by=year.by, at=at("2026-03-08"))  # fmt: skip
    charge = year.of("Lens").charges.get()
    billed = Billed(name="Lens", order_number="BC-1")
    actions.claim(charge, billed, by=year.by, at=at("2026-03-06"))
    actions.pay(charge, by=year.by, at=at("2026-03-09"))


def _strategy(year: Year) -> None:
    """Lens writes its five sections, and hands them in on the closing day; Arras does not."""
    lens = year.of("Lens")
    with pytest.raises(Refused):
        strategy.finish(lens, by=year.by, at=at("2026-03-05", "15:00"))
    for chapter in ("trajectoire", "cooperation", "valeur", "recits", "communication"):
        strategy.write(lens, chapter, f"Ce que nous racontons : {chapter}.", revision=0,
                       by=year.by, at=at("2026-02-20"))  # fmt: skip
    strategy.finish(lens, by=year.by, at=at("2026-03-05", "16:00"))


ATTESTED = [
    # J0 is a half-day, J1 to J7 a day each, an individual session a half-day
    ("Lens", "T", "10 rencontres (17 demi-journées)"),
    ("Lens", "E", "4 rencontres (6 demi-journées)"),
    ("Lens", "C", "3 rencontres (4 demi-journées)"),
    ("Arras", "T", "3 rencontres (5 demi-journées)"),
    ("Arras", "N", "7 rencontres (12 demi-journées)"),
    ("Arras", "X", "6 rencontres (10 demi-journées)"),
    ("Béthune", "X", "1 rencontre (1 demi-journée)"),
]


def _papers(year: Year) -> None:
    """Attestations, charters, money and calendars at the end, as counted by hand."""
    for name, letter, total in ATTESTED:
        found = papers.certificate(year.who(name, letter), at=at("2026-03-10"))["total"]
        plain = found.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert (name, letter, plain) == (name, letter, total)
    signed = {one.name: bool(one.charter.signed_at)
              for one in year.cohort.participations.select_related("charter")}  # fmt: skip
    assert signed == {"Arras": True, "Béthune": False, "Lens": True}
    paid = {one.participation.name: bool(one.paid_at) for one in _charges(year)}
    assert paid == {"Arras": False, "Béthune": False, "Lens": True}
    content = feed("C", queries.calendar_of(year.of("Lens")), private=True)
    events = Calendar.from_ical(content).walk("VEVENT")
    told = {str(one["summary"]).partition(" – ")[0]: (str(one["status"]), int(one["sequence"]))
            for one in events}  # fmt: skip
    assert told["J0"] == ("CONFIRMED", 0)
    assert told["J1"] == ("CONFIRMED", 1)
    assert told["J3"] == ("CONFIRMED", 2)
    assert told["J7"] == ("CONFIRMED", 1)
    assert {status for status, _number in told.values()} == {"CONFIRMED"}
    assert Presence.objects.filter(meeting=year.meeting("j0")).count() == 12
