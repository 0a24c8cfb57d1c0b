"""What comes back to a sheet later: paper signed by hand, marks that came once it was closed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Delegate
from cordee.journeys.models.meetings import Meeting, Presence


class Scan(models.Model):
    """A page of the printed sheet, signed by hand and brought back as a picture or a PDF."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="scans")
    page = models.PositiveSmallIntegerField(_("page"))
    name = models.CharField(_("nom"), max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="sheets/%Y/%m")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("feuille signée numérisée")
        ordering = ("meeting", "page", "pk")

    def __str__(self) -> str:
        return f"{self.meeting_id} p{self.page}"


class HeldMark(models.Model):
    """A mark that reached a sheet already closed: nothing is lost, somebody decides."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="held_marks")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="held_marks")
    day = models.DateField(_("jour"))
    half = models.CharField(max_length=2, choices=Presence.Half)
    status = models.CharField(max_length=10, choices=Presence.Status)
    mode = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=20)
    at = models.DateTimeField()
    sent_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    kept = models.BooleanField(default=False)
    """Whether it was written on the sheet when it was settled."""
    reason = models.CharField(_("raison"), max_length=300, blank=True)
    told = ""
    """What to call her beside her namesakes, once her territory was read."""

    class Meta:
        verbose_name = _("présence arrivée après la clôture")
        ordering = ("meeting", "day", "half", "at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "delegate", "day", "half", "status"],
                condition=models.Q(settled_at=None),
                name="one_held_mark",
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.day} {self.half} {self.status}"
