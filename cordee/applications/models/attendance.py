"""Whether candidates were there, where the call makes a date mandatory."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.drafts import Application


class Attendance(models.Model):
    """What the team of the house saw of a candidate at a mandatory date of the call."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="attendances"
    )
    milestone = models.CharField(_("date de l’appel"), max_length=60)
    there = models.BooleanField(_("était là"))
    note = models.CharField(_("remarque"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("présence à une date de l’appel")
        verbose_name_plural = _("présences aux dates de l’appel")
        ordering = ("application", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["application", "milestone"], name="one_attendance_a_date"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.milestone}"
