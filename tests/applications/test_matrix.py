"""Who may do what with a file, asked of every page: one table, every role against every verb."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter

from cordee.applications import actions
from cordee.applications.files import detach
from cordee.applications.models import Application
from cordee.ledger.models import Entry
from cordee.ledger.sayings import sentence
from cordee.people.actions.invitations import invite
from cordee.people.models import User
from cordee.people.models.seats import Role
from cordee.territories.models import Territory
from tests.applications.conftest import DURING

OK, ON, NO, HIDDEN = 200, 302, 403, 404


@dataclass(frozen=True)
class Verb:
    """How a page is asked: its address, its method, what is sent."""

    page: str
    method: str = "get"
    more: tuple[object, ...] = ()


VERBS = {
    "read": Verb("detail"),
    "reread": Verb("read"),
    "write": Verb("section", more=("projet",)),
    "check": Verb("check"),
    "team page": Verb("team"),
    "withdraw page": Verb("withdraw"),
    "receipt": Verb("receipt", more=(1,)),
    "receipt pdf": Verb("receipt_paper", more=(1,)),
    "complete page": Verb("complete"),
    "structure": Verb("structure"),
    "partners": Verb("partners"),
    "save": Verb("save", "post", ("besoins",)),
    "team": Verb("team", "post"),
    "attach": Verb("attach", "post", ("annexe",)),
    "deposit": Verb("deposit", "post"),
    "withdraw": Verb("withdraw", "post"),
    "history": Verb("history", more=("besoins",)),
    "comment": Verb("comment", "post", ("besoins",)),
    "hands": Verb("hands", "post"),
    "flyer": Verb("flyer"),
    "former files": Verb("formers"),
    "receipt again": Verb("send_again", "post", (1,)),
    "letter": Verb("ask_reference", "post"),
}

STRANGERS = ("former", "invited", "other", "juror")
MATRIX: dict[str, dict[str, int]] = {
    #                owner    member   stranger  staff    (a visitor is asked to sign in)
    "read":          {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": OK},
    "reread":        {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": OK},
    "write":         {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "check":         {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "team page":     {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "withdraw page": {"owner": OK, "member": NO, "stranger": HIDDEN, "staff": HIDDEN},
    "receipt":       {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": OK},
    "receipt pdf":   {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": OK},
    "complete page": {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "structure":     {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "partners":      {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "save":          {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "team":          {"owner": ON, "member": ON, "stranger": HIDDEN, "staff": HIDDEN},
    "attach":        {"owner": ON, "member": ON, "stranger": HIDDEN, "staff": HIDDEN},
    "deposit":       {"owner": ON, "member": ON, "stranger": HIDDEN, "staff": HIDDEN},
    "withdraw":      {"owner": ON, "member": NO, "stranger": HIDDEN, "staff": HIDDEN},
    "history":       {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "comment":       {"owner": ON, "member": ON, "stranger": HIDDEN, "staff": HIDDEN},
    "hands":         {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "flyer":         {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "former files":  {"owner": OK, "member": OK, "stranger": HIDDEN, "staff": HIDDEN},
    "receipt again": {"owner": ON, "member": ON, "stranger": HIDDEN, "staff": ON},
    "letter":        {"owner": ON, "member": ON, "stranger": HIDDEN, "staff": HIDDEN},
}  # fmt: skip
TAKEN_BACK = {"read", "reread", "receipt", "receipt pdf", "receipt again"}
"""What still answers its writers once the file is withdrawn."""
ROLES = ("owner", "member", *STRANGERS, "staff")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def handed_in(application: Application, nadia: User, farida: User, gerard: User) -> Application:
    """Nadia's file, written with Farida, whom Gérard was with before he left; handed in once."""
    now = {"by": nadia, "at": DURING}
    names = {"given_name": "Ève", "family_name": "Roy", "role": "elu"}
    actions.join(application, person=farida.person, **names, **now)
    gone = actions.join(application, person=gerard.person, **names, **now)
    actions.leave(gone, **now)
    actions.save_answer(application, "besoins", "Du temps.", **now)
    actions.save_answer(application, "theme", "eau", **now)
    actions.deposit(application, **now)
    return application


