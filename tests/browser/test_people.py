"""The pages about people, in a real browser: read, weighed, walked with and without JavaScript."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from cordee.ledger.models import Message
from cordee.people import actions
from cordee.people.models import Invitation, Organisation, Seat
from tests.browser.visits import (
    DESKTOP,
    PHONE,
    Visits,
    assert_accessible,
    assert_sober,
    screenshot,
)


@pytest.fixture(autouse=True)
def _no_try_counted(transactional_db):
    cache.clear()


@pytest.fixture
def secure(browser, _chromium, _address):
    """The same site by its name: passkeys do not know numeric addresses."""
    visits = Visits(_chromium, _address.replace("127.0.0.1", "localhost"))
    yield visits
    visits.close()


@pytest.fixture
def house(amina, bernard, denise, farida, gerard):
    """Enough people and organisations for every page to show something."""
    now = timezone.now()
    body = Organisation.objects.create(name="Communauté de communes du Marais", kind="cc")
    actions.invite("julie@example.org", "juror", by=amina, at=now)
    actions.join_governance(body, starts=now.date(), by=amina, at=now)
    actions.give_seat(farida.person, "applicant", scope=body, organisation=body, by=amina, at=now)
    actions.end_seat(Seat.objects.get(person=denise.person), because="Fin", by=amina, at=now)
    actions.give_seat(denise.person, "juror", by=amina, at=now)
    return {
        "person": denise.person,
        "seat": Seat.objects.get(role="juror", ends=None),
        "body": body,
    }


def code_sent():
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]


STAFF_PAGES = {
    "espace": ("people:workspace", None),
    "profil": ("people:profile", None),
    "securite": ("mfa_index", None),
    "cles": ("mfa_list_webauthn", None),
    "personnes": ("people:people", None),
    "nouvelle-personne": ("people:add_person", None),
    "personne": ("people:person", "person"),
    "invitations": ("people:invitations", None),
    "inviter": ("people:invite", None),
    "organisations": ("people:organisations", None),
    "organisation": ("people:organisation", "body"),
    "gouvernance": ("people:join_governance", "body"),
    "renouveler": ("people:renew", None),
    "reprise": ("web:resume", None),
    "deconnexion": ("account_logout", None),
}
FRESH_PAGES = {
    "donner-un-role": ("people:give_seat", "person"),
    "finir-un-role": ("people:end_seat", "seat"),
    "application": ("mfa_activate_totp", None),
    "adresse": ("people:address", None),
    "preuves-perdues": ("people:reset_factors", "person"),
    "effacer": ("people:erase_person", "person"),
    "nouvelle-cle": ("mfa_add_webauthn", None),
}


ON_PHONES = ("espace", "profil", "personnes", "invitations", "donner-un-role")


EVERY_PAGE = {**STAFF_PAGES, **FRESH_PAGES}


@pytest.mark.parametrize(
    ("names", "size"),
    [(STAFF_PAGES, DESKTOP), (FRESH_PAGES, DESKTOP), (ON_PHONES, PHONE)],
    ids=["bureau", "bureau-actes-graves", "telephone"],
)
def test_each_page_about_people_is_accessible_and_sober(browser, house, amina, names, size):
    page = browser.person(user=amina, size=size).new_page()
    for name in names:
        address_name, kind = EVERY_PAGE[name]
        address = reverse(address_name, args=[house[kind].public_id] if kind else [])
        with override_settings(DEMO=name in FRESH_PAGES):
            page.goto(address)
            assert page.url.endswith(address)
            screenshot(page, f"{name}-{'telephone' if size == PHONE else 'bureau'}")
            assert_accessible(page)
            assert_sober(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["avec-js", "sans-js"])
def test_someone_arrives_by_an_address_and_a_code(browser, javascript):
    browser.expect("422")
    page = browser.open("/espace/", javascript=javascript)
    page.get_by_label("Votre adresse électronique").fill("nouvelle@example.org")
    if javascript:
        assert_accessible(page)
        screenshot(page, "connexion-bureau")
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Code reçu par courriel").fill("pas le bon")
    page.get_by_role("button", name="Me connecter").click()
    assert page.get_by_role("alert").get_by_text("Ce code n’est pas celui du message").is_visible()
    if javascript:
        assert_accessible(page)
        screenshot(page, "code-bureau")
    page.get_by_label("Code reçu par courriel").fill(code_sent().lower())
    page.get_by_role("button", name="Me connecter").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bonjour"
    page.get_by_role("link", name="Dites-nous votre nom").click()
    page.get_by_label("Prénom").fill("Nour")
    page.get_by_label("Nom", exact=True).fill("Amrani")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Mon espace").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bonjour Nour"
    page.get_by_role("button", name="Se déconnecter").click()
    assert page.get_by_role("link", name="Se connecter").first.is_visible()


def test_a_passkey_is_added_then_opens_the_house_alone(secure, amina):
    page = secure.open("/connexion/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.get_by_label("Votre adresse électronique").fill(amina.email)
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Code reçu par courriel").fill(code_sent())
    page.get_by_role("button", name="Me connecter").click()
    assert page.get_by_role("heading", name="Encore une étape").is_visible()
    screenshot(page, "seconde-preuve-due")
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Téléphone d’Amina")
    page.get_by_role("button", name="Ajouter").click()
    page.wait_for_url("**/moi/securite/secours/")
    screenshot(page, "codes-de-secours")
    assert_accessible(page)
    page.goto("/moi/securite/cles/")
    assert page.get_by_text("Téléphone d’Amina").first.is_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto("/connexion/?next=/moi/")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    page.wait_for_url("**/moi/")
    assert "Amina" in page.get_by_label("Prénom").input_value()
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto("/connexion/")
    page.get_by_label("Votre adresse électronique").fill(amina.email)
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Code reçu par courriel").fill(code_sent())
    page.get_by_role("button", name="Me connecter").click()
    assert_accessible(page)
    screenshot(page, "seconde-preuve")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.wait_for_url("**/espace/")


@pytest.mark.parametrize("javascript", [True, False], ids=["avec-js", "sans-js"])
def test_an_invitation_is_read_then_taken_in_one_click(browser, amina, javascript):
    body = Organisation.objects.create(name="Communauté de communes du Marais", kind="cc")
    now = timezone.now()
    made = actions.invite("julie@example.org", "applicant", scope=body, by=amina, at=now)
    link = re.search(r"(/invitation/\S+)", Message.objects.get().text)[1]
    page = browser.open(link, javascript=javascript)
    if javascript:
        assert_accessible(page)
        screenshot(page, "invitation")
    page.get_by_role("button", name="Accepter l’invitation").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bonjour"
    assert page.get_by_text("Membre d’une équipe candidate").is_visible()
    assert Invitation.objects.get(pk=made.pk).accepted
