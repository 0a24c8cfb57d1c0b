"""Which themes the files take up, and where the others are directed."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.models import Referral
from cordee.applications.rules.coverage import covered
from cordee.ledger.models import Message
from cordee.reports.figures import FIGURES
from cordee.reports.rules import Period
from tests.applications.conftest import DURING


def test_the_holes_of_a_matrix_are_read():
    files = [("59", ["eau", "air"]), ("62", "eau"), ("62", ["autre chose"]), ("", None)]
    options = {"eau": "Eau", "air": "Air", "sol": "Sols"}
    found = covered("Thème", options, files, {"59": "Nord", "62": "Pas-de-Calais"})
    assert found.places == ["Nord", "Pas-de-Calais"]
    assert found.rows == [("Eau", [1, 1], 2), ("Air", [1, 0], 1), ("Sols", [0, 0], 0)]
    told = found.said.replace("\u00a0", " ")
    assert (told.startswith("2 choix couverts sur 3"), "Par aucun : Sols." in told) == (True, True)


@pytest.fixture
def handed(application, nadia):
    now = {"by": nadia, "at": DURING}
    actions.join(application, role="elu", given_name="A", family_name="B", **now)
    actions.save_answer(application, "besoins", "Du temps.", **now)
    actions.save_answer(application, "theme", "eau", **now)
    actions.deposit(application, **now)
    application.refresh_from_db()
    return application


def test_the_team_reads_the_matrix_with_its_holes(handed, client, amina):
    client.force_login(amina)
    page = client.get(reverse("applications:coverage", args=[handed.edition.key])).text
    assert "1 choix couvert sur 2" in page.replace("\u00a0", " ")
    assert "Pas-de-Calais" in page


def test_a_territory_is_directed_once_it_knows_its_answer(handed, client, amina, nadia):
    sent = {"kind": "support", "text": "Le club des communes.", "address": ""}
    url = reverse("applications:orient", args=[handed.public_id])
    with time_machine.travel(DURING, tick=False):
        client.force_login(amina)
        early = client.post(url, sent)
        assert (early.status_code, "la lui apprendrait" in early.text) == (422, True)
        actions.withdraw(handed, reason="", by=nadia, at=DURING)
        assert client.post(url, sent).status_code == 302
        assert "Le club des communes" in Message.objects.get(key__startswith="referral:").text
        client.force_login(nadia)
        mine = client.get(reverse("applications:detail", args=[handed.public_id])).text
    assert "Le club des communes" in mine
    day = DURING.date()
    figure = FIGURES["referrals"](Period(day - timedelta(days=1), day + timedelta(days=1)))
    assert (figure.value, figure.rows.cells[0][0]) == (1, "Lens")
    assert Referral.objects.count() == 1
