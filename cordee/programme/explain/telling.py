"""The explanation of a definition: everything it says, in order, with whom each part concerns."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from cordee.kernel import french
from cordee.kernel.currencies import symbol
from cordee.kernel.french import say, strung, unaccented
from cordee.kernel.moments import Duration
from cordee.programme.anchors import Held
from cordee.programme.explain import (
    brief,
    call,
    choosing,
    conditions,
    form,
    judging,
    money,
    pledges,
    prose,
    settled,
    sharing,
    tables,
    who,
    words,
    year,
)
from cordee.programme.explain.document import (
    CANDIDATES,
    EVERYONE,
    WINNERS,
    Document,
    Item,
    Node,
    Reader,
    Section,
    Table,
    ended,
    entry,
    into,
    listing,
    paragraph,
)
from cordee.programme.explain.headings import heading
from cordee.programme.explain.teller import Sentence, Teller, lasting, percent
from cordee.programme.schema import Definition
from cordee.programme.schema import year as years
from cordee.programme.schema.base import Record
from cordee.programme.schema.definition import Promise, TextFile
from cordee.programme.schema.form import Section as FormPage

SENTENCES: Mapping[type[Record], Sentence] = {
    **call.SENTENCES,
    **conditions.SENTENCES,
    **who.SENTENCES,
    **form.SENTENCES,
    **tables.SENTENCES,
    **judging.SENTENCES,
    **choosing.SENTENCES,
    **year.SENTENCES,
    **pledges.SENTENCES,
    **money.SENTENCES,
    **sharing.SENTENCES,
    **settled.SENTENCES,
}
"""One function per record of the vocabulary."""
_NOTHING: Held = {}
LEAP = 2024
"""A year that has every day."""


def rule_words(definition: Definition, condition: Record, language: str = "fr") -> str:
    """What one condition asks, in a few words: « Territoire : … », the organiser's own if any."""
    item = Teller(definition, {}, SENTENCES, language, bare=True).item(condition)
    return item.runs[0].text if item.runs else ""


def explain(
    definition: Definition,
    texts: Mapping[str, str] | None = None,
    language: str = "fr",
    *,
    held: Held = _NOTHING,
) -> Document:
    """Everything a candidate, a juror and a participant must know; nothing is hidden.

    `texts` maps the file names of the long texts to their Markdown; `held` gives the days that
    meetings were moved to, so that the page of a running programme says the real dates.
    """
    t = Teller(definition, texts or {}, SENTENCES, language, held)
    parts = (
        _brief(t),
        _calendar(t),
        _texts(t),
        _promises(t),
        _who(t),
        _team(t),
        _form(t),
        _choosing(t),
        _year(t),
        _money(t),
        _duties(t),
        _contacts(t),
        _settled(t),
    )
    told = Document(
        title=t.said(definition.title),
        subtitle=t.said(definition.subtitle),
        language=language,
        sections=tuple(part for part in parts if part.nodes),
    )
    return into(told, language)


def _section(
    t: Teller, key: str, *nodes: Iterable[Node], readers: frozenset[Reader] = EVERYONE
) -> Section:
    return Section(key, heading(key, t.language), tuple(n for some in nodes for n in some), readers)


def _part(t: Teller, key: str, records: Iterable[Record], *more: Iterable[Node]) -> list[Node]:
    """A sub-section that lists records, or nothing when there are none."""
    nodes = [*listing(t.items(records)), *(node for some in more for node in some)]
    return [Section(key, heading(key, t.language), tuple(nodes))] if nodes else []


