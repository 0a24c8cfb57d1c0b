"""What is computed and never typed: duration, engagement, rhythm, time left to choose (R7, R53)."""

from collections.abc import Iterator

from cordee.kernel import french
from cordee.programme import computed
from cordee.programme.anchors import anchor
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Teller, span, the_day
from cordee.programme.explain.words import MEETINGS

DAYS_IN_WEEK = 7


def items(t: Teller) -> list[Item]:
    """The lines of « L’essentiel »."""
    return [*_call(t), *_programme(t)]


def _call(t: Teller) -> Iterator[Item]:
    closes, zone = t.definition.closes(), t.definition.zone_of()
    places = span(t.definition.selection.places_min, t.definition.selection.places_max)
    lead = french.listed([
        t.said(one.label) for one in t.definition.organisers
        if one.part in {"lead", "co_organiser"}
    ])  # fmt: skip
    yield entry("Organisé par", lead)
    if closes:
        yield entry("Date limite", f"le {french.moment(closes, zone=zone)}", _open(t))
    if places:
        yield entry("Places", places)


def _open(t: Teller) -> str:
    days = computed.open_days(t.definition)
    return f"l’appel reste ouvert {french.plural(days, 'jour')}" if days is not None else ""


def _programme(t: Teller) -> Iterator[Item]:
    meetings = t.definition.year.meetings
    stretch = computed.stretch(t.definition, t.held)
    if stretch:
        said = f"{stretch.months} mois, du premier rendez-vous ({stretch.first.said()}) au dernier"
        yield entry("Durée", f"{said} ({stretch.last.said()})")
    if meetings:
        total = french.plural(computed.engagement(meetings), "jour")
        yield entry("Engagement", f"{total} : la somme des rencontres ({_sum(t)})")
    yield from _rhythm(t)
    left = computed.days_to_first_meeting(t.definition, t.held)
    if left is not None:
        first = the_day(anchor(t.definition, "start", t.held))
        yield entry("Premier rendez-vous",
                    f"{french.plural(left, 'jour')} après la clôture, {first}")  # fmt: skip


def _sum(t: Teller) -> str:
    """« 7 rencontres collectives, 1 webinaire… »: how the total is made."""
    sizes: dict[tuple[str, str], int] = {}
    for one in t.definition.year.meetings:
        name = (one.kind, french.number(one.days))
        sizes[name] = sizes.get(name, 0) + one.count
    return french.listed([f"{count} × {days} j ({MEETINGS[kind]})"
                          for (kind, days), count in sizes.items()])  # fmt: skip


def _rhythm(t: Teller) -> Iterator[Item]:
    gap = computed.mean_gap(t.definition, t.held)
    if gap:
        weeks = french.number(round(gap.days / DAYS_IN_WEEK))
        yield entry("Rythme", f"une rencontre collective toutes les {weeks} semaines en moyenne")
