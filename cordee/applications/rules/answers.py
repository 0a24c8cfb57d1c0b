"""Answers: what a question accepts, how long a text is, when a question is asked."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile
from typing import Any

from cordee.applications.rules.tables import decimal, group_checks, table_findings, table_totals
from cordee.applications.rules.written import contact_faults, length, text_faults
from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing
from cordee.programme.schema import questions as q

type Answers = Mapping[str, Any]


type Made = Callable[..., Finding]


def empty(value: Any) -> bool:
    """Whether nothing was answered."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def visible(shown: q.Shown | None, answers: Answers, facts: Mapping[str, Any]) -> bool:
    """Whether a question is asked, given the other answers and the facts of the file."""
    if shown is None:
        return True
    parts = [*_compared(shown, answers, facts)]
    parts += [visible(one, answers, facts) for one in shown.all_of]
    if shown.any_of:
        parts.append(any(visible(one, answers, facts) for one in shown.any_of))
    return all(parts) != shown.negate


def _compared(shown: q.Shown, answers: Answers, facts: Mapping[str, Any]) -> Iterator[bool]:
    if not (shown.question or shown.fact):
        return
    value = answers.get(shown.question) if shown.question else facts.get(shown.fact or "")
    values = value if isinstance(value, list) else [value]
    if shown.answered is not None:
        yield empty(value) != shown.answered
    if shown.equals is not None:
        yield shown.equals in values or str(shown.equals) in map(str, values)
    if shown.among:
        yield bool({str(one) for one in values} & set(shown.among))
    if shown.min is not None or shown.max is not None:
        number = decimal(value)
        yield (
            number is not None
            and (shown.min is None or number >= shown.min)
            and (shown.max is None or number <= shown.max)
        )


def answer_faults(question: q.Asked, value: Any) -> list[Finding]:
    """Every remark on one answer; nothing when it is right."""
    where = f"questions.{question.key}"
    if empty(value):
        if not question.required:
            return []
        said = french.say("{label} : il manque votre réponse.", label=question.label)
        return [missing("answer.missing", where, said, strength=question.strength)]
    check = _CHECKS.get(type(question))
    return list(check(question, value, where)) if check else []


def _long(question: q.LongText, value: Any, where: str) -> Iterator[Finding]:
    """One text, or one per language when the question asks for several."""
    texts = value if isinstance(value, dict) else {"": value}
    for language, text in texts.items():
        label = (
            french.say("{label} ({language})", label=question.label, language=language)
            if language
            else question.label
        )
        yield from length(question.limit, str(text), label, where)
    given = value if isinstance(value, dict) else {}
    absent = [one for one in question.languages if given and empty(given.get(one))]
    if question.languages_asked == "any" and len(absent) < len(question.languages):
        return
    if absent and question.languages_asked == "any":
        which = french.listed(absent, "ou")
        said = french.say(
            "{label} : écrivez ce texte dans une langue au moins ({which}).",
            label=question.label,
            which=which,
        )
        yield missing("answer.language", where, said, strength=question.strength)
    elif absent:
        said = french.say(
            "{label} : il manque le texte en {absent}.",
            label=question.label,
            absent=french.listed(absent),
        )
        yield missing("answer.language", where, said, strength=question.strength)


def _choice(question: q.Choice, value: Any, where: str) -> Iterator[Finding]:
    chosen = value if isinstance(value, list) else [value]
    known = {option.key for option in question.options}
    foreign = [one for one in chosen if one not in known]
    if foreign and not question.other:
        yield broken(
            "answer.option",
            where,
            french.say("{label} : choisissez dans la liste.", label=question.label),
        )
    if len(chosen) > question.max:
        yield _too_many(question, where, "réponse")
    if question.required and len(chosen) < question.min:
        yield _too_few(question, where, "réponse")


def _too_many(question: q.Choice | q.File, where: str, noun: str) -> Finding:
    most = french.plural(question.max, noun)
    said = french.say("{label} : {most} au plus.", label=question.label, most=most)
    return broken("answer.count", where, said)


def _too_few(question: q.Choice | q.File, where: str, noun: str, **strength: Strength) -> Finding:
    least = french.plural(question.min, noun)
    said = french.say("{label} : au moins {least}.", label=question.label, least=least)
    return missing("answer.count", where, said, **strength)


def _yes_no(question: q.YesNo, value: Any, where: str) -> Iterator[Finding]:
    if not isinstance(value, bool):
        yield broken(
            "answer.format",
            where,
            french.say("{label} : répondez par oui ou par non.", label=question.label),
        )


def _attestation(question: q.Attestation, value: Any, where: str) -> Iterator[Finding]:
    if value is not True:
        yield missing(
            "answer.attestation",
            where,
            french.say("{label} : cochez pour confirmer.", label=question.label),
            strength=question.strength,
        )


def _decimals(number: Decimal) -> int:
    """Digits after the point that say something: two of « 1,50 » are one, none of « 10e40 »."""
    _sign, digits, exponent = number.as_tuple()
    if not number or not isinstance(exponent, int):
        return 0
    zeros = len(list(takewhile(lambda one: one == 0, reversed(digits))))
    return max(-exponent - zeros, 0)


