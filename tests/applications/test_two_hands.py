"""Two hands on one answer: neither text is lost, and whoever changed nothing is not bothered."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions
from cordee.applications.actions import Fate
from cordee.applications.models import Answer, AnswerVersion, Application, Member
from cordee.applications.rules.versions import mark_of
from cordee.calls.actions import amend
from cordee.ledger.models import Message
from cordee.people.actions.invitations import invite
from cordee.people.models import Invitation, User
from cordee.people.models.seats import Role
from tests.applications.conftest import DURING, small


@pytest.fixture(autouse=True)
def _during() -> Iterator[None]:
    with time_machine.travel(DURING, tick=False):
        yield


def save(
    application: Application, text: str, revision: int | None, by: User, shown: str = ""
) -> actions.Saved:
    now = {"by": by, "at": DURING}
    return actions.save_answer(application, "besoins", text, revision=revision, shown=shown, **now)


def test_a_first_text_is_not_replaced_by_whoever_opened_the_page_blank(
    application: Application, nadia: User, farida: User
):
    save(application, "De Nadia.", 0, nadia)
    kept = save(application, "De Farida.", 0, farida)
    assert kept.fate is Fate.CONFLICT
    assert kept.answer.value == "De Nadia."
    assert AnswerVersion.objects.get(lost=True).value == "De Farida."


def test_whoever_changed_nothing_of_an_older_text_is_not_in_conflict(
    application: Application, nadia: User, farida: User
):
    save(application, "Un.", 0, nadia)
    save(application, "Deux.", 1, nadia)
    assert save(application, "Un.", 1, farida, mark_of("Un.")).fate is Fate.UNCHANGED
    assert not AnswerVersion.objects.filter(lost=True).exists()


def test_a_text_kept_aside_grows_in_one_row(application: Application, nadia: User, farida: User):
    save(application, "De Nadia.", 0, nadia)
    for text in ("D", "De", "De F"):
        save(application, text, 0, farida)
    assert AnswerVersion.objects.get(lost=True).value == "De F"


def test_a_conflict_stays_until_she_says_which_text_she_keeps(
    writer: Client, application: Application, farida: User
):
    save(application, "De Farida.", None, farida)
    page = reverse("applications:save", args=[application.public_id, "besoins"])
    told = writer.post(page, {"besoins": "De Nadia.", "besoins:revision": "0"})
    assert "De Farida." in told.text
    assert 'name="keep:besoins" value="1"' in told.text
    assert "hx-swap-oob" not in told.text
    section = reverse("applications:section", args=[application.public_id, "projet"])
    kept = {"besoins": "De Nadia.", "besoins:revision": "0", "keep:besoins": "1"}
    assert writer.post(section, kept)["Location"] == section
    assert Answer.objects.get(question="besoins").value == "De Nadia."


def test_without_javascript_both_texts_stand_on_one_page_ready_to_be_merged(
    writer: Client, application: Application, farida: User
):
    save(application, "De Farida.", None, farida)
    section = reverse("applications:section", args=[application.public_id, "projet"])
    told = writer.post(section, {"besoins": "De Nadia.", "besoins:revision": "0"})
    assert told.status_code == 409
    assert "De Farida." in told.text
    assert "De Nadia.</textarea>" in told.text.replace("\n", "")
    assert f'name="besoins:revision" value="1-{mark_of("De Farida.")}"' in told.text


@pytest.mark.parametrize("revision", ["²", "9" * 40, "-1", "x", "\x00"])
def test_a_senseless_revision_is_no_error(writer: Client, application: Application, revision: str):
    page = reverse("applications:save", args=[application.public_id, "besoins"])
    answer = writer.post(page, {"besoins": "Du temps.", "besoins:revision": revision})
    assert answer.status_code in {200, 400}


def test_whoever_leaves_before_answering_can_no_longer_come_in(
    application: Application, nadia: User
):
    member = actions.join(
        application, role="elu", given_name="Ève", family_name="Roy",
        email="eve@example.org", by=nadia, at=DURING,
    )  # fmt: skip
    details = {"member": str(member.public_id), "label": "x"}
    invite(member.email, Role.APPLICANT, scope=application, details=details, by=nadia, at=DURING)
    actions.leave(member, by=nadia, at=DURING)
    assert Invitation.objects.get().withdrawn == DURING
    assert Member.objects.get().left_at == DURING


def test_the_team_of_the_house_reads_a_file_only_once_it_is_handed_in(
    client: Client, application: Application, amina: User
):
    client.force_login(amina)
    for name in ("detail", "read"):
        page = reverse(f"applications:{name}", args=[application.public_id])
        assert client.get(page).status_code == 404


def test_a_changed_promise_is_told_once_to_whoever_answers_for_a_file(
    application: Application, nadia: User
):
    later = small(windows=[{"key": "w", "opens": "2024-11-08", "closes": "2024-12-20T12:00"}])
    words = {"notice": "Un jour de plus, une panne l’a pris.", "by": None, "at": DURING}
    amend(application.edition, later, {}, promised=True, **words)
    told = Message.objects.get(to=nadia.email)
    assert "Un jour de plus" in told.text
    assert "20 décembre 2024 à 12" in told.text.replace("\xa0", " ")
    amend(application.edition, small(), {}, promised=False, **words)
    assert Message.objects.count() == 1
