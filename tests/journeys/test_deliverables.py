"""What a cohort produces: where each thing stands, recorded by the team, read by its circle."""

from datetime import date
from decimal import Decimal
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.calls.models import Edition
from cordee.journeys import actions
from cordee.journeys.models import Cohort, Delivery, Participation
from cordee.journeys.queries import pledges
from cordee.journeys.queries.concerned import concerned, pledges_asked
from cordee.journeys.rules.deliverables import Given, Setting, judge, mark_faults
from cordee.kernel.findings import Refused
from cordee.kernel.moments import When
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.programme.schema.year import Deliverable
from tests.journeys.conftest import RELEASED, YEAR, account

MONTHLY = Deliverable.model_validate(
    {"key": "lettre", "label": "Lettre", "by": "organiser", "every": "P1M"}
)
ONCE = Deliverable.model_validate({"key": "guide", "label": "Guide", "by": "organiser"})
FIRST, LAST = date(2025, 1, 31), date(2025, 6, 30)


def march(number: int, *, over: bool = False) -> Setting:
    return Setting(date(2025, 3, number), FIRST, LAST, over=over)


def on(*days: str, key: str = "guide") -> list[Given]:
    return [Given(key, date.fromisoformat(day)) for day in days]


@pytest.mark.parametrize(
    ("given", "due", "around", "verdict", "said"),
    [
        ([], "?", march(1), "à compléter", "sans date"),
        ([], "?", march(1, over=True), "enfreint", "Jamais"),
        ([], "2025-03-01", march(1), "à compléter", "1er mars"),
        ([], "2025-03-01", march(3), "enfreint", "retard de 2"),
        (["2025-03-01"], "2025-03-01", march(9), "ok", "Donné le"),
        (["2025-03-04", "2025-03-02"], "2025-03-01", march(9), "ok", "2 mars 2025, hors"),
    ],
)  # fmt: skip
def test_what_is_given_once_is_awaited_late_or_there(given, due, around, verdict, said):
    found = judge(ONCE, on(*given), When.parse(due), around).finding
    assert found.verdict.value == verdict
    assert said in found.sentence.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("given", "today", "verdict", "said"),
    [
        (["2025-02-20"], "2025-02-27", "à compléter", "28 février"),  # a 31st never drifts
        ([], "2025-02-28", "enfreint", "0 sur 1"),
        (["2025-02-28"], "2025-03-30", "à compléter", "31 mars"),
        (["2025-02-28", "2025-02-28"], "2025-03-31", "enfreint", "1 sur 2"),
        (["2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01"], "2025-08-01",
         "ok", "5 sur 5"),
    ],
)  # fmt: skip
def test_what_comes_back_each_month_is_counted_by_its_days(given, today, verdict, said):
    around = Setting(date.fromisoformat(today), FIRST, LAST)
    found = judge(MONTHLY, on(*given, key="lettre"), None, around).finding
    assert found.verdict.value == verdict
    assert said in found.sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_the_team_records_a_deliverable_every_delegation_reads_it_until_it_is_taken_back(
    staff: Client, cohort: Cohort, lens: Participation, amina: User, cost
):
    page = reverse("journeys:deliverables", args=[cohort.public_id])
    typed = {"deliverable": "bilan", "on": "2025-01-14", "link": "https://example.org/bilan"}
    eve = Client()
    eve.force_login(account(lens, "elu"))
    own = reverse("journeys:territory", args=[lens.public_id])
    with time_machine.travel(RELEASED, tick=False):
        few = cost(staff, page)
        assert "sans date" in staff.get(page).text
        assert staff.post(page, typed | {"on": "2999-01-01"}).status_code == 422
        assert staff.post(page, typed | {"link": ""}).status_code == 422
        assert staff.post(page, typed).status_code == 302
        told = eve.get(own).text
        assert "Donné le 14\N{NO-BREAK SPACE}janvier" in told
        assert "example.org/bilan" in told
        assert "projet@example.org" in told
        assert eve.get(page).status_code == 404
        for rank in range(2):
            actions.deliver(cohort, "bilan", participation=None, on=RELEASED.date(),
                            text=f"n° {rank}", by=amina, at=RELEASED)  # fmt: skip
        assert cost(staff, page) <= few + 1
        for one in Delivery.objects.order_by("pk"):
            back = reverse("journeys:take_delivery_back", args=[one.public_id])
            assert staff.post(back).status_code == 302
        assert "sans date" in eve.get(own).text


def test_nothing_is_recorded_that_the_call_does_not_ask(cohort: Cohort, amina: User):
    with pytest.raises(Refused, match="demande rien"):
        actions.deliver(cohort, "autre", participation=None, on=RELEASED.date(), text="x",
                        by=amina, at=RELEASED)  # fmt: skip


MARKED = Deliverable(key="memoire", label="Mémoire", by="person", mark_min=10, mark_max=20)


@pytest.mark.parametrize(("marks", "verdict", "said"), [
    ([None], "MISSING", "pas encore noté"), ([9], "BROKEN", "Noté 9 sur 20"),
    ([9, 12], "OK", "Donné le"), ([10], "OK", "Donné le"),
])  # fmt: skip
def test_a_work_that_is_marked_counts_from_its_mark(marks, verdict, said):
    given = [Given("memoire", date(2027, 5, 1), mark=mark and Decimal(mark)) for mark in marks]
    found = judge(MARKED, given, None, Setting(date(2027, 6, 1))).finding
    assert (found.verdict.name, said in found.sentence) == (verdict, True)


@pytest.mark.parametrize(("asked", "mark", "refused"), [
    (MARKED, 20, False), (MARKED, 21, True), (MARKED, -1, True), (MARKED, None, False),
    (Deliverable(key="x", label="X"), 3, True), (Deliverable(key="x", label="X"), None, False),
])  # fmt: skip
def test_a_mark_is_one_that_the_call_gives(asked, mark, refused):
    assert bool(mark_faults(asked, None if mark is None else Decimal(mark))) is refused


def test_what_is_asked_of_some_winners_binds_nobody_else(
    lens: Participation, arras: Participation, amina: User
):
    """« Private owners keep to it ten years »: a pledge, like a deliverable, has its condition."""
    some = {"when": {"rule": "member", "circle": "gouvernance"}}
    year = {**YEAR["year"], "pledges": [
        {"key": "usage", "label": "Garder l’usage", "rule": "done", "lasts": "P10Y", **some},
        {"key": "regle", "label": "Règle", "rule": "accepts", "who": "everyone",
         "statements": ["Se taire."], **some},
    ], "deliverables": [{"key": "audit", "label": "Audit", **some}]}  # fmt: skip
    made = Definition.model_validate({**YEAR, "year": {**year, "completion": []}})
    with patch.object(Edition, "definition", made):
        asked = {one: Cohort.objects.get().participations.get(pk=one.pk) for one in (lens, arras)}
        keys = {one.name: [p.key for p in pledges_asked(asked[one])] for one in asked}
        assert keys == {"Lens": ["usage", "regle"], "Arras": []}
        assert [state.pledge.key for state in pledges(asked[lens], RELEASED)] == keys["Lens"]
        assert pledges(asked[arras], RELEASED) == []
        audit = made.year.deliverables[0]
        assert [concerned(one, audit) for one in asked.values()] == [True, False]
        with pytest.raises(Refused):
            actions.show(asked[arras], "usage", kind="link", on=date(2025, 1, 16),
                         link="https://example.org", by=amina, at=RELEASED)  # fmt: skip
        with pytest.raises(Refused):
            actions.accept(asked[arras].delegates.first(), "regle", by=amina, at=RELEASED)
