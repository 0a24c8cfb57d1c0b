"""Those who write are reminded of a file not handed in, three times at most."""

from datetime import UTC, datetime

import pytest

from cordee.applications import actions
from cordee.applications.models import Application
from cordee.applications.reminders import UNFINISHED
from cordee.ledger.models import Message
from cordee.ledger.reminders import remind, rules
from cordee.people.models import Person, User
from tests.applications.conftest import DURING

SEVEN = datetime(2024, 12, 12, 8, tzinfo=UTC)
TWO = datetime(2024, 12, 17, 8, tzinfo=UTC)
SAME_DAY = datetime(2024, 12, 19, 8, tzinfo=UTC)
NOON = datetime(2024, 12, 19, 11, tzinfo=UTC)


def dues(at: datetime) -> list[tuple[str, datetime]]:
    return [(one.occurrence, one.due.astimezone(UTC)) for one in UNFINISHED.proposals(at)]


def test_the_house_applies_the_rule():
    assert UNFINISHED in rules()


def test_a_draft_is_called_to_mind_three_mornings(application: Application):
    assert dues(DURING) == [("J-7", SEVEN), ("J-2", TWO), ("J-0", SAME_DAY)]


def test_each_reminder_leaves_once_and_says_the_one_deadline(application: Application):
    for at in (SEVEN, SEVEN, TWO, SAME_DAY, SAME_DAY):
        remind(UNFINISHED, at=at)
    texts = [one.text.replace("\xa0", " ") for one in Message.objects.order_by("pk")]
    assert len(texts) == 3
    assert all("jeudi 19 décembre 2024 à 12 h" in text for text in texts)
    assert all(str(application.public_id) in text for text in texts)


def test_only_the_latest_of_the_reminders_missed_is_sent(application: Application):
    assert remind(UNFINISHED, at=SAME_DAY) == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("at", [NOON, datetime(2025, 3, 1, tzinfo=UTC)])
def test_nothing_is_said_once_the_call_is_closed(application: Application, at: datetime):
    assert dues(at) == []


def test_a_file_taken_back_is_left_in_peace(application: Application, nadia: User):
    actions.withdraw(application, reason="", by=nadia, at=DURING)
    assert dues(SEVEN) == []


def test_a_file_begun_late_is_not_reminded_of_what_is_past(application: Application):
    Application.objects.filter(pk=application.pk).update(started_at=TWO)
    assert [name for name, _ in dues(TWO)] == ["J-2", "J-0"]
    Application.objects.filter(pk=application.pk).update(started_at=NOON)
    assert dues(SAME_DAY) == []


def test_every_writer_with_an_account_is_told_once(application: Application, nadia: User):
    other = User.objects.create_user("omar@example.org")
    for user in (nadia, other):
        actions.join(
            application, role="elu", given_name="A", family_name="B", by=nadia, at=DURING,
            person=Person.objects.create(user=user, given_name="A", family_name="B"),
        )  # fmt: skip
    actions.join(application, role="agent", given_name="C", family_name="D", by=nadia, at=DURING)
    remind(UNFINISHED, at=SEVEN)
    sent = sorted(Message.objects.values_list("to", flat=True).order_by("pk"))
    assert sent == ["nadia@example.org", "omar@example.org"]


@pytest.mark.parametrize("count", [1, 3])
def test_more_drafts_cost_no_more_queries(
    edition, nadia: User, count: int, django_assert_num_queries
):
    for rank in range(count):
        actions.start(edition, body_name=f"C{rank}", by=nadia, at=DURING)
    with django_assert_num_queries(3):
        assert len(dues(DURING)) == 3 * count
