"""What a call announces to everyone: what it is, its calendar, its texts, its promises."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from cordee.kernel import french
from cordee.kernel.currencies import symbol
from cordee.kernel.french import say, unaccented
from cordee.kernel.tongues import languages
from cordee.programme.explain import (
    brief,
    prose,
    settled,
    words,
)
from cordee.programme.explain.document import (
    CANDIDATES,
    EVERYONE,
    WINNERS,
    Node,
    Section,
    entry,
    listing,
    paragraph,
)
from cordee.programme.explain.sections import part, section
from cordee.programme.explain.teller import Teller
from cordee.programme.schema.base import Record
from cordee.programme.schema.definition import Promise, TextFile

LEAP = 2024
"""A year that has every day."""


def brief_section(t: Teller) -> Section:
    """What the call is, in a few facts, and who runs it."""
    d = t.definition
    facts = [
        say("référence {reference}", reference=d.reference) if d.reference else "",
        say("édition {edition}", edition=t.said(d.edition)) if d.edition else "",
        say("programme {programme}", programme=d.programme) if d.programme else "",
        say("cohorte {cohort}, commune à plusieurs appels", cohort=d.cohort) if d.cohort else "",
        t.said(d.status),
        say("langues : {languages}", languages=languages(d.languages)),
        say("montants en {currency}", currency=symbol(d.currency)),
        say("change : {exchange}", exchange=t.said(d.exchange)) if d.exchange else "",
        _fiscal(d.fiscal_year),
        say("accessibilité : {accessibility}", accessibility=t.said(d.accessibility))
        if d.accessibility
        else "",
    ]
    return section(
        t,
        "brief",
        paragraph(t.said(d.summary)),
        listing([*brief.items(t), entry(say("Repères"), *facts)]),
        part(t, "organisers", d.organisers),
        part(t, "amendments", d.amendments),
        part(t, "past", d.past),
    )


def _fiscal(start: str | None) -> str:
    """« exercices comptés à partir du 1er avril »."""
    if not start:
        return ""
    month, _, day = start.partition("-")
    if not (month.isdigit() and day.isdigit()):
        return start
    return say(
        "exercices comptés à partir du {day}",
        day=french.day(date(LEAP, int(month), int(day)), weekday=False, year=False),
    )


def calendar_section(t: Teller) -> Section:
    """When it opens, when it closes, what comes when."""
    d = t.definition
    clock = d.timeline
    silence = [one for one in (clock.silence, *clock.complaints) if one]
    return section(
        t,
        "calendar",
        settled.notes(t, "opens", "closes", "hour"),
        part(t, "windows", d.windows),
        part(t, "steps", d.steps),
        part(t, "milestones", d.milestones, settled.notes(t, "answer", "first_meeting")),
        part(t, "silence", silence),
        listing([t.item(clock)]),
    )


def texts_section(t: Teller) -> Section:
    """The long texts, the themes, what is related elsewhere."""
    d = t.definition
    return section(
        t,
        "texts",
        *(_text(t, one) for one in d.texts),
        *(_part_titled(of, t, list(group)) for of, group in _themes(t)),
        part(t, "related", d.related),
    )


def _text(t: Teller, it: TextFile) -> list[Node]:
    foreign = it.language and it.language[:2] != t.language[:2]
    markdown = "" if foreign else t.texts.get(it.file)
    readers = {"selection": CANDIDATES, "application": CANDIDATES, "after": WINNERS}
    nodes = prose.nodes(markdown, it.key) if markdown else listing([t.item(it)])
    match nodes:
        case [Section() as alone] if unaccented(alone.title) == unaccented(t.said(it.label)):
            nodes = list(alone.nodes)
        case [Section() as first, *others] if unaccented(first.title) == unaccented(
            t.said(it.label)
        ):
            nodes = [*first.nodes, *others]
    about = paragraph(t.said(it.description))
    concerned = readers.get(it.place, EVERYONE)
    return [Section(f"text-{it.key}", t.said(it.label), (*about, *nodes), concerned)]


def _themes(t: Teller) -> Iterable[tuple[str, Iterable[Record]]]:
    order = list(words.THEMES)
    themes = sorted(t.definition.themes, key=lambda one: order.index(one.of))
    return groupby(themes, key=lambda one: one.of)


def _part_titled(of: str, t: Teller, records: list[Record]) -> list[Node]:
    return [Section(f"themes-{of}", words.THEMES[of], tuple(listing(t.items(records))))]


def promises_section(t: Teller) -> Section:
    """Why the programme exists, what is found there and what is not."""
    promises = t.definition.promises
    kinds = ("reason", "find", "give", "not")
    return section(
        t,
        "promises",
        *(_promised(t, kind, [one for one in promises if one.kind == kind]) for kind in kinds),
    )


def _promised(t: Teller, kind: str, promises: list[Promise]) -> list[Node]:
    """What is promised of a kind; when all of it is to be confirmed, that is said once."""
    if len(promises) > 1 and all(one.acknowledged for one in promises):
        plain = [one.model_copy(update={"acknowledged": False}) for one in promises]
        told = say("Les candidats confirment avoir lu tous ces points avant d’écrire.")
        return part(t, kind, plain, paragraph(told))
    return part(t, kind, promises)
