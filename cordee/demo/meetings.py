"""The demonstration's next meeting: who speaks, who hosts, how people come, groups of peers."""

from datetime import timedelta

from cordee.demo.script import Script
from cordee.journeys import actions
from cordee.journeys.models import Cohort, Delegate, Meeting, Participation
from cordee.journeys.queries import already_met, as_peers, calendar, group_peers
from cordee.journeys.rules.coming import Said
from cordee.journeys.rules.grouping import proposed
from cordee.people.models import User

DIETS = ("any", "vegetarian", "any", "gluten")
TRAVELS = ("train", "shared", "car", "train")


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """Prepare the next dated meeting, where there is one; adopt a first set of groups."""
    at = script.now - timedelta(days=2)
    meeting = calendar(cohort).filter(starts__gt=script.now, state=Meeting.State.FIXED).first()
    if meeting is not None:
        _prepare(script, meeting, boss)
        _come(meeting, boss, list(group_peers(cohort, at)), script)
    placed = proposed("mixed", as_peers(group_peers(cohort, at)), 5, already_met(cohort))
    actions.adopt_groups(cohort, placed, label=script.data["meeting"]["groups"], by=boss, at=at)


def _prepare(script: Script, meeting: Meeting, boss: User) -> None:
    told, at = script.data["meeting"], script.now - timedelta(days=12)
    host: Participation | None = meeting.cohort.participations.filter(ends=None).first()
    actions.prepare(meeting, host=host, note=told["note"], note_days=None, by=boss, at=at)
    for one in told["duties"]:
        actions.write_duty(meeting, who=one["who"], does=one["does"], by=boss, at=at)
    first = meeting.items.order_by("begins", "pk")[:1]
    speaker = actions.ask_speaker(meeting, items=first, by=boss, at=at, **told["speaker"])
    actions.answer_speaker(speaker, comes=True, words=told["words"], by=None, at=at)
    actions.send_material(speaker, title=told["material"], link=told["link"], by=None, at=at)


def _come(meeting: Meeting, boss: User, people: list[Delegate], script: Script) -> None:
    """Two out of three said how they come; one offers seats."""
    at = script.now - timedelta(days=2)
    if meeting.starts is None or at > meeting.starts - timedelta(days=4):
        return
    for rank, one in enumerate(people):
        if rank % 3 == 2:  # noqa: PLR2004 - every third is silent
            continue
        said = Said("on_site", meal=True, diet=DIETS[rank % 4], travel=TRAVELS[rank % 4],
                    km=20 + 7 * (rank % 9))  # fmt: skip
        actions.say_coming(meeting, one, said, by=None, at=at)
    actions.post_ride(meeting, people[0], kind="offer", way="both", hour=None, seats=3,
                      place=people[0].participation.name[:160], by=boss, at=at)  # fmt: skip
