"""What reminds of the flow: complements awaited, silences that will speak, embargoes that end."""

from datetime import UTC, datetime

import pytest

from cordee.applications import actions, due
from cordee.applications.deadlines import ANSWERS, COMPLETIONS, SILENCES
from cordee.applications.models import Application
from cordee.applications.waiting import drafts
from cordee.calls.actions import publish
from cordee.calls.rules import embargo
from cordee.ledger.models import Message
from cordee.ledger.reminders import remind, rules
from cordee.people.models import User
from tests.applications.flow import CLOSED, SECOND, WRITING, two_steps

PUBLISHED = datetime(2025, 2, 1, tzinfo=UTC)
SOON = datetime(2025, 5, 20, 9, tzinfo=UTC)
SILENCE = {"means": "rejection", "after": "P2M", "counted_from": "closing"}


def handed(user: User, **more) -> Application:
    call = publish(two_steps(**more), {}, by=None, at=PUBLISHED)
    made = actions.start(call, body_name="Syndicat", track="urbain", by=user, at=WRITING)
    actions.save_answer(made, "resume", "Des haies.", by=user, at=WRITING)
    actions.deposit(made, by=user, at=WRITING)
    return Application.objects.get(pk=made.pk)


def test_the_house_applies_these_rules():
    assert {ANSWERS, COMPLETIONS, SILENCES} <= set(rules())


def test_a_complement_is_called_to_mind_then_forgotten(nadia: User, amina: User, db):
    made = handed(nadia)
    until = datetime(2025, 4, 11, 16, tzinfo=UTC)
    asked = actions.ask_completion(
        made, points={"resume": "Trop court."}, due=until, by=amina, at=CLOSED
    )
    assert [one.occurrence for one in COMPLETIONS.proposals(CLOSED)] == ["J-3", "J-1"]
    assert [one.status for one in due.complements(nadia, CLOSED)] == ["à compléter"]
    assert remind(COMPLETIONS, at=datetime(2025, 4, 8, 17, tzinfo=UTC)) == 1
    assert str(made.public_id) in Message.objects.latest("pk").text
    actions.answer_completion(asked, reply="Voilà.", by=nadia, at=datetime(2025, 4, 9, tzinfo=UTC))
    assert list(COMPLETIONS.proposals(datetime(2025, 4, 9, tzinfo=UTC))) == []
    assert list(due.complements(nadia, CLOSED)) == []


def test_the_team_learns_before_its_silence_speaks(nadia: User, amina: User, db):
    made = handed(nadia, timeline={"silence": SILENCE})
    found = list(SILENCES.proposals(SOON))
    assert [(one.to, one.occurrence) for one in found] == [
        (amina.email, "J-14"),
        (amina.email, "J-3"),
    ]
    assert "samedi 31 mai 2025" in found[0].text.replace("\xa0", " ")
    assert "vaudra rejet" in found[0].text
    (task,) = due.silences(amina, SOON)
    assert "rejet" in str(task.label)
    assert list(due.silences(nadia, SOON)) == []
    actions.withdraw(made, reason="", by=nadia, at=SOON)
    assert list(SILENCES.proposals(SOON)) == []


@pytest.mark.parametrize("silence", [None, {"means": "nothing", "after": "P2M"}])
def test_a_silence_that_means_nothing_reminds_nobody(nadia: User, amina: User, silence, db):
    handed(nadia, timeline={"silence": silence} if silence else {})
    assert list(SILENCES.proposals(SOON)) == []


def test_an_answer_promised_is_a_task_then_a_reminder_until_it_is_given(
    nadia: User, amina: User, db
):
    """R100: a week and two days before, then the morning after."""
    answer = {"key": "reponse", "label": "Réponse", "kind": "answer", "when": "2025-05-30"}
    made = handed(nadia, milestones=[answer])
    assert [one.occurrence for one in ANSWERS.proposals(SOON)] == ["J-7", "J-2", "J+1"]
    assert remind(ANSWERS, at=datetime(2025, 5, 23, 9, tzinfo=UTC)) == 1
    letter = Message.objects.latest("pk")
    assert letter.to == amina.email
    assert "est promise pour le vendredi 30 mai 2025" in letter.text.replace("\xa0", " ")
    assert not list(due.answers(amina, datetime(2025, 5, 10, tzinfo=UTC)))
    (task,) = due.answers(amina, SOON)
    (late,) = due.answers(amina, datetime(2025, 5, 31, 9, tzinfo=UTC))
    assert (task.tone, late.tone, late.status) == ("warn", "bad", "en retard")
    assert not list(due.answers(nadia, SOON))
    actions.withdraw(made, reason="", by=nadia, at=SOON)
    assert not list(ANSWERS.proposals(SOON))
    assert not list(due.answers(amina, SOON))


def test_a_file_of_the_second_step_waits_in_the_workspace_of_its_team(nadia: User, amina: User, db):
    steps = [
        {"key": "intention", "label": "Intention", "window": "un"},
        {"key": "dossier", "label": "Dossier", "window": "deux", "follows": "intention"},
    ]
    made = handed(nadia, steps=steps)
    assert list(drafts(nadia, SECOND)) == []
    actions.go_on(made, "dossier", by=nadia, at=SECOND)
    (task,) = drafts(nadia, SECOND)
    assert "30" in str(task.hint)


def test_an_embargo_ends_at_its_hour_where_the_call_is():
    milestone = {"key": "e", "label": "Embargo", "kind": "embargo", "when": "2025-07-01"}
    assert embargo(two_steps()) is None
    ends = embargo(two_steps(milestones=[{**milestone, "at": "11:00"}]))
    assert ends is not None
    assert ends.astimezone(UTC) == datetime(2025, 7, 1, 9, tzinfo=UTC)
    assert embargo(two_steps(milestones=[{**milestone, "when": "2025-07"}])) is None
