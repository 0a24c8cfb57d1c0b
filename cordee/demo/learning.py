"""What the demonstration's cohort learns: an exercise, a pulse, kits, questions, a directory."""

from datetime import datetime, timedelta

from cordee.demo.script import Script
from cordee.journeys.learning import actions
from cordee.journeys.learning.actions.exercises import planned
from cordee.journeys.learning.models import Exercise
from cordee.journeys.learning.queries.shelves import themes
from cordee.journeys.models import Cohort, Delegate, Meeting, Participation
from cordee.journeys.queries import calendar
from cordee.people.models import User

DAY = timedelta(days=1)


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """Play it between the meetings already held; nothing before the first one."""
    held = calendar(cohort).filter(starts__lt=script.now - 10 * DAY).select_related(
        "cohort__edition__current"
    )  # fmt: skip
    meetings = list(held.order_by("starts", "pk"))
    if not meetings:
        return
    teams = list(cohort.participations.filter(ends=None).order_by("pk"))
    known = [one.key for one in themes(cohort)]
    for rank, meeting in enumerate(meetings):
        _kit(script, meeting, boss)
        treated = known[rank : rank + 1]
        actions.tell_themes(meeting, treated, by=boss, at=meeting.starts or script.now)
    _pulse(script, meetings[-1], teams, boss)
    _exercise(script, cohort, teams, boss)
    _questions(script, teams, boss)
    _directory(script, teams)


def _people(participation: Participation, at: datetime) -> list[Delegate]:
    rows = participation.delegates.current(at).select_related(
        "person__user", "participation__cohort__edition__current"
    )
    return list(rows.order_by("pk"))


def _kit(script: Script, meeting: Meeting, boss: User) -> None:
    assert meeting.starts is not None  # noqa: S101 - held
    at = meeting.starts + 3 * DAY
    for title, kind, body in script.data["learning"]["resources"]:
        made = actions.write_resource(
            meeting.cohort, by=boss, at=at, meeting=meeting, title=title, kind=kind, body=body,
            audience="cohort",
        )  # fmt: skip
        for state in ("reviewed", "published"):
            made = actions.move_resource(made, state, by=boss, at=at)


def _pulse(script: Script, meeting: Meeting, teams: list[Participation], boss: User) -> None:
    """Nearly everyone answers the pulse of the last meeting held; it is closed by now."""
    assert meeting.starts is not None  # noqa: S101 - held
    told = script.data["learning"]
    survey = actions.plan_pulse(meeting, by=boss, at=meeting.starts)
    tries = iter(told["tries"])
    for team in teams:
        for one in _people(team, survey.opens_at):
            drawn = script.draw("pulse", team.name, one.pk, below=10)
            if drawn:
                answers = {"self": 3 + drawn % 3, "home": 2 + drawn % 4,
                           "place": next(tries, "")}  # fmt: skip
                actions.answer_survey(
                    survey, answers, person=one.person, participation=team, by=None,
                    at=survey.opens_at + DAY,
                )  # fmt: skip


def _exercise(script: Script, cohort: Cohort, teams: list[Participation], boss: User) -> None:
    """An exercise due in a week: half of the territories have given theirs back."""
    told, at = script.data["learning"], script.now - 14 * DAY
    announced = planned(cohort)
    made = actions.plan_exercise(
        cohort, by=boss, at=at, title=told["exercise"], instructions=told["instructions"],
        deliverable=announced[0].key if announced else "",
        due_at=(script.now + 7 * DAY).replace(hour=17, minute=0),
        audience="cohort",
    )  # fmt: skip
    actions.publish_exercise(made, by=boss, at=at)
    made = Exercise.objects.select_related("cohort__edition__current", "meeting").get(pk=made.pk)
    given = None
    for team, text in zip(teams, told["returns"], strict=False):
        people = [one for one in _people(team, at) if one.person.user is not None]
        writer = people[0].person.user if people and people[0].person.user else boss
        given = actions.begin_return(made, team)
        actions.write_return(given, text, revision=None, by=writer, at=at + DAY)
        given = actions.hand_in(given, by=writer, at=at + 2 * DAY)
    if given is not None:
        actions.give_feedback(given, boss.person, told["feedback"], by=boss, at=script.now - DAY)


def _questions(script: Script, teams: list[Participation], boss: User) -> None:
    """One question answered last week, another that waits."""
    told, at = script.data["learning"], script.now - 9 * DAY
    for team, text, when in ((teams[0], told["question"], at), (teams[-1], told["waiting"],
                                                              script.now - DAY)):  # fmt: skip
        one = _people(team, when)[0]
        asked = actions.ask_question(
            one, text, text, audience="cohort", by=one.person.user or boss, at=when
        )
        if text == told["question"]:
            actions.answer_question(asked, told["answer"], by=boss, at=when + 2 * DAY)


def _directory(script: Script, teams: list[Participation]) -> None:
    """One person a territory lets her peers find her."""
    for team, about in zip(teams, script.data["learning"]["about"], strict=False):
        people = [one for one in _people(team, script.now) if one.person.user is not None]
        for one in people[:1]:
            assert one.person.user is not None  # noqa: S101 - filtered above
            actions.show_card(
                one, shows=["title", "email"], about=about, wants="",
                until=(script.now + 200 * DAY).date(), by=one.person.user, at=script.now - 5 * DAY,
            )  # fmt: skip
