"""The fields of a question gathered back into one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cordee.applications.rules.tables import completed, finished
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Mapping


def collected(question: q.Asked, typed: Mapping[str, Any]) -> Any:  # noqa: PLR0911 - by kind
    """Gather the fields of a question back into one answer; empty rows and items are dropped."""
    own = typed.get(question.key)
    match question:
        case q.LongText(languages=languages) if languages:
            return {language: typed.get(language, "") for language in languages}
        case q.Choice():
            return _chosen(question, own, str(typed.get("other") or "").strip())
        case q.YesNo():
            return {"yes": True, "no": False}.get(cast("str", own))
        case q.Attestation():
            return bool(own)
        case q.Place():
            return _places(question, own, typed)
        case q.Contact():
            return {part: typed.get(part, "") for part in question.fields}
        case q.Table():
            return _rows(question, typed)
        case q.Group():
            return _items(question, typed)
        case _:
            return own


def _chosen(question: q.Choice, own: Any, other: str) -> Any:
    values = [
        *(own if isinstance(own, list) else [own] if own else []),
        *([other] if other else []),
    ]
    if question.max > 1:
        return values
    return values[-1] if values else None


def _places(question: q.Place, own: Any, typed: Mapping[str, Any]) -> Any:
    rows = [own] if question.max == 1 else [typed[name] for name in sorted(typed) if name.isdigit()]
    refs = [row.ref for row in rows if row is not None]
    return refs if question.max > 1 else (refs[0] if refs else None)


def _rows(question: q.Table, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for number in _ranks(typed):
        row = {column.key: typed.get(f"{number}.{column.key}", "") for column in question.columns}
        if question.rows:
            rows.append({"key": question.rows[number].key, **completed(question, row)})
        elif any(str(cell).strip() for cell in row.values()):
            rows.append(completed(question, row))
    return finished(question, rows) if question.rows else rows


def _items(question: q.Group, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    items = []
    for number in _ranks(typed):
        inside = {
            name.removeprefix(f"{number}."): value
            for name, value in typed.items()
            if name.startswith(f"{number}.")
        }
        item = {
            inner.key: collected(inner, _under(inner.key, inside))
            for inner in question.questions
            if isinstance(inner, q.Asked)
        }
        if any(_filled(value) for value in item.values()):
            items.append(item)
    return items


def _under(key: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of one inner question, named as if it stood alone."""
    return {
        name.removeprefix(f"{key}."): value
        for name, value in typed.items()
        if name == key or name.startswith(f"{key}.")
    }


def _filled(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_filled(item) for item in value.values())
    return bool(value.strip() if isinstance(value, str) else value)


def _ranks(typed: Mapping[str, Any]) -> list[int]:
    return sorted({int(first) for name in typed if (first := name.split(".", 1)[0]).isdigit()})
