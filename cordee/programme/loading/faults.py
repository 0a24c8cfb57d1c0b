"""What pydantic refuses, said in French: what is wrong, and what to write."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cordee.kernel.french import capitalized, ended, listed, plural, quoted, say, strung, unaccented
from cordee.kernel.speech import noted, table
from cordee.programme.loading.meaning import meant, word_meant
from cordee.programme.remarks import Path, Remark, Severity
from cordee.programme.schema import shape
from cordee.programme.schema.base import KEY
from cordee.programme.schema.dates import ISO_DURATION
from cordee.programme.schema.words import LANGUAGE

MAX_FAULTS = 500
"""Beyond, the rest is counted: nobody reads more at once."""
SHOWN = 60
"""Characters of a faulty value shown back."""

PATTERNS = table(
    {
        KEY: "une clé s’écrit en minuscules sans accent, chiffres, - ou _",
        LANGUAGE: "un code de langue est attendu : fr, en, nl ou en-GB",
        ISO_DURATION: 'une durée est attendue : "P1M", "P10D", "PT48H"',
    }
)


def remarks(
    refusal: ValidationError, data: Mapping[str, Any], root: type[BaseModel]
) -> list[Remark]:
    """One remark per faulty place: the several attempts of a union are said once."""
    by_path: dict[Path, list[ErrorDetails]] = {}
    for error in refusal.errors(include_url=False):
        if _hollow(error):
            continue
        by_path.setdefault(_path(error, data), []).append(error)
    said = [_remark(path, errors, data, root) for path, errors in by_path.items()]
    return said[:MAX_FAULTS] + _rest(len(said) - MAX_FAULTS)


def _hollow(error: ErrorDetails) -> bool:
    """A list found short only because its faulty items, told apart, were not counted."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _rest(count: int) -> list[Remark]:
    if count <= 0:
        return []
    message = say(
        "Il reste {count} : corrigez déjà celles-ci.",
        count=plural(count, "autre faute", "autres fautes"),
    )
    return [Remark("schema.more", (), Severity.ERROR, message)]


def _remark(
    path: Path, errors: list[ErrorDetails], data: Mapping[str, Any], root: type[BaseModel]
) -> Remark:
    error = errors[0]
    if error["type"] == "extra_forbidden":
        record = shape.record_at(root, data, path[:-1])
        sentence = _unknown(str(path[-1]), record, shape.fields(root) if len(path) > 1 else ())
    elif len(errors) > 1:
        sentence = _either(errors)
    else:
        sentence = SENTENCES.get(error["type"], _other)(error)
    return Remark(f"schema.{error['type']}", path, Severity.ERROR, sentence)


def _path(error: ErrorDetails, data: Any) -> Path:
    """The place in the file: pydantic's own, without the names of the alternatives it tried."""
    path: Path = ()
    for step, part in enumerate(error["loc"]):
        last = step == len(error["loc"]) - 1
        if isinstance(data, dict) and (part in data or (last and error["type"] == "missing")):
            path, data = (*path, part), data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path, data = (*path, part), data[part]
    return path


def _unknown(name: str, record: type[BaseModel] | None, top: Collection[str] = ()) -> str:
    """A field that does not exist: where it belongs, the one probably meant, or the whole list."""
    known = list(shape.fields(record)) if record else []
    if name in top:
        return say(
            "{name} n’existe pas ici, mais à la racine : après un crochet, une ligne "
            "appartient à son bloc. Écrivez-la en haut du fichier, avant tout crochet.",
            name=quoted(name),
        )
    if near := meant(name, known, *_names(record)):
        return say(
            "{name} n’existe pas ici : vouliez-vous dire {near} ?",
            name=quoted(name),
            near=quoted(near),
        )
    return say(
        "{name} n’existe pas ici. On peut y écrire : {listed}.",
        name=quoted(name),
        listed=listed(sorted(known)),
    )


def _names(record: type[BaseModel] | None) -> list[str]:
    return [one.__name__ for one in record.__mro__] if record else []


