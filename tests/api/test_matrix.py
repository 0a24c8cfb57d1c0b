"""Who may do what through a token: every address, every role, every scope, one table."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from cordee.api import actions
from cordee.api.documentation import document
from cordee.api.models import AccessToken
from cordee.api.rules.scopes import Scope
from cordee.applications import actions as writing
from cordee.people.models import Organisation
from tests.api.conftest import UNTIL, Program
from tests.applications.conftest import DURING

OK, NEW, NO, HIDDEN, UNKNOWN = 200, 201, 403, 404, 401
FAR = (DURING + timedelta(days=9)).isoformat()


@dataclass(frozen=True, eq=False)
class Verb:
    """How an address is asked: its verb, what stands in it, what is sent."""

    verb: str
    name: str
    about: tuple[str, ...] = ("file",)
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)


MEMBER = {"role": "agent", "given_name": "Léa", "family_name": "Roy"}
POINTS = {"points": [{"question": "theme", "reason": "À préciser."}], "due": FAR}
TABLE: dict[Verb, tuple[int, int, int, int, int]] = {
    #                                                     owner member stranger staff withdrawn
    Verb("get", "me", ()):                                 (OK, OK, OK, OK, OK),
    Verb("get", "files", ()):                              (OK, OK, OK, OK, OK),
    Verb("get", "file"):                                   (OK, OK, HIDDEN, OK, HIDDEN),
    Verb("get", "answers"):                                (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("get", "answer", ("file", "key")):                (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("get", "findings"):                               (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("get", "attachments"):                            (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("get", "attachment", ("file", "piece")):          (OK, OK, HIDDEN, OK, HIDDEN),
    Verb("get", "team"):                                   (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("get", "deposits"):                               (OK, OK, HIDDEN, OK, HIDDEN),
    Verb("get", "deposit", ("file", "number")):            (OK, OK, HIDDEN, OK, HIDDEN),
    Verb("get", "receipt", ("file", "number")):            (OK, OK, HIDDEN, OK, HIDDEN),
    Verb("get", "outcome"):                   (HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Verb("get", "completions"):                            (OK, OK, HIDDEN, OK, HIDDEN),
    Verb("get", "calls", ()):                              (OK, OK, OK, OK, OK),
    Verb("get", "call", ("call",)):                        (OK, OK, OK, OK, OK),
    Verb("get", "form", ("call",)):                        (OK, OK, OK, OK, OK),
    Verb("get", "winners", ("call",)):                     (OK, OK, OK, OK, OK),
    Verb("get", "desk", ("call",)):                        (NO, NO, NO, OK, OK),
    Verb("get", "desk_deposits", ("call",)):               (NO, NO, NO, OK, OK),
    Verb("get", "panels", ("call",)):                      (NO, NO, NO, OK, OK),
    Verb("get", "marks", ("panel",)):                      (HIDDEN, HIDDEN, HIDDEN, OK, NO),
    Verb("post", "files", (), {"call": "petit-appel", "territory": "commune:62498"}):
                                                           (NEW, NEW, NEW, NEW, NEW),
    Verb("put", "answer", ("file", "key"), {"value": "Plus de temps."}, {"If_Match": "*ETAG*"}):
                                                           (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("post", "attachments", ("file",), {"question": "annexe", "content": "PDF"}):
                                                           (NEW, NEW, HIDDEN, HIDDEN, HIDDEN),
    Verb("delete", "attachment", ("file", "piece")):       (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("post", "team", ("file",), MEMBER):               (NEW, NEW, HIDDEN, HIDDEN, HIDDEN),
    Verb("delete", "member", ("file", "mate")):            (OK, OK, HIDDEN, HIDDEN, HIDDEN),
    Verb("post", "deposits"):                              (NEW, NEW, HIDDEN, HIDDEN, HIDDEN),
    Verb("post", "completions", ("file",), POINTS):        (HIDDEN, HIDDEN, HIDDEN, NEW, HIDDEN),
    Verb("post", "complete", ("file", "asked"), {"reply": "Rien de plus."}):
                                                           (NEW, NEW, HIDDEN, HIDDEN, HIDDEN),
    Verb("delete", "completion", ("file", "asked")):       (HIDDEN, HIDDEN, HIDDEN, OK, HIDDEN),
}  # fmt: skip
PUBLIC = {"calls", "call", "form", "winners"}
ROLES = ("owner", "member", "stranger", "staff", "withdrawn")
STRANGERS = ("former", "other", "juror")


@pytest.fixture
def asked(handed_in, annex, panel, withdrawn, nadia, upload, farida):  # noqa: PLR0917 - fixtures, by name
    """Ask an address of Nadia's file with a token of someone, every time a new one."""
    now = {"by": nadia, "at": DURING}
    writing.deposit(handed_in, **now)
    mate = writing.join(
        handed_in, role="agent", given_name="Luc", family_name="Bas", **now
    )  # fmt: skip
    values = {
        "file": handed_in.public_id, "key": "besoins", "piece": annex.public_id, "number": 1,
        "call": "petit-appel", "panel": panel.public_id, "mate": mate.public_id,
    }  # fmt: skip

    def asking(program, verb, completion=None):
        known = values | ({"asked": completion.public_id} if completion else {})
        etag = handed_in.answers.get(question="besoins").token
        headers = {name: one.replace("*ETAG*", f'"{etag}"') for name, one in verb.headers.items()}
        data = verb.data
        if isinstance(data, dict) and data.get("content") == "PDF":
            data = data | {"content": upload("autre.pdf")}
            writing_room(annex)
        return program.ask(
            verb.verb, verb.name, *(known[one] for one in verb.about), data=data, **headers
        )

    return asking


