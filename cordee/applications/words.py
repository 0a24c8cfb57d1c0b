"""What a definition and a form say, in the language of the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext_lazy

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
