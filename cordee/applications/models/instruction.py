"""What the staff does with a file handed in: asks to complete it, judges it, annotates it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.applications.models.deposits import Deposit
from cordee.applications.models.drafts import Application

if TYPE_CHECKING:
    from datetime import datetime


class CompletionQuerySet(models.QuerySet["Completion"]):
    """Adjectives for requests to complete."""

    def awaiting(self) -> Self:
        """Keep those nobody answered nor closed."""
        return self.filter(answered_at=None, closed_at=None)

    def open(self, at: datetime) -> Self:
        """Keep those that may still be answered."""
        return self.awaiting().filter(due__gt=at)


class Completion(models.Model):
    """A request to complete a file: some fields, each with its reason, until a day (R47)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="completions"
    )
    deposit = models.ForeignKey(Deposit, on_delete=models.PROTECT, related_name="completions")
    message = models.TextField(_("message"), blank=True)
    due = models.DateTimeField(_("à compléter avant le"))
    at = models.DateTimeField(_("demandé le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reply = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("close le"), null=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de complément")
        verbose_name_plural = _("demandes de complément")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.application_id} {self.at:%Y-%m-%d}"


class CompletionPoint(models.Model):
    """One field asked again, and why."""

    completion = models.ForeignKey(Completion, on_delete=models.CASCADE, related_name="points")
    question = models.CharField(max_length=60)
    reason = models.TextField(_("raison"))

    class Meta:
        verbose_name = _("point d’une demande de complément")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["completion", "question"], name="one_point_a_field"),
        )

    def __str__(self) -> str:
        return self.question


class ExaminationQuerySet(models.QuerySet["Examination"]):
    """Adjectives for examinations: nobody learns early."""

    def released(self, at: datetime) -> Self:
        """Keep those the candidates may know at that instant."""
        return self.filter(released_at__lte=at)


class Examination(models.Model):
    """A motivated verdict of regularity or eligibility on one deposit, rule by rule (an act)."""

    class Result(models.TextChoices):
        """The two answers; a derogation is an admission that says which rule it sets aside."""

        ADMITTED = "admitted", _("recevable")
        REFUSED = "refused", _("irrecevable")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="examinations"
    )
    deposit = models.ForeignKey(Deposit, on_delete=models.PROTECT, related_name="examinations")
    version = models.ForeignKey("calls.Version", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("étape"), max_length=60)
    as_of = models.DateField(_("apprécié au"))
    result = models.CharField(_("verdict"), max_length=10, choices=Result)
    content = models.JSONField(_("règle par règle"))
    reasons = models.TextField(_("motifs"))
    digest = models.CharField(_("empreinte"), max_length=64)
    at = models.DateTimeField(_("décidé le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("notifié le"), null=True)
    replaced = models.BooleanField(default=False)
    """Decided again before it was notified."""

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        verbose_name = _("examen d’un dossier")
        verbose_name_plural = _("examens des dossiers")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["deposit", "stage"],
                condition=models.Q(replaced=False),
                name="one_examination_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deposit_id} {self.stage} {self.result}"


class StaffNote(models.Model):
    """An internal note of the staff on a file; candidates never see it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="staff_notes"
    )
    text = models.TextField(_("note"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("note interne")
        verbose_name_plural = _("notes internes")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:60]
