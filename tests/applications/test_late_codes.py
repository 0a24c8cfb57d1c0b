"""A late file let in once by a code: whom it opens to, how long, and who may give it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.models import Application, LateCode
from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry
from cordee.people.models import User
from tests.applications.flow import CLOSED, WRITING, plain


def code_for(call: Edition, by: User, **more) -> str:
    given = {"for_whom": "Lens", "reason": "Panne.", "expires_at": CLOSED + timedelta(days=2)}
    return actions.give_code(call, **{**given, **more}, by=by, at=CLOSED)[1]


def test_a_code_lets_one_late_file_in_once(lens, nadia, farida, amina, db):
    call = plain()
    made = actions.start(call, territory=lens, by=nadia, at=WRITING)
    actions.save_answer(made, "resume", "Des haies.", by=nadia, at=WRITING)
    with pytest.raises(Refused, match="code"):
        actions.deposit(made, by=nadia, at=CLOSED)
    word = code_for(call, amina)
    with pytest.raises(Refused, match="mal recopié"):
        actions.use_code(made, "AAAAA-AAAAA", by=nadia, at=CLOSED)
    actions.use_code(made, word.lower().replace("-", " "), by=nadia, at=CLOSED)
    deposit = actions.deposit(made, by=nadia, at=CLOSED)
    assert deposit.late
    assert LateCode.objects.get().used_at == CLOSED
    other = actions.start(call, body_name="Autre", by=farida, at=WRITING)
    with pytest.raises(Refused, match="déjà servi"):
        actions.use_code(other, word, by=farida, at=CLOSED)
    assert word not in str(list(LateCode.objects.values())) + str(list(Entry.objects.values()))
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"applications.code_given", "applications.code_used"} <= kinds


def test_an_expired_or_withdrawn_code_opens_nothing(lens, nadia, amina, db):
    call = plain()
    made = actions.start(call, territory=lens, by=nadia, at=WRITING)
    word = code_for(call, amina)
    with pytest.raises(Refused, match="périmé"):
        actions.use_code(made, word, by=nadia, at=CLOSED + timedelta(days=2))
    actions.take_back_code(LateCode.objects.get(), by=amina, at=CLOSED)
    with pytest.raises(Refused):
        actions.use_code(made, word, by=nadia, at=CLOSED)


def test_a_code_needs_a_reason_a_holder_and_a_call_that_takes_some(amina, db):
    call = plain()
    for wrong in ({"reason": " "}, {"for_whom": ""}, {"expires_at": CLOSED}):
        with pytest.raises(Refused):
            code_for(call, amina, **wrong)
    windows = [{"key": "un", "label": "Dépôt", "closes": "2025-03-31T12:00"}]
    with pytest.raises(Refused, match="ne prévoient pas"):
        code_for(plain(key="sans-code", windows=windows), amina)


def test_a_late_team_begins_and_hands_in_by_the_pages(lens, nadia, amina, db):
    call = plain()
    staff, team = Client(), Client()
    staff.force_login(amina)
    team.force_login(nadia)
    codes = reverse("applications:codes", args=[call.key])
    begin = reverse("applications:begin", args=[call.key])
    with time_machine.travel(CLOSED, tick=False):
        assert staff.post(codes, {"for_whom": "Lens"}).status_code == 422
        typed = {"for_whom": "Lens", "reason": "Panne.", "expires_at": "2025-04-03T12:00"}
        page = staff.post(codes, typed).text
        word = page.partition("<code>")[2].partition("</code>")[0]
        assert word not in staff.get(codes).text
        assert "Code de dépôt tardif" in team.get(begin).text
        sent = {"territory": lens.ref, "code": word, "start": "1"}
        assert team.post(begin, {**sent, "code": "FAUX"}).status_code == 422
        assert team.post(begin, sent).status_code == 302
        made = Application.objects.get()
        team.post(reverse("applications:save", args=[made.public_id, "resume"]), {"resume": "X"})
        done = team.post(reverse("applications:deposit", args=[made.public_id]))
        assert done.status_code == 302
    made.refresh_from_db()
    assert made.current.late
    assert made.current.at == CLOSED


@pytest.mark.parametrize("name", ["codes", "guests"])
def test_the_doors_of_a_call_are_opened_by_the_team_alone(name: str, nadia, amina, db):
    call = plain()
    url = reverse(f"applications:{name}", args=[call.key])
    for user, status in ((None, 302), (nadia, 403), (amina, 200)):
        client = Client()
        if user is not None:
            client.force_login(user)
        assert client.get(url).status_code == status
