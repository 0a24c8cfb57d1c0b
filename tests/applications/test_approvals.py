"""The approval of the elected signatory: asked by a link, given once, held against the deposit."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from cordee.applications import actions, papers
from cordee.applications.actions.approving import answer_approval, ask_approval, withdraw_approval
from cordee.applications.models import Application, Approval, Deposit, Member
from cordee.applications.rules.approvals import approval_findings, signs
from cordee.applications.rules.team import Teammate
from cordee.calls.actions import publish
from cordee.kernel.findings import Refused, Verdict
from cordee.ledger.models import Entry, Message
from cordee.ledger.sayings import sentence
from cordee.people.models import User
from cordee.programme.schema.team import Team
from tests.applications.conftest import DURING, small
from tests.applications.test_pages import at

YES = {"answer": "given", "name": "Ève Roy", "capacity": "Maire", "delegation": "", "reason": ""}
NO = {"answer": "refused", "name": "", "capacity": "", "delegation": "", "reason": "Trop tôt."}
TEAM = {"min": 1, "roles": [{"key": "elu", "label": "Élu·e", "min": 1}], "sign_off": ["elu"]}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def application(nadia: User) -> Application:
    """A file complete but for the approval its call asks of the elected member."""
    definition = small(team=TEAM, eligibility=[])
    edition = publish(definition, {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
    made = actions.start(edition, body_name="Lens", by=nadia, at=DURING)
    for key, value in {"besoins": "Du temps.", "theme": "eau"}.items():
        actions.save_answer(made, key, value, by=nadia, at=DURING)
    return made


@pytest.fixture
def eve(application: Application, nadia: User) -> Member:
    return actions.join(
        application, role="elu", given_name="Ève", family_name="Roy", email="eve@example.org",
        capacity="Maire", by=nadia, at=DURING,
    )  # fmt: skip


def link(writer: Client, application: Application, eve: Member) -> str:
    """Ask from the page of the team, and read the link in the letter."""
    writer.post(at("ask_approval", application, eve.public_id))
    letter = Message.objects.filter(key__startswith="approval:").latest("pk")
    assert letter.to == eve.email
    assert letter.private
    found = re.search(r"http\S+(/accord/\S+/)", letter.text)
    assert found
    return found.group(1)


def test_a_file_is_not_handed_in_without_the_approval_its_call_asks(
    writer: Client, application: Application, eve: Member
):
    refused = writer.post(at("deposit", application))
    assert refused.status_code == 422
    assert "il manque l’accord de Ève Roy" in refused.text.replace("\xa0", " ")


def test_reading_signs_nothing_answering_asks_to_confirm_then_it_is_given_once(
    writer: Client, application: Application, eve: Member
):
    page, visitor = link(writer, application, eve), Client()
    shown = visitor.get(page).text
    assert "Du temps." in shown
    assert "Lire ne signe rien" in shown
    assert "Confirmez votre réponse" in visitor.post(page, YES).text
    assert Approval.objects.get().answer == ""
    told = visitor.post(page, {**YES, "confirm": "1"}).text
    assert "Vous avez donné votre accord" in told
    assert "Du temps." not in visitor.get(page).text
    visitor.post(page, {**NO, "confirm": "1"})
    assert Approval.objects.get().answer == Approval.Answer.GIVEN
    handed = writer.post(at("deposit", application))
    assert handed.status_code == 302, handed.context["findings"]
    made = Deposit.objects.get()
    assert made.content["approvals"][0]["name"] == "Ève Roy"
    assert ["Accord", "Ève Roy, Maire"] in papers.receipt(made)["facts"]


def test_a_refusal_reaches_the_team_with_its_reason(
    writer: Client, application: Application, eve: Member, clock
):
    page = link(writer, application, eve)
    Client().post(page, {**NO, "confirm": "1"})
    assert Message.objects.filter(to="nadia@example.org", text__contains="Trop tôt").exists()
    assert "accord refusé" in writer.get(at("team", application)).text
    assert writer.post(at("deposit", application)).status_code == 422
    clock.shift(timedelta(minutes=11))
    again = link(writer, application, eve)
    assert Client().get(page).status_code == 200
    assert Client().get(again).status_code == 200


def test_asking_twice_in_a_moment_sends_one_letter_and_a_new_link_ends_the_old(
    writer: Client, application: Application, eve: Member, clock
):
    first = link(writer, application, eve)
    assert link(writer, application, eve) == first
    clock.shift(timedelta(minutes=11))
    second = link(writer, application, eve)
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_a_change_after_an_approval_is_said_to_the_team_and_to_whoever_signed(
    writer: Client, application: Application, eve: Member, nadia: User
):
    page = link(writer, application, eve)
    Client().post(page, {**YES, "confirm": "1"})
    writer.post(at("deposit", application))
    assert "Le dossier a changé" not in writer.get(at("check", application)).text
    assert not Message.objects.filter(key__startswith="approval-changed").exists()
    actions.save_answer(application, "besoins", "Autre chose.", by=nadia, at=DURING)
    said = "Le dossier a changé depuis l’accord de Ève Roy"
    assert said in writer.get(at("check", application)).text
    assert "dossier changé depuis" in writer.get(at("team", application)).text
    assert "Le dossier a changé depuis votre accord" in Client().get(page).text
    assert writer.post(at("deposit", application)).status_code == 302  # advice, not a refusal
    letter = Message.objects.get(key__startswith="approval-changed")
    assert letter.to == eve.email
    assert "modifié depuis" in letter.text


def test_an_approval_is_taken_back_by_its_link_with_its_reason(
    writer: Client, application: Application, eve: Member
):
    page, visitor = link(writer, application, eve), Client()
    visitor.post(page, {**YES, "confirm": "1"})
    writer.post(at("deposit", application))
    assert visitor.post(page, {"withdraw": "1", "reason": ""}).status_code == 422
    told = visitor.post(page, {"withdraw": "1", "reason": "Le budget a doublé."})
    assert "Vous avez retiré votre accord" in told.text
    assert Message.objects.filter(
        to="nadia@example.org", text__contains="Le budget a doublé"
    ).exists()
    team_page = writer.get(at("team", application)).text
    assert "accord retiré" in team_page
    assert "Redemander son accord" in team_page
    made = application.deposits.get()
    assert made.content["approvals"][0]["name"] == "Ève Roy"
    assert writer.post(at("deposit", application)).status_code == 422
    told = Entry.objects.filter(kind="applications.approval_withdrawn").get()
    assert "budget" not in str(told.payload)
    again = visitor.post(page, {"withdraw": "1", "reason": "Encore."})
    assert "retiré votre accord" in again.text
    assert Entry.objects.filter(kind="applications.approval_withdrawn").count() == 1
    answered = link(writer, application, eve)
    visitor.post(answered, {**YES, "confirm": "1"})
    assert writer.post(at("deposit", application)).status_code == 302


def test_after_the_closing_an_approval_stays(
    writer: Client, application: Application, eve: Member, clock
):
    page = link(writer, application, eve)
    Client().post(page, {**YES, "confirm": "1"})
    clock.move_to(DURING + timedelta(days=20))
    assert "Retirer mon accord" not in Client().get(page).text
    Client().post(page, {"withdraw": "1", "reason": "Trop tard."})
    with pytest.raises(Refused, match="ne prend plus ce dossier"):
        withdraw_approval(
            Approval.objects.get(), reason="Trop tard.", at=DURING + timedelta(days=20)
        )
    assert Approval.objects.get().withdrawn_at is None


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"capacity": ""}, {"answer": ""}, {"answer": "refused"}]
)
def test_an_answer_without_its_capacity_or_its_reason_is_asked_again(
    writer: Client, application: Application, eve: Member, wrong: dict[str, str]
):
    page = link(writer, application, eve)
    assert Client().post(page, {**YES, **wrong, "confirm": "1"}).status_code == 422
    assert Approval.objects.get().answer == ""


def test_whoever_left_signs_nothing_any_more(
    writer: Client, application: Application, eve: Member, nadia: User
):
    page = link(writer, application, eve)
    actions.leave(eve, by=nadia, at=DURING)
    assert Client().get(page).status_code == 410
    with pytest.raises(Refused):
        answer_approval(Approval.objects.get(), **YES, at=DURING)


def test_an_unknown_link_leads_nowhere(client: Client, db: None):
    assert client.get("/accord/inventé/").status_code == 404


def test_only_whoever_must_sign_is_asked(application: Application, eve: Member, nadia: User):
    Member.objects.filter(pk=eve.pk).update(role="agent")
    with pytest.raises(Refused, match="ne demande pas l’accord"):
        ask_approval(Member.objects.get(pk=eve.pk), by=nadia, at=DURING)
    Member.objects.filter(pk=eve.pk).update(role="elu", email="")
    with pytest.raises(Refused, match="adresse"):
        ask_approval(Member.objects.get(pk=eve.pk), by=nadia, at=DURING)


def test_the_journal_tells_the_request_and_the_answer_not_the_words(
    writer: Client, application: Application, eve: Member
):
    Client().post(link(writer, application, eve), {**NO, "confirm": "1"})
    rows = Entry.objects.filter(kind__startswith="applications.approval").order_by("pk")
    assert [one.kind.rpartition("_")[2] for one in rows] == ["asked", "answered"]
    assert "Trop tôt" not in "".join(str(one.payload) for one in rows)
    assert sentence(rows[1]).startswith("Une personne signataire")


def team(**more: object) -> Team:
    roles = [{"key": "elu", "label": "Élu·e"}, {"key": "agent", "label": "Agent"}]
    leads = [{"key": "chef", "label": "Chef·fe de file"}]
    return Team.model_validate({"roles": roles, "leads": leads, **more})


def test_one_voice_is_enough_for_each_role_or_part_that_must_approve():
    mates = [
        Teammate("Ève", "elu", approved=True),
        Teammate("Léo", "elu"),
        Teammate("Ana", "agent", leads=("chef",)),
    ]
    found = approval_findings(team(sign_off=["elu", "chef"]), mates)
    assert [one.verdict for one in found] == [Verdict.OK, Verdict.MISSING]
    assert "Ana" in found[1].sentence
    assert signs(team(sign_off=["chef"]), mates[2]) == ["chef"]
    assert approval_findings(team(), mates) == []


def test_a_signatory_nobody_named_yet_is_said_to_be_missing():
    found = approval_findings(team(sign_off=["elu"]), [Teammate("Ana", "agent")])
    assert found[0].blocks
    assert "personne n’a encore cette place" in found[0].sentence
