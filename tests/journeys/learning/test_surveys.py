"""Surveys: known or unknown for good, once each, told without telling."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cordee.applications.models import Deposit
from cordee.journeys.learning import actions
from cordee.journeys.learning.links import survey_link
from cordee.journeys.learning.models import Reply, Survey, Turnout
from cordee.journeys.learning.reminders import SURVEYS_OPEN
from cordee.journeys.learning.rules.codes import SIGNS, new_code
from cordee.journeys.learning.rules.surveys import Asked
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people import actions as people
from cordee.people import exports
from cordee.people.models import Person
from tests.journeys.learning.conftest import NOW, entered

WEEK = timedelta(days=7)


def planned(cohort, by, **fields) -> Survey:
    both = [Asked("q1", "Utile ?", "scale"), Asked("q2", "Pourquoi ?")]
    questions = fields.pop("questions", both)
    told = {"title": "Bilan", "audience": "cohort", "opens_at": NOW, "closes_at": NOW + WEEK}
    return actions.plan_survey(cohort, questions, by=by, at=NOW, **(told | fields))


def crowd(participation, count):
    """More delegates, so that a group is large enough."""
    for rank in range(count):
        person = Person.objects.create(given_name=f"P{rank}", email=f"p{rank}@example.org")
        yield participation.delegates.create(
            person=person, role="tech", starts=NOW - WEEK, calendar_token=f"t{rank}"
        )


def answered(survey, one, value=4, *, code="", at=NOW, **more):
    return actions.answer_survey(
        survey, {"q1": value} | more, person=one.person, participation=one.participation,
        code=code, by=None, at=at,
    )  # fmt: skip


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_who_answered_and_what_was_answered_are_kept_apart(lens, eve, amina):
    survey = planned(lens.cohort, amina, anonymous=True)
    before = Entry.objects.count()
    reply = answered(survey, eve)
    assert (reply.person, reply.participation, reply.mark) == (None, None, "")
    assert Turnout.objects.get().person == eve.person
    assert Entry.objects.count() == before
    names = {one.name for model in (Reply, Turnout) for one in model._meta.get_fields()}
    assert not names & {"at", "by", "created", "answered_at", "revision"}
    assert {model._meta.pk.get_internal_type() for model in (Reply, Turnout)} == {"UUIDField"}


def test_one_answer_only_though_nobody_knows_which(lens, eve, theo, amina):
    survey = planned(lens.cohort, amina, anonymous=True)
    answered(survey, eve)
    with pytest.raises(Refused, match="déjà répondu"):
        answered(survey, eve, 1)
    answered(survey, theo)
    assert Reply.objects.count() == 2


def test_a_pulse_is_answered_in_a_minute_from_ones_own_link(lens, eve, amina, staff):
    meeting = lens.cohort.meetings.get(key="j1")
    staff.post(reverse("learning:plan_pulse", args=[lens.cohort.public_id, meeting.public_id]))
    survey = Survey.objects.get()
    assert (survey.opens_at, survey.anonymous, len(survey.questions)) == (meeting.ends, True, 3)
    Survey.objects.update(opens_at=NOW)
    link = path(survey_link(survey, eve))
    visitor = Client()
    page = visitor.get(link).text
    assert "personne ne sait qui a écrit quoi" in page
    assert visitor.post(link, {}).status_code == 422
    thanks = visitor.post(link, {"self": "5", "home": "4", "place": "Oser"}).text
    assert "pas ce que vous avez répondu" in thanks
    assert "Merci" in visitor.get(link).text
    assert Reply.objects.get().answers == {"self": 5, "home": 4, "place": "Oser"}
    assert visitor.get("/parcours/").status_code == 302


def test_a_link_opens_nothing_once_its_owner_left(lens, eve, amina):
    survey = planned(lens.cohort, amina)
    link = path(survey_link(survey, eve))
    assert Client().get(link).status_code == 200
    lens.delegates.filter(pk=eve.pk).update(ends=NOW)
    assert Client().get(link).status_code == 404
    assert Client().get(link[:-4] + "abc/").status_code == 404


def test_anonymous_results_wait_for_the_end_and_for_five_answers(
    lens, eve, amina, staff, time_machine
):
    survey = planned(lens.cohort, amina, anonymous=True)
    page = reverse("learning:survey", args=[survey.public_id])
    people_ = list(crowd(lens, 4))
    for rank, one in enumerate(people_):
        answered(survey, one, q2=f"Parce que {rank}")
    assert "Parce que" not in staff.get(page).text
    time_machine.move_to(NOW + WEEK, tick=False)
    closed = staff.get(page).text
    assert "Moins de 5" in closed
    assert "Parce que" not in closed
    table = b"".join(staff.get(reverse("learning:export_survey", args=[survey.public_id])))
    assert b"Parce que" not in table
    time_machine.move_to(NOW, tick=False)
    answered(survey, eve, q2="Parce que moi")
    time_machine.move_to(NOW + WEEK, tick=False)
    told = staff.get(page).text
    assert "Parce que moi" in told
    assert "Moyenne" in told
    table = b"".join(staff.get(reverse("learning:export_survey", args=[survey.public_id])))
    assert b"Parce que moi" in table
    assert eve.person.family_name.encode() not in table


def test_before_and_after_are_paired_by_a_code_the_house_does_not_keep(
    lens, eve, amina, staff, time_machine
):
    first = planned(lens.cohort, amina, anonymous=True, kind="before")
    shown = entered(eve.person).get(reverse("learning:survey", args=[first.public_id])).text
    assert "Nous ne le gardons pas" in shown
    people_ = list(crowd(lens, 6))
    codes = [new_code(lambda signs, n=rank: signs[n]) for rank in range(6)]
    for one, code in zip(people_, codes, strict=True):
        answered(first, one, 2, code=code)
    time_machine.move_to(NOW + WEEK, tick=False)
    after = planned(
        lens.cohort, amina, anonymous=True, kind="after", before=first,
        opens_at=NOW + WEEK, closes_at=NOW + 2 * WEEK,
    )  # fmt: skip
    with pytest.raises(Refused, match="ne se lit pas"):
        answered(after, people_[0], 4, code="ABC", at=NOW + WEEK)
    for one, code in zip(people_, codes, strict=True):
        answered(after, one, 4, code=code.lower(), at=NOW + WEEK)
    time_machine.move_to(NOW + 2 * WEEK, tick=False)
    staff.force_login(amina)
    page = staff.get(reverse("learning:survey", args=[after.public_id])).text
    assert "par les mêmes personnes" in page
    assert "En hausse" in page
    kept = str(list(Reply.objects.values())) + str(list(Turnout.objects.values()))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert len(SIGNS) == 32


def test_needs_already_told_in_the_application_are_given_back(lens, eve, amina, staff):
    plan = reverse("learning:plan_survey", args=[lens.cohort.public_id])
    page = staff.get(f"{plan}?questionnaire=besoins").text
    assert "Vos besoins" in page
    assert 'value="2025-02-13T09:00"' in page
    content = lens.outcome.deposit.content | {"answers": {"needs": "Parler aux habitants"}}
    Deposit.objects.filter(pk=lens.outcome.deposit_id).update(content=content)
    sent = {
        "title": "Besoins",
        "kind": "simple",
        "to": "everyone",
        "audience": "staff",
        "opens_at": "2025-01-31T09:00",
        "closes_at": "2025-02-20T09:00",
        "q1": "Vos besoins",
    }
    kinds = {f"q{n}_kind": "text" for n in range(1, 9)}
    made = staff.post(f"{plan}?questionnaire=besoins", sent | kinds)
    assert made.status_code == 302, made.text
    survey = Survey.objects.get()
    mine = entered(eve.person).get(reverse("learning:survey", args=[survey.public_id])).text
    assert "Parler aux habitants" in mine
    assert "précisez, complétez" in mine


def test_a_signed_answer_is_changed_until_the_end_and_read_by_the_staff(lens, eve, amina, staff):
    survey = planned(lens.cohort, amina, audience="staff")
    client = entered(eve.person)
    page = reverse("learning:survey", args=[survey.public_id])
    client.post(page, {"q1": "2", "q2": "Trop court"})
    client.post(page, {"q1": "3", "q2": "Assez court"})
    assert Reply.objects.get().answers == {"q1": 3, "q2": "Assez court"}
    assert "Assez court" in staff.get(page).text
    assert "Trop court" not in staff.get(page).text


def test_one_answer_a_team_is_written_by_any_of_its_members(lens, eve, theo, peer, amina):
    survey = planned(lens.cohort, amina, to="team")
    page = reverse("learning:survey", args=[survey.public_id])
    entered(eve.person).post(page, {"q1": "2", "q2": "Ève"})
    assert "Ève" in entered(theo.person).get(page).text
    entered(theo.person).post(page, {"q1": "2", "q2": "Théo"})
    assert Reply.objects.get().answers["q2"] == "Théo"
    assert "Théo" not in entered(peer.person).get(page).text


def test_expectations_are_told_by_public(lens, eve, amina, staff):
    survey = planned(
        lens.cohort, amina,
        questions=[Asked("q1", "Pour nous ?", public="La délégation"),
                   Asked("q2", "Pour eux ?", public="Les alliés")],
    )  # fmt: skip
    actions.answer_survey(
        survey, {"q1": "Apprendre", "q2": "Relier"}, person=eve.person,
        participation=lens, by=None, at=NOW,
    )  # fmt: skip
    page = staff.get(reverse("learning:survey", args=[survey.public_id])).text
    assert page.index("<h2>La délégation</h2>") < page.index("Apprendre")
    assert page.index("Apprendre") < page.index("<h2>Les alliés</h2>") < page.index("Relier")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"questions": []}, "au moins une question"),
        ({"closes_at": NOW}, "après l’ouverture"),
        ({"audience": "public"}, "cercle"),
        ({"anonymous": True, "to": "team"}, "se devine"),
        ({"kind": "before"}, "sans nom"),
        ({"kind": "after", "anonymous": True}, "avec quel questionnaire"),
    ],
)
def test_a_survey_that_makes_no_sense_is_refused(lens, amina, fields, said):
    with pytest.raises(Refused, match=said):
        planned(lens.cohort, amina, **fields)


def test_the_missing_alone_are_reminded_with_their_own_link(lens, eve, theo, amina):
    survey = planned(lens.cohort, amina, anonymous=True)
    answered(survey, eve)
    found = list(SURVEYS_OPEN.proposals(NOW))
    assert {one.skip for one in found if one.name == str(eve.person)} == {"Déjà répondu."}
    mine = [one for one in found if one.name == str(theo.person)]
    assert [one.occurrence for one in mine] == ["ouverture", "bientôt fermé"]
    assert survey_link(survey, theo) in mine[0].text


def test_it_is_owed_until_answered_then_closed_early_for_good(lens, eve, amina, staff):
    survey = planned(lens.cohort, amina, title="Le pouls du jour")
    page = reverse("journeys:territory", args=[lens.public_id])
    client = entered(eve.person)
    assert "Le pouls du jour" in client.get(page).text
    answered(survey, eve)
    assert "Le pouls du jour" not in client.get(page).text
    staff.post(reverse("learning:close_survey", args=[survey.public_id]))
    with pytest.raises(Refused, match="pas ouvert"):
        answered(Survey.objects.get(), eve)


def test_erasing_her_takes_her_signed_answers_and_her_name_not_the_count(lens, eve, amina):
    signed, unsigned = planned(lens.cohort, amina), planned(lens.cohort, amina, anonymous=True)
    answered(signed, eve)
    answered(unsigned, eve)
    told = exports.own_data(eve.person, NOW)["questionnaires"]
    assert any("nul ne sait lesquelles" in str(one["réponses"]) for one in told)
    people.erase(eve.person, by=None, at=NOW)
    assert Reply.objects.get().survey == unsigned
    assert Turnout.objects.filter(person=None).count() == 2


def test_who_answered_is_forgotten_three_months_after_the_end(lens, eve, theo, amina):
    survey = planned(lens.cohort, amina, anonymous=True)
    answered(survey, eve)
    answered(survey, theo)
    assert actions.retire_turnout(before=NOW) == 0
    assert actions.retire_turnout(before=NOW + 2 * WEEK) == 2
    assert Turnout.objects.filter(person=None, survey=survey).count() == 2


def test_the_list_of_surveys_costs_the_same_at_one_and_three(lens, eve, amina, staff, cost):
    address = reverse("learning:surveys", args=[lens.cohort.public_id])
    planned(lens.cohort, amina)
    before = [cost(entered(eve.person), address), cost(staff, address)]
    for rank in range(2):
        answered(planned(lens.cohort, amina, title=f"S{rank}"), eve)
    assert [cost(entered(eve.person), address), cost(staff, address)] == before
