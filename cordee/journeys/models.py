"""The year of a cohort: who takes part, when they meet, what they owe and what they did."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class Cohort(models.Model):
    """The winners of a ruling, setting out together (an act)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.OneToOneField("calls.Edition", on_delete=models.PROTECT, related_name="cohort")
    ruling = models.OneToOneField(
        "selection.Ruling", on_delete=models.PROTECT, related_name="cohort"
    )
    label = models.CharField(_("nom"), max_length=250)
    begun_at = models.DateTimeField(_("constituée le"))

    class Meta:
        verbose_name = _("cohorte")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label


class Participation(models.Model):
    """A winning territory in a cohort, from its outcome to its end."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="participations")
    outcome = models.OneToOneField(
        "selection.Outcome", on_delete=models.PROTECT, related_name="participation"
    )
    territory = models.ForeignKey(
        "territories.Territory", null=True, on_delete=models.PROTECT, related_name="participations"
    )
    name = models.CharField(_("territoire"), max_length=250)
    starts = models.DateField(_("depuis le"))
    ends = models.DateField(_("jusqu’au"), null=True)
    ended_because = models.TextField(_("raison de la fin"), blank=True)

    class Meta:
        verbose_name = _("participation")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class DelegateQuerySet(models.QuerySet["Delegate"]):
    """Adjectives for delegates."""

    def current(self, at: datetime) -> Self:
        """Keep those of that instant."""
        return self.filter(starts__lte=at).filter(models.Q(ends=None) | models.Q(ends__gt=at))


class Delegate(models.Model):
    """A member of a delegation, with dates: people join, leave, are replaced (R30)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="delegates"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="delegations"
    )
    role = models.CharField(_("rôle"), max_length=60)
    leads = models.JSONField(_("parts tenues"), default=list, blank=True)
    starts = models.DateTimeField(_("depuis le"))
    ends = models.DateTimeField(_("jusqu’au"), null=True)
    ended_because = models.CharField(max_length=300, blank=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    calendar_token = models.CharField(max_length=64, unique=True)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("délégué·e")
        ordering = ("participation", "pk")

    def __str__(self) -> str:
        return str(self.person)

    def is_current(self, at: datetime) -> bool:
        """Whether she is in the delegation at that instant."""
        return self.starts <= at and (self.ends is None or at < self.ends)


class Meeting(models.Model):
    """A time together: vague, then fixed, held, closed; its UID never changes (R64)."""

    class State(models.TextChoices):
        """Where its date stands."""

        VAGUE = "vague", _("date à confirmer")
        POLL = "poll", _("sondage de dates")
        FIXED = "fixed", _("date fixée")
        HELD = "held", _("tenue")
        CLOSED = "closed", _("close")
        CANCELLED = "cancelled", _("annulée")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="meetings")
    participation = models.ForeignKey(
        Participation, null=True, on_delete=models.PROTECT, related_name="meetings"
    )
    key = models.CharField(max_length=60)
    ordinal = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(_("nom"), max_length=120)
    title = models.CharField(_("thème"), max_length=300, blank=True)
    kind = models.CharField(_("nature"), max_length=20)
    mode = models.CharField(_("mode"), max_length=20)
    when = models.CharField(_("date prévue"), max_length=120, default="?")
    starts = models.DateTimeField(_("début"), null=True)
    ends = models.DateTimeField(_("fin"), null=True)
    venue = models.CharField(_("lieu"), max_length=300, blank=True)
    video = models.URLField(_("lien visio (privé)"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.VAGUE)
    sequence = models.PositiveIntegerField(default=0)
    """SEQUENCE of RFC 5545: raised at each change announced."""
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rencontre")
        ordering = (models.F("starts").asc(nulls_last=True), "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["cohort", "participation", "key", "ordinal"],
                nulls_distinct=False,
                name="one_meeting",
            ),
        )

    def __str__(self) -> str:
        return self.label


class MeetingChange(models.Model):
    """What moved, as announced: version, before, after, who agreed (R65-R66)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="changes")
    sequence = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("changement annoncé")
        ordering = ("meeting", "sequence")

    def __str__(self) -> str:
        return f"{self.meeting_id} #{self.sequence}"


class Presence(models.Model):
    """One person, one half-day, one truth for sheet, minutes, certificate and pledges."""

    class Status(models.TextChoices):
        """What is said of a half-day."""

        PRESENT = "present", _("présent·e")
        LATE = "late", _("en retard")
        EXCUSED = "excused", _("excusé·e")
        REPLACED = "replaced", _("remplacé·e")
        ABSENT = "absent", _("absent·e")

    class Half(models.TextChoices):
        """The grain of presence."""

        MORNING = "am", _("matin")
        AFTERNOON = "pm", _("après-midi")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="presences")
    day = models.DateField(_("jour"))
    half = models.CharField(max_length=2, choices=Half)
    status = models.CharField(max_length=10, choices=Status)
    mode = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=20, default="staff")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("présence")
        ordering = ("meeting", "day", "half", "delegate")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "delegate", "day", "half"], name="one_presence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegate_id} {self.day} {self.half} {self.status}"


class Evidence(models.Model):
    """What a territory shows for a pledge: typed, dated, with a link, a file or a sentence."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="evidence"
    )
    pledge = models.CharField(max_length=60)
    kind = models.CharField(_("nature de la preuve"), max_length=20)
    on = models.DateField(_("date du fait"))
    body = models.CharField(_("instance"), max_length=200, blank=True)
    text = models.TextField(_("en quelques mots"), blank=True)
    link = models.URLField(_("lien"), blank=True)
    file = models.FileField(upload_to="evidence/%Y/%m", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("preuve")
        ordering = ("pledge", "on", "pk")

    def __str__(self) -> str:
        return f"{self.participation_id} {self.pledge}"


class Override(models.Model):
    """Staff settle a pledge by hand, with a date and a reason that everybody concerned reads."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="overrides"
    )
    pledge = models.CharField(max_length=60)
    verdict = models.CharField(max_length=30)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("dérogation")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.participation_id} {self.pledge}"


class Charter(models.Model):
    """The charter of a territory: frozen text, given, signed by someone with a capacity."""

    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, related_name="charter"
    )
    text = models.TextField()
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField(_("remise le"), null=True)
    signed_at = models.DateTimeField(_("signée le"), null=True)
    signatory = models.CharField(_("signataire"), max_length=160, blank=True)
    capacity = models.CharField(_("qualité"), max_length=160, blank=True)
    delegation = models.CharField(_("délégation"), max_length=300, blank=True)
    scan = models.FileField(upload_to="charters/%Y", blank=True)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("charte d’engagement")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.participation_id}"


class Charge(models.Model):
    """What a territory owes for a fee of the programme, and the sentence of the rule (R80-R84)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="charges"
    )
    fee = models.CharField(max_length=60)
    amount = models.DecimalField(_("montant"), max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    because = models.CharField(_("règle"), max_length=300)
    order_number = models.CharField(_("numéro d’engagement"), max_length=60, blank=True)
    claimed_at = models.DateTimeField(_("demandée le"), null=True)
    paid_at = models.DateTimeField(_("payée le"), null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("contribution due")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["participation", "fee"], name="one_charge_a_fee"),
        )

    def __str__(self) -> str:
        return f"{self.participation_id} {self.amount}"
