"""What each funder brings, and what it paid for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Cohort
from cordee.journeys.strategy.models.lines import AccountLine


class Funding(AccountLine):
    """A line of the accounts of a cohort: who, what for, how much, in money or in kind (R306)."""

    class Nature(models.TextChoices):
        """What is brought: only the first is money."""

        CASH = "cash", _("argent")
        IN_KIND = "in_kind", _("en nature")
        SKILLS = "skills", _("mécénat de compétences")
        VOLUNTEER = "volunteer", _("bénévolat")

    class Form(models.TextChoices):
        """Under which agreement; three natures that are not mixed up (R336)."""

        GRANT = "grant", _("subvention")
        CONVENTION = "convention", _("convention")
        SERVICE = "service", _("prestation")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="funding")
    funder = models.CharField(_("financeur"), max_length=250)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    form = models.CharField(_("cadre"), max_length=10, choices=Form)
    what = models.CharField(_("ce que cela paie"), max_length=300)
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2)
    days = models.DecimalField(_("jours"), max_digits=7, decimal_places=2, null=True)
    rate = models.DecimalField(_("valeur d’un jour"), max_digits=9, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("apport d’un financeur")
        verbose_name_plural = _("apports des financeurs")
        ordering = ("funder", "on", "pk")

    def __str__(self) -> str:
        return f"{self.funder} {self.amount}"
