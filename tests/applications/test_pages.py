"""A file from its first page to its proof, by the pages alone."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.models import Application, Deposit
from cordee.calls.models import Edition
from cordee.ledger.delivery import enclosed
from cordee.ledger.models import Message
from cordee.people.actions.seats import give_seat
from cordee.people.models import Person, User
from cordee.territories.models import Territory
from tests.applications.conftest import DURING
from tests.applications.test_matrix import paper

AFTER = "2024-12-19T12:00+01:00"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


def at(name: str, application: Application, *args: object) -> str:
    return reverse(f"applications:{name}", args=[application.public_id, *args])


def test_the_eligibility_is_told_before_writing(writer: Client, edition: Edition, rouen: Territory):
    page = reverse("applications:begin", args=[edition.key])
    answer = writer.post(page, {"territory": rouen.ref, "read-0": "on"})
    assert answer.status_code == 422
    assert "Hauts-de-France" in answer.text
    assert not Application.objects.exists()


def test_what_the_call_is_not_must_be_acknowledged(
    writer: Client, edition: Edition, lens: Territory
):
    page = reverse("applications:begin", args=[edition.key])
    answer = writer.post(page, {"territory": lens.ref, "start": "1"})
    assert answer.status_code == 422
    assert not Application.objects.exists()


def test_a_file_is_opened_for_an_eligible_body(writer: Client, edition: Edition, lens: Territory):
    page = reverse("applications:begin", args=[edition.key])
    answer = writer.post(page, {"territory": lens.ref, "read-0": "on", "start": "1"})
    made = Application.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == at("detail", made)
    assert made.department == "62"


def test_what_is_missing_is_told_under_the_page_that_mends_it(
    writer: Client, application: Application
):
    page = writer.get(at("check", application)).text
    missing = page[page.index("<main") :].partition("</nav>")[2]
    part = missing.index(at("section", application, "projet"))
    assert part < missing.index("il manque votre réponse")
    assert missing.index(at("team", application)) < part


def test_nobody_begins_a_file_before_the_opening(
    writer: Client, edition: Edition, lens: Territory, clock
):
    """R1: the page says when, and a form sent by hand opens nothing."""
    clock.move_to("2024-11-07T23:59+01:00")
    writer.force_login(User.objects.get(email="nadia@example.org"))
    page = reverse("applications:begin", args=[edition.key])
    answer = writer.post(page, {"territory": lens.ref, "read-0": "on", "start": "1"})
    assert answer.status_code == 422
    assert "vendredi 8 novembre 2024" in answer.text.replace("\xa0", " ")
    assert not Application.objects.exists()


def test_every_page_of_a_file_says_it_is_not_deposited(writer: Client, application: Application):
    pages = [at(name, application) for name in ("detail", "team", "read", "check")]
    for page in [*pages, at("section", application, "projet")]:
        answer = writer.get(page)
        assert answer.status_code == 200
        assert "NON DÉPOSÉ" in answer.text
        assert "jeudi 19 décembre 2024 à 12" in answer.text.replace("\xa0", " ")


def test_a_page_of_the_form_is_saved_without_javascript(writer: Client, application: Application):
    answer = writer.post(
        at("section", application, "projet"), {"besoins": "Du temps.", "theme": "eau"}
    )
    assert answer.status_code == 302
    saved = dict(application.answers.values_list("question", "value").order_by("pk"))
    assert saved == {"besoins": "Du temps.", "theme": "eau"}


def test_one_answer_is_saved_while_it_is_typed(writer: Client, application: Application):
    answer = writer.post(at("save", application, "besoins"), {"besoins": "ligne\n" * 5})
    assert answer.status_code == 200
    assert "Raccourcissez de 2" in answer.text.replace("\xa0", " ")
    assert application.answers.get().revision == 1


def test_two_hands_on_one_answer_see_both_texts(writer: Client, application: Application):
    writer.post(at("save", application, "besoins"), {"besoins": "Un"})
    writer.post(at("save", application, "besoins"), {"besoins": "Deux", "besoins:revision": "1"})
    answer = writer.post(
        at("save", application, "besoins"), {"besoins": "Trois", "besoins:revision": "1"}
    )
    assert "Deux" in answer.text
    assert "Trois" in answer.text


def complete(writer: Client, application: Application) -> None:
    writer.post(at("section", application, "projet"), {"besoins": "Du temps.", "theme": "eau"})
    writer.post(
        at("team", application),
        {"given_name": "Ève", "family_name": "Roy", "role": "elu", "email": "eve@example.org"},
    )


def test_a_deposit_gives_a_receipt_a_mail_and_a_digest_anyone_verifies(
    writer: Client, application: Application, django_capture_on_commit_callbacks
):
    complete(writer, application)
    answer = writer.post(at("deposit", application))
    made = Deposit.objects.get()
    assert answer.status_code == 302
    assert made.digest in writer.get(answer["Location"]).text
    assert "DÉPOSÉ" in writer.get(at("detail", application)).text
    paper = writer.get(at("receipt_paper", application, 1))
    assert paper.content.startswith(b"%PDF")
    letter = Message.objects.get(key=f"receipt:{made.pk}:nadia@example.org")
    assert enclosed(letter.enclosures.get()) == paper.content
    visitor = Client()
    found = visitor.get(reverse("applications:verify"), {"empreinte": made.digest})
    assert "dépôt enregistré" in found.text
    assert "Du temps" not in found.text


def test_a_double_click_deposits_once(writer: Client, application: Application):
    complete(writer, application)
    writer.post(at("deposit", application))
    writer.post(at("deposit", application))
    assert Deposit.objects.count() == 1


def test_an_incomplete_file_is_refused_with_every_reason(writer: Client, application: Application):
    answer = writer.post(at("deposit", application))
    assert answer.status_code == 422
    assert "Besoins" in answer.text
    assert "Élu·e" in answer.text
    assert not Deposit.objects.exists()


def test_noon_sharp_is_too_late_and_the_text_is_kept(
    writer: Client, application: Application, clock
):
    complete(writer, application)
    clock.move_to(AFTER)
    writer.force_login(application.owner)
    assert writer.post(at("deposit", application)).status_code == 422
    answer = writer.post(at("save", application, "besoins"), {"besoins": "Trop tard."})
    assert "Trop tard." in answer.text
    assert application.answers.get(question="besoins").value == "Du temps."
    assert not Deposit.objects.exists()


def test_nobody_else_sees_the_file(client: Client, application: Application):
    stranger = User.objects.create_user("zoe@example.org")
    client.force_login(stranger)
    for name in ("detail", "team", "read", "check", "withdraw"):
        assert client.get(at(name, application)).status_code == 404
    for name in ("deposit", "withdraw"):
        assert client.post(at(name, application)).status_code == 404
    assert client.post(at("save", application, "besoins"), {"besoins": "x"}).status_code == 404


def test_a_visitor_is_asked_to_sign_in_or_told_nothing(client: Client, application: Application):
    answer = client.get(at("detail", application))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")


def test_an_expired_session_gives_the_typed_text_back(client: Client, application: Application):
    answer = client.post(at("section", application, "projet"), {"besoins": "Ne me perdez pas."})
    assert "Ne me perdez pas." in answer.text
    assert not application.answers.exists()


HOSTILE = ["\x00", "<script>alert(1)</script>", "=cmd()", "é" * 50_000]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(writer: Client, application: Application, text: str):
    answer = writer.post(at("save", application, "besoins"), {"besoins": text})
    assert answer.status_code in {200, 400}
    assert "<script>alert" not in writer.get(at("read", application)).text


def test_a_picture_named_pdf_is_not_joined(writer: Client, application: Application):
    fake = SimpleUploadedFile("a.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    answer = writer.post(at("attach", application, "annexe"), {"files": fake})
    assert answer.status_code == 422
    assert not application.attachments.exists()


def test_one_wrong_file_keeps_none_of_the_others_out(writer: Client, application: Application):
    fake = SimpleUploadedFile("photo.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    good = SimpleUploadedFile("plan.pdf", paper())
    answer = writer.post(at("attach", application, "annexe"), {"files": [fake, good]})
    assert answer.status_code == 422
    assert "photo" in answer.text
    assert "Les autres fichiers choisis sont joints" in answer.text
    assert application.attachments.get().name == "plan.pdf"


def test_the_list_of_the_team_of_the_house_costs_the_same(
    client: Client, edition: Edition, nadia: User, cost
):
    person = Person.objects.create(user=nadia, given_name="N", family_name="B")
    give_seat(person, "staff", by=None, at=DURING)
    client.force_login(nadia)
    page = reverse("applications:received", args=[edition.key])
    actions.start(edition, body_name="C1", by=nadia, at=DURING)
    few = cost(client, page)
    for rank in (2, 3):
        actions.start(edition, body_name=f"C{rank}", by=nadia, at=DURING)
    assert cost(client, page) == few <= 9


@pytest.mark.parametrize(("body", "words"), [("lens", "ne s’oppose"), ("rouen", "Hauts-de-France")])
def test_anyone_tests_her_eligibility_without_an_account_and_nothing_is_kept(
    edition: Edition, lens: Territory, rouen: Territory, body: str, words: str
):
    client = Client()
    page = reverse("applications:eligibility", args=[edition.key])
    assert client.get(page).status_code == 200
    answer = client.post(page, {"territory": {"lens": lens, "rouen": rouen}[body].ref})
    assert answer.status_code == 200
    assert words in answer.text
    assert client.post(page, {}).status_code == 422
    assert not Application.objects.exists()
