"""The demonstration's allies: a charter and who signed it, permanences, a community, a meeting."""

from datetime import date, time, timedelta
from typing import Any

from cordee.alliance.allies import actions, queries
from cordee.alliance.allies.models import Ally, AllyKind, Community
from cordee.demo.script import Script
from cordee.people.actions import accounts, find_or_add
from cordee.people.models import User

DAY = timedelta(days=1)
MISSED = 2
"""Which of the last permanences was not held, counted from the latest."""


def play(script: Script, boss: User) -> None:
    """A dozen weeks of an alliance: one signed lately and nobody met her yet."""
    told = script.data["allies"]
    begun: dict[str, Any] = {"by": boss, "at": script.now - 400 * DAY}
    kinds = {
        (use, label): actions.add_kind(use, label, rank=rank, **begun)
        for use, labels in told["kinds"].items()
        for rank, label in enumerate(labels)
    }
    actions.write_charter(told["charter"], told["text"], **begun)
    allies = [_sign(script, one, kinds, boss) for one in told["signed"]]
    community = _community(script, told["community"], allies, boss)
    _permanences(script, told["permanence"], allies, boss)
    _meeting(script, told["meeting"], kinds, boss)
    actions.join(community, allies[0].person, by=boss, at=script.now - 90 * DAY)


def _sign(script: Script, one: dict[str, Any], kinds: dict[Any, AllyKind], boss: User) -> Ally:
    at = script.now - one["ago"] * DAY
    now: dict[str, Any] = {"by": boss, "at": at}
    person = find_or_add(one["email"], one["given_name"], one["family_name"], **now)
    accounts.joined(accounts.reserve(person.email, at=at), at)
    name = one.get("structure", "")
    body = actions.structure(name, **now) if name else None
    made = actions.sign(
        person, kinds["structure" if name else "person", one["kind"]], organisation=body,
        capacity=one.get("capacity", ""), department=one["department"], listed=True,
        signed_on=at.date(), **now,
    )  # fmt: skip
    if brings := one.get("brings"):
        actions.bring(made, nature="method", title=brings[0], said=brings[1], **now)
    return made


def _permanences(script: Script, told: dict[str, Any], allies: list[Ally], boss: User) -> None:
    now: dict[str, Any] = {"by": boss, "at": script.now}
    today = script.now.date()
    rule = actions.set_drop_in(
        label=told["label"], rank=1, weekday=1, starts=time(11), ends=time(13), place=told["place"],
        link="", since=today - 150 * DAY, until=None, **now,
    )  # fmt: skip
    past = [one.on for one in queries.year_of(today - 150 * DAY, today - DAY, today)][::-1]
    for rank, on in enumerate(past):
        if rank == MISSED:
            actions.miss(rule, on, because=told["missed"], **now)
            continue
        held = actions.hold(rule, on, **now)
        for ally in allies[: 2 + rank % 2]:
            actions.note_coming(held, ally.person, organisation=ally.organisation, **now)
        if rank:
            actions.keep(held, sheet=told["sheet"], **now)


def _community(script: Script, told: dict[str, Any], allies: list[Ally], boss: User) -> Community:
    now: dict[str, Any] = {"by": boss, "at": script.now - 300 * DAY}
    made = actions.keep_community(
        label=told["label"], theme=told["theme"], open_to=told["open_to"],
        framing=told["framing"], welcome=told["welcome"], agenda="\n".join(told["agenda"]),
        every_months=3, opened_on=_day(script, 300), **now,
    )  # fmt: skip
    if (body := allies[0].organisation) is not None:
        actions.host(made, body, starts=_day(script, 300), **now)
    for ago in told["sessions"]:
        held = actions.plan(title=told["session"], on=_day(script, ago), community=made,
                            agenda=made.agenda, sheet=told["sheet"], **now)  # fmt: skip
        actions.note_coming(held, allies[1].person, by=boss, at=script.now)
    actions.share(made, title=told["publication"], on=_day(script, 120), authors=told["authors"],
                  link="https://example.org/reperes", collective=True, **now)  # fmt: skip
    return made


def _meeting(script: Script, told: dict[str, Any], kinds: dict[Any, AllyKind], boss: User) -> None:
    now: dict[str, Any] = {"by": boss, "at": script.now}
    held = actions.plan(title=told["title"], on=_day(script, 80), place=told["place"], **now)
    for kind, here, away in told["came"]:
        actions.count(held, kinds["present", kind], on_site=here, remote=away, **now)
    for title, teller in told["talks"]:
        actions.tell(held, title=title, teller=teller, **now)


def _day(script: Script, ago: int) -> date:
    return (script.now - ago * DAY).date()
