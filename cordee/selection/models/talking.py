"""What is said around a file: readings, remarks between jurors, contacts with candidates."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.selection.models.panels import Juror, Panel


class ReviewReply(models.Model):
    """What a team answers to the reviews of its file, before the decision (`reply_within`)."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="replies")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="review_replies"
    )
    text = models.TextField(_("réponse aux avis"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("réponse aux avis")
        verbose_name_plural = _("réponses aux avis")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["panel", "application"], name="one_review_reply"),
        )

    def __str__(self) -> str:
        return f"{self.panel_id} / {self.application_id}"


class Reading(models.Model):
    """A juror read a file: how sure she is of her marks, and the report of who instructs it."""

    class Confidence(models.IntegerChoices):
        """How sure she is of her marks on that file."""

        LOW = 1, _("peu sûre : le sujet m’est étranger")
        FAIR = 2, _("assez sûre")
        HIGH = 3, _("sûre : je connais bien le sujet")

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="readings")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="readings"
    )
    confidence = models.PositiveSmallIntegerField(_("assurance"), choices=Confidence, null=True)
    report = models.TextField(_("rapport"), blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lecture")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["juror", "application"], name="one_reading"),
        )

    def __str__(self) -> str:
        return f"{self.juror_id} / {self.application_id}"


class Remark(models.Model):
    """Something said of a file between those who judge it, to an audience named beside the box."""

    class Audience(models.TextChoices):
        """Who reads it; never whoever withdrew from the file."""

        JURY = "jury", _("les membres du jury")
        STAFF = "staff", _("les membres du jury et l’équipe d’animation")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="remarks")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="remarks"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(_("destinataires"), max_length=5, choices=Audience)
    text = models.TextField(_("message"))
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("remarque")
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["panel", "application"], name="remark_file"),)

    def __str__(self) -> str:
        return f"{self.panel_id} / {self.application_id}"


class Contact(models.Model):
    """A candidate was asked to deepen a point: question and answer stay in the file (R47)."""

    class Means(models.TextChoices):
        """How she was reached."""

        PHONE = "phone", _("téléphone")
        EMAIL = "email", _("courriel")
        VISIT = "visit", _("rencontre")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="contacts")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="contacts"
    )
    means = models.CharField(_("moyen"), max_length=5, choices=Means)
    reached = models.CharField(_("personne jointe"), max_length=160)
    question = models.TextField(_("question posée"))
    answer = models.TextField(_("réponse donnée"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("échange avec une équipe candidate")
        verbose_name_plural = _("échanges avec les équipes candidates")
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["panel", "application"], name="contact_file"),)

    def __str__(self) -> str:
        return f"{self.panel_id} / {self.application_id}"


class ReturnedGrid(models.Model):
    """A grid filled off line and brought back: read, compared, then kept or set aside."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="grids")
    rows = models.JSONField()
    """`[[deposit, criterion, value or null, gives a stand, comment], …]`, already checked."""
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("grille rapportée")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.juror_id} {self.sha256[:12]}"
