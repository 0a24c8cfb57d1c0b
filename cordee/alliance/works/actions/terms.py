"""Keep the controlled lists of the alliance (R216, R225)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cordee.alliance.works import events
from cordee.alliance.works.models import Term
from cordee.alliance.works.rules.workstreams import USUAL
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def keep_term(list_: str, label: str, *, by: User, at: datetime) -> Term:
    """Add a word at the end of a list, or propose again one that was retired."""
    word = tidy(label)
    if not word:
        raise Refused(missing("term.label", "label", _("Écrivez le mot à ajouter.")))
    last = Term.objects.filter(list=list_).aggregate(last=Max("rank"))["last"]
    known = Term.objects.filter(list=list_, label=word, retired_at__isnull=False).first()
    if known is not None:
        known.retired_at = None
        known.save(update_fields=("retired_at",))
    try:
        with transaction.atomic():
            made = known or Term.objects.create(
                list=list_, label=word, rank=0 if last is None else last + 1
            )
    except IntegrityError as error:
        said = _("Ce mot est déjà dans la liste.")
        raise Refused(broken("term.twice", "label", said)) from error
    record(events.TermKept(term=made.pk), by=by, at=at)
    return made


@transaction.atomic
def retire_term(term: Term, *, by: User, at: datetime) -> None:
    """Propose a word no more; what stands under it stays there."""
    if Term.objects.filter(pk=term.pk, retired_at=None).update(retired_at=at):
        record(events.TermRetired(term=term.pk), by=by, at=at)


@transaction.atomic
def take_usual(*, by: User, at: datetime) -> int:
    """Fill the lists that are still empty with the usual words; how many were added."""
    begun = set(Term.objects.order_by().values_list("list", flat=True).distinct())
    words = [(name, one) for name, every in USUAL.items() if name not in begun for one in every]
    for name, one in words:
        keep_term(name, one, by=by, at=at)
    return len(words)
