"""Two steps and two tracks: examined by the staff, told at once, the next file opened already."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions, queries
from cordee.applications.actions.examining import stance
from cordee.applications.models import Application, Examination
from cordee.applications.rules.examination import Decided, examination_faults, to_check
from cordee.applications.rules.passage import step_judged
from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.programme.conditions import Facts
from cordee.territories.models import Territory
from tests.applications.flow import CLOSED, SECOND, WRITING, two_steps

HELD = {"lieu": Decided("held"), "taille": Decided("held")}


@pytest.fixture
def call(db: None) -> Edition:
    return publish(two_steps(), {}, by=None, at=datetime(2025, 2, 1, tzinfo=UTC))


@pytest.fixture
def territories(lens: Territory, rouen: Territory) -> tuple[Territory, Territory]:
    return lens, rouen


@pytest.fixture
def writers(nadia: User, farida: User) -> tuple[User, User]:
    return nadia, farida


def intent(call: Edition, territory: Territory, by: User, track: str = "rural") -> Application:
    """An intent handed in."""
    made = actions.start(call, territory=territory, track=track, by=by, at=WRITING)
    actions.save_answer(made, "resume", "Des haies.", by=by, at=WRITING)
    if track == "rural":
        actions.save_answer(made, "ferme", "Douze", by=by, at=WRITING)
    actions.deposit(made, by=by, at=WRITING)
    return Application.objects.get(pk=made.pk)


def judged(application: Application, decided: dict[str, Decided], by: User, **more) -> Examination:
    return actions.examine(
        application, "examen", as_of=date(2025, 4, 1), decided=decided, by=by, at=CLOSED, **more
    )


def test_a_file_answers_the_questions_of_its_step_and_track_alone(call, lens, nadia: User):
    made = intent(call, lens, nadia, "urbain")
    assert set(made.current.content["answers"]) == {"resume"}
    assert made.current.content["step"] == "intention"


def test_a_step_received_by_another_portal_alone_is_not_written_here(lens, nadia: User):
    whole = two_steps()
    first = whole.steps[0].model_copy(
        update={"ways": ("portal",), "portal": "https://portail.example.org"}
    )
    elsewhere = whole.model_copy(update={"steps": (first, *whole.steps[1:])})
    call = publish(elsewhere, {}, by=None, at=datetime(2025, 2, 1, tzinfo=UTC))
    with pytest.raises(Refused) as refused:
        actions.start(call, territory=lens, track="rural", by=nadia, at=WRITING)
    (found,) = refused.value.findings
    assert (found.code, "https://portail.example.org" in found.sentence) == ("step.portal", True)


def test_the_stage_judges_the_step_it_names_or_the_one_before_what_it_opens():
    definition = two_steps()
    assert step_judged(definition, definition.stages[0]) == "intention"
    free = definition.stages[0].model_copy(update={"step": None})
    assert step_judged(definition, free) == "intention"


def test_survivors_find_their_next_file_open_on_what_they_gave(
    call, territories, writers, amina: User
):
    nadia, farida = writers
    kept, lost = intent(call, territories[0], nadia), intent(call, territories[1], farida)
    judged(kept, HELD, amina)
    failed = {"lieu": Decided("failed", "Hors de la région."), "taille": Decided("failed", "Trop.")}
    judged(lost, failed, amina, reasons="Le territoire n’est pas dans la région.")
    assert queries.admitted_by(kept, CLOSED) == set()
    actions.release_examinations(call, "examen", by=amina, at=CLOSED)
    made = kept.following.get()
    assert (made.step, made.track, made.owner) == ("dossier", "rural", nadia)
    assert made.answers.get(question="resume").value == "Des haies."
    assert made.invited_at == CLOSED
    assert not lost.following.exists()
    letters = {one.to: one.text for one in Message.objects.filter(key__startswith="examination:")}
    assert "irrecevable" in letters[farida.email]
    assert "Le territoire n’est pas dans la région." in letters[farida.email]
    assert "tribunal administratif" in letters[farida.email]
    invited = Message.objects.get(key__startswith="invited:")
    assert invited.to == nadia.email
    assert "30" in invited.text


def test_the_deposit_of_the_second_step_leaves_the_first_as_it_was(
    call, lens, nadia: User, amina: User
):
    kept = intent(call, lens, nadia)
    judged(kept, HELD, amina)
    actions.release_examinations(call, "examen", by=amina, at=CLOSED)
    made = kept.following.get()
    with pytest.raises(Refused, match="Budget"):
        actions.deposit(made, by=nadia, at=SECOND)
    actions.save_answer(made, "budget", "1200", by=nadia, at=SECOND)
    deposit = actions.deposit(made, by=nadia, at=SECOND)
    assert deposit.content["answers"] == {
        "resume": "Des haies.", "ferme": "Douze", "budget": "1200",
    }  # fmt: skip
    kept.refresh_from_db()
    assert kept.current.content["answers"] == {"resume": "Des haies.", "ferme": "Douze"}


def test_nobody_takes_the_second_step_before_being_told(call, lens, nadia: User, amina: User):
    kept = intent(call, lens, nadia)
    with pytest.raises(Refused, match="Recevabilité"):
        actions.go_on(kept, "dossier", by=nadia, at=SECOND)
    judged(kept, HELD, amina)
    with pytest.raises(Refused, match="Recevabilité"):
        actions.go_on(kept, "dossier", by=nadia, at=SECOND)


def test_opened_twice_the_next_step_is_one_file(call, lens, nadia: User, amina: User):
    kept = intent(call, lens, nadia)
    judged(kept, HELD, amina)
    actions.release_examinations(call, "examen", by=amina, at=CLOSED)
    again = actions.go_on(Application.objects.get(pk=kept.pk), "dossier", by=nadia, at=SECOND)
    assert again == kept.following.get()


def test_a_step_that_follows_another_waits_for_its_deposit(lens, nadia: User):
    steps = [
        {"key": "intention", "label": "Intention", "window": "un"},
        {"key": "dossier", "label": "Dossier", "window": "deux", "follows": "intention"},
    ]
    call = publish(two_steps(key="libre", steps=steps), {}, by=None, at=WRITING)
    made = actions.start(call, territory=lens, track="urbain", by=nadia, at=WRITING)
    with pytest.raises(Refused, match="Déposez d’abord"):
        actions.go_on(made, "dossier", by=nadia, at=SECOND)
    actions.save_answer(made, "resume", "Des haies.", by=nadia, at=WRITING)
    actions.deposit(made, by=nadia, at=WRITING)
    made.refresh_from_db()
    with pytest.raises(Refused, match="ouvrira le jeudi"):
        actions.go_on(made, "dossier", by=nadia, at=CLOSED)
    assert actions.go_on(made, "dossier", by=nadia, at=SECOND).step == "dossier"


def test_a_verdict_asks_for_every_rule_and_every_motive():
    definition = two_steps()
    facts = Facts(refs=frozenset({"region:28"}), numbers={}, today=date(2025, 4, 1))
    checked = to_check(definition, definition.stages[0], "rural", facts)
    assert [(one.key, one.proposed, one.derogation) for one in checked] == [
        ("lieu", "failed", True), ("taille", None, False),
    ]  # fmt: skip

    def codes(**decided: Decided) -> set[str]:
        return {one.code for one in examination_faults(checked, decided, "")}

    held = Decided("held")
    assert codes(taille=held) == {"rule.undecided"}
    assert codes(lieu=held, taille=held) == {"rule.motive"}
    assert codes(lieu=Decided("waived"), taille=held) == {"rule.motive"}
    assert codes(lieu=Decided("waived", "La direction l’a décidé."), taille=held) == set()
    assert "rule.derogation" in codes(lieu=held, taille=Decided("waived", "Non"))
    failed = Decided("failed", "Trop loin.")
    assert codes(lieu=failed, taille=held) == {"reasons"}


def test_a_derogation_admits_and_says_why(call, rouen, nadia: User, amina: User):
    made = intent(call, rouen, nadia)
    decided = {
        "lieu": Decided("waived", "Limitrophe, décidé par la direction."),
        "taille": Decided("held", "Population de la commune déléguée."),
    }
    verdict = judged(made, decided, amina)
    assert verdict.result == "admitted"
    actions.release_examinations(call, "examen", by=amina, at=CLOSED)
    letter = Message.objects.get(key__startswith="examination:")
    assert "Limitrophe" in letter.text


def test_rules_are_judged_at_another_date(call, lens, nadia: User, amina: User, client: Client):
    made = intent(call, lens, nadia)
    client.force_login(amina)
    url = reverse("applications:examine", args=[made.public_id, "examen"])
    with time_machine.travel(CLOSED, tick=False):
        page = client.get(url, {"au": "2026-01-01"})
        assert 'value="2026-01-01"' in page.text
        typed = {"au": "2026-01-01", "answer-lieu": "held", "answer-taille": "held"}
        assert client.post(url, {"au": "2026-01-01"}).status_code == 422
        assert client.post(url, typed).status_code == 302
    assert made.examinations.get().as_of == date(2026, 1, 1)


def test_a_verdict_given_again_replaces_the_first_until_it_is_told(
    call, lens, nadia: User, amina: User
):
    made = intent(call, lens, nadia)
    judged(made, HELD, amina)
    failed = {**HELD, "taille": Decided("failed", "Fusion.")}
    second = judged(made, failed, amina, reasons="La commune a fusionné.")
    assert list(made.examinations.filter(replaced=False)) == [second]
    actions.release_examinations(call, "examen", by=amina, at=CLOSED)
    with pytest.raises(Refused, match="déjà notifié"):
        judged(made, HELD, amina)
    with pytest.raises(Refused, match="Aucun verdict"):
        actions.release_examinations(call, "examen", by=amina, at=CLOSED)


def test_of_two_who_judge_at_once_the_second_reads_the_first(
    call, lens, nadia: User, amina: User, bernard: User
):
    made, client = intent(call, lens, nadia), Client()
    url = reverse("applications:examine", args=[made.public_id, "examen"])
    with time_machine.travel(CLOSED, tick=False):
        client.force_login(amina)
        seen = re.search(r'name="seen" value="([^"]+)"', client.get(url).text)[1]
        typed = {"au": "2026-01-01", "answer-taille": "held", "seen": seen}
        judged(made, HELD, bernard)
        page = client.post(
            url,
            {
                **typed,
                "answer-lieu": "failed",
                "motive-lieu": "Hors zone.",
                "reasons": "Hors zone.",
            },
        )
    assert page.status_code == 422
    assert "Depuis que vous avez ouvert cette page" in page.text
    assert "Bernard" in page.text
    assert "Hors zone." in page.text, "nothing typed is lost"
    assert made.examinations.get().result == "admitted"


def test_two_clicks_give_one_verdict(call, lens, nadia: User, amina: User):
    made = intent(call, lens, nadia)
    seen = stance(made, "examen")
    assert judged(made, HELD, amina, seen=seen) == judged(made, HELD, amina, seen=seen)
    assert made.examinations.count() == 1


def test_a_verdict_on_a_former_deposit_or_a_withdrawn_file_is_not_told(
    call, territories, writers, amina: User, client: Client
):
    first, second = (
        intent(call, place, by) for place, by in zip(territories, writers, strict=True)
    )
    judged(first, HELD, amina)
    judged(second, {key: Decided("held", "Vérifié.") for key in HELD}, amina)
    actions.save_answer(first, "resume", "Des haies et des mares.", by=writers[0], at=WRITING)
    actions.deposit(first, by=writers[0], at=WRITING)
    actions.withdraw(second, reason="", by=writers[1], at=CLOSED)
    client.force_login(amina)
    url = reverse("applications:examinations", args=[call.key, "examen"])
    with time_machine.travel(CLOSED, tick=False):
        page = client.get(url).text
    assert "complété depuis" in page
    assert "1 dossier reste à examiner" in page
    assert "Notifier" not in page
    with pytest.raises(Refused, match="Aucun verdict"):
        actions.release_examinations(call, "examen", by=amina, at=CLOSED)


def test_a_team_reads_its_verdict_only_once_told(
    call, lens, nadia: User, amina: User, client: Client
):
    made = intent(call, lens, nadia)
    judged(made, HELD, amina)
    client.force_login(nadia)
    url = reverse("applications:detail", args=[made.public_id])
    with time_machine.travel(CLOSED, tick=False):
        assert "recevable" not in client.get(url).text
        actions.release_examinations(call, "examen", by=amina, at=CLOSED)
        page = client.get(url).text
    assert "recevable" in page
    assert "Dossier complet" in page


def test_the_list_of_verdicts_costs_the_same_with_one_file_or_three(
    call, territories, writers, amina: User, cost
):
    nadia, farida = writers
    client = Client()
    client.force_login(amina)
    url = reverse("applications:examinations", args=[call.key, "examen"])
    with time_machine.travel(CLOSED, tick=False):
        judged(intent(call, territories[0], nadia), HELD, amina)
        one = cost(client, url)
        intent(call, territories[1], farida)
        other = actions.start(call, body_name="Syndicat", track="urbain", by=farida, at=WRITING)
        actions.save_answer(other, "resume", "Des haies.", by=farida, at=WRITING)
        actions.deposit(other, by=farida, at=WRITING)
        assert cost(client, url) == one
