"""What the call is: who calls, what to read, what to expect of it."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.tongues import languages
from cordee.programme.explain import words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import (
    Sentence,
    Teller,
    span,
    yes,
)
from cordee.programme.schema import around
from cordee.programme.schema import definition as schema
from cordee.programme.schema.base import Record


def organiser(t: Teller, it: schema.Organiser) -> Item:
    """Who runs the call, leads it or stands beside it."""
    reach = [
        t.said(it.address),
        it.site or "",
        it.email or "",
        it.phone or "",
        span(it.places_min, it.places_max, "lauréat"),
        say("enveloppe de {budget}", budget=t.sum(it.budget)) if it.budget is not None else "",
        say("reçoit les dossiers de : {serves}", serves=t.places(it.serves)) if it.serves else "",
    ]
    return entry(
        t.title(it),
        words.PARTS[it.part],
        words.LEGAL[it.legal]
        if it.part in {"lead", "co_organiser"} or "legal" in it.model_fields_set
        else "",
        *reach,
        after=t.said(it.description),
    )


def contact(t: Teller, it: schema.ContactPoint) -> Item:
    """Someone to ask."""
    private = yes(not it.public, say("coordonnées non publiées"))
    facts = [
        t.said(it.capacity),
        words.ABOUT[it.about],
        it.email or "",
        it.phone or "",
        t.said(it.hours),
        private,
    ]
    return entry(it.name, *facts)


def rights(t: Teller, it: around.Rights) -> Item:
    """Who owns what is made."""
    facts = [
        words.OWNERS[it.owner],
        say("licence {licence}", licence=it.licence) if it.licence else "",
        t.said(it.use),
    ]
    return entry(say("Droits"), *facts, after=t.said(it.note))


def edition(t: Teller, it: around.Edition) -> Item:
    """An earlier edition."""
    facts = [
        french.plural(it.files, "dossier") if it.files is not None else "",
        french.plural(it.winners, "lauréat") if it.winners is not None else "",
        t.money(it.amount),
    ]
    return entry(t.said(it.label), *facts)


def amendment(t: Teller, it: schema.Amendment) -> Item:
    """A change announced after publication."""
    why = say("parce que : {why}", why=t.said(it.why)) if it.why else ""
    told = (
        say("annoncé ainsi : {announced}", announced=t.said(it.announced)) if it.announced else ""
    )
    return entry(say("Le {decided}", decided=french.day(it.decided)), t.said(it.what), why, told)


def promise(t: Teller, it: schema.Promise) -> Item:
    """What people come to find, to give, or will not find."""
    confirmed = (
        say("Les candidats confirment l’avoir lu avant d’écrire.") if it.acknowledged else ""
    )
    return entry("", t.said(it.text), after=confirmed)


def theme(t: Teller, it: schema.Theme) -> Item:
    """A theme of projects, of meetings…; its kind is told by the list it stands in."""
    return entry(t.title(it), after=t.said(it.description))


def related(t: Teller, it: schema.Related) -> Item:
    """Another content worth reading."""
    return entry(t.said(it.label), words.RELATED[it.kind], it.address, it.file or "")


def text_file(t: Teller, it: schema.TextFile) -> Item:
    """A long text in another language, or that could not be read: its name at least."""
    language = languages((it.language,)) if it.language else ""
    return entry(t.title(it), language, it.file, after=t.said(it.description))


SENTENCES: Mapping[type[Record], Sentence] = {
    schema.Organiser: organiser,
    schema.ContactPoint: contact,
    schema.Amendment: amendment,
    around.Rights: rights,
    around.Edition: edition,
    schema.Promise: promise,
    schema.Theme: theme,
    schema.Related: related,
    schema.TextFile: text_file,
}
