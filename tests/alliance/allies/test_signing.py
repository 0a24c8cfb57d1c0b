"""The charter is signed by structures and persons; where each ally stands is computed."""

import json
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.alliance.allies import actions, queries
from cordee.alliance.allies.exports import belonging, forget
from cordee.alliance.allies.models import AllianceCustom, Ally
from cordee.alliance.allies.reminders import NEWCOMERS
from cordee.alliance.allies.waiting import to_do
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import Organisation, Person
from tests.alliance.allies.conftest import NOW, TODAY


def url(name, *args):
    return reverse(f"allies:{name}", args=args)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def signed(house, person, on=TODAY, **more):
    return actions.sign(
        person, more.pop("kind", house.words["self"]), signed_on=on, **more, **house.now
    )


def test_a_charter_is_signed_online_by_the_link_sent_and_nothing_is_kept_before(client, house):
    page = client.get(url("sign"))
    assert "<em>coopérons</em>" in page.text
    typed = {
        "email": "Lea@example.org", "given_name": "Léa", "family_name": "Roux", "structure":
        "Le Foyer", "capacity": "", "kind": house.words["self"].pk, "department": "97",
        "listed": "on", "drawn": page.context["form"]["drawn"].value(),
    }  # fmt: skip
    with time_machine.travel(NOW + timedelta(seconds=9), tick=False):
        refused = client.post(url("sign"), typed)
        assert refused.status_code == 422
        assert "structures signataires" in refused.text
        typed |= {"kind": house.words["association"].pk, "department": "974"}
        nameless = plain(client.post(url("sign"), typed).text)
        assert "en quelle qualité" in nameless
        assert client.post(url("sign"), typed | {"capacity": "Présidente"}).status_code == 302
    assert not Person.objects.filter(email="lea@example.org").exists(), "nothing is kept before"
    asked = Message.objects.get(key__startswith="allies.confirm:")
    link = re.search(r"https?://[^/]+(/alliance/\S+)", asked.text)[1]
    assert client.get(link[:-9] + "x/").status_code == 404, "forged"
    assert "Le Foyer" in client.get(link).text
    assert client.post(link).status_code == 302
    made = Ally.objects.get()
    assert (str(made), made.capacity, made.text) == ("Le Foyer", "Présidente", house.text)
    assert client.post(link).status_code == 422, "twice"
    thanks = plain(Message.objects.get(key=f"allies.signed:{made.pk}").text)
    assert "mardi 4 novembre 2025, de 11 h à 13 h" in thanks
    public = plain(client.get(url("public")).text)
    assert "Le Foyer" in public
    assert "Léa" not in public
    assert "outre-mer : 1" in public
    assert "Le Foyer" not in client.get(url("public") + "?sorte=person").text


def test_an_ally_is_new_then_met_then_active_then_dormant(house, amina, farida, gerard, client):
    old = signed(house, gerard.person, date(2020, 1, 10))
    new = signed(house, farida.person)
    with pytest.raises(Refused, match="déjà inscrite"):
        signed(house, farida.person)
    lives = {one.ally: one.life for one in queries.lived(TODAY)}
    assert lives == {old: "dormant", new: "new"}
    later = NOW + timedelta(days=60)
    assert "Accueillir les nouveaux alliés" in {str(one.label) for one in to_do(amina, later)}
    before = NOW + timedelta(days=23)
    assert [one.skip for one in NEWCOMERS.proposals(before)] == [""]
    met = actions.hold(house.tuesdays, date(2025, 10, 7), **house.now)
    actions.note_coming(met, gerard.person, **house.now)
    actions.welcome(new, on=TODAY, **house.now)
    assert [one.skip for one in NEWCOMERS.proposals(before)] == ["Déjà accueilli·e."]
    told = {one.ally: one for one in queries.lived(TODAY)}
    assert (told[old].life, told[new].life) == ("active", "new")
    assert told[old].standing.welcomed_on == date(2025, 10, 7)
    assert queries.unwelcomed(TODAY) == []
    client.force_login(amina)
    sent = {"act": "custom", "custom-new_months": "0", "custom-active_months": "1"}
    assert client.post(url("customs"), sent).status_code == 422
    assert client.post(url("customs"), sent | {"custom-new_months": "1"}).status_code == 302
    assert AllianceCustom.objects.count() == 1
    assert queries.lived(date(2025, 11, 8), "dormant") == [
        one for one in queries.lived(date(2025, 11, 8)) if one.ally in {old, new}
    ]
    assert "A signé le" in client.get(url("allies") + "?vie=new").text


