"""The network of the room falls: what was signed or ticked comes later, and nothing is lost."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys import actions, entrances, exports, sheets
from cordee.journeys.models import Cohort, Delegate, HeldMark, Meeting, Participation, Presence
from cordee.journeys.waiting import to_do
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people.models import Person, User
from tests.journeys.conftest import account

MORNING = datetime(2025, 2, 27, 9, 10, tzinfo=UTC)  # 10 h 10 à Paris, J1 commence à 9 h 30
NOON = MORNING + timedelta(hours=2)
QUEUED = {"X-Queued": "1"}


@pytest.fixture
def j1(cohort: Cohort) -> Meeting:
    return cohort.meetings.get(key="j1")


@pytest.fixture
def tech(lens: Participation) -> Delegate:
    return lens.delegates.get(role="tech")


def framed(client: Client, meeting: Meeting) -> dict[str, str]:
    """What the phone keeps once it framed the code of the room: the ticket of its page."""
    code = entrances.address_at(meeting, MORNING).removeprefix("http://localhost:8000")
    with time_machine.travel(MORNING, tick=False):
        page = client.get(code, follow=True).text
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return {"ticket": found[1]}


def later(client: Client, address: str, data: dict[str, str], signed: datetime) -> tuple[int, str]:
    """Send at noon what was written at `signed`."""
    waited = str(int((NOON - signed).total_seconds()))
    with time_machine.travel(NOON, tick=False):
        answer = client.post(address, {**data, "waited": waited}, headers=QUEUED)
    return answer.status_code, answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_signature_kept_by_a_phone_counts_at_its_moment_once_and_opens_nothing_else(
    client: Client, j1: Meeting, lens: Participation, tech: Delegate, amina: User
):
    client.force_login(account(lens, "tech"))
    here = reverse("journeys:attend", args=[j1.public_id])
    kept = framed(client, j1)
    two = timedelta(minutes=2)
    for wrong in (MORNING - two, MORNING + timedelta(minutes=31)):
        assert later(client, here, kept, wrong)[0] == 422, "the code of another moment"
    assert later(client, here, {"ticket": "x:y"}, MORNING + two)[0] == 422
    foreign = entrances.ticket(j1, lens.delegates.get(role="elu"), "qr", MORNING)
    status, said = later(client, here, {"ticket": foreign}, MORNING + two)
    assert (status, "pas celle de la personne connectée ici" in said) == (422, True)
    assert not Presence.objects.exists()
    status, said = later(client, here, kept, MORNING + two)
    assert status == 200
    assert said == "Votre présence est enregistrée : envoyé plus tard, signé à 10 h 12."
    one = Presence.objects.get()
    assert (one.at, one.sent_at, one.half) == (MORNING + two, NOON, "am")
    actions.sign(j1, tech, status="excused", halves=[(one.day, "am")], by=amina, at=NOON)
    assert "rien ne change" in later(client, here, kept, MORNING + two)[1]
    assert Presence.objects.get().status == "excused", "sent again, it would undo a correction"


def test_a_sheet_tells_what_came_later_and_what_is_newer_stays(
    staff: Client, j1: Meeting, tech: Delegate, amina: User
):
    ticked = MORNING + timedelta(minutes=2)
    actions.sign(j1, tech, by=amina, at=ticked + timedelta(minutes=5), status="late")
    other = j1.cohort.participations.get(name="Arras").delegates.get(role="tech")
    box = {f"p-{one.public_id}": "present" for one in (tech, other)}
    status, said = later(staff, reverse("journeys:sign", args=[j1.public_id]), box, ticked)
    assert (status, said) == (200, "La feuille qui attendait est partie.")
    found = set(Presence.objects.values_list("delegate", "status").distinct())
    assert found == {(tech.pk, "late"), (other.pk, "present")}
    page = staff.get(reverse("journeys:meeting", args=[j1.public_id])).text
    assert page.replace("\N{NO-BREAK SPACE}", " ").count("plus tard, signé à 10 h 12") == 1
    status, said = later(
        staff, reverse("journeys:sign", args=[j1.public_id]), {"close": "1"}, ticked
    )
    assert (status, "Elle n’est pas close" in said) == (200, True), "nobody means it any more"
    j1.refresh_from_db()
    assert j1.state != Meeting.State.CLOSED
    with pytest.raises(Refused, match="n’est pas close"):
        actions.hold(j1, [], by=amina, signed=ticked, at=NOON)


def test_what_finds_the_sheet_closed_waits_for_a_decision_and_its_reason(
    staff: Client, j1: Meeting, lens: Participation, tech: Delegate, amina: User
):
    elu = lens.delegates.get(role="elu")
    actions.sign(j1, elu, by=amina, at=MORNING)
    actions.close_meeting(j1, by=amina, at=MORNING + timedelta(hours=1))
    sheet = reverse("journeys:sign", args=[j1.public_id])
    box = {f"p-{tech.public_id}": "present", f"p-{elu.public_id}": "present"}
    ticked = MORNING + timedelta(minutes=2)
    for _twice in range(2):
        status, said = later(staff, sheet, box, ticked)
        assert (status, "2 présences n’y sont pas inscrites" in said) == (200, True)
    assert Entry.objects.filter(kind="journeys.marks_held").count() == 1, "sent twice, told once"
    with time_machine.travel(NOON, tick=False):
        assert staff.post(sheet, {f"p-{elu.public_id}": "present"}).status_code == 302
        page = staff.get(reverse("journeys:meeting", args=[j1.public_id])).text
    assert "2 présences arrivées après la clôture" in page.replace("\N{NO-BREAK SPACE}", " ")
    link = entrances.own_link(j1, tech).removeprefix("http://localhost:8000")
    own = {"ticket": entrances.ticket(j1, tech, "link", MORNING)}
    assert "attend l’équipe" in later(Client(), link, own, ticked)[1]
    assert HeldMark.objects.filter(settled_at=None).count() == 2, "the same half-day, once"
    assert not Presence.objects.filter(delegate=tech).exists()
    assert any(one.label.startswith("Arrivées après la clôture") for one in to_do(amina, NOON))
    assert "non inscrit" in str(exports.presences(tech.person, NOON))
    with pytest.raises(Refused, match="pourquoi"):
        actions.settle_marks(j1, [str(HeldMark.objects.earliest("pk").public_id)], keep=True,
                             reason=" ", by=amina, at=NOON)  # fmt: skip
    morning, afternoon = HeldMark.objects.order_by("day", "half")
    settle = reverse("journeys:settle_marks", args=[j1.public_id])
    told = {"reason": "Vue en salle", "mark": str(morning.public_id)}
    with time_machine.travel(NOON, tick=False):
        assert staff.post(settle, {**told, "keep": "1"}).status_code == 302
        staff.post(settle, {**told, "mark": str(afternoon.public_id), "aside": "1"})
    assert list(Presence.objects.filter(delegate=tech).values_list("half", "at")) == [
        ("am", ticked)
    ]
    assert not HeldMark.objects.filter(settled_at=None).exists()
    own = f"{reverse('journeys:meeting', args=[j1.public_id])}?territoire={lens.public_id}"
    wrong = {f"p-{elu.public_id}-{morning.day}-pm": "absent", "correct": "1"}
    with time_machine.travel(NOON, tick=False):
        assert "Corriger ces présences" in staff.get(own).text
        assert "Dites maintenant pourquoi" in staff.post(sheet, wrong, follow=True).text
        [asked] = HeldMark.objects.filter(settled_at=None)
        staff.post(settle, {"reason": "Partie à midi", "mark": str(asked.public_id), "keep": "1"})
    assert elu.presences.get(half="pm").status == "absent"
    status, said = later(staff, sheet, box, ticked)
    assert (status, "déjà été écartée" in said, "Vue en salle" in said) == (422, True, True)
    assert not HeldMark.objects.filter(settled_at=None).exists(), "what was decided stays decided"
    foreign = Delegate(participation=Participation(cohort_id=0), pk=0)
    with pytest.raises(Refused, match="pas attendue"):
        actions.hold(
            j1, [(foreign, "present", (morning.day, "am"))], by=amina, signed=NOON, at=NOON
        )


def test_only_what_is_changed_on_a_page_is_written_over_what_others_noted_meanwhile(
    staff: Client, j1: Meeting, lens: Participation, tech: Delegate, amina: User
):
    elu, leaver = lens.delegates.get(role="elu"), j1.cohort.participations.get(name="Arras")
    gone = leaver.delegates.get(role="tech")
    actions.sign(j1, tech, halves=[(j1.starts.date(), "am")], source="qr", by=None, at=MORNING)
    actions.sign(j1, elu, by=amina, at=MORNING)
    here = reverse("journeys:meeting", args=[j1.public_id])
    with time_machine.travel(NOON, tick=False):
        new = actions.replace(gone, Person.objects.create(given_name="Eve", family_name="Arras",
                              email="autre.eve@example.org"), by=amina, at=NOON)  # fmt: skip
        page = re.sub(r"[\u00a0\u202f]", " ", staff.get(here).text)
        shown = unescape(re.search(r'name="shown" value="([^"]*)"', page)[1])
        assert "matin : présent·e ; cocher : après-midi" in page
        assert page.count("Eve Arras, ") == 2, "of one name, each with her role"
        assert f'name="p-{gone.public_id}"' in page, "she was there until noon"
        actions.sign(j1, elu, status="late", by=amina, at=NOON)
        afternoon = f"p-{tech.public_id}-{j1.starts.date()}-pm"
        typed = {"shown": shown, "mode": "late", f"p-{elu.public_id}": "present",
                 afternoon: "tick", f"p-{new.public_id}": "tick"}  # fmt: skip
        assert staff.post(reverse("journeys:sign", args=[j1.public_id]), typed).status_code == 302
        noted = set(j1.presences.values_list("delegate", "half", "status", "source"))
        late = {(one.pk, half, "late", "staff") for one in (elu, new) for half in ("am", "pm")}
        assert noted == late | {(tech.pk, "am", "present", "qr"), (tech.pk, "pm", "late", "staff")}
        staff.post(reverse("journeys:sign", args=[j1.public_id]), {"shown": shown})
    assert set(elu.presences.values_list("status", flat=True)) == {"absent"}, "unticked"


def test_a_page_of_the_sheet_holds_whole_territories():
    teams = [(f"T{rank}", ["x"] * size) for rank, size in enumerate((4, 56, 1, 70, 3))]
    pages = [[name for name, _people in page] for page in sheets.in_pages(teams)]
    assert pages == [["T0", "T1"], ["T2"], ["T3"], ["T4"]], "a larger one stands alone"


def test_a_mark_that_the_sheet_was_corrected_after_is_not_written_over_it(
    j1: Meeting, tech: Delegate, amina: User
):
    half = (MORNING.date(), "am")
    actions.close_meeting(j1, by=amina, at=NOON)
    signed = MORNING + timedelta(minutes=2)
    actions.hold(j1, [(tech, "present", half)], by=amina, signed=signed, at=NOON)
    Presence.objects.create(meeting=j1, delegate=tech, day=half[0], half="am", status="excused",
                            source="staff", at=NOON, by=amina)  # fmt: skip
    keys = [str(HeldMark.objects.get().public_id)]
    with pytest.raises(Refused, match="corrigée depuis pour"):
        actions.settle_marks(j1, keys, keep=True, reason="Vue", by=amina, at=NOON)
    assert Presence.objects.get().status == "excused"
    actions.settle_marks(j1, keys, keep=False, reason="Excusée", by=amina, at=NOON)
