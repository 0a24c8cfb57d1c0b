"""Questions to the staff: promised a day, followed on one sheet, answered, made a sheet for all."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cordee.journeys.learning import actions
from cordee.journeys.learning.models import Question, Resource
from cordee.journeys.learning.reminders import QUESTIONS_DUE
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people import actions as people
from cordee.people import exports
from tests.journeys.learning.conftest import NOW, entered


def asked(one, **more) -> Question:
    told = {"subject": "Délibérer", "text": "Faut-il une délibération ?"} | more
    return actions.ask_question(one, **told, by=one.person.user, at=NOW)


@pytest.mark.parametrize(
    ("alone", "audience", "readers"),
    [
        (True, "staff", {"author", "staff"}),
        (False, "staff", {"author", "mate", "staff"}),
        (False, "cohort", {"author", "mate", "staff", "peer"}),
    ],
)
def test_who_reads_a_question(lens, eve, theo, peer, staff, alone, audience, readers):  # noqa: PLR0917 - the cast
    one = asked(eve, alone=alone, audience=audience)
    page = reverse("learning:question", args=[one.public_id])
    listing = reverse("learning:questions", args=[lens.cohort.public_id])
    clients = {"author": entered(eve.person), "mate": entered(theo.person),
               "peer": entered(peer.person), "staff": staff}  # fmt: skip
    for who, client in clients.items():
        assert client.get(page).status_code == (200 if who in readers else 404), who
        assert ("Délibérer" in client.get(listing).text) is (who in readers), who


def test_a_day_is_promised_then_an_answer_is_sent_and_read(lens, eve, amina, staff):
    client = entered(eve.person)
    asking = reverse("learning:ask", args=[lens.cohort.public_id])
    assert "vendredi 7 février 2025" in client.get(asking).text.replace("\xa0", " ")
    client.post(asking, {"subject": "Délibérer", "text": "Quand ?", "audience": "staff"})
    one = Question.objects.get()
    assert one.due_on == date(2025, 2, 7)
    assert "Délibérer" in staff.get("/espace/").text
    staff.post(reverse("learning:answer_question", args=[one.public_id]), {"text": "Avant juin."})
    letter = Message.objects.get(key__startswith="learning.answer:")
    assert letter.to == eve.person.email
    assert "Avant juin." in letter.text
    assert "Avant juin." in client.get(reverse("learning:question", args=[one.public_id])).text


def test_a_precision_is_awaited_then_the_question_waits_for_the_staff_again(lens, eve, staff):
    one = asked(eve)
    follow = reverse("learning:follow_question", args=[one.public_id])
    staff.post(follow, {"text": "Quelle instance ?"})
    assert Question.objects.get().state == "awaiting"
    assert Message.objects.filter(key__startswith="learning.precision:").count() == 1
    client = entered(eve.person)
    page = reverse("journeys:territory", args=[lens.public_id])
    assert "Préciser votre question" in client.get(page).text
    client.post(follow, {"text": "Le conseil communautaire."})
    assert Question.objects.get().state == "open"


def test_internal_notes_are_the_staffs_alone(lens, eve, staff):
    one = asked(eve)
    follow = reverse("learning:follow_question", args=[one.public_id])
    staff.post(follow, {"text": "Territoire inquiet", "internal": "on", "minutes": "20"})
    page = reverse("learning:question", args=[one.public_id])
    assert Question.objects.get().state == "open"
    assert "Territoire inquiet" in staff.get(page).text
    assert "Territoire inquiet" not in entered(eve.person).get(page).text


def test_a_call_is_written_down_by_the_staff_for_who_called(lens, eve, staff):
    asking = reverse("learning:ask", args=[lens.cohort.public_id])
    staff.post(asking, {"delegate": str(eve.public_id), "channel": "phone", "nature": "speaker",
                        "subject": "Intervenir en conseil", "text": "Le 12 ?",
                        "audience": "staff"})  # fmt: skip
    one = Question.objects.get()
    assert (one.person, one.channel, one.nature) == (eve.person, "phone", "speaker")


def test_it_is_entrusted_to_the_staff_only_and_reminded_on_the_day(lens, eve, amina, hortense):
    one = asked(eve)
    with pytest.raises(Refused, match="équipe d’animation"):
        actions.assign_question(one, hortense, by=amina, at=NOW)
    assert {found.name for found in QUESTIONS_DUE.proposals(NOW)} == {str(amina.person)}
    actions.assign_question(one, amina, by=amina, at=NOW)
    (found,) = QUESTIONS_DUE.proposals(NOW)
    assert found.due.date() == one.due_on
    actions.answer_question(one, "Oui", by=amina, at=NOW)
    assert list(QUESTIONS_DUE.proposals(NOW)) == []


def test_an_answer_becomes_a_sheet_once_nothing_tells_who_asked(lens, eve, peer, amina, staff):
    one = actions.answer_question(asked(eve), "Lens peut délibérer.", by=amina, at=NOW)
    promote = reverse("learning:promote", args=[one.public_id])
    refused = staff.post(
        promote, {"title": "Délibérer", "body": "Lens peut délibérer.", "audience": "cohort"}
    )
    assert refused.status_code == 422
    assert "Lens" in refused.text
    staff.post(
        promote,
        {"title": "Délibérer", "body": "Les conseils délibèrent.", "audience": "cohort"},
    )
    made = Resource.objects.get()
    assert (made.kind, made.state, made.person) == ("sheet", "draft", None)
    with pytest.raises(Refused, match="déjà une fiche"):
        actions.promote_answer(one, "X", "Y", audience="cohort", by=amina, at=NOW)
    for state in ("reviewed", "published"):
        actions.move_resource(made, state, by=amina, at=NOW)
    found = reverse("learning:library", args=[lens.cohort.public_id])
    assert "Délibérer" in entered(peer.person).get(f"{found}?q=conseils").text


def test_a_peer_reads_the_answer_not_the_sheet(lens, eve, peer, staff, amina):
    one = asked(eve, audience="cohort")
    actions.follow_question(one, "Un mot entre nous", by=eve.person.user, at=NOW)
    other = entered(peer.person)
    page = reverse("learning:question", args=[one.public_id])
    assert "Un mot entre nous" not in other.get(page).text
    follow = reverse("learning:follow_question", args=[one.public_id])
    assert other.post(follow, {"text": "x"}).status_code == 403
    close = reverse("learning:close_question", args=[one.public_id])
    assert other.post(close).status_code == 403
    entered(eve.person).post(close)
    assert Question.objects.get().state == "closed"


def test_her_own_questions_go_with_her_those_of_her_team_lose_her_name(lens, eve):
    asked(eve, alone=True)
    asked(eve)
    assert len(exports.own_data(eve.person, NOW)["questions à l’équipe"]) == 2
    people.erase(eve.person, by=None, at=NOW)
    assert Question.objects.get().person is None


def test_the_list_costs_the_same_at_one_and_three_and_says_what_is_late(  # noqa: PLR0917 - the cast
    lens, eve, theo, amina, staff, cost
):
    address = reverse("learning:questions", args=[lens.cohort.public_id])
    asked(eve)
    before = cost(staff, address)
    asked(theo)
    late = asked(eve, audience="cohort")
    Question.objects.filter(pk=late.pk).update(due_on=NOW.date() - timedelta(days=1))
    assert cost(staff, address) == before
    assert staff.get(address).text.count(">en retard<") == 1
