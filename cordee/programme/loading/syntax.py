"""TOML faults said in French, with their line."""

import re
import tomllib
from typing import Any

from cordee.kernel.french import say
from cordee.kernel.speech import noted
from cordee.programme.loading.reading import Faulty

MAX_DEPTH = 40
"""Nesting beyond which no definition makes sense."""
MAX_INTEGER = 2**53
"""The largest integer that every reader of JSON keeps exactly."""

SAYINGS = (
    (
        r"Illegal character '\\n'.*",
        noted(
            "ce texte entre guillemets n’est pas refermé sur sa ligne ; pour plusieurs lignes, "
            'employez trois guillemets : """…"""'
        ),
    ),
    (r"Illegal character (.*)", noted("le caractère {name} n’est pas permis ici")),
    (
        r"Unterminated string.*|Expected \"'\".*|Expected '\"'.*",
        noted("un texte ouvert par un guillemet n’est jamais refermé"),
    ),
    (
        r"Unescaped '\\' in a string.*",
        noted(
            "une barre oblique inverse seule n’est pas permise dans un texte : doublez-la "
            "(\\\\) ou "
            "écrivez le texte entre apostrophes droites"
        ),
    ),
    (
        r"Expected '\]' at the end of a table declaration.*",
        noted("il manque un crochet fermant « ] » à la fin de ce titre de table"),
    ),
    (
        r"Expected '\]\]' at the end of an array declaration.*",
        noted("il manque les crochets fermants « ]] » à la fin de ce titre"),
    ),
    (
        r"Cannot declare \((.*?),?\) twice.*",
        noted(
            "la table {name} est déjà ouverte plus haut : réunissez les deux, ou écrivez [[…]] si "
            "elle se "
            "répète"
        ),
    ),
    (
        r"Cannot overwrite a value.*|Duplicate inline table key.*",
        noted("cette clé est déjà écrite plus haut : gardez une seule des deux lignes"),
    ),
    (
        r"Cannot mutate immutable namespace.*|Cannot redefine namespace.*",
        noted("cette table est déjà écrite plus haut, avec {{ … }} ou [ … ] : complétez-la là-bas"),
    ),
    (
        r"Invalid value.*",
        noted(
            "il manque une valeur, ou elle n’est pas comprise : un texte se met entre guillemets, "
            "oui et non s’écrivent true et false"
        ),
    ),
    (
        r"Expected newline or end of document after a statement.*",
        noted(
            "la ligne devrait s’arrêter ici : une seule valeur par ligne, les textes entre "
            "guillemets, "
            'les dates comme 2024-12-19, les heures comme "09:30" et les nombres sans espace'
        ),
    ),
    (
        r"Expected '=' after a key in a key/value pair.*",
        noted("il manque le signe = après le nom de cette ligne"),
    ),
    (
        r"Invalid initial character for a key part.*|Invalid statement.*",
        noted(
            "le nom attendu ici ne peut commencer ainsi : lettres sans accent, chiffres, - et _ ; "
            "sinon mettez-le entre guillemets"
        ),
    ),
    (
        r"Unclosed array.*",
        noted("une liste ouverte par « [ » n’est pas refermée, ou une virgule manque"),
    ),
    (
        r"Unclosed inline table.*",
        noted(
            "une table ouverte par « {{ » n’est pas refermée sur sa ligne, ou une virgule manque"
        ),
    ),
    (r"Invalid date or datetime.*", noted("cette date n’existe pas dans le calendrier")),
    (
        r"Invalid hex value.*|Escaped character is not.*",
        noted("ce caractère écrit avec \\u n’existe pas"),
    ),
)


def parsed(text: str) -> dict[str, Any]:
    """The tables of a TOML text; raises `Faulty` with the line of the first syntax fault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        line = _line(str(fault), text)
        raise Faulty("toml", _seen(text, line) or _said(str(fault)), line) from None
    except RecursionError:
        raise Faulty("toml.depth", TOO_DEEP) from None
    except (ValueError, OverflowError):
        raise Faulty("toml", TOO_LARGE) from None
    _bounded(data)
    return data


TOO_DEEP = say(
    "Trop de niveaux emboîtés : {depth} au plus. Vérifiez les crochets et les accolades.",
    depth=MAX_DEPTH,
)
TOO_LARGE = say(
    "Un nombre ou une date de ce fichier dépasse tout ce qui peut être calculé : corrigez-le."
)


def _bounded(data: dict[str, Any]) -> None:
    """Refuse what later steps could not print or walk: endless nesting, giant integers."""
    pending: list[tuple[Any, int]] = [(data, 0)]
    while pending:
        value, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise Faulty("toml.depth", TOO_DEEP)
        if isinstance(value, int) and abs(value) > MAX_INTEGER:
            raise Faulty("toml", TOO_LARGE)
        inner = value.values() if isinstance(value, dict) else value
        if isinstance(value, (dict, list)):
            pending += [(item, depth + 1) for item in inner]


CURLY = re.compile(r"=\s*[“”«‘’]")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
WHOLE = re.compile(r'"""[\s\S]*?"""')
COMMENT = re.compile(r"#.*")
ENDED = re.compile(r",\s*\}")


def _seen(text: str, line: int) -> str:
    """What the faulty line itself shows, when it is plainer than what the reader of TOML says."""
    rows = text.splitlines()
    here = rows[line - 1] if 0 < line <= len(rows) else ""
    if CURLY.search(here):
        return say(
            "Le fichier n’est pas du TOML : un texte s’écrit entre guillemets droits, "
            '"comme ceci", et non entre « guillemets français » ni “anglais”.'
        )
    if ENDED.search(QUOTED.sub("", here)):
        return say(
            "Le fichier n’est pas du TOML : pas de virgule avant l’accolade qui ferme une fiche."
        )
    if _left_open(here) or _left_open("\n".join(rows[: line - 1])):
        return say(
            "Le fichier n’est pas du TOML : une fiche entre accolades tient sur une seule ligne. "
            "Réunissez ces lignes, ou ouvrez un bloc [[…]]."
        )
    return ""


def _left_open(text: str) -> bool:
    """Whether these lines open a record that they do not close, in the line or far above."""
    bare = COMMENT.sub("", QUOTED.sub("", WHOLE.sub("", text)))
    return bare.count("{") > bare.count("}")


def _said(fault: str) -> str:
    bare = re.sub(r" \(at [^()]*\)$", "", fault)
    for pattern, saying in SAYINGS:
        if found := re.fullmatch(pattern, bare):
            return say(
                "Le fichier n’est pas du TOML : {fault}.",
                fault=say(saying, name=found[1] if found.groups() else ""),
            )
    return say("Le fichier n’est pas du TOML : cette ligne n’est pas comprise.")


def _line(fault: str, text: str) -> int:
    """The line in the message, or the last one that holds something."""
    found = re.search(r"at line (\d+)", fault)
    return int(found[1]) if found else max(1, text.rstrip().count("\n") + 1)
