"""Workstreams: their frame of the year, who carries them, what is objected, asked and made."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordee.alliance.models import MoneyDecision, Organ
from cordee.alliance.models.objections import AnsweredObjection
from cordee.alliance.works.models.assemblies import Assembly
from cordee.alliance.works.models.terms import Term
from cordee.alliance.works.rules import workstreams as rules
from cordee.journeys.learning.models.files import HeldFile
from cordee.people.models import Organisation, Person

if TYPE_CHECKING:
    from datetime import date

USER = settings.AUTH_USER_MODEL


class WorkFrame(models.Model):
    """The frame of a year of workstreams: criteria, ceiling, budget, rhythm (R220, R227, R230)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(_("nom"), max_length=120, unique=True)
    starts = models.DateField(_("début"))
    ends = models.DateField(_("fin"))
    criteria = models.TextField(_("critères"), blank=True)
    least_allies = models.PositiveSmallIntegerField(_("alliés au moins"), default=2)
    organ = models.ForeignKey(Organ, null=True, on_delete=models.PROTECT, related_name="+")
    """Who grants the supports."""
    ceiling = models.DecimalField(_("plafond"), max_digits=12, decimal_places=2, null=True)
    """The most that one workstream may be granted."""
    budget = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, null=True)
    """The most for all of them."""
    first_meeting = models.DateField(_("première rencontre des référent·es"), null=True)
    meets_every = models.PositiveSmallIntegerField(_("mois entre deux rencontres"), null=True)
    publication_months = models.PositiveSmallIntegerField(_("publication commune, mois"), null=True)
    publication_link = models.URLField(_("publication commune"), blank=True)
    published_on = models.DateField(null=True)
    review_on = models.DateField(_("revue avant le"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("cadre des chantiers")
        ordering = ("-starts", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="frame_ends_after"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def publication_due(self) -> date | None:
        """The day by which the common publication is due (R228)."""
        return rules.publication_day(self.starts, self.publication_months)

    @property
    def meetings_due(self) -> list[date]:
        """When those who carry workstreams meet, by the rule (R227)."""
        return rules.leaders_dates(self.first_meeting, self.meets_every, self.ends)


class LeadersMeeting(models.Model):
    """Those who carry workstreams met (R227)."""

    frame = models.ForeignKey(WorkFrame, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField(_("date"))
    attended = models.PositiveSmallIntegerField(_("personnes présentes"))
    note = models.CharField(_("ce qui s’est dit"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("rencontre des référent·es")
        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["frame", "on"], name="one_leaders_meeting_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.frame} {self.on}"


class Workstream(models.Model):
    """What a group of allies makes together, carried by one of them (R214-R229)."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = rules.DRAFT, _("en préparation")
        PRESENTED = rules.PRESENTED, _("présenté")
        LAUNCHED = rules.LAUNCHED, _("lancé")
        MERGED = rules.MERGED, _("fondu dans un autre")
        DROPPED = rules.DROPPED, _("abandonné")
        CLOSED = rules.CLOSED, _("clos")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    frame = models.ForeignKey(WorkFrame, on_delete=models.PROTECT, related_name="workstreams")
    title = models.CharField(_("titre"), max_length=200)
    kind = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="+")
    goals = models.ManyToManyField(Term, related_name="+")
    tags = ArrayField(models.CharField(max_length=40), default=list)
    pitch = models.TextField(_("présentation"))
    leader = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="workstreams_led"
    )
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.DRAFT)
    assembly = models.ForeignKey(
        Assembly, null=True, on_delete=models.PROTECT, related_name="workstreams"
    )
    """Before which assembly it was presented."""
    presented_on = models.DateField(null=True)
    launched_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(_("raison"), blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    """Who proposed it."""

    class Meta:
        verbose_name = _("chantier")
        ordering = ("title", "pk")
        indexes = (models.Index(fields=["state", "theme"], name="workstreams_by_theme"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state=rules.MERGED), name="merged_says_so"
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.LAUNCHED) | Q(launched_on__isnull=False),
                name="launched_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.title


class WorkAlly(models.Model):
    """An ally who takes part in a workstream, in her own name or for a structure."""

    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="allies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="workstreams")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="workstreams"
    )
    joined = models.DateField(_("depuis le"))
    left = models.DateField(_("jusqu’au"), null=True)

    class Meta:
        verbose_name = _("allié d’un chantier")
        ordering = ("joined", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["workstream", "person"], condition=Q(left=None), name="one_place_an_ally"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}" if self.organisation else str(self.person)


class WorkObjection(AnsweredObjection):
    """An objection to a workstream: heard and answered, never a veto (R217-R219)."""

    class Outcome(models.TextChoices):
        """What became of the workstream."""

        MATURED = "matured", _("le chantier a mûri")
        MERGED = "merged", _("le chantier s’est fondu dans un autre")
        DROPPED = "dropped", _("le chantier est abandonné")
        KEPT = "kept", _("le chantier reste tel qu’il est")

    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="objections")
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("objection à un chantier")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & ~Q(outcome="")),
                name="answered_says_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.workstream_id} {self.author}"


class WorkSupport(models.Model):
    """Money asked for a workstream: needs, what it pays, and the organ's decision (R220-R223)."""

    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="supports")
    frame = models.ForeignKey(WorkFrame, on_delete=models.PROTECT, related_name="supports")
    """Of which year: a workstream that goes on asks anew."""
    asked = models.DecimalField(_("somme demandée"), max_digits=12, decimal_places=2)
    needs = models.TextField(_("besoins et moyens"))
    pays = models.CharField(_("ce que la somme paie"), max_length=300)
    decision = models.OneToOneField(
        MoneyDecision, null=True, on_delete=models.PROTECT, related_name="work_support"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("soutien à un chantier")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["workstream"], condition=Q(decision=None), name="one_support_waiting"
            ),
            models.CheckConstraint(condition=Q(asked__gt=0), name="support_asks_something"),
        )

    def __str__(self) -> str:
        return f"{self.workstream_id} {self.asked}"


class WorkOutput(models.Model):
    """What a workstream makes: any nature, any length, a link or a file (R224, R228)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="outputs")
    title = models.CharField(_("titre"), max_length=200)
    nature = models.CharField(_("nature"), max_length=60)
    due = models.DateField(_("attendu le"), null=True)
    link = models.URLField(_("lien"), blank=True)
    delivered_on = models.DateField(_("paru le"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("production d’un chantier")
        ordering = ("-delivered_on", "due", "pk")

    def __str__(self) -> str:
        return self.title


class WorkFile(HeldFile):
    """The document of an output, when it is no link: the last one given stands."""

    output = models.ForeignKey(WorkOutput, on_delete=models.PROTECT, related_name="files")
    content = models.FileField(upload_to="works/%Y/%m")

    class Meta:
        verbose_name = _("fichier d’une production")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["output"], condition=Q(removed_at=None), name="one_file_an_output"
            ),
        )


class WorkReview(models.Model):
    """The yearly review of a workstream: what was learned, whether it goes on (R230)."""

    class Choice(models.TextChoices):
        """What was chosen."""

        CONTINUE = "continue", _("il continue")
        CLOSE = "close", _("il se clôt")

    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="reviews")
    frame = models.ForeignKey(WorkFrame, on_delete=models.PROTECT, related_name="reviews")
    choice = models.CharField(_("choix"), max_length=10, choices=Choice)
    learned = models.TextField(_("ce que cette année a appris"))
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("revue d’un chantier")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["workstream", "frame"], name="one_review_a_frame"),
        )

    def __str__(self) -> str:
        return f"{self.workstream_id} {self.choice}"