@pytest.fixture
def entered(handed_in: Application, request: pytest.FixtureRequest):
    """Give the browser of someone of this role."""

    def entering(role: str) -> Client:
        client = Client()
        if role != "visitor":
            client.force_login(_user(request, handed_in, role))
        return client

    return entering


@pytest.fixture
def ask(handed_in: Application, entered):
    """Ask a page of the file as someone."""

    def asking(name: str, who: Client | str):
        client = entered(who) if isinstance(who, str) else who
        verb = VERBS[name]
        url = reverse(f"applications:{verb.page}", args=[handed_in.public_id, *verb.more])
        return getattr(client, verb.method)(url, _sent(name) if verb.method == "post" else {})

    return asking


def _undone(asking: Callable[[], HttpResponse]) -> HttpResponse:
    """Ask, and undo what was written: the next verb finds the file as it was."""
    with transaction.atomic():
        answer = asking()
        transaction.set_rollback(True)
    return answer


def _user(request: pytest.FixtureRequest, application: Application, role: str) -> User:
    names = {"owner": "nadia", "member": "farida", "former": "gerard", "staff": "amina",
             "juror": "denise", "invited": "hortense", "other": "hortense"}  # fmt: skip
    user: User = request.getfixturevalue(names[role])
    if role == "other":
        actions.start(application.edition, body_name="Autre", by=user, at=DURING)
    if role == "invited":
        invite(
            user.email, Role.APPLICANT, scope=application, details={}, by=application.owner,
            at=DURING,
        )  # fmt: skip
    return user


def paper() -> bytes:
    """One blank page."""
    held, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(held)
    return held.getvalue()


def _sent(name: str) -> dict[str, object]:
    return {
        "save": {"besoins": "Autre chose."},
        "team": {"given_name": "Zoé", "family_name": "Lys", "role": "agent"},
        "attach": {"files": SimpleUploadedFile("a.pdf", paper())},
        "withdraw": {"reason": "Nous manquons de temps."},
        "comment": {"text": "Et le budget ?"},
    }.get(name, {})


@pytest.mark.parametrize("role", ROLES)
def test_each_page_answers_each_role_as_the_table_says(ask, entered, role: str):
    client, row = entered(role), "stranger" if role in STRANGERS else role
    told = {verb: _undone(lambda verb=verb: ask(verb, client)).status_code for verb in MATRIX}
    assert told == {verb: statuses[row] for verb, statuses in MATRIX.items()}


def test_the_table_names_every_verb():
    assert MATRIX.keys() == VERBS.keys()


def test_a_visitor_learns_nothing_and_changes_nothing(
    ask, entered, handed_in: Application, lens: Territory
):
    client = entered("visitor")
    for verb in VERBS:
        answer = ask(verb, client)
        assert answer.status_code in {302, 401, 403}, verb
        assert str(lens) not in answer.text, verb
        assert "Du temps." not in answer.text, verb
    handed_in.refresh_from_db()
    assert handed_in.withdrawn_at is None
    assert handed_in.deposits.count() == 1
    assert handed_in.answers.get(question="besoins").value == "Du temps."


def test_a_file_taken_back_is_read_and_no_longer_changed(
    ask, entered, handed_in: Application, nadia: User
):
    actions.withdraw(handed_in, reason="", by=nadia, at=DURING)
    client = entered("owner")
    for verb in VERBS:
        answer = _undone(lambda verb=verb: ask(verb, client))
        allowed = ON if verb == "receipt again" else OK
        assert answer.status_code == (allowed if verb in TAKEN_BACK else NO), verb
        if answer.status_code == NO:
            assert "commencez un autre dossier" in answer.text, verb


def test_a_refusal_says_who_may_take_the_file_back(ask):
    assert "personne responsable du dossier" in ask("withdraw", "member").text


def test_joining_and_removing_a_file_are_written_in_the_journal(
    ask, handed_in: Application, nadia: User
):
    ask("attach", "owner")
    joined = handed_in.attachments.get()
    detach(joined, by=nadia, at=DURING)
    detach(joined, by=nadia, at=DURING)
    rows = Entry.objects.filter(kind__in=("applications.attached", "applications.detached"))
    said = [sentence(row).partition(" a ")[2] for row in rows.order_by("pk")]
    assert said == ["joint une pièce à la candidature.", "retiré une pièce de la candidature."]
    assert rows.filter(subject_id=str(handed_in.pk)).count() == 2