def _either(errors: list[ErrorDetails]) -> str:
    kinds = list(
        dict.fromkeys(EXPECTED.get(error["type"], say("une autre valeur")) for error in errors)
    )
    return say(
        "{errors} ne convient pas : il faut {kinds}.",
        errors=_shown(errors[0]),
        kinds=listed(kinds, "ou"),
    )


EXPECTED = table(
    {
        "string_type": "un texte entre guillemets",
        "int_type": "un nombre entier",
        "int_parsing": "un nombre entier",
        "int_from_float": "un nombre entier",
        "float_type": "un nombre",
        "float_parsing": "un nombre",
        "bool_type": "true ou false",
        "bool_parsing": "true ou false",
        "date_type": "une date comme 2024-12-19",
        "datetime_type": "une date et une heure comme 2024-12-19T12:00:00",
        "tuple_type": "une liste entre crochets",
        "model_type": "une table { … }",
        "model_attributes_type": "une table { … }",
        "dict_type": "une table { … }",
    }
)


def _expects(what: str) -> Callable[[ErrorDetails], str]:
    return lambda error: say(
        "{error} ne convient pas : il faut {what}.", error=_shown(error), what=what
    )


def _list(error: ErrorDetails) -> str:
    """One value, or one block, where several are expected."""
    value = error["input"]
    if isinstance(value, dict):
        name = _dotted(error)
        return say("Ce bloc se répète : écrivez [[{name}]], avec deux crochets.", name=name)
    if isinstance(value, str):
        return say(
            '{error} ne convient pas : il faut une liste entre crochets, comme ["{value}"].',
            error=_shown(error),
            value=" ".join(value.split())[:SHOWN],
        )
    return _expects(EXPECTED["tuple_type"])(error)


def _block(error: ErrorDetails) -> str:
    """Several blocks where there is one, or a plain value where a block is expected."""
    if isinstance(error["input"], list):
        name = _dotted(error)
        return say("Ce bloc est unique : écrivez [{name}], avec un seul crochet.", name=name)
    return _expects(EXPECTED["model_type"])(error)


def _dotted(error: ErrorDetails) -> str:
    return ".".join(str(one) for one in error["loc"] if not isinstance(one, int))


def _allowed(error: ErrorDetails) -> str:
    """A word outside a closed list."""
    known = _words(error.get("ctx", {}).get("expected", ""))
    near = word_meant(str(error["input"]), known) if isinstance(error["input"], str) else ""
    meant = MEANT.get((str(error["loc"][-1] if error["loc"] else ""), str(error["input"])))
    meant = meant or MEANT.get((_field(error), str(error["input"])), "")
    hint = (
        strung(" : ", meant, between="")
        if meant
        else say(" : vouliez-vous dire {near} ?", near=quoted(near))
        if near
        else "."
    )
    return say(
        "{error} n’est pas prévu{hint} Valeurs possibles : {known}.",
        error=_shown(error),
        hint=hint,
        known=listed(known, "ou"),
    )


def _field(error: ErrorDetails) -> str:
    """The field a faulty word stands in, lists passed over."""
    return next((str(one) for one in reversed(error["loc"]) if not isinstance(one, int)), "")


MEANT = table(
    {
        ("method", "threshold"): "un seuil s’écrit dans l’étape de décision "
        '(keeps = "threshold", threshold = 60) ; ici, écrivez method = "all_admitted".',
        ("method", "vote"): 'un vote est une étape de décision : kind = "public_vote".',
        ("ways", "phone"): "un dossier ne se reçoit pas par téléphone : donnez le numéro dans "
        "[[contacts]], ou un rendez-vous dans un [[milestones]].",
        ("ways", "meeting"): "un entretien n’est pas une façon de déposer : écrivez une étape de "
        'décision, kind = "hearing".',
        ("per", "team"): 'par équipe lauréate, c’est per = "project".',
        ("per", "file"): 'par dossier lauréat, c’est per = "project".',
    }
)
"""Words that people write and that mean something else here, with what to write instead."""


def _words(expected: str) -> list[str]:
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]


