"""Each total of a funder is read from its lines; a blank or a wrong product refuses."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from cordee.journeys.models import Charge
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import Funding
from cordee.journeys.strategy.queries import funding
from cordee.journeys.strategy.rules.funding import line_faults
from cordee.reports.figures import FIGURES
from cordee.reports.rules import Period
from tests.journeys.strategy.conftest import NOW, entered

TODAY = date(2025, 3, 10)


def line(cohort: Any, by: Any, **more: Any) -> Funding:
    told = {"funder": "ADEME", "nature": "cash", "form": "grant", "what": "Animation",
            "amount": Decimal(17000), "source": "Convention", "on": date(2025, 2, 1)}  # fmt: skip
    return actions.record_funding(cohort, by=by, at=NOW, **(told | more))


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"amount": None}, ["funding.amount"]),
        ({"amount": None, "days": Decimal(3)}, ["funding.amount"]),
        ({"nature": "volunteer", "days": Decimal(3)}, ["funding.rate"]),
        ({"days": Decimal(2), "rate": Decimal(500)}, ["funding.product"]),
        ({"amount": None, "days": Decimal(2), "rate": Decimal(500)}, []),
        ({"on": date(2025, 3, 11)}, ["funding.future"]),
    ],
)
def test_a_line_says_its_amount_or_its_days_and_their_rate(more: dict[str, Any], codes: list[str]):
    told: dict[str, Any] = {"nature": "cash", "amount": Decimal(900), "days": None, "rate": None,
                            "on": TODAY, "today": TODAY}  # fmt: skip
    assert [one.code for one in line_faults(**told | more)] == codes


def test_accounts_add_up_money_and_time_apart_with_what_territories_paid(cohort, lens, amina):
    line(cohort, amina)
    line(cohort, amina, funder="Région", nature="volunteer", amount=None, days=Decimal(30),
         rate=Decimal(533))  # fmt: skip
    struck = line(cohort, amina, funder="Région", amount=Decimal(1))
    actions.cancel_funding(struck, by=amina, at=NOW)
    charge = lens.charges.get()
    Charge.objects.filter(pk=charge.pk).update(paid_at=NOW)
    found = {one.funder: one for one in funding.accounts(cohort)}
    assert (found["ADEME"].cash, found["ADEME"].in_kind) == (17000, 0)
    assert (found["Région"].cash, found["Région"].in_kind, found["Région"].days) == (0, 15990, 30)
    assert found[funding.TERRITORIES].cash == charge.amount


def test_the_figures_of_the_report_open_on_the_same_lines(cohort, amina):
    line(cohort, amina)
    line(cohort, amina, funder="Région", nature="skills", amount=Decimal(3000))
    period = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert FIGURES["funded"](period).value == 17000
    assert FIGURES["valued"](period).value == 3000
    told = FIGURES["funders"](period)
    assert told.value == 2
    assert [row[:2] for row in told.rows.cells] == [("ADEME", 17000), ("Région", 3000)]
    assert told.rows.cells[0][2] == "85 %"


def test_the_pages_of_the_accounts_are_the_team_s(cohort, amina, eve, cost):
    address = reverse("strategy:funding", args=[cohort.public_id])
    sent = {"funder": "=ADEME", "nature": "cash", "form": "grant", "what": "Repas", "amount": "10",
            "on": "2025-03-01", "source": "Relevé"}  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        staff = entered(amina)
        assert entered(eve).get(address).status_code == 404
        assert staff.post(address, sent | {"amount": ""}).status_code == 422
        assert staff.post(address, sent).status_code == 302
        one = cost(staff, address)
        line(cohort, amina)
        line(cohort, amina)
        assert cost(staff, address) == one
        export = reverse("strategy:funding_export", args=[cohort.public_id])
        table = staff.get(export + "?financeur=ADEME").text
        assert table.count("Animation") == 2
        assert "Repas" not in table
        assert "\n=ADEME" not in staff.get(export).text  # no formula
        key = Funding.objects.filter(what="Repas").get().public_id
        assert staff.post(reverse("strategy:cancel_funding", args=[key])).status_code == 302
    assert Funding.objects.get(what="Repas").cancelled_at == NOW
