"""What a territory chooses next is an act with its date, seen by the team and counted."""

from datetime import date, timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import SequelChosen
from cordee.journeys.strategy.queries import sequels
from cordee.ledger.models import Entry
from cordee.reports.figures import FIGURES
from cordee.reports.rules import Period
from tests.journeys.strategy.conftest import NOW, entered


def test_the_lead_chooses_the_last_choice_counts_and_the_team_sees_all(  # noqa: PLR0917 - the cast
    lens, arras, theo, eve, paul, amina, cost
):
    own, every = (lens.public_id,), reverse("strategy:sequels", args=[lens.cohort.public_id])
    page = reverse("strategy:sequel", args=own)
    territory = reverse("journeys:territory", args=own)
    with time_machine.travel(NOW, tick=False):
        lead, team = entered(theo), entered(amina)
        assert "Choisir ce que vous vivrez ensuite" in lead.get(territory).text
        assert lead.post(page, {"key": "ailleurs"}).status_code == 422
        assert lead.post(page, {"key": "seuls", "words": "Avec nos voisins"}).status_code == 302
        assert lead.post(page, {"key": "appui", "words": "Deux jours"}).status_code == 302
        assert "Choisir ce que vous vivrez ensuite" not in lead.get(territory).text
        mate = entered(eve)
        assert "Un accompagnement" in mate.get(page).text
        refused = mate.post(page, {"key": "seuls"})
        assert refused.status_code == 403
        assert "qui conduit la délégation" in refused.text
        assert entered(paul).get(page).status_code == 404
        assert Client().get(page).status_code == 302
        assert mate.get(every).status_code == 404
        told = team.get(every).text
        assert "Un accompagnement" in told
        one = cost(team, every)
        actions.choose_sequel(arras, "appui", by=amina, at=NOW)
        assert cost(team, every) == one
        assert team.post(page, {"key": "seuls"}).status_code == 403
    assert sequels.counts(lens.cohort) == [("Un accompagnement", 2), ("Continuer seuls", 0)]
    assert [one.label for one in sequels.choices(lens)] == ["Un accompagnement", "Continuer seuls"]
    assert Entry.objects.filter(kind="strategy.sequel_chosen").count() == 3
    figure = FIGURES["sequels"](Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert figure.value == 2
    assert ("Lens", "Un accompagnement", "10\xa0mars 2025") in figure.rows.cells
    before = Period(date(2024, 1, 1), (NOW - timedelta(days=1)).date())
    assert FIGURES["sequels"](before).value == 0
    assert SequelChosen.objects.filter(participation=lens).count() == 2
