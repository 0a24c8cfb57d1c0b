"""Minutes: parts entrusted, written together, compiled once, published to a circle, printed."""

import pytest
from django.urls import reverse

from cordee.journeys.learning import actions
from cordee.journeys.learning.models import Minutes, Resource
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from tests.journeys.learning.conftest import NOW, entered


@pytest.fixture
def minutes(lens, amina) -> Minutes:
    meeting = lens.cohort.meetings.select_related("cohort__edition__current").get(key="j1")
    return actions.open_minutes(
        meeting, "Compte rendu de J1", ["Le matin", "L’atelier"], audience="cohort", by=amina,
        at=NOW,
    )  # fmt: skip


def filled(minutes, by, *, but=()):
    for part in minutes.parts.select_related("draft", "minutes"):
        if part.rank not in but:
            actions.write_part(part, f"Texte {part.rank}", revision=None, by=by, at=NOW)


def test_a_part_is_entrusted_told_and_owed_then_written_by_her_alone(
    lens, eve, peer, minutes, staff
):
    entrust = reverse("learning:entrust_part", args=[minutes.public_id, 1])
    staff.post(entrust, {"person": str(eve.person.public_id)})
    assert Message.objects.get(key__startswith="learning.part:").to == eve.person.email
    page = reverse("journeys:territory", args=[lens.public_id])
    hers, other = entered(eve.person), entered(peer.person)
    assert "Écrire" in hers.get(page).text
    part = reverse("learning:minutes_part", args=[minutes.public_id, 1])
    assert other.post(part, {"text": "Non"}).status_code == 302
    assert minutes.parts.get(rank=1).draft.text == ""
    hers.post(part, {"text": "Le matin, nous avons…", "started": "0-"})
    assert minutes.parts.get(rank=1).draft.text == "Le matin, nous avons…"
    other.post(reverse("learning:minutes_part", args=[minutes.public_id, 2]), {"text": "À tous"})
    assert minutes.parts.get(rank=2).draft.text == "À tous"


def test_two_hands_on_a_part_keep_both_texts(minutes, eve, peer):
    part = reverse("learning:minutes_part", args=[minutes.public_id, 1])
    saving = reverse("learning:save_part", args=[minutes.public_id, 1])
    entered(eve.person).post(saving, {"text": "D’Ève", "started": "0-"})
    clash = entered(peer.person).post(part, {"text": "D’un pair", "started": "0-"})
    assert clash.status_code == 409
    assert "D’Ève" in clash.text
    assert "D’un pair" in clash.text


def test_a_blank_part_stops_the_publication_then_all_is_frozen_in_the_kit(
    lens, eve, minutes, amina, staff
):
    filled(minutes, amina, but=(2,))
    publish = reverse("learning:publish_minutes", args=[minutes.public_id])
    refused = staff.post(publish)
    assert refused.status_code == 422
    assert "L’atelier" in refused.text
    filled(minutes, amina)
    staff.post(publish)
    done = Minutes.objects.get()
    assert done.text == "## Le matin\n\nTexte 1\n\n## L’atelier\n\nTexte 2"
    kept = Resource.objects.get()
    assert (kept.kind, kept.state, kept.meeting) == ("report", "published", minutes.meeting)
    client = entered(eve.person)
    assert "Texte 2" in client.get(reverse("learning:minutes", args=[done.public_id])).text
    paper = client.get(reverse("learning:minutes_paper", args=[done.public_id]))
    assert paper.content.startswith(b"%PDF")
    with pytest.raises(Refused, match="figé"):
        actions.write_part(done.parts.first(), "x", revision=None, by=amina, at=NOW)


@pytest.mark.parametrize(("audience", "read"), [("staff", False), ("cohort", True)])
def test_published_minutes_are_read_by_their_circle(minutes, eve, amina, staff, audience, read):  # noqa: PLR0917 - the cast
    Minutes.objects.update(audience=audience)
    minutes.refresh_from_db()
    filled(minutes, amina)
    actions.publish_minutes(minutes, by=amina, at=NOW)
    page = reverse("learning:minutes", args=[minutes.public_id])
    listing = reverse("learning:minutes_list", args=[minutes.cohort.public_id])
    client = entered(eve.person)
    assert client.get(page).status_code == (200 if read else 404)
    assert ("Compte rendu de J1" in client.get(listing).text) is read
    assert staff.get(page).status_code == 200


def test_drafts_are_read_by_those_who_write_in_them(minutes, eve, theo, peer, amina):
    for part in minutes.parts.select_related("minutes"):
        actions.entrust_part(part, eve.person, by=amina, at=NOW)
    page = reverse("learning:minutes", args=[minutes.public_id])
    assert entered(eve.person).get(page).status_code == 200
    assert entered(theo.person).get(page).status_code == 404
    assert entered(peer.person).get(page).status_code == 404


def test_the_list_costs_the_same_at_one_and_three(lens, minutes, eve, staff, amina, cost):  # noqa: PLR0917 - the cast
    listing = reverse("learning:minutes_list", args=[lens.cohort.public_id])
    client = entered(eve.person)
    before = [cost(client, listing), cost(staff, listing)]
    for rank in range(2):
        actions.open_minutes(
            minutes.meeting, f"CR {rank}", ["A"], audience="cohort", by=amina, at=NOW
        )
    assert [cost(client, listing), cost(staff, listing)] == before
