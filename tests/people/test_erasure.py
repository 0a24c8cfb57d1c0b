"""Erasing someone: nothing personal stays, everything counted stays."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cordee.ledger.models import Entry
from cordee.people import actions, exports, policy
from cordee.people.models import Invitation, Person, Seat, User

NOW = datetime(2025, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def known(denise, amina, client):
    """Denise with everything the house may keep of her."""
    actions.change_profile(
        denise.person, by=denise, at=NOW, phone="06 00 00 00 01", pronoun="elle",
        given_name="Denise", family_name="Lemaire", title="Ancienne maire",
    )  # fmt: skip
    actions.invite(denise.email, "observer", by=amina, at=NOW)
    client.force_login(denise)
    actions.welcome(denise, method="code", at=NOW)
    return denise


def everywhere(words):
    """Every column of text of every table in which one of the words is still found."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text ~* %s",  # noqa: S608 - our own table
                ["|".join(words)],
            )
            if cursor.fetchone()[0]:
                found.append(model._meta.db_table)
    return found


def test_nothing_personal_stays_anywhere(known, amina):
    words = ["denise", "lemaire", "06 00 00 00 01"]
    assert "people_person" in everywhere(words)
    actions.erase(known.person, by=amina, at=NOW)
    assert everywhere(words) == []


def test_her_roles_end_and_stay_counted(known, amina):
    actions.erase(known.person, by=amina, at=NOW)
    seat = Seat.objects.get(person=known.person, role="juror")
    assert seat.ends == NOW
    assert str(seat.person) == "Personne effacée"


def test_she_can_no_longer_enter_and_her_session_is_dead(client, known, amina):
    assert client.get("/moi/").status_code == 200
    actions.erase(known.person, by=amina, at=NOW)
    assert client.get("/moi/").status_code == 302
    assert not User.objects.get(pk=known.pk).is_active


def test_the_chain_of_the_journal_stays_valid(known, amina):
    actions.erase(known.person, by=amina, at=NOW)
    labels = Entry.objects.order_by("pk").values_list("actor_label", flat=True)
    assert known.email not in labels


def test_erasing_twice_changes_nothing_more(known, amina):
    actions.erase(known.person, by=amina, at=NOW)
    count = Entry.objects.count()
    actions.erase(known.person, by=amina, at=NOW)
    assert Entry.objects.count() == count


def test_the_page_asks_for_a_deliberate_yes(enter, amina, farida):
    address = reverse("people:erase_person", args=[farida.person.public_id])
    assert "Rien ne permet de revenir en arrière" in enter(amina).get(address).text
    assert enter(amina).post(address).status_code == 422
    assert enter(amina).post(address, {"sure": "on"}).url == reverse("people:people")
    assert Person.objects.get(pk=farida.person.pk).erased
    shown = enter(amina).get(reverse("people:person", args=[farida.person.public_id]))
    assert "Personne effacée" in shown.text


def test_who_may_erase_is_told_with_its_reason(amina, bernard, chloe, farida):
    now = timezone.now()
    assert policy.may_erase(amina, farida.person, now)
    assert "vous effacer" in policy.may_erase(amina, amina.person, now).reason
    assert "direction" in policy.may_erase(chloe, farida.person, now).reason
    assert "d’abord fin" in policy.may_erase(amina, bernard.person, now).reason
    assert not policy.may_erase(farida, amina.person, now).visible


def test_ones_own_data_holds_what_the_house_keeps_and_no_secret(known):
    told = exports.own_data(Person.objects.get(pk=known.person.pk), NOW)
    assert told["identité"]["téléphone"] == "06 00 00 00 01"
    assert [seat["rôle"] for seat in told["rôles"]] == ["membre du jury"]
    assert len(told["invitations"]) == 1
    secret = Invitation.objects.get().token_digest
    assert secret not in json.dumps(told)


def test_the_export_is_a_file_for_oneself_only(client, known, farida):
    response = client.get(reverse("people:data"))
    assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
    assert response.json()["identité"]["nom"] == "Lemaire"
    client.logout()
    assert client.get(reverse("people:data")).status_code == 302


def test_bare_accounts_that_nobody_opened_are_swept_after_a_day(farida):
    bare = actions.reserve("curieuse@example.org", at=NOW)
    assert actions.sweep(at=NOW) == 0
    swept = actions.sweep(at=NOW.replace(day=5))
    assert swept == 1
    assert not User.objects.filter(pk=bare.pk).exists()
    assert User.objects.filter(pk=farida.pk).exists()


def test_sessions_that_ended_are_forgotten_with_their_addresses(client, farida):
    client.force_login(farida)
    key = client.session.session_key
    UserSession.objects.create(
        user=farida, ip="192.0.2.7", session_key=key, user_agent="Navigateur"
    )
    assert actions.tidy(at=timezone.now()) == 0
    assert UserSession.objects.count() == 1
    assert actions.tidy(at=timezone.now() + timedelta(days=15)) == 1
    assert not UserSession.objects.exists()
