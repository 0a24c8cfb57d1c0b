"""Who judges and what they give: panels, seats, withdrawals, readings asked, marks."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Panel(models.Model):
    """The people who judge one stage of one edition."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("calls.Edition", on_delete=models.PROTECT, related_name="panels")
    stage = models.CharField(_("étape"), max_length=60)
    label = models.CharField(_("nom"), max_length=200)
    opened_at = models.DateTimeField(_("ouvert le"), null=True)
    closed_at = models.DateTimeField(_("clos le"), null=True)
    asked_at = models.DateTimeField(_("proposition demandée le"), null=True)
    """A proposal is being computed since then."""
    refusal = models.TextField(_("dernier calcul refusé"), blank=True)

    class Meta:
        verbose_name = _("jury")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "stage"], name="one_panel_a_stage"),
        )

    def __str__(self) -> str:
        return self.label


class Juror(models.Model):
    """A person who sits on a panel, for an institution, with or without a vote."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="jurors")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="juries")
    organisation = models.ForeignKey("people.Organisation", null=True, on_delete=models.PROTECT)
    seat = models.CharField(_("siège"), max_length=60, blank=True)
    voting = models.BooleanField(_("voix délibérative"), default=True)
    president = models.BooleanField(_("préside"), default=False)
    starts = models.DateTimeField(_("à partir du"))
    ends = models.DateTimeField(_("jusqu’au"), null=True)
    declared_at = models.DateTimeField(_("intérêts déclarés le"), null=True)

    class Meta:
        verbose_name = _("juré·e")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["panel", "person"], name="one_seat_a_juror"),
        )

    def __str__(self) -> str:
        return str(self.person)


class RecusalQuerySet(models.QuerySet["Recusal"]):
    """Adjectives for recusals."""

    def standing(self) -> Self:
        """Keep those not lifted."""
        return self.filter(lifted_at=None)


class Recusal(models.Model):
    """A juror withdraws from a file: it no longer exists for her (R50)."""

    class Source(models.TextChoices):
        """Who saw the conflict."""

        DECLARED = "declared", _("déclarée")
        STAFF = "staff", _("constatée par l’équipe")

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="recusals")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="recusals"
    )
    reason = models.TextField(_("raison"))
    source = models.CharField(max_length=10, choices=Source, default=Source.DECLARED)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("déport")
        verbose_name_plural = _("déports")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["juror", "application"],
                condition=models.Q(lifted_at=None),
                name="one_standing_recusal",
            ),
        )

    def __str__(self) -> str:
        return f"{self.juror_id} / {self.application_id}"


class Assignment(models.Model):
    """A juror is asked to read a file; without any, everybody reads everything."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="assignments")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="assignments"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lecture confiée")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["juror", "application"], name="one_assignment"),
        )

    def __str__(self) -> str:
        return f"{self.juror_id} / {self.application_id}"


class Mark(models.Model):
    """A juror's mark on one criterion of one deposit; `value` empty: she does not say."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="marks")
    deposit = models.ForeignKey(
        "applications.Deposit", on_delete=models.PROTECT, related_name="marks"
    )
    criterion = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    comment = models.TextField(blank=True)
    given = models.BooleanField(default=True)
    """Whether she took a stand; a comment kept alone is not a mark yet."""
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("note")
        ordering = ("deposit", "criterion", "juror")
        constraints = (
            models.UniqueConstraint(
                fields=["juror", "deposit", "criterion"], name="one_mark_a_criterion"
            ),
        )
        indexes = (models.Index(fields=["deposit", "juror"], name="mark_file"),)

    def __str__(self) -> str:
        return f"{self.juror_id} {self.deposit_id} {self.criterion}"
