"""Beside the demonstration’s year: days of allies, help outside it, sequels, a film, a list."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from cordee.alliance import actions as alliance
from cordee.demo.script import Script
from cordee.journeys import actions as year
from cordee.journeys.learning import actions as learning
from cordee.journeys.learning.models import Resource
from cordee.journeys.models import Cohort, Delegate
from cordee.journeys.queries import grouping
from cordee.journeys.rules import grouping as groups
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.queries import sequels
from cordee.letters.actions import lists, threads
from cordee.letters.queries.lists import membership
from cordee.people.models import User

DAY = timedelta(days=1)


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """A little of each, in the last weeks."""
    told = script.data["beside"]
    people = list(
        Delegate.objects.current(script.now)
        .filter(participation__cohort=cohort, participation__ends=None)
        .exclude(person__user=None)
        .select_related("person__user", "participation__cohort__edition__current")
        .order_by("pk")
    )
    if not people:
        return
    _allies(script, told, cohort, boss)
    _supports(script, told, boss)
    _sequels(script, people, boss)
    _film(script, told, cohort, boss)
    _kept(script, told, people, boss)
    _groups(script, told, cohort, boss)
    _list(script, told, cohort, people, boss)
    _working(script, told["working"], cohort, people, boss)


def _allies(script: Script, told: dict[str, Any], cohort: Cohort, boss: User) -> None:
    """Days paid and days given, by the same two allies who visit."""
    for rank, (name, structure, email, activity, what, days, rate, manner) in enumerate(
        told["days"]
    ):
        actions.record_days(
            cohort, name=name, structure=structure, email=email, activity=activity, what=what,
            days=Decimal(days), rate=Decimal(rate), manner=manner, funder="",
            on=(script.now - (40 - 5 * rank) * DAY).date(), source=told["source"], by=boss,
            at=script.now - DAY,
        )  # fmt: skip
    for title, link, days_left in told["agreements"]:
        alliance.write_agreement(
            partner=title, subject=link, starts=(script.now - 300 * DAY).date(),
            ends=(script.now + days_left * DAY).date(), alert_days=90, by=boss,
            at=script.now - 300 * DAY,
        )  # fmt: skip


def _supports(script: Script, told: dict[str, Any], boss: User) -> None:
    """A territory and an ally helped without any call."""
    for one in told["supports"]:
        begun = script.now - 120 * DAY
        made = actions.keep_support(
            towards=one["towards"], name=one["name"], nature=one["nature"], territory=None,
            partners=one["partners"], outputs=one["outputs"], starts=begun.date(), by=boss,
            at=begun,
        )  # fmt: skip
        for rank, (kind, days, people, what) in enumerate(one["steps"], 1):
            at = begun + 25 * rank * DAY
            actions.record_step(made, on=at.date(), kind=kind, days=Decimal(days), people=people,
                                what=what, by=boss, at=at)  # fmt: skip


def _sequels(script: Script, people: list[Delegate], boss: User) -> None:
    """Some territories have said what they live next."""
    offered = sequels.offered(people[0].participation.cohort)
    teams = list({one.participation_id: one.participation for one in people}.values())
    for rank, team in enumerate(teams[1:] if offered else []):
        actions.choose_sequel(team, offered[rank % len(offered)].key, by=boss,
                              at=script.now - (rank + 1) * DAY)  # fmt: skip


def _film(script: Script, told: dict[str, Any], cohort: Cohort, boss: User) -> None:
    """Two people are seen in a film: one agreed, the other is still asked."""
    one, at = told["film"], script.now - 8 * DAY
    made = learning.write_resource(
        cohort, by=boss, at=at, title=one["title"], kind="film", body=one["text"],
        link=one["link"], audience="public",
    )  # fmt: skip
    first, *_others = [
        actions.name_filmed(made, actions.Speaker(*who), wanted="public", by=boss, at=at)
        for who in one["seen"]
    ]
    actions.consent(first, "public", named="name", how="link", by=None, at=at + DAY)


def _kept(script: Script, told: dict[str, Any], people: list[Delegate], boss: User) -> None:
    """A published resource is tagged, taken up by a paper, kept by some for later."""
    cohort = people[0].participation.cohort
    themes = [one.key for one in cohort.edition.definition.themes[:2]]
    shown = Resource.objects.filter(cohort=cohort, state="published", audience="public")
    for one in shown.order_by("pk")[:1]:
        Resource.objects.filter(pk=one.pk).update(themes=themes)
        learning.note_takeup(one, who=told["takeup"], on=(script.now - 2 * DAY).date(), by=boss,
                             at=script.now - DAY)  # fmt: skip
        for delegate in people[:2]:
            if delegate.person.user is not None:
                learning.keep_at_hand(one, kept=True, by=delegate.person.user, at=script.now - DAY)


def _groups(script: Script, told: dict[str, Any], cohort: Cohort, boss: User) -> None:
    """The groups of peers of the last meeting."""
    at = script.now - 20 * DAY
    peers = grouping.as_peers(grouping.peers(cohort, at)[:60])
    placed = groups.proposed("mixed", peers, 5, set())
    if len(peers) == len(grouping.peers(cohort, at)):
        year.adopt_groups(cohort, placed, label=told["groups"], by=boss, at=at)


def _working(
    script: Script, told: dict[str, Any], cohort: Cohort, people: list[Delegate], boss: User
) -> None:
    """A working group that met once and meets again, led by a delegate."""
    at = script.now - 40 * DAY
    group = year.keep_working_group(
        cohort, question=told["question"], about=told["about"], by=boss, at=at
    )
    for rank, delegate in enumerate(people[:4]):
        year.take_in(group, delegate.person, leads=rank == 0, by=boss, at=at)
    starts = (script.now - 12 * DAY).replace(hour=13, minute=0, second=0, microsecond=0)
    first = year.plan_session(
        group, starts=starts, ends=starts + timedelta(hours=1, minutes=30), times=2, months=2,
        video=told["video"], by=boss, at=at,
    )  # fmt: skip
    year.tell_session(first, told["words"], by=boss, at=script.now - 11 * DAY)
    year.write_synthesis(group, told["synthesis"], revision=0, by=boss, at=script.now - 5 * DAY)


def _list(
    script: Script, told: dict[str, Any], cohort: Cohort, people: list[Delegate], boss: User
) -> None:
    """The list of the delegations: a thread, and a first message that waits to be read over."""
    one, at = told["list"], script.now - 6 * DAY
    made = lists.keep_list(
        word=one["word"], title=one["title"], about=one["about"], cohort=cohort,
        moderation="first", by=boss, at=at,
    )  # fmt: skip
    team = membership(made, boss, at)
    thread = None
    if team is not None:
        thread = threads.write(made, one["subject"], one["text"], who=team, by=boss, at=at)
    for rank, (delegate, words) in enumerate(zip(people, one["answers"], strict=False)):
        user = delegate.person.user
        own = membership(made, user, at) if user is not None else None
        if own is not None and user is not None:
            said = threads.write(
                made, one["subject"], words, thread=thread, who=own, by=user, at=at + DAY
            )
            if not rank:
                threads.accept(said, by=boss, at=at + DAY)
