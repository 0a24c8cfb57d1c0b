"""Who may open the doors beside the form: documents, large files, arrivals, codes, hooks."""

from dataclasses import dataclass

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.files import resuming
from cordee.applications.models import Application
from cordee.ledger import hooks
from cordee.people.models import User
from cordee.selection.models import Juror, Panel, Recusal
from tests.applications.conftest import DURING
from tests.applications.test_bad_input import arrived

OK, ON, BAD, NO, HIDDEN = 200, 302, 422, 403, 404


@dataclass(frozen=True, eq=False)
class Verb:
    """How a page is asked: its address, its method, what stands in it."""

    page: str
    about: tuple[str, ...] = ("file",)
    method: str = "get"


TABLE: dict[Verb, tuple[int, int, int, int, int]] = {
    #                                                     owner member stranger staff withdrawn
    Verb("applications:filled", ("file", "odt")):          (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:bring"):                            (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:arrival", ("file", "came")):        (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:piece", ("file", "came", "part"), "post"):
                                                           (ON, ON, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:arrived_file", ("file", "came", "held")):
                                                           (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:upload", ("file", "annex"), "post"): (BAD, BAD, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:upload_piece", ("file", "begun")):  (OK, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:upload_piece", ("file", "begun"), "post"):
                                                           (409, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:upload_finish", ("file", "begun"), "post"):
                                                           (BAD, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Verb("applications:received_here", ("call",)):         (NO, NO, NO, OK, OK),
    Verb("applications:astray", ()):                       (NO, NO, NO, OK, OK),
    Verb("applications:arrival_one", ("came",)):           (NO, NO, NO, OK, HIDDEN),
    Verb("applications:file_here", ("came", "held")):      (NO, NO, NO, OK, HIDDEN),
    Verb("applications:codes", ("call",)):                 (NO, NO, NO, OK, OK),
    Verb("applications:guests", ("call",)):                (NO, NO, NO, OK, OK),
    Verb("applications:bundles", ("call",)):               (NO, NO, NO, OK, OK),
    Verb("ledger:hooks", ()):                              (NO, NO, NO, OK, OK),
    Verb("ledger:hook", ("hook",)):                        (NO, NO, NO, OK, OK),
    Verb("ledger:stop_hook", ("hook",), "post"):           (NO, NO, NO, ON, ON),
}  # fmt: skip
ROLES = ("owner", "member", "stranger", "staff", "withdrawn")
STRANGERS = ("former", "other", "juror")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def known(  # noqa: PLR0917 - fixtures, by name
    application: Application, nadia: User, farida: User, gerard: User, hortense: User,
    denise: User, amina: User, bernard: User,
) -> dict[str, User]:  # fmt: skip
    """Nadia's file, written with Farida, left by Gérard; Bernard withdrew from it as a juror."""
    now = {"by": nadia, "at": DURING}
    names = {"given_name": "Ève", "family_name": "Roy", "role": "elu"}
    actions.join(application, person=farida.person, **names, **now)
    actions.leave(actions.join(application, person=gerard.person, **names, **now), **now)
    actions.start(application.edition, body_name="Autre", by=hortense, at=DURING)
    panel = Panel.objects.create(edition=application.edition, stage="jury", label="Jury")
    sits = Juror.objects.create(panel=panel, person=bernard.person, starts=DURING)
    Recusal.objects.create(juror=sits, application=application, reason="Voisin.", at=DURING)
    return {
        "owner": nadia, "member": farida, "staff": amina, "withdrawn": bernard,
        "former": gerard, "other": hortense, "juror": denise,
    }  # fmt: skip


@pytest.fixture
def ask(application: Application, nadia: User, known: dict[str, User]):
    """Ask as someone, and undo."""
    came = arrived(application, nadia)
    begun = resuming.begin(application, "annexe", name="b.pdf", size=9, by=nadia, at=DURING)
    hook = hooks.register(
        "https://programme.example.org/", ["applications.deposited"], by=None, at=DURING,
        checking=lambda _address: None,
    )  # fmt: skip
    words = {
        "file": application.public_id, "odt": "odt", "annex": "annexe", "came": came.public_id,
        "part": came.pieces.get().pk, "held": came.files.get().pk, "begun": begun.public_id,
        "call": application.edition.key, "hook": hook.public_id,
    }  # fmt: skip

    entered: dict[User | None, Client] = {None: Client()}

    def asking(verb: Verb, user: User | None) -> int:
        if user not in entered:
            entered[user] = Client()
            entered[user].force_login(user)
        client = entered[user]
        where = reverse(verb.page, args=[words[one] for one in verb.about])
        with transaction.atomic():
            answer = getattr(client, verb.method)(where)
            if answer.streaming:
                answer.getvalue()
                for close in answer._resource_closers:
                    close()
            transaction.set_rollback(True)
        return answer.status_code

    return asking


def test_each_door_opens_to_whom_the_table_says(ask, known: dict[str, User]):
    wrong = []
    for verb, row in TABLE.items():
        expected = dict(zip(ROLES, row, strict=True))
        for role, user in known.items():
            due = expected["stranger" if role in STRANGERS else role]
            got = ask(verb, user)
            wrong += [(verb.page, verb.method, role, due, got)] if got != due else []
    assert wrong == []


def test_a_visitor_opens_none_of_them(ask):
    opened = [verb.page for verb in TABLE if ask(verb, None) not in {302, 401, 403}]
    assert opened == []
