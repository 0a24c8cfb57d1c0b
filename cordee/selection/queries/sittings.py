"""A jury in session: its room, its order of the day, its ballots, as each screen may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Sum

from cordee.kernel import french
from cordee.selection.models import Ballot, Panel, Recusal, Sitting
from cordee.selection.queries.panels import composed, files, name_of, open_to, seated, stage_of
from cordee.selection.queries.rankings import ranking, said
from cordee.selection.rules import sittings as rules
from cordee.selection.rules.objections import objections
from cordee.selection.rules.voices import lacking, majority_said, weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Deposit
    from cordee.programme.schema.choosing import Panel as Composition
    from cordee.selection.models import Juror, Proceeding


def sittings() -> QuerySet[Sitting]:
    """Sittings with their panel."""
    return Sitting.objects.select_related("panel__edition__current", "deliberation__version")


def open_sitting(panel: Panel) -> Sitting | None:
    """The sitting under way."""
    return sittings().filter(panel=panel, closed_at=None).first()


def composition(panel: Panel) -> Composition | None:
    """What the definition says of who sits, of quorum and proxies."""
    return composed(panel)


def opinion_of(panel: Panel) -> str:
    """What an advisory panel may say: an opinion, to whoever decides (R115); empty otherwise."""
    rules = composition(panel)
    if rules is None or not rules.advisory:
        return ""
    if rules.decided_by is None:
        return french.say("Avis consultatif : le jury propose, il ne décide pas.")
    return french.say("Avis consultatif : décide ensuite {who}.", who=french.own(rules.decided_by))


def acts_of(sitting: Sitting) -> list[Proceeding]:
    """Every act of a sitting, in order (one query)."""
    rows = sitting.proceedings.select_related("juror__person", "other__person", "deposit")
    return list(rows.order_by("pk"))


def as_acts(rows: Iterable[Proceeding]) -> list[rules.Act]:
    """The same as the rules read them."""
    return [
        rules.Act(one.kind, one.juror_id, one.other_id, one.deposit_id, one.data, one.at, one.pk)
        for one in rows
    ]


def members(panel: Panel, at: datetime) -> list[Juror]:
    """Who may sit at that instant."""
    return list(seated(panel, at).select_related("person", "organisation").order_by("pk"))


def as_seats(jurors: Iterable[Juror]) -> list[rules.Seat]:
    """The same as the rules read them."""
    return [rules.Seat(one.pk, one.voting, one.president, one.seat) for one in jurors]


def withdrawn_from(deposit: Deposit | None, panel: Panel) -> set[int]:
    """Members who withdrew from a file: they leave the room while it is discussed."""
    if deposit is None:
        return set()
    rows = Recusal.objects.standing().filter(juror__panel=panel, application=deposit.application_id)
    return set(rows.values_list("juror", flat=True).order_by())


def open_ballot(sitting: Sitting) -> Ballot | None:
    """The ballot under way."""
    rows = sitting.ballots.select_related("deposit__application")
    return rows.filter(closed_at=None).first()


def tally_of(ballot: Ballot) -> dict[str, Decimal]:
    """What was said, in voices: from each of them, or from the tallies of a secret ballot."""
    if ballot.secret:
        rows = ballot.tallies.values("option").annotate(
            total=Sum("votes" if ballot.weights else "count")
        )
        return {one["option"]: Decimal(one["total"]) for one in rows.order_by("option")}
    found: dict[str, Decimal] = {}
    for option, juror in ballot.voices.values_list("option", "juror").order_by("pk"):
        found[option] = found.get(option, Decimal(0)) + weight_of(ballot, juror)
    return found


def weight_of(ballot: Ballot, juror: int) -> Decimal:
    """What her voice weighs in a ballot; one, unless the call weighs voices."""
    return Decimal(ballot.weights.get(str(juror), "1"))


@dataclass(frozen=True, slots=True)
class Screen:
    """A sitting as one screen shows it; a juror's never names a file that she left."""

    sitting: Sitting
    room: rules.Room
    stamp: str
    """Changes whenever something is to be drawn again."""
    members: Sequence[Juror]
    present: Sequence[Juror]
    proxies: Sequence[tuple[Juror, Juror]]
    quorum: int
    enough: bool
    deposit: Deposit | None
    name: str
    outside: Sequence[Juror]
    until: Any
    ballot: Ballot | None
    electors: int
    voted: int
    lacking: Sequence[str] = ()
    """Seats whose own quorum is not there."""
    weighed: Sequence[str] = ()
    """What the call says of unequal voices."""
    majority: str = ""
    """The majority that a question asks."""


def absent(sitting: Sitting, at: datetime) -> list[Juror]:
    """The members who have not come yet, or have left."""
    there = {one.pk for one in screen(sitting, at).present}
    return [one for one in members(sitting.panel, at) if one.pk not in there]


