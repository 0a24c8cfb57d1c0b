"""A form comes by mail: kept once, answered kindly, compared by those who write the file."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cordee.applications import commands, tasks
from cordee.applications.doors.mail import parcel_of
from cordee.applications.doors.mailbox import Unreachable, fetch
from cordee.applications.models import Application, Arrival, Deposit
from cordee.applications.rules.arrivals import counted
from cordee.calls.models import Edition
from cordee.ledger.models import Entry, Message
from cordee.people.models import User
from tests.applications.conftest import small
from tests.applications.doors.imap import serving
from tests.applications.files.test_joining import clamd
from tests.applications.test_matrix import paper

AT = datetime(2024, 12, 12, 10, tzinfo=UTC)
RECEIVED = datetime(2024, 12, 12, 9, 30, tzinfo=UTC)
type Document = Callable[..., bytes]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def mail(*files: tuple[str, bytes], sender: str = "nadia@example.org", **more: str) -> bytes:
    """A mail with those files."""
    made = EmailMessage()
    made["From"] = f"Quelqu’un <{sender}>"
    made["To"] = more.pop("to", "candidatures@example.org")
    made["Subject"] = more.pop("subject", "Notre candidature")
    made["Message-ID"] = more.pop("key", "<un@example.org>")
    made["Date"] = "Thu, 12 Dec 2024 10:29:00 +0100"
    made["Received"] = "from a by b; Thu, 12 Dec 2024 10:29:30 +0100"
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    made.set_content("Bonjour, voici notre dossier. Œuvre commune.")
    for name, content in files:
        made.add_attachment(content, "application", "octet-stream", filename=name)
    return made.as_bytes()


def fetched(*messages: bytes) -> list[Arrival]:
    with serving(*messages) as box:
        fetch(box.url, at=AT)
    return list(Arrival.objects.order_by("pk"))


def letter() -> Message:
    return Message.objects.get(key__startswith="arrival:")


def codes(arrival: Arrival) -> set[str]:
    return {one["code"] for one in arrival.remarks}


def test_a_form_mailed_by_who_writes_waits_in_her_file_and_replaces_nothing(
    application: Application, document: Document
):
    [arrival] = fetched(mail(("fiche.docx", document({"besoins": "Du temps."}))))
    assert arrival.application == application
    assert arrival.answers["besoins"] == "Du temps."
    assert arrival.ended_at == RECEIVED
    assert arrival.text.startswith("Bonjour, voici")
    assert not application.answers.exists()
    said = letter()
    assert said.to == "nadia@example.org"
    assert str(arrival.public_id) in said.text
    assert "10 h 30" in said.text.replace("\u00a0", " ")
    assert Entry.objects.filter(kind="applications.arrived").count() == 1


def test_the_same_mail_twice_is_kept_once_and_answered_once(
    application: Application, document: Document
):
    one = mail(("fiche.docx", document({})))
    assert len(fetched(one, one)) == 1
    assert Message.objects.filter(key__startswith="arrival:").count() == 1
    assert Entry.objects.filter(kind="applications.arrived_again").count() == 1


def test_a_mail_is_marked_seen_and_not_read_again(application: Application, document: Document):
    with serving(mail(("fiche.docx", document({})))) as box:
        assert fetch(box.url, at=AT).kept == 1
        assert box.seen == {1}
        assert fetch(box.url, at=AT).kept == 0


def test_an_unknown_sender_waits_for_the_team_and_is_told_how_to_go_on(
    application: Application, document: Document
):
    [arrival] = fetched(mail(("fiche.docx", document({})), sender="autre@example.org"))
    assert (arrival.application, arrival.edition) == (None, application.edition)
    assert "arrival.file" in codes(arrival)
    assert letter().to == "autre@example.org"


def test_a_form_taken_from_a_file_one_is_no_part_of_is_not_given_to_it(
    application: Application, document: Document
):
    """An address in a From header proves nothing, and the answer names nobody's file."""
    stolen = document({}, file=str(application.public_id))
    [arrival] = fetched(mail(("fiche.docx", stolen), sender="autre@example.org"))
    assert arrival.application is None
    assert "ne fait pas partie" in str(arrival.remarks)
    assert "Lens" not in letter().text


def test_a_mail_that_names_no_call_is_kept_and_asked_about(edition: Edition):
    [arrival] = fetched(mail(("lettre.pdf", paper())))
    assert arrival.edition is None
    assert {"arrival.call", "arrival.pdf"} <= codes(arrival)
    assert "nom de l’appel" in letter().text


@pytest.mark.parametrize(
    "more", [{"to": "candidatures+petit-appel@example.org"}, {"subject": "Re: PETIT APPEL"}]
)
def test_a_pdf_alone_is_filed_by_hand_in_the_call_its_mail_names(
    application: Application, more: dict[str, str]
):
    [arrival] = fetched(mail(("dossier.pdf", paper()), **more))
    assert (arrival.application, arrival.found) == (application, None)
    assert "se reportent à la main" in letter().text