def test_a_structure_is_active_through_whoever_comes_for_it(house, farida, gerard):
    body = Organisation.objects.create(name="Cap", kind="association")
    with pytest.raises(Refused, match="quelle qualité"):
        signed(house, farida.person, organisation=body, kind=house.words["association"])
    one = signed(house, farida.person, date(2019, 1, 1), organisation=body, capacity="Directrice",
                 kind=house.words["association"], department="62")  # fmt: skip
    session = actions.plan(title="Séance", on=TODAY, community=house.stories, **house.now)
    actions.note_coming(session, gerard.person, organisation=body, **house.now)
    assert [(each.ally, each.life) for each in queries.lived(TODAY)] == [(one, "active")]
    assert queries.by_kind(TODAY) == [("structures signataires", "association", 1)]


def test_one_changes_what_the_list_says_tells_what_one_brings_and_withdraws(
    house, farida, client, amina
):
    one = signed(house, farida.person, listed=True)
    staff = Client()
    staff.force_login(amina)
    client.force_login(farida)
    assert url("own", one.public_id) in client.get(url("mine")).text
    page = url("own", one.public_id)
    assert client.post(page, {"act": "list"}).status_code == 302
    assert not queries.public().exists()
    typed = {"act": "bring", "bring-nature": "method", "bring-title": "Balade", "bring-said": "x"}
    assert client.post(page, typed | {"bring-title": " "}).status_code == 422
    assert client.post(page, typed).status_code == 302
    assert "Balade" in staff.get(url("bringings")).text
    assert [each.life for each in queries.lived(TODAY)] == ["active"], "she contributed"
    assert client.post(page, {"act": "leave", "leave-because": "Départ"}).status_code == 302
    assert [each.life for each in queries.lived(TODAY)] == ["left"]
    assert "Départ" in staff.get(url("ally", one.public_id)).text
    assert queries.by_year() == [(2025, 1, 0)]
    again = signed(house, farida.person)
    assert again.pk != one.pk, "she may sign anew"


def test_the_team_keeps_lists_charters_and_papers(house, amina, client):
    client.force_login(amina)
    paper = {
        "act": "paper", "paper-email": "zoe@example.org", "paper-given_name": "Zoé",
        "paper-family_name": "Y", "paper-structure": "Ville", "paper-capacity": "Maire",
        "paper-kind": house.words["town"].pk, "paper-signed_on": "2025-11-01",
    }  # fmt: skip
    assert client.post(url("allies"), paper).status_code == 422, "a day to come"
    assert client.post(url("allies"), paper | {"paper-signed_on": "2019-05-01"}).status_code == 302
    made = Ally.objects.get()
    assert (made.on_paper, str(made)) == (True, "Ville")
    kept = {"act": "kind", "kind-use": "person", "kind-label": "association", "kind-rank": "3"}
    assert client.post(url("customs"), kept).status_code == 302
    assert client.post(url("customs"), kept).status_code == 422
    off = {"act": "retire", "retire-kind": house.words["town"].pk}
    assert client.post(url("customs"), off).status_code == 302
    assert house.words["town"] not in queries.kinds("structure")
    assert "collectivité" in client.get(url("allies")).text, "what was counted stays"
    client.post(url("ally", made.public_id), {"act": "list", "list-listed": "on"})
    head, row = client.get(url("allies_export"), {"vie": "nowhere"}).content.decode().splitlines()
    assert head.startswith("\ufeffallié;nature;sorte;")
    assert row.startswith("Ville;structures signataires;collectivité;Maire;;2019-05-01;oui;oui;")
    assert len(client.get(url("allies_export"), {"vie": "new"}).text.splitlines()) == 1
    text = {"act": "charter", "charter-title": "Charte 2", "charter-body": "Autre."}
    assert client.post(url("customs"), text).status_code == 302
    made.refresh_from_db()
    assert made.text == house.text, "what was signed stays"
    one = url("ally", made.public_id)
    assert client.post(one, {"act": "welcome", "welcome-on": "2019-06-01"}).status_code == 302
    assert client.post(one, {"act": "leave", "leave-on": "2018-01-01"}).status_code == 422
    assert client.post(one, {"act": "leave", "leave-on": "2025-10-01"}).status_code == 302


def test_someone_reads_what_is_kept_of_her_and_erasing_takes_her_name_away(house, farida):
    one = signed(house, farida.person, listed=True)
    actions.bring(one, nature="method", title="Balade", said="x", **house.now)
    actions.join(house.stories, farida.person, **house.now)
    said = json.dumps(belonging(farida.person, NOW), ensure_ascii=False)
    for word in ("Charte d’alliance", "Balade", "Mise en récits"):
        assert word in said
    forget(type("Event", (), {"person": farida.person.pk})(), by=None, at=NOW)
    one.refresh_from_db()
    assert (one.listed, one.withdrawn_on, one.bringings.count()) == (False, TODAY, 0)
    assert not house.stories.members.filter(left_on=None).exists()
