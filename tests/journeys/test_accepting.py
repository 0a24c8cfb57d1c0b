"""The rules of dialogue are read, then accepted by each person in her own name (R123)."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.journeys import exports
from cordee.journeys.models import Acceptance, Cohort, Participation
from cordee.ledger.models import Entry
from cordee.people.models import User
from cordee.programme.schema import Definition
from cordee.selection.actions import release
from tests.journeys.conftest import RELEASED, account, definition, laureate, ruled

RULE = {
    "key": "dialogue", "label": "Qualité du dialogue", "rule": "accepts", "who": "everyone",
    "statements": ["Écoute active et bienveillante."],
}  # fmt: skip


@pytest.fixture
def somewhere(amina: User) -> Participation:
    told = definition("dialogue").data()
    told["year"]["pledges"].append(RULE)
    there = publish(Definition.model_validate(told), {}, by=amina, at=RELEASED)
    ruling = ruled(there, amina)
    laureate(there, ruling, "Ducos", [], amina)
    release(ruling, by=amina, at=RELEASED)
    return Cohort.objects.get(edition=there).participations.get()


def test_a_delegate_reads_accepts_once_and_nobody_does_it_for_her(
    somewhere: Participation, amina: User
):
    page = reverse("journeys:accept", args=[somewhere.public_id, "dialogue"])
    home = reverse("journeys:territory", args=[somewhere.public_id])
    eve, staff = Client(), Client()
    eve.force_login(account(somewhere, "elu"))
    staff.force_login(amina)
    with time_machine.travel(RELEASED, tick=False):
        assert "Lire et accepter" in eve.get(home).text
        assert "Écoute active et bienveillante." in eve.get(page).text
        assert not Acceptance.objects.exists()
        assert staff.post(page).status_code == 404
        for _turn in range(2):
            assert eve.post(page).status_code == 302
        assert "Vous l’avez accepté le" in eve.get(page).text
        assert "Lire et accepter" not in eve.get(home).text
        assert "Encore à tenir par Theo Ducos (1 sur 2)." in staff.get(home).text.replace(
            "\xa0", " "
        )
        other = reverse("journeys:accept", args=[somewhere.public_id, "autre"])
        assert eve.post(other).status_code == 404
    made = Acceptance.objects.get()
    assert made.statements == ["Écoute active et bienveillante."]
    assert Entry.objects.filter(kind="journeys.accepted").count() == 1
    (told,) = exports.accords(made.delegate.person, RELEASED)
    assert told["texte"] == made.statements
