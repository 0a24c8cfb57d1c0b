"""What a definition and a form say, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy

from cordee.kernel.bodies import BESIDE, Kind

if TYPE_CHECKING:
    from cordee.programme.schema import Definition

CONTACT = {
    "name": gettext_lazy("Nom et prénom"),
    "capacity": gettext_lazy("Qualité"),
    "organisation": gettext_lazy("Structure"),
    "service": gettext_lazy("Service"),
    "email": gettext_lazy("Adresse électronique"),
    "phone": gettext_lazy("Téléphone"),
    "address": gettext_lazy("Adresse postale"),
}


def said(words: Any) -> str:
    """Words of a definition in the language of the page."""
    if words is None:
        return ""
    into = getattr(words, "into", None)
    return into(get_language() or "fr") if into else str(words)


def kinds_of(definition: Definition) -> dict[str, str]:
    """The kinds of applicants and their names: those of the house, then the call's own."""
    known = {kind.value: kind.label for kind in Kind}
    beside = {key: noun for key, (noun, _plural) in BESIDE.items()}
    return known | beside | {one.key: said(one.label) for one in definition.kinds}
