"""A year ends: nothing is owed, what lasts is still shown, exchanges go on among alumni."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys import actions, reminders
from cordee.journeys.models import Cohort, Participation
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.programme.schema import Definition
from tests.journeys.conftest import account, definition

DAY = date(2025, 3, 1)
END = datetime(2025, 3, 1, 18, tzinfo=UTC)


@pytest.fixture
def edition(amina: User) -> Edition:
    told = definition().data()
    told["year"]["follow_up"] = "Un bilan à un an."
    told["year"]["pledges"].append(
        {"key": "suite", "label": "Entretenir", "rule": "done", "lasts": "P5Y"}
    )
    return publish(Definition.model_validate(told), {}, by=amina,
                   at=datetime(2024, 11, 1, tzinfo=UTC))  # fmt: skip


def test_a_year_ends_once_its_sheets_are_closed(
    cohort: Cohort, lens: Participation, amina: User, client: Client
):
    acts = {"goes_on": "Un bilan", "by": amina, "at": END}
    with pytest.raises(Refused, match="J1"):
        actions.end_year(cohort, on=DAY, **acts)
    with pytest.raises(Refused, match="jour passé"):
        actions.end_year(cohort, on=DAY + timedelta(days=1), **acts)
    actions.close_meeting(cohort.meetings.get(key="j1"), by=amina, at=END)
    lead = account(lens, "tech")
    client.force_login(lead)
    staff = Client()
    staff.force_login(amina)
    page = reverse("journeys:territory", args=[lens.public_id])
    where = reverse("journeys:end_year", args=[cohort.public_id])
    with time_machine.travel(END, tick=False):
        before = client.get(page).text
        assert 'id="a-faire"' in before
        assert where in staff.get(reverse("journeys:cohort", args=[cohort.public_id])).text
        assert "Un bilan à un an." in staff.get(where).text
        assert client.get(where).status_code == 404
        assert staff.post(where, {"on": "2030-01-01"}).status_code == 422
        assert staff.post(where, {"on": "2025-03-01", "goes_on": "Un bilan"}).status_code == 302
        after = client.get(page).text
        assert "année finie" in after
        assert "Un bilan" in after
        assert 'id="a-faire"' not in after
        assert client.get(reverse("journeys:changes", args=[lens.public_id])).status_code == 403
    assert Message.objects.filter(key__startswith="journeys.year_ended:").count() == 4
    assert list(reminders.DUE_DOCUMENTS.proposals(END)) == []
    cohort.refresh_from_db()
    lens.cohort = cohort
    shown = {"kind": "link", "on": DAY, "text": "Fait", "by": amina, "at": END}
    actions.show(lens, "suite", **shown)
    with pytest.raises(Refused, match="L’année est finie"):
        actions.show(lens, "conseil", **shown)
