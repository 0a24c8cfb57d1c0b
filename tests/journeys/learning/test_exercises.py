"""Exercises: one return a territory, written together, read and answered as declared."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cordee.journeys import queries as year
from cordee.journeys.actions import move_meeting
from cordee.journeys.learning import actions
from cordee.journeys.learning.models import Exercise, Feedback, Return, TextVersion
from cordee.journeys.learning.reminders import EXERCISES_DUE
from cordee.journeys.learning.rules.exercises import peers_read, said_late
from cordee.kernel.findings import Refused, Verdict
from cordee.ledger.models import Message
from cordee.people import actions as people
from tests.journeys.learning.conftest import NOW, delegate, entered

DAY = timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n0000IEND"


@pytest.mark.parametrize(
    ("rule", "own", "hours", "read"),
    [
        ("after_own", True, -1, True), ("after_own", False, -1, False),
        ("after_own", False, 1, False), ("deadline", True, -1, False),
        ("deadline", False, 0, True), ("deadline", False, 1, True),
    ],
)  # fmt: skip
def test_peers_read_as_declared(rule, own, hours, read):
    at = NOW + timedelta(hours=hours)
    assert peers_read(rule, own_handed=own, due=NOW, at=at) is read


def test_without_a_deadline_ones_own_return_opens_the_others():
    assert not peers_read("deadline", own_handed=False, due=None, at=NOW)
    assert peers_read("deadline", own_handed=True, due=None, at=NOW)


def test_lateness_is_said_in_days_from_what_was_handed_or_from_now():
    assert said_late(NOW, NOW, NOW + 9 * DAY) == ""
    assert "3" in said_late(NOW, NOW + 3 * DAY, NOW + 9 * DAY)
    assert "moins d’un jour" in said_late(NOW, None, NOW + timedelta(hours=2))
    assert said_late(None, None, NOW) == ""


@pytest.fixture
def exercise(lens, amina) -> Exercise:
    meeting = lens.cohort.meetings.get(key="j1")
    made = actions.plan_exercise(
        lens.cohort, by=amina, at=NOW, title="Dans vingt ans", instructions="Écrivez l’article.",
        deliverable="article", meeting=meeting, audience="cohort", peers="after_own",
    )  # fmt: skip
    return actions.publish_exercise(made, by=amina, at=NOW)


def handed(exercise, one, text="Notre territoire en 2045", at=NOW) -> Return:
    row = actions.begin_return(exercise, one.participation)
    actions.write_return(row, text, revision=None, by=one.person.user, at=at)
    return actions.hand_in(row, by=one.person.user, at=at)


def test_what_the_call_announces_is_proposed_and_everyone_is_told(lens, eve, peer, staff):
    plan = reverse("learning:plan_exercise", args=[lens.cohort.public_id])
    page = staff.get(f"{plan}?livrable=article").text
    meeting = lens.cohort.meetings.get(key="j1")
    assert f'value="{meeting.public_id}" selected' in page
    staff.post(plan, {"title": "Article", "instructions": "Écrivez.", "deliverable": "article",
                      "meeting": str(meeting.public_id), "audience": "cohort",
                      "peers": "after_own"})  # fmt: skip
    made = Exercise.objects.get()
    detail = reverse("learning:exercise", args=[made.public_id])
    assert entered(eve.person).get(detail).status_code == 404
    staff.post(reverse("learning:publish_exercise", args=[made.public_id]))
    assert Message.objects.filter(key__startswith="learning.exercise:").count() == 4
    assert "Article" in entered(eve.person).get(detail).text


def test_a_team_writes_one_return_and_both_texts_are_kept_when_they_clash(exercise, eve, theo):
    address = reverse("learning:own_return", args=[exercise.public_id])
    saving = reverse("learning:save_return", args=[exercise.public_id])
    hers, his = entered(eve.person), entered(theo.person)
    answer = hers.post(saving, {"text": "Le début", "started": "0-"})
    assert "started" in answer.text
    assert "Le début" in his.get(address).text
    his.post(saving, {"text": "Autre chose", "started": "0-"})
    assert TextVersion.objects.get(lost=True).text == "Autre chose"
    clash = his.post(address, {"text": "Autre chose", "started": "0-"})
    assert clash.status_code == 409
    assert "Le début" in clash.text
    assert "Autre chose" in clash.text
    row = Return.objects.get()
    assert row.draft.text == "Le début"
    his.post(address, {"text": "Le début. Autre chose", "started": f"{row.draft.revision}-"})
    row.draft.refresh_from_db()
    assert row.draft.text == "Le début. Autre chose"


def test_a_draft_is_read_by_its_team_alone(exercise, eve, theo, peer, staff):
    hers = entered(eve.person)
    hers.post(
        reverse("learning:own_return", args=[exercise.public_id]), {"text": "Brouillon secret"}
    )
    row = Return.objects.get()
    page = reverse("learning:return", args=[row.public_id])
    assert entered(theo.person).get(page).status_code == 200
    assert entered(peer.person).get(page).status_code == 404
    assert staff.get(page).status_code == 404
    listing = staff.get(reverse("learning:exercise", args=[exercise.public_id])).text
    assert "Brouillon secret" not in listing


def test_a_peer_reads_after_her_own_return_and_answers(exercise, eve, peer, staff):
    row = handed(exercise, eve)
    page = reverse("learning:return", args=[row.public_id])
    other = entered(peer.person)
    assert other.get(page).status_code == 404
    listing = reverse("learning:exercise", args=[exercise.public_id])
    assert row.participation.name not in other.get(listing).text.partition("Les retours")[2]
    handed(exercise, peer, "Le nôtre")
    assert "Notre territoire en 2045" in other.get(page).text
    other.post(page, {"text": "Très inspirant"})
    said = Feedback.objects.get()
    assert Message.objects.get(key=f"learning.feedback:{said.pk}").to == eve.person.user.email
    assert "Très inspirant" in entered(eve.person).get(page).text
    removing = reverse("learning:remove_feedback", args=[said.public_id])
    assert entered(eve.person).post(removing).status_code == 403
    other.post(removing)
    assert "Très inspirant" not in staff.get(page).text


def test_returns_kept_to_teams_are_not_read_by_the_staff(exercise, eve, staff, amina):
    actions.change_exercise(exercise, by=amina, at=NOW, audience="team")
    row = handed(exercise, eve)
    assert staff.get(reverse("learning:return", args=[row.public_id])).status_code == 404
    with pytest.raises(Refused, match="plus étroit"):
        actions.change_exercise(exercise, by=amina, at=NOW, audience="cohort")


def test_a_return_counts_for_the_pledge_that_waits_for_it_and_no_more_once_taken_back(
    exercise, lens, eve
):
    def verdict(at=NOW):
        state = next(one for one in year.pledges(lens, at) if one.pledge.key == "rendre")
        return state.finding.verdict

    assert verdict() is Verdict.MISSING
    row = handed(exercise, eve)
    assert verdict() is Verdict.OK
    actions.take_return_back(row, by=eve.person.user, at=NOW)
    assert verdict() is Verdict.MISSING


def test_the_deadline_follows_the_meeting_and_what_is_late_is_said(exercise, eve, amina):
    meeting = exercise.meeting
    move_meeting(meeting, starts=NOW + DAY, by=amina, at=NOW)
    late = NOW + 4 * DAY
    row = handed(Exercise.objects.get(), eve, at=late)
    assert Return.objects.get().late
    with pytest.raises(Refused, match="échéance est passée"):
        actions.take_return_back(row, by=eve.person.user, at=late)


def test_an_empty_return_is_refused_and_a_file_alone_is_enough(exercise, eve, staff):
    client = entered(eve.person)
    address = reverse("learning:own_return", args=[exercise.public_id])
    refused = client.post(address, {"text": "", "hand": "1"})
    assert refused.status_code == 422
    assert "quelques mots" in refused.text
    joining = reverse("learning:join_file", args=[exercise.public_id])
    wrong = client.post(joining, {"file": SimpleUploadedFile("a.exe", b"MZ\0\0")})
    assert wrong.status_code == 422
    client.post(joining, {"file": SimpleUploadedFile("carte.png", PNG)})
    assert client.post(address, {"text": "", "hand": "1"}).status_code == 302
    row = Return.objects.get()
    file = row.files.get()
    got = staff.get(reverse("learning:return_file", args=[row.public_id, file.public_id]))
    assert b"".join(got.streaming_content) == PNG
    assert got["Content-Disposition"].startswith("attachment")


def test_those_whose_team_handed_in_are_not_reminded(exercise, eve, peer):
    handed(exercise, eve)
    found = list(EXERCISES_DUE.proposals(NOW))
    assert {one.skip for one in found if one.name == str(eve.person)} == {"Déjà rendu."}
    assert {one.skip for one in found if one.name == str(peer.person)} == {""}
    assert {one.due for one in found} == {exercise.due - timedelta(days=7)}


def test_what_is_owed_stands_on_the_territorys_page_until_it_is_given_back(exercise, lens, eve):
    page = reverse("journeys:territory", args=[lens.public_id])
    client = entered(eve.person)
    assert "Dans vingt ans" in client.get(page).text
    handed(exercise, eve)
    assert "Dans vingt ans" not in client.get(page).text.partition("figures")[0]


def test_her_feedback_stays_without_her_name_once_she_is_erased(exercise, eve, peer):
    row = handed(exercise, eve)
    handed(exercise, peer)
    actions.give_feedback(row, peer.person, "Utile", by=peer.person.user, at=NOW)
    people.erase(peer.person, by=None, at=NOW)
    assert Feedback.objects.get().person is None
    assert (
        "personne effacée"
        in entered(eve.person).get(reverse("learning:return", args=[row.public_id])).text
    )


def test_lists_of_exercises_and_of_returns_cost_the_same_at_one_and_three(  # noqa: PLR0917 - the cast
    exercise, lens, arras, eve, peer, staff, amina, cost
):
    client = entered(eve.person)
    listing = reverse("learning:exercises", args=[lens.cohort.public_id])
    detail = reverse("learning:exercise", args=[exercise.public_id])
    given = handed(exercise, eve)
    page = reverse("learning:return", args=[given.public_id])
    actions.give_feedback(given, eve.person, "Un", by=eve.person.user, at=NOW)
    before = [cost(client, listing), cost(client, detail), cost(client, page), cost(staff, detail)]
    for rank in range(2):
        other = actions.plan_exercise(
            lens.cohort, by=amina, at=NOW, title=f"E{rank}", instructions="x", audience="cohort"
        )
        actions.publish_exercise(other, by=amina, at=NOW)
        actions.give_feedback(given, eve.person, f"{rank}", by=eve.person.user, at=NOW)
    handed(exercise, delegate(arras, "tech"))
    after = [cost(client, listing), cost(client, detail), cost(client, page), cost(staff, detail)]
    assert after == before
