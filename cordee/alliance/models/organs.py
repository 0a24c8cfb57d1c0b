"""Organs, who sits in them, when they meet."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordee.people.models import Person


class Organ(models.Model):
    """A bureau, a board: which sums it decides, with how many of its members (R213, R221)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(_("nom"), max_length=120, unique=True)
    decides = models.CharField(_("décide"), max_length=300)
    ceiling = models.DecimalField(_("plafond"), max_digits=12, decimal_places=2, null=True)
    """The most that one decision may grant; none: any sum."""
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=0)
    meets_every = models.PositiveSmallIntegerField(_("mois entre deux réunions"), null=True)
    """It meets at least once in so many months; none: when it wants (R116, R199)."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("organe")
        ordering = ("label", "pk")

    def __str__(self) -> str:
        return self.label


class Mandate(models.Model):
    """Someone sits in an organ, from a day to another (R210)."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    title = models.CharField(_("fonction"), max_length=120, blank=True)
    starts = models.DateField(_("début"))
    ends = models.DateField(_("fin"), null=True)
    """Its last day; none while it runs."""

    class Meta:
        verbose_name = _("mandat")
        ordering = ("starts", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="mandate_ends_after"
            ),
            models.UniqueConstraint(
                fields=["organ", "person"], condition=Q(ends=None), name="one_running_mandate"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.title}" if self.title else str(self.person)


class OrganMeeting(models.Model):
    """An organ met: the day, how many were there, in a few words what for (R203, R207)."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField(_("date"))
    attended = models.PositiveSmallIntegerField(_("personnes présentes"))
    note = models.CharField(_("objet"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("réunion d’un organe")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.organ} {self.on}"