def screen(sitting: Sitting, at: datetime) -> Screen:
    """What the team's screen shows (a handful of queries, whatever the size)."""
    panel = sitting.panel
    rows = acts_of(sitting)
    jurors = members(panel, at)
    by_pk = {one.pk: one for one in jurors}
    now = rules.room(as_acts(rows))
    deposit = next((one.deposit for one in reversed(rows) if one.deposit_id == now.deposit), None)
    deposit = deposit if now.deposit is not None else None
    ballot = open_ballot(sitting)
    outside = withdrawn_from(deposit, panel)
    left = withdrawn_from(ballot.deposit, panel) if ballot else set()
    seats = as_seats(jurors)
    voted = ballot.voices.count() if ballot else 0
    return Screen(
        sitting=sitting,
        room=now,
        stamp=f"{rows[-1].pk if rows else 0}-{ballot.pk if ballot else 0}-{voted}",
        members=jurors,
        present=[one for one in jurors if one.pk in now.present],
        proxies=[
            (by_pk[giver], by_pk[holder])
            for giver, holder in now.proxies.items()
            if giver in by_pk and holder in by_pk
        ],
        quorum=rules.quorum(composition(panel), seats),
        enough=rules.quorate(composition(panel), seats, now),
        deposit=deposit,
        name=name_of(deposit, stage_of(panel)) if deposit else "",
        outside=[one for one in jurors if one.pk in outside and one.pk in now.present],
        until=now.since + timedelta(minutes=now.minutes) if deposit and now.since else None,
        ballot=ballot,
        electors=len(rules.voters(seats, now, left)) if ballot else 0,
        voted=voted,
        lacking=lacking(composition(panel), seats, now),
        weighed=weighed(composition(panel)),
        majority=majority_said(composition(panel)),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A file in the order of discussion: its rank by the marks, then as discussed."""

    deposit: Deposit
    name: str
    before: int
    after: int
    mean: str
    spread: str
    done: bool


def agenda(sitting: Sitting, room: rules.Room) -> list[Place]:
    """Files in the order of discussion: not yet discussed first, the most disputed first."""
    panel = sitting.panel
    by_marks = [one.deposit.pk for one in ranking(panel)]
    discussed = rules.after(by_marks, as_acts(sitting.proceedings.filter(kind="ranked")))
    before = {pk: place for place, pk in enumerate(by_marks, 1)}
    now = {pk: place for place, pk in enumerate(discussed, 1)}
    found = [
        Place(
            one.deposit,
            one.name,
            before[one.deposit.pk],
            now[one.deposit.pk],
            one.mean,
            one.spread,
            one.deposit.pk in room.discussed,
        )
        for one in ranking(panel, by="spread")
    ]
    return sorted(found, key=lambda one: one.done)


def snapshot(panel: Panel) -> list[dict[str, Any]]:
    """The ranking by the marks, as it is kept at the beginning and at the end of a sitting."""
    return [
        {"deposit": str(one.deposit.public_id), "rank": one.rank, "mean": said(one.standing.merit)}
        for one in ranking(panel)
    ]


def may_see(juror: Juror, deposit: Deposit | None) -> bool:
    """Whether a file exists for her, in the room as elsewhere."""
    if deposit is None:
        return True
    left = Recusal.objects.standing().filter(juror=juror, application=deposit.application_id)
    return not left.exists()


def file_in(panel: Panel, key: str) -> Deposit | None:
    """A file of the panel by its public id."""
    return files(panel).filter(public_id=key).first()


def hers(juror: Juror) -> set[int]:
    """The files that exist for a juror."""
    return set(open_to(juror).values_list("pk", flat=True).order_by())


def voices_asked(juror: Juror, shown: Screen) -> list[Juror]:
    """For whom she still has to answer the ballot under way: herself, those she represents."""
    if shown.ballot is None:
        return []
    left = withdrawn_from(shown.ballot.deposit, shown.sitting.panel)
    electors = rules.voters(as_seats(shown.members), shown.room, left)
    done = set(shown.ballot.voices.values_list("juror", flat=True).order_by())
    return [
        one
        for one in shown.members
        if one.pk in electors and one.pk not in done and (electors[one.pk] or one.pk) == juror.pk
    ]


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection as the pages and the minutes tell it."""

    id: int
    number: int
    juror: Juror
    about: str
    reason: str
    answer: str
    outcome: str


def objections_of(sitting: Sitting) -> list[Raised]:
    """The objections of a sitting with their answers, in order (one query)."""
    rows = sitting.proceedings.filter(kind__in=("objection", "reply")).select_related(
        "juror__person", "juror__organisation", "deposit"
    )
    kept = {one.pk: one for one in rows.order_by("pk")}
    stage = stage_of(sitting.panel)
    return [
        Raised(
            one.id,
            one.number,
            cast("Juror", kept[one.id].juror),
            name_of(about, stage) if (about := kept[one.id].deposit) else "",
            one.reason,
            one.answer,
            one.outcome,
        )
        for one in objections(as_acts(kept.values()))
    ]
