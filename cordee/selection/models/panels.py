"""Who judges and what they give: panels, seats, withdrawals, readings asked, marks."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime


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
    calibration = models.ForeignKey(
        "applications.Application",
        verbose_name=_("dossier d’étalonnage"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    """A file that everybody reads first, to agree on what the marks mean."""
    refusal = models.TextField(_("dernier calcul refusé"), blank=True)

    without: frozenset[int] = frozenset()
    """The files that must not exist for whoever of the team looks at it now; never kept."""

    class Meta:
        verbose_name = _("jury")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "stage"], name="one_panel_a_stage"),
        )

    def __str__(self) -> str:
        return self.label


class Juror(models.Model):
    """A person who sits on a panel, for an institution, with or without a vote.

    A substitute (`stands_for`) sees nothing before she is called by a `Replacement`.
    """

    class Part(models.TextChoices):
        """What she does there."""

        MEMBER = "member", _("membre")
        EXPERT = "expert", _("expert·e, sans voix")
        REPORTER = "reporter", _("instruit et rapporte, sans voix")
        TEAM = "team", _("équipe d’animation, sans lecture")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="jurors")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="juries")
    organisation = models.ForeignKey("people.Organisation", null=True, on_delete=models.PROTECT)
    seat = models.CharField(_("siège"), max_length=60, blank=True)
    part = models.CharField(_("rôle au jury"), max_length=10, choices=Part, default=Part.MEMBER)
    voting = models.BooleanField(_("voix délibérative"), default=True)
    president = models.BooleanField(_("préside"), default=False)
    starts = models.DateTimeField(_("à partir du"))
    ends = models.DateTimeField(_("jusqu’au"), null=True)
    declared_at = models.DateTimeField(_("intérêts déclarés le"), null=True)
    interests = models.TextField(_("liens d’intérêts déclarés"), blank=True)
    """What she says of herself on appointment: employers, mandates, funds she decides on."""
    stands_for = models.ForeignKey(
        "self",
        verbose_name=_("supplée"),
        null=True,
        on_delete=models.PROTECT,
        related_name="substitutes",
    )
    expertise = models.JSONField(_("domaines connus"), default=list)
    """Words and values (a theme, a département) that tell which files she knows about."""
    languages = models.JSONField(_("langues lues"), default=list)
    load_min = models.PositiveSmallIntegerField(_("dossiers, au moins"), default=0)
    load_max = models.PositiveSmallIntegerField(_("dossiers, au plus"), null=True)

    class Meta:
        verbose_name = _("juré·e")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["panel", "person"], name="one_seat_a_juror"),
        )

    def __str__(self) -> str:
        return str(self.person)

    @property
    def last_day(self) -> datetime | None:
        """The last instant of her mandate, for people to read its day."""
        return self.ends - timedelta(microseconds=1) if self.ends else None

    @cached_property
    def has_a_share(self) -> bool:
        """Whether files were shared out as far as she is concerned: then she has hers alone."""
        member = self.part == Juror.Part.MEMBER
        whose = models.Q(juror__panel=self.panel_id) if member else models.Q(juror=self)
        return once(f"shared with {self.pk}", Assignment.objects.filter(whose).exists)


class RecusalQuerySet(models.QuerySet["Recusal"]):
    """Adjectives for recusals."""

    def standing(self) -> Self:
        """Keep those not lifted."""
        return self.filter(lifted_at=None)

    def unconfirmed(self) -> Self:
        """Keep those declared late that nobody of the team has confirmed yet."""
        return self.standing().filter(late=True, confirmed_at=None)


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
    late = models.BooleanField(_("tardif"), default=False)
    """Declared once the interests were, perhaps after marks: the team confirms it."""
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

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


class Replacement(models.Model):
    """A substitute sits in someone's place, from one instant to another."""

    absent = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="replacements")
    substitute = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="calls")
    starts = models.DateTimeField(_("à partir du"))
    ends = models.DateTimeField(_("jusqu’au"), null=True)
    reason = models.TextField(_("raison"), blank=True)

    class Meta:
        verbose_name = _("suppléance")
        ordering = ("starts", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["substitute"], condition=models.Q(ends=None), name="one_running_call"
            ),
            models.UniqueConstraint(
                fields=["absent"], condition=models.Q(ends=None), name="one_running_replacement"
            ),
        )

    def __str__(self) -> str:
        return f"{self.substitute_id} / {self.absent_id}"


class Distribution(models.Model):
    """The files were shared out by the solver: what it was asked, what it answered (an act)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="distributions")
    instance = models.JSONField()
    result = models.JSONField()
    seed = models.CharField(_("graine"), max_length=100)
    digest = models.CharField(_("empreinte"), max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("répartition")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.panel} {self.digest[:12]}"


class Assignment(models.Model):
    """A juror is asked to read a file; without any, everybody reads everything."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="assignments")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="assignments"
    )
    distribution = models.ForeignKey(
        Distribution, null=True, on_delete=models.PROTECT, related_name="assignments"
    )
    """Empty: given by hand."""
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lecture confiée")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["juror", "application"], name="one_assignment"),
        )

    def __str__(self) -> str:
        return f"{self.juror_id} / {self.application_id}"


class Bypass(models.Model):
    """A file that goes past a stage without being judged there: the stage does not concern it."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="bypasses")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="bypasses"
    )

    class Meta:
        verbose_name = _("dossier non concerné")
        verbose_name_plural = _("dossiers non concernés")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["panel", "application"], name="one_bypass"),)

    def __str__(self) -> str:
        return f"{self.panel_id} / {self.application_id}"


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
    read_on = models.ForeignKey(
        "applications.Deposit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The earlier deposit she had read, when a later one replaced it since."""

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
