"""The form: the whole file, its pages, how they are laid out."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.speech import noted
from cordee.kernel.tongues import languages
from cordee.programme.explain import words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.questions import limit, shown
from cordee.programme.explain.rows import (
    Row,
    as_written,
    of_count,
    of_list,
    of_time,
    of_words,
    told,
)
from cordee.programme.explain.teller import Sentence, Teller
from cordee.programme.schema.base import Record
from cordee.programme.schema.form import Form, PageLayout, Section


def form(t: Teller, it: Form) -> Item:
    """The whole file: length, languages, ways in."""
    facts = [
        *told(t, it, SIZE),
        limit(it.limit),
        words.BEYOND[it.beyond] if it.max_pages else "",
        words.SIGNATURE[it.signature],
        say("rédigé en {languages}", languages=languages(_written_in(t, it), "ou")),
        _transmitted(t, it),
        _documents(it),
        *told(t, it, ON_PAPER),
    ]
    page = t.items([it.page]) if it.page else []
    return entry(say("Dossier"), *facts, after=t.said(it.description), items=page)


def _transmitted(t: Teller, it: Form) -> str:
    ways = french.listed([words.WAYS[way] for way in it.ways], "ou")
    own = any(step.ways for step in t.definition.steps)
    rest = say(", sauf si l’étape dit autrement") if own else ""
    return say("transmis {ways}{rest}", ways=ways, rest=rest)


def _documents(it: Form) -> str:
    types = [one.upper() for one in it.document_types]
    if not types:
        return ""
    if it.types_together:
        return say("documents demandés, tous ensemble : {types}", types=french.listed(types))
    return say("documents acceptés : {types}", types=french.listed(types, "ou"))


SIZE = (
    Row("max_pages", noted("{pages} au plus, annexes comptées comprises"), of_count("page")),
    Row("identity", noted("identité du candidat : {identity}"), of_words),
)
ON_PAPER = (
    Row("layout", "", of_words),
    Row("mailboxes", noted("à envoyer à {mailboxes}"), lambda _t, _it, value: french.listed(value)),
    Row("portal", noted("portail : {portal}"), as_written),
    Row("postal_address", noted("adresse postale : {postal_address}"), of_words),
    Row("copies", "", of_count("exemplaire")),
    Row("copies_to", noted("copie à envoyer à {copies_to}"), of_list),
    Row(
        "signed_copy_within",
        noted("exemplaire signé sur papier sous {signed_copy_within}"),
        of_time,
    ),
    Row("desk_hours", noted("accueil : {desk_hours}"), of_words),
    Row("max_mb", noted("{max_mb} Mo au plus pour toutes les pièces")),
)


def page_layout(t: Teller, it: PageLayout) -> Item:
    """How pages are laid out."""
    facts = [words.PAPERS[it.paper] if it.paper else "", *told(t, it, LAYOUT)]
    return entry(say("Mise en page"), *facts)


LAYOUT = (
    Row("font", noted("police : {font}"), of_words),
    Row("font_size_min", noted("lettres de {font_size_min} points au moins")),
    Row("line_spacing_min", noted("interligne de {line_spacing_min} au moins")),
    Row("margin_min", noted("marges de {margin_min} mm au moins")),
)


def _written_in(t: Teller, it: Form) -> tuple[str, ...]:
    """The languages of the form when it says them, else those of the call."""
    return it.tongues or t.definition.languages


def section(t: Teller, it: Section) -> Item:
    """A page of the form."""
    return entry(
        t.title(it), *page_facts(t, it), after=t.said(it.description), items=t.items(it.questions)
    )


def page_facts(t: Teller, it: Section) -> list[str]:
    """How a page is filled, when, and for which tracks."""
    tongues = languages(it.languages, "ou")
    together = say("ensemble des textes : {limit}", limit=limit(it.limit)) if it.limit else ""
    condition = say("page demandée si {when}", when=shown(t, it.when)) if it.when else ""
    opened = t.named(t.definition.stages, it.opened_at)
    later = say("lue seulement à partir de {stage}", stage=opened) if opened else ""
    facts = [
        words.SHOWS[it.shows],
        condition,
        together,
        later,
        say("rédigé en {languages}", languages=tongues) if tongues else "",
        t.steps(it.steps),
        t.tracks(it.tracks),
    ]
    return [fact for fact in facts if fact]


SENTENCES: Mapping[type[Record], Sentence] = {
    Form: form,
    Section: section,
    PageLayout: page_layout,
}
