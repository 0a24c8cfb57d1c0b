"""The form: the whole file, its pages, how they are laid out."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.speech import noted
from cordee.programme.explain import names, words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.questions import limit, shown
from cordee.programme.explain.rows import Row, of_words, told
from cordee.programme.explain.teller import Sentence, Teller, lasting
from cordee.programme.schema.base import Record
from cordee.programme.schema.form import Form, PageLayout, Section


def form(t: Teller, it: Form) -> Item:
    """The whole file: length, languages, ways in."""
    own = any(step.ways for step in t.definition.steps)
    ways = french.listed([words.WAYS[way] for way in it.ways], "ou")
    last = "et" if it.types_together else "ou"
    types = french.listed([one.upper() for one in it.document_types], last)
    pages = french.plural(it.max_pages or 0, "page")
    facts = [
        say("{pages} au plus, annexes comptées comprises", pages=pages) if it.max_pages else "",
        say("identité du candidat : {identity}", identity=t.said(it.identity))
        if it.identity
        else "",
        limit(it.limit),
        words.BEYOND[it.beyond] if it.max_pages else "",
        words.SIGNATURE[it.signature],
        say("rédigé en {languages}", languages=names.languages(_written_in(t, it), "ou")),
        say(
            "transmis {ways}{rest}",
            ways=ways,
            rest=say(", sauf si l’étape dit autrement") if own else "",
        ),
        say("documents demandés, tous ensemble : {types}", types=types)
        if types and it.types_together
        else say("documents acceptés : {types}", types=types)
        if types
        else "",
        t.said(it.layout),
        say("à envoyer à {mailboxes}", mailboxes=french.listed(it.mailboxes))
        if it.mailboxes
        else "",
        say("portail : {portal}", portal=it.portal) if it.portal else "",
        say("adresse postale : {postal_address}", postal_address=t.said(it.postal_address))
        if it.postal_address
        else "",
        french.plural(it.copies, "exemplaire") if it.copies else "",
        say("copie à envoyer à {copies_to}", copies_to=t.all_said(it.copies_to))
        if it.copies_to
        else "",
        say(
            "exemplaire signé sur papier sous {signed_copy_within}",
            signed_copy_within=lasting(it.signed_copy_within),
        )
        if it.signed_copy_within
        else "",
        say("accueil : {desk_hours}", desk_hours=t.said(it.desk_hours)) if it.desk_hours else "",
        say("{max_mb} Mo au plus pour toutes les pièces", max_mb=it.max_mb) if it.max_mb else "",
    ]
    page = t.items([it.page]) if it.page else []
    return entry(say("Dossier"), *facts, after=t.said(it.description), items=page)


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
    own = "languages" in it.model_fields_set
    return it.languages if own else t.definition.languages


def section(t: Teller, it: Section) -> Item:
    """A page of the form."""
    return entry(
        t.title(it), *page_facts(t, it), after=t.said(it.description), items=t.items(it.questions)
    )


def page_facts(t: Teller, it: Section) -> list[str]:
    """How a page is filled, when, and for which tracks."""
    tongues = names.languages(it.languages, "ou")
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
