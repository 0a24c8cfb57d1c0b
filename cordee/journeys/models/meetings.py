"""When they meet, what changed, who was there."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Cohort, Delegate, Participation

if TYPE_CHECKING:
    from cordee.programme.schema.words import Words
    from cordee.programme.schema.year import Meeting as Planned


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
    repeats = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="repetitions"
    )
    """The meeting it takes again on another day."""
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
    needed = models.JSONField(default=list, blank=True)
    """Roles and parts of the delegations without whom a date is not worth choosing."""
    quorum = models.PositiveSmallIntegerField(default=0)
    """How many people of each territory make a date worth choosing."""
    sequence = models.PositiveIntegerField(default=0)
    """SEQUENCE of RFC 5545: raised at each change announced."""
    changed_at = models.DateTimeField()
    presence_counts = models.JSONField(null=True, blank=True)
    """What stays of its sheet once names are forgotten: `halves`, `present`, `people`, `teams`."""

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

    @property
    def planned(self) -> Planned | None:
        """What the programme says of it; nothing for a meeting of its own."""
        return self.cohort.edition.definition.year.meeting(self.key)

    @property
    def phase(self) -> Words | str:
        """The phase of the programme it belongs to, in the words of the call; empty without one."""
        planned = self.planned
        phases = self.cohort.edition.definition.year.phases
        return next((one.label for one in phases if planned and one.key == planned.phase), "")

    def concerns(self, participation: Participation) -> bool:
        """Whether a territory is expected there: it is its own, or that of its track."""
        if self.participation_id is not None:
            return self.participation_id == participation.pk
        return self.planned is None or participation.meets(self.planned)

    @property
    def zone(self) -> ZoneInfo:
        """The wall clock it is told on: its own when the programme gives one."""
        planned = self.planned
        return ZoneInfo(planned.zone) if planned and planned.zone else self.cohort.zone


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
    sent_at = models.DateTimeField(null=True)
    """When it reached us, if the network of the room held it back: `at` stays its own moment."""
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
