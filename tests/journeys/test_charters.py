"""The charter is sent, read, signed by whoever has the capacity; its proof is kept."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cordee.journeys import actions, entrances
from cordee.journeys.models import Charter, Participation
from cordee.journeys.papers import charter_pdf
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from tests.journeys.conftest import account

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)
MAYOR = "maire@example.org"
WHO = {"signatory": "Nour Haddad", "capacity": "Maire", "delegation": "", "agreed": "on"}


@pytest.fixture
def charter(lens: Participation, amina: User) -> Charter:
    Charter.objects.filter(participation=lens).update(text="## Nos promesses\n\n- Venir\n- Dire")
    actions.send_charter(lens, MAYOR, by=amina, at=NOW)
    return Charter.objects.get(participation=lens)


def link(charter: Charter, address: str = MAYOR) -> str:
    return entrances.charter_link(charter, address).removeprefix("http://localhost:8000")


def words_of(made: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return re.sub(r"\s+", " ", text)


def test_sending_gives_the_charter_with_its_text_and_a_link(charter: Charter):
    letter = Message.objects.get(key__startswith="journeys.charter:")
    assert letter.to == MAYOR
    assert charter.given_at == NOW
    assert letter.enclosures.count() == 1
    kinds = Entry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["journeys.charter_given", "journeys.charter_sent"]


def test_whoever_signs_reads_agrees_and_keeps_a_copy_without_an_account(
    client: Client, charter: Charter
):
    page = link(charter)
    with time_machine.travel(NOW, tick=False):
        assert "Nos promesses" in client.get(page).text
        assert client.post(page, WHO | {"agreed": ""}).status_code == 422
        assert client.post(page, WHO | {"capacity": ""}).status_code == 422
        assert Charter.objects.filter(signed_at=None).count() == 2
        assert client.post(page, WHO).status_code == 302
        signed = client.get(page)
        assert "Signée par Nour Haddad, Maire" in signed.text
        assert "Signer la charte" not in signed.text
        copy = client.get(page, {"copie": "1"})
    told = words_of(copy.content)
    assert "Nour Haddad" in told
    assert charter.digest in told.replace(" ", "")
    charter.refresh_from_db()
    assert charter.proof == {"method": "link", "address": MAYOR, "digest": charter.digest}


def test_what_is_signed_by_link_is_not_written_over(
    client: Client, charter: Charter, lens: Participation, amina: User
):
    with time_machine.travel(NOW, tick=False):
        client.post(link(charter), WHO)
        client.post(link(charter), WHO | {"signatory": "Quelqu’un d’autre"})
    with pytest.raises(Refused, match="déjà signée"):
        actions.sign_charter(lens, signatory="X", capacity="Y", signed_at=NOW, by=amina, at=NOW)
    with pytest.raises(Refused, match="déjà signée"):
        actions.send_charter(lens, "autre@example.org", by=amina, at=NOW)
    charter.refresh_from_db()
    assert charter.signatory == "Nour Haddad"


def test_sent_to_another_address_the_former_link_is_no_longer_good(
    client: Client, charter: Charter, lens: Participation, amina: User
):
    actions.send_charter(lens, "autre@example.org", by=amina, at=NOW)
    assert client.get(link(charter)).status_code == 410
    assert client.get(link(charter, "autre@example.org")).status_code == 200
    assert client.get(reverse("journeys:sign_charter", args=["a:b:c"])).status_code == 410


def test_the_paper_signed_by_hand_is_kept_and_read_by_the_delegation_only(
    client: Client, charter: Charter, lens: Participation, arras: Participation, amina: User
):
    client.force_login(amina)
    page = reverse("journeys:charter", args=[lens.public_id])
    told = {"signatory": "Nour", "capacity": "Maire", "signed_on": "2025-03-09"}
    with time_machine.travel(NOW, tick=False):
        wrong = SimpleUploadedFile("charte.pdf", b"MZ", "application/pdf")
        assert client.post(page, told | {"scan": wrong}).status_code == 422
        right = SimpleUploadedFile("charte.pdf", b"%PDF-1.4 x", "application/pdf")
        assert client.post(page, told | {"scan": right}).status_code == 302
    scanned = reverse("journeys:charter_original", args=[lens.public_id])
    statuses = {}
    for name, user in (("lens", account(lens, "tech")), ("arras", account(arras, "tech"))):
        client.force_login(user)
        with time_machine.travel(NOW, tick=False):
            statuses[name] = client.get(scanned).status_code
    assert statuses == {"lens": 200, "arras": 404}
    charter.refresh_from_db()
    assert charter.proof == {"method": "paper"}


def test_the_same_charter_is_the_same_paper(charter: Charter):
    assert charter_pdf(charter) == charter_pdf(charter)


def test_the_page_of_a_link_opened_before_does_not_write_over_the_paper(
    charter: Charter, lens: Participation, amina: User
):
    told = {"capacity": "Maire", "signed_at": NOW, "at": NOW}
    actions.sign_charter(lens, signatory="Nour", by=amina, **told)
    with pytest.raises(Refused, match="déjà signée"):
        actions.sign_charter(lens, signatory="X", proof={"method": "link"}, by=None, **told)
    charter.refresh_from_db()
    assert charter.signatory == "Nour"


def test_a_link_ends_with_its_year_and_with_the_departure_of_its_territory(
    client: Client, charter: Charter, lens: Participation, amina: User
):
    with time_machine.travel(NOW, tick=False):
        page = link(charter)
        assert client.get(page).status_code == 200
    with time_machine.travel(NOW + timedelta(days=367), tick=False):
        assert client.get(page).status_code == 410
    actions.withdraw(lens, reason="Fusion.", by=amina, at=NOW)
    with time_machine.travel(NOW, tick=False):
        assert client.get(page).status_code == 410
