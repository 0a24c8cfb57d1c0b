"""Reports: written part by part, then signed with their figures as they were that day (an act)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models import SharedText
from cordee.reports.rules.accounts import CHARGE, INCOME


class Report(models.Model):
    """A report of a period: each figure with its value, its scope, its source and its rows."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("titre"), max_length=250)
    starts = models.DateField(_("du"))
    ends = models.DateField(_("au"))
    content = models.JSONField(_("contenu"))
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(_("arrêté le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bilan")
        verbose_name_plural = _("bilans")
        ordering = ("-ends", "-pk")

    def __str__(self) -> str:
        return self.title


class ReportDraft(models.Model):
    """A report being written: its plan, its texts, its accounts; frozen once signed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("titre"), max_length=250)
    starts = models.DateField(_("du"))
    ends = models.DateField(_("au"))
    income = models.DecimalField(
        _("total des produits"), max_digits=14, decimal_places=2, null=True
    )
    charges = models.DecimalField(
        _("total des charges"), max_digits=14, decimal_places=2, null=True
    )
    """Totals that the accountant states, compared with the details (R347)."""
    report = models.OneToOneField(Report, null=True, on_delete=models.PROTECT, related_name="draft")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bilan en rédaction")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A part of a report: its text, its figures, what was announced, what comes next (R197)."""

    TEXTS: ClassVar = ("text", "follow_up", "outlook")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="sections")
    rank = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(_("niveau"), default=1)
    title = models.CharField(_("titre"), max_length=200)
    figures = models.JSONField(_("chiffres"), default=list, blank=True)
    announced = models.TextField(_("ce que le bilan précédent annonçait"), blank=True)
    text = models.OneToOneField(SharedText, on_delete=models.PROTECT, related_name="+")
    follow_up = models.OneToOneField(SharedText, on_delete=models.PROTECT, related_name="+")
    outlook = models.OneToOneField(SharedText, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("partie de bilan")
        ordering = ("draft", "rank", "pk")

    def __str__(self) -> str:
        return self.title


class Declared(models.Model):
    """A figure that the house does not know: who says it, where and when (R190, R273, R349)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="declared")
    label = models.CharField(_("ce que c’est"), max_length=200)
    value = models.DecimalField(_("nombre"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unité"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=300)
    on = models.DateField(_("constaté le"))
    against = models.CharField(_("à comparer avec"), max_length=60, blank=True)
    times = models.CharField(_("multiplié par"), max_length=60, blank=True)
    """The figures of the house, or others declared, that should make this one (R251)."""
    why = models.CharField(_("d’où vient l’écart"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("chiffre déclaré")
        ordering = ("draft", "pk")

    def __str__(self) -> str:
        return self.label

    @property
    def key(self) -> str:
        """What its marker names in a text."""
        return f"declare-{self.public_id.hex[:8]}"


class AccountLine(models.Model):
    """A detail of the accounts of a report (R344)."""

    class Side(models.TextChoices):
        """What comes in, what goes out."""

        INCOME = INCOME, _("produits")
        CHARGE = CHARGE, _("charges")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(_("côté"), max_length=6, choices=Side)
    heading = models.CharField(_("poste"), max_length=120)
    label = models.CharField(_("détail"), max_length=200)
    amount = models.DecimalField(_("montant"), max_digits=14, decimal_places=2)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ligne de comptes")
        ordering = ("draft", "side", "pk")

    def __str__(self) -> str:
        return f"{self.heading} {self.label}"
