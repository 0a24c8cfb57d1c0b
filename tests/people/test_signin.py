"""Signing in: an address, a code, the right place; nothing said about who exists."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from cordee.ledger.models import Entry, Message
from cordee.people.models import Person, User

ASK = "/connexion/"
GIVE = "/connexion/code/"


@pytest.fixture(autouse=True)
def _fresh_counters(db):
    """Start each test with no try counted."""
    cache.clear()


def code_sent():
    """The code of the last letter, as written in it."""
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0]


def ask(client, email, **more):
    return client.post(ASK, {"email": email, **more})


def sign_in(client, email, **more):
    """Go through the two pages."""
    ask(client, email, **more)
    return client.post(GIVE, {"code": code_sent(), **more})


def test_the_page_asks_only_for_an_address(client):
    page = client.get(ASK)
    assert page.status_code == 200
    assert "Pas de mot de passe ici" in page.text
    assert 'type="password"' not in page.text


def test_a_known_person_signs_in_with_the_code_and_lands_in_her_space(client, farida):
    response = sign_in(client, "farida.haddad@example.org")
    assert response.status_code == 302
    assert response.url == "/espace/"
    assert client.get("/espace/").context["user"] == farida


def test_the_address_may_be_typed_in_any_case(client, farida):
    sign_in(client, "  FARIDA.Haddad@Example.ORG ")
    assert client.get("/espace/").context["user"] == farida
    assert User.objects.count() == 1


def test_a_new_address_opens_its_account_once_the_code_came_back(client):
    ask(client, "nouvelle@example.org")
    assert not Person.objects.exists()
    client.post(GIVE, {"code": code_sent()})
    person = Person.objects.get()
    assert person.user.email == "nouvelle@example.org"
    kinds = Entry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["people.account_opened", "people.signed_in"]


def test_a_person_already_in_the_directory_finds_herself_by_her_address(client, db):
    known = Person.objects.create(given_name="Inès", family_name="Faure", email="ines@example.org")
    sign_in(client, "ines@example.org")
    known.refresh_from_db()
    assert known.user.email == "ines@example.org"
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f"  {code[:4]}\N{NO-BREAK SPACE}{code[4:]}\n",
        lambda code: f"« {code} ».",
    ],
)
def test_a_code_is_understood_however_it_is_pasted(client, farida, typed):
    ask(client, farida.email)
    response = client.post(GIVE, {"code": typed(code_sent())})
    assert (response.status_code, response.url) == (302, "/espace/")


def test_known_and_unknown_addresses_get_the_same_answer(client, farida):
    def page(email):
        asked = ask(client, email)
        text = client.get(asked.url).text.replace(email, "X")
        client.get("/connexion/?recommencer")
        client.logout()
        return asked.status_code, asked.url, re.sub(r'value="[^"]{20,}"', "", text)

    assert page(farida.email) == page("inconnue@example.org")
    assert [letter.subject.split(":")[0] for letter in mail.outbox] == [
        "Votre code\N{NO-BREAK SPACE}"
    ] * 2


def test_known_and_unknown_addresses_cost_the_same_queries(
    client, farida, django_assert_max_num_queries
):
    def cost(email):
        client.logout()
        cache.clear()
        with django_assert_max_num_queries(60) as counted:
            ask(client, email)
        return [re.sub(r"'[^']*'|\"s\d+_x\d+\"|\d+", "", query["sql"]) for query in counted]

    assert cost(farida.email) == cost("inconnue@example.org")


def test_a_wrong_code_says_so_and_keeps_the_page(client, farida):
    ask(client, farida.email)
    response = client.post(GIVE, {"code": "BBBB-BBBB"})
    assert response.status_code == 422
    assert "Ce code n’est pas celui du message" in response.text


def test_five_wrong_codes_end_the_code_and_offer_another(client, farida):
    ask(client, farida.email)
    right = code_sent()
    for _ in range(4):
        assert client.post(GIVE, {"code": "BBBB-BBBB"}).status_code == 422
    last = client.post(GIVE, {"code": "BBBB-BBBB"}, follow=True)
    assert "Trop d’essais. Demandez un nouveau code" in last.text
    assert farida.email in last.text
    assert client.post(GIVE, {"code": right}, follow=True).context["user"].is_anonymous


def test_an_old_code_is_refused_and_a_new_one_is_one_click_away(client, farida, time_machine):
    time_machine.move_to("2025-03-03T12:00+01:00", tick=False)
    ask(client, farida.email, next="/moi/")
    code = code_sent()
    time_machine.shift(timedelta(minutes=15, seconds=1))
    response = client.post(GIVE, {"code": code, "next": "/moi/"})
    assert response.url == "/connexion/?next=%2Fmoi%2F"
    page = client.get(response.url)
    assert "Ce code a expiré" in page.text
    assert f'value="{farida.email}"' in page.text


def test_a_code_works_once(client, farida):
    ask(client, farida.email)
    code = code_sent()
    client.post(GIVE, {"code": code})
    client.logout()
    assert client.post(GIVE, {"code": code}, follow=True).context["user"].is_anonymous


def test_a_code_works_only_where_it_was_asked_for(client, farida, django_user_model):
    ask(client, farida.email)
    elsewhere = type(client)()
    response = elsewhere.post(GIVE, {"code": code_sent()}, follow=True)
    assert response.context["user"].is_anonymous


def test_a_new_code_replaces_the_old_one(client, farida):
    ask(client, farida.email)
    old = code_sent()
    client.post(GIVE, {"action": "resend"})
    assert code_sent() != old
    assert client.post(GIVE, {"code": old}).status_code == 422
    assert client.post(GIVE, {"code": code_sent()}).status_code == 302


def test_asking_too_often_is_answered_by_a_pause_and_a_way_out(client, farida):
    for _ in range(5):
        ask(client, farida.email)
        client.logout()
    response = ask(client, farida.email)
    assert response.status_code == 429
    assert response["Retry-After"] == "600"
    assert len(mail.outbox) == 5


def test_a_stranger_who_asks_in_her_name_does_not_keep_her_out(client, farida):
    for _ in range(8):
        client.post(ASK, {"email": farida.email}, REMOTE_ADDR="203.0.113.66")
        client.logout()
    assert len(mail.outbox) == 5
    assert ask(client, farida.email).status_code == 302
    assert len(mail.outbox) == 6


def test_many_strangers_do_not_flood_a_mailbox(client, farida):
    for number in range(20):
        client.post(ASK, {"email": farida.email}, REMOTE_ADDR=f"203.0.113.{number}")
        client.logout()
    assert len(mail.outbox) == 10


@pytest.mark.parametrize(
    "email",
    [
        "",
        "pas-une-adresse",
        "a" * 10_000 + "@example.org",
        "<b>x</b>@example.org",
        "a\0b@example.org",
    ],
)
def test_an_address_that_is_none_is_refused_in_words(client, db, email):
    response = ask(client, email)
    assert response.status_code == 422
    assert "Il y a quelque chose à corriger" in response.text
    assert not mail.outbox
    assert not User.objects.exists()


@pytest.mark.parametrize("code", ["", "x" * 10_000, "\0", "<script>", "é€漢字"])
def test_a_code_that_is_none_is_refused_in_words(client, farida, code):
    ask(client, farida.email)
    assert client.post(GIVE, {"code": code}).status_code == 422


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_off_the_site(client, farida, onward):
    response = sign_in(client, farida.email, next=onward)
    assert response.url == "/espace/"


def test_one_comes_back_where_one_was_going(client, farida):
    assert sign_in(client, farida.email, next="/moi/").url == "/moi/"


def test_a_page_asked_for_while_a_code_is_on_its_way_is_not_forgotten(client, farida):
    ask(client, farida.email)
    pending = client.get(client.get("/moi/").url)
    assert pending.url == "/connexion/code/?next=%2Fmoi%2F"
    page = client.get(pending.url)
    assert 'name="next" value="/moi/"' in page.text
    assert client.post(GIVE, {"code": code_sent(), "next": "/moi/"}).url == "/moi/"


def test_one_may_start_over_with_another_address(client, farida, gerard):
    ask(client, gerard.email)
    page = client.get("/connexion/?recommencer")
    assert page.status_code == 200
    ask(client, farida.email)
    client.post(GIVE, {"code": code_sent()})
    assert client.get("/espace/").context["user"] == farida


def test_a_closed_account_receives_no_code_and_the_page_says_nothing(client, farida):
    User.objects.filter(pk=farida.pk).update(is_active=False)
    response = ask(client, farida.email)
    assert response.url == GIVE
    assert mail.outbox[0].subject == "Votre demande de code"
    assert not re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[0].body)
    assert client.post(GIVE, {"code": ""}).status_code == 422


def test_when_no_mail_server_answers_the_code_waits_in_the_outbox(client, farida, monkeypatch):
    def down(self, *args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    assert ask(client, farida.email).status_code == 302
    message = Message.objects.get()
    assert message.to == farida.email
    assert re.search(r"[A-Z]{4}-[A-Z]{4}", message.text)


def test_signing_out_takes_a_click(client, farida):
    client.force_login(farida)
    assert "Me déconnecter" in client.get(reverse("account_logout")).text
    assert client.post(reverse("account_logout")).url == "/"
    assert client.get("/espace/").status_code == 302


def test_no_account_has_a_password(client, farida):
    sign_in(client, "nouvelle@example.org")
    assert not any(user.has_usable_password() for user in User.objects.order_by("pk"))


def test_the_day_of_arrival_is_kept(client, time_machine):
    time_machine.move_to(datetime(2025, 3, 3, 12, tzinfo=UTC), tick=False)
    sign_in(client, "nouvelle@example.org")
    assert User.objects.get().joined == datetime(2025, 3, 3, 12, tzinfo=UTC)
