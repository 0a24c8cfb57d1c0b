"""A deposit made again, its versions, its receipt: where one stands is never in doubt."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions, papers
from cordee.applications.models import Application, Deposit
from cordee.applications.reminders import UNFINISHED
from cordee.calls.actions import publish
from cordee.ledger.models import Message
from cordee.people.models import User
from tests.applications.conftest import DURING, small
from tests.applications.test_pages import at, complete

TWO_DAYS_BEFORE = datetime(2024, 12, 17, 8, tzinfo=UTC)
CHANGED = "MODIFIÉ DEPUIS, NON REDÉPOSÉ"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def handed_in(writer: Client, application: Application) -> Application:
    complete(writer, application)
    writer.post(at("deposit", application))
    return application


def banner(writer: Client, application: Application) -> str:
    page = writer.get(at("detail", application)).text.replace("\xa0", " ")
    return page[page.index("state-band") : page.index("</div>", page.index("state-band"))]


def test_handing_in_costs_few_queries_receipt_journal_letter_and_its_page_included(
    writer: Client, application: Application, django_assert_max_num_queries
):
    complete(writer, application)
    writer.get("/candidatures/")  # what the session has to say once is said
    for budget, said in ((26, "Du temps."), (31, "Encore du temps.")):
        writer.post(at("save", application, "besoins"), {"besoins": said})
        with django_assert_max_num_queries(budget) as asked:
            made = writer.post(at("deposit", application))
            writer.get(made["Location"])
        assert asked[0]["sql"]
    assert Deposit.objects.count() == Message.objects.count() == 2


def test_a_change_after_the_deposit_is_told_until_it_is_handed_in(
    writer: Client, handed_in: Application
):
    assert "Rien n’a changé depuis" in banner(writer, handed_in)
    writer.post(at("save", handed_in, "besoins"), {"besoins": "Encore du temps."})
    said = banner(writer, handed_in)
    assert CHANGED in said
    assert "dépôt n° 1 qui compte" in said
    writer.post(at("deposit", handed_in))
    assert CHANGED not in banner(writer, handed_in)


@pytest.mark.parametrize("verb", ["join", "leave", "attach"])
def test_a_change_of_team_or_of_pieces_counts_as_one(
    writer: Client, handed_in: Application, nadia: User, verb: str
):
    if verb == "join":
        writer.post(at("team", handed_in), {"given_name": "A", "family_name": "B", "role": "agent"})
    elif verb == "leave":
        actions.leave(handed_in.members.get(), by=nadia, at=DURING)
    else:
        actions.touch(handed_in, at=DURING)
    assert CHANGED in banner(writer, handed_in)


def test_coming_back_to_what_was_handed_in_leaves_nothing_to_hand_in(
    writer: Client, handed_in: Application
):
    for text in ("Autre chose.", "Du temps."):
        writer.post(at("save", handed_in, "besoins"), {"besoins": text})
    writer.post(at("deposit", handed_in))
    assert Deposit.objects.count() == 1
    assert CHANGED not in banner(writer, handed_in)


def test_after_the_closing_the_banner_says_which_deposit_counts(
    writer: Client, handed_in: Application, clock
):
    writer.post(at("save", handed_in, "besoins"), {"besoins": "Encore du temps."})
    clock.move_to("2024-12-19T12:00+01:00")
    writer.force_login(handed_in.owner)
    said = banner(writer, handed_in)
    assert "dépôt n° 1 qui compte" in said
    assert "déposez de nouveau" not in said


def test_every_deposit_is_kept_and_shown_and_the_last_counts(
    writer: Client, handed_in: Application
):
    writer.post(at("save", handed_in, "besoins"), {"besoins": "Encore du temps."})
    writer.post(at("deposit", handed_in))
    page = writer.get(at("detail", handed_in)).text
    assert page.index("depots/2/") < page.index("depots/1/")
    assert "Un dépôt plus récent" in writer.get(at("receipt", handed_in, 1)).text
    assert "Un dépôt plus récent" not in writer.get(at("receipt", handed_in, 2)).text
    texts = [one.answer("besoins") for one in Deposit.objects.order_by("number")]
    assert texts == ["Du temps.", "Encore du temps."]


def test_a_receipt_is_sent_again_on_demand_once_an_hour(
    writer: Client, handed_in: Application, clock
):
    before = Message.objects.filter(to="nadia@example.org").count()
    for _ in range(2):
        writer.post(at("send_again", handed_in, 1))
    assert Message.objects.filter(to="nadia@example.org").count() == before + 1
    clock.shift(3700)
    writer.post(at("send_again", handed_in, 1))
    assert Message.objects.filter(to="nadia@example.org").count() == before + 2


def test_a_file_changed_and_not_handed_in_again_is_called_to_mind(
    writer: Client, handed_in: Application
):
    assert list(UNFINISHED.proposals(DURING)) == []
    writer.post(at("save", handed_in, "besoins"), {"besoins": "Encore du temps."})
    found = [one for one in UNFINISHED.proposals(TWO_DAYS_BEFORE) if one.due <= TWO_DAYS_BEFORE]
    assert [one.occurrence for one in found] == ["J-2"]
    assert "ces changements ne sont pas déposés" in found[0].text.lower()


@pytest.mark.parametrize(
    ("legal", "timeline", "said"),
    [
        ("public", {}, "L112-11"),
        ("private", {}, "n’est pas une administration"),
        ("public", {"silence": {"means": "nothing", "on": "2025-03-01"}}, "ne vaut pas décision"),
        ("public", {"silence": {"means": "rejection", "on": "2025-03-01"}}, "1er mars 2025"),
        ("public", {}, "R421-1"),
    ],
)
def test_the_receipt_says_what_the_law_of_the_call_wants(
    nadia: User, legal: str, timeline: dict[str, object], said: str
):
    centre = {"key": "centre", "label": "Centre", "email": "c@example.org", "legal": legal}
    definition = small(organisers=[centre], timeline=timeline, team=None, eligibility=[])
    edition = publish(definition, {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
    application = actions.start(edition, body_name="Commune", by=nadia, at=DURING)
    for key, value in {"besoins": "Du temps.", "theme": "eau"}.items():
        actions.save_answer(application, key, value, by=nadia, at=DURING)
    found = papers.receipt(actions.deposit(application, by=nadia, at=DURING))
    assert said in f"{found['regime']} {found['silence']}".replace("\xa0", " ")


def test_evasive_answers_are_advice_on_the_page_that_hands_in(
    writer: Client, application: Application
):
    complete(writer, application)
    writer.post(at("save", application, "besoins"), {"besoins": "cf. pièce jointe"})
    page = writer.get(reverse("applications:check", args=[application.public_id])).text
    assert "renvoyez ailleurs" in page
    assert writer.post(at("deposit", application)).status_code == 302
