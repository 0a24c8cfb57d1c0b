"""The one table of cross-checks, and how their flaws become remarks."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from cordee.kernel import speech
from cordee.kernel.french import ended, say, strung
from cordee.programme.remarks import Remark, Severity
from cordee.programme.schema.definition import Definition, Settled
from cordee.programme.schema.walk import remembered
from cordee.programme.sense import (
    access,
    admitted,
    afterwards,
    ahead,
    aid,
    apart,
    asked,
    balances,
    beside,
    best,
    bounds,
    calendar,
    call_offs,
    choosing,
    clock,
    course,
    crew,
    details,
    doors,
    envelopes,
    fees,
    fitting,
    flow,
    form,
    gifts,
    holding,
    idle,
    judging,
    lots,
    money,
    opposed,
    order,
    pace,
    partners,
    people,
    reach,
    references,
    rooms,
    scales,
    sequel,
    silent,
    stated,
    steps,
    sums,
    timing,
    unheld,
    weekdays,
    within,
    words,
)
from cordee.programme.sense.flaws import Check, Flaw, TextCheck, Texts
from cordee.programme.sense.mending import ways_out

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *clock.CHECKS,
    *stated.CHECKS,
    *(
        Check(f"stated.{topic}", Severity.WARNING, partial(stated.several, topic=topic), (topic,))
        for topic in stated.PLAIN
    ),
    *people.CHECKS,
    *access.CHECKS,
    *bounds.CHECKS,
    *form.CHECKS,
    *choosing.CHECKS,
    *balances.CHECKS,
    *flow.CHECKS,
    *envelopes.CHECKS,
    *calendar.CHECKS,
    *money.CHECKS,
    *silent.CHECKS,
    *partners.CHECKS,
    *sequel.CHECKS,
    *reach.CHECKS,
    *order.CHECKS,
    *course.CHECKS,
    *admitted.CHECKS,
    *asked.CHECKS,
    *judging.CHECKS,
    *scales.CHECKS,
    *crew.CHECKS,
    *details.CHECKS,
    *beside.CHECKS,
    *afterwards.CHECKS,
    *fitting.CHECKS,
    *call_offs.CHECKS,
    *lots.CHECKS,
    *aid.CHECKS,
    *pace.CHECKS,
    *words.CHECKS,
    *holding.CHECKS,
    *timing.CHECKS,
    *weekdays.CHECKS,
    *fees.CHECKS,
    *gifts.CHECKS,
    *idle.CHECKS,
    *opposed.CHECKS,
    *unheld.CHECKS,
    *steps.CHECKS,
    *doors.CHECKS,
    *apart.CHECKS,
    *best.CHECKS,
    *sums.CHECKS,
    *ahead.CHECKS,
    *rooms.CHECKS,
    *within.CHECKS,
)
MANY = 100
"""Flaws told by one check: nobody reads more of the same at once."""
FAILED = "check.failed"
"""The code of a check that broke: the tests see that none does."""
TEXT_CHECKS: tuple[TextCheck, ...] = (*words.TEXT_CHECKS, *weekdays.TEXT_CHECKS)


def remarks(definition: Definition, texts: Texts) -> list[Remark]:
    """Everything the checks say of a definition and its long texts."""
    found: list[Remark] = []
    with remembered(definition):
        for check in CHECKS:
            found += _said(check, partial(check.flaws, definition), definition)
        for one in TEXT_CHECKS:
            found += _said(one, partial(one.flaws, definition, texts), definition)
    return found


def _said(
    check: Check | TextCheck, flaws: Callable[[], Iterable[Flaw]], definition: Definition
) -> Iterator[Remark]:
    """Turn flaws into remarks; a warning that the organiser has settled becomes a notice.

    A check that meets an anchor naming nothing stops there: `reference.anchor` tells it. One that
    fails otherwise is our fault, and must not keep the others from speaking.
    """
    try:
        for flaw in islice(flaws(), MANY):
            choices = _choices(check, flaw, definition)
            severity = Severity.NOTICE if choices else check.severity
            ways = ways_out(check, flaw, settled=bool(choices))
            told = ended(speech.remembered(flaw.message)) if ways else flaw.message
            message = strung(speech.remembered(told), *ways, *map(_choice, choices))
            yield Remark(check.code, flaw.path, severity, message, flaw.file, flaw.line)
    except LookupError:
        return
    except Exception:  # noqa: BLE001 - whatever the file holds, an answer
        yield Remark(
            FAILED,
            (),
            Severity.WARNING,
            say("Un contrôle n’a pas abouti : {code}.", code=check.code),
        )


def _choices(check: Check | TextCheck, flaw: Flaw, definition: Definition) -> list[Settled]:
    """The choices that settle a warning: those that name what it is about, else its topic's."""
    if check.severity is not Severity.WARNING:
        return []
    found = [one for one in definition.settled if one.about in check.topics]
    return [one for one in found if {*one.adds} & {*flaw.names}] or found


def _choice(settled: Settled) -> str:
    why = strung(" (", str(settled.why).rstrip("."), ")", between="") if settled.why else ""
    return say(
        "Tranché par l’organisateur : {choice}{why}.",
        choice=str(settled.choice).rstrip("."),
        why=why,
    )
