"""A participant on her phone: her logbook, the exercise of her team, the pulse of the day."""

# ruff: noqa: F811 - fixtures are asked for by their names

from datetime import timedelta

import pytest
from django.utils import timezone

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys.learning import actions
from cordee.journeys.learning.links import survey_link
from cordee.journeys.learning.models import LogEntry, Reply, Return, Survey
from cordee.people.models import Person
from cordee.programme.schema import Definition
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.journeys.conftest import (
    RELEASED,
    account,
    amina,  # noqa: F401 - a fixture
    cohort,  # noqa: F401 - a fixture
    definition,
    lens,  # noqa: F401 - a fixture
)
from tests.journeys.learning.conftest import learning

LEFT = "document.querySelectorAll('[style]').forEach(one => one.removeAttribute('style'))"
"""What looks at a page leaves empty styles behind, which htmx would copy and the policy refuse."""


@pytest.fixture
def edition(amina) -> Edition:
    told = definition().data()
    told["year"] |= learning()
    at = RELEASED - timedelta(days=60)
    return publish(Definition.model_validate(told), {}, by=amina, at=at)


def test_from_logbook_to_exercise_to_pulse_on_a_phone(browser, cohort, lens, amina):
    now = timezone.now()
    user = account(lens, "elu")
    me = lens.delegates.select_related("person", "participation__cohort").get(role="elu")
    exercise = actions.plan_exercise(
        cohort, by=amina, at=now, title="Dans vingt ans", instructions="Écrivez l’article.",
        due_at=now + timedelta(days=9), audience="cohort",
    )  # fmt: skip
    actions.publish_exercise(exercise, by=amina, at=now)
    page = browser.open(f"/parcours/{lens.public_id}/", user=user, size=PHONE)
    assert_accessible(page)
    page.get_by_role("link", name="Mon journal de bord").click()
    page.get_by_label("Ce que vous notez").fill("Les habitants racontent mieux que nous.")
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "journal-telephone")
    page.get_by_role("button", name="Noter").click()
    page.get_by_text("Vous seul·e lisez cette entrée").wait_for()
    page.get_by_role("link", name="Modifier ou partager").click()
    page.get_by_label("la cohorte", exact=True).check()
    screenshot(page, "journal-partage-telephone")
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer ce choix").click()
    page.get_by_text("Votre entrée est partagée").wait_for()
    assert LogEntry.objects.get().audience == "cohort"
    page.get_by_role("link", name="Exercices").click()
    page.get_by_role("link", name="Dans vingt ans").click()
    page.get_by_role("link", name="Écrire notre retour").click()
    page.wait_for_load_state()
    page.get_by_label("Votre texte").fill("En 2045, on parle de nous pour notre rivière.")
    page.locator(".save-state-saved").wait_for()
    assert_accessible(page)
    screenshot(page, "exercice-telephone")
    page.evaluate(LEFT)
    assert Return.objects.get().draft.text.startswith("En 2045")
    page.get_by_role("button", name="Rendre l’exercice").click()
    page.get_by_text("Votre exercice est rendu").wait_for()
    screenshot(page, "exercice-rendu-telephone")
    survey = actions.plan_pulse(cohort.meetings.get(key="j1"), by=amina, at=now)
    Survey.objects.update(opens_at=now - timedelta(hours=1))
    link = "/" + survey_link(survey, me).split("/", 3)[3]
    quick = browser.open(link, size=PHONE, javascript=False)
    quick.get_by_label("5 – tout à fait").first.check()
    screenshot(quick, "pouls-telephone")
    quick.get_by_role("button", name="Envoyer mes réponses").click()
    quick.get_by_text("pas ce que vous avez répondu").wait_for()
    assert Reply.objects.get().answers == {"self": 5}


def test_the_team_reads_a_pulse_publishes_a_kit_and_minutes(browser, cohort, lens, amina):
    now = timezone.now()
    meeting = cohort.meetings.select_related("cohort__edition__current").get(key="j1")
    survey = actions.plan_pulse(meeting, by=amina, at=now)
    Survey.objects.update(opens_at=now - timedelta(hours=2))
    survey.refresh_from_db()
    rows = cohort.participations.order_by("pk").prefetch_related("delegates__person")
    people = [one for row in rows for one in row.delegates.all()]
    for rank in range(3):
        person = Person.objects.create(given_name=f"P{rank}", email=f"p{rank}@example.org")
        people.append(lens.delegates.create(
            person=person, role="tech", starts=RELEASED, calendar_token=f"t{rank}"
        ))  # fmt: skip
    for rank, one in enumerate(people):
        told = {"self": 3 + rank % 3, "home": 2 + rank % 4, "place": f"Une visite, essai {rank}"}
        actions.answer_survey(
            survey, told, person=one.person, participation=one.participation, by=None, at=now
        )
    actions.close_survey(survey, by=amina, at=now)
    minutes = actions.open_minutes(
        meeting, "Compte rendu de J1", ["Le matin", "L’atelier"], audience="cohort", by=amina,
        at=now,
    )  # fmt: skip
    page = browser.open(f"/espace/cohortes/{cohort.public_id}/", user=amina)
    page.get_by_role("link", name="Questionnaires").click()
    page.get_by_role("link", name="Le pouls").click()
    page.get_by_text("Moyenne").first.wait_for()
    assert_accessible(page)
    screenshot(page, "pouls-resultats")
    page.get_by_role("link", name="Comptes rendus").click()
    page.get_by_role("link", name=minutes.title).click()
    assert_accessible(page)
    screenshot(page, "compte-rendu-parties")
    page.get_by_role("link", name="Carte").click()
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "carte-cohorte")
    page.get_by_role("link", name="Questions").click()
    page.get_by_role("link", name="Noter une demande reçue").click()
    assert_accessible(page)
    screenshot(page, "demande-recue")
