"""Who decides which sums, who was there, who withdrew; an objection is heard, never a veto."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cordee.alliance import actions, rules
from cordee.alliance.exports import forget, governance
from cordee.alliance.models import Mandate, MoneyDecision, Objection, Organ, Position
from cordee.alliance.papers import decision_pdf, told
from cordee.alliance.reminders import to_do
from cordee.alliance.rules import Asked, Remit, Said, adopted, counts, decision_faults
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.ledger.sayings import sentence
from cordee.people.actions import add_person
from tests.nagging import failures

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
TODAY = date(2025, 3, 10)
FOR, AGAINST, LEFT = Said("for"), Said("against"), Said("withdrawn", "Elle porte ce chantier.")


def url(name, *args):
    return reverse(f"alliance:{name}", args=args)


@pytest.fixture(autouse=True)
def _that_day(db):
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bureau(amina):
    now = {"by": amina, "at": NOW}
    made = actions.name_organ(
        "Le bureau", "les enveloppes des chantiers", ceiling=Decimal(4000), quorum=2, **now
    )
    for name in ("Ada", "Bob", "Cléo"):
        who = add_person(email=f"{name[0]}@example.org", given_name=name, family_name="X", **now)
        actions.give_mandate(made, who, starts=date(2025, 1, 1), **now)
    return made


@pytest.fixture
def people(bureau):
    return [one.person for one in bureau.mandates.order_by("pk")]


def asked(people, *said, amount=3000, on=TODAY, reason="Besoins décrits."):
    stood = dict(zip([one.pk for one in people], said, strict=False))
    return Asked(on, Decimal(amount), reason, stood)


def decided(bureau, amina, people, *said, **more):
    words = {"purpose": "Chantier récits", "beneficiary": "Sa référente", "asked": Decimal(3500)}
    return actions.decide(bureau, asked(people, *said, **more), by=amina, at=NOW, **words)


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, []),
        ({"amount": Decimal(4001)}, ["decision.ceiling"]),
        ({"on": date(2025, 3, 11)}, ["decision.future"]),
        ({"reason": " "}, ["decision.reason"]),
        ({"positions": {}}, ["decision.nobody"]),
        ({"positions": {1: FOR, 2: LEFT}}, ["decision.quorum"]),
        ({"positions": {1: FOR, 2: FOR, 9: FOR}}, ["decision.mandate"]),
        ({"positions": {1: FOR, 2: FOR, 3: Said("withdrawn")}}, ["decision.withdrawn"]),
    ],
)
def test_each_reason_why_a_decision_does_not_hold_is_told(more, codes):
    typed = {"on": TODAY, "amount": Decimal(4000), "reason": "Oui.",
             "positions": {1: FOR, 2: AGAINST}}  # fmt: skip
    found = decision_faults(
        Remit("Le bureau", Decimal(4000), 2), Asked(**typed | more), sitting={1, 2, 3},
        others=["Le CA"], today=TODAY,
    )  # fmt: skip
    assert [one.code for one in found] == codes
    assert all("Le CA" in one.sentence for one in found if one.code == "decision.ceiling")


def test_who_withdrew_or_abstained_weighs_on_no_side():
    stood = {1: FOR, 2: LEFT, 3: Said("abstain")}
    assert adopted(stood)
    assert not adopted({1: FOR, 2: AGAINST})
    assert counts(stood) == {"for": 1, "against": 0, "abstain": 1, "withdrawn": 1}


def test_a_decision_keeps_its_sum_its_reason_and_who_stood_where(bureau, amina, people):
    made = decided(bureau, amina, people, FOR, FOR, LEFT)
    assert (made.adopted, made.amount, made.positions.count()) == (True, 3000, 3)
    said = json.dumps(told(made), ensure_ascii=False).replace("\u202f", " ").replace("\u00a0", " ")
    for word in ("3 000 €", "3 500 €", "Besoins décrits.", "Cléo X", "Elle porte ce chantier."):
        assert word in said
    assert decision_pdf(made) == decision_pdf(made)
    assert any("3\u202f000\u00a0€" in sentence(one) for one in Entry.objects.order_by("pk"))
    Mandate.objects.filter(person=people[0]).update(ends=date(2025, 2, 1))
    with pytest.raises(Refused, match="mandat"):
        decided(bureau, amina, people, FOR, FOR)


def test_an_objection_is_answered_and_the_decision_holds(bureau, amina, people):
    made = decided(bureau, amina, people, FOR, FOR)
    one = actions.object_to(made, people[2], "Trop cher.", by=amina, at=NOW)
    assert "restée sans réponse" in str(told(made))
    actions.answer(one, "Le devis est joint.", outcome="heeded", by=amina, at=NOW)
    with pytest.raises(Refused, match="déjà"):
        actions.answer(one, "Encore.", outcome="kept", by=amina, at=NOW)
    said = str(told(made))
    assert "Trop cher." in said
    assert "prise en compte" in said
    assert MoneyDecision.objects.get().adopted
    assert governance(people[2], NOW)["objections"][0]["réponse"] == "Le devis est joint."


def test_a_member_reads_the_decisions_of_her_own_organ_alone_and_writes_none(
    client, bureau, amina, farida, gerard
):
    """Role by door: a member, a former and a future one, a member of another organ, the team."""
    mine = decided(bureau, amina, [one.person for one in bureau.mandates.order_by("pk")], FOR, FOR)
    board = actions.name_organ("Le CA", "le reste", by=amina, at=NOW)
    held = actions.give_mandate(bureau, farida.person, title="Présidente",
                                starts=date(2025, 1, 1), by=amina, at=NOW)  # fmt: skip
    actions.give_mandate(board, gerard.person, starts=date(2025, 1, 1), by=amina, at=NOW)
    client.force_login(farida)
    page = client.get(url("decisions")).text
    assert mine.purpose in page
    assert "Le CA" not in page
    for name, row in (("organ", bureau), ("decision", mine)):
        page = client.get(url(name, row.public_id)).text
        assert "Inscrire" not in page
        assert 'method="post" class="narrow"' not in page
    assert client.get(url("paper", mine.public_id)).status_code == 200
    assert "Présidente" in client.get(reverse("people:workspace")).text
    writing = {"decisions": (), "organ": (bureau.public_id,), "decide": (bureau.public_id,),
               "hold": (bureau.public_id,), "object": (mine.public_id,),
               "strike": (mine.public_id,),
               "end_mandate": (bureau.public_id, held.pk)}  # fmt: skip
    assert {client.post(url(name, *key)).status_code for name, key in writing.items()} <= {403, 404}
    assert client.get(url("organ", board.public_id)).status_code == 404
    reading = [url("decisions"), url("organ", bureau.public_id), url("decision", mine.public_id),
               url("paper", mine.public_id)]  # fmt: skip

    def met(user):
        client.force_login(user)
        return [client.get(one).status_code for one in reading]

    assert met(gerard) == [200, 404, 404, 404]
    assert met(amina) == [200] * 4
    for run in (
        {"starts": TODAY + timedelta(days=1)},
        {"starts": date(2025, 1, 1), "ends": date(2025, 3, 9)},
    ):
        Mandate.objects.filter(pk=held.pk).update(**run)
        assert met(farida) == [403, 404, 404, 404]


def test_the_register_from_its_pages(client, bureau, amina, people, farida):
    client.force_login(farida)
    assert client.get(url("decisions")).status_code == 403
    assert client.get(url("organ", bureau.public_id)).status_code == 404
    client.force_login(amina)
    typed = {"label": "Le CA", "decides": "tout le reste"}
    assert client.post(url("decisions"), typed).status_code == 302
    assert client.post(url("decisions"), typed).status_code == 422
    board = Organ.objects.get(label="Le CA")
    seat = {"email": "A@example.org", "given_name": "Ada", "family_name": "X",
            "starts": "2025-01-01"}  # fmt: skip
    assert client.post(url("organ", board.public_id), seat).status_code == 302
    assert board.mandates.get().person == people[0]
    ada, bob, _cleo = bureau.mandates.order_by("pk")
    sent = {"on": "2025-03-09", "purpose": "Chantier récits", "beneficiary": "Sa référente",
            "amount": "4500", "reason": "Oui.", f"voix-{ada.pk}": "for",
            f"voix-{bob.pk}": "for"}  # fmt: skip
    refused = client.post(url("decide", bureau.public_id), sent)
    assert refused.status_code == 422
    assert "revient à : Le CA" in refused.text.replace("\u00a0", " ").replace("\u202f", " ")
    answer = client.post(url("decide", bureau.public_id), sent | {"amount": "4000"})
    made = MoneyDecision.objects.get()
    assert answer.url == url("decision", made.public_id)
    objection = {"objection-email": "new@example.org", "objection-given_name": "Zoé",
                 "objection-family_name": "Y", "objection-reason": "Trop cher."}  # fmt: skip
    assert client.post(url("object", made.public_id), objection).status_code == 302
    one = Objection.objects.get()
    assert client.post(url("answer", one.public_id), {"reponse-answer": "Non"}).status_code == 422
    told_ = {"reponse-answer": "Le devis.", "reponse-outcome": "kept"}
    assert client.post(url("answer", one.public_id), told_).status_code == 302
    page = client.get(url("decision", made.public_id)).text
    for word in ("Trop cher.", "Le devis.", "maintenue", "adoptée"):
        assert word in page
    struck = {"rayer-because": "Doublon."}
    assert client.post(url("strike", made.public_id), struck).status_code == 302
    assert "rayée" in client.get(url("decisions")).text


def test_erasing_someone_takes_why_she_withdrew(bureau, amina, people):
    decided(bureau, amina, people, FOR, FOR, LEFT)
    forget(type("Event", (), {"person": people[2].pk})(), by=None, at=NOW)
    assert not Position.objects.exclude(reason="").exists()


def test_the_pages_cost_the_same_with_more_rows(client, bureau, amina, people, cost):
    client.force_login(amina)
    made = decided(bureau, amina, people, FOR, FOR)
    actions.object_to(made, people[2], "Un.", by=amina, at=NOW)
    pages = (url("decisions"), url("organ", bureau.public_id), url("decision", made.public_id))
    before = [cost(client, one) for one in pages]
    for _ in range(2):
        decided(bureau, amina, people, FOR, FOR)
        actions.object_to(made, people[0], "Deux.", by=amina, at=NOW)
    assert [cost(client, one) for one in pages] == before


def test_no_hostile_field_makes_a_page_of_the_register_fail(bureau, amina, people):
    made = decided(bureau, amina, people, FOR, FOR)
    one = actions.object_to(made, people[2], "Un.", by=amina, at=NOW)
    kept = actions.write_agreement(partner="A", subject="B", starts=TODAY, ends=TODAY,
                                   alert_days=0, by=amina, at=NOW)  # fmt: skip
    organ, row = (bureau.public_id,), (made.public_id,)
    places = {
        "decisions": (), "organ": organ, "decide": organ, "decision": row, "object": row,
        "hold": organ,
        "end_mandate": (*organ, bureau.mandates.first().pk), "strike": row, "paper": row,
        "answer": (one.public_id,), "agreements": (), "agreement": (kept.public_id,),
    }  # fmt: skip
    staff = Client()
    staff.force_login(amina)
    assert failures("alliance", places, {"visitor": Client(), "staff": staff}) == []


def test_an_organ_meets_in_time_and_the_team_is_told_a_month_before(client, amina):
    assert rules.next_meeting(TODAY, None, None) is None
    assert rules.next_meeting(date(2024, 1, 31), None, 1) == date(2024, 2, 29)
    organ = actions.name_organ("Assemblée", "rien", meets_every=12, by=amina, at=NOW)
    later = NOW + timedelta(days=340)
    assert [str(one.label) for one in to_do(amina, NOW + timedelta(days=300))] == []
    assert [str(one.label) for one in to_do(amina, later)] == ["Réunir\u00a0: Assemblée"]
    client.force_login(amina)
    sent = {"reunion-on": "2025-03-01", "reunion-attended": "90", "reunion-note": "Bilan"}
    assert client.post(url("hold", organ.public_id), sent).status_code == 302
    assert (
        client.post(url("hold", organ.public_id), sent | {"reunion-note": " "}).status_code == 422
    )
    assert "90 personnes" in client.get(url("organ", organ.public_id)).text.replace("\u00a0", " ")
    actions.hold_meeting(organ, on=later.date(), attended=60, note="Été", by=amina, at=later)
    assert list(to_do(amina, later)) == []
    with pytest.raises(Refused, match="pas encore eu lieu"):
        actions.hold_meeting(organ, on=later.date(), attended=1, note="x", by=amina, at=NOW)
