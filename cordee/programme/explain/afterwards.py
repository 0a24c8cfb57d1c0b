"""What follows the choice: the year, the money, the duties, the contacts."""

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.moments import Duration
from cordee.programme.explain import (
    prose,
    settled,
    words,
    year,
)
from cordee.programme.explain.delays import lasting
from cordee.programme.explain.document import (
    WINNERS,
    Item,
    Node,
    Section,
    Table,
    entry,
    listing,
    paragraph,
)
from cordee.programme.explain.headings import heading
from cordee.programme.explain.sections import given, part, section
from cordee.programme.explain.teller import Teller, percent
from cordee.programme.schema import year as years


def year_section(t: Teller) -> Section:
    """What the winners live, owe and receive."""
    it = t.definition.year
    notes = settled.notes(t, "duration", "engagement", "meetings", "rhythm", "calendar")
    return section(
        t,
        "year",
        part(t, "phases", it.phases),
        part(t, "meetings", it.meetings, _agenda(t), notes, paragraph(_held(it))),
        part(t, "templates", it.templates),
        part(t, "venues", it.venues),
        part(t, "pledges", it.pledges, settled.notes(t, "attendance", "start")),
        part(t, "charter", given(it.charter), _charter_text(t), settled.notes(t, "charter")),
        part(t, "deliverables", it.deliverables, settled.notes(t, "deliverables")),
        part(t, "diagnosis", given(it.diagnosis)),
        part(t, "follow", [*given(it.logbook), *it.surveys], paragraph(_answered(it))),
        part(t, "parts", [*it.parts, *it.groups]),
        part(t, "results", it.results),
        part(t, "completion", it.completion),
        part(
            t,
            "absence",
            given(it.absence),
            paragraph(t.said(it.changes)),
            paragraph(t.said(it.follow_up)),
        ),
        part(t, "sequels", it.sequels, paragraph(_chosen(t, it))),
        readers=WINNERS,
    )


def _held(it: years.Year) -> str:
    """How many must be there for a meeting to be held."""
    share = percent(it.min_present_share) if it.min_present_share else ""
    said = say("Une rencontre se tient avec {share} des participants au moins.", share=share)
    return said if share else ""


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


def money_section(t: Teller) -> Section:
    """What is paid, granted and funded."""
    d = t.definition
    return section(
        t,
        "money",
        part(t, "fees", d.fees, settled.notes(t, "fee")),
        part(t, "grants", d.grants, settled.notes(t, "grant")),
        part(t, "call_offs", d.call_offs),
        part(t, "funders", d.funders),
        readers=WINNERS,
    )


def duties_section(t: Teller) -> Section:
    """The duties, the rights and the law that applies."""
    law = [entry(say("Droit applicable"), t.said(t.definition.law))] if t.definition.law else []
    rights = t.items(given(t.definition.rights))
    lines = [*(entry("", t.said(one)) for one in t.definition.duties), *rights, *law]
    return section(t, "duties", listing(lines), readers=WINNERS)


def contacts_section(t: Teller) -> Section:
    """Whom to ask, and how long each piece of data is kept."""
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
    return section(
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


def settled_section(t: Teller) -> Section:
    """What the organiser settled that has no place elsewhere."""
    return section(t, "settled", settled.notes(t, "other"))
