"""Days of allies count paid and given apart; help outside any programme has its follow-up."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import Contribution, Support, SupportStep
from cordee.journeys.strategy.queries import giving
from cordee.journeys.strategy.rules.giving import day_faults, step_faults, support_faults
from cordee.kernel.findings import Refused
from cordee.people.actions import erase
from cordee.people.exports import own_data
from cordee.reports.figures import FIGURES
from cordee.reports.queries import brought
from cordee.reports.rules import Period
from tests.journeys.strategy.conftest import NOW, entered

TODAY = date(2025, 3, 10)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
D = Decimal


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ((D(3), D(500), "paid", TODAY), []),
        ((D(0), D(500), "paid", TODAY), ["giving.days"]),
        ((D(3), D(0), "paid", TODAY), ["giving.rate"]),
        ((D(3), D(0), "given", TODAY), []),
        ((D(3), D(500), "given", date(2025, 3, 11)), ["giving.future"]),
    ],
)
def test_days_say_how_many_at_what_price_and_when(told, codes):
    days, rate, manner, on = told
    found = day_faults(days=days, rate=rate, manner=manner, on=on, today=TODAY)
    assert [one.code for one in found] == codes


def test_a_support_and_its_steps_hold_together_in_time():
    told: dict[str, Any] = {"name": "A", "nature": "B", "starts": TODAY, "ends": None}
    codes = lambda **more: [one.code for one in support_faults(**(told | more), today=TODAY)]  # noqa: E731 - the question asked below, once
    assert codes() == []
    assert codes(name=" ", nature="") == ["support.name", "support.nature"]
    assert codes(starts=date(2025, 4, 1)) == ["support.future"]
    assert codes(ends=date(2025, 1, 1)) == ["support.order"]
    first, last = date(2025, 1, 1), date(2025, 2, 1)
    step = lambda on: [one.code for one in step_faults(on=on, starts=first, ends=last, today=TODAY)]  # noqa: E731 - the question asked below, once
    assert step(date(2025, 1, 15)) == []
    assert step(date(2025, 3, 1)) == step(date(2024, 3, 1)) == ["step.outside"]
    assert step(date(2025, 3, 11)) == ["step.future"]


def line(cohort: Any, by: Any, **more: Any) -> Contribution:
    told = {"name": "Nadia Ally", "structure": "CPIE", "email": "nadia@allies.example.org",
            "activity": "diagnosis", "what": "Deux visites", "days": D(2), "rate": D(500),
            "manner": "paid", "funder": "ADEME", "on": TODAY, "source": "Facture 1"}  # fmt: skip
    return actions.record_days(cohort, by=by, at=NOW, **(told | more))


def test_days_are_counted_per_ally_and_per_activity_in_the_accounts_and_the_report(
    cohort, allies, amina
):
    """By hand: 3,5 days paid 1 750 €; 4 days given worth 2 000 €."""
    line(cohort, amina)
    line(cohort, amina, activity="training", days=D("1.5"))
    line(cohort, amina, activity="presence", days=D(3), manner="given")
    line(cohort, amina, name="", structure="URCPIE", email="", days=D(1), manner="skills")
    struck = line(cohort, amina, days=D(40))
    actions.cancel_days(struck, by=amina, at=NOW)
    with pytest.raises(Refused, match="une personne, une structure"):
        line(cohort, amina, name="", structure="")
    rows = {one.label: one for one in giving.per_ally(cohort)}
    one = rows["Nadia Ally (CPIE)"]
    assert (one.paid_days, one.paid, one.given_days, one.given) == (D("3.5"), 1750, 3, 1500)
    assert rows["URCPIE"].given_days == 1
    assert [(one.label, one.paid_days, one.given_days) for one in giving.per_activity(cohort)] == [
        ("diagnostic", 2, 1), ("formation", D("1.5"), 0), ("présence aux journées", 0, 3),
    ]  # fmt: skip
    figures = {key: FIGURES[key](YEAR) for key in ("days_paid", "days_given")}
    assert [one.value for one in figures.values()] == [D("3.5"), D(4)]
    assert [FIGURES[key](YEAR).value for key in ("allies_paid", "allies_given")] == [1750, 2000]
    assert [len(one.rows.cells) for one in figures.values()] == [2, 2]
    paid = [one for one in brought.lines(YEAR.first, YEAR.last) if one.side == "charge"]
    assert [(one.label, one.amount) for one in paid] == [("CPIE", 1750)]
    nadia = allies[0]
    assert len(own_data(nadia, at=NOW)["jours donnés ou payés"]) == 3
    erase(nadia, by=None, at=NOW)
    assert not Contribution.objects.exclude(name="").exists()
    assert giving.totals(cohort).paid == 1750


def test_the_pages_of_days_and_supports_are_the_team_s(cohort, amina, eve, cost):
    days = reverse("strategy:days", args=[cohort.public_id])
    supports = reverse("strategy:supports")
    sent = {"name": "=Ada", "activity": "training", "what": "Atelier", "days": "2", "rate": "486",
            "manner": "paid", "on": "2025-03-01", "source": "Facture"}  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        staff, delegate = entered(amina), entered(eve)
        assert delegate.get(days).status_code == 404
        assert delegate.get(supports).status_code == 403
        assert Client().get(supports).status_code == 302
        assert staff.post(days, sent | {"days": "0"}).status_code == 422
        assert staff.post(days, sent).status_code == 302
        one = cost(staff, days)
        line(cohort, amina)
        line(cohort, amina, name="Omar")
        assert cost(staff, days) == one
        assert "\n=Ada" not in staff.get(f"/espace/cohortes/{cohort.public_id}/allies.csv").text
        key = Contribution.objects.get(what="Atelier").public_id
        assert staff.post(reverse("strategy:cancel_days", args=[key])).status_code == 302
        asked = {"towards": "territory", "name": "Le Puy-de-Dôme", "nature": "Un appui au récit.",
                 "partners": "Cinq communautés", "starts": "2025-01-10"}  # fmt: skip
        assert staff.post(supports, asked | {"nature": ""}).status_code == 422
        made = staff.post(supports, asked)
        step = {
            "on": "2025-02-03",
            "kind": "visit",
            "days": "1.5",
            "people": "12",
            "what": "Visite",
        }
        assert staff.post(made.url, step | {"on": "2024-02-03"}).status_code == 422
        assert staff.post(made.url, step).status_code == 302
        page = staff.get(made.url).text
        assert "12\u00a0personnes" in page
        assert "1,5" in page
        flat = cost(staff, supports)
        for name in ("RURENER", "GESCOD"):
            other = actions.keep_support(
                towards="ally", name=name, nature="Formation", territory=None, partners="",
                outputs="Un support", starts=date(2025, 2, 1), by=amina, at=NOW,
            )  # fmt: skip
            actions.record_step(other, on=TODAY, kind="talk", days=D(1), people=None, what="Dit",
                                by=amina, at=NOW)  # fmt: skip
        assert cost(staff, supports) == flat
        change = reverse("strategy:change_support", args=[other.public_id])
        assert 'value="2025-02-01"' in staff.get(change).text
        closed = {"towards": "ally", "name": "GESCOD", "nature": "Formation",
                  "starts": "2025-02-01", "ends": "2025-03-10"}  # fmt: skip
        assert staff.post(change, closed | {"ends": "2025-01-01"}).status_code == 422
        assert staff.post(change, closed).status_code == 302
        gone = SupportStep.objects.get(support=other)
        assert staff.post(reverse("strategy:cancel_step", args=[gone.public_id])).status_code == 302
    territories, allied = FIGURES["supported"](YEAR), FIGURES["supported_allies"](YEAR)
    assert (territories.value, allied.value) == (1, 2)
    assert territories.rows.cells[0][:1] == ("Le Puy-de-Dôme",)
    assert D("1.5") in territories.rows.cells[0]
    assert FIGURES["supported"](Period(date(2024, 1, 1), date(2024, 12, 31))).value == 0
    assert Support.objects.get(name="GESCOD").ends == TODAY
