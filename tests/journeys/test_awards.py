"""What a winner receives: by rule or by decision, in payments that each wait for something."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys import actions
from cordee.journeys.claims import Billed
from cordee.journeys.glance import Row
from cordee.journeys.models import Award, Claim, Cohort, Participation
from cordee.journeys.queries import awards as reading
from cordee.journeys.queries import money as reading_money
from cordee.journeys.rules.awards import (
    Around,
    Winner,
    amount_of,
    concerns,
    parts,
    shared,
    standing,
    waits_for,
)
from cordee.kernel.findings import Refused, Verdict
from cordee.kernel.moments import When
from cordee.ledger.models import Entry, Message
from cordee.ledger.sayings import sentence
from cordee.people.models import User
from cordee.programme.conditions import Facts
from cordee.programme.schema import Definition
from cordee.programme.schema.money import Grant, Instalment
from tests.journeys.conftest import account, definition

FACTS = Facts(
    circles=frozenset({"gouvernance"}), numbers={"population": Decimal(1000)},
    answers={"places": "12"},
)  # fmt: skip
MEMBER = {"rule": "member", "circle": "gouvernance"}


def grant(**told: Any) -> Grant:
    return Grant.model_validate({"key": "aide", "label": "Aide", **told})


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        ({"amount": 500}, "500.00"),
        ({"amount": 500, "per": "person"}, "1000.00"),
        ({"amount": 2, "per": "inhabitant"}, "2000.00"),
        ({"amount": 2, "per": "inhabitant", "max": 1500}, "1500.00"),
        ({"amount": 600, "per": "month", "lasts": "P6M"}, "3600.00"),
        ({"amount": 600, "per": "month"}, None),
        ({"amount": 7400, "per": "unit", "unit_question": "places"}, "88800.00"),
        ({"amount": 7400, "per": "unit", "unit_question": "places", "max": 50000}, "50000.00"),
        ({"amount": 600, "per": "month", "unit_question": "unanswered"}, None),
        (
            {"amount": 600, "bonuses": [{"label": "Norvège", "times": 1.2, "when": MEMBER}]},
            "720.00",
        ),
        ({"max": 7000, "bonuses": [{"label": "+", "amount": 500, "when": MEMBER}]}, "7500.00"),
        ({"max": 9000}, "8000.00"),
        ({"tiers": [{"when": MEMBER, "request_share": "0.5"}]}, "4000.00"),
        ({"amount": 500, "tiers": [{"when": MEMBER, "amount": 700}]}, "700.00"),
        ({"budget": 5000, "shared_by": "equal"}, None),
    ],
)
def test_the_rules_alone_say_what_is_given(told: dict[str, Any], amount: str | None):
    winner = Winner(FACTS, people=2, asked=Decimal(8000))
    assert amount_of(grant(**told), winner) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("mark", "amount"), [(16, "8000"), (15, "6000"), (9, "2000"), (None, None)]
)
def test_the_final_mark_says_how_much_of_the_request_is_given(mark: int | None, amount: str | None):
    tiers = [{"score_from": 16, "request_share": 1}, {"score_from": 12, "request_share": "0.75"},
             {"request_share": "0.25"}]  # fmt: skip
    winner = Winner(FACTS, asked=Decimal(8000), mark=None if mark is None else Fraction(mark))
    assert amount_of(grant(tiers=tiers), winner) == (Decimal(amount) if amount else None)


def test_an_aid_is_for_its_track_its_rank_and_its_condition():
    winner = Winner(FACTS, track="a", rank=1)
    assert concerns(grant(tracks=["a"], rank=1, when=MEMBER), winner)
    for told in ({"tracks": ["b"]}, {"rank": 2}, {"kind": "service"},
                 {"when": {"rule": "member", "circle": "autre"}}):  # fmt: skip
        assert not concerns(grant(**told), winner)


@given(st.integers(1, 10**7), st.lists(st.integers(0, 5000), min_size=1, max_size=9))
def test_an_envelope_is_shared_to_the_cent_and_never_more(budget: int, weights: list[int]):
    found = shared(Decimal(budget) / 100, {n: Decimal(w) for n, w in enumerate(weights)})
    assert sum(found.values()) == (Decimal(budget) / 100 if any(weights) else 0)
    assert all(one >= 0 for one in found.values())


@pytest.mark.parametrize(
    ("instalments", "sums"),
    [
        ([], ["1000"]),
        ([{"share": "0.3"}, {"share": "0.7"}], ["300", "700"]),
        ([{"share": "0.333"}, {"share": "0.333"}, {"share": "0.334"}], ["333", "333", "334"]),
        ([{"amount": 200}, {}, {}], ["200", "400", "400"]),
        ([{}, {}, {}], ["333.33", "333.33", "333.34"]),
        ([{"share": "1", "every": "P1M"}], ["333.33", "333.33", "333.34"]),
        ([{"share": "0.5", "when": {"rule": "member", "circle": "x"}}, {}], ["1000"]),
    ],
)
def test_an_award_is_cut_into_payments(instalments: list[Any], sums: list[str]):
    asked = grant(lasts="P3M", instalments=instalments)
    found = parts(asked, Decimal(1000), FACTS)
    assert [one.amount for one in found] == [Decimal(one) for one in sums]


def test_a_payment_says_all_that_it_waits_for():
    part = Instalment.model_validate(
        {
            "on_deliverable": "bilan",
            "on_gate": "suite",
            "once_spent": "0.8",
            "guarantee": True,
            "on_result": "equipe",
        }
    )
    words = {"bilan": "Bilan", "equipe": "Équipe"}
    around = Around(date(2025, 3, 1), When.parse("2025-04-01"), spent=Decimal(70),
                    paid=Decimal(100), words=words)  # fmt: skip
    said = standing(part, around).sentence.replace("\u00a0", " ").replace("\u202f", " ")
    for one in (
        "avril 2025",
        "le livrable « Bilan »",
        "le point de passage « suite »",
        "le résultat « Équipe »",
        "80 %",
    ):
        assert one in said
    ready = Around(date(2025, 4, 1), When.parse("2025-04-01"), {"bilan": Verdict.OK},
                   frozenset({"suite"}), frozenset({"equipe"}), Decimal(80),
                   Decimal(100))  # fmt: skip
    assert not waits_for(part, ready)
    assert "garantie bancaire" in standing(part, ready).sentence
    assert waits_for(Instalment(), Around(date(2025, 4, 1), When.parse("?")))


@pytest.fixture
def edition(amina: User) -> Edition:
    told = definition().data() | {"grants": [
        {"key": "aide", "label": "Aide au lancement", "amount": 1000, "year_max": 900,
         "reductions": [{"label": "Retard", "rate": "0.01", "per": "day", "max_rate": "0.1"}],
         "instalments": [
             {"label": "Avance", "share": "0.6", "released": {"anchor": "notification",
                                                               "offset": "P1M"}},
             {"label": "Solde", "share": "0.4", "on_deliverable": "bilan",
              "condition": "l’état des dépenses est reçu", "once_spent": "0.5"},
         ]},
        {"key": "fonds", "label": "Fonds partagé", "budget": 1001, "shared_by": "equal"},
        {"key": "prix", "label": "Prix", "kind": "prize", "count": 1, "max": 300, "budget": 250},
        {"key": "bourse", "label": "Bourse", "amount": 100, "body_max": 99},
    ], "fees": [{"key": "part", "label": "Participation", "share_of": "grant",
                 "rates": [{"amount": "0.1"}]}]}  # fmt: skip
    return publish(Definition.model_validate(told), {}, by=amina,
                   at=datetime(2024, 11, 1, tzinfo=UTC))  # fmt: skip


EARLY = datetime(2025, 2, 1, 12, tzinfo=UTC)
LATER = datetime(2025, 3, 1, 12, tzinfo=UTC)


def test_money_is_given_released_and_paid_each_act_journalled(
    cohort: Cohort, lens: Participation, arras: Participation, amina: User
):
    split = Award.objects.filter(grant="fonds").order_by("pk").values_list("amount", flat=True)
    assert sorted(split) == [Decimal("500.50"), Decimal("500.50")]
    award = lens.awards.get(grant="aide")
    assert "règle du programme" in award.because
    first, last = award.payouts.order_by("rank")
    assert (first.amount, last.amount) == (600, 400)
    with pytest.raises(Refused, match="15\u00a0février"):
        actions.release_payout(first, by=amina, at=EARLY)
    with pytest.raises(Refused, match="Débloquez"):
        actions.pay_payout(first, on=EARLY.date(), by=amina, at=EARLY)
    actions.release_payout(first, by=amina, at=LATER)
    actions.pay_payout(first, on=LATER.date(), reference="M 12", by=amina, at=LATER)
    actions.pay_payout(first, on=LATER.date(), by=amina, at=LATER)
    assert Message.objects.filter(key__startswith=f"journeys.payout:{first.pk}:").count() == 1
    with pytest.raises(Refused, match="Bilan"):
        actions.release_payout(last, seen=True, by=amina, at=LATER)
    actions.deliver(cohort, "bilan", participation=None, on=LATER.date(), text="x", by=amina,
                    at=LATER)  # fmt: skip
    with pytest.raises(Refused, match="dépensé"):
        actions.release_payout(last, seen=True, by=amina, at=LATER)
    with pytest.raises(Refused, match="entre zéro"):
        actions.declare_spent(award, Decimal(1001), by=amina, at=LATER)
    actions.declare_spent(award, Decimal(300), by=amina, at=LATER)
    with pytest.raises(Refused, match="constaté"):
        actions.release_payout(last, by=amina, at=LATER)
    actions.release_payout(last, seen=True, by=amina, at=LATER)
    with pytest.raises(Refused, match="par an"):
        actions.pay_payout(last, on=LATER.date(), by=amina, at=LATER)
    actions.pay_payout(last, on=date(2026, 1, 5), by=amina, at=LATER + timedelta(days=400))
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"journeys.award_given", "journeys.payout_released", "journeys.payout_paid",
            "journeys.spent"} <= kinds  # fmt: skip
    assert reading.payout_sums(cohort)["paid"] == 1000
    told = list(reading.payout_lines(cohort))
    assert [one[7:] for one in told if one[0] == "Lens" and one[2] == "Avance"] == [
        ["2025-03-01", "M 12"]
    ]
    with pytest.raises(Refused, match="déjà fait"):
        actions.withdraw_award(award, by=amina, at=LATER)


def test_what_somebody_gives_stays_within_the_programme(
    lens: Participation, arras: Participation, amina: User
):
    acts: dict[str, Any] = {"reason": "Coup de cœur", "by": amina, "at": EARLY}
    for amount, said in ((0, "Donnez un montant"), (400, "jusqu’à"), (260, "enveloppe")):
        with pytest.raises(Refused, match=said):
            actions.give_award(lens, "prix", amount=Decimal(amount), **acts)
    with pytest.raises(Refused, match="raison"):
        actions.give_award(lens, "prix", amount=Decimal(9), **acts | {"reason": " "})
    with pytest.raises(Refused, match="rien de tel"):
        actions.give_award(lens, "x", amount=Decimal(9), **acts)
    made = actions.give_award(lens, "prix", amount=Decimal(200), **acts)
    with pytest.raises(Refused, match="déjà accordée"):
        actions.give_award(lens, "prix", amount=Decimal(9), **acts)
    with pytest.raises(Refused, match="elle l’est déjà"):
        actions.give_award(arras, "prix", amount=Decimal(9), **acts)
    actions.withdraw_award(made, by=amina, at=EARLY)
    actions.give_award(arras, "prix", amount=Decimal(250), **acts)


def test_the_winner_and_the_accountant_read_what_is_due(
    lens: Participation, amina: User, client: Client, cost: Any
):
    staff, lead = Client(), account(lens, "tech")
    staff.force_login(amina)
    client.force_login(lead)
    page = reverse("journeys:awards", args=[lens.public_id])
    award = lens.awards.get(grant="aide")
    first, last = award.payouts.order_by("rank")
    one = reverse("journeys:payout", args=[first.public_id])
    whole = reverse("journeys:payouts", args=[lens.cohort.public_id])
    with time_machine.travel(EARLY, tick=False):
        shown = client.get(page).content.decode()
        assert "Avance" in shown
        assert "de moins par jour" in shown
        assert "15 février 2025" in shown.replace("\u00a0", " ")
        assert "Accorder" not in shown
        assert page in client.get(reverse("journeys:territory", args=[lens.public_id])).text
        assert client.get(one).status_code == 404
        assert client.post(page, {"grant": "prix"}).status_code == 422
        assert (
            staff.post(page, {"grant": "prix", "amount": "400", "reason": "x"}).status_code == 422
        )
        assert (
            staff.post(page, {"grant": "prix", "amount": "200", "reason": "x"}).status_code == 302
        )
        assert staff.post(one, {"act": "1"}).status_code == 422
        assert staff.post(one, {"act": "1", "reason": "Urgence"}).status_code == 302
        assert "Urgence" in client.get(page).content.decode()
        assert staff.post(one, {"on": "2025-01-31", "reference": "M 1"}).status_code == 302
        assert staff.get(one).status_code == 200
        spent = reverse("journeys:spent", args=[award.public_id])
        assert client.post(spent, {"amount": "-1"}).status_code == 422
        assert client.post(spent, {"amount": "50"}).status_code == 302
        few = cost(staff, whole)
        assert (
            "M 1"
            in staff.get(reverse("journeys:payout_accounts", args=[lens.cohort.public_id, "csv"]))
            .getvalue()
            .decode()
        )
        gone = reverse("journeys:take_award_back", args=[lens.awards.get(grant="prix").public_id])
        assert staff.post(gone).status_code == 302
        assert cost(staff, whole) == few
    assert last.released_at is None


def test_a_share_of_the_aid_follows_what_is_given_and_taken_back(
    lens: Participation, amina: User, client: Client
):
    """1500.50 by rule owe 150.05; a prize adds 20: asked, received, then given back."""
    acts: dict[str, Any] = {"by": amina, "at": EARLY}

    def stands() -> list[tuple[int, Decimal]]:
        return list(lens.charges.order_by("part").values_list("part", "amount"))

    def prize() -> Award:
        return actions.give_award(lens, "prix", amount=Decimal(200), reason="Bravo", **acts)

    assert stands() == [(0, Decimal("150.05"))]
    actions.withdraw_award(prize(), **acts)
    assert stands() == [(0, Decimal("150.05"))]
    billed = Billed("Commune", email="compta@example.org")
    actions.claim(lens.charges.get(), billed, **acts)
    made = prize()
    assert stands() == [(0, Decimal("170.05"))]
    assert list(Claim.objects.order_by("pk").values_list("kind", flat=True)) == ["380", "381"]
    charge = lens.charges.get()
    assert charge.claimed_at is None
    actions.claim(charge, billed, **acts)
    actions.pay(charge, **acts)
    actions.withdraw_award(made, **acts)
    assert stands() == [(0, Decimal("170.05")), (1000, Decimal(-20))]
    back = lens.charges.get(part=1000)
    client.force_login(amina)
    page = reverse("journeys:contributions", args=[lens.cohort.public_id])
    assert "à rendre" in client.get(page).text
    asking = reverse("journeys:claim", args=[lens.public_id, back.public_id])
    assert "Émettre l’avoir" in client.get(asking).text
    assert Row(lens, (), 0, 0, (), None, silent=False).paid, "what is owed to it is no debt"
    paper = actions.claim(back, billed, **acts)
    assert (paper.kind, paper.content["gross"]) == (Claim.Kind.CREDIT, "20.00")
    assert paper.content["corrects"]
    actions.pay(back, **acts)
    assert reading_money.sums(lens.cohort)["received"] == Decimal("150.05")
    told = Entry.objects.filter(kind="journeys.share_corrected")
    assert told.count() == 4
    assert "150,05" in sentence(told.last())
    assert Message.objects.filter(key__startswith=f"journeys.share:{lens.pk}:").exists()
    assert Message.objects.filter(subject__contains="à vous rendre").exists()


def test_what_a_condition_on_the_body_refuses_is_not_given_by_the_rule_and_the_page_says_why(
    lens: Participation, amina: User, client: Client
):
    assert not lens.awards.filter(grant="bourse").exists()
    held = Entry.objects.filter(kind="journeys.award_held", payload__grant="bourse")
    assert {one.payload["code"] for one in held} == {"award.body"}
    client.force_login(amina)
    page = client.get(reverse("journeys:awards", args=[lens.public_id])).text
    assert "Bourse – Un même organisme reçoit au plus" in page
