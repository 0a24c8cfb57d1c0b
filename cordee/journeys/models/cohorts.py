"""Who lives a year together: cohorts, territories, their delegates."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.rules.absences import put_off, put_off_hour

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from cordee.journeys.models.meetings import Meeting
    from cordee.kernel.moments import When
    from cordee.programme.schema.year import Meeting as Planned


class Cohort(models.Model):
    """The winners of a ruling, setting out together (an act)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.OneToOneField("calls.Edition", on_delete=models.PROTECT, related_name="cohort")
    ruling = models.OneToOneField(
        "selection.Ruling", on_delete=models.PROTECT, related_name="cohort"
    )
    label = models.CharField(_("nom"), max_length=250)
    begun_at = models.DateTimeField(_("constituée le"))
    alumni_from = models.DateField(_("année finie le"), null=True)
    """From that day its people are alumni: nothing is owed, exchanges go on (R95)."""
    goes_on = models.TextField(_("ce qui continue"), blank=True)

    class Meta:
        verbose_name = _("cohorte")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label

    def is_over(self, at: datetime) -> bool:
        """Whether its year is finished at that instant."""
        return self.alumni_from is not None and self.alumni_from <= at.astimezone(self.zone).date()

    @property
    def currency(self) -> str:
        """The currency of the amounts of its programme that name no other."""
        return self.edition.definition.currency

    @property
    def zone(self) -> ZoneInfo:
        """The wall clock of its programme: hours are typed, told and kept on it."""
        return ZoneInfo(self.edition.definition.timeline.zone)


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
    track = models.CharField(_("volet"), max_length=60, blank=True)
    """Its track of the call; empty when the call has none."""
    closed_phases = models.JSONField(_("phases closes"), default=list)
    """The phases of the programme it does not live: it did not pass the gate before them."""
    starts = models.DateField(_("depuis le"))
    ends = models.DateField(_("jusqu’au"), null=True)
    ended_because = models.TextField(_("raison de la fin"), blank=True)
    extended_on = models.DateField(_("prolongée le"), null=True)
    extended_until = models.DateField(_("prolongée jusqu’au"), null=True)
    """What was still due when more time was given is due on that last day."""

    class Meta:
        verbose_name = _("participation")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The wall clock of its programme."""
        return self.cohort.zone

    def put_off(self, due: When) -> When:
        """A deadline as it stands for this territory, more time given counted."""
        return put_off(due, self.extended_on, self.extended_until)

    def put_off_hour(self, due: datetime | None) -> datetime | None:
        """The same for a deadline at an hour."""
        if due is None or self.extended_until is None:
            return due
        return put_off_hour(due.astimezone(self.zone), self.extended_on, self.extended_until)

    def lives(self, tracks: Collection[str]) -> bool:
        """Whether what the programme asks of some tracks is asked of it; of none named: of all."""
        if not tracks or not self.track or self.track in tracks:
            return True
        return self.cohort.edition.definition.concerns(tracks, self.track)

    def meets(self, planned: Planned) -> bool:
        """Whether it is expected at a meeting: of its track, of a phase open to it."""
        return self.lives(planned.tracks) and planned.phase not in self.closed_phases


class DelegateQuerySet(models.QuerySet["Delegate"]):
    """Adjectives for delegates."""

    def current(self, at: datetime) -> Self:
        """Keep those of that instant."""
        return self.filter(starts__lte=at).filter(models.Q(ends=None) | models.Q(ends__gt=at))

    def during(self, begins: datetime, until: datetime) -> Self:
        """Keep those of any instant from `begins` to `until` excluded."""
        still = models.Q(ends=None) | models.Q(ends__gt=begins)
        return self.filter(still, starts__lt=until)

    def of_meeting(self, meeting: Meeting) -> Self:
        """Keep those a meeting concerns: of its territory, or of its cohort and of its tracks."""
        if meeting.participation_id is not None:
            return self.filter(participation=meeting.participation_id)
        rows = self.filter(participation__cohort=meeting.cohort_id, participation__ends=None)
        planned = meeting.planned
        if planned is not None and planned.phase:
            rows = rows.exclude(participation__closed_phases__contains=[planned.phase])
        if planned is None or not planned.tracks:
            return rows
        return rows.filter(participation__track__in=("", *planned.tracks))


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
