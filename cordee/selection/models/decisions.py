"""What is chosen and decided: the proposals of the solver, the ruling, its outcomes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.selection.models.panels import Panel

if TYPE_CHECKING:
    from datetime import datetime


class Deliberation(models.Model):
    """A proposal of the solver as it was put to the panel: instance, answer, moves of the jury."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="deliberations")
    version = models.ForeignKey("calls.Version", on_delete=models.PROTECT, related_name="+")
    instance = models.JSONField()
    result = models.JSONField()
    digest = models.CharField(max_length=64)
    explanation = models.JSONField(null=True)
    """Why this set, why not another: computed after the proposal, by the worker."""
    terms = models.JSONField(default=dict)
    """What the jury added to the rules before the computation, each with its reason."""
    moves = models.JSONField(default=list)
    reasons = models.JSONField(default=dict)
    """The reasons being written for each file, before the decision freezes them."""
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("délibération")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.panel} {self.digest[:12]}"


class Ruling(models.Model):
    """What was decided, in private, and released at one instant to everybody (an act)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("calls.Edition", on_delete=models.PROTECT, related_name="rulings")
    stage = models.CharField(max_length=60)
    version = models.ForeignKey("calls.Version", on_delete=models.PROTECT, related_name="+")
    deliberation = models.ForeignKey(Deliberation, null=True, on_delete=models.PROTECT)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    minutes = models.JSONField(null=True)
    """What the minutes say, frozen with the decision: later withdrawals change nothing in them."""
    at = models.DateTimeField(_("décidé le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("publié le"), null=True)

    class Meta:
        verbose_name = _("décision")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "stage"], name="one_ruling_a_stage"),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.stage}"


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Adjectives for outcomes: nobody learns early."""

    def released(self, at: datetime) -> Self:
        """Keep those everybody may know at that instant."""
        return self.filter(ruling__released_at__lte=at)

    def selected(self) -> Self:
        """Keep the winners of the decision itself."""
        return self.filter(result=Outcome.Result.SELECTED)

    def holding(self) -> Self:
        """Keep who holds a place now: winners and those promoted since, but those who left."""
        chosen = models.Q(result=Outcome.Result.SELECTED) | ~models.Q(promoted_at=None)
        return self.filter(chosen, left_at=None)

    def in_reserve(self) -> Self:
        """Keep those who still wait in the reserve, in its order."""
        return self.filter(result=Outcome.Result.RESERVE, promoted_at=None, left_at=None).order_by(
            "rank", "pk"
        )


class Outcome(models.Model):
    """What the ruling says of one deposit, with its reasons."""

    class Result(models.TextChoices):
        """The three answers."""

        SELECTED = "selected", _("lauréat")
        RESERVE = "reserve", _("liste de réserve")
        REFUSED = "refused", _("non retenu")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, related_name="outcomes")
    deposit = models.ForeignKey(
        "applications.Deposit", on_delete=models.PROTECT, related_name="outcomes"
    )
    result = models.CharField(max_length=10, choices=Result)
    rank = models.PositiveIntegerField(_("rang"), null=True)
    reasons = models.TextField(_("motifs"), blank=True)
    read_at = models.DateTimeField(_("réponse lue le"), null=True)
    answer_by = models.DateTimeField(_("réponse attendue avant le"), null=True)
    accepted_at = models.DateTimeField(_("place confirmée le"), null=True)
    promoted_at = models.DateTimeField(_("place proposée le"), null=True)
    """When a place was offered after the decision: a place freed, or a complaint upheld."""
    left_at = models.DateTimeField(_("place rendue le"), null=True)
    conditions = models.TextField(_("sous conditions"), blank=True)
    """What a yes is given on, where the stage may say yes on conditions."""
    placed_with = models.CharField(_("affecté à"), max_length=60, blank=True)
    """The track, host or mentor it was given, by its wishes: the key of the definition."""

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("résultat")
        ordering = ("ruling", "result", "rank", "pk")
        constraints = (
            models.UniqueConstraint(fields=["ruling", "deposit"], name="one_result_a_ruling"),
        )

    def __str__(self) -> str:
        return f"{self.deposit_id} {self.result}"

    @property
    def track(self) -> str:
        """The track it is a winner of: given by its wishes, else the one it was handed in for."""
        asked = self.deposit.version.definition.preferences
        given = self.placed_with if asked is not None and asked.among == "tracks" else ""
        return given or self.deposit.track

    @property
    def holds_a_place(self) -> bool:
        """Whether a place is hers now."""
        chosen = self.result == self.Result.SELECTED or self.promoted_at is not None
        return chosen and self.left_at is None


class SignedMinutes(models.Model):
    """The minutes as they came back signed: the file itself, its digest, who kept it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, related_name="signed")
    name = models.CharField(_("nom"), max_length=200)
    size = models.PositiveIntegerField(_("taille (octets)"))
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="minutes/%Y")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("procès-verbal signé")
        verbose_name_plural = _("procès-verbaux signés")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Sequel(models.Model):
    """What follows a result once released: one act a row, with its words."""

    class Kind(models.TextChoices):
        """What happened."""

        ACCEPTED = "accepted", _("place confirmée")
        DECLINED = "declined", _("place rendue")
        LAPSED = "lapsed", _("délai de confirmation passé")
        PROMOTED = "promoted", _("place proposée")
        OFFERED = "offered", _("proposition modifiée")
        CONTESTED = "contested", _("contestation reçue")
        ANSWERED = "answered", _("contestation examinée")
        EXPIRED = "expired", _("liste de réserve close")
        TALK = "talk", _("échange demandé sur le dossier")
        TALKED = "talked", _("échange tenu sur le dossier")

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="sequels")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("suite d’un résultat")
        verbose_name_plural = _("suites d’un résultat")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.kind}"


class Complaint(models.Model):
    """A team contests its result: received in time, answered before a day, upheld or not."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="complaints")
    text = models.TextField(_("ce qui est contesté"))
    at = models.DateTimeField(_("reçue le"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due = models.DateTimeField(_("réponse due avant le"))
    answer = models.TextField(_("réponse"), blank=True)
    upheld = models.BooleanField(_("fondée"), null=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("contestation")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["outcome"], condition=models.Q(answered_at=None), name="one_open_complaint"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.at:%Y-%m-%d}"
