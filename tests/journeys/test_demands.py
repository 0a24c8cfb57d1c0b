"""A delegation changes as the programme says: replaced, given more time, gone after its notice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys import actions, queries
from cordee.journeys.forms import EvidenceForm
from cordee.journeys.learning import actions as learning
from cordee.journeys.learning.reminders import EXERCISES_DUE
from cordee.journeys.models import Delegate, Demand, Participation
from cordee.journeys.rules.absences import extension_faults, leaves_on, put_off, put_off_hour
from cordee.kernel.findings import Refused, Verdict
from cordee.kernel.moments import When
from cordee.ledger.models import Message
from cordee.people.models import Person, User
from cordee.programme.schema import Definition
from cordee.programme.schema.pledges import Done
from cordee.programme.schema.year import Absence
from tests.journeys.conftest import account, definition

PARIS = ZoneInfo("Europe/Paris")
SPRING = datetime(2025, 3, 5, 12, tzinfo=UTC)
RULE: dict[str, Any] = {
    "replacement": "approved", "withdrawal_notice": "P1M", "extension_allowed": True,
    "extension_max": "P6M", "extension_asked": {"anchor": "meeting.j2"},
    "consequences": "Le groupe compte sur vous.",
}  # fmt: skip
NEW = {"given_name": "Ugo", "family_name": "R", "email": "ugo@example.org", "reason": "Élections"}


@pytest.fixture
def rule(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {**RULE, **getattr(request, "param", {})}


@pytest.fixture
def edition(amina: User, rule: dict[str, Any]) -> Edition:
    told = definition().data()
    told["year"]["absence"] = rule
    return publish(Definition.model_validate(told), {}, by=amina,
                   at=datetime(2024, 11, 1, tzinfo=UTC))  # fmt: skip


@pytest.mark.parametrize(
    ("until", "today", "code"),
    [
        ("2025-12-20", "2025-03-01", None),
        ("2025-12-21", "2025-03-01", "extension.long"),
        ("2025-06-20", "2025-03-01", "extension.short"),
        ("2025-12-01", "2025-06-20", "extension.late"),
    ],
)
def test_more_time_is_given_within_what_the_programme_says(
    until: str, today: str, code: str | None
):
    absence, end = Absence.model_validate(RULE), date(2025, 6, 20)
    found = extension_faults(
        absence, date.fromisoformat(until), asked_by=When.parse("2025-06-19"), last=end,
        today=date.fromisoformat(today),
    )  # fmt: skip
    assert [one.code for one in found] == ([code] if code else [])
    none = extension_faults(None, end, asked_by=None, last=None, today=end)
    assert none[0].code == "extension.none"


def test_only_what_was_still_to_come_is_put_off():
    given, until = date(2025, 3, 5), date(2025, 9, 1)
    assert put_off(When.parse("2025-03-27"), given, until).last == until
    assert put_off(When.parse("2025-03-01"), given, until).last == date(2025, 3, 1)
    assert put_off(When.parse("2025-10-01"), given, until).last == date(2025, 10, 1)
    assert put_off(When.parse("?"), given, until).last is None
    assert leaves_on(None, given) == given
    noon = datetime(2025, 3, 27, 12, tzinfo=PARIS)
    assert put_off_hour(noon, given, until) == datetime(2025, 9, 1, 12, tzinfo=PARIS)
    assert put_off_hour(noon, None, None) == noon


@pytest.mark.parametrize(
    ("rule", "state", "letters"),
    [
        ({"replacement": "free"}, "done", 0),
        ({"replacement": "notified"}, "done", 1),
        ({"replacement": "approved"}, "asked", 1),
    ],
    indirect=["rule"],
)
def test_a_replacement_is_done_told_or_asked_as_the_programme_says(
    lens: Participation, amina: User, state: str, letters: int
):
    eve = lens.delegates.get(role="elu")
    made = actions.ask_replacement(eve, **NEW, by=account(lens, "tech"), at=SPRING)
    assert made.state == state
    sent = Message.objects.filter(key__startswith="journeys.demand:")
    assert [one.to for one in sent] == ["projet@example.org"] * letters
    came = Delegate.objects.filter(replaces=eve)
    assert came.count() == (state == "done")
    if state == "asked":
        with pytest.raises(Refused, match="déjà faite"):
            actions.ask_replacement(eve, **NEW, by=amina, at=SPRING)
        actions.answer_demand(made, granted=True, by=amina, at=SPRING)
        assert came.get().person.email == "ugo@example.org"
        assert Message.objects.get(key=f"journeys.demand_answered:{made.pk}")
        with pytest.raises(Refused, match="n’attend plus"):
            actions.withdraw_demand(made, by=amina, at=SPRING)


@pytest.mark.parametrize("rule", [{"replacement": "forbidden"}], indirect=True)
def test_nobody_replaces_anybody_where_the_programme_forbids_it(lens: Participation, amina: User):
    eve, theo = lens.delegates.get(role="elu"), lens.delegates.get(role="tech")
    with pytest.raises(Refused, match=r"n’admet pas de remplacement\. Le groupe"):
        actions.ask_replacement(eve, **NEW, by=amina, at=SPRING)
    with pytest.raises(Refused, match="n’admet pas"):
        actions.replace(eve, theo.person, by=amina, at=SPRING)


def test_more_time_moves_what_is_still_due(lens: Participation, amina: User):
    with pytest.raises(Refused, match="au plus tard"):
        actions.ask_extension(lens, until=date(2026, 6, 1), reason="Crue", by=amina, at=SPRING)
    asked = actions.ask_extension(lens, until=date(2025, 9, 1), reason="Crue", by=amina, at=SPRING)
    with pytest.raises(Refused, match="Dites pourquoi"):
        actions.answer_demand(asked, granted=False, by=amina, at=SPRING)
    late = SPRING + timedelta(days=60)
    council = {one.pledge.key: one.finding for one in queries.pledges(lens, late)}["conseil"]
    assert council.verdict is Verdict.BROKEN
    actions.answer_demand(asked, granted=True, answer="Bon courage", by=amina, at=SPRING)
    lens.refresh_from_db()
    council = {one.pledge.key: one.finding for one in queries.pledges(lens, late)}["conseil"]
    assert council.verdict is Verdict.MISSING
    assert "septembre" in council.sentence


def test_more_time_moves_exercises_for_that_territory_alone(
    lens: Participation, arras: Participation, amina: User
):
    exercise = learning.plan_exercise(
        lens.cohort, by=amina, at=SPRING, title="E", instructions="x", audience="cohort",
        due_at=SPRING + timedelta(days=8),
    )  # fmt: skip
    learning.publish_exercise(exercise, by=amina, at=SPRING)
    asked = actions.ask_extension(lens, until=date(2025, 9, 1), reason="Crue", by=amina, at=SPRING)
    actions.answer_demand(asked, granted=True, answer="Bon courage", by=amina, at=SPRING)
    lens.refresh_from_db()
    assert exercise.due_for(lens) == datetime(2025, 9, 1, 13, tzinfo=PARIS), "the hour of its clock"
    assert exercise.due_for(arras) == exercise.due_at
    told = {one.person: one.due.date() for one in EXERCISES_DUE.proposals(SPRING)}
    days = {
        f"person:{one.person_id}": date(2025, 8, 25) if team == lens else date(2025, 3, 6)
        for team in (lens, arras) for one in team.delegates.all()
    }  # fmt: skip
    assert told == days
    page = reverse("learning:exercise", args=[exercise.public_id])
    clients = {team: Client() for team in (lens, arras)}
    with time_machine.travel(SPRING + timedelta(days=20), tick=False):
        for team, client in clients.items():
            client.force_login(account(team, "elu"))
        assert "retard" not in clients[lens].get(page).text
        assert "retard" in clients[arras].get(page).text


def test_a_notice_runs_to_its_day_unless_the_territory_stays(lens: Participation, amina: User):
    lead = account(lens, "tech")
    first = actions.announce_leaving(lens, reason="Fusion", by=lead, at=SPRING)
    assert (first.state, first.until) == ("running", date(2025, 4, 5))
    actions.withdraw_demand(first, by=lead, at=SPRING)
    assert actions.end_notices(at=SPRING + timedelta(days=90)) == 0
    actions.announce_leaving(lens, reason="Fusion", by=lead, at=SPRING)
    assert actions.end_notices(at=SPRING + timedelta(days=30)) == 0
    assert actions.end_notices(at=SPRING + timedelta(days=31)) == 1
    lens.refresh_from_db()
    assert (lens.ends, lens.ended_because) == (date(2025, 4, 5), "Fusion")
    assert actions.end_notices(at=SPRING + timedelta(days=32)) == 0


def test_a_delegation_asks_on_its_page_and_the_team_answers(
    lens: Participation, amina: User, client: Client
):
    lead = account(lens, "tech")
    client.force_login(lead)
    page = reverse("journeys:changes", args=[lens.public_id])
    eve = lens.delegates.get(role="elu")
    with time_machine.travel(SPRING, tick=False):
        shown = client.get(page)
        assert "5 avril 2025" in shown.content.decode().replace("\u00a0", " ")
        told = {"act": "replacement", "delegate": eve.public_id, **NEW}
        assert client.post(page, told | {"email": "non"}).status_code == 422
        assert client.post(page, told).status_code == 302
        assert client.post(page, told).status_code == 422
        assert client.post(page, {"act": "x"}).status_code == 422
        assert client.post(page, {"act": "leaving", "reason": "Fusion"}).status_code == 422
        assert client.post(page, {"act": "extension", "until": "2025-09-01",
                                  "reason": "Crue"}).status_code == 302  # fmt: skip
        staff = Client()
        staff.force_login(amina)
        answer = reverse(
            "journeys:answer_demand", args=[Demand.objects.get(delegate=eve).public_id]
        )
        assert client.get(answer).status_code == 404
        assert answer in staff.get(reverse("people:workspace")).content.decode()
        assert "Ugo" in staff.get(answer).content.decode()
        assert staff.post(answer, {"granted": "no"}).status_code == 422
        assert staff.post(answer, {"granted": "no", "answer": "Attendez mai"}).status_code == 302
        assert "Attendez mai" in client.get(page).content.decode()
        back = Demand.objects.get(kind="extension")
        where = reverse("journeys:take_demand_back", args=[back.public_id])
        assert client.post(where).status_code == 302
    back.refresh_from_db()
    assert back.state == "withdrawn"


@pytest.mark.parametrize("rule", [{"replacement": "free"}], indirect=True)
def test_an_address_known_under_another_name_takes_nobodys_place(lens: Participation, amina: User):
    """A slip in an address would give the place to a stranger, without a word."""
    known = Person.objects.create(email=NEW["email"], given_name="Zoé", family_name="Perrin-Çelik")
    eve, theo = lens.delegates.get(role="elu"), account(lens, "tech")
    with pytest.raises(Refused, match="sous un autre nom"):
        actions.ask_replacement(eve, **NEW, by=theo, at=SPRING)
    assert lens.delegates.get(role="elu").ends is None
    hers = {**NEW, "given_name": "zoe", "family_name": "PERRIN CELIK"}
    actions.ask_replacement(eve, **hers, by=theo, at=SPRING)
    assert Delegate.objects.get(replaces=eve).person == known


def test_namesakes_of_one_territory_are_told_apart_wherever_they_are_chosen(lens: Participation):
    eve, theo = lens.delegates.get(role="elu").person, lens.delegates.get(role="tech").person
    Person.objects.filter(pk=theo.pk).update(given_name=eve.given_name, family_name=eve.family_name)
    people = list(lens.delegates.select_related("person").order_by("pk"))
    told = queries.told_apart(people, lens.cohort.edition.definition)
    alike = [told[one.pk] for one in people if str(one.person) == str(eve)]
    assert len({*alike}) == 2
    assert all(one.startswith(f"{eve}, ") for one in alike)
    assert [told[one.pk] for one in people if str(one.person) != str(eve)] == [
        str(one.person) for one in people if str(one.person) != str(eve)
    ]
    each = Done(rule="done", key="relais", label="Relayer", who="everyone")
    form = EvidenceForm([each], people={one: told[one.pk] for one in people})
    assert {*alike} <= {label for _key, label in form.fields["people"].choices}
