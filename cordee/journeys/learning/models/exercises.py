"""Exercises between meetings: one return a territory, read by its peers, answered (R184)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models.circles import Audience
from cordee.journeys.learning.models.files import HeldFile
from cordee.journeys.learning.models.writing import SharedText

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Participation


class Exercise(models.Model):
    """What each territory is asked to try between two meetings."""

    class Peers(models.TextChoices):
        """When the other territories read a return."""

        AFTER_OWN = "after_own", _("quand elles ont rendu le leur")
        DEADLINE = "deadline", _("à l’échéance")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(
        "journeys.Cohort", on_delete=models.PROTECT, related_name="exercises"
    )
    deliverable = models.CharField(_("livrable de l’appel"), max_length=60, blank=True)
    title = models.CharField(_("titre"), max_length=200)
    instructions = models.TextField(_("consigne"))
    meeting = models.ForeignKey(
        "journeys.Meeting", null=True, on_delete=models.PROTECT, related_name="exercises"
    )
    """Due when this meeting begins; the deadline follows it."""
    due_at = models.DateTimeField(_("échéance"), null=True)
    audience = models.CharField(_("qui lit les retours"), max_length=10, choices=Audience)
    peers = models.CharField(max_length=10, choices=Peers, default=Peers.AFTER_OWN)
    published_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("exercice")
        ordering = ("-published_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def due(self) -> datetime | None:
        """Its deadline: its own, else the start of its meeting; unknown while that is vague."""
        if self.due_at is not None:
            return self.due_at
        return self.meeting.starts if self.meeting is not None else None

    def due_for(self, participation: Participation | None) -> datetime | None:
        """Its deadline for a territory, more time given to it counted (R316)."""
        return participation.put_off_hour(self.due) if participation else self.due


class Return(models.Model):
    """What a territory gives back: a draft written together, then handed in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="returns")
    participation = models.ForeignKey(
        "journeys.Participation", on_delete=models.PROTECT, related_name="returns"
    )
    draft = models.OneToOneField(SharedText, on_delete=models.PROTECT, related_name="+")
    handed_text = models.TextField(blank=True)
    handed_at = models.DateTimeField(_("rendu le"), null=True)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.JSONField(default=list, blank=True)
    """Keys of the evidence of pledges this return stands for."""

    class Meta:
        verbose_name = _("retour d’exercice")
        ordering = ("participation__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["exercise", "participation"], name="one_return"),
        )

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.participation_id}"

    @property
    def late(self) -> bool:
        """Whether it was handed in after its deadline."""
        due = self.exercise.due_for(self.participation)
        return self.handed_at is not None and due is not None and self.handed_at > due


class ReturnFile(HeldFile):
    """A file given with a return."""

    given_back = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = _("pièce d’un retour")
        ordering = ("pk",)


class Feedback(models.Model):
    """What a peer or the staff says of a return, to all who read it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    given_back = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="feedback")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT)
    text = models.TextField(_("avis"))
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("avis sur un retour")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.given_back_id} {self.pk}"
