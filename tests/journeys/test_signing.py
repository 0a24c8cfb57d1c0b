"""Signing in by the code of the room or one's own link; the paper goes out and comes back."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cordee.journeys import actions, entrances
from cordee.journeys.models import Cohort, Delegate, Meeting, Participation, Presence, Scan
from cordee.journeys.papers import certificate, certificate_pdf, sheet, sheet_pdf
from cordee.journeys.reminders import OWN_LINK
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people.models import User
from tests.journeys.conftest import account

MORNING = datetime(2025, 2, 27, 9, tzinfo=UTC)  # 10 h à Paris, J1 commence à 9 h 30
AFTERNOON = datetime(2025, 2, 27, 14, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def j1(cohort: Cohort) -> Meeting:
    return cohort.meetings.get(key="j1")


@pytest.fixture
def tech(lens: Participation) -> Delegate:
    return lens.delegates.get(role="tech")


def code_of(meeting: Meeting, at: datetime) -> str:
    return entrances.address_at(meeting, at).removeprefix("http://localhost:8000")


def test_the_code_of_the_room_then_one_button_and_the_morning_is_signed(
    client: Client, j1: Meeting, lens: Participation, tech: Delegate
):
    client.force_login(account(lens, "tech"))
    with time_machine.travel(MORNING, tick=False):
        page = client.get(code_of(j1, MORNING), follow=True)
        assert "Je suis là ce matin" in page.text
        assert not Presence.objects.exists()
        answer = client.post(reverse("journeys:attend", args=[j1.public_id]), follow=True)
    assert "Votre présence est enregistrée" in answer.text
    one = Presence.objects.get()
    assert (one.delegate, one.half, one.source, one.status) == (tech, "am", "qr", "present")
    assert Entry.objects.filter(kind="journeys.signed").count() == 1


def test_signing_twice_writes_one_line_and_the_afternoon_is_another(
    j1: Meeting, tech: Delegate, amina: User
):
    for at in (MORNING, MORNING + timedelta(minutes=1), AFTERNOON):
        actions.sign_oneself(j1, tech, mode="", source="qr", by=amina, at=at)
    assert list(Presence.objects.order_by("half").values_list("half", flat=True)) == ["am", "pm"]


def test_without_the_code_nothing_is_signed(client: Client, j1: Meeting, lens: Participation):
    client.force_login(account(lens, "tech"))
    with time_machine.travel(MORNING, tick=False):
        answer = client.post(reverse("journeys:attend", args=[j1.public_id]))
        assert answer.status_code == 410
        old = client.get(code_of(j1, MORNING - timedelta(minutes=10)))
    assert old.status_code == 410
    assert "change chaque minute" in old.text
    assert not Presence.objects.exists()


def test_the_proof_waits_half_an_hour_for_someone_to_sign_in(
    client: Client, j1: Meeting, lens: Participation
):
    with time_machine.travel(MORNING, tick=False):
        assert client.get(code_of(j1, MORNING)).status_code == 302
    user = account(lens, "tech")
    client.force_login(user)
    page = reverse("journeys:attend", args=[j1.public_id])
    session = client.session
    session[f"journeys.presence.{j1.public_id}"] = MORNING.timestamp()
    session.save()
    with time_machine.travel(MORNING + timedelta(minutes=29), tick=False):
        assert client.get(page).status_code == 200
    with time_machine.travel(MORNING + timedelta(minutes=31), tick=False):
        assert client.get(page).status_code == 410


def test_whoever_is_not_expected_finds_no_page(client: Client, j1: Meeting, amina: User):
    client.force_login(amina)
    with time_machine.travel(MORNING, tick=False):
        assert client.get(code_of(j1, MORNING), follow=True).status_code == 404


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2025, 2, 27, 6, tzinfo=UTC), "C’est trop tôt"),
        (datetime(2025, 2, 27, 18, tzinfo=UTC), "L’émargement est terminé"),
    ],
)
def test_a_future_or_a_past_meeting_cannot_be_signed(
    client: Client, j1: Meeting, tech: Delegate, at: datetime, words: str
):
    address = entrances.own_link(j1, tech).removeprefix("http://localhost:8000")
    with time_machine.travel(at, tick=False):
        assert words in client.get(address).text
        assert client.post(address).status_code == 422
    assert not Presence.objects.exists()


def test_ones_own_link_signs_without_an_account_after_a_confirmation(
    client: Client, j1: Meeting, tech: Delegate
):
    Meeting.objects.update(mode="hybrid")
    address = entrances.own_link(j1, tech).removeprefix("http://localhost:8000")
    with time_machine.travel(MORNING, tick=False):
        assert "Où êtes-vous" in client.get(address).text
        assert not Presence.objects.exists()
        assert client.post(address, {"mode": "dehors"}).status_code == 422
        assert client.post(address, {"mode": "remote"}).status_code == 302
    one = Presence.objects.get()
    assert (one.mode, one.source, one.by) == ("remote", "link", None)


def test_a_link_made_by_hand_or_of_another_meeting_opens_nothing(
    client: Client, cohort: Cohort, arras: Participation, tech: Delegate
):
    own = cohort.meetings.filter(participation=arras).first()
    foreign = entrances.own_link(own, tech).removeprefix("http://localhost:8000")
    assert client.get(foreign).status_code == 404
    assert client.get(reverse("journeys:by_link", args=["x:y:z"])).status_code == 404


def test_a_closed_sheet_takes_no_more_signature(
    client: Client, j1: Meeting, tech: Delegate, amina: User
):
    actions.close_meeting(j1, by=amina, at=MORNING)
    address = entrances.own_link(j1, tech).removeprefix("http://localhost:8000")
    with time_machine.travel(MORNING, tick=False):
        assert "est close" in client.get(address).text
        assert client.post(address).status_code == 422
    assert not Presence.objects.exists()


def test_the_screen_of_the_room_counts_who_signed(
    staff: Client, client: Client, j1: Meeting, tech: Delegate, amina: User
):
    actions.sign_oneself(j1, tech, mode="", source="qr", by=None, at=MORNING)
    page = reverse("journeys:gate", args=[j1.public_id])
    with time_machine.travel(MORNING, tick=False):
        whole = staff.get(page)
        part = staff.get(page, headers={"HX-Request": "true"})
    assert "<strong>1</strong> sur 4" in whole.text
    assert "<svg" in part.text
    assert "<html" not in part.text
    with time_machine.travel(MORNING - timedelta(hours=5), tick=False):
        assert "<svg" not in staff.get(page, headers={"HX-Request": "true"}).text


def test_the_printed_sheet_has_a_page_and_a_code_a_half_day(j1: Meeting):
    told = sheet(j1)
    assert len(told["pages"]) == 2
    assert [line[0] for line in told["pages"][0]["people"]] == [
        "Eve Arras", "Theo Arras", "Eve Lens", "Theo Lens",
    ]  # fmt: skip
    assert told["pages"][0]["code"] != told["pages"][1]["code"]
    made = sheet_pdf(j1)
    assert len(PdfReader(BytesIO(made)).pages) == 2
    assert made == sheet_pdf(j1)


def test_a_signed_page_comes_back_once_and_can_be_taken_away(staff: Client, j1: Meeting):
    page = reverse("journeys:scans", args=[j1.public_id, 1])
    for _ in range(2):
        sent = {"file": SimpleUploadedFile("photo.png", PNG, "image/png")}
        assert staff.post(page, sent).status_code == 302
    one = Scan.objects.get()
    assert one.page == 1
    got = staff.get(reverse("journeys:scan", args=[j1.public_id, one.public_id]))
    assert got.content == PNG
    assert got["Content-Disposition"].startswith("attachment")
    staff.post(reverse("journeys:remove_scan", args=[j1.public_id, one.public_id]))
    assert not Scan.objects.filter(removed_at=None).exists()
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["journeys.scan_attached", "journeys.scan_removed"]


@pytest.mark.parametrize("content", [b"MZ\0\0", b"<svg onload=x>", b"PK\x03\x04", b""])
def test_what_is_no_picture_is_refused(staff: Client, j1: Meeting, content: bytes):
    sent = {"file": SimpleUploadedFile("feuille.png", content, "image/png")}
    answer = staff.post(reverse("journeys:scans", args=[j1.public_id, 1]), sent)
    assert answer.status_code == 422
    assert not Scan.objects.exists()


def test_an_attestation_tells_closed_sheets_only(
    j1: Meeting, tech: Delegate, lens: Participation, amina: User
):
    actions.sign(j1, tech, by=amina, at=AFTERNOON)
    with pytest.raises(Refused, match="Aucune feuille"):
        certificate_pdf(tech, at=AFTERNOON)
    actions.close_meeting(j1, by=amina, at=AFTERNOON)
    told = certificate(tech, at=AFTERNOON)
    assert told["rows"] == [["J1", "", "27\N{NO-BREAK SPACE}février 2025 (matin, après-midi)"]]
    assert told["total"].replace("\N{NO-BREAK SPACE}", " ") == "1 rencontre (2 demi-journées)"
    with pytest.raises(Refused):
        certificate_pdf(lens.delegates.get(role="elu"), at=AFTERNOON)


def test_an_attestation_is_ones_own_or_given_by_the_team(
    client: Client, j1: Meeting, tech: Delegate, lens: Participation, amina: User
):
    actions.sign(j1, tech, by=amina, at=AFTERNOON)
    actions.close_meeting(j1, by=amina, at=AFTERNOON)
    page = reverse("journeys:certificate", args=[lens.public_id, tech.public_id])
    statuses = {}
    for name, user in (
        ("herself", account(lens, "tech")), ("mate", account(lens, "elu")), ("team", amina),
    ):  # fmt: skip
        client.force_login(user)
        statuses[name] = client.get(page).status_code
    assert statuses == {"herself": 200, "mate": 404, "team": 200}


def test_whoever_may_follow_from_afar_gets_her_link_on_the_day(cohort: Cohort, j1: Meeting):
    day = MORNING - timedelta(hours=3)
    assert not list(OWN_LINK.proposals(day))
    Meeting.objects.filter(pk=j1.pk).update(mode="hybrid")
    found = list(OWN_LINK.proposals(day))
    assert len(found) == 4
    assert "/emarger/lien/" in found[0].text
    assert {one.until for one in found} == {j1.starts}, "the floor would hold it past the morning"
    assert all(one.private for one in found), "the team would read a link that signs for someone"
    assert not mail.outbox
