"""Say each fact of the journal in one French sentence."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from string import Formatter
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.kernel import french
from cordee.kernel.typography import NBSP
from cordee.ledger.events import KNOWN

if TYPE_CHECKING:
    from cordee.ledger.models import Entry


class Spoken(Formatter):
    """Writes `{amount:money}` as the house writes money, `{count:note|notes}` with its noun."""

    def format_field(self, value: Any, spec: str) -> str:
        """One value in its sentence; a sum is kept as the text of its euros."""
        one, many = spec.split("|") if "|" in spec else ("", "")
        if many:
            single = value == 1 or (value == 0 and (get_language() or "fr").startswith("fr"))
            return f"{french.number(value)}{NBSP}{one if single else many}"
        return french.money(Decimal(value)) if spec == "money" else format(value, spec)


SPOKEN = Spoken()


def sentence(entry: Entry) -> str:
    """What happened, in words; a fact that no code knows any more keeps its kind."""
    event = KNOWN.get(entry.kind)
    if event is None or not event.saying:
        return entry.kind
    try:
        said = SPOKEN.vformat(str(event.saying), (), {**entry.payload, "actor": actor(entry)})
    except (KeyError, ValueError, IndexError, AttributeError, InvalidOperation):
        return entry.kind
    return said[:1].upper() + said[1:]


def naming(kind: str) -> str:
    """A kind of fact in words, as a filter offers it: its sentence, without who and how many."""
    event = KNOWN.get(kind)
    if event is None or not event.saying:
        return kind
    said = str(event.saying).replace("{actor}", "").strip(" .")
    said = re.sub(r"\{\w+:[^|}]*\|([^}]*)\}", r"… \1", said)
    said = re.sub(r"\{\w+(?::\w+)?\}", "…", said)
    return said[:1].upper() + said[1:]


def thing(entry: Entry) -> str:
    """What a fact is about, as people call it, and its number."""
    return f"{_names().get(entry.subject_type, entry.subject_type)} {entry.subject_id}".strip()


def _names() -> dict[str, str]:
    """What each kind of row is called in French."""
    every = (one._meta for one in apps.get_models())  # noqa: SLF001 - Django's documented way in
    return {one.model_name or "": str(one.verbose_name) for one in every}


def actor(entry: Entry) -> str:
    """Who acted: a name, the system, or someone whose name was erased."""
    if entry.actor_label:
        return entry.actor_label
    return _("une personne effacée") if entry.actor_commitment else _("le système")
