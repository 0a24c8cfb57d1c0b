"""Reading contributions: who pays, what was asked and received, the lines of the accountant."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from cordee.journeys.models import Charge, Claim
from cordee.journeys.queries.ledger import held_days
from cordee.journeys.rules.fees import Back, back_said, given_back
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort, Participation


def payer(participation: Participation) -> dict[str, str]:
    """Who pays, as far as it is known: the last paper's words, or the name of the territory."""
    last = Claim.objects.filter(charge__participation=participation).order_by("-at").first()
    if last is None:
        return {"name": participation.name}
    return {**last.content["buyer"], "email": last.sent_to}


def last_claim(charge: Charge) -> str:
    """The number of the last paper that asked for the same contribution; nothing without one."""
    rows = Claim.objects.filter(charge__participation=charge.participation_id,
                                charge__fee=charge.fee, kind=Claim.Kind.CLAIM)  # fmt: skip
    return rows.order_by("-at", "-pk").values_list("number", flat=True).first() or ""


def charges(cohort: Cohort) -> QuerySet[Charge]:
    """What the territories of a cohort owe, with its papers."""
    rows = Charge.objects.filter(participation__cohort=cohort).select_related("participation")
    return rows.prefetch_related("claims").order_by("participation__name", "pk")


def telling_back(cohort: Cohort, rows: Iterable[Charge]) -> list[Charge]:
    """The same contributions, each saying what is given back where its territory has left."""
    found = list(rows)
    fees = {one.key: one for one in cohort.edition.definition.fees if one.refunds}
    if not any(one.fee in fees and one.participation.ends for one in found):
        return found
    held = held_days(cohort.meetings.filter(participation=None))
    for one in found:
        fee, left = fees.get(one.fee), one.participation.ends
        if fee is not None and left is not None and one.amount > 0:
            untils = [deadline(cohort.edition.definition, x.until, held).last if x.until else None
                      for x in fee.refunds]  # fmt: skip
            back = given_back(fee, left, untils) or Back(Decimal(0))
            one.back = back_said(back, one.amount, one.currency, paid=one.paid_at is not None)
    return found


def sums(cohort: Cohort) -> dict[str, Decimal]:
    """In units of the currency: due, asked, received, expected still."""
    found = Charge.objects.filter(participation__cohort=cohort).aggregate(
        due=Sum("amount"),
        asked=Sum("amount", filter=~Q(claimed_at=None)),
        received=Sum("amount", filter=~Q(paid_at=None)),
    )
    known = {key: value or Decimal(0) for key, value in found.items()}
    return known | {"expected": known["due"] - known["received"]}


def papers_of(cohort: Cohort) -> Iterator[list[Any]]:
    """A line a paper, the head first: numbers, dates, both parties, amounts, what became of it."""
    yield [
        _("Numéro"), _("Nature"), _("Date"), _("Échéance"), _("Territoire"), _("Payeur"), "SIRET",
        _("Code service"), _("Numéro d’engagement"), _("Objet"), _("Hors taxe"), _("TVA"),
        _("À payer"), _("Monnaie"), _("Reçue le"), _("Annule"),
    ]  # fmt: skip
    rows = Claim.objects.filter(charge__participation__cohort=cohort)
    for one in rows.select_related("charge__participation", "takes_back").order_by("number"):
        yield _line(one)


def _line(one: Claim) -> list[Any]:
    said, sign = one.content, -1 if one.kind == Claim.Kind.CREDIT else 1
    buyer, paid = said["buyer"], one.charge.paid_at
    stands = one.takes_back_id is None and one.charge.claimed_at == one.at
    return [
        one.number, one.get_kind_display(), said["date"], said["due"],
        one.charge.participation.name, buyer["name"], buyer["siret"], buyer["service"],
        buyer["order_number"], said["label"],
        *(sign * Decimal(said[key]) for key in ("net", "tax", "gross")), said["currency"],
        paid.date().isoformat() if paid and stands else "", said.get("takes_back", ""),
    ]  # fmt: skip
