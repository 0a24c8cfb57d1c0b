"""An ally on her phone finds her place; an objection to a workstream is answered."""

# ruff: noqa: F811 - fixtures are asked for by their names

from django.urls import reverse

from cordee.alliance.allies import actions
from cordee.alliance.allies.models import Bringing
from tests.alliance.allies.conftest import house  # noqa: F401 - a fixture
from tests.alliance.works.conftest import ally, frame, workstream  # noqa: F401 - fixtures
from tests.browser.visits import PHONE, assert_accessible, screenshot


def test_an_ally_finds_her_signature_on_her_phone_and_brings_a_method(browser, house, farida):
    actions.sign(farida.person, house.words["self"], signed_on=house.now["at"].date(), **house.now)
    page = browser.open("/espace/", user=farida, size=PHONE)
    page.get_by_role("link", name="Mon alliance").click()
    page.locator("main .tasks a").first.click()
    page.get_by_text("Ajouter", exact=True).first.click()
    page.get_by_label("Titre").fill("La veillée à trois voix")
    page.get_by_label("En quelques mots").fill("Trois personnes racontent le même lieu.")
    assert_accessible(page)
    screenshot(page, "allie-apport-telephone")
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_text("La veillée à trois voix").wait_for()
    assert Bringing.objects.get().title == "La veillée à trois voix"


def test_an_objection_to_a_workstream_is_read_and_answered_by_who_carries_it(
    browser, workstream, ally, amina
):
    address = reverse("works:workstream", args=[workstream.public_id])
    page = browser.open(address, user=amina)
    page.get_by_text("Faire une objection", exact=True).click()
    box = page.locator("form[action$='/objections/']").first
    box.get_by_role("textbox").first.fill("Une formation existe déjà.")
    box.get_by_role("button", name="La consigner").click()
    page.get_by_text("attend une réponse").wait_for()
    own = browser.open("/espace/", user=ally, size=PHONE)
    own.get_by_role("link", name="Répondre à une objection").click()
    own.locator("summary", has_text="Répondre").first.click()
    own.get_by_label("Ce qui est répondu").fill("La nôtre s’adresse aux cantines.")
    own.get_by_label("Ce que devient le chantier").select_option(index=1)
    assert_accessible(own)
    screenshot(own, "chantier-objection-telephone")
    own.get_by_role("button", name="Noter la réponse").click()
    own.get_by_text("Réponse : La nôtre s’adresse aux cantines.").wait_for()
    assert workstream.objections.get().answered_at is not None
