"""Taking up a former file, and a body named by the address."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.actions.prefilling import take_from
from cordee.applications.models import Application
from cordee.applications.rules.prefilling import offers
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.ledger.sayings import sentence
from cordee.people.models import User
from cordee.programme.schema import questions as q
from cordee.territories.models import Territory
from tests.applications.conftest import DURING, small


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def former(db: None, lens: Territory, nadia: User) -> Application:
    """Last year's file of the same body, with two answers."""
    call = publish(small(key="ancien"), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
    made = actions.start(call, territory=lens, by=nadia, at=DURING)
    actions.save_answer(made, "besoins", "Du temps.", by=nadia, at=DURING)
    actions.save_answer(made, "theme", "eau", by=nadia, at=DURING)
    return made


def text(key: str, label: str) -> q.Text:
    return q.Text.model_validate({"key": key, "kind": "text", "label": label})


def choice(key: str, *labels: str) -> q.Choice:
    options = [{"key": f"o{rank}", "label": label} for rank, label in enumerate(labels)]
    return q.Choice.model_validate(
        {"key": key, "kind": "choice", "label": "Choix", "options": options}
    )


def test_a_question_is_known_by_its_key_else_by_its_label():
    now = [text("a", "Titre"), text("b", "Votre  ÉQUIPE ?"), text("c", "Autre")]
    then = [text("a", "Intitulé"), text("z", "Votre équipe"), text("y", "Rien de tel")]
    found, left = offers(now, {}, then, {"a": "Un", "z": "Deux", "y": "Trois"})
    assert [(one.question.key, one.value) for one in found] == [("a", "Un"), ("b", "Deux")]
    assert [one.key for one in left] == ["c"]


def test_what_is_written_is_not_offered_and_a_blank_brings_nothing():
    found, left = offers([text("a", "A"), text("b", "B")], {"a": "Déjà"}, [text("a", "A")], {})
    assert found == []
    assert [one.key for one in left] == ["b"]


def test_an_option_that_no_longer_says_the_same_is_left_to_choose():
    now, then = choice("c", "Eau", "Air"), choice("c", "Eau", "Feu")
    assert [one.value for one in offers([now], {}, [then], {"c": "o0"})[0]] == ["o0"]
    assert offers([now], {}, [then], {"c": "o1"})[0] == []


def test_another_kind_of_question_brings_nothing():
    assert offers([text("c", "Choix")], {}, [choice("c", "Eau")], {"c": "o0"})[0] == []


def test_a_promise_is_never_copied():
    sworn = q.Attestation.model_validate(
        {"key": "s", "kind": "attestation", "label": "Juré", "statements": ["Vrai."]}
    )
    assert offers([sworn], {}, [sworn], {"s": True}) == ([], [])


def test_the_answers_of_a_former_file_fill_only_blank_ones_under_her_name(
    application: Application, former: Application, nadia: User, writer: Client
):
    actions.save_answer(application, "theme", "air", by=nadia, at=DURING)
    page = reverse("applications:take_up", args=[application.public_id, former.public_id])
    shown = writer.get(page).text
    assert "Du temps." in shown
    assert "Eau" not in shown
    assert not application.answers.filter(question="besoins").exists()
    assert writer.post(page, {"questions": ["besoins", "theme", "absente"]}).status_code == 302
    kept = dict(application.answers.values_list("question", "value"))
    assert kept == {"besoins": "Du temps.", "theme": "air"}
    assert application.answers.get(question="besoins").by == nadia
    entry = Entry.objects.get(kind="applications.prefilled")
    assert entry.payload["questions"] == ["besoins"]
    assert "ancien dossier" in sentence(entry)


def test_a_blank_once_written_keeps_its_history(
    application: Application, former: Application, nadia: User
):
    actions.save_answer(application, "besoins", "Un long brouillon à jeter.", by=nadia, at=DURING)
    actions.save_answer(application, "besoins", "", by=nadia, at=DURING)
    assert take_from(application, former, ["besoins"], by=nadia, at=DURING) == ["besoins"]
    texts = application.answers.get(question="besoins").versions.values_list("value", flat=True)
    assert "Un long brouillon à jeter." in texts


def test_nothing_chosen_is_said_and_nothing_is_written(
    application: Application, former: Application, writer: Client
):
    page = reverse("applications:take_up", args=[application.public_id, former.public_id])
    answer = writer.post(page)
    assert answer.status_code == 422
    assert "au moins une réponse" in answer.text
    assert not application.answers.exists()


def test_a_file_of_another_body_or_of_others_is_neither_shown_nor_taken(
    application: Application, former: Application, farida: User, nadia: User, rouen: Territory
):
    actions.join(
        application, person=farida.person, given_name="F", family_name="B", role="elu",
        by=nadia, at=DURING,
    )  # fmt: skip
    elsewhere = actions.start(former.edition, territory=rouen, by=nadia, at=DURING)
    actions.save_answer(elsewhere, "besoins", "De Rouen.", by=nadia, at=DURING)
    for who, file in ((farida, former), (nadia, elsewhere)):
        client = Client()
        client.force_login(who)
        page = reverse("applications:take_up", args=[application.public_id, file.public_id])
        assert client.get(page).status_code == 404
        assert client.post(page, {"questions": ["besoins"]}).status_code == 404
        with pytest.raises(Refused):
            take_from(application, file, ["besoins"], by=who, at=DURING)


def test_after_the_closing_nothing_is_taken(
    application: Application, former: Application, nadia: User
):
    late = datetime(2025, 2, 1, tzinfo=UTC)
    with pytest.raises(Refused):
        take_from(application, former, ["besoins"], by=nadia, at=late)
    assert not application.answers.exists()


def test_the_list_of_former_files_costs_the_same_however_long(
    application: Application, former: Application, lens: Territory, writer: Client, cost
):
    page = reverse("applications:formers", args=[application.public_id])
    one = cost(writer, page)
    for number in range(2):
        call = publish(
            small(key=f"autre-{number}"), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC)
        )
        made = actions.start(call, territory=lens, by=application.owner, at=DURING)
        actions.save_answer(made, "besoins", "Encore.", by=application.owner, at=DURING)
    assert cost(writer, page) == one


@pytest.mark.parametrize("name", ["begin", "eligibility"])
def test_the_address_names_the_body(edition: Edition, lens: Territory, writer: Client, name: str):
    page = reverse(f"applications:{name}", args=[edition.key])
    assert "commune:62498" in writer.get(page, {"territory": lens.ref}).text
    for wrong in ("commune:0", "x" * 5000, ""):
        answer = writer.get(page, {"territory": wrong})
        assert answer.status_code == 200
        assert "commune:62498" not in answer.text
