"""A convention is never forgotten: its end is told in time, until it is renewed or let end."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.alliance import actions, queries
from cordee.alliance.reminders import ENDING
from cordee.alliance.rules import agreement_faults
from cordee.kernel.findings import Refused

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
TOLD = {"partner": "L’État", "subject": "Soutien au programme", "starts": date(2024, 6, 1),
        "ends": date(2025, 5, 31), "alert_days": 90}  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "days", "codes"),
    [
        (date(2025, 5, 31), 90, []),
        (date(2024, 5, 31), 90, ["agreement.order"]),
        (date(2025, 5, 31), 731, ["agreement.alert"]),
    ],
)
def test_a_convention_ends_after_it_begins_and_its_alert_before(ends, days, codes):
    assert [one.code for one in agreement_faults(TOLD["starts"], ends, days)] == codes


def test_its_end_is_told_from_the_day_asked_until_something_follows(amina):
    made = actions.write_agreement(**TOLD, by=amina, at=NOW)
    other = actions.write_agreement(**TOLD | {"partner": "Région"}, by=amina, at=NOW)
    assert queries.ending(date(2025, 3, 1)) == []
    assert queries.ending(date(2025, 3, 2)) == [made, other]
    due = {one.subject[1]: (one.due.date(), one.skip) for one in ENDING.proposals(NOW)}
    assert due[str(made.pk)] == (date(2025, 3, 2), "")
    with pytest.raises(Refused, match="avec qui"):
        actions.write_agreement(**TOLD | {"partner": " "}, by=amina, at=NOW)
    following = TOLD | {"starts": date(2025, 6, 1), "ends": date(2028, 5, 31)}
    actions.write_agreement(**following, renews=made, by=amina, at=NOW)
    with pytest.raises(Refused, match="déjà renouvelée"):
        actions.write_agreement(**following, renews=made, by=amina, at=NOW)
    with pytest.raises(Refused, match="Dites pourquoi"):
        actions.let_end(other, reason=" ", by=amina, at=NOW)
    actions.let_end(other, reason="Le soutien s’arrête", by=amina, at=NOW)
    assert queries.ending(date(2025, 5, 1)) == []
    assert {one.skip for one in ENDING.proposals(NOW)} == {"", "Déjà réglé."}


def test_the_team_keeps_its_conventions_and_nobody_else_sees_them(amina, farida, client, cost):
    page = reverse("alliance:agreements")
    client.force_login(farida)
    assert client.get(page).status_code in {403, 404}
    staff = Client()
    staff.force_login(amina)
    with time_machine.travel(NOW, tick=False):
        assert staff.post(page, {"partner": "X"}).status_code == 422
        typed = {**TOLD, "starts": "2024-06-01", "ends": "2025-05-31"}
        assert staff.post(page, typed).status_code == 302
        made = queries.agreements().get()
        one = reverse("alliance:agreement", args=[made.public_id])
        text = staff.get(page).text
        assert "finit bientôt" in text, text[text.find("<table") : text.find("</table")]
        assert one in staff.get(reverse("people:workspace")).text
        assert client.get(one).status_code == 404
        few = cost(staff, page)
        for rank in range(2):
            actions.write_agreement(**TOLD | {"partner": f"P{rank}"}, by=amina, at=NOW)
        assert cost(staff, page) == few
        assert staff.post(one, {"act": "end"}).status_code == 422
        assert staff.post(one, {**typed, "ends": "2020-01-01"}).status_code == 422
        assert staff.post(one, {**typed, "ends": "2030-05-31"}).status_code == 302
        assert "Renouvelée par" in staff.get(one).text
        other = queries.agreements().get(partner="P0")
        last = reverse("alliance:agreement", args=[other.public_id])
        assert staff.post(last, {"act": "end", "reason": "Fini"}).status_code == 302
        assert "Fini" in staff.get(last).text
