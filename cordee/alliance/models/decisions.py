"""What organs decide on money, where each member stood, what is objected."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.alliance.models.objections import AnsweredObjection
from cordee.alliance.models.organs import Organ
from cordee.people.models import Person


class MoneyDecision(models.Model):
    """What an organ decided of a sum: an act, whose content never changes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="decisions")
    on = models.DateField(_("date"))
    purpose = models.CharField(_("objet"), max_length=300)
    beneficiary = models.CharField(_("bénéficiaire"), max_length=200)
    asked = models.DecimalField(_("somme demandée"), max_digits=12, decimal_places=2, null=True)
    amount = models.DecimalField(_("somme"), max_digits=12, decimal_places=2)
    reason = models.TextField(_("raison"))
    adopted = models.BooleanField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_because = models.CharField(max_length=300, blank=True)
    """Recorded by mistake: it stays readable, and counts no more."""

    class Meta:
        verbose_name = _("décision sur l’argent")
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["-on", "-id"], name="money_decisions_listed"),)

    def __str__(self) -> str:
        return self.purpose


class Position(models.Model):
    """Where a member stood: for, against, abstaining, or withdrawn and why."""

    class Said(models.TextChoices):
        """What she said."""

        FOR = "for", _("pour")
        AGAINST = "against", _("contre")
        ABSTAIN = "abstain", _("abstention")
        WITHDRAWN = "withdrawn", _("déport")

    decision = models.ForeignKey(MoneyDecision, on_delete=models.PROTECT, related_name="positions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=10, choices=Said)
    reason = models.CharField(_("raison du déport"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("voix d’un organe")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["decision", "person"], name="one_position_a_member"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.said}"


class Objection(AnsweredObjection):
    """An objection to a decision: heard and answered, never a veto (R218, R219)."""

    class Outcome(models.TextChoices):
        """What became of it."""

        HEEDED = "heeded", _("prise en compte")
        WITHDRAWN = "withdrawn", _("retirée par qui l’a faite")
        KEPT = "kept", _("maintenue, sans empêcher la décision")

    decision = models.ForeignKey(MoneyDecision, on_delete=models.PROTECT, related_name="objections")
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("objection")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.author}"
