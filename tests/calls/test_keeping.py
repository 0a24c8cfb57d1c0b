"""What a call offers to read around it is kept by whoever signed in, for her alone."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.calls import actions, erasure, exports, queries
from cordee.calls.models import Edition, KeptContent
from cordee.kernel.findings import Refused
from cordee.people.events import PersonErased
from cordee.people.models import User
from cordee.programme.schema import Definition
from tests.calls.test_calls import DURING, PUBLISHED, call

KIT = "https://example.org/kit"
GUIDE = "https://example.org/guide"


@pytest.fixture
def edition(db: None) -> Edition:
    related = [{"label": "Le kit", "address": KIT, "kind": "kit"},
               {"label": {"fr": "Le guide", "en": "The guide"}, "address": GUIDE}]  # fmt: skip
    made = Definition.model_validate(call().data() | {"related": related})
    return actions.publish(made, {}, by=None, at=PUBLISHED)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False):
        yield


def test_a_content_near_a_call_is_kept_found_again_and_given_back(
    client: Client, edition: Edition, amina: User, bernard: User
):
    page, keep = (
        reverse("calls:detail", args=[edition.key]),
        reverse("calls:keep", args=[edition.key]),
    )
    visitor = client.get(page).text
    assert "Connectez-vous pour garder un contenu voisin" in visitor
    assert keep not in visitor
    assert client.post(keep, {"contenu": KIT}).status_code in {302, 401, 403}
    assert not KeptContent.objects.exists()
    assert client.get(reverse("calls:kept")).status_code == 302

    client.force_login(amina)
    assert client.get(page).text.count(f'action="{keep}"') == 2
    for _twice in range(2):
        assert client.post(keep, {"contenu": KIT})["Location"] == page
    assert KeptContent.objects.count() == 1
    assert "Ne plus garder" in client.get(page).text
    mine = client.get(reverse("calls:kept")).text
    assert KIT in mine
    assert GUIDE not in mine
    assert exports.kept(amina.person, DURING)[0]["contenu"] == "Le kit"
    back = client.post(keep, {"contenu": KIT, "rendre": "1", "liste": "1"})
    assert back["Location"] == reverse("calls:kept")
    assert not KeptContent.objects.exists()

    wrong = client.post(keep, {"contenu": "javascript:alert(1)\0"}, follow=True)
    assert "ne propose plus ce contenu" in wrong.text
    assert not KeptContent.objects.exists()
    assert client.get(keep).status_code == 405

    client.post("/langue/", {"language": "en", "next": "/"})
    client.post(keep, {"contenu": GUIDE})
    assert "The guide" in client.get(reverse("calls:kept")).text
    actions.keep(edition, KIT, kept=True, by=bernard, at=DURING)
    erasure.forget(PersonErased(person=amina.person.pk), by=None, at=DURING)
    assert [one.user for one in KeptContent.objects.all()] == [bernard]


def test_one_keeps_so_many_and_the_list_costs_the_same(
    edition: Edition, amina: User, client: Client, cost, monkeypatch: pytest.MonkeyPatch
):
    client.force_login(amina)
    actions.keep(edition, KIT, kept=True, by=amina, at=DURING)
    one = cost(client, reverse("calls:kept"))
    for rank in range(2):
        KeptContent.objects.create(
            edition=edition, user=amina, label=str(rank), target=f"annexe-{rank}.pdf",
            at=DURING + timedelta(rank),
        )  # fmt: skip
    assert cost(client, reverse("calls:kept")) == one
    monkeypatch.setattr("cordee.calls.actions.keeping.MOST", 3)
    with pytest.raises(Refused, match="rendez-en un"):
        actions.keep(edition, GUIDE, kept=True, by=amina, at=DURING)
    call_page = reverse("calls:detail", args=[edition.key])
    assert {row.href for row in queries.kept(amina)} == {KIT, call_page}, "what left the call"
