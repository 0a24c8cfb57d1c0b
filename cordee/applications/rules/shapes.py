"""The shape of an answer that comes as data: a draft keeps only what every page can show."""

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any

from cordee.applications.rules.answers import empty
from cordee.applications.rules.tables import completed
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.programme.schema import questions as q

LONGEST = 200_000
"""Characters of one text: more than any call asks for."""


def shape_faults(question: q.Asked, value: Any) -> list[Finding]:
    """Why this data is not an answer to this question at all; what it says is not judged here."""
    if value is None:
        return []
    said = next(_EXPECTED[type(question)](question, value), None)
    if said is None:
        return []
    where = f"questions.{question.key}"
    return [
        broken(
            "answer.shape",
            where,
            french.say("{label} : {said} est attendu.", label=question.label, said=said),
        )
    ]


def kept(question: q.Asked, value: Any) -> Any:
    """An answer of the right shape as pages keep it: figures as texts, computed cells filled."""
    match question:
        case q.Number() | q.Money() if _figure(value):
            return str(value)
        case q.Table() if isinstance(value, list):
            return [
                completed(question, {key: str(cell) for key, cell in row.items()}) for row in value
            ]
        case q.Group() if isinstance(value, list):
            inner = {one.key: one for one in question.questions if isinstance(one, q.Asked)}
            return [{key: kept(inner[key], one) for key, one in item.items()} for item in value]
        case _:
            return value


def _line(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and "\0" not in value


def _figure(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return _line(value) or (number and isfinite(value))


def _text(question: q.Asked, value: Any) -> Iterator[str]:  # noqa: ARG001 - one shape for all
    if not _line(value):
        yield french.say("un texte")


def _long(question: q.LongText, value: Any) -> Iterator[str]:
    if question.languages:
        known = isinstance(value, dict) and set(value) <= set(question.languages)
        if not known or not all(_line(one) for one in value.values()):
            yield french.say(
                "un texte par langue ({languages})", languages=", ".join(question.languages)
            )
    elif not _line(value):
        yield french.say("un texte")


def _one_or_several(question: q.Choice | q.Place, value: Any) -> Iterator[str]:
    if question.max > 1:
        if not isinstance(value, list) or not all(_line(one) for one in value):
            yield french.say("une liste de textes")
    elif not _line(value):
        yield french.say("un seul texte")


def _yes_no(question: q.Asked, value: Any) -> Iterator[str]:  # noqa: ARG001 - one shape for all
    if not isinstance(value, bool):
        yield french.say("vrai ou faux")


def _number(question: q.Asked, value: Any) -> Iterator[str]:  # noqa: ARG001 - one shape for all
    if not _figure(value):
        yield french.say("un nombre")


def _contact(question: q.Contact, value: Any) -> Iterator[str]:
    known = isinstance(value, dict) and set(value) <= set(question.fields)
    if not known or not all(_line(one) for one in value.values()):
        yield french.say("un objet aux champs {fields}", fields=", ".join(question.fields))


def _table(question: q.Table, value: Any) -> Iterator[str]:
    columns = {column.key for column in question.columns} | {"key"}
    fixed = {row.key for row in question.rows}
    rows = value if isinstance(value, list) else [None]
    right = all(
        isinstance(row, dict) and set(row) <= columns and all(map(_figure, row.values()))
        for row in rows
    )
    if right and fixed:
        right = [(row or {}).get("key") for row in rows] == [row.key for row in question.rows]
    if not right or len(rows) > max(question.max, len(fixed)):
        keys = (
            french.say(", de clés {key}", key=", ".join(row.key for row in question.rows))
            if fixed
            else ""
        )
        yield french.say(
            "une liste de lignes aux colonnes {columns}{keys}",
            columns=", ".join(sorted(columns - {"key"})),
            keys=keys,
        )


def _group(question: q.Group, value: Any) -> Iterator[str]:
    inner = {one.key: one for one in question.questions if isinstance(one, q.Asked)}
    items = value if isinstance(value, list) else [None]
    for item in items:
        if not isinstance(item, dict) or not set(item) <= set(inner):
            yield french.say("une liste d’objets aux champs {inner}", inner=", ".join(inner))
            return
        for key, held in item.items():
            if not empty(held) and shape_faults(inner[key], held):
                yield french.say("pour {label}, une autre forme de donnée", label=inner[key].label)
                return


def _file(question: q.Asked, value: Any) -> Iterator[str]:  # noqa: ARG001 - one shape for all
    yield french.say("une pièce jointe, envoyée à l’adresse des pièces, qui")


_EXPECTED: Mapping[type[q.Asked], Callable[[Any, Any], Iterator[str]]] = {
    q.Text: _text,
    q.LongText: _long,
    q.Choice: _one_or_several,
    q.Place: _one_or_several,
    q.YesNo: _yes_no,
    q.Attestation: _yes_no,
    q.Number: _number,
    q.Money: _number,
    q.Day: _text,
    q.Contact: _contact,
    q.Table: _table,
    q.Group: _group,
    q.File: _file,
}