def test_among_several_files_the_form_is_read_and_the_others_kept(
    application: Application, document: Document
):
    files = [("a.pdf", paper()), ("b.docx", document({"theme": "eau"})), ("c.docx", b"PK\x03\x04")]
    [arrival] = fetched(mail(*files))
    forms = dict(arrival.files.values_list("name", "form").order_by("pk"))
    assert forms == {"a.pdf": False, "b.docx": True, "c.docx": False}
    assert {"arrival.pdf", "document.damaged"} <= codes(arrival)


def test_a_mail_without_file_is_kept_and_answered(application: Application):
    [arrival] = fetched(mail(subject="petit-appel"))
    assert "arrival.nothing" in codes(arrival)
    assert "aucun fichier" in letter().text


@pytest.mark.parametrize(
    "more",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"sender": "noreply@example.org"}],
)
def test_a_machine_is_answered_nothing(application: Application, more: dict[str, str]):
    [arrival] = fetched(mail(**more))
    assert "arrival.automatic" in codes(arrival)
    assert not Message.objects.filter(key__startswith="arrival:").exists()


def test_an_infected_file_is_not_kept_and_its_sender_is_told(
    application: Application, document: Document
):
    with clamd(b"stream: Eicar FOUND\0"):
        [arrival] = fetched(mail(("fiche.docx", document({})), subject="petit-appel"))
    assert not arrival.files.exists()
    assert "Eicar" in letter().text


def test_a_message_too_large_stays_unseen_for_a_hand(edition: Edition):
    with serving(mail()) as box:
        box.size = 90 * 1024 * 1024
        assert fetch(box.url, at=AT).too_large == 1
        assert box.seen == set()
    assert not Arrival.objects.exists()


def test_a_mailbox_that_refuses_us_says_so(edition: Edition):
    with serving() as box, pytest.raises(Unreachable):
        fetch(box.url.replace("secret", "faux"), at=AT)
    with serving() as box, pytest.raises(Unreachable, match="Ailleurs"):
        fetch(box.url.replace("INBOX", "Ailleurs"), at=AT)


def test_the_command_and_the_worker_read_the_mailbox(
    application: Application, document: Document, capsys: pytest.CaptureFixture[str]
):
    assert tasks.fetch_mail(0) == 0
    assert commands.read(None) == 2
    with serving(mail(("f.docx", document({})))) as box, override_settings(MAILBOX_URL=box.url):
        assert commands.read(None) == 0
        assert tasks.fetch_mail(0) == 0
    with override_settings(MAILBOX_URL="imap://a:b@127.0.0.1:1/INBOX"):
        assert commands.read(None) == 1
    assert "1 courriel gardé" in capsys.readouterr().out.replace("\u00a0", " ")


def test_what_counts_is_what_the_call_says():
    ended = RECEIVED
    began = datetime(2024, 12, 12, 9, 29, 30, tzinfo=UTC)
    sent = datetime(2024, 12, 12, 9, 29, tzinfo=UTC)
    wanted = {"received": ended, "complete": ended, "started": began, "sent": sent}
    for rule, instant in wanted.items():
        window = {"key": "w", "closes": "2024-12-19T12:00", "counts": rule}
        definition = small(windows=[window])
        assert counted(definition, began=began, ended=ended, sent=sent) == instant
    future = datetime(2024, 12, 13, tzinfo=UTC)
    assert counted(definition, began=began, ended=ended, sent=future) == ended


def test_the_reception_began_when_our_relay_took_it():
    found = parcel_of(mail(), ended=RECEIVED)
    assert found.began == datetime(2024, 12, 12, 9, 29, 30, tzinfo=UTC)
    late = parcel_of(mail(), ended=datetime(2024, 12, 14, tzinfo=UTC))
    assert late.began == late.ended


@given(raw=st.one_of(st.binary(max_size=400), st.text(max_size=300).map(
    lambda one: f"From: {one}\r\nSubject: =?utf-8?q?{one}?=\r\nContent-Type: {one}\r\n"
                f"Content-Disposition: attachment; filename*={one}\r\nDate: {one}\r\n\r\n{one}"
                .encode("utf-8", "replace"))))  # fmt: skip
def test_any_bytes_are_a_mail(raw: bytes):
    found = parcel_of(raw, ended=RECEIVED)
    assert found.message_id
    assert "\0" not in found.text + found.subject


def test_a_mailed_file_is_handed_in_by_the_team_with_the_same_receipt(
    client: Any, edition: Edition, lens: Any, amina: User, document: Document
):
    [arrival] = fetched(mail(("f.docx", document({"besoins": "Du temps.", "theme": "eau"},
                                                  team=[ELU]))))  # fmt: skip
    client.force_login(amina)
    one = f"/espace/arrivees/{arrival.public_id}/"
    client.post(one, {"verb": "open", "email": "nadia@example.org", "territory": lens.ref})
    choices = {"take:besoins": "theirs", "take:theme": "theirs", "mate": "0"}
    client.post(one, {"verb": "settle", **choices})
    client.post(one, {"verb": "hand_in"})
    deposit = Deposit.objects.get()
    assert deposit.application.origin == "email"
    assert Message.objects.filter(key__startswith="receipt", to="nadia@example.org").exists()


ELU = {
    "given_name": "Anaïs", "family_name": "Lœuf", "role": "elu", "leads": [], "capacity": "Maire",
    "organisation": "", "service": "", "email": "anais@example.org", "phone": "",
}  # fmt: skip
