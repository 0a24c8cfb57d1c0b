"""The questions of a form: what is asked, how, how long, when, and who will read it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cordee.kernel import french
from cordee.kernel.currencies import symbol
from cordee.kernel.findings import Strength
from cordee.kernel.french import say, strung
from cordee.kernel.speech import noted, table
from cordee.kernel.tongues import languages
from cordee.programme.explain import names, words
from cordee.programme.explain.delays import lasting
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.rows import (
    Row,
    as_written,
    of_count,
    of_due,
    of_time,
    of_words,
    told,
)
from cordee.programme.explain.teller import Sentence, Teller, percent, span, yes
from cordee.programme.schema import questions
from cordee.programme.schema.base import Labelled, Record


def asked(t: Teller, it: questions.Asked, *facts: str, items: list[Item] | None = None) -> Item:
    """Any question: what is asked, how, who will read it."""
    common = [
        "" if it.required else say("facultatif"),
        say(
            "peut remplacer la réponse à {question}", question=t.named(t.questions(), it.instead_of)
        )
        if it.instead_of
        else "",
        yes(
            it.required and it.strength is not Strength.OBLIGATION,
            say("demandé à titre de {value}", value=words.STRENGTH[it.strength]),
        ),
        yes(it.when, say("posée si {when}", when=shown(t, it.when)) if it.when else ""),
        say("lu par {audience}", audience=words.AUDIENCES[it.audience]),
        yes(it.identifying, say("caché à une étape anonyme")),
        say("effacé après {purge_after}", purge_after=lasting(it.purge_after))
        if it.purge_after
        else "",
        t.steps(it.steps),
        t.tracks(it.tracks),
        say("repris dans {reused_in}", reused_in=t.all_named(_reusers(t), it.reused_in))
        if it.reused_in
        else "",
    ]
    after = [
        t.said(it.description),
        t.said(it.help),
        say("Exemple : {example}", example=t.said(it.example)) if it.example else "",
        say("Ce que le jury cherche : {looked_for}", looked_for=t.said(it.looked_for))
        if it.looked_for
        else "",
    ]
    rest = strung(*filter(None, after))
    return entry(t.title(it), *facts, *common, after=rest, items=items or [])


def _reusers(t: Teller) -> list[Labelled]:
    return [*t.definition.year.surveys, *t.definition.year.deliverables]


def shown(t: Teller, it: questions.Shown) -> str:
    """When a question is asked."""
    facts = [
        _compared(t, it),
        french.listed([shown(t, one) for one in it.all_of], "et"),
        french.listed([shown(t, one) for one in it.any_of], "ou"),
    ]
    said = french.listed(filter(None, facts))
    return say("ce n’est pas le cas que {said}", said=said) if it.negate else said


CANDIDATES = {
    "applicant": table({
        "body": "le candidat est un organisme",
        "person": "le candidat est une personne",
        "consortium": "le candidat est un groupement",
    }),
    "team_state": table({
        "complete": "l’équipe est complète",
        "incomplete": "l’équipe est incomplète",
        "to_complete": "l’équipe est à compléter",
    }),
}  # fmt: skip
"""What a page or a question depends on, besides answers and numbers."""


def _compared(t: Teller, it: questions.Shown) -> str:
    if not (it.question or it.fact):
        return ""
    fact = names.ATTRIBUTES.get(it.fact or "", it.fact or "")
    if it.fact in CANDIDATES and not it.question and it.equals in CANDIDATES[it.fact]:
        return CANDIDATES[it.fact][str(it.equals)]
    subject = t.named(t.questions(), it.question) or french.quoted(fact)
    if it.question and it.fact:
        subject = say("{subject} (fait : {fact})", subject=subject, fact=fact)
    return strung(*filter(None, [subject, *_comparisons(t, it)]))


def _comparisons(t: Teller, it: questions.Shown) -> list[str]:
    answered = {None: "", True: say("a une réponse"), False: say("n’a pas de réponse")}[it.answered]
    return [
        "" if it.equals is None else say("est {value}", value=_value(t, it, it.equals)),
        say(
            "est parmi {listed}",
            listed=french.listed([_value(t, it, one) for one in it.among], "ou"),
        )
        if it.among
        else "",
        answered,
        span(it.min, it.max),
    ]


def _value(t: Teller, it: questions.Shown, value: Any) -> str:
    return t.kind(str(value)) if it.fact == "kind" else t.answer(it.question, value)


def shown_item(t: Teller, it: questions.Shown) -> Item:
    """When a question is asked, as a line."""
    return entry("", shown(t, it))


def limit(it: questions.Limit | None) -> str:
    """« 20 à 30 lignes (de 95 caractères) »."""
    if it is None:
        return ""
    width = (
        say(" (lignes de {line_width} caractères)", line_width=it.line_width)
        if it.unit in {"lines", "pages"}
        else ""
    )
    above = say(", maximum : {value}", value=words.STRENGTH[it.strength]) if it.max else ""
    below = say(", minimum : {value}", value=words.STRENGTH[it.min_strength]) if it.min else ""
    unread = (
        strung(" (", words.BEYOND[it.beyond], ")", between="")
        if it.max and it.beyond == "unread"
        else ""
    )
    return strung(
        span(it.min, it.max, *words.UNITS[it.unit]), width, above, below, unread, between=""
    )


def limit_item(t: Teller, it: questions.Limit) -> Item:
    """A limit, as a line."""
    return entry("", limit(it))


def text(t: Teller, it: questions.Text) -> Item:
    """One line of text."""
    shape = say("de la forme {shape}", shape=it.shape) if it.shape else ""
    return asked(t, it, words.FORMATS[it.format] or say("texte court"), shape, limit(it.limit))


def long_text(t: Teller, it: questions.LongText) -> Item:
    """Several paragraphs."""
    tongues = (
        say("à donner en {languages}, dans chaque langue", languages=languages(it.languages))
        if it.languages_asked == "all"
        else say("à donner en {languages}, au choix", languages=languages(it.languages, "ou"))
    )
    tongues = tongues if it.languages else ""
    return asked(t, it, say("texte"), limit(it.limit), tongues)


def choice(t: Teller, it: questions.Choice) -> Item:
    """One option, or several."""
    facts = [
        span(it.min, it.max, "choix", "choix"),
        yes(it.other, say("« autre » possible, à préciser")),
        yes(it.ranked, say("à classer par ordre de préférence")),
    ]
    return asked(t, it, *facts, items=t.items(it.options))


def option(t: Teller, it: questions.Option) -> Item:
    """One possible answer."""
    points = "" if it.points is None else french.plural(it.points, "point")
    return entry(
        "",
        strung(
            t.said(it.label), strung(" (", points, ")", between="") if points else "", between=""
        ),
        after=t.said(it.description),
    )


def yes_no(t: Teller, it: questions.YesNo) -> Item:
    """Yes or no."""
    return asked(t, it, say("oui ou non"))


def attestation(t: Teller, it: questions.Attestation) -> Item:
    """Statements to affirm."""
    signed = say("attesté par {signed_by}", signed_by=t.said(it.signed_by)) if it.signed_by else ""
    lines = [entry("", t.said(statement)) for statement in it.statements]
    return asked(t, it, say("à attester"), signed, items=lines)


def number(t: Teller, it: questions.Number) -> Item:
    """A number."""
    decimals = french.plural(it.decimals, "décimale") if it.decimals else say("nombre entier")
    unit = say("en {unit}", unit=t.said(it.unit)) if it.unit else ""
    return asked(t, it, decimals, span(it.min, it.max), unit, _share(t, it))


def _share(t: Teller, it: questions.Number | questions.Money) -> str:
    """« au plus 30 % de la réponse à « Budget » »."""
    if not it.share_of:
        return ""
    bounds = span(percent(it.min_share) or None, percent(it.max_share) or None)
    return say(
        "{bounds} de la réponse à {share_of}",
        bounds=bounds,
        share_of=t.named(t.questions(), it.share_of),
    )


def money(t: Teller, it: questions.Money) -> Item:
    """An amount."""
    currency = symbol(it.currency)
    bounds = span(it.min, it.max, currency, currency)
    return asked(t, it, say("montant en {currency}", currency=currency), bounds, _share(t, it))


def day(t: Teller, it: questions.Day) -> Item:
    """A date."""
    facts = [
        say("au plus tôt {earliest}", earliest=_day(it.earliest)) if it.earliest else "",
        say("au plus tard {latest}", latest=_day(it.latest)) if it.latest else "",
        say("après la réponse à {follows}", follows=t.named(t.questions(), it.follows))
        if it.follows
        else "",
    ]
    return asked(t, it, say("date et heure") if it.with_hour else say("date"), *facts)


def _day(said: str) -> str:
    """A bound as people say it; as written when it is no day."""
    try:
        return french.day(date.fromisoformat(said))
    except ValueError:
        return said


def place(t: Teller, it: questions.Place) -> Item:
    """A territory of the reference list."""
    facts = [
        say("à choisir parmi les {kinds}", kinds=t.kinds(it.kinds))
        if it.kinds
        else say("territoire à choisir"),
        t.places(it.within),
        span(it.min, it.max, "territoire"),
    ]
    return asked(t, it, *facts)


def contact(t: Teller, it: questions.Contact) -> Item:
    """A person."""
    facts = [
        french.listed([words.FIELDS[one] for one in it.fields]),
        say("cette personne devra : {asked_to}", asked_to=t.said(it.asked_to))
        if it.asked_to
        else "",
        t.due(it.due),
        yes(it.confidential, say("le candidat ne lit pas sa réponse")),
    ]
    return asked(t, it, *facts)


def file(t: Teller, it: questions.File) -> Item:
    """Attached files."""
    types = french.listed([one.upper() for one in it.types], "ou")
    form, steps = t.definition.form, t.definition.steps
    limited = form.max_pages or any(one.max_pages for one in steps)
    counted = (
        yes(limited, say("compte dans la longueur du dossier"))
        if it.counted
        else say("« hors dossier », non compté")
    )
    facts = [
        span(it.min or None, it.max, "fichier"),
        types,
        *told(t, it, WEIGHT),
        counted,
        *told(t, it, DOCUMENT),
    ]
    return asked(t, it, *facts)


WEIGHT = (
    Row("max_mb", noted("{max_mb} Mo au plus chacun")),
    Row("max_total_mb", noted("{max_total_mb} Mo au plus en tout")),
    Row("max_pages", noted("{pages} au plus"), of_count("page")),
    Row("max_minutes", noted("{max_minutes} au plus"), of_count("minute")),
)
DOCUMENT = (
    Row("due", noted("peut suivre le dépôt jusqu’à ceci : {due}"), of_due),
    Row("model", noted("modèle à télécharger : {model}"), as_written),
    Row("naming", noted("nom du fichier : {naming}"), of_words),
    Row("signed_by", noted("signé par {signed_by}"), of_words),
    Row("not_older_than", noted("datant de moins de {not_older_than}"), of_time),
)


def note(t: Teller, it: questions.Note) -> Item:
    """A paragraph between two questions."""
    facts = [
        say("affichée si {when}", when=shown(t, it.when)) if it.when else "",
        t.steps(it.steps),
        t.tracks(it.tracks),
    ]
    after = strung(*filter(None, [t.said(it.text), t.said(it.description)]))
    return entry(t.title(it), *facts, after=after)


SENTENCES: Mapping[type[Record], Sentence] = {
    questions.Shown: shown_item,
    questions.Limit: limit_item,
    questions.Text: text,
    questions.LongText: long_text,
    questions.Choice: choice,
    questions.Option: option,
    questions.YesNo: yes_no,
    questions.Attestation: attestation,
    questions.Number: number,
    questions.Money: money,
    questions.Day: day,
    questions.Place: place,
    questions.Contact: contact,
    questions.File: file,
    questions.Note: note,
}
