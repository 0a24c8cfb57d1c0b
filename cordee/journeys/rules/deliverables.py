"""What is produced: given, awaited, late, one of many, as the call asks it (R93, R181, R330)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing, ok
from cordee.kernel.moments import When
from cordee.programme.schema.year import Deliverable

MOST = 400
"""Times something comes back; beyond, the period is a mistake."""


@dataclass(frozen=True, slots=True)
class Given:
    """Something produced: what, on which day, by which territory (none: by the organiser)."""

    deliverable: str
    on: date
    participation: int | None = None
    words: str = ""
    link: str = ""
    mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """The year around: today, its first and last days when they are known, whether it is over."""

    today: date
    first: date | None = None
    last: date | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Produced:
    """A deliverable, what was given of it, and where it stands."""

    deliverable: Deliverable
    finding: Finding
    given: Sequence[Given] = field(default=())

    @property
    def shown(self) -> list[Finding]:
        """The finding, as a list of findings is drawn."""
        return [self.finding]


def each(asked: Deliverable) -> bool:
    """Whether every territory has its own: it makes it, or is its only reader."""
    return asked.by in {"territory", "person"} or asked.audience == "team"


def judge(
    asked: Deliverable, given: Iterable[Given], due: When | None, around: Setting
) -> Produced:
    """Say where a deliverable stands, from what was given of it."""
    kept = sorted((one for one in given if one.deliverable == asked.key), key=lambda one: one.on)
    if asked.every is not None:
        found = _again(asked, len({one.on for one in kept}), around)
    elif kept:
        found = _marked(asked, kept) or _given(asked, kept[0].on, due)
    else:
        found = _awaited(asked, due, around)
    return Produced(asked, found, tuple(kept))


def _where(asked: Deliverable) -> tuple[str, str]:
    return f"deliverable.{asked.key}", f"deliverables.{asked.key}"


def _given(asked: Deliverable, on: date, due: When | None) -> Finding:
    late = due is not None and due.last is not None and on > due.last
    said = french.say(
        "Donné le {on}{late}.",
        on=french.day(on, weekday=False),
        late=french.say(", hors délai") if late else "",
    )
    return ok(*_where(asked), said, strength=asked.strength)


def _marked(asked: Deliverable, kept: Sequence[Given]) -> Finding | None:
    """What its mark says of a deliverable that counts from so much; nothing once it is enough.

    The best mark counts: a work may be done again.
    """
    if asked.mark_min is None:
        return None
    marks = [one.mark for one in kept if one.mark is not None]
    on, least = french.day(kept[0].on, weekday=False), out_of(asked, asked.mark_min)
    if not marks:
        said = french.say("Donné le {on}, pas encore noté : il compte à partir de {least}.",
                          on=on, least=least)  # fmt: skip
        return missing(*_where(asked), french.typeset(said), strength=asked.strength)
    if max(marks) >= asked.mark_min:
        return None
    said = french.say("Noté {mark} : il compte à partir de {least}. Il peut être repris.",
                      mark=out_of(asked, max(marks)), least=least)  # fmt: skip
    return broken(*_where(asked), french.typeset(said), strength=asked.strength)


def out_of(asked: Deliverable, mark: Decimal) -> str:
    """« 12 sur 20 », or the mark alone when the call does not say what it is out of."""
    if asked.mark_max is None:
        return french.number(mark)
    return french.say("{mark} sur {top}", mark=french.number(mark),
                      top=french.number(asked.mark_max))  # fmt: skip


def mark_faults(asked: Deliverable, mark: Decimal | None) -> list[Finding]:
    """Why a mark is not one of this deliverable."""
    if mark is None:
        return []
    if asked.mark_min is None and asked.mark_max is None:
        said = french.say("L’appel ne note pas ce livrable : laissez la note vide.")
        return [broken("delivery.mark", "mark", said)]
    if mark < 0 or (asked.mark_max is not None and mark > asked.mark_max):
        said = french.say("Une note va de 0 à {top}.", top=french.number(asked.mark_max or mark))
        return [broken("delivery.mark", "mark", said)]
    return []


def _awaited(asked: Deliverable, due: When | None, around: Setting) -> Finding:
    if due is None or due.last is None:
        make = broken if around.over else missing
        said = french.say("Jamais donné.") if around.over else french.say("Attendu, sans date.")
        return make(*_where(asked), said, strength=asked.strength)
    if around.today > due.last:
        days = french.plural((around.today - due.last).days, "jour")
        said = french.say("Attendu : {due}. En retard de {days}.", due=due.said(), days=days)
        return broken(*_where(asked), said, strength=asked.strength)
    return missing(
        *_where(asked), french.say("Attendu : {due}.", due=due.said()), strength=asked.strength
    )


def _again(asked: Deliverable, count: int, around: Setting) -> Finding:
    """So many by now, at one each period since the first day; the last one closes the account."""
    past, next_one = _turns(asked, around)
    said = french.say("{count} sur {past} attendus à ce jour", count=count, past=past)
    if count < past:
        return broken(*_where(asked), f"{said}.", strength=asked.strength)
    if next_one is None:
        return ok(*_where(asked), f"{said}.", strength=asked.strength)
    follows = french.say(
        "{said} ; le prochain : {next_one}.",
        said=said,
        next_one=french.day(next_one, weekday=False),
    )
    return missing(*_where(asked), french.typeset(follows), strength=asked.strength)


def _turns(asked: Deliverable, around: Setting) -> tuple[int, date | None]:
    """How many were due by today, and the day of the next, while the year runs."""
    if asked.every is None or around.first is None:
        return 0, None
    for count in range(MOST):
        turn = asked.every.times(count + 1).after(around.first)
        if around.last is not None and turn > around.last:
            return count, None
        if turn > around.today:
            return count, turn
    return MOST, None
