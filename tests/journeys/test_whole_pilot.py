"""The pilot programme, two tracks in one year, played to its end against tables made by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cordee.journeys import actions, papers, queries, sheets
from cordee.journeys.calendars import feed
from cordee.journeys.models import DateOption, Delegate, Meeting, Participation, Presence
from cordee.journeys.strategy import actions as strategy
from cordee.journeys.strategy.queries import sequels
from cordee.journeys.strategy.queries.guests import holders
from cordee.letters import actions as letters
from cordee.letters import queries as mail
from cordee.people.models import Person, Seat, User
from cordee.reports.figures import FIGURES
from cordee.reports.rules import Period
from tests.journeys.living import NO, OK, TODO, Year, at, on

TEAM = {"T": "elu", "A": "agent", "S": "socio-economique", "P": "etat"}
WHOLE = ("09:00", "17:00")
PLEDGES = ("ecosysteme", "numero-un", "diagnostic", "diffuser")
PROMISED = {
    # on, territory → the four kinds of actors each day, the head of it, diagnosis, spreading
    ("2021-10-20", "Beauvais"): (TODO, TODO, TODO, TODO),
    ("2021-10-20", "Vimy"): (NO, TODO, TODO, TODO),
    ("2021-10-20", "Lomme"): (TODO, TODO, TODO, TODO),
    ("2021-12-01", "Beauvais"): (TODO, OK, TODO, TODO),
    ("2021-12-01", "Vimy"): (NO, TODO, TODO, TODO),
    ("2021-12-01", "Lomme"): (NO, TODO, TODO, TODO),
    ("2022-02-01", "Beauvais"): (OK, OK, OK, TODO),
    ("2022-02-01", "Lomme"): (NO, TODO, OK, OK),
    ("2022-10-05", "Beauvais"): (OK, OK, OK, NO),
    ("2022-10-05", "Vimy"): (NO, NO, NO, NO),
    ("2022-10-05", "Lomme"): (NO, NO, OK, OK),
}
THINGS = ("mallette-1", "mallette-2", "mallette-3", "recommandations", "lettre", "podcasts",
          "magazine", "documentaire", "cartographie-ess", "recherche-action",
          "article-20-ans")  # fmt: skip
PRODUCED = {
    # the three kits, advice, monthly letter, podcasts, magazine, film, map, research, own article
    ("2021-10-14", "Beauvais"): (TODO, TODO, TODO, TODO, NO, TODO, TODO, TODO, TODO, TODO, TODO),
    ("2021-10-20", "Beauvais"): (OK, TODO, TODO, TODO, TODO, TODO, TODO, TODO, TODO, TODO, TODO),
    ("2021-12-01", "Beauvais"): (OK, OK, OK, TODO, TODO, TODO, TODO, TODO, TODO, TODO, OK),
    ("2021-12-01", "Vimy"): (OK, OK, OK, TODO, TODO, TODO, TODO, TODO, TODO, TODO, OK),
    ("2021-12-01", "Lomme"): (OK, OK, OK, TODO, TODO, TODO, TODO, TODO, TODO, TODO, NO),
    ("2022-02-01", "Beauvais"): (OK, OK, OK, OK, NO, TODO, TODO, TODO, TODO, TODO, OK),
    ("2022-02-01", "Vimy"): (OK, OK, OK, NO, NO, TODO, TODO, TODO, TODO, TODO, OK),
    ("2022-10-05", "Beauvais"): (OK, OK, OK, OK, NO, OK, NO, NO, OK, NO, OK),
    ("2022-10-05", "Lomme"): (OK, OK, OK, OK, NO, OK, NO, NO, NO, NO, NO),
}
CERTIFIED = {
    # pre-start: one day; days 1 to 3: two halves each; January: two; own support: a morning
    ("Beauvais", "T"): "6 rencontres (11 demi-journées)",
    ("Vimy", "P"): "3 rencontres (6 demi-journées)",
    ("Lomme", "T"): "2 rencontres (4 demi-journées)",
    ("Lomme", "N"): "3 rencontres (6 demi-journées)",
}


def test_the_pilot_programme_is_lived_to_its_end_with_the_allies_who_accompany_it(
    amina: User, client: Client
):
    year = Year("territoires-pilotes-2021", TEAM, "numero-un", amina)
    places = {key: [] for key in ("Beauvais", "Vimy", "Lomme", "Strasbourg")}
    year.begin(places, at("2021-08-20"), stage="entree", track="territoires")
    year.begin({"Atemis": ["alliance"]}, at("2021-09-01"), "co-construction", "allies")
    _tracks(year)
    _autumn(year)
    _check(year, "2021-10-14")
    _first_day(year)
    _check(year, "2021-10-20")
    Seat.objects.filter(person=amina.person).update(starts=at("2021-01-04"))
    client.force_login(amina)
    _november(year, client)
    _check(year, "2021-12-01")
    _winter(year)
    _letter(year, client)
    _check(year, "2022-02-01")
    _ending(year)
    _check(year, "2022-10-05")
    _papers(year)
    _around(year)


def _check(year: Year, day: str) -> None:
    tables: tuple[tuple[dict[Any, Any], tuple[str, ...], Any], ...] = (
        (PROMISED, PLEDGES, lambda name: year.verdicts(name, day, *PLEDGES)),
        (PRODUCED, THINGS, lambda name: year.produced(name, day)),
    )
    for table, keys, told in tables:
        for (when, name), row in table.items():
            if when == day:
                found = (day, name, told(name))
                assert found == (day, name, dict(zip(keys, row, strict=True)))


def _tracks(year: Year) -> None:
    """One year for both decisions: each track lives its own meetings, and owes its own pledges."""
    assert year.cohort.participations.count() == 5
    beauvais, atemis = year.of("Beauvais"), year.of("Atemis")
    own, other = ({one.key for one in queries.calendar_of(place)} for place in (beauvais, atemis))
    assert {"pre-rentree", "journee-1", "diagnostic", "forum"} <= own
    assert {"chantier-1", "supervision", "agora"} <= other
    assert not own & {"chantier-1", "chantier-diagnostic", "supervision", "ouverture-allies"}
    assert not other & {"pre-rentree", "journee-1", "diagnostic"}
    assert year.verdicts("Atemis", "2021-10-20", *PLEDGES) == {}
    names = {str(one.participation) for one in sheets.expected(year.meeting("journee-1"))}
    assert names == {"Beauvais", "Vimy", "Lomme", "Strasbourg"}
    allies = {str(one.participation) for one in sheets.expected(year.meeting("supervision"))}
    assert allies == {"Atemis"}


def _autumn(year: Year) -> None:
    """The pre-start; a city that cannot come with its four kinds of actors withdraws."""
    year.sheet(year.meeting("pre-rentree"), {"Beauvais": "TASP", "Vimy": "TA", "Lomme": "T"})
    actions.withdraw(year.of("Strasbourg"), reason="Les quatre acteurs ne sont pas réunis.",
                     by=year.by, at=at("2021-09-20"))  # fmt: skip
    names = {str(one.participation) for one in sheets.expected(year.meeting("journee-1"))}
    assert names == {"Beauvais", "Vimy", "Lomme"}


def _gives(year: Year, key: str, day: str, name: str = "") -> None:
    place = year.of(name) if name else None
    actions.deliver(year.cohort, key, participation=place, on=on(day), text="Envoyé", by=year.by,
                    at=at(day, "20:00"))  # fmt: skip


def _first_day(year: Year) -> None:
    first = {"Beauvais": "TASP", "Vimy": "TAS", "Lomme": "TASP"}
    year.sheet(year.meeting("journee-1"), first, mode="proximity")
    _gives(year, "lettre", "2021-10-18")
    _gives(year, "mallette-1", "2021-10-20")


def _november(year: Year, client: Client) -> None:
    """A lead leaves, a day moves with what hangs on it, a paper sheet, a lost network."""
    newcomer = Person.objects.create(given_name="N", family_name="L", email="n.lomme@example.org")
    actions.replace(year.who("Lomme", "T"), newcomer, reason="Démission", by=year.by,
                    at=at("2021-11-05"))  # fmt: skip
    assert year.who("Lomme", "N").leads == ["numero-un"]
    actions.show(year.of("Beauvais"), "numero-un", kind="declaration", on=on("2021-11-08"),
                 text="La maire vient.", by=year.by, at=at("2021-11-08"))  # fmt: skip
    exercise = year.exercise("article-20-ans", "2021-10-25", "Dans vingt ans")
    _gives(year, "lettre", "2021-11-02")
    year.fix(year.meeting("journee-2"), "2021-11-24", "2021-11-10", WHOLE)
    photo = SimpleUploadedFile("p.png", b"\x89PNG\r\n\x1a\n", "image/png")
    actions.attach_scan(year.meeting("journee-3"), 1, photo, by=year.by, at=at("2021-11-18"))
    third = {"Beauvais": "TASP", "Vimy": "TASP", "Lomme": "NASP"}
    year.sheet(year.meeting("journee-3"), third, source="paper", mode="proximity")
    year.hands_in(exercise, "Beauvais", "En 2041…", "2021-11-23")
    _gives(year, "mallette-2", "2021-11-24")
    _gives(year, "mallette-3", "2021-11-25")
    _queued(year, client, {"Beauvais": "TASP", "Vimy": "TASP", "Lomme": "NAS"})
    year.hands_in(exercise, "Vimy", "En 2041, on dira…", "2021-11-26")


def _queued(year: Year, client: Client, there: dict[str, str]) -> None:
    """The room lost its network: the sheet leaves the browser twice, and is written once."""
    day = year.meeting("journee-2")
    typed = {f"p-{year.who(name, letter).public_id}": "present"
             for name, letters in there.items() for letter in letters}  # fmt: skip
    page = reverse("journeys:sign", args=[day.public_id])
    with time_machine.travel(at("2021-11-24", "19:00"), tick=False):
        for _turn in range(2):
            assert client.post(page, typed).status_code == 302
        assert client.post(page, {"close": "1"}).status_code == 302
    assert Presence.objects.filter(meeting=day).count() == 22


def _winter(year: Year) -> None:
    """Visits by a pair and the team, told to few then to all; the two days become remote."""
    pair = [year.who("Atemis", letter).person for letter in "TA"]
    for name, day in (("Beauvais", "2021-12-10"), ("Lomme", "2022-01-10")):
        _visited(year, name, day, pair)
    actions.cancel_meeting(year.meeting("diagnostic", "Vimy"), reason="Pas de date", by=year.by,
                           at=at("2022-01-15"))  # fmt: skip
    _gives(year, "lettre", "2021-12-10")
    _gives(year, "recommandations", "2021-12-20", "Beauvais")
    _gives(year, "recommandations", "2022-01-25", "Lomme")
    _polled(year)
    year.sheet(year.meeting("janvier"), {"Beauvais": "TASP", "Vimy": "TASP", "Lomme": "NASP"},
               mode="remote")  # fmt: skip
    actions.show(year.of("Lomme"), "diffuser", kind="link", on=on("2022-01-28"),
                 link="https://example.org/lomme", by=year.by, at=at("2022-01-28"))  # fmt: skip


def _visited(year: Year, name: str, day: str, pair: list[Person]) -> None:
    """The pair looks, hands its grid in, tells it to few then to all; the pledge is shown."""
    place, meeting = year.of(name), year.meeting("diagnostic", name)
    year.fix(meeting, day, "2021-11-20", ("09:00", "12:00"))
    visit = strategy.plan_visit(place, pair, year.by.person, by=year.by, at=at("2021-11-21"))
    seen = {key: (Decimal(2), "Vu en réunion")
            for key in ("engagement", "cooperation", "systemie", "evaluation")}  # fmt: skip
    strategy.score(visit, seen, advice="Se réunir.", by=year.by, at=at(day, "18:00"))
    strategy.close_grid(visit, by=year.by, at=at(day, "18:30"))
    for step in ("restreinte", "ouverte"):
        strategy.tell(visit, step, on=on(day), by=year.by, at=at(day, "19:00"))
    year.sheet(meeting, {name: "A"})
    actions.show(place, "diagnostic", kind="meeting", on=on(day), text="Restitution", by=year.by,
                 at=at(day, "20:00"))  # fmt: skip


def _polled(year: Year) -> None:
    """Two dates are asked of the territories alone; the one chosen is held remotely."""
    asked = year.meeting("janvier")
    dates = [(at("2022-01-20", "09:00"), at("2022-01-20", "17:00")),
             (at("2022-01-27", "09:00"), at("2022-01-27", "17:00"))]  # fmt: skip
    actions.open_poll(asked, dates, by=year.by, at=at("2021-12-02"))
    poll = queries.poll_of(year.meeting("janvier"), at("2021-12-03"))
    assert {one.participation.name for one in poll.people} == {"Beauvais", "Vimy", "Lomme"}
    first = DateOption.objects.earliest("starts")
    beside = year.meeting("supervision")  # asked of the allies alone: no calendar holds both
    actions.open_poll(beside, [(at("2022-02-03"), at("2022-02-03", "12:00"))], by=year.by,
                      at=at("2021-12-02"))  # fmt: skip
    assert queries.best_calendar(year.cohort, at("2021-12-03")) == []
    actions.choose_date(beside.options.get(), by=year.by, at=at("2021-12-03"))
    actions.answer_poll(asked, year.who("Vimy", "T"), {str(first.public_id): "yes"}, by=None,
                        at=at("2021-12-04"))  # fmt: skip
    actions.choose_date(first, by=year.by, at=at("2021-12-10"))
    actions.move_meeting(year.meeting("janvier"), mode="remote", reason="Visioconférence",
                         by=year.by, at=at("2022-01-05"))  # fmt: skip


def _letter(year: Year, client: Client) -> None:
    """The letter of December: news, principles, words of a territory; taken back, they leave it."""
    said = strategy.gather(
        year.cohort, year.of("Beauvais"), [strategy.Speaker("Ada", "élue", "ada@example.org")],
        "On réapprend à se parler.", wanted="public", on=on("2021-11-24"),
        question="Comment l’accompagnement infuse-t-il ?", author=year.by.person, by=year.by,
        at=at("2021-11-25"),
    )  # fmt: skip
    strategy.consent(said.voices.get(), "public", named="function", how="link", by=None,
                     at=at("2021-11-26"))  # fmt: skip
    letter = letters.keep_letter(
        title="La lettre du parcours", about="", cohort=year.cohort, coming=True, public=True,
        most=2, sections="Théorie : une idée\nPratique : un atelier\nDonnons-nous des nouvelles",
        by=year.by, at=at("2021-11-20"),
    )  # fmt: skip
    letters.confirm(letter, "lectrice@example.org", at=at("2021-11-21"))
    issue = letters.begin_issue(letter, "Décembre", by=year.by, at=at("2021-12-01"))
    texts = ("Quatre principes.", "Écrire 2041.", f"Nouvelles : {said.marker}")
    for passage, text in zip(mail.written(issue), texts, strict=True):
        letters.write_passage(passage, text, signature="", revision=None, by=year.by,
                              at=at("2021-12-01"))  # fmt: skip
    seen = len(mail.readers(letter, at("2021-12-10")).receiving)
    sent = letters.send(issue, seen=seen, by=year.by, at=at("2021-12-10"))
    page = reverse("letters:issue", args=[sent.public_id])
    with time_machine.travel(at("2021-12-11"), tick=False):
        assert "On réapprend à se parler." in client.get(page).text
        strategy.take_words_back(said.voices.get(), by=None, at=at("2021-12-11"))
        after = client.get(page).text
    assert "On réapprend" not in after
    assert "Quatre principes." in after


def _ending(year: Year) -> None:
    """What each chose for its support; the rest is never held, and the year closes."""
    year.fix(year.meeting("accompagnement", "Beauvais"), "2022-03-10", "2022-02-10",
             ("09:00", "12:00"))  # fmt: skip
    year.sheet(year.meeting("accompagnement", "Beauvais"), {"Beauvais": "TA"})
    for name in ("Vimy", "Lomme"):
        actions.cancel_meeting(year.meeting("accompagnement", name), reason="Sans suite",
                               by=year.by, at=at("2022-06-01"))  # fmt: skip
    _gives(year, "podcasts", "2022-06-01")
    _gives(year, "cartographie-ess", "2022-06-15", "Beauvais")


def _papers(year: Year) -> None:
    """Certificates, changes announced, calendars of both tracks, and no money at all."""
    for (name, letter), total in CERTIFIED.items():
        delegates = Delegate.objects.filter(participation=year.of(name))
        one = delegates.select_related("person", "participation__cohort__edition__current").get(
            person__given_name=letter
        )
        found = papers.certificate(one, at=at("2022-10-05"))["total"]
        plain = found.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert (name, letter, plain) == (name, letter, total)
    content = feed("C", queries.calendar_of(year.of("Vimy")), private=True)
    told = {str(one["summary"]).partition(" – ")[0]: (str(one["status"]), int(one["sequence"]))
            for one in Calendar.from_ical(content).walk("VEVENT")}  # fmt: skip
    assert told["Journée 2"] == ("CONFIRMED", 1)
    assert told["Journées communes de janvier"] == ("CONFIRMED", 3)
    assert told["Diagnostic du territoire"] == ("CANCELLED", 1)
    assert "Supervision" not in " ".join(told)
    assert not Participation.objects.exclude(charges=None).exists()
    left = year.of("Strasbourg")
    assert (left.ends, left.ended_because) == (
        date(2021, 9, 20), "Les quatre acteurs ne sont pas réunis.")  # fmt: skip
    assert year.meeting("journee-3").state == Meeting.State.CLOSED


SEQUELS = {"Beauvais": "accompagnement", "Vimy": "autre", "Lomme": "autre"}
DAYS = (("T", "diagnosis", "20", "486", "paid"), ("A", "building", "15", "486", "paid"),
        ("A", "presence", "30", "533", "given"))  # fmt: skip
COUNTED = {
    # 20 + 15 paid days at 486 €, 30 given at 533 €; three of three chose
    "days_paid": 35, "allies_paid": 17010, "days_given": 30, "allies_given": 15990, "sequels": 3,
}  # fmt: skip


def _around(year: Year) -> None:
    """What each territory chose in January, the days of the allies, who looks after the grid."""
    for name, key in SEQUELS.items():
        strategy.choose_sequel(year.of(name), key, by=year.by, at=at("2022-01-21"))
    assert sequels.counts(year.cohort) == [("Un accompagnement", 1), ("Une autre suite", 2)]
    for letter, activity, days, rate, manner in DAYS:
        person = year.who("Atemis", letter).person
        strategy.record_days(
            year.cohort, name=str(person), structure="Atemis", email=person.email,
            activity=activity, what="Parcours", days=Decimal(days), rate=Decimal(rate),
            manner=manner, funder="", on=on("2022-02-01"), source="Convention", by=year.by,
            at=at("2022-10-05"),
        )  # fmt: skip
    period = Period(date(2021, 9, 1), date(2022, 8, 31))
    assert {key: FIGURES[key](period).value for key in COUNTED} == COUNTED
    for letter in "TA":
        strategy.welcome(
            year.cohort, year.who("Atemis", letter).person, "evaluator", purpose="La grille",
            ends=at("2022-12-31"), part="referents-diagnostic", by=year.by, at=at("2022-10-05"),
        )  # fmt: skip
    assert len(holders(year.cohort, "referents-diagnostic")) == 2
