"""Minimal definitions: the least that is valid, and what a test adds."""

from pathlib import Path
from typing import Any

from cordee.programme import Definition, Loaded, load, sense

LEAST: dict[str, Any] = {
    "key": "essai",
    "title": "Un appel d’essai",
    "organisers": [{"key": "centre", "label": "Centre de ressources"}],
    "windows": [{"key": "depot", "opens": "2024-11-08T09:00:00", "closes": "2024-12-19T12:00:00"}],
}

LEAST_TOML = """\
key = "essai"
title = "Un appel d’essai"

[[organisers]]
key = "centre"
label = "Centre de ressources"

[[windows]]
key = "depot"
opens = 2024-11-08T09:00:00
closes = 2024-12-19T12:00:00
"""


def define(**parts: Any) -> Definition:
    """A definition: the least valid one, with these parts added or replaced."""
    return Definition.model_validate({**LEAST, **parts})


def said(code: str, **parts: Any) -> list[str]:
    """The sentences one check says of the least definition with these parts."""
    found = sense.remarks(define(**parts), {})
    return [one.message for one in found if one.code == code]


def loaded(toml: str, **texts: str) -> Loaded:
    """A definition loaded from its text, with Markdown files named `x.md`."""
    files = {f"{name}.md": text.encode() for name, text in texts.items()}
    return load({"definition.toml": toml.encode(), **files})


def folder(place: Path, content: bytes | str = LEAST_TOML) -> Path:
    """A folder holding one definition."""
    data = content.encode() if isinstance(content, str) else content
    (place / "definition.toml").write_bytes(data)
    return place
