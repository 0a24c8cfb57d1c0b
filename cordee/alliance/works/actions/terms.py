"""Keep the controlled lists of the alliance (R216, R225)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.alliance.actions.words import offer_word, retire_word
from cordee.alliance.works import events
from cordee.alliance.works.models import Term
from cordee.alliance.works.rules.workstreams import USUAL
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def keep_term(list_: str, label: str, *, by: User, at: datetime) -> Term:
    """Add a word at the end of a list, or propose again one that was retired. Raises `Refused`."""
    made = offer_word(Term, label, list=list_)
    record(events.TermKept(term=made.pk), by=by, at=at)
    return made


@transaction.atomic
def retire_term(term: Term, *, by: User, at: datetime) -> None:
    """Propose a word no more; what stands under it stays there."""
    if retire_word(term, at=at):
        record(events.TermRetired(term=term.pk), by=by, at=at)


@transaction.atomic
def take_usual(*, by: User, at: datetime) -> int:
    """Fill the lists that are still empty with the usual words; how many were added."""
    begun = set(Term.objects.order_by().values_list("list", flat=True).distinct())
    words = [(name, one) for name, every in USUAL.items() if name not in begun for one in every]
    for name, one in words:
        keep_term(name, one, by=by, at=at)
    return len(words)
