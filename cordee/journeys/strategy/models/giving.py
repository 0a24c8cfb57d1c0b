"""Days that allies give or are paid for; help given outside any programme."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models import Cohort
from cordee.journeys.strategy.models.lines import AccountLine


class Contribution(AccountLine):
    """Days of an ally: who, which activity, how many, at what price, paid or given (R304-R306)."""

    class Activity(models.TextChoices):
        """What the days were for."""

        BUILDING = "building", _("co-construction")
        DIAGNOSIS = "diagnosis", _("diagnostic")
        TRAINING = "training", _("formation")
        PRESENCE = "presence", _("présence aux journées")
        PRODUCTION = "production", _("production")
        OTHER = "other", _("autre")

    class Manner(models.TextChoices):
        """Whether the ally was paid; only the first is money."""

        PAID = "paid", _("rétribués")
        GIVEN = "given", _("bénévoles")
        SKILLS = "skills", _("mécénat de compétences")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="contributions")
    name = models.CharField(_("allié·e"), max_length=160)
    structure = models.CharField(_("structure"), max_length=200, blank=True)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="contributions"
    )
    activity = models.CharField(_("activité"), max_length=10, choices=Activity)
    manner = models.CharField(_("manière"), max_length=6, choices=Manner)
    what = models.CharField(_("ce qui a été fait"), max_length=300)
    days = models.DecimalField(_("jours"), max_digits=7, decimal_places=2)
    rate = models.DecimalField(_("valeur d’un jour"), max_digits=9, decimal_places=2)
    funder = models.CharField(_("qui finance"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("jours d’un allié")
        verbose_name_plural = _("jours d’alliés")
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.who} {self.days}"

    @property
    def who(self) -> str:
        """« Ada (CPIE) », « CPIE », whichever is known; nobody once she is forgotten."""
        if self.name and self.structure:
            return f"{self.name} ({self.structure})"
        return self.name or self.structure or gettext("un·e allié·e")


class Support(models.Model):
    """Help given outside any programme, to a territory or to an ally (R337, R342)."""

    class Towards(models.TextChoices):
        """Whom it helps."""

        TERRITORY = "territory", _("un territoire")
        ALLY = "ally", _("un allié")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    towards = models.CharField(_("qui est soutenu"), max_length=9, choices=Towards)
    name = models.CharField(_("nom"), max_length=250)
    territory = models.ForeignKey(
        "territories.Territory", null=True, on_delete=models.PROTECT, related_name="supports"
    )
    nature = models.TextField(_("ce qui est apporté"))
    partners = models.TextField(_("avec qui, un par ligne"), blank=True)
    outputs = models.TextField(_("ce qui en est sorti, un par ligne"), blank=True)
    starts = models.DateField(_("depuis le"))
    ends = models.DateField(_("jusqu’au"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("appui hors programme")
        verbose_name_plural = _("appuis hors programme")
        ordering = ("-starts", "-pk")

    def __str__(self) -> str:
        return self.name


class SupportStep(models.Model):
    """One time of a support: when, what kind, how many days, with how many people."""

    class Kind(models.TextChoices):
        """What was done that day."""

        VISIT = "visit", _("visite")
        CALL = "call", _("échange à distance")
        TALK = "talk", _("intervention")
        TRAINING = "training", _("formation")
        DIAGNOSIS = "diagnosis", _("diagnostic")
        PRODUCTION = "production", _("production")
        OTHER = "other", _("autre")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    support = models.ForeignKey(Support, on_delete=models.PROTECT, related_name="steps")
    on = models.DateField(_("date"))
    kind = models.CharField(_("nature"), max_length=10, choices=Kind)
    days = models.DecimalField(_("jours passés"), max_digits=6, decimal_places=2)
    people = models.PositiveIntegerField(_("personnes rencontrées"), null=True)
    what = models.CharField(_("ce qui s’est fait"), max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("étape d’un appui")
        verbose_name_plural = _("étapes d’un appui")
        ordering = ("support", "on", "pk")

    def __str__(self) -> str:
        return f"{self.support_id} {self.on}"
