"""The letter of the demonstration's cohort: an issue sent, the next one written by several."""

from datetime import timedelta

from cordee.demo.script import Script
from cordee.journeys.models import Cohort, Delegate
from cordee.letters import actions, queries
from cordee.people.models import User

DAY = timedelta(days=1)


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """Three readers from outside, one who left; a section entrusted to a delegate, one put off."""
    told, begun = script.data["letter"], script.now - 50 * DAY
    letter = actions.keep_letter(
        title=told["title"], about=told["about"], sections=told["sections"], cohort=cohort,
        coming=True, public=True, most=2, by=boss, at=begun,
    )  # fmt: skip
    for email in (*told["readers"], told["left"]):
        actions.confirm(letter, email, at=begun)
    actions.stop(letter, told["left"], at=begun + DAY)
    issue = actions.begin_issue(letter, told["sent"], by=boss, at=begun + DAY)
    for passage, text in zip(queries.written(issue), told["texts"], strict=True):
        actions.write_passage(passage, text, signature="", revision=None, by=boss, at=begun + DAY)
    seen = len(queries.readers(letter, begun + 2 * DAY).receiving)
    sent = actions.send(issue, seen=seen, by=boss, at=begun + 2 * DAY)
    for _ in range(7):
        actions.tell_forwarded(sent)
    _next(script, cohort, letter.pk, boss)


def _next(script: Script, cohort: Cohort, letter: int, boss: User) -> None:
    told, at = script.data["letter"], script.now - 4 * DAY
    issue = actions.begin_issue(queries.letters().get(pk=letter), told["next"], by=boss, at=at)
    first, *_others, last = queries.written(issue)
    actions.write_passage(first, told["texts"][0], signature=str(boss.person), revision=None,
                          by=boss, at=at)  # fmt: skip
    actions.put_off(last, by=boss, at=at)
    people = Delegate.objects.current(at).filter(
        participation__cohort=cohort, participation__ends=None, person__user__is_active=True
    )
    one = people.select_related("person").order_by("pk").first()
    if one is not None:
        actions.entrust(queries.written(issue)[1], one.person, by=boss, at=at)
