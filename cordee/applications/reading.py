"""A frozen file as people read it: sections, questions, answers in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.applications.rules.answers import empty
from cordee.applications.rules.known import declarations_asked, numbers_asked
from cordee.applications.rules.tables import decimal, finished, table_totals
from cordee.applications.rules.written import measured
from cordee.applications.words import CONTACT, said
from cordee.kernel import french
from cordee.kernel.typography import NBSP
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cordee.programme.schema import Definition


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer in words: a text, lines, or a table."""

    key: str
    label: str
    text: str = ""
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    length: str = ""
    looked_for: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        return not (self.text.strip() or self.lines or self.rows)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the file."""

    key: str
    label: str
    answers: tuple[Answered, ...]


OURS = frozenset({"me", "team"})
"""Audiences of a question that leave out everybody but the team."""
NOT_FOR_JURY = OURS | {"staff"}
"""Audiences of a question that leave the jury out."""


def read_content(
    definition: Definition, content: Mapping[str, Any], hidden: frozenset[str] = frozenset()
) -> list[Part]:
    """The whole file in the order of its form, from its frozen (or would-be) content.

    `hidden` are the audiences whose answers the reader does not see.
    """
    step, track = content.get("step", ""), content.get("track", "")
    of_itself = declared(definition, content)
    parts = [of_itself] if of_itself.answers else []
    for section in definition.sections(step, track):
        found = tuple(
            read_answer(one, _value(one, content))
            for one in section.questions
            if isinstance(one, q.Asked) and one.audience not in hidden and _concerns(one, content)
        )
        if found:
            parts.append(Part(section.key, said(section.label), found))
    return parts


NUMBER = "nombre-"
"""How the key of a number that a candidate says of itself begins: it may tell who it is."""


def declared(definition: Definition, content: Mapping[str, Any]) -> Part:
    """What the candidate says of itself and no register knows: the jury judges by it (R10-R15).

    Declarations first, yes or no; then numbers with their source. What is unsaid stays blank.
    """
    track, known = content.get("track", ""), content.get("body", {}).get("known", {})
    answers, numbers = known.get("declared", {}), known.get("numbers", {})
    words = {True: _("Oui"), False: _("Non")}
    found = [
        Answered(f"declaration-{key}", sentence, words.get(answers.get(key), ""))
        for key, sentence in declarations_asked(
            definition, track, listed=bool(content.get("body", {}).get("territory"))
        )
    ]
    found += [
        Answered(NUMBER + one.fact, one.label, _number(numbers.get(one.fact, {})))
        for one in numbers_asked(definition, track)
        if numbers.get(one.fact, {}).get("value")
    ]
    if rank := known.get("rank"):
        label = _("Rang de ce dossier parmi ceux de la structure")
        found.append(Answered("rank", label, str(rank)))
    return Part("declarations", _("Ce que le dossier déclare"), tuple(found))


def _number(said_of_it: Mapping[str, Any]) -> str:
    """« 12 500 (INSEE 2021) »."""
    value = decimal(said_of_it.get("value"))
    told = french.number(value) if value is not None else str(said_of_it.get("value", ""))
    source = said_of_it.get("source", "")
    return f"{told} ({source})" if source else told


def _concerns(question: q.Asked, content: Mapping[str, Any]) -> bool:
    """Whether a question asked under a condition was answered; the others are always shown."""
    return question.when is None or not empty(_value(question, content))


def _value(question: q.Asked, content: Mapping[str, Any]) -> Any:
    if isinstance(question, q.File):
        return content.get("attachments", {}).get(question.key, [])
    return content.get("answers", {}).get(question.key)


def read_answer(question: q.Asked, value: Any) -> Answered:
    """One answer in words, whatever its kind."""
    shown: dict[str, Any] = {}
    if not empty(value):
        shown = _words(question, value)
    limit = getattr(question, "limit", None)
    length = measured(limit, str(value)) if limit and not empty(value) else ""
    return Answered(
        question.key,
        said(question.label),
        length=length,
        looked_for=said(question.looked_for),
        **shown,
    )


def _words(question: q.Asked, value: Any) -> dict[str, Any]:  # noqa: PLR0911 - one line a kind
    match question:
        case q.LongText() if isinstance(value, dict):
            return {"lines": tuple(f"({key}) {text}" for key, text in value.items() if text)}
        case q.Choice():
            return {"lines": tuple(_options(question, value))}
        case q.YesNo():
            return {"text": _("Oui") if value else _("Non")}
        case q.Attestation():
            return {"lines": tuple(said(one) for one in question.statements)}
        case q.Money() | q.Number():
            return {"text": _amount(question, value)}
        case q.Contact():
            return {"lines": tuple(_contact(value))}
        case q.Table():
            return _table(question, value)
        case q.Group():
            return {"lines": tuple(_items(question, value))}
        case q.File():
            return {"lines": tuple(_file(one) for one in value)}
        case _:
            many = isinstance(value, list)
            return {"lines": tuple(map(str, value))} if many else {"text": str(value)}


def _options(question: q.Choice, value: Any) -> Iterator[str]:
    labels = {option.key: said(option.label) for option in question.options}
    for one in value if isinstance(value, list) else [value]:
        yield labels.get(one, str(one))


def _amount(question: q.Number | q.Money, value: Any) -> str:
    number = decimal(value)
    if number is None:
        return str(value)
    if isinstance(question, q.Money):
        return french.money(number)
    return NBSP.join(filter(None, (french.number(number), said(question.unit))))


def _contact(value: Mapping[str, Any]) -> Iterator[str]:
    for key, text in value.items():
        if text:
            yield str(text) if key == "name" else f"{CONTACT.get(key, key)} : {text}"


def _table(question: q.Table, value: Any) -> dict[str, Any]:
    names = {one.key: said(one.label) for one in question.rows}
    first = (_("Poste"),) if names else ()
    head = (*first, *(said(column.label) for column in question.columns))
    rows = [
        (*([names.get(str(row.get("key")), "")] if names else []),
         *(str(row.get(column.key, "")) for column in question.columns))
        for row in finished(question, value)
    ]  # fmt: skip
    totals = table_totals(question, value)
    if any(column.total for column in question.columns):
        rows.append(
            (_("Total"),) * bool(names)
            + tuple(
                french.number(totals[column.key]) if column.total and column.key in totals else ""
                for column in question.columns
            )
        )
    return {"head": head, "rows": tuple(rows)}


def _items(question: q.Group, value: Any) -> Iterator[str]:
    for item in value:
        pieces = [
            read_answer(inner, item.get(inner.key))
            for inner in question.questions
            if isinstance(inner, q.Asked)
        ]
        yield " – ".join(
            piece.text or ", ".join(piece.lines) for piece in pieces if not piece.blank
        )


def _file(one: Mapping[str, Any]) -> str:
    pages = f", {french.plural(one['pages'], 'page')}" if one.get("pages") else ""
    size = french.number(max(1, round(one["size"] / 1024)))
    return f"{one['name']} ({size}{NBSP}Ko{pages})"


def in_words(question: q.Asked, value: Any) -> str:
    """An answer as a text to compare with another, whatever its kind."""
    said = read_answer(question, value)
    rows = [" | ".join(row) for row in said.rows]
    return "\n".join(filter(None, [said.text, *said.lines, *rows]))
