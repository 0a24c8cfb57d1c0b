"""Orders of a framework call: to each in turn, within its size, its total and its time."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys import actions
from cordee.journeys.models import Cohort, Order, Participation
from cordee.journeys.queries import orders as reading
from cordee.journeys.reminders_orders import UNANSWERED
from cordee.journeys.rules.orders import Given, Wanted, Winner, ends, faults, next_one, reply_by
from cordee.journeys.rules.orders import standing as told
from cordee.journeys.waiting import to_do
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.programme.schema.money import CallOff
from tests.journeys.conftest import RELEASED, account, definition

ADA, BEA, CLEO = Winner(1, "Ada", 1), Winner(2, "Bea", 2), Winner(3, "Cléo", 3)
ALL = [CLEO, BEA, ADA]
START = date(2027, 1, 1)


def rule(**more):
    return CallOff.model_validate({"key": "c", "label": "C", **more})


def order(winner, amount=10, day=1, *, label="Étude", declined=False):
    return Given(winner.key, label, Decimal(amount), date(2027, 2, day), declined=declined)


@pytest.mark.parametrize(("given", "orders", "expected"), [
    ("rotation", [], ADA), ("rotation", [order(ADA)], BEA),
    ("rotation", [order(ADA), order(BEA, day=2), order(CLEO, day=3)], ADA),
    ("rotation", [order(ADA, declined=True)], BEA),
    ("ranking", [order(ADA, label="Autre")], ADA), ("ranking", [order(ADA, declined=True)], BEA),
    ("share", [order(ADA, 10), order(BEA, 5), order(CLEO, 7)], BEA),
    ("free", [], None), ("competition", [], None),
])  # fmt: skip
def test_an_order_goes_to_whose_turn_it_is(given, orders, expected):
    assert next_one(rule(given=given), ALL, orders, " étude ") == expected


@pytest.mark.parametrize(("more", "wanted", "expected"), [
    ({}, {}, []), ({}, {"label": " "}, ["order.label"]), ({}, {"amount": 0}, ["order.amount"]),
    ({"min": 30}, {}, ["order.size"]), ({"max": 15}, {}, ["order.size"]),
    ({"total_max": 29}, {}, ["order.total"]), ({"total_max": 30}, {}, []),
    ({"lasts": "P1M"}, {}, ["order.over"]),
    ({"lasts": "P1M", "renewals": 2, "renewed_for": "P1M"}, {}, []),
    ({"given": "rotation"}, {}, ["order.turn"]), ({"given": "rotation"}, {"to": BEA}, []),
    ({"given": "rotation"}, {"because": "Urgence"}, []),
])  # fmt: skip
def test_an_order_is_refused_for_all_its_reasons(more, wanted, expected):
    made = [order(ADA), order(BEA, 99, declined=True)]
    made = made[:1] if wanted.get("to") is BEA or more.get("given") else made
    one = {"to": ADA, "label": "Étude", "amount": 20, "on": date(2027, 3, 15), **wanted}
    asked = Wanted(**{**one, "amount": Decimal(one["amount"])})
    assert [x.code for x in faults(rule(**more), ALL, made, asked, START)] == expected


def test_where_orders_stand_is_told():
    framework = rule(total_min=50, total_max=100, lasts="P2Y", reply_within="P10D")
    said = " ".join(told(framework, [order(ADA, 20)], START)).replace("\u00a0", " ")
    assert "20 € commandés, sur 100 € au plus" in said
    assert "au moins 30 € à commander" in said
    assert (ends(framework, START), reply_by(framework, START)) == (date(2029, 1, 1),
                                                                    date(2027, 1, 11))  # fmt: skip
    assert (ends(rule(), START), reply_by(rule(), START), told(rule(), [], START)) == (
        None,
        None,
        [],
    )


@pytest.fixture
def edition(amina: User) -> Edition:
    way = {"key": "tour", "label": "À tour de rôle", "given": "rotation", "max": 500,
           "reply_within": "P10D",
           "reductions": [{"label": "Retard", "rate": 0.01, "per": "day"}]}  # fmt: skip
    made = Definition.model_validate(definition().data() | {"call_offs": [way]})
    return publish(made, {}, by=amina, at=RELEASED)


def test_the_team_orders_in_turn_and_what_is_declined_goes_on(
    staff: Client, cohort: Cohort, lens: Participation, cost
):
    page = reverse("journeys:orders", args=[cohort.public_id])
    with time_machine.travel(RELEASED, tick=False):
        shown = staff.get(page).text
        assert "Aucune commande" in shown
        few = cost(staff, page)
        turn = next(one for one in cohort.participations.all() if f"<strong>{one.name}" in shown)
        other = cohort.participations.exclude(pk=turn.pk).first()
        sent = {"way": "tour", "label": "Étude", "amount": "120"}
        refused = staff.post(page, sent | {"to": str(other.public_id)})
        assert (refused.status_code, "C’est le tour de" in refused.text) == (422, True)
        assert staff.post(page, sent | {"to": str(turn.public_id)}).status_code == 302
        made = Order.objects.get()
        answer = reverse("journeys:answer_order", args=[made.public_id])
        assert "Retard" in staff.get(page).text
        assert staff.post(answer, {"accepted": "0"}).status_code == 302
        assert staff.post(answer, {"accepted": "1"}).status_code == 302
        made.refresh_from_db()
        assert made.state == Order.State.DECLINED
        assert staff.post(page, sent | {"to": str(other.public_id)}).status_code == 302
        assert cost(staff, page) <= few + 1


def test_the_winner_is_told_recalled_after_its_day_and_told_of_a_withdrawal(
    staff: Client, amina: User, lens: Participation
):
    words = {"label": "Étude", "amount": Decimal(120), "because": "Urgence", "by": amina}
    lead = account(lens, "tech")
    one = actions.give_order(lens, "tour", at=RELEASED, **words)
    given = Message.objects.get(key__startswith="journeys.order:given:")
    assert (given.to, "au plus tard le" in given.text) == (lead.email, True)
    late = datetime.combine(one.reply_by, time(12), UTC) + timedelta(days=1)
    (told_,) = UNANSWERED.proposals(late)
    assert (told_.to, told_.skip, told_.due.date() - one.reply_by) == (
        lead.email, "", timedelta(days=1),
    )  # fmt: skip
    assert any("Étude" in str(task.label) for task in to_do(amina, late))
    page = reverse("journeys:withdraw_order", args=[one.public_id])
    with time_machine.travel(late, tick=False):
        assert "lit la raison" in staff.get(page).text
        assert staff.post(page, {"reason": " "}).status_code == 422
        assert staff.post(page, {"reason": "Le besoin a changé."}).status_code == 302
        assert staff.post(page, {"reason": "Encore"}).status_code == 422
    gone = Message.objects.get(key__startswith="journeys.order:withdrawn:")
    assert "Le besoin a changé. Vous" in gone.text
    (told_,) = UNANSWERED.proposals(late)
    assert told_.skip
    assert reading.given(lens.cohort, "tour") == []
    assert not any("Étude" in str(task.label) for task in to_do(amina, late))
