"""What a call promises around its choice: public names, talks given, hearings of one length."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.selection import actions, queries, waiting_after
from cordee.selection.forms_hearings import TakeHearingForm
from cordee.selection.rules.hearings import length_faults, people_faults
from tests.selection.conftest import CLOSED, DURING, judged
from tests.selection.test_hearings import HALF, NINE, offer

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def edition(db):
    rules = {
        "places_min": 1,
        "places_max": 1,
        "candidates_published": True,
        "debrief_within": "P10D",
    }
    panels = [{"key": "jury", "label": "Jury", "published": True}]
    stage = {"key": "jury", "label": "Jury", "panel": "jury", "minutes": 30, "people_max": 2}
    made = judged(selection=rules, panels=panels, stages=[{**stage, "min_reviews": 0}])
    return publish(made, {}, by=None, at=DURING)


@pytest.fixture
def released(panel, juror, lens, lille, arras, amina):  # noqa: PLR0917 - fixtures, by name
    proposal = actions.propose(panel, seed="x", by=amina, at=CLOSED)
    for one in proposal.result["selected"]:
        actions.move(proposal, one, into="refused", reason="Voté.", by=amina, at=CLOSED)
    actions.move(
        proposal, str(lens.public_id), into="selected", reason="Voté.", by=amina, at=CLOSED
    )
    proposal.refresh_from_db()
    keys = [str(one.public_id) for one in (lens, lille, arras)]
    made = actions.rule(proposal, selected=keys[:1], reserve=[],
                        reasons=dict.fromkeys(keys, "Vu."), by=amina, at=CLOSED)  # fmt: skip
    return actions.release(made, by=amina, at=CLOSED)


def test_the_jury_is_named_on_the_call_and_the_candidates_once_results_are_out(  # noqa: PLR0917 - fixtures, by name
    client, edition, panel, juror, lens, request
):
    page = reverse("selection:candidates", args=[edition.key])
    assert client.get(page).status_code == 404
    call = client.get(reverse("calls:detail", args=[edition.key])).text
    assert "Le jury</h2>" in call
    assert "Denise Lemaire" in call
    assert "Arras" not in call
    request.getfixturevalue("released")
    told = client.get(page).text
    assert all(name in told for name in ("Lens", "Lille", "Arras"))
    assert "retenu" not in told
    assert page in client.get(reverse("selection:winners", args=[edition.key])).text


def test_a_team_left_out_asks_for_a_talk_once_and_in_time(  # noqa: PLR0917 - fixtures, by name
    released, panel, lille, lens, amina, team
):
    (refused,) = released.outcomes.filter(deposit=lille)
    assert "demander un échange" in Message.objects.filter(to=lille.by.email).latest("pk").text
    (won,) = released.outcomes.filter(deposit=lens)
    with pytest.raises(Refused, match="ne prévoit pas"):
        actions.ask_talk(won, "", by=lens.by, at=CLOSED)
    with pytest.raises(Refused, match="délai"):
        actions.ask_talk(refused, "", by=lille.by, at=CLOSED + 11 * DAY)
    actions.ask_talk(refused, "Pourquoi ?", by=lille.by, at=CLOSED + DAY)
    with pytest.raises(Refused, match="déjà reçue"):
        actions.ask_talk(refused, "", by=lille.by, at=CLOSED + DAY)
    tasks = [str(one.label) for one in waiting_after.to_do(amina, CLOSED + DAY)]
    assert "Échanger avec une équipe non retenue" in tasks
    page = reverse("selection:sequel", args=[panel.public_id, refused.public_id])
    assert "Noter l’échange tenu" in team.get(page).text
    sent = {"echange-text": "Une heure au téléphone."}
    assert team.post(f"{page}echange/", sent).status_code == 302
    assert "Noter l’échange tenu" not in team.get(page).text
    assert "Échanger avec une équipe non retenue" not in [
        str(one.label) for one in waiting_after.to_do(amina, CLOSED + DAY)
    ]


def test_every_candidate_is_heard_as_long_and_by_as_many_as_the_call_says(panel, lens, amina):
    assert not length_faults(NINE, NINE + HALF, 30)
    assert length_faults(NINE, NINE + 2 * HALF, 30)
    assert [one.code for one in people_faults(3, 2)] == ["hearing.people"]
    assert not people_faults(None, None)
    long, room = [(NINE, NINE + 2 * HALF)], actions.HearingTerms(venue="S")
    with pytest.raises(Refused, match="30\xa0minutes à chaque candidat"):
        actions.offer_hearings(panel, long, room, by=amina, at=CLOSED)
    slot = offer(panel, amina, 1)[0]
    actions.ask_hearings(panel, [lens], by=amina, at=CLOSED)
    assert "à 2\xa0personnes au plus" in Message.objects.latest("pk").text
    hearing = panel.hearings.get()
    with pytest.raises(Refused, match="combien vous serez"):
        actions.take_hearing(hearing, slot, by=lens.by, at=CLOSED)
    actions.take_hearing(hearing, slot, people=2, by=lens.by, at=CLOSED)
    assert panel.hearings.get().people == 2
    form = TakeHearingForm([slot], queries.zone_of(panel), {"slot": str(slot.public_id)}, most=2)
    assert "people" in form.errors
