"""Peers are found as far as they want, and talk when both agree."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cordee.journeys.actions import withdraw
from cordee.journeys.learning import actions
from cordee.journeys.learning.models import Card, Introduction
from cordee.journeys.learning.reminders import TALKED
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people import actions as people
from cordee.people import exports
from tests.journeys.learning.conftest import NOW, entered

YEAR = timedelta(days=365)


def carded(one, **more) -> Card:
    told = {"shows": [], "about": "", "wants": "", "until": (NOW + YEAR).date()} | more
    return actions.show_card(one, **told, by=one.person.user, at=NOW)


def asked(one, other) -> Introduction:
    return actions.ask_introduction(
        one, other.person, "Vos récits m’intéressent", gives=["email"], by=one.person.user, at=NOW
    )


def test_nobody_is_found_who_did_not_say_so(lens, eve, peer, staff):
    address = reverse("learning:directory", args=[lens.cohort.public_id])
    for client in (entered(peer.person), staff):
        assert str(eve.person) not in client.get(address).text
    carded(eve)
    for client in (entered(peer.person), staff):
        assert str(eve.person) in client.get(address).text


@pytest.mark.parametrize("shows", [[], ["email"], ["phone"], ["title", "email", "phone"]])
def test_each_field_is_shown_only_with_its_own_consent(lens, eve, peer, shows):
    for name, value in {"title": "Adjointe", "phone": "06 11 22 33 44"}.items():
        setattr(eve.person, name, value)
    eve.person.save()
    carded(eve, shows=shows)
    address = reverse("learning:directory", args=[lens.cohort.public_id])
    page = entered(peer.person).get(address).text
    values = {"title": "Adjointe", "email": eve.person.email, "phone": "06 11 22 33 44"}
    assert {name for name, value in values.items() if value in page} == set(shows)


def test_a_card_goes_on_its_day_with_its_territory_or_when_she_says(
    lens, eve, peer, amina, time_machine
):
    address = reverse("learning:directory", args=[lens.cohort.public_id])
    carded(eve, until=(NOW + timedelta(days=2)).date())
    client = entered(peer.person)
    assert str(eve.person) in client.get(address).text
    time_machine.move_to(NOW + timedelta(days=3), tick=False)
    assert str(eve.person) not in client.get(address).text
    carded(eve)
    entered(eve.person).post(reverse("learning:leave_directory", args=[lens.cohort.public_id]))
    assert not Card.objects.exists()
    carded(eve)
    withdraw(lens, reason="Parti.", by=amina, at=NOW)
    assert str(eve.person) not in client.get(address).text
    with pytest.raises(Refused, match="à venir"):
        carded(eve, until=NOW.date())


def test_help_is_searched_as_people_mean_it(lens, eve, theo, peer):
    carded(eve, about="La mise en récits avec les habitants")
    carded(theo, about="Les finances")
    address = reverse("learning:directory", args=[lens.cohort.public_id])
    page = entered(peer.person).get(f"{address}?q=récit habitante").text
    assert "mise en récits" in page
    assert "Les finances" not in page


def test_contacts_are_exchanged_at_both_ends_once_she_accepts(lens, eve, peer, staff):
    carded(eve)
    client, hers = entered(peer.person), entered(eve.person)
    both = [lens.cohort.public_id, eve.person.public_id]
    asking = reverse("learning:ask_introduction", args=both)
    client.post(asking, {"message": "Vos récits m’intéressent", "gives": ["email"]})
    one = Introduction.objects.get()
    page = reverse("learning:introduction", args=[one.public_id])
    assert Message.objects.get(key=f"learning.introduction:{one.pk}").to == eve.person.email
    assert eve.person.email not in client.get(page).text
    assert peer.person.email not in hers.get(page).text
    territory = reverse("journeys:territory", args=[lens.public_id])
    assert "aimerait vous parler" in hers.get(territory).text
    assert staff.get(page).status_code == 404
    answering = reverse("learning:answer_introduction", args=[one.public_id])
    assert client.post(answering, {"accepts": "yes", "gives": ["email"]}).status_code == 403
    assert hers.post(answering, {"accepts": "yes"}).status_code == 422
    hers.post(answering, {"accepts": "yes", "gives": ["email"]})
    assert eve.person.email in client.get(page).text
    assert peer.person.email in hers.get(page).text
    letters = Message.objects.filter(key__startswith="learning.contacts:")
    assert {letter.to for letter in letters} == {eve.person.email, peer.person.email}
    assert all(letter.private for letter in letters)


def test_declined_nothing_is_told_but_that(lens, eve, peer):
    carded(eve)
    one = asked(peer, eve)
    actions.answer_introduction(one, accepts=False, by=eve.person.user, at=NOW)
    letter = Message.objects.get(key=f"learning.declined:{one.pk}")
    assert eve.person.email not in letter.text
    with pytest.raises(Refused, match="déjà sa réponse"):
        actions.answer_introduction(one, accepts=True, gives=["email"], by=eve.person.user, at=NOW)


def test_what_makes_no_sense_is_refused(lens, eve, peer):
    with pytest.raises(Refused, match="annuaire"):
        asked(peer, eve)
    carded(eve)
    with pytest.raises(Refused, match="propre fiche"):
        asked(eve, eve)
    asked(peer, eve)
    with pytest.raises(Refused, match="attend déjà"):
        asked(peer, eve)
    with pytest.raises(Refused, match="contact"):
        actions.answer_introduction(
            Introduction.objects.get(), accepts=True, gives=["phone"], by=eve.person.user, at=NOW
        )


def test_both_are_asked_two_weeks_later_whether_they_talked(lens, eve, peer):
    carded(eve)
    one = asked(peer, eve)
    one = actions.answer_introduction(
        one, accepts=True, gives=["email"], by=eve.person.user, at=NOW
    )
    found = list(TALKED.proposals(NOW))
    assert {proposal.to for proposal in found} == {eve.person.email, peer.person.email}
    assert {proposal.due for proposal in found} == {NOW + timedelta(days=14)}
    follow = reverse("learning:follow_introduction", args=[one.public_id])
    entered(peer.person).post(follow, {"outcome": "talked"})
    assert all(proposal.skip for proposal in TALKED.proposals(NOW))


def test_all_of_it_is_told_to_her_and_goes_with_her_or_with_time(lens, eve, theo, peer):
    carded(eve)
    carded(theo)
    asked(peer, eve)
    kept = asked(peer, theo)
    actions.withdraw_introduction(kept, by=peer.person.user, at=NOW)
    assert len(exports.own_data(eve.person, NOW)["annuaire et mises en relation"]) == 2
    people.erase(eve.person, by=None, at=NOW)
    assert Card.objects.get().person == theo.person
    assert Introduction.objects.get().asked == theo.person
    assert actions.retire_introductions(before=NOW + YEAR) == 1
    assert Introduction.objects.get().message == ""


def test_the_directory_costs_the_same_at_one_and_three(lens, eve, theo, peer, cost):
    address = reverse("learning:directory", args=[lens.cohort.public_id])
    mine = reverse("learning:introductions", args=[lens.cohort.public_id])
    client = entered(peer.person)
    carded(eve)
    asked(peer, eve)
    before = [cost(client, address), cost(client, mine)]
    for one in (theo, peer):
        carded(one)
    asked(peer, theo)
    assert [cost(client, address), cost(client, mine)] == before