def writing_room(annex):
    """Make room for one file more: the question takes one."""
    type(annex).objects.filter(pk=annex.pk).update(removed_at=DURING)


@pytest.fixture
def known(nadia, farida, gerard, hortense, denise, amina, withdrawn, edition):  # noqa: PLR0917 - fixtures, by name
    writing.start(edition, body_name="Autre", by=hortense, at=DURING)
    return {
        "owner": nadia, "member": farida, "staff": amina, "withdrawn": withdrawn,
        "former": gerard, "other": hortense, "juror": denise,
    }  # fmt: skip


@pytest.fixture
def told(asked, completion):
    """Ask and undo: the status and the answer, on rows always as they were."""

    def asking(program, verb):
        with transaction.atomic():
            if (verb.verb, verb.name) == ("post", "completions"):  # one at a time
                type(completion).objects.update(closed_at=DURING)
            response = asked(program, verb, completion if "asked" in verb.about else None)
            transaction.set_rollback(True)
        return response

    return asking


def test_a_token_may_what_its_owner_may_and_nothing_more(told, known, program):
    programs = {role: program(user) for role, user in known.items()}
    wrong = []
    for verb, row in TABLE.items():
        expected = dict(zip(ROLES, row, strict=True))
        for role, held in programs.items():
            due = expected["stranger" if role in STRANGERS else role]
            got = told(held, verb).status_code
            wrong += [(verb.verb, verb.name, role, due, got)] if got != due else []
    assert wrong == []


def test_nothing_opens_without_a_token_nor_with_a_dead_one(told, nadia):
    dead = [Program(), Program("cordee_inconnu")]
    for change in ({"expires_at": DURING}, {"revoked_at": DURING}):
        row, secret = actions.make(
            name="Essai", scopes=list(Scope), expires_at=UNTIL, by=nadia, at=DURING
        )
        AccessToken.objects.filter(pk=row.pk).update(**change)
        dead.append(Program(secret))
    for verb in TABLE:
        for held in dead if verb.name not in PUBLIC else []:
            refused = told(held, verb)
            assert refused.status_code == UNKNOWN
            assert refused["WWW-Authenticate"].startswith("Bearer")
            assert refused["Content-Type"] == "application/problem+json"


SCOPED = {
    operation["operationId"]: operation["x-scope"]
    for verbs in document()["paths"].values()
    for operation in verbs.values()
    if "x-scope" in operation
}


def test_every_documented_address_stands_in_the_table():
    told = {f"{one.verb}_{one.name}" for one in TABLE}
    assert told == {
        operation["operationId"]
        for verbs in document()["paths"].values()
        for operation in verbs.values()
    }
    assert {one.removeprefix("get_") for one in told - set(SCOPED)} == PUBLIC | {"me"}


def test_a_token_without_the_scope_of_an_address_is_told_which_one(told, known, program):
    for verb in TABLE:
        scope = SCOPED.get(f"{verb.verb}_{verb.name}")
        if scope is None:
            continue
        others = [one for one in Scope if one != scope]
        for role in ("owner", "staff"):
            with transaction.atomic():
                refused = told(program(known[role], others), verb)
                transaction.set_rollback(True)
            assert refused.status_code == NO
            assert scope in refused.json()["detail"]


def test_a_token_of_an_organisation_knows_no_other_body(handed_in, nadia, amina, program, edition):
    here = Organisation.objects.create(name="Ville de Lens", kind="commune", territory_code="62498")
    away = Organisation.objects.create(name="Ville d’Arras", kind="commune", territory_code="62041")
    file = handed_in.public_id
    assert program(nadia, organisation=here).get("file", file).status_code == OK
    assert program(nadia, organisation=away).get("file", file).status_code == HIDDEN
    assert program(nadia, organisation=away).get("files").json()["items"] == []
    limited = program(amina, organisation=away)
    assert limited.get("desk", edition.key).json()["items"] == []
    assert program(amina, organisation=here).get("desk", edition.key).json()["items"]
    assert limited.get("panels", edition.key).status_code == NO
    other = limited.post("files", data={"call": edition.key, "territory": "commune:62498"})
    assert other.status_code == HIDDEN
    assert edition.applications.count() == 1


def test_who_withdrew_from_a_file_finds_it_in_no_list(handed_in, withdrawn, amina, program):
    key = handed_in.edition.key
    for name in ("desk", "desk_deposits"):
        assert program(withdrawn).get(name, key).json()["items"] == []
        assert len(program(amina).get(name, key).json()["items"]) == 1
    assert program(withdrawn).get("panels", key).json() == []


def test_a_right_lost_is_lost_by_the_token_too(handed_in, amina, program):
    held = program(amina)
    assert held.get("desk", handed_in.edition.key).status_code == OK
    amina.person.seats.update(ends=DURING)
    assert held.get("desk", handed_in.edition.key).status_code == NO
    assert held.get("file", handed_in.public_id).status_code == HIDDEN
