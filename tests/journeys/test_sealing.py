"""The signed copy of a charter bears a seal that a changed byte breaks."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from cordee.journeys import actions
from cordee.journeys.models import Charter, Participation
from cordee.journeys.papers import charter_pdf
from cordee.journeys.sealing import seal_signed
from cordee.ledger.models import Entry
from cordee.people.models import User

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path):
    settings.SEAL_DIR = tmp_path / "seal"


@pytest.fixture
def signed(lens: Participation, amina: User) -> Participation:
    told = {"signatory": "Nour Haddad", "capacity": "Maire", "signed_at": NOW, "at": NOW}
    actions.sign_charter(lens, by=amina, **told)
    return lens


def is_whole(sealed: bytes, certificate: bytes) -> bool:
    [found] = PdfFileReader(BytesIO(sealed)).embedded_signatures
    trusted = ValidationContext(trust_roots=list(load_certs_from_pemder_data(certificate)))
    status = validate_pdf_signature(found, trusted)
    return status.bottom_line


def test_the_worker_seals_the_signed_copy_once_and_anybody_can_check_it(
    client: Client, signed: Participation, amina: User
):
    seal_signed(signed.pk, at=NOW)
    seal_signed(signed.pk, at=NOW)
    client.force_login(amina)
    copy = client.get(reverse("journeys:charter_paper", args=[signed.public_id])).content
    certificate = client.get("/cachet.pem").content
    assert b"PRIVATE" not in certificate
    assert is_whole(copy, certificate)
    inside = len(charter_pdf(signed.charter)) // 2
    changed = copy[:inside] + bytes([copy[inside] ^ 1]) + copy[inside + 1 :]
    assert not is_whole(changed, certificate)
    assert Entry.objects.filter(kind="journeys.charter_sealed").count() == 1


def test_a_charter_that_nobody_signed_is_not_sealed(lens: Participation):
    seal_signed(lens.pk, at=NOW)
    assert Charter.objects.get(participation=lens).sealed == ""


def test_a_signature_written_anew_is_sealed_anew(signed: Participation, amina: User):
    seal_signed(signed.pk, at=NOW)
    first = Charter.objects.get(participation=signed).sealed.name
    told = {"signatory": "Nour Haddad", "capacity": "Première adjointe", "signed_at": NOW}
    actions.sign_charter(signed, by=amina, at=NOW, **told)
    assert Charter.objects.get(participation=signed).sealed == ""
    seal_signed(signed.pk, at=NOW)
    assert Charter.objects.get(participation=signed).sealed.name != first
