"""Letters, their issues, the sections several write, and the addresses that asked for them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models import SharedText
from cordee.letters.rules import Heading


class Letter(models.Model):
    """A letter that comes back: its standing sections, its readers, how often at most (R165)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("titre"), max_length=160, unique=True)
    about = models.CharField(_("en une phrase"), max_length=300, blank=True)
    cohort = models.ForeignKey(
        "journeys.Cohort", null=True, on_delete=models.PROTECT, related_name="letters"
    )
    """Its delegations receive it, without asking for it, until they say no."""
    public = models.BooleanField(_("ouverte à tout le monde"), default=True)
    sections = models.JSONField(_("parties"), default=list)
    """Rows (title, line, mark)."""
    coming = models.BooleanField(_("prochaines rencontres"), default=False)
    every = models.PositiveSmallIntegerField(_("un numéro tous les… jours"), null=True, blank=True)
    """How often it comes back; each issue announces the next one (R165)."""
    most = models.PositiveSmallIntegerField(_("numéros en trente jours, au plus"), default=2)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("lettre")
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def headings(self) -> list[Heading]:
        """Its standing sections."""
        return [Heading(*one) for one in self.sections]


class Issue(models.Model):
    """An issue: in writing, then sent and frozen."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField(_("numéro"))
    title = models.CharField(_("titre"), max_length=200)
    content = models.JSONField(default=dict)
    """What was sent: sections and dates, testimonies by their marker (R194)."""
    digest = models.CharField(max_length=64, blank=True)
    readers = models.PositiveIntegerField(default=0)
    forwards = models.PositiveIntegerField(default=0)
    """How many people said they passed it on (R192)."""
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("numéro d’une lettre")
        ordering = ("-number", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["letter", "number"], name="one_issue_a_number"),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(sent_at=None), name="one_issue_in_writing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.letter} – {self.number}"


class Passage(models.Model):
    """A section of an issue, or one put off until a later issue (no issue, R185)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="passages")
    issue = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="passages")
    rank = models.PositiveSmallIntegerField(default=0)
    mark = models.CharField(max_length=8, blank=True)
    title = models.CharField(_("partie"), max_length=120)
    line = models.CharField(_("ligne fixe"), max_length=200, blank=True)
    signature = models.CharField(_("signature"), max_length=200, blank=True)
    draft = models.OneToOneField(SharedText, on_delete=models.PROTECT, related_name="+")
    assigned = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("partie d’une lettre")
        ordering = ("issue", "rank", "pk")

    def __str__(self) -> str:
        return self.title


class Subscriber(models.Model):
    """An address that asked for a letter, or that wants it no more."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="subscribers")
    email = models.EmailField(_("adresse électronique"))
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("abonnement à une lettre")
        ordering = ("email", "pk")
        constraints = (
            models.UniqueConstraint(fields=["letter", "email"], name="one_subscriber_an_address"),
        )

    def __str__(self) -> str:
        return self.email
