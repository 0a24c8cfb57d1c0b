"""Reminders: sent once, never too close, and why not."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks

from cordee import reactions
from cordee.ledger import checks, reminders
from cordee.ledger.models import Message, Reminder
from cordee.ledger.reminders import FLOOR, Proposal, remind, remind_all
from tests.ledger.cast import NOON

HOUR = timedelta(hours=1)

WHY = "Règle «\u00a0tests.rule\u00a0», prévue le jeudi 19\u00a0décembre 2024 à 12\u00a0h."


class Rule:
    """A rule that proposes what the test wants."""

    label = "Dossier non déposé"

    def __init__(self, *proposals, key="tests.rule"):
        self.key = key
        self.wanted = proposals

    def proposals(self, _):
        return self.wanted


class Broken(Rule):
    def proposals(self, _):
        raise ZeroDivisionError


def proposal(person="user:1", occurrence="J-7", due=NOON, **more):
    return Proposal(
        person=person,
        name="Camille",
        to=more.pop("to", "camille@example.org"),
        subject=("application", "12"),
        subject_name="Dossier de Loos-en-Gohelle",
        occurrence=occurrence,
        due=due,
        title="Il reste sept jours",
        text="Votre dossier n’est pas déposé.",
        **more,
    )


def states():
    return list(Reminder.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_a_reminder_whose_time_has_come_is_sent_once_and_never_again():
    rule = Rule(proposal())
    assert remind(rule, at=NOON) == 1
    assert remind(rule, at=NOON + HOUR) == 0
    assert remind(rule, at=NOON + 30 * HOUR) == 0
    reminder = Reminder.objects.get()
    assert (reminder.state, reminder.decided_at) == ("sent", NOON)
    assert reminder.reason == WHY
    assert reminder.message == Message.objects.get()
    assert reminder.message.to == "camille@example.org"


@pytest.mark.django_db
def test_a_reminder_to_come_is_shown_and_follows_its_moved_date():
    assert remind(Rule(proposal(due=NOON + HOUR)), at=NOON) == 0
    assert remind(Rule(proposal(due=NOON + 2 * HOUR)), at=NOON) == 0
    assert Reminder.objects.get().due == NOON + 2 * HOUR
    assert states() == ["pending"]
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_reminder_to_come_that_has_no_more_reason_leaves_no_trace():
    remind(Rule(proposal(due=NOON + HOUR)), at=NOON)
    remind(Rule(), at=NOON)
    assert not Reminder.objects.exists()


@pytest.mark.django_db
def test_a_rule_that_says_why_not_is_written_down():
    assert remind(Rule(proposal(skip="Camille ne veut pas de relance.")), at=NOON) == 0
    assert remind(Rule(proposal()), at=NOON + HOUR) == 0
    reminder = Reminder.objects.get()
    assert (reminder.state, reminder.reason) == ("skipped", "Camille ne veut pas de relance.")
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_two_reminders_to_one_person_are_kept_apart_whatever_their_rules():
    assert remind(Rule(proposal()), at=NOON) == 1
    other = Rule(proposal(occurrence="J-1"), key="tests.other")
    assert remind(other, at=NOON + HOUR) == 0
    waiting = Reminder.objects.get(rule="tests.other")
    assert waiting.state == "pending"
    assert waiting.reason == (
        "Attend\u00a0: une autre relance est partie le jeudi 19\u00a0décembre 2024 à 12\u00a0h."
    )
    assert remind(other, at=NOON + FLOOR) == 1
    waiting.refresh_from_db()
    assert waiting.state == "sent"
    assert waiting.reason.startswith("Règle «\u00a0tests.other\u00a0», prévue le")


@pytest.mark.django_db
def test_what_obliges_and_would_come_too_late_does_not_wait():
    assert remind(Rule(proposal()), at=NOON) == 1
    link = proposal(occurrence="lien", until=NOON + FLOOR)
    news = Rule(link, key="tests.news")
    news.comfort = True
    assert remind(news, at=NOON + HOUR) == 0
    later = Rule(proposal(until=NOON + 2 * FLOOR), key="tests.later")
    assert remind(later, at=NOON + HOUR) == 0
    assert remind(Rule(link, key="tests.link"), at=NOON + HOUR) == 1


@pytest.mark.django_db
def test_the_floor_of_one_person_does_not_hold_another():
    assert remind(Rule(proposal(), proposal(person="user:2")), at=NOON) == 2


@pytest.mark.django_db
def test_a_reminder_put_off_until_it_is_pointless_says_so():
    remind(Rule(proposal(), proposal(occurrence="J-1")), at=NOON)
    remind(Rule(proposal()), at=NOON + HOUR)
    late = Reminder.objects.get(occurrence="J-1")
    assert late.state == "skipped"
    assert late.reason.startswith("N’a plus lieu d’être")


@pytest.mark.django_db
def test_an_address_that_cannot_be_written_to_is_told_not_raised():
    assert remind(Rule(proposal(to="nowhere")), at=NOON) == 0
    assert Reminder.objects.get().reason == "Cette adresse électronique n’est pas valable."


@pytest.mark.django_db
def test_one_broken_rule_does_not_silence_the_others(monkeypatch):
    both = [Broken(key="tests.broken"), Rule(proposal())]
    monkeypatch.setattr(reminders, "rules", lambda: both)
    with pytest.raises(ExceptionGroup, match="reminder rules failed"):
        remind_all(at=NOON)
    assert states() == ["sent"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_what_is_already_decided_costs_the_same_however_many(django_assert_num_queries, count):
    rule = Rule(*(proposal(person=f"user:{number}") for number in range(count)))
    assert remind(rule, at=NOON) == count
    with django_assert_num_queries(2):
        assert remind(rule, at=NOON) == 0


def test_the_rules_of_the_house_all_exist():
    assert not checks.reminder_rules_exist()
    assert isinstance(reminders.rules(), list)


def test_a_rule_that_leads_nowhere_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "REMINDER_RULES", ("cordee.nowhere.rule",))
    assert [error.id for error in run_checks() if error.id.startswith("ledger")] == ["ledger.E003"]


def test_every_fact_of_the_house_can_be_said():
    assert not checks.sayings_can_be_said()
    assert reactions.REACTIONS is not None
