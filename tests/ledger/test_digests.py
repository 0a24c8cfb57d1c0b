"""News are sent, gathered or kept silent as each chose; what obliges always leaves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.ledger import choosing, reminders
from cordee.ledger.models import MailChoice, Message, Reminder
from cordee.ledger.outbox import forget
from cordee.ledger.reminders import FLOOR, remind, send_digests
from cordee.ledger.rules.digests import Choice, following, is_time, judged, slot
from tests.ledger.cast import NOON
from tests.ledger.test_reminders import Rule, proposal

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2025, 3, 31, 9, 0, tzinfo=PARIS)
DAILY, WEEKLY = Choice(rhythm="daily"), Choice(rhythm="weekly")


class News(Rule):
    """A rule that obliges nobody."""

    comfort = True
    label = "Nouvelles"


@pytest.mark.parametrize(
    ("rhythm", "at", "morning", "after"),
    [
        ("daily", MONDAY, "2025-03-31T08:00", "2025-04-01T08:00"),
        ("daily", MONDAY.replace(hour=7), "2025-03-30T08:00", "2025-03-31T08:00"),
        ("daily", MONDAY.replace(hour=8), "2025-03-31T08:00", "2025-04-01T08:00"),
        ("weekly", MONDAY, "2025-03-31T08:00", "2025-04-07T08:00"),
        ("weekly", MONDAY.replace(hour=7), "2025-03-24T08:00", "2025-03-31T08:00"),
        ("weekly", MONDAY + timedelta(days=6), "2025-03-31T08:00", "2025-04-07T08:00"),
    ],
)
def test_digests_leave_in_the_morning(rhythm, at, morning, after):
    assert f"{slot(rhythm, at):%Y-%m-%dT%H:%M}" == morning
    assert f"{following(rhythm, at):%Y-%m-%dT%H:%M}" == after


def test_a_digest_leaves_once_a_morning():
    assert is_time("daily", None, MONDAY)
    assert not is_time("daily", MONDAY.replace(hour=8, minute=5), MONDAY)
    assert is_time("daily", MONDAY - timedelta(days=1), MONDAY)
    assert not is_time("weekly", MONDAY, MONDAY + timedelta(days=6))


@pytest.mark.parametrize(
    ("choice", "sent", "until", "act"),
    [
        (Choice(), 0, None, "send"),
        (Choice(), 4, None, "send"),
        (Choice(), 5, None, "wait"),
        (Choice(cap=1), 1, None, "wait"),
        (Choice(cap=1), 1, timedelta(minutes=30), "mute"),
        (Choice(muted=("r",)), 0, None, "mute"),
        (Choice(muted=("autre",)), 0, None, "send"),
        (DAILY, 0, None, "gather"),
        (DAILY, 9, None, "gather"),
        (DAILY, 0, timedelta(hours=22), "send"),
        (WEEKLY, 0, timedelta(days=6), "send"),
        (WEEKLY, 0, timedelta(days=8), "gather"),
        (Choice(rhythm="daily", muted=("r",)), 0, timedelta(hours=1), "mute"),
    ],
)
def test_what_obliges_nobody_follows_ones_choice(choice, sent, until, act):
    found = judged("r", choice, sent, MONDAY + until if until else None, MONDAY)
    assert found.act == act
    assert bool(found.reason) == (act != "send")


def chose(**fields):
    kept = {"rhythm": "each", "cap": 5, "muted": []} | fields
    return choosing.choose_letters("Camille@example.org", by=None, at=NOON, **kept)


@pytest.mark.django_db
def test_muting_never_mutes_what_obliges():
    chose(muted=["tests.news", "tests.rule"], cap=1)
    assert remind(News(proposal(), key="tests.news"), at=NOON) == 0
    assert remind(Rule(proposal(occurrence="J-1")), at=NOON) == 1
    muted, sent = Reminder.objects.order_by("pk")
    assert (muted.state, muted.reason) == ("skipped", "Mise en sourdine par la personne.")
    assert sent.state == "sent"
    assert "Recevoir moins" not in Message.objects.get().text


@pytest.mark.django_db
def test_several_news_make_one_letter_and_each_line_of_the_ledger_says_so():
    chose(rhythm="daily")
    early = NOON.replace(hour=3)

    def look(at: datetime) -> int:
        gathered: reminders.Gathered = {}
        rules = (News(proposal(occurrence="a"), proposal(occurrence="b"), key="n1"),
                 News(proposal(occurrence="c"), key="n2"))  # fmt: skip
        wanted = [[proposal(occurrence=o, due=early) for o in ("a", "b")],
                  [proposal(occurrence="c", due=early)]]  # fmt: skip
        for rule, listed in zip(rules, wanted, strict=True):
            rule.wanted = listed
            assert remind(rule, at=at, gathered=gathered) == 0
        return send_digests(gathered, at=at)

    Reminder.objects.create(
        rule="n0", person="user:1", due=early, state="gathered", decided_at=NOON.replace(hour=8),
        message=Message.objects.create(key="x", to="camille@example.org", subject="s", text="t",
                                       posted_at=early),
    )  # fmt: skip
    assert look(NOON) == 0
    assert all(one.reason.startswith("Attend le résumé") for one in Reminder.objects.pending())
    assert look(NOON + timedelta(days=1)) == 1
    letter = Message.objects.get(key__startswith="digest:")
    assert letter.subject.replace("\N{NO-BREAK SPACE}", " ") == "Votre résumé : 3 nouvelles"
    assert letter.text.count("Il reste sept jours") == 3
    assert "Changer de rythme" in letter.text
    told = Reminder.objects.filter(message=letter)
    assert {one.state for one in told} == {"gathered"}
    assert look(NOON + timedelta(days=1, hours=1)) == 0


@pytest.mark.django_db
def test_the_cap_of_the_week_holds_news_and_lets_duties_leave():
    chose(cap=1)
    assert remind(News(proposal(occurrence="a"), key="n"), at=NOON) == 1
    later = NOON + FLOOR + timedelta(hours=1)
    assert remind(News(proposal(occurrence="b"), key="n2"), at=later) == 0
    assert "plafond" in Reminder.objects.get(occurrence="b").reason
    assert remind(Rule(proposal(occurrence="c")), at=later) == 1
    week = later + timedelta(days=8)
    assert remind(News(proposal(occurrence="b"), key="n2"), at=week) == 1
    assert "Recevoir moins" in Message.objects.order_by("pk").last().text


@pytest.mark.django_db
def test_one_chooses_without_an_account_by_the_link_of_a_letter():
    page = "/" + choosing.choice_link("Camille@example.org").split("/", 3)[3]
    client = Client()
    with time_machine.travel(NOON, tick=False):
        assert client.get(page).status_code == 200
        assert client.post(page, {"rhythm": "hourly", "cap": "0"}).status_code == 422
        typed = {"rhythm": "weekly", "cap": "2", "muted": ["journeys.next_meeting"]}
        assert client.post(page, typed | {"muted": ["journeys.due"]}).status_code == 422
        assert client.post(page, typed).status_code == 302
    row = MailChoice.objects.get()
    assert (row.address, row.rhythm, row.cap) == ("camille@example.org", "weekly", 2)
    assert choosing.choice_of("camille@example.org").muted == ("journeys.next_meeting",)
    assert client.get(page[:-6] + "xxxxx/").status_code == 410
    assert client.get(reverse("ledger:letters_chosen")).status_code == 302


@pytest.mark.django_db
def test_whoever_signed_in_chooses_her_own_letters(client, amina):
    client.force_login(amina)
    page = reverse("ledger:letters_chosen")
    assert amina.email in client.get(page).text
    assert client.post(page, {"rhythm": "daily", "cap": "3"}).status_code == 302
    assert choosing.choice_of(amina.email).rhythm == "daily"
    forget(amina.email)
    assert not MailChoice.objects.exists()
