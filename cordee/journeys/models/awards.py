"""What a winner receives: an award, cut into payments that each wait for something."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Participation
from cordee.kernel import french
from cordee.kernel.speech import heard
from cordee.programme.schema.money import Instalment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo


class Award(models.Model):
    """Money given to a territory by an aid of the programme, and the rule or reason for it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="awards"
    )
    grant = models.CharField(_("aide"), max_length=60)
    label = models.CharField(_("intitulé"), max_length=250)
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    because = models.CharField(_("raison"), max_length=300)
    spent = models.DecimalField(_("dépensé"), max_digits=14, decimal_places=2, default=0)
    """What the territory says it spent by now, for payments that wait for it."""
    spent_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    terms: Sequence[str] = ()
    """What it carries with it, in figures, when a page tells it."""

    class Meta:
        verbose_name = _("aide accordée")
        verbose_name_plural = _("aides accordées")
        ordering = ("participation", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["participation", "grant"],
                condition=models.Q(withdrawn_at=None),
                name="one_award_a_grant",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def said(self) -> str:
        """« 12 000 € »."""
        return heard(french.money(self.amount, self.currency))

    @property
    def spent_said(self) -> str:
        """« 3 500 € »."""
        return heard(french.money(self.spent, self.currency))


class Payout(models.Model):
    """A payment of an award: what it waits for is frozen with it; released, then paid (acts)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="payouts")
    rank = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(default=0)
    """Its place among those that come back, from 0."""
    label = models.CharField(_("versement"), max_length=250)
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    rule = models.JSONField(default=dict)
    """The part of the aid it obeys (`Instalment`), as the rules of the award said it."""
    released_at = models.DateTimeField(_("débloqué le"), null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    because = models.CharField(_("constaté"), max_length=300, blank=True)
    paid_on = models.DateField(_("versé le"), null=True)
    reference = models.CharField(_("référence"), max_length=80, blank=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("versement")
        ordering = ("award", "rank")
        constraints = (models.UniqueConstraint(fields=["award", "rank"], name="one_payout"),)

    def __str__(self) -> str:
        return self.label

    @property
    def zone(self) -> ZoneInfo:
        """The wall clock of its programme."""
        return self.award.participation.zone

    @property
    def part(self) -> Instalment:
        """What it waits for."""
        return Instalment.model_validate(self.rule)

    @property
    def said(self) -> str:
        """« 6 000 € »."""
        return heard(french.money(self.amount, self.award.currency))
