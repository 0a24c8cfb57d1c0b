"""What a definition leaves unsaid, read as its format says: one step, one currency."""

from typing import Any

EURO = "EUR"
"""What amounts are in when neither they nor their call name a currency."""


def one_step(data: dict[str, Any]) -> dict[str, Any]:
    """The step of a call that writes none."""
    windows = data.get("windows")
    if isinstance(windows, list) and windows and not data.get("steps"):
        first = windows[0].get("key") if isinstance(windows[0], dict) else None
        if isinstance(first, str):
            return {**data, "steps": [{"key": "application", "window": first}]}
    return data


def one_currency(data: dict[str, Any]) -> dict[str, Any]:
    """The currency of the call, in the records of amounts that name no other."""
    currency, form = data.get("currency", EURO), data.get("form")
    if not isinstance(currency, str) or currency == EURO:
        return data
    lists: dict[str, Any] = {name: _in_currency(data[name], currency)
             for name in ("fees", "grants", "call_offs", "funders") if name in data}  # fmt: skip
    if isinstance(form, dict) and "sections" in form:
        lists["form"] = {**form, "sections": _asked_in(form["sections"], currency)}
    return {**data, **lists}


def _in_currency(records: Any, currency: str) -> Any:
    if not isinstance(records, list):
        return records
    return [{"currency": currency, **one} if isinstance(one, dict) else one for one in records]


def _asked_in(parts: Any, currency: str) -> Any:
    """Sections, groups and questions about money, down to the last one."""
    if not isinstance(parts, list):
        return parts
    return [_question_in(one, currency) if isinstance(one, dict) else one for one in parts]


def _question_in(part: dict[str, Any], currency: str) -> dict[str, Any]:
    if part.get("kind") == "money":
        return {"currency": currency, **part}
    if "questions" in part:
        return {**part, "questions": _asked_in(part["questions"], currency)}
    return part


def standing_at(data: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a place of plain data."""
    for step in path:
        data = data[step]
    return data