def _number(question: q.Number | q.Money, value: Any, where: str) -> Iterator[Finding]:
    number = decimal(value)
    if number is None:
        yield broken(
            "answer.format",
            where,
            french.say("{label} : un nombre est attendu.", label=question.label),
        )
        return
    if isinstance(question, q.Number) and _decimals(number) > question.decimals:
        kept = french.plural(question.decimals, "décimale")
        said = (
            french.say("{kept} au plus", kept=kept)
            if question.decimals
            else french.say("un nombre entier est attendu")
        )
        yield broken(
            "answer.decimals",
            where,
            french.say("{label} : {said}.", label=question.label, said=said),
        )
    if question.min is not None and number < question.min:
        least = french.number(question.min)
        yield broken(
            "answer.range",
            where,
            french.say("{label} : au moins {least}.", label=question.label, least=least),
        )
    if question.max is not None and number > question.max:
        most = french.number(question.max)
        yield broken(
            "answer.range",
            where,
            french.say("{label} : au plus {most}.", label=question.label, most=most),
        )


def _day(question: q.Day, value: Any, where: str) -> Iterator[Finding]:
    text = str(value).strip()
    on = _date(text)
    if on is None:
        yield broken(
            "answer.format",
            where,
            french.say("{label} : une date est attendue.", label=question.label),
        )
        return
    if question.with_hour and len(text) <= len("2027-09-01"):
        said = french.say("{label} : indiquez aussi l’heure.", label=question.label)
        yield missing("answer.hour", where, said, strength=question.strength)
    first, last = _date(question.earliest or ""), _date(question.latest or "")
    if first and on < first:
        yield broken(
            "answer.range",
            where,
            french.say(
                "{label} : pas avant le {first}.", label=question.label, first=french.day(first)
            ),
        )
    if last and on > last:
        yield broken(
            "answer.range",
            where,
            french.say(
                "{label} : pas après le {last}.", label=question.label, last=french.day(last)
            ),
        )


def _date(text: str) -> date | None:
    """The day of a date, with or without its hour; nothing when it is none."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _group(question: q.Group, value: Any, where: str) -> Iterator[Finding]:
    items = [item for item in value if not empty(item)]
    if len(items) < question.min:
        yield missing(
            "answer.count",
            where,
            french.say("{label} : au moins {least}.", label=question.label, least=question.min),
        )
    if len(items) > question.max:
        yield broken(
            "answer.count",
            where,
            french.say("{label} : {most} au plus.", label=question.label, most=question.max),
        )
    for rank, item in enumerate(items, start=1):
        for inner in question.questions:
            if isinstance(inner, q.Asked) and visible(inner.when, item, {}):
                for found in answer_faults(inner, item.get(inner.key)):
                    yield Finding(
                        found.code,
                        f"{where}.{rank}.{inner.key}",
                        found.verdict,
                        french.say(
                            "{label}, n° {rank}. {told}",
                            label=question.label,
                            rank=rank,
                            told=found.sentence,
                        ),
                        found.strength,
                    )
    yield from group_checks(question, items, where)


def _contact(question: q.Contact, value: Any, where: str) -> Iterator[Finding]:
    """The name when it is asked; something at least otherwise."""
    known = value if isinstance(value, dict) else {"name": value}
    asked = ["name"] if "name" in question.fields else list(question.fields)
    if all(empty(known.get(part)) for part in asked):
        what = french.say("le nom") if "name" in question.fields else french.say("les coordonnées")
        said = french.say("{label} : indiquez {what}.", label=question.label, what=what)
        yield missing("answer.missing", where, said, strength=question.strength)
    for part in question.fields:
        yield from contact_faults(part, str(known.get(part) or ""), question.label, where)


def _places(question: q.Place, value: Any, where: str) -> Iterator[Finding]:
    chosen = value if isinstance(value, list) else [value]
    if len(chosen) > question.max:
        yield broken(
            "answer.count",
            where,
            french.say("{label} : {most} au plus.", label=question.label, most=question.max),
        )


def _files(question: q.File, value: Any, where: str) -> Iterator[Finding]:
    """`value` lists the attachments kept: `{"name", "size", "pages", "type"}` each."""
    if len(value) < question.min:
        yield _too_few(question, where, "fichier", strength=question.strength)
    if len(value) > question.max:
        yield _too_many(question, where, "fichier")
    for one in value:
        if question.max_pages and (one.get("pages") or 0) > question.max_pages:
            yield broken(
                "answer.pages",
                where,
                french.say(
                    "{name} : {pages} pages, {most} au plus.",
                    name=one["name"],
                    pages=one["pages"],
                    most=question.max_pages,
                ),
            )


_CHECKS: Mapping[type[q.Asked], Callable[[Any, Any, str], Iterator[Finding]]] = {
    q.Text: text_faults,
    q.LongText: _long,
    q.Choice: _choice,
    q.YesNo: _yes_no,
    q.Attestation: _attestation,
    q.Number: _number,
    q.Money: _number,
    q.Day: _day,
    q.Table: table_findings,
    q.Group: _group,
    q.Contact: _contact,
    q.Place: _places,
    q.File: _files,
}


__all__ = ["answer_faults", "decimal", "empty", "table_totals", "visible"]
