"""Someone of the team who withdrew from a file as a juror finds it nowhere in the workspace."""

import io
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cordee.applications import policy
from cordee.applications.actions import say
from cordee.applications.forms.arrivals import AssignForm
from cordee.applications.models import Application, Arrival, Exchange, LateCode
from cordee.applications.queries import dashboard
from cordee.calls.actions import amend
from cordee.calls.models import Edition
from cordee.ledger.models import Message
from cordee.programme.schema import Definition
from cordee.reports.actions import sign
from cordee.reports.figures import choices
from cordee.reports.rules import Period
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


def test_no_figure_counts_it_and_no_report_is_signed_by_who_left_it(left, lens, arras, bernard):
    year = {"starts": "2024-01-01", "ends": "2024-12-31"}
    for key, count in (("files", 2), ("deposits", 2), ("departments", 2), ("people", 0)):
        page = left.get(reverse("reports:figure", args=[key]), year)
        assert "Lens" not in page.text, key
        assert len(page.context["figure"].rows.cells) == count
    figures = left.get(reverse("reports:figures"), year).context["figures"]
    assert {one.key: one.value for one in figures}["deposits"] == 2
    signed = left.post(reverse("reports:sign"), {**year, "title": "Bilan"})
    assert signed.status_code == 422
    assert "Un·e collègue peut arrêter ce bilan" in signed.text
    blank = ("elected", "success", "presence", "attendance", "pledges")
    made = sign(
        Period(date(2024, 1, 1), date(2024, 12, 31)), title="Bilan", left_out=blank, by=bernard,
        at=CLOSED + timedelta(days=30),
    )  # fmt: skip
    paper = left.get(reverse("reports:paper", args=[made.public_id])).content
    told = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "Arras" in told
    assert "Lens" not in told


def test_a_report_tells_no_winner_under_embargo(lens, arras, lille, sits, denise, amina, panel):  # noqa: PLR0917 - fixtures, by name
    reader, now = sits(denise), {"by": amina, "at": CLOSED}
    for deposit in (lens, arras, lille):
        for key in ("pertinence", "equipe"):
            actions.mark(reader, deposit, key, Decimal(10), by=denise, at=CLOSED)
    proposal = actions.propose(panel, seed="granit", **now)
    reasons = {str(one.public_id): "Trop tôt." for one in (lens, arras, lille)}
    actions.release(
        actions.rule(proposal, selected=[str(lens.public_id)], reserve=[], reasons=reasons, **now),
        **now,
    )
    period = Period(date(2024, 1, 1), date(2024, 12, 31))
    assert choices.winners(period).value == 1
    edition = panel.edition
    told = edition.definition.data()
    told["milestones"] = [{"key": "embargo", "label": "Embargo", "kind": "embargo",
                           "when": "2099-01-01"}]  # fmt: skip
    amend(edition, Definition.model_validate(told), {}, notice="Embargo.", promised=False, **now)
    assert choices.winners(period).value == 0
    assert choices.success(period).value is None
