"""A complement asked field by field: only these reopen, the answer is a new deposit, compared."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordee.applications import actions, files
from cordee.applications.models import Application, Completion
from cordee.applications.rules.differences import pieces
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from tests.applications.conftest import DURING
from tests.applications.test_matrix import paper

AFTER = datetime(2025, 1, 6, 9, tzinfo=UTC)
DUE = datetime(2025, 1, 20, 17, tzinfo=UTC)
WHY = "Dites combien de séances."


@pytest.fixture
def deposited(application: Application, nadia: User) -> Application:
    now = {"by": nadia, "at": DURING}
    actions.join(application, role="elu", given_name="A", family_name="B", **now)
    actions.save_answer(application, "besoins", "Du temps pour lire.", **now)
    actions.save_answer(application, "theme", "eau", **now)
    actions.deposit(application, **now)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def asked(deposited: Application, amina: User) -> Completion:
    return actions.ask_completion(deposited, points={"besoins": WHY}, due=DUE, by=amina, at=AFTER)


def test_only_the_fields_asked_again_may_change(asked: Completion, nadia: User):
    file = Application.objects.get(pk=asked.application_id)
    saved = actions.save_answer(file, "besoins", "Six séances.", by=nadia, at=AFTER)
    assert saved.fate is actions.Fate.SAVED
    late = actions.save_answer(file, "theme", "air", by=nadia, at=AFTER)
    assert late.fate is actions.Fate.LATE
    with pytest.raises(Refused, match="clos"):
        files.attach(file, "annexe", SimpleUploadedFile("a.pdf", paper()), by=nadia, at=AFTER)


def test_the_answer_is_a_new_deposit_that_differs_there_alone(
    deposited: Application, asked: Completion, nadia: User
):
    actions.save_answer(deposited, "besoins", "Six séances.", by=nadia, at=AFTER)
    made = actions.answer_completion(asked, reply="C’est précisé.", by=nadia, at=AFTER)
    first = deposited.deposits.get(number=1)
    assert made.number == 2
    assert made.completes == asked
    assert made.content == {
        **first.content, "answers": {**first.content["answers"], "besoins": "Six séances."},
    }  # fmt: skip
    assert first.content["answers"]["besoins"] == "Du temps pour lire."
    deposited.refresh_from_db()
    assert deposited.current == made
    asked.refresh_from_db()
    assert asked.reply == "C’est précisé."
    again = actions.save_answer(deposited, "besoins", "Sept", by=nadia, at=AFTER)
    assert again.fate is actions.Fate.LATE
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"applications.completion_asked", "applications.completion_answered"} <= kinds


def test_what_was_typed_elsewhere_after_the_deposit_is_not_taken(
    deposited: Application, nadia: User, amina: User
):
    actions.save_answer(deposited, "theme", "air", by=nadia, at=DURING)
    asked = actions.ask_completion(deposited, points={"besoins": WHY}, due=DUE, by=amina, at=AFTER)
    actions.save_answer(deposited, "besoins", "Six séances.", by=nadia, at=AFTER)
    made = actions.answer_completion(asked, by=nadia, at=AFTER)
    assert made.content["answers"]["theme"] == "eau"


def test_the_day_said_is_compared_inside_the_transaction(asked: Completion, nadia: User):
    with pytest.raises(Refused, match="Il fallait répondre avant le lundi 20"):
        actions.answer_completion(asked, reply="Oui", by=nadia, at=DUE)
    file = Application.objects.get(pk=asked.application_id)
    assert actions.save_answer(file, "besoins", "X", by=nadia, at=DUE).fate is actions.Fate.LATE
    assert actions.answer_completion(asked, reply="Oui", by=nadia, at=DUE - timedelta(seconds=1))


def test_an_answer_that_changes_nothing_says_why_at_least(asked: Completion, nadia: User):
    with pytest.raises(Refused, match="Rien n’a changé"):
        actions.answer_completion(asked, by=nadia, at=AFTER)


def test_a_complement_still_obeys_the_rules_of_its_fields(asked: Completion, nadia: User):
    file = Application.objects.get(pk=asked.application_id)
    actions.save_answer(file, "besoins", "mot " * 200, by=nadia, at=AFTER)
    with pytest.raises(Refused, match="Raccourcissez"):
        actions.answer_completion(asked, by=nadia, at=AFTER)


@pytest.mark.parametrize(
    ("points", "due", "said"),
    [
        ({}, DUE, "au moins une réponse"),
        ({"besoins": "  "}, DUE, "ce qui manque"),
        ({"rien": "Oui"}, DUE, "n’existe pas"),
        ({"besoins": WHY}, AFTER, "déjà passée"),
    ],
)
def test_a_request_gives_its_reasons_and_a_day_to_come(
    deposited: Application, amina: User, points: dict[str, str], due: datetime, said: str
):
    with pytest.raises(Refused, match=said):
        actions.ask_completion(deposited, points=points, due=due, by=amina, at=AFTER)


def test_one_request_at_a_time_and_a_closed_one_shuts_its_fields(
    deposited: Application, asked: Completion, nadia: User, amina: User
):
    with pytest.raises(Refused, match="attend déjà"):
        actions.ask_completion(deposited, points={"theme": "?"}, due=DUE, by=amina, at=AFTER)
    actions.close_completion(asked, by=amina, at=AFTER)
    saved = actions.save_answer(deposited, "besoins", "X", by=nadia, at=AFTER)
    assert saved.fate is actions.Fate.LATE
    with pytest.raises(Refused, match="close"):
        actions.answer_completion(asked, reply="Oui", by=nadia, at=AFTER)


def test_a_draft_has_nothing_to_complete(application: Application, amina: User):
    with pytest.raises(Refused, match="n’est pas déposé"):
        actions.ask_completion(application, points={"besoins": WHY}, due=DUE, by=amina, at=AFTER)


def test_the_team_is_told_what_is_missing_and_until_when(asked: Completion, nadia: User):
    letter = Message.objects.get(key__startswith="completion:")
    assert letter.to == nadia.email
    assert "Besoins" in letter.text
    assert WHY in letter.text
    assert "lundi 20" in letter.text


def test_staff_asks_and_team_answers_by_the_pages(deposited: Application, nadia: User, amina: User):
    staff, team = Client(), Client()
    staff.force_login(amina)
    team.force_login(nadia)
    ask = reverse("applications:ask_completion", args=[deposited.public_id])
    answer = reverse("applications:complete", args=[deposited.public_id])
    with time_machine.travel(AFTER, tick=False):
        assert "Rien n’est à compléter" in team.get(answer).text
        assert staff.get(ask).status_code == 200
        assert staff.post(ask, {"due": "2025-01-20T18:00"}).status_code == 422
        typed = {"due": "2025-01-20T18:00", "why-besoins": WHY}
        assert staff.post(ask, typed).status_code == 302
        page = team.get(answer).text
        assert WHY in page
        assert "question-theme" not in page
        assert "À COMPLÉTER" in team.get(
            reverse("applications:detail", args=[deposited.public_id])
        ).text  # fmt: skip
        sent = {"besoins": "Six séances.", "reply": "Voilà.", "theme": "air"}
        assert team.post(answer, sent).status_code == 302
        compared = staff.get(
            reverse("applications:deposit_changes", args=[deposited.public_id, 2])
        ).text
    assert "<ins>Six" in compared
    assert "<del>Du" in compared
    assert "Thème" not in compared
    deposited.refresh_from_db()
    assert deposited.current.content["answers"]["theme"] == "eau"


def test_two_texts_are_compared_word_by_word():
    found = [(one.kind, one.text) for one in pieces("un deux trois", "un quatre trois")]
    assert found == [("same", "un "), ("gone", "deux "), ("new", "quatre "), ("same", "trois")]
    assert pieces("", "") == []


STAFF = {
    "instruct": (), "ask_completion": (), "deposit_changes": (2,),
}  # fmt: skip


@pytest.mark.parametrize("page", STAFF)
def test_pages_of_the_instruction_are_the_teams_alone(
    deposited: Application, asked: Completion, nadia: User, amina: User, page: str
):
    actions.answer_completion(asked, reply="Oui", by=nadia, at=AFTER)
    url = reverse(f"applications:{page}", args=[deposited.public_id, *STAFF[page]])
    with time_machine.travel(AFTER, tick=False):
        for user, status in ((None, 302), (nadia, 403), (amina, 200)):
            client = Client()
            if user is not None:
                client.force_login(user)
            assert client.get(url).status_code == status


def test_notes_and_labels_stay_with_the_staff(deposited: Application, nadia: User, amina: User):
    staff, team = Client(), Client()
    staff.force_login(amina)
    team.force_login(nadia)
    note = reverse("applications:note", args=[deposited.public_id])
    label = reverse("applications:label", args=[deposited.public_id])
    assert staff.post(note, {"text": "Appeler la mairie"}).status_code == 302
    assert staff.post(note, {"text": ""}).status_code == 422
    assert staff.post(label, {"labels": "Littoral, urgent, littoral"}).status_code == 302
    assert team.post(note, {"text": "Oui"}).status_code == 403
    page = staff.get(reverse("applications:instruct", args=[deposited.public_id])).text
    assert "Appeler la mairie" in page
    assert page.count("littoral</") == 1
    listed = reverse("applications:received", args=[deposited.edition.key])
    assert "Lens" in staff.get(listed, {"etiquette": "littoral"}).text
    assert "Aucun dossier ne correspond" in staff.get(listed, {"etiquette": "forêt"}).text
    theirs = team.get(reverse("applications:detail", args=[deposited.public_id])).text
    assert "Appeler la mairie" not in theirs
    assert "littoral" not in theirs
