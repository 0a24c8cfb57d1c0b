"""What the year changed is said result by result, what did not happen included."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions
from cordee.journeys.models import Appraisal, Cohort, Participation
from cordee.kernel.findings import Refused
from cordee.people.models import User
from tests.journeys.conftest import RELEASED, account


def test_the_team_says_where_a_result_stands_the_delegation_reads_it_a_cohort_counts_it(
    staff: Client, cohort: Cohort, lens: Participation, cost
):
    page = reverse("journeys:results", args=[lens.public_id])
    whole = reverse("journeys:outcomes", args=[cohort.public_id])
    typed = {"state-equipe": "hindered", "text-equipe": "Deux départs.", "text-suite": "Un PCAET"}
    eve = Client()
    eve.force_login(account(lens, "elu"))
    with time_machine.travel(RELEASED, tick=False):
        few = cost(staff, whole)
        assert "engagements tenus" in staff.get(page).text
        assert staff.post(page, {"state-equipe": "x"}).status_code == 422
        assert staff.post(page, {"state-equipe": "reached"}).status_code == 422
        for _turn in range(2):
            assert staff.post(page, typed).status_code == 302
        assert Appraisal.objects.count() == 2  # said twice, written once
        told = eve.get(page).text
        assert "contrarié" in told
        assert "Deux départs." in told
        assert "Un PCAET" in told
        assert "Dire où l’on en est" not in told
        assert eve.post(page, typed).status_code == 404
        counted = staff.get(whole).text
        assert "Un PCAET" in counted
        assert "Rencontres prévues et tenues" in counted
        assert cost(staff, whole) == few
        assert "Résultats attendus" in eve.get(
            reverse("journeys:territory", args=[lens.public_id])).text  # fmt: skip


def test_a_result_that_the_call_does_not_name_is_refused(lens: Participation, amina: User):
    with pytest.raises(Refused, match="pas de cet appel"):
        actions.appraise(lens, "autre", state="reached", text="x", by=amina, at=RELEASED)
