"""Writing a call, in a real browser: cloned, corrected as the panel speaks, published, amended."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cordee.applications.models import Application
from cordee.calls import actions as calls
from cordee.calls import uploads
from cordee.calls.editor import actions
from cordee.calls.editor.models import Draft
from cordee.calls.models import Edition
from cordee.programme import load
from tests.browser.visits import DESKTOP, PHONE, assert_accessible, assert_sober, screenshot

NAME = "mise-en-recits-2024"
NOW = datetime(2025, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def published(transactional_db, amina):
    loaded = load(uploads.example_files(NAME))
    return calls.publish(loaded.definition, loaded.texts, by=amina, at=timezone.now())


@pytest.fixture
def draft(published, amina):
    files = uploads.example_files(NAME)
    return actions.begin(files, origin=f"exemple {NAME}", by=amina, at=timezone.now())


PLACES = {
    "temps": "partie/temps/",
    "etape": "fiche/stages/0/",
    "annee": "fiche/year/",
    "texte": "texte/",
    "jury": "apercu/jury/",
}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "telephone"])
def test_the_heaviest_pages_are_accessible_and_sober(browser, draft, amina, size):
    page = browser.person(user=amina, size=size).new_page()
    for name, place in PLACES.items():
        page.goto(f"{draft.get_absolute_url()}{place}")
        screenshot(page, f"redaction-{name}-{size[0]}")
        assert_accessible(page)
        if size == DESKTOP:
            assert_sober(page)
    page.goto(reverse("calls:amend", args=[NAME]))
    screenshot(page, f"appel-modifier-{size[0]}")
    assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["bureau", "telephone-sans-javascript"])
def test_last_years_call_becomes_this_years(browser, published, amina, farida, javascript):
    page = browser.open(
        reverse("editor:begin"), user=amina, javascript=javascript,
        size=DESKTOP if javascript else PHONE,
    )  # fmt: skip
    page.get_by_label("Repartir d’un appel déjà publié").check()
    page.get_by_label("Clé du nouvel appel").fill("recits-2027")
    page.get_by_label("L’appel publié à reprendre").select_option(NAME)
    page.get_by_label("Décaler ses dates").fill("156")
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("link", name="Le calendrier et les étapes").click()
    page.get_by_role("link", name="Dépôt des candidatures", exact=True).click()

    closing = page.get_by_role("group", name="Clôture").get_by_label("jour")
    assert closing.input_value() == "2027-12-16"
    closing.fill("2027-10-07")
    settled(page, javascript)
    panel = page.get_by_role("complementary", name="Ce que disent les contrôles")
    panel.get_by_text("Ne peut pas encore être publié").wait_for()
    screenshot(page, f"redaction-constats-{javascript}")
    closing.fill("2027-12-17")
    settled(page, javascript)
    panel.get_by_text("Peut être publié").wait_for()

    page.goto(reverse("editor:record", args=[draft_of("recits-2027"), "form/sections/3"]))
    page.get_by_role("button", name="Ajouter – Questions").wait_for()
    page.get_by_label("Nouveau – Questions").fill("Votre devise")
    page.get_by_label("Sorte – Questions").select_option("text")
    page.get_by_role("button", name="Ajouter – Questions").click()
    page.get_by_role("heading", level=1, name="Votre devise").wait_for()
    change(page, "Obligatoire", "non")
    settled(page, javascript)
    page.goto(reverse("editor:preview_part", args=[draft_of("recits-2027"), "candidat", section()]))
    page.get_by_text("Votre devise").first.wait_for()

    page.goto(reverse("editor:publish", args=[draft_of("recits-2027")]))
    page.get_by_role("button", name="Publier").click()
    page.get_by_role("heading", level=1).wait_for()
    made = Edition.objects.get(key="recits-2027")
    assert made.definition.question("votre-devise") is not None

    Application.objects.create(edition=made, owner=farida, body_name="Avion",
                               started_at=timezone.now())  # fmt: skip
    page.goto(reverse("editor:versions", args=[made.key]))
    page.get_by_role("button", name="Écrire la prochaine version").click()
    address = page.url
    page.goto(f"{address}fiche/selection/")
    page.get_by_label("Places au plus").fill("6")
    settled(page, javascript)
    page.goto(f"{address}publier/")
    page.get_by_text("Équipes qui écrivent encore").first.wait_for()
    page.get_by_label("Ce qui change et pourquoi").fill(
        "Un financeur se retire : une place de moins."
    )
    page.get_by_label("Je confirme ce changement de promesse").check()
    screenshot(page, f"redaction-promesse-{javascript}")
    if javascript:
        assert_accessible(page)
    page.get_by_role("button", name="Mettre en vigueur").click()
    page.get_by_role("heading", level=1).wait_for()
    assert made.versions.count() == 2


def change(page, label, value):
    """Choose in a list once the page can hear it."""
    page.wait_for_load_state()
    page.get_by_label(label).select_option(value)


def settled(page, javascript):
    """Leave the field and let the page save itself, or press the button without JavaScript."""
    if javascript:
        page.keyboard.press("Tab")
        page.locator(".save-state-saved").wait_for()
    else:
        page.get_by_role("button", name="Enregistrer").last.click()


def draft_of(key):
    return Draft.objects.filter(saves__toml__contains=f'key = "{key}"').first().public_id


def section():
    save = Draft.objects.get(public_id=draft_of("recits-2027")).save_now
    return save.data["form"]["sections"][3]["key"]
