"""Each theme announced for the sessions is dealt with, or told as still to place (R130)."""

from django.test import Client
from django.urls import reverse

from cordee.calls.actions import amend
from cordee.journeys.models import Cohort
from cordee.journeys.rules.themes import dealt_with, treated
from cordee.people.models import User
from cordee.programme.schema import Definition
from tests.journeys.conftest import RELEASED, definition


def told() -> Definition:
    said = definition().data()
    said["themes"] = [
        {"key": "outils", "label": "Les outils utiles", "of": "session"},
        {"key": "postures", "label": "Les postures", "of": "session"},
        {"key": "eau", "label": "Eau", "of": "project"},
    ]
    said["year"]["meetings"][0]["themes"] = ["outils"]
    return Definition.model_validate(said)


def test_themes_of_sessions_name_the_meetings_that_deal_with_them():
    found = [(str(one.theme), one.meetings) for one in treated(told())]
    assert found == [("Les outils utiles", ("j1",)), ("Les postures", ())]
    assert [str(one) for one in dealt_with(told(), "j1")] == ["Les outils utiles"]
    assert not dealt_with(told(), "j2")
    assert not dealt_with(told(), "ajoutée à la main")


def test_the_team_reads_the_coverage_and_participants_the_themes_of_a_day(
    staff: Client, cohort: Cohort, amina: User
):
    amend(cohort.edition, told(), {}, promised=False, notice="", by=amina, at=RELEASED)
    page = staff.get(reverse("journeys:cohort", args=[cohort.public_id])).text
    whole = page.partition("Thèmes annoncés")[2].partition("</table>")[0]
    first, second = whole.split("<tr>")[2:]
    assert "Les outils utiles" in first
    assert "J1" in first
    assert "reste à prévoir" in second
    j1 = cohort.meetings.get(key="j1")
    day = staff.get(reverse("journeys:programme", args=[j1.public_id])).text
    assert "Les outils utiles" in day
    assert "Les postures" not in day
