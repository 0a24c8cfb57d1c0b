"""A call begun from another: the same folder under another key, its dates moved by whole weeks."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cordee.calls.editor import surgery
from cordee.programme.loading.reading import DEFINITION
from cordee.programme.shift import languages_of, moved, shifted_text

KEPT = {"said", "key"}
"""Fields a clone leaves alone: the words of the original document."""


def cloned(files: Mapping[str, bytes], *, key: str, weeks: int) -> dict[str, bytes]:
    """The folder under its new key, every date moved so that it keeps its weekday.

    Comments and order stay. Extensions of the closing are left out: the new call has none yet.
    """
    text = files[DEFINITION].decode()
    text = surgery.put(text, ("key",), key).text
    text = _without_extensions(text)
    read = languages_of(surgery.parsed(text))
    if weeks:
        text = surgery.replaced(text, lambda name, value: _moved(name, value, weeks, read)).text
    return {
        name: content if name != DEFINITION and not name.endswith(".md") else
        (text if name == DEFINITION else shifted_text(content.decode(), weeks, read)).encode()
        for name, content in files.items()
    }  # fmt: skip


def _moved(name: str, value: Any, weeks: int, read: tuple[str, ...]) -> Any:
    by = timedelta(weeks=weeks)
    match value:
        case _ if name in KEPT:
            return value
        case datetime() | date():
            return value + by
        case dict():
            return {key: _moved(key, one, weeks, read) for key, one in value.items()}
        case list():
            return [_moved(name, one, weeks, read) for one in value]
        case str():
            return moved(value, name, weeks, read)
        case _:
            return value


def _without_extensions(text: str) -> str:
    windows = surgery.parsed(text).get("windows")
    for index, window in enumerate(windows if isinstance(windows, list) else []):
        if not isinstance(window, dict):
            continue
        for rank in reversed(range(len(window.get("extensions") or ()))):
            text = surgery.drop(text, ("windows", index, "extensions", rank)).text
    return text
