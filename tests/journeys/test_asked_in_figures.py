"""What the call asks in figures is enforced where people act: proofs, sheets, places, groups."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys import actions, eve, exports, queries
from cordee.journeys.models import Cohort, Participation
from cordee.journeys.rules.coming import Said
from cordee.kernel.findings import Refused, Verdict
from cordee.ledger.models import Entry
from cordee.people.models import User
from cordee.programme.schema import Definition
from tests.journeys.conftest import RELEASED, definition

SPRING = datetime(2025, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def edition(amina: User) -> Edition:
    told = definition().data()
    told["year"]["meetings"][0] |= {"people_min": 2, "people_max": 2}
    told["year"]["min_present_share"] = "0.75"
    told["year"]["pledges"] += [
        {"key": "temps", "label": "Temps", "rule": "work_time", "hours": 10},
        {"key": "agir", "label": "Agir", "rule": "done", "evidence": ["photo", "link"]},
        {"key": "relayer", "label": "Relayer", "rule": "done", "who": "everyone"},
    ]
    told["year"]["groups"] = [{"key": "pairs", "label": "Groupes de pairs", "by": "role",
                               "size": 2}]  # fmt: skip
    return publish(Definition.model_validate(told), {}, by=amina,
                   at=datetime(2024, 11, 1, tzinfo=UTC))  # fmt: skip


def test_a_pledge_is_shown_as_the_call_asks(lens: Participation, amina: User, client: Client):
    acts = {"on": date(2025, 3, 1), "by": amina, "at": SPRING, "text": "Fait"}
    with pytest.raises(Refused, match="photo ou lien"):
        actions.show(lens, "agir", kind="document", **acts)
    with pytest.raises(Refused, match="combien de temps"):
        actions.show(lens, "temps", kind="declaration", **acts)
    with pytest.raises(Refused, match="case vide"):
        actions.show(lens, "agir", kind="photo", quantity=Decimal(2), **acts)
    client.force_login(amina)
    page = client.get(f"{reverse('journeys:territory', args=[lens.public_id])}?preuve=1")
    assert "en heures" in page.content.decode()
    told = {"pledge": "temps", "kind": "declaration", "on": "2025-03-01", "text": "Ateliers"}
    where = reverse("journeys:show", args=[lens.public_id])
    assert client.post(where, told).status_code == 422
    for _twice in range(2):
        assert client.post(where, told | {"quantity": "4.5"}).status_code == 302
    assert lens.evidence.count() == 1, "a second press of the button is no second piece"
    states = {one.pledge.key: one.finding for one in queries.pledges(lens, SPRING)}
    assert states["temps"].verdict is Verdict.MISSING
    assert "4,5 sur 10" in states["temps"].sentence
    elu, tech = lens.delegates.order_by("role")
    relayed = told | {"pledge": "relayer"}
    far = lens.cohort.participations.get(name="Arras").delegates.get(role="elu")
    assert client.post(where, relayed | {"people": str(far.public_id)}).status_code == 422
    with pytest.raises(Refused, match="pas de la délégation"):
        actions.show(lens, "relayer", kind="meeting", people=[far], **acts)
    for one, lacks in ((elu, "Theo Lens (1 sur 2)"), (tech, "2 personnes sur 2")):
        assert client.post(where, relayed | {"people": str(one.public_id)}).status_code == 302
        found = {one.pledge.key: one.finding for one in queries.pledges(lens, SPRING)}
        assert lacks in found["relayer"].sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert len(exports.proofs(tech.person, SPRING)) == 1
    page = client.get(f"{reverse('journeys:territory', args=[lens.public_id])}?preuve=1").text
    wrong = tech.shown.get().public_id
    back = reverse("journeys:take_evidence_back", args=[lens.public_id, wrong])
    assert back in page
    for _twice in range(2):
        assert client.post(back).status_code == 302
    elsewhere = reverse("journeys:take_evidence_back", args=[far.participation.public_id, wrong])
    assert client.post(elsewhere).status_code == 404
    found = {one.pledge.key: one.finding for one in queries.pledges(lens, SPRING)}
    assert found["relayer"].verdict is Verdict.MISSING
    assert Entry.objects.filter(kind="journeys.evidence_taken_back").count() == 1


def test_a_meeting_with_too_few_people_was_not_held_and_no_tick_is_lost(
    cohort: Cohort, amina: User, client: Client
):
    meeting = cohort.meetings.get(key="j1")
    evening = meeting.ends + timedelta(hours=1)
    people = list(queries.group_peers(cohort, evening))
    typed = {f"p-{one.public_id}": "present" for one in people[:2]} | {"close": "1"}
    client.force_login(amina)
    with time_machine.travel(evening, tick=False):
        page = client.post(reverse("journeys:sign", args=[meeting.public_id]), typed)
    assert page.status_code == 422
    assert "2\u00a0personnes présentes sur 3" in page.text
    assert page.text.count('value="present" checked>') == 3, "two people, and what a tap notes"
    assert meeting.presences.values("delegate").distinct().count() == 2
    actions.sign(meeting, people[2], by=amina, at=evening)
    actions.close_meeting(meeting, by=amina, at=evening)


def test_a_full_room_says_so_and_the_eve_counts_who_comes(cohort: Cohort, amina: User):
    meeting = cohort.meetings.get(key="j1")
    people = queries.group_peers(cohort, RELEASED)
    for one in people[:2]:
        actions.say_coming(meeting, one, Said("on_site"), by=None, at=RELEASED)
    with pytest.raises(Refused, match="complète"):
        actions.say_coming(meeting, people[2], Said("on_site"), by=None, at=RELEASED)
    actions.say_coming(meeting, people[2], Said("absent"), by=None, at=RELEASED)
    actions.say_coming(meeting, people[1], Said("on_site", meal=True), by=None, at=RELEASED)
    line = next(one for one, _ in eve.lines(meeting) if one.code == "eve.quorum")
    assert line.verdict is Verdict.MISSING
    assert "2 venues annoncées sur 3" in line.sentence.replace("\u00a0", " ")


def test_groups_begin_as_the_programme_plans_them(cohort: Cohort, amina: User, client: Client):
    client.force_login(amina)
    where = reverse("journeys:groups", args=[cohort.public_id])
    assert "?kind=role&amp;size=2" in client.get(where).content.decode()
    shown = client.get(f"{where}?kind=role&size=2").content.decode()
    assert 'value="Groupes de pairs"' in shown
    assert client.get(f"{where}?page=1").status_code == 200
