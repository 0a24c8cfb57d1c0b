"""Someone of the team who withdrew from a file as a juror finds it nowhere in the workspace."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from cordee.applications import policy
from cordee.applications.actions import say
from cordee.applications.forms.arrivals import AssignForm
from cordee.applications.models import Application, Arrival, Exchange, LateCode
from cordee.applications.queries import dashboard
from cordee.calls.models import Edition
from cordee.ledger.models import Message
from cordee.selection import actions
from tests.selection.conftest import CLOSED


@pytest.fixture
def left(client, sits, amina, lens, arras):
    """Amina runs the call and sits; she withdrew from Lens."""
    client.force_login(amina)
    actions.recuse(sits(amina), lens.application, reason="Un lien.", by=amina, at=CLOSED)
    return client


def test_neither_the_page_of_the_file_nor_its_content_answers(left, lens, arras):
    def status(name, *more):
        args = [lens.application.public_id, *more]
        return left.get(reverse(f"applications:{name}", args=args)).status_code

    assert {status(name) for name in ("received_one", "detail", "read")} == {404}
    assert status("receipt", 1) == 404
    other = reverse("applications:received_one", args=[arras.application.public_id])
    assert left.get(other).status_code == 200


def test_the_list_and_the_export_are_without_it(left, edition):
    page = left.get(reverse("applications:received", args=[edition.key])).text
    table = left.get(reverse("applications:export", args=[edition.key]))
    exported = b"".join(table.streaming_content).decode()
    for shown in (page, exported):
        assert "Arras" in shown
        assert "Lens" not in shown
    assert "2\u00a0dossiers" in page


def test_once_the_withdrawal_is_lifted_the_file_is_there_again(left, lens, amina):
    recusal = lens.application.recusals.get()
    actions.lift(recusal, by=amina, at=CLOSED)
    assert policy.may_follow(amina, lens.application, at=CLOSED)


def test_neither_its_label_nor_its_department_is_a_filter(left, edition, lens):
    Application.objects.filter(pk=lens.application_id).update(labels=["urgent"], department="971")
    page = left.get(reverse("applications:received", args=[edition.key])).text
    assert "urgent" not in page
    assert '"971"' not in page
    letter = left.get(reverse("applications:write", args=[edition.key])).text
    assert '"971"' not in letter


def test_the_days_of_the_dashboard_and_whom_to_call_are_without_it(left, edition, lens, amina):
    unseen = policy.withheld(amina, CLOSED)
    zone, since = ZoneInfo("Europe/Paris"), lens.at - timedelta(days=1)
    whole = dashboard.first_deposits(edition, zone, since)
    mine = dashboard.first_deposits(edition, zone, since, without=unseen)
    assert sum(whole.values()) - sum(mine.values()) == 1
    Application.objects.filter(pk=lens.application_id).update(department="62")
    other = Edition(pk=edition.pk + 1)
    lens.application.members.create(given_name="Zoé", family_name="Nom", email="zoe@example.org",
                                    joined_at=CLOSED)  # fmt: skip
    assert "zoe@example.org" in _called(other)
    assert "zoe@example.org" not in _called(other, without=unseen)


def _called(edition, **more):
    found = dashboard.whom_to_call(["62"], edition, CLOSED, **more)
    return {one.email for one in found["62"]}


def test_a_late_code_does_not_say_which_file_used_it(left, edition, lens, arras, amina):
    for word, deposit in (("a", lens), ("b", arras)):
        LateCode.objects.create(
            edition=edition, digest=word, for_whom="Quelqu’un", reason="Panne", at=CLOSED,
            expires_at=CLOSED + timedelta(days=1), application=deposit.application, by=amina,
        )  # fmt: skip
    page = left.get(reverse("applications:codes", args=[edition.key])).text
    assert str(arras.application.public_id) in page
    assert str(lens.application.public_id) not in page


def test_an_arrival_is_not_given_to_it(left, edition, lens, amina):
    given = {"application": str(lens.application.public_id)}
    assert AssignForm(edition, given).is_valid()
    unseen = policy.withheld(amina, CLOSED)
    assert not AssignForm(edition, given, without=unseen).is_valid()
    arrival = Arrival.objects.create(
        edition=edition, origin="email", began_at=CLOSED, ended_at=CLOSED, counts_at=CLOSED
    )
    page = reverse("applications:arrival_one", args=[arrival.public_id])
    assert left.post(page, given | {"verb": "assign"}).status_code == 422


def test_the_answer_of_its_team_is_not_mailed_to_who_wrote_before_withdrawing(left, lens, amina):
    said = {"application": lens.application, "text": "Bonjour", "at": CLOSED}
    asked = Exchange.objects.create(side="staff", by=amina, **said)
    say(lens.application, "Notre réponse.", side="team", by=lens.application.owner, at=CLOSED)
    assert not Message.objects.filter(to=amina.email, text__contains="Notre réponse").exists()
    assert asked.by == amina
