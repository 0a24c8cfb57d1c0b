"""Invitations: one link, one use, one address; a dead link always offers another."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people import actions, policy
from cordee.people.models import Invitation, Organisation, Person, Seat, User

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def body(db):
    return Organisation.objects.create(name="Communauté de communes du Marais", kind="cc")


@pytest.fixture
def invited(amina, body):
    """Julie, unknown so far, invited by Amina to a team."""
    return actions.invite("Julie@Example.org", "applicant", scope=body, by=amina, at=NOW)


def link():
    """The address in the last letter posted, without its host."""
    text = Message.objects.order_by("-pk").first().text
    return re.search(r"http://localhost:8000(/invitation/\S+)", text)[1]


def test_the_letter_says_who_invites_to_what_and_until_when(invited):
    letter = Message.objects.get()
    assert letter.to == "julie@example.org"
    assert (
        letter.subject
        == "Amina Benali vous invite\N{NO-BREAK SPACE}: Communauté de communes du Marais"
    )
    assert "membre d’une équipe candidate" in letter.text
    assert "jusqu’au lundi 17\N{NO-BREAK SPACE}mars 2025 inclus" in letter.text


def test_the_letter_is_in_the_language_of_whoever_reads_it(amina, farida):
    User.objects.filter(pk=farida.pk).update(language="en")
    with translation.override("en"):
        actions.invite("inconnue@example.org", "observer", by=amina, at=NOW)
    assert "vous invite" in Message.objects.latest("pk").subject
    actions.invite(farida.email, "observer", by=amina, at=NOW)
    assert "vous invite" not in Message.objects.latest("pk").subject


def test_the_database_keeps_only_a_digest_of_the_link(invited):
    token = link().split("/")[2]
    assert len(invited.token_digest) == 64
    assert token not in str(Invitation.objects.values().get())


def test_reading_the_page_takes_nothing(client, invited):
    for _ in range(2):
        page = client.get(link())
        assert page.status_code == 200
    assert "Amina Benali vous propose d’être membre d’une équipe candidate" in page.text
    assert not Seat.objects.filter(role="applicant").exists()


def test_a_new_address_accepts_and_is_in_at_once(client, invited, body):
    response = client.post(f"{link()}accepter/")
    assert response.url == "/espace/"
    user = client.get("/espace/").context["user"]
    assert user.email == "julie@example.org"
    assert policy.holds(user, "applicant", body, NOW)
    assert "people.invitation_accepted" in Entry.objects.order_by("pk").values_list(
        "kind", flat=True
    )


def test_someone_known_proves_the_address_by_a_code_first(client, invited, body):
    julie = actions.reserve("julie@example.org", at=NOW)
    User.objects.update(last_login=NOW)
    response = client.post(f"{link()}accepter/")
    assert response.url.startswith("/connexion/?next=%2Finvitation%2F")
    assert not Seat.objects.filter(person__user=julie).exists()


def test_someone_signed_in_accepts_in_one_click(client, amina, body):
    julie = actions.reserve("julie@example.org", at=NOW)
    actions.invite(julie.email, "delegate", scope=body, by=amina, at=NOW)
    client.force_login(julie)
    client.post(f"{link()}accepter/")
    assert policy.holds(julie, "delegate", body, NOW)


def test_nobody_else_takes_the_seat(client, invited, hortense, body):
    client.force_login(hortense)
    assert "adressée à julie@example.org" in client.get(link()).text
    assert client.post(f"{link()}accepter/").status_code == 422
    assert not policy.holds(hortense, "applicant", body, NOW)


def test_the_link_works_once(client, invited):
    address = link()
    client.post(f"{address}accepter/")
    client.logout()
    again = client.get(address)
    assert again.status_code == 410
    assert "déjà été acceptée" in again.text
    assert client.post(f"{address}accepter/").status_code == 410
    assert client.get("/espace/").status_code == 302


def test_an_old_link_offers_a_new_one_that_leaves_to_the_address_invited(
    client, invited, time_machine
):
    old = link()
    time_machine.move_to(NOW + timedelta(days=14, hours=10, minutes=59), tick=False)
    assert client.get(old).status_code == 200
    time_machine.move_to(NOW + timedelta(days=14, hours=11), tick=False)
    page = client.get(old)
    assert page.status_code == 410
    assert "Demander un nouveau lien" in page.text
    assert client.post(f"{old}accepter/").status_code == 410
    assert "Nouveau lien envoyé" in client.post(f"{old}nouveau-lien/").text
    assert Message.objects.order_by("-pk").first().to == "julie@example.org"
    assert client.get(old).status_code == 404
    assert client.get(link()).status_code == 200


def test_asking_for_new_links_has_a_limit(client, invited):
    for _ in range(5):
        assert client.post(f"{link()}nouveau-lien/").status_code == 200
    assert client.post(f"{link()}nouveau-lien/").status_code == 429


def test_an_invitation_taken_back_no_longer_opens(client, invited, amina):
    address = link()
    actions.withdraw(invited, by=amina, at=NOW)
    page = client.get(address)
    assert page.status_code == 410
    assert "a été retirée" in page.text
    with pytest.raises(Refused, match="retirée"):
        actions.renew(invited, by=amina, at=NOW)


def test_the_same_invitation_is_not_sent_twice(invited, amina, body):
    with pytest.raises(Refused, match="a déjà reçu cette invitation"):
        actions.invite("julie@example.org", "applicant", scope=body, by=amina, at=NOW)


def test_an_invitation_left_to_expire_may_be_made_anew(invited, amina, body):
    later = NOW + timedelta(days=15)
    again = actions.invite("julie@example.org", "applicant", scope=body, by=amina, at=later)
    assert again.is_pending(later)
    assert Invitation.objects.get(pk=invited.pk).withdrawn == later


def test_whoever_holds_the_role_is_not_invited_again(amina, denise):
    with pytest.raises(Refused, match="a déjà ce rôle"):
        actions.invite(denise.email, "juror", by=amina, at=NOW)


def test_accepting_what_one_already_holds_gives_no_second_seat(invited, amina, body):
    julie = actions.reserve("julie@example.org", at=NOW)
    person = Person.objects.create(user=julie, email=julie.email)
    actions.give_seat(person, "applicant", scope=body, by=amina, at=NOW)
    actions.accept(invited, by=julie, at=NOW)
    assert Seat.objects.filter(person=person).count() == 1


def test_a_juror_who_arrives_by_invitation_owes_a_second_factor(client, amina):
    actions.invite("jure@example.org", "juror", by=amina, at=NOW)
    client.post(f"{link()}accepter/")
    assert client.get("/espace/").url == "/moi/securite/"


@pytest.mark.parametrize("token", ["x", "x" * 5_000, "%00", "..%2f", "<b>", "é"])
def test_a_link_that_is_none_is_a_page_not_found(client, db, token):
    assert client.get(f"/invitation/{token}/").status_code in {400, 404}
    assert not mail.outbox


@pytest.mark.parametrize("verb", ["accepter", "nouveau-lien"])
def test_acts_are_never_done_by_reading(client, invited, verb):
    assert client.get(f"{link()}{verb}/").status_code == 405


def test_what_waits_is_told_in_the_workspace(client, amina, farida, body):
    actions.invite(farida.email, "applicant", scope=body, by=amina, at=NOW)
    client.force_login(farida)
    assert "On vous invite" in client.get(reverse("people:workspace")).text


LIST = "/espace/invitations/"


def test_the_team_invites_follows_and_takes_back(enter, amina):
    client = enter(amina)
    client.post(f"{LIST}nouvelle/", {"email": "jure@example.org", "role": "juror"})
    offered = Invitation.objects.get()
    assert "en attente" in client.get(LIST).text
    client.post(f"{LIST}{offered.public_id}/renvoyer/")
    offered.refresh_from_db()
    assert offered.sendings == 2
    client.post(f"{LIST}{offered.public_id}/retirer/")
    assert "retirée" in client.get(LIST, {"q": "jure@"}).text
    assert client.post(f"{LIST}{offered.public_id}/renvoyer/").status_code == 422


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "x", "role": "juror"},
        {"email": "a@example.org", "role": "applicant"},
        {"email": "a\0@example.org", "role": "juror"},
        {},
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_words(enter, amina, typed):
    assert enter(amina).post(f"{LIST}nouvelle/", typed).status_code == 422
    assert not Invitation.objects.exists()


def test_the_assistant_invites_nobody_in_the_team(enter, chloe, amina):
    assert (
        enter(chloe)
        .post(f"{LIST}nouvelle/", {"email": "a@example.org", "role": "staff"})
        .status_code
        == 403
    )
    made = actions.invite("a@example.org", "director", by=amina, at=NOW)
    assert enter(chloe).post(f"{LIST}{made.public_id}/retirer/").status_code == 403


def test_strangers_see_no_invitation(enter, hortense, invited):
    assert enter(hortense).get(LIST).status_code == 403
    assert enter(hortense).post(f"{LIST}{invited.public_id}/retirer/").status_code == 404


def test_the_list_costs_the_same_with_one_and_with_three(enter, amina, body, invited, cost):
    client = enter(amina)
    alone = cost(client, LIST)
    for name in ("un", "deux"):
        actions.invite(f"{name}@example.org", "delegate", scope=body, by=amina, at=NOW)
    assert cost(client, LIST) == alone <= 12
    assert "deux@example.org" in client.get(LIST).text
