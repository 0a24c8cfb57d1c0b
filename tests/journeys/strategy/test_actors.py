"""The map of the actors of a territory, which its delegation and the team alone read."""

import pytest
import time_machine
from django.urls import reverse

from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import Actor
from cordee.kernel.findings import Refused
from tests.journeys.strategy.conftest import NOW, entered


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_delegation_draws_who_carries_who_opposes_and_its_next_step(lens, theo, staff, cost):
    page = reverse("strategy:actors", args=[lens.public_id])
    adding = reverse("strategy:new_actor", args=[lens.public_id])
    client = entered(theo)
    assert "Personne sur la carte" in client.get(page).text
    typed = {"name": "Le marché du mercredi", "kind": "business", "stance": "waits",
             "brings": "Il voit tout le monde", "next": "Y tenir un stand"}  # fmt: skip
    assert client.post(adding, typed | {"stance": "x"}).status_code == 422
    assert client.post(adding, typed).status_code == 302
    assert client.post(adding, typed).status_code == 422, "twice"
    shown = client.get(page).text
    assert "À convaincre" in shown
    assert "Y tenir un stand" in shown
    one = Actor.objects.get()
    moving = reverse("strategy:actor", args=[lens.public_id, one.public_id])
    few = cost(client, page)
    assert client.post(moving, typed | {"stance": "supports"}).status_code == 302
    for rank in range(2):
        actions.keep_actor(lens, name=f"A{rank}", kind="other", stance="unknown", by=theo, at=NOW)
    assert cost(client, page) == few
    assert "Soutient" in staff.get(page).text
    client.post(reverse("strategy:remove_actor", args=[lens.public_id, one.public_id]))
    assert "Le marché" not in client.get(page).text
    assert "Carte des acteurs" in client.get(reverse("journeys:territory",
                                                     args=[lens.public_id])).text  # fmt: skip


def test_a_map_holds_so_many_actors_and_stays_as_it_was_once_its_territory_left(
    lens, theo, staff, amina, monkeypatch
):
    monkeypatch.setattr("cordee.journeys.strategy.actions.actors.MOST", 1)
    actions.keep_actor(lens, name="A", kind="other", stance="carries", by=theo, at=NOW)
    with pytest.raises(Refused, match="retirez-en un"):
        actions.keep_actor(lens, name="B", kind="other", stance="carries", by=theo, at=NOW)
    lens.ends = NOW
    lens.save(update_fields=("ends",))
    assert staff.get(reverse("strategy:actors", args=[lens.public_id])).status_code == 200
    assert staff.get(reverse("strategy:new_actor", args=[lens.public_id])).status_code == 403
