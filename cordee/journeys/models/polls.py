"""Dates asked before they are fixed: options of a meeting, and what each person says of them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Delegate
from cordee.journeys.models.meetings import Meeting


class DateOption(models.Model):
    """A date proposed for a meeting; taken away, its answers stay."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="options")
    starts = models.DateTimeField(_("début"))
    ends = models.DateTimeField(_("fin"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("date proposée")
        ordering = ("meeting", "starts", "pk")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "starts", "ends"], name="one_option"),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.starts:%Y-%m-%d %H:%M}"


class Availability(models.Model):
    """What someone says of a date."""

    class Told(models.TextChoices):
        """Whether she would come."""

        YES = "yes", _("oui")
        MAYBE = "maybe", _("si besoin")
        NO = "no", _("non")

    option = models.ForeignKey(DateOption, on_delete=models.PROTECT, related_name="availabilities")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="availabilities")
    told = models.CharField(max_length=5, choices=Told)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("disponibilité")
        ordering = ("option", "delegate")
        constraints = (
            models.UniqueConstraint(fields=["option", "delegate"], name="one_availability"),
        )

    def __str__(self) -> str:
        return f"{self.option_id} {self.delegate_id} {self.told}"
