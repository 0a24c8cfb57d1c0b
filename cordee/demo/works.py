"""The demonstration's alliance at work: workstreams, an assembly in two times, what is said."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cordee.alliance.actions import name_organ
from cordee.alliance.models import Organ
from cordee.alliance.rules import Asked, Said
from cordee.alliance.works.actions import (
    assemblies,
    frames,
    objections,
    speaking,
    supports,
    terms,
    workstreams,
)
from cordee.alliance.works.models import Assembly, Term, WorkFrame, Workstream
from cordee.demo.script import Script
from cordee.people.actions import find_or_add
from cordee.people.models import Person, User

DAY = timedelta(days=1)


def play(script: Script, boss: User) -> None:
    """Two workstreams run, one waits for its answer; the register says what was told outside."""
    told, begun = script.data["works"], script.now - 120 * DAY
    terms.take_usual(by=boss, at=begun)
    goals = [terms.keep_term("goal", one, by=boss, at=begun) for one in told["goals"]]
    themes = [terms.keep_term("theme", one, by=boss, at=begun) for one in told["themes"]]
    frame = _frame(script, told, boss)
    people = _people(script, boss)
    held = _assembly(script, told, boss)
    for rank, one in enumerate(told["workstreams"]):
        made = workstreams.propose(
            frame, one["title"], one["pitch"], goals=goals[: rank + 1], theme=themes[one["theme"]],
            kind=Term.objects.get(list="kind", label=one["kind"]), tags=one["tags"],
            leader=people[one["leader"]], by=boss, at=begun + DAY,
        )  # fmt: skip
        for person in people:
            workstreams.join(made, person, by=boss, at=begun + 2 * DAY)
        workstreams.present(made, on=_ago(script, 25), assembly=held, by=boss, at=begun + 95 * DAY)
        _live(script, made, one, boss)
    _lines(script, told, boss)
    _coming(script, told["coming"], held, people, boss)


def _ago(script: Script, days: int) -> date:
    return (script.now - days * DAY).date()


def _frame(script: Script, told: dict[str, Any], boss: User) -> WorkFrame:
    organ = Organ.objects.get(label=script.data["harvest"]["organs"]["label"])
    return frames.keep_frame(
        told["frame"], starts=_ago(script, 120), ends=_ago(script, -245), organ=organ,
        criteria=told["criteria"], ceiling=Decimal(told["ceiling"]),
        budget=Decimal(told["budget"]), first_meeting=_ago(script, 50), meets_every=2,
        publication_months=6, review_on=_ago(script, -210), by=boss, at=script.now - 120 * DAY,
    )  # fmt: skip


def _people(script: Script, boss: User) -> list[Person]:
    """Those of the bureau carry workstreams too."""
    rows = script.data["harvest"]["organs"]["members"]
    at = script.now - 120 * DAY
    return [
        find_or_add(one["email"], one["given_name"], one["family_name"], by=boss, at=at)
        for one in rows
    ]


def _live(script: Script, made: Workstream, one: dict[str, Any], boss: User) -> None:
    if words := one.get("objection"):
        author = made.allies.order_by("pk")[0].person
        objections.object_to(made, author, words, by=boss, at=script.now - 24 * DAY)
        return
    at = script.now - 22 * DAY
    workstreams.launch(made, by=boss, at=at)
    title, nature = one["output"]
    workstreams.keep_output(made, title, nature, due=_ago(script, -90), by=boss, at=at)
    asked = supports.ask(
        made, Decimal(one["asked"]), needs=one["needs"], pays=one["pays"], by=boss, at=at
    )
    if amount := one.get("amount"):
        organ = made.frame.organ
        seats = organ.mandates.order_by("pk") if organ else []
        stood = {seat.person_id: Said("for") for seat in seats}
        decided = Asked((at + DAY).date(), Decimal(amount), one["needs"], stood)
        supports.grant(asked, decided, by=boss, at=at + DAY)


def _assembly(script: Script, told: dict[str, Any], boss: User) -> Assembly:
    begun, late = script.now - 90 * DAY, script.now - 20 * DAY
    organ = name_organ(told["organ"], told["aim"][:300], meets_every=12, by=boss, at=begun)
    made = assemblies.keep_assembly(
        told["assembly"], kind="assembly", aim=told["aim"], organ=organ, by=boss, at=begun
    )
    days = [
        assemblies.keep_day(
            made, _ago(script, one["ago"]), one["mode"], aim=one["aim"], place=one["place"],
            link="" if one["place"] else "https://visio.example.org/assemblee", by=boss, at=begun,
        )
        for one in told["days"]
    ]  # fmt: skip
    for rank, half, title, aim, duty in told["parts"]:
        assemblies.add_part(days[rank], half, title, aim=aim, duty=duty, by=boss, at=begun)
    title, said = told["offer"]
    assemblies.add_offer(made, title, said=said, by=boss, at=begun)
    for day, one in zip(days, told["days"], strict=True):
        here = one["count"] if one["place"] else None
        far = None if one["place"] else one["count"]
        assemblies.count(day, on_site=here, remote=far, by=boss, at=late)
    text, favour, against, abstained = told["vote"]
    assemblies.vote(days[-1], text, favour=favour, against=against, abstained=abstained, by=boss,
                    at=late)  # fmt: skip
    return assemblies.close(made, told["minutes"], by=boss, at=late)


def _coming(
    script: Script, one: dict[str, Any], last: Assembly, people: list[Person], boss: User
) -> None:
    """The next assembly is announced: its guests are asked whether they come."""
    kept: dict[str, Any] = {"by": boss, "at": script.now - 3 * DAY}
    made = assemblies.keep_assembly(
        one["title"], kind="assembly", aim=one["aim"], organ=last.organ, **kept
    )
    day = assemblies.keep_day(
        made, _ago(script, -45), "on_site", aim=one["on_site"], place=one["place"], **kept
    )
    assemblies.keep_day(
        made, _ago(script, -52), "remote", aim=one["remote"],
        link="https://visio.example.org/printemps", **kept,
    )  # fmt: skip
    for half, title, aim, duty in one["parts"]:
        assemblies.add_part(day, half, title, aim=aim, duty=duty, **kept)
    title, said = one["offer"]
    assemblies.add_offer(made, title, said=said, **kept)
    assemblies.invite(made, people, **kept)
    assemblies.announce(made, **kept)


def _lines(script: Script, told: dict[str, Any], boss: User) -> None:
    for kind, title, ago, who, place, audience in told["lines"]:
        speaking.keep_line(
            Term.objects.get(label=kind), title, _ago(script, ago), who=who, place=place,
            audience=audience, by=boss, at=script.now - ago * DAY + DAY,
        )  # fmt: skip
