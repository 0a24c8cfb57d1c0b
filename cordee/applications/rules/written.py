"""What a text answered must be: its length, counted as printed, and its format."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from stdnum import bic, iban, lei
from stdnum.eu import vat
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.fr import siren, siret

from cordee.kernel import counting, french
from cordee.kernel.findings import Finding, Strength, broken, missing
from cordee.ledger.rules.mail import ADDRESS
from cordee.programme.schema import questions as q


def measured(limit: q.Limit, text: str) -> str:
    """« 12 lignes sur 20 à 30 »: the seed's own unit, counted as printed."""
    count = counting.measure(text, limit.unit, limit.line_width)
    said = counting.said(count, limit.unit)
    if limit.min and limit.max:
        return french.say(
            "{said} (attendu : {min} à {max})", said=said, min=limit.min, max=limit.max
        )
    if limit.max:
        return french.say("{said} sur {max} au plus", said=said, max=limit.max)
    return (
        french.say("{said} (au moins {min} attendues)", said=said, min=limit.min)
        if limit.min
        else said
    )


def length(limit: q.Limit | None, text: str, label: object, where: str) -> Iterator[Finding]:
    """Remarks on a text too long or too short for its limit."""
    if limit is None:
        return
    count = counting.measure(text, limit.unit, limit.line_width)
    said = french.say("{label} : {measured}.", label=label, measured=measured(limit, text))
    if limit.max is not None and count > limit.max:
        yield _over(limit, count - limit.max, said, where)
    if limit.min is not None and count < limit.min:
        yield missing(
            "answer.too_short",
            where,
            french.say("{said} Vous pouvez développer encore.", said=said),
            strength=limit.min_strength,
        )


def _over(limit: q.Limit, over: int, said: str, where: str) -> Finding:
    """A text too long: refused, or handed in and not read beyond its limit."""
    more = counting.said(over, limit.unit)
    if limit.beyond == "unread":
        sentence = french.say(
            "{said} Ce qui dépasse ({more}) ne sera pas lu.", said=said, more=more
        )
        return broken("answer.too_long", where, sentence, strength=Strength.ADVICE)
    sentence = french.say("{said} Raccourcissez de {more}.", said=said, more=more)
    return broken("answer.too_long", where, sentence, strength=limit.strength)


LONGEST_ADDRESS = 254
"""Signs of an electronic address at most (RFC 5321)."""


def reachable(text: str) -> bool:
    """Whether a letter can be posted to this address: what the post itself would not refuse."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


_URL = re.compile(r"https?://[^\s<>\"]+")


_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{5,20}")


def _stdnum(validate: Callable[[str], str], text: str) -> bool:
    try:
        validate(text)
    except WrongNumber:
        return False
    return True


_FORMATS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "email": (
        reachable,
        french.say("ce n’est pas une adresse électronique (prenom.nom@exemple.fr)"),
    ),
    "url": (_URL.fullmatch, french.say("ce n’est pas une adresse web (https://…)")),
    "phone": (_PHONE.fullmatch, french.say("ce n’est pas un numéro de téléphone")),
    "siren": (
        lambda text: _stdnum(siren.validate, text),
        french.say("ce n’est pas un SIREN (neuf chiffres)"),
    ),
    "siret": (
        lambda text: _stdnum(siret.validate, text),
        french.say("ce n’est pas un SIRET (14 chiffres)"),
    ),
    "bic": (lambda text: _stdnum(bic.validate, text), french.say("ce n’est pas un code BIC")),
    "lei": (
        lambda text: _stdnum(lei.validate, text),
        french.say("ce n’est pas un code LEI (20 caractères)"),
    ),
    "iban": (lambda text: _stdnum(iban.validate, text), french.say("ce n’est pas un IBAN")),
    "vat": (
        lambda text: _stdnum(vat.validate, text),
        french.say("ce n’est pas un numéro de TVA européen"),
    ),
}


def text_faults(question: q.Text, value: Any, where: str) -> Iterator[Finding]:
    """A short text of the wrong length, format or shape."""
    text = counting.tidy(str(value))
    yield from length(question.limit, text, question.label, where)
    fits, said = _FORMATS.get(question.format, (None, ""))
    if fits is not None and not fits(text):
        yield broken(
            "answer.format", where, french.say("{label} : {said}.", label=question.label, said=said)
        )
    if question.shape and not _shaped(text, question.shape):
        said = french.say(
            "{label} : ce code s’écrit comme {shape} ({signs}).",
            label=question.label,
            shape=question.shape,
            signs=SHAPE,
        )
        yield broken("answer.shape", where, french.typeset(said))


def contact_faults(part: str, text: str, label: object, where: str) -> Iterator[Finding]:
    """An address or a number that cannot reach anybody: told, never a reason to refuse a file."""
    fits, said = _FORMATS.get(part if part in {"email", "phone"} else "", (None, ""))
    text = counting.tidy(text)
    if text and fits is not None and not fits(text):
        told = french.say("{label} : « {text} », {said}.", label=label, text=text, said=said)
        yield broken("answer.format", where, told, strength=Strength.ADVICE)


SHAPE = french.say("9 : un chiffre, A : une lettre, * : l’un ou l’autre")


_SIGNS: Mapping[str, Callable[[str], bool]] = {
    "9": lambda sign: sign.isascii() and sign.isdigit(),
    "A": lambda sign: sign.isascii() and sign.isalpha(),
    "*": lambda sign: sign.isascii() and sign.isalnum(),
}


def _shaped(text: str, shape: str) -> bool:
    """Whether a code has the form asked, sign by sign."""
    return len(text) == len(shape) and all(
        _SIGNS.get(wanted, wanted.__eq__)(sign) for sign, wanted in zip(text, shape, strict=True)
    )
