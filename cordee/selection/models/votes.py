"""Voting slips: which files each member of a jury names, where the stage decides by a vote."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.selection.models.panels import Juror


class SlipQuerySet(models.QuerySet["Slip"]):
    """Adjectives for voting slips."""

    def cast(self) -> Self:
        """Keep those put in the ballot box, and not withdrawn since."""
        return self.filter(withdrawn_at=None).exclude(cast_at=None)


class Slip(models.Model):
    """What one member votes; a draft until it is cast, changed as long as the vote is open."""

    juror = models.OneToOneField(Juror, on_delete=models.PROTECT, related_name="slip")
    cast_at = models.DateTimeField(_("voté le"), null=True)
    revision = models.PositiveIntegerField(default=0)
    """How many times it was cast."""
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = SlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulletin")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.juror_id} {self.revision}"


class Naming(models.Model):
    """A file named on a slip, or the points it is given there; pinned to the deposit as read."""

    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, related_name="namings")
    deposit = models.ForeignKey(
        "applications.Deposit", on_delete=models.PROTECT, related_name="namings"
    )
    points = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    """She withdrew from the file since: the voice no longer counts, its trace stays."""

    class Meta:
        verbose_name = _("désignation")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["slip", "deposit"],
                condition=models.Q(withdrawn_at=None),
                name="one_naming_a_file",
            ),
        )

    def __str__(self) -> str:
        return f"{self.slip_id} {self.deposit_id}"
