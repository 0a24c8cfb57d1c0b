"""Organs, who sits in them, what they decide on money, what is objected; agreements that end."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import date


class Organ(models.Model):
    """A bureau, a board: which sums it decides, with how many of its members (R213, R221)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(_("nom"), max_length=120, unique=True)
    decides = models.CharField(_("décide"), max_length=300)
    ceiling = models.DecimalField(_("plafond"), max_digits=12, decimal_places=2, null=True)
    """The most that one decision may grant; none: any sum."""
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=0)
    meets_every = models.PositiveSmallIntegerField(_("mois entre deux réunions"), null=True)
    """It meets at least once in so many months; none: when it wants (R116, R199)."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("organe")
        ordering = ("label", "pk")

    def __str__(self) -> str:
        return self.label


class Mandate(models.Model):
    """Someone sits in an organ, from a day to another (R210)."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    title = models.CharField(_("fonction"), max_length=120, blank=True)
    starts = models.DateField(_("début"))
    ends = models.DateField(_("fin"), null=True)
    """Its last day; none while it runs."""

    class Meta:
        verbose_name = _("mandat")
        ordering = ("starts", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="mandate_ends_after"
            ),
            models.UniqueConstraint(
                fields=["organ", "person"], condition=Q(ends=None), name="one_running_mandate"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.title}" if self.title else str(self.person)


class OrganMeeting(models.Model):
    """An organ met: the day, how many were there, in a few words what for (R203, R207)."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField(_("date"))
    attended = models.PositiveSmallIntegerField(_("personnes présentes"))
    note = models.CharField(_("objet"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("réunion d’un organe")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.organ} {self.on}"


class MoneyDecision(models.Model):
    """What an organ decided of a sum: an act, whose content never changes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="decisions")
    on = models.DateField(_("date"))
    purpose = models.CharField(_("objet"), max_length=300)
    beneficiary = models.CharField(_("bénéficiaire"), max_length=200)
    asked = models.DecimalField(_("somme demandée"), max_digits=12, decimal_places=2, null=True)
    amount = models.DecimalField(_("somme"), max_digits=12, decimal_places=2)
    reason = models.TextField(_("raison"))
    adopted = models.BooleanField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_because = models.CharField(max_length=300, blank=True)
    """Recorded by mistake: it stays readable, and counts no more."""

    class Meta:
        verbose_name = _("décision sur l’argent")
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["-on", "-id"], name="money_decisions_listed"),)

    def __str__(self) -> str:
        return self.purpose


class Position(models.Model):
    """Where a member stood: for, against, abstaining, or withdrawn and why."""

    class Said(models.TextChoices):
        """What she said."""

        FOR = "for", _("pour")
        AGAINST = "against", _("contre")
        ABSTAIN = "abstain", _("abstention")
        WITHDRAWN = "withdrawn", _("déport")

    decision = models.ForeignKey(MoneyDecision, on_delete=models.PROTECT, related_name="positions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=10, choices=Said)
    reason = models.CharField(_("raison du déport"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("voix d’un organe")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["decision", "person"], name="one_position_a_member"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.said}"


class Objection(models.Model):
    """An objection to a decision: heard and answered, never a veto (R218, R219)."""

    class Outcome(models.TextChoices):
        """What became of it."""

        HEEDED = "heeded", _("prise en compte")
        WITHDRAWN = "withdrawn", _("retirée par qui l’a faite")
        KEPT = "kept", _("maintenue, sans empêcher la décision")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(MoneyDecision, on_delete=models.PROTECT, related_name="objections")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("raison"))
    answer = models.TextField(_("réponse"), blank=True)
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome, blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("objection")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.author}"


class Agreement(models.Model):
    """A convention with a partner, from a day to another; an alert comes before its end (R254)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.CharField(_("avec qui"), max_length=200)
    subject = models.CharField(_("objet"), max_length=300)
    starts = models.DateField(_("à partir du"))
    ends = models.DateField(_("jusqu’au"))
    """Its last day."""
    alert_days = models.PositiveSmallIntegerField(_("alerte, jours avant la fin"), default=90)
    link = models.URLField(_("lien vers le texte"), blank=True)
    renews = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="renewed_by"
    )
    closed_at = models.DateTimeField(_("laissée finir le"), null=True)
    closed_because = models.CharField(_("raison"), max_length=300, blank=True)
    """Why it is let end without another: nobody is alerted any more."""
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    """Who follows it, and is told in time."""

    class Meta:
        verbose_name = _("convention")
        ordering = ("ends", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="agreement_ends_after"),
        )

    def __str__(self) -> str:
        return f"{self.partner} – {self.subject}"

    @property
    def followed(self) -> Agreement | None:
        """The one that renews it."""
        return getattr(self, "renewed_by", None)

    @property
    def alerts_on(self) -> date:
        """The day from which its end is told."""
        return self.ends - timedelta(days=self.alert_days)
