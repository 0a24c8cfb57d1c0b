"""Letters with fields: `{structure}` becomes the team's own; an empty one refuses to leave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELD = re.compile(r"\{([^{}\n]{1,40})\}")
FIELDS = {
    "structure": french.say("le nom de la structure"),
    "personne": french.say("le nom de la personne à qui l’on écrit"),
    "appel": french.say("le titre de l’appel"),
    "date_limite": french.say("la date limite"),
    "lien": french.say("l’adresse du dossier"),
    "departement": french.say("le département"),
    "volet": french.say("le volet"),
    "manque": french.say("ce qui manque au dossier"),
}
"""What may stand between braces, and what it becomes."""


def named(*texts: str) -> list[str]:
    """The fields that texts name, each once, in order."""
    return list(dict.fromkeys(name.strip() for text in texts for name in FIELD.findall(text)))


def unknown(*texts: str) -> list[str]:
    """The fields that do not exist."""
    return [name for name in named(*texts) if name not in FIELDS]


def lacking(values: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """The fields that would leave empty for this reader."""
    return [name for name in names if not values.get(name, "").strip()]


def merged(text: str, values: Mapping[str, str]) -> str:
    """The text as this reader will read it."""
    return FIELD.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def same_for_all(text: str) -> str:
    """The longest words of a text that no field changes, as a letter prints them."""
    parts = FIELD.split(text)[::2]
    return french.typeset(max(parts, key=len).strip())