def _tag(error: ErrorDetails) -> str:
    """A record whose kind is unknown."""
    context = error["ctx"]
    known = _words(context["expected_tags"])
    near = word_meant(context["tag"], known)
    hint = say(" : vouliez-vous dire {near} ?", near=quoted(near)) if near else "."
    name = _tag_name(error)
    said = say(
        "Dans {name}, {context} n’est pas prévu{hint}",
        name=name,
        context=quoted(context["tag"]),
        hint=hint,
    )
    return say("{said} Valeurs possibles : {known}.", said=said, known=listed(known, "ou"))


def _untagged(error: ErrorDetails) -> str:
    name = _tag_name(error)
    if not isinstance(error["input"], dict):
        return say(
            "{error} ne convient pas : il faut une table avec {name}.",
            error=_shown(error),
            name=quoted(name),
        )
    return say(
        'Il manque {name}, qui dit de quelle sorte est ceci : écrivez {name2} = "…".',
        name=quoted(name),
        name2=name,
    )


def _tag_name(error: ErrorDetails) -> str:
    return str(error["ctx"]["discriminator"]).strip("'")


def _pattern(error: ErrorDetails) -> str:
    asked = PATTERNS.get(
        error["ctx"]["pattern"], say("l’écriture de cette valeur n’est pas reconnue")
    )
    slug = "-".join(unaccented(str(error["input"])).split())
    hint = (
        say(" ; par exemple {slug}", slug=quoted(slug))
        if error["ctx"]["pattern"] == KEY and slug
        else ""
    )
    return say(
        "{error} ne convient pas : {asked}{hint}.", error=_shown(error), asked=asked, hint=hint
    )


def _own(error: ErrorDetails) -> str:
    """A sentence written by the vocabulary itself."""
    said = error["ctx"]["error"].args if "ctx" in error else ()
    return ended(capitalized(said[0] if said else error["msg"]))


def _bound(sentence: str, limit: str) -> Callable[[ErrorDetails], str]:
    return lambda error: say(sentence, error=_shown(error), limit=error["ctx"][limit])


def _missing(error: ErrorDetails) -> str:
    return say(
        "Il manque {quoted} : cette ligne est obligatoire.", quoted=quoted(str(error["loc"][-1]))
    )


def _too_few(error: ErrorDetails) -> str:
    return say(
        "Il en faut au moins {error} : complétez cette liste.", error=error["ctx"]["min_length"]
    )


def _other(error: ErrorDetails) -> str:
    return say(
        "{error} ne convient pas ici ({replace}).",
        error=_shown(error),
        replace=error["type"].replace("_", " "),
    )


def _shown(error: ErrorDetails) -> str:
    """The faulty value, shortened."""
    value = error["input"]
    if isinstance(value, bool):
        return quoted("true" if value else "false")
    if isinstance(value, (dict, list)):
        return say("Cette table") if isinstance(value, dict) else say("Cette liste")
    text = " ".join(str(value).split())
    return quoted(text if len(text) <= SHOWN else text[: SHOWN - 1] + "…")


SENTENCES: dict[str, Callable[[ErrorDetails], str]] = {
    **{kind: _expects(what) for kind, what in EXPECTED.items()},
    "tuple_type": _list,
    "model_type": _block,
    "missing": _missing,
    "literal_error": _allowed,
    "enum": _allowed,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _untagged,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _expects(say("un texte qui ne soit pas vide")),
    "string_too_long": _bound(
        noted("{error} ne convient pas : le texte a plus de {limit} caractères."),
        "max_length",
    ),
    "too_short": _too_few,
    "too_long": _bound(
        noted("{error} ne convient pas : la liste a plus de {limit} lignes."),
        "max_length",
    ),
    "greater_than": _bound(noted("{error} ne convient pas : il faut plus que {limit}."), "gt"),
    "greater_than_equal": _bound(
        noted("{error} ne convient pas : il faut au moins {limit}."), "ge"
    ),
    "less_than": _bound(noted("{error} ne convient pas : il faut moins que {limit}."), "lt"),
    "less_than_equal": _bound(noted("{error} ne convient pas : il faut au plus {limit}."), "le"),
    "int_parsing_size": _expects(say("un nombre plus petit")),
    "finite_number": _expects(say("un nombre")),
    "string_unicode": _expects(say("un texte")),
    "value_error": _own,
    "assertion_error": _own,
}
