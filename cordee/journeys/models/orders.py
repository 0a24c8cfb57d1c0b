"""Orders given to those who were chosen, where the call is a framework: whose turn, what answer."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Participation
from cordee.kernel import french
from cordee.kernel.speech import heard


class Order(models.Model):
    """An order given to a winner; refused, it goes to another, and its trace stays."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("attend sa réponse")
        ACCEPTED = "accepted", _("acceptée")
        DECLINED = "declined", _("refusée")
        WITHDRAWN = "withdrawn", _("retirée")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="orders"
    )
    call_off = models.CharField(_("façon de commander"), max_length=60)
    label = models.CharField(_("objet"), max_length=200)
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    on = models.DateField(_("donnée le"))
    reply_by = models.DateField(_("réponse attendue le"), null=True)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.ASKED)
    because = models.CharField(_("raison"), max_length=300, blank=True)
    """Why it goes to this one, when it is not its turn."""
    withdrawn_because = models.CharField(_("raison du retrait"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("commande")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.label

    @property
    def said(self) -> str:
        """« 12 000 € »."""
        return heard(french.money(self.amount, self.currency))