def _brief(t: Teller) -> Section:
    d = t.definition
    facts = [
        say("référence {reference}", reference=d.reference) if d.reference else "",
        say("édition {edition}", edition=t.said(d.edition)) if d.edition else "",
        say("programme {programme}", programme=d.programme) if d.programme else "",
        say("cohorte {cohort}, commune à plusieurs appels", cohort=d.cohort) if d.cohort else "",
        t.said(d.status),
        say("langues : {languages}", languages=form.languages(d.languages)),
        say("montants en {currency}", currency=symbol(d.currency)),
        say("change : {exchange}", exchange=t.said(d.exchange)) if d.exchange else "",
        _fiscal(d.fiscal_year),
        say("accessibilité : {accessibility}", accessibility=t.said(d.accessibility))
        if d.accessibility
        else "",
    ]
    return _section(
        t,
        "brief",
        paragraph(t.said(d.summary)),
        listing([*brief.items(t), entry(say("Repères"), *facts)]),
        _part(t, "organisers", d.organisers),
        _part(t, "amendments", d.amendments),
        _part(t, "past", d.past),
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


def _calendar(t: Teller) -> Section:
    d = t.definition
    clock = d.timeline
    silence = [one for one in (clock.silence, *clock.complaints) if one]
    return _section(
        t,
        "calendar",
        settled.notes(t, "opens", "closes", "hour"),
        _part(t, "windows", d.windows),
        _part(t, "steps", d.steps),
        _part(t, "milestones", d.milestones, settled.notes(t, "answer", "first_meeting")),
        _part(t, "silence", silence),
        listing([t.item(clock)]),
    )


def _texts(t: Teller) -> Section:
    d = t.definition
    return _section(
        t,
        "texts",
        *(_text(t, one) for one in d.texts),
        *(_part_titled(of, t, list(group)) for of, group in _themes(t)),
        _part(t, "related", d.related),
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


def _promises(t: Teller) -> Section:
    promises = t.definition.promises
    kinds = ("reason", "find", "give", "not")
    return _section(
        t,
        "promises",
        *(_promised(t, kind, [one for one in promises if one.kind == kind]) for kind in kinds),
    )


def _promised(t: Teller, kind: str, promises: list[Promise]) -> list[Node]:
    """What is promised of a kind; when all of it is to be confirmed, that is said once."""
    if len(promises) > 1 and all(one.acknowledged for one in promises):
        plain = [one.model_copy(update={"acknowledged": False}) for one in promises]
        told = say("Les candidats confirment avoir lu tous ces points avant d’écrire.")
        return _part(t, kind, plain, paragraph(told))
    return _part(t, kind, promises)


def _who(t: Teller) -> Section:
    d = t.definition
    preferences = [d.preferences] if d.preferences else []
    return _section(
        t,
        "who",
        listing(t.items([d.applicant, *([d.project] if d.project else [])])),
        settled.notes(t, "files"),
        _part(t, "eligibility", d.eligibility, settled.notes(t, "eligible")),
        _part(t, "kinds", d.kinds),
        _part(t, "perimeters", d.perimeters),
        _part(t, "circles", d.circles),
        _part(t, "tracks", [*d.tracks, *preferences]),
        readers=CANDIDATES,
    )


def _team(t: Teller) -> Section:
    d = t.definition
    team = listing(t.items([d.team] if d.team else []))
    consortium = listing(t.items([d.consortium] if d.consortium else []))
    return _section(t, "team", team, consortium, settled.notes(t, "lead", "team"))


def _form(t: Teller) -> Section:
    d = t.definition
    return _section(
        t,
        "form",
        listing(t.items([d.form])),
        settled.notes(t, "pages"),
        *(_page(t, section) for section in d.form.sections),
        readers=CANDIDATES,
    )


def _page(t: Teller, section: FormPage) -> list[Node]:
    """A page of the form is a sub-section, its questions a list."""
    facts = strung(*form.page_facts(t, section), between="; ")
    head = [
        *paragraph(ended(french.capitalized(facts))),
        *paragraph(t.said(section.description)),
    ]
    questions = listing(t.items(section.questions))
    return [Section(f"form-{section.key}", t.title(section), (*head, *questions), CANDIDATES)]


def _choosing(t: Teller) -> Section:
    d = t.definition
    choice = d.selection
    reserve = [choice.reserve] if choice.reserve else []
    return _section(
        t,
        "choosing",
        _part(t, "panels", d.panels),
        _part(t, "criteria", [*d.criteria, d.scale], settled.notes(t, "criteria")),
        _part(t, "stages", d.stages),
        _part(t, "selection", [choice, *reserve], settled.notes(t, "places")),
        _part(t, "quotas", choice.quotas, settled.notes(t, "balance")),
        _part(t, "priorities", choice.priorities, settled.notes(t, "priority")),
        _part(t, "gates", d.gates),
        readers=CANDIDATES,
    )


def _year(t: Teller) -> Section:
    it = t.definition.year
    notes = settled.notes(t, "duration", "engagement", "meetings", "rhythm", "calendar")
    changes = paragraph(t.said(it.changes))
    share = it.min_present_share
    held = (
        say("Une rencontre se tient avec {share} des participants au moins.", share=percent(share))
        if share
        else ""
    )
    return _section(
        t,
        "year",
        _part(t, "phases", it.phases),
        _part(t, "meetings", it.meetings, _agenda(t), notes, paragraph(held)),
        _part(t, "templates", it.templates),
        _part(t, "venues", it.venues),
        _part(t, "pledges", it.pledges, settled.notes(t, "attendance", "start")),
        _part(
            t,
            "charter",
            [it.charter] if it.charter else [],
            _charter_text(t),
            settled.notes(t, "charter"),
        ),
        _part(t, "deliverables", it.deliverables, settled.notes(t, "deliverables")),
        _part(t, "diagnosis", [it.diagnosis] if it.diagnosis else []),
        _part(
            t,
            "follow",
            [*([it.logbook] if it.logbook else []), *it.surveys],
            paragraph(_answered(it)),
        ),
        _part(t, "parts", [*it.parts, *it.groups]),
        _part(t, "results", it.results),
        _part(t, "completion", it.completion),
        _part(
            t,
            "absence",
            [it.absence] if it.absence else [],
            changes,
            paragraph(t.said(it.follow_up)),
        ),
        _part(t, "sequels", it.sequels, paragraph(_chosen(t, it))),
        readers=WINNERS,
    )


def _chosen(t: Teller, it: years.Year) -> str:
    """Until when each territory chooses what comes next."""
    return say("À choisir {due}", due=t.due(it.sequel_due)) if it.sequel_due else ""


def _answered(it: years.Year) -> str:
    """How soon questions are answered, when the call says otherwise than usual."""
    if it.answer_within == years.Year().answer_within:
        return ""
    return say(
        "Une question posée à l’équipe reçoit sa réponse en {answer_within}.",
        answer_within=lasting(it.answer_within),
    )


def _agenda(t: Teller) -> list[Node]:
    """The calendar of the meetings at a glance."""
    head = ("what", "when", "hours")
    rows = tuple(
        (year.meeting_name(t, one), year.meeting_days(t, one), year.hours(one.start, one.end))
        for one in t.definition.year.meetings
    )
    names = tuple(heading(key, t.language) for key in head)
    return [Table(heading("meetings", t.language), names, rows)] if rows else []


def _charter_text(t: Teller) -> list[Node]:
    charter = t.definition.year.charter
    return prose.nodes(t.texts.get(charter.text, ""), "charter") if charter else []


def _money(t: Teller) -> Section:
    d = t.definition
    return _section(
        t,
        "money",
        _part(t, "fees", d.fees, settled.notes(t, "fee")),
        _part(t, "grants", d.grants, settled.notes(t, "grant")),
        _part(t, "call_offs", d.call_offs),
        _part(t, "funders", d.funders),
        readers=WINNERS,
    )


def _duties(t: Teller) -> Section:
    law = [entry(say("Droit applicable"), t.said(t.definition.law))] if t.definition.law else []
    rights = [t.item(t.definition.rights)] if t.definition.rights else []
    lines = [*(entry("", t.said(one)) for one in t.definition.duties), *rights, *law]
    return _section(t, "duties", listing(lines), readers=WINNERS)


def _contacts(t: Teller) -> Section:
    kept = [
        entry(french.capitalized(words.RETENTION[what]), _length(length))
        for what, length in t.definition.retention.items()
    ]
    privacy = paragraph(t.said(t.definition.privacy))
    data = [
        Section(
            "retention",
            heading("retention", t.language),
            (*privacy, *_durations(kept), *settled.notes(t, "data")),
        )
    ]
    return _section(
        t, "contacts", listing(t.items(t.definition.contacts)), data if kept or privacy else []
    )


def _durations(kept: list[Item]) -> list[Node]:
    told = say("Combien de temps chaque donnée est gardée") if kept else ""
    return [*paragraph(told and f"{told}\u00a0:"), *listing(kept)]


def _length(length: str) -> str:
    try:
        return lasting(Duration.parse(length))
    except ValueError:
        return length


def _settled(t: Teller) -> Section:
    return _section(t, "settled", settled.notes(t, "other"))
