"""A figure opens on its rows; a blank refuses to print, and says what to do."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from cordee.kernel.canonical import digest
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people.actions.seats import give_seat
from cordee.people.models import Person, User
from cordee.reports import actions
from cordee.reports.figures import FIGURES
from cordee.reports.models import Report
from cordee.reports.papers import report_pdf
from cordee.reports.rules import (
    Figure,
    Period,
    Rows,
    contradictions,
    period_faults,
    print_faults,
    share,
    whole,
)

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
BLANK = ("elected", "success", "presence", "attendance", "pledges")


def figure(key: str, value: int | None) -> Figure:
    return Figure(key, key, value, Rows((), []))


def test_a_share_of_nothing_is_a_blank_and_never_a_zero():
    assert share(0, 0) is None
    assert share(1, 3) == Decimal("33.3")


def test_a_blank_refuses_unless_it_is_left_out_on_purpose():
    figures = [figure("a", None), figure("b", 2)]
    assert [one.where for one in print_faults(figures, [])] == ["a"]
    assert print_faults(figures, ["a"]) == []


def test_figures_that_contradict_each_other_refuse():
    found = print_faults([figure("deposits", 5), figure("files", 3)], [])
    assert [one.code for one in found] == ["figure.contradiction"]


def test_the_usual_period_begins_with_the_calls_it_would_have_cut_in_two():
    before, within = date(2024, 9, 1), date(2025, 2, 1)
    lives = [(before, within), (date(2023, 1, 1), date(2024, 12, 31)), (within, date(2026, 1, 1))]
    assert whole(YEAR, lives) == Period(before, YEAR.last)
    assert whole(YEAR, []) == YEAR


def test_a_period_that_ends_before_it_begins_is_refused():
    assert period_faults(Period(date(2025, 2, 1), date(2025, 1, 1)), date(2026, 1, 1))


@pytest.fixture
def amina(db: None) -> User:
    user = User.objects.create_user("amina@example.org")
    person = Person.objects.create(user=user, given_name="Amina", family_name="B")
    give_seat(person, "staff", by=None, at=AT)
    return user


def test_signing_an_empty_year_says_every_blank(amina: User):
    with pytest.raises(Refused) as refusal:
        actions.sign(YEAR, title="Bilan", by=amina, at=AT)
    assert {one.where for one in refusal.value.findings} == set(BLANK)
    assert not Report.objects.exists()


def test_a_signed_report_is_frozen_with_its_digest_and_written_in_the_journal(amina: User):
    report = actions.sign(YEAR, title="Bilan 2025", left_out=BLANK, by=amina, at=AT)
    assert digest(report.content) == report.digest
    assert len(report.content["figures"]) == len(FIGURES) - len(BLANK)
    assert Entry.objects.filter(kind="reports.signed").exists()
    assert report_pdf(report).startswith(b"%PDF")
    assert report_pdf(report) == report_pdf(report)


def test_every_figure_opens_on_its_rows(client: Client, amina: User):
    client.force_login(amina)
    for key in FIGURES:
        page = reverse("reports:figure", args=[key])
        answer = client.get(page, {"starts": "2025-01-01", "ends": "2025-12-31"})
        assert answer.status_code == 200, key


@pytest.mark.parametrize("query", ["?starts=x&ends=y", "?starts=2025-02-01&ends=2025-01-01"])
def test_a_wrong_period_is_told(client: Client, amina: User, query: str):
    client.force_login(amina)
    assert client.get(reverse("reports:figures") + query).status_code == 422


def test_only_the_team_reads_figures(client: Client, db: None):
    assert client.get(reverse("reports:figures")).status_code == 302
    client.force_login(User.objects.create_user("zoe@example.org"))
    assert client.get(reverse("reports:figures")).status_code == 403


def test_signed_reports_cost_the_same_however_many(client: Client, amina: User, cost):
    client.force_login(amina)
    costs = []
    for rank in range(3):
        actions.sign(YEAR, title=f"Bilan {rank}", left_out=BLANK, by=amina, at=AT)
        costs.append(cost(client, reverse("reports:figures")))
    assert costs[0] == costs[2] <= 60


def test_figures_that_cut_a_call_in_two_are_told_before_signing():
    found = contradictions([figure("files", 3), figure("deposits", 5)])
    assert "coupe un appel en deux" in found[0].sentence
    assert contradictions([figure("files", 5), figure("deposits", 3)]) == []
