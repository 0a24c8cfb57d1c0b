"""Small parts of definitions, from which contradictions are made."""

from typing import Any

from tests.programme.build import LEAST

WINDOW = LEAST["windows"][0]
YES = {"rule": "declares", "statement": "Oui"}


def window(**parts: Any) -> dict[str, Any]:
    return {"windows": [{**WINDOW, **parts}]}


def year(*meetings: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"year": {"meetings": [{"label": "J", **one} for one in meetings], **parts}}


def form(*questions: dict[str, Any], **parts: Any) -> dict[str, Any]:
    asked = [{"label": "Q", **one} for one in questions]
    return {"form": {"sections": [{"key": "s", "label": "S", "questions": asked}], **parts}}


def team(**parts: Any) -> dict[str, Any]:
    return {"team": parts}


def role(key: str, **parts: Any) -> dict[str, Any]:
    return {"key": key, "label": key, **parts}


def stated(about: str, *values: Any) -> list[dict[str, Any]]:
    return [{"about": about, "said": f"dit {value}", "value": value} for value in values]


def milestone(kind: str, when: str) -> dict[str, Any]:
    return {"milestones": [{"key": kind, "label": kind, "kind": kind, "when": when}]}


def criterion(key: str = "c", **parts: Any) -> dict[str, Any]:
    return {"key": key, "label": key, **parts}


def stage(**parts: Any) -> dict[str, Any]:
    return {"stages": [{"key": "jury", "label": "Jury", **parts}]}


def pledge(rule: str, key: str = "p", **parts: Any) -> dict[str, Any]:
    return {"rule": rule, "key": key, "label": key, **parts}


J1, J2 = {"key": "j1", "when": "2025-02-27"}, {"key": "j2", "when": "2025-04-28"}
WEBINAR = {"key": "j0", "when": "2025-02-04", "kind": "webinar", "days": "0.5"}
HOURS = {"start": "14:00", "end": "09:00"}
QUESTION = {"kind": "long_text", "key": "q"}
CHOICE = {"kind": "choice", "key": "c", "options": [{"key": "a", "label": "A"}]}
ATTACHED = {"kind": "file", "key": "f", "counted": False, "required": False}
TABLE = {"kind": "table", "key": "t", "columns": [{"key": "total", "label": "Total"}]}
SEATS = [{"key": "s", "label": "S", "max": 2}]
PANEL = {"key": "jury", "label": "Jury", "seats": SEATS}
