"""A form comes back: what differs is shown, what is chosen is taken, what is left is placed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.actions.arrivals import assign, bring, open_file, settle
from cordee.applications.doors.parcel import Parcel
from cordee.applications.exports import arrivals
from cordee.applications.models import Application, Arrival, Deposit, LeftPiece
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.actions import erase
from cordee.people.models import User
from tests.applications.conftest import DURING
from tests.applications.doors.conftest import upload
from tests.applications.files.test_joining import clamd
from tests.applications.test_matrix import paper

AFTER = datetime(2024, 12, 19, 13, tzinfo=UTC)
ANAIS = {
    "given_name": "Anaïs",
    "family_name": "Lœuf",
    "role": "elu",
    "leads": [],
    "capacity": "Maire",
    "organisation": "",
    "service": "",
    "email": "anais@example.org",
    "phone": "",
}
type Document = Callable[..., bytes]


@pytest.fixture(autouse=True)
def _during() -> Iterator[None]:
    with time_machine.travel(DURING, tick=False):
        yield


def brought(application: Application, content: bytes, by: User, at: datetime = DURING) -> Arrival:
    files = [("formulaire.docx", content)]
    parcel = Parcel(files, at, at, sender=by.email)
    return bring(parcel, edition=application.edition, application=application, by=by, at=at)


def value(application: Application, question: str) -> Any:
    row = application.answers.filter(question=question).first()
    return row.value if row else None


def page(application: Application, name: str, *more: Any) -> str:
    return reverse(f"applications:{name}", args=[application.public_id, *more])


def test_what_differs_is_shown_before_anything_is_replaced(
    writer: Client, application: Application, nadia: User, document: Document
):
    actions.save_answer(application, "besoins", "De Nadia.", by=nadia, at=DURING)
    content = document({"besoins": "Du document.", "theme": "eau"}, team=[ANAIS])
    response = writer.post(page(application, "bring"), {"files": upload(content)}, follow=True)
    assert "De Nadia." in response.text
    assert "Du document." in response.text
    assert "Anaïs Lœuf" in response.text
    assert value(application, "besoins") == "De Nadia."
    assert not application.members.exists()


def test_only_what_is_chosen_is_taken_and_the_former_text_stays_in_its_history(
    writer: Client, application: Application, nadia: User, document: Document
):
    actions.save_answer(application, "besoins", "De Nadia, un long texte.", by=nadia, at=DURING)
    arrival = brought(application, document({"besoins": "Du document.", "theme": "eau"}), nadia)
    choices = {"take:besoins": "theirs", "take:theme": "mine"}
    writer.post(page(application, "arrival", arrival.public_id), choices)
    assert value(application, "besoins") == "Du document."
    assert value(application, "theme") is None
    answer = application.answers.get(question="besoins")
    assert answer.versions.get().value == "De Nadia, un long texte."
    assert Entry.objects.filter(kind="applications.arrival_settled").count() == 1


def test_people_of_the_document_join_the_team_and_known_ones_are_corrected(
    application: Application, nadia: User, document: Document
):
    team = [ANAIS, ANAIS | {"given_name": "Zoé", "email": "", "capacity": ""}]
    arrival = brought(application, document({}, team=team), nadia)
    assert settle(arrival, take=(), mates={0}, by=nadia, at=DURING) == 0
    mate = application.members.get()
    assert (mate.given_name, mate.role, mate.capacity) == ("Anaïs", "elu", "Maire")
    again = brought(application, document({}, team=[ANAIS | {"capacity": "Adjointe"}]), nadia)
    settle(again, take=(), mates={0}, by=nadia, at=DURING)
    assert application.members.get().capacity == "Adjointe"


def test_a_document_is_settled_once(application: Application, nadia: User, document: Document):
    arrival = brought(application, document({"theme": "eau"}), nadia)
    settle(arrival, take={"theme"}, by=nadia, at=DURING)
    with pytest.raises(Refused, match="déjà classé"):
        settle(arrival, take={"theme"}, by=nadia, at=DURING)


def test_what_no_question_took_is_placed_by_hand_or_set_aside(
    writer: Client, application: Application, nadia: User, document: Document
):
    content = document({"theme": ["eau"], "besoins": "Du temps."})
    arrival = brought(application, content, nadia)
    settle(arrival, take={"besoins"}, by=nadia, at=DURING)
    one = LeftPiece.objects.create(arrival=arrival, after="Thème", text="Et de l’argent.")
    two = LeftPiece.objects.create(arrival=arrival, after="", text="Bonjour,")
    shown = writer.get(page(application, "arrival", arrival.public_id))
    assert "Et de l’argent." in shown.text
    writer.post(page(application, "piece", arrival.public_id, one.pk), {"question": "besoins"})
    writer.post(page(application, "piece", arrival.public_id, two.pk), {"question": ""})
    assert value(application, "besoins") == "Du temps.\n\nEt de l’argent."
    assert set(LeftPiece.objects.values_list("placed_in", flat=True).order_by("pk")) == {
        "besoins",
        "",
    }
    refused = writer.post(page(application, "piece", arrival.public_id, one.pk), {"question": "x"})
    assert refused.status_code == 302  # placed already: nothing more happens


def test_a_text_is_not_placed_in_a_choice(
    writer: Client, application: Application, nadia: User, document: Document
):
    arrival = brought(application, document({}), nadia)
    one = LeftPiece.objects.create(arrival=arrival, text="A")
    response = writer.post(
        page(application, "piece", arrival.public_id, one.pk), {"question": "theme"}
    )
    assert response.status_code == 422
    assert "question de texte" in response.text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>"])
def test_what_cannot_be_read_is_refused_with_its_reason(
    writer: Client, application: Application, content: bytes
):
    response = writer.post(page(application, "bring"), {"files": upload(content)})
    assert response.status_code in {302, 422}
    assert not Arrival.objects.exists()
    if response.status_code == 422:
        assert "Erreur" in response.text


def test_no_file_at_all_is_asked_for(writer: Client, application: Application):
    assert writer.post(page(application, "bring")).status_code == 422


def test_a_pdf_is_kept_and_its_answers_are_for_a_hand(writer: Client, application: Application):
    pdf = upload(paper(), "a.pdf")
    response = writer.post(page(application, "bring"), {"files": pdf}, follow=True)
    assert "est un PDF" in response.text
    assert Arrival.objects.get().found is None


def test_the_form_of_another_call_is_refused(
    application: Application, nadia: User, document: Document
):
    with pytest.raises(Refused, match="un autre appel"):
        brought(application, document({}, edition="un-autre"), nadia)


def test_the_form_of_former_rules_is_read_and_said_so(
    application: Application, nadia: User, document: Document
):
    arrival = brought(application, document({"theme": "eau"}, digest="0" * 16, version="7"), nadia)
    assert "arrival.version" in {one["code"] for one in arrival.remarks}
    assert arrival.answers["theme"] == "eau"


def test_a_document_received_in_time_still_counts_after_the_closing(
    application: Application, nadia: User, document: Document
):
    arrival = brought(application, document({"theme": "eau"}), nadia)
    assert settle(arrival, take={"theme"}, by=nadia, at=AFTER) == 1
    assert value(application, "theme") == "eau"


def test_a_document_received_too_late_takes_nothing(
    application: Application, nadia: User, document: Document
):
    arrival = brought(application, document({"theme": "eau"}), nadia, at=AFTER)
    with pytest.raises(Refused, match="clos depuis"):
        settle(arrival, take={"theme"}, by=nadia, at=AFTER)
    assert value(application, "theme") is None


def test_the_team_opens_a_file_compares_and_registers_its_deposit(
    client: Client, edition: Edition, lens: Any, amina: User, document: Document
):
    """A form that came by post, keyed at the desk after the closing, received before it."""
    client.force_login(amina)
    content = document({"besoins": "Du temps.", "theme": "eau"}, team=[ANAIS])
    address = reverse("applications:received_here", args=[edition.key])
    client.post(address, {"files": upload(content)})
    arrival = Arrival.objects.get()
    one = reverse("applications:arrival_one", args=[arrival.public_id])
    with time_machine.travel(AFTER, tick=False):
        client.force_login(amina)
        opening = {"verb": "open", "email": "anais@example.org", "territory": lens.ref}
        client.post(one, opening)
        made = Application.objects.get()
        assert (made.owner.email, made.origin) == ("anais@example.org", "document")
        client.post(one, {"verb": "settle", "take:besoins": "theirs", "take:theme": "theirs",
                          "mate": "0"})  # fmt: skip
        assert "Enregistrer le dépôt" in client.get(one).text
        client.post(one, {"verb": "hand_in"})
    deposit = Deposit.objects.get()
    assert deposit.at == DURING
    assert deposit.content["answers"]["besoins"] == "Du temps."
    assert Message.objects.filter(key__startswith="receipt", to="anais@example.org").exists()


def test_the_team_does_not_read_nor_settle_a_draft_written_on_line(
    client: Client, application: Application, nadia: User, amina: User, document: Document
):
    actions.save_answer(application, "besoins", "Un secret.", by=nadia, at=DURING)
    arrival = brought(application, document({"besoins": "Du document."}), nadia)
    client.force_login(amina)
    one = reverse("applications:arrival_one", args=[arrival.public_id])
    assert "Un secret." not in client.get(one).text
    assert client.post(one, {"verb": "settle", "take:besoins": "theirs"}).status_code == 422
    assert client.post(one, {"verb": "hand_in"}).status_code == 422
    assert value(application, "besoins") == "Un secret."


def test_an_arrival_given_to_a_file_is_read_again_for_it(
    edition: Edition, application: Application, amina: User, document: Document
):
    files = [("f.docx", document({"theme": "eau"}))]
    arrival = bring(Parcel(files, DURING, DURING), edition=edition, by=amina, at=DURING)
    assign(arrival, application, by=amina, at=DURING)
    arrival.refresh_from_db()
    assert arrival.application == application
    assert arrival.answers["theme"] == "eau"


def test_the_team_gives_an_arrival_to_a_file_by_its_name_or_its_address(
    client: Client, edition: Edition, application: Application, amina: User, document: Document
):
    client.force_login(amina)
    for given, status in (("LENS", 302), (page(application, "detail"), 302), ("Ailleurs", 422)):
        parcel = Parcel([("f.docx", document({}))], DURING, DURING)
        arrival = bring(parcel, edition=edition, by=amina, at=DURING)
        one = reverse("applications:arrival_one", args=[arrival.public_id])
        response = client.post(one, {"verb": "assign", "application": given})
        arrival.refresh_from_db()
        assert response.status_code == status
        assert (arrival.application == application) is (status == 302)


def test_a_file_is_not_opened_for_a_form_received_too_late(
    edition: Edition, lens: Any, amina: User, document: Document
):
    parcel = Parcel([("f.docx", document({}))], AFTER, AFTER)
    arrival = bring(parcel, edition=edition, by=amina, at=AFTER)
    with pytest.raises(Refused, match="clos depuis"):
        open_file(
            arrival, edition=edition, email="a@example.org", territory=lens, by=amina, at=AFTER
        )
    assert not Application.objects.exists()


def test_a_stranger_sees_nothing_of_an_arrival(
    client: Client, application: Application, nadia: User, farida: User, document: Document
):
    arrival = brought(application, document({}), nadia)
    client.force_login(farida)
    file = arrival.files.get().pk
    for address in (
        page(application, "bring"), page(application, "arrival", arrival.public_id),
        page(application, "arrived_file", arrival.public_id, file),
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    for name, more in (("arrival_one", ()), ("file_here", (file,))):
        address = reverse(f"applications:{name}", args=[arrival.public_id, *more])
        assert client.get(address).status_code == 403


def test_a_file_of_an_arrival_is_downloaded_never_shown(
    writer: Client, application: Application, nadia: User, document: Document
):
    arrival = brought(application, document({}), nadia)
    address = page(application, "arrived_file", arrival.public_id, arrival.files.get().pk)
    with clamd(b"stream: Eicar FOUND\0"):  # it slept when the file came in
        assert writer.get(address).status_code == 403
    response = writer.get(address)
    response.close()
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_what_came_from_someone_is_hers_to_read_and_erased_with_her(
    application: Application, farida: User, document: Document
):
    arrival = brought(application, document({}), farida)
    assert arrivals(farida.person, DURING)[0]["fichiers"] == ["formulaire.docx"]
    erase(farida.person, by=None, at=DURING)
    arrival.refresh_from_db()
    assert arrival.sender == ""


def test_from_the_page_of_the_call_one_is_led_to_ones_file(
    writer: Client, application: Application, edition: Edition
):
    response = writer.get(reverse("applications:which", args=[edition.key]))
    assert response["Location"] == page(application, "bring")


def test_the_lists_cost_the_same_whatever_they_hold(  # noqa: PLR0917 - fixtures
    application: Application, nadia: User, amina: User, document: Document,
    cost: Callable[[Client, str], int], client: Client,
):  # fmt: skip
    content = document({"theme": "eau"})
    brought(application, content, nadia)
    staff = Client()
    staff.force_login(amina)
    client.force_login(nadia)
    here = reverse("applications:received_here", args=[application.edition.key])
    lists = ((client, page(application, "bring")), (staff, here))
    first = [cost(who, address) for who, address in lists]
    for _time in range(2):
        brought(application, content, nadia)
    assert [cost(who, address) for who, address in lists] == first
