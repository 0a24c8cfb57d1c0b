"""An objection made on a phone in session, a decision of the bureau: heard, answered, written."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from cordee.alliance import actions as alliance
from cordee.alliance.models import MoneyDecision
from cordee.calls.actions import publish
from cordee.people.actions import find_or_add
from cordee.selection import actions
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.selection.conftest import (  # noqa: F401 - the fixtures of the jury
    CLOSED,
    DURING,
    arras,
    hand_in,
    judged,
    juror,
    lens,
    lille,
    other,
    panel,
    sits,
)


@pytest.fixture(autouse=True)
def _no_try_counted(transactional_db):
    cache.clear()


@pytest.fixture
def edition(transactional_db):
    seats = [{"key": "elus", "label": "Élu·es", "votes": 2, "quorum": 1},
             {"key": "etat", "label": "État", "votes_share_max": "0.5"}]  # fmt: skip
    panels = [{"key": "jury", "label": "Jury", "seats": seats, "casting_vote": True}]
    return publish(judged(panels=panels), {}, by=None, at=DURING)


def test_a_juror_objects_and_is_answered(browser, panel, juror, other, lens, amina):  # noqa: F811, PLR0917 - fixtures
    made = actions.open_sitting(panel, by=amina, at=timezone.now())
    place = {"panel": reverse("selection:sitting", args=[panel.public_id]),
             "seat": reverse("selection:sitting_seat", args=[panel.public_id])}  # fmt: skip
    for one in (juror, other):
        actions.attend(made, one, present=True, by=amina, at=timezone.now())
    actions.discuss(made, lens, by=amina, at=timezone.now())
    phone = browser.open(place["seat"], user=juror.person.user, size=PHONE)
    phone.get_by_text("Faire une objection").click()
    phone.get_by_label("Votre objection sur Lens").fill("Le calendrier tient-il en six mois ?")
    assert_accessible(phone)
    assert_sober(phone)
    screenshot(phone, "objection-telephone")
    phone.get_by_role("button", name="Consigner mon objection").click()
    phone.get_by_text("attend une réponse").wait_for()
    staff = browser.open(place["panel"], user=amina)
    staff.get_by_text("Pour voter, il manque encore").wait_for()
    staff.get_by_text("Répondre à une objection").click()
    staff.get_by_label("Ce qui est répondu").fill("Il est porté à neuf mois.")
    staff.get_by_label("Ce qu’elle devient").select_option("heeded")
    assert_accessible(staff)
    assert_sober(staff)
    screenshot(staff, "objection-seance")
    staff.get_by_role("button", name="Noter la réponse").click()
    staff.get_by_text("prise en compte").first.wait_for()
    phone.goto(place["seat"])
    phone.get_by_text("Il est porté à neuf mois.").wait_for()
    screenshot(phone, "objection-repondue-telephone")
    actions.close_sitting(made, by=amina, at=timezone.now())
    staff.set_viewport_size({"width": 360, "height": 740})
    staff.goto(place["panel"])
    assert_accessible(staff)


def test_the_bureau_decides_a_sum_and_an_objection_is_noted(browser, amina):
    now = {"by": amina, "at": timezone.now()}
    bureau = alliance.name_organ(
        "Le bureau", "les enveloppes des chantiers", ceiling=Decimal(4000), quorum=2, **now
    )
    for name in ("Ada", "Bob"):
        who = find_or_add(f"{name}@example.org", name, "Durand", **now)
        alliance.give_mandate(bureau, who, starts=date(2024, 1, 1), **now)
    page = browser.open(reverse("alliance:decide", args=[bureau.public_id]), user=amina, size=PHONE)
    page.get_by_label("Décidé le").fill("2024-05-14")
    page.get_by_label("Objet").fill("Chantier Mise en récits")
    page.get_by_label("Pour qui").fill("Sa référente")
    page.get_by_label("Somme mise aux voix").fill("3500")
    page.get_by_label("Raison de la décision").fill("Les besoins sont décrits.")
    for name in ("Ada", "Bob"):
        page.get_by_label(f"{name} Durand\u00a0: sa voix").select_option("for")
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "bureau-decider-telephone")
    page.get_by_role("button", name="Inscrire la décision").click()
    page.get_by_text("adoptée").wait_for()
    assert_accessible(page)
    screenshot(page, "bureau-decision-telephone")
    wide = browser.open(reverse("alliance:decisions"), user=amina)
    assert_accessible(wide)
    assert_sober(wide)
    screenshot(wide, "bureau-registre")
    wide.goto(reverse("alliance:organ", args=[bureau.public_id]))
    assert_accessible(wide)
    screenshot(wide, "bureau-organe")
    assert MoneyDecision.objects.get().adopted
