"""The kit of a meeting and the library of a cohort: files, links, recordings, reports, sheets."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models.circles import Circled, CircledQuerySet
from cordee.journeys.learning.models.files import HeldFile
from cordee.journeys.learning.rules import search

if TYPE_CHECKING:
    from datetime import date

    from cordee.journeys.learning.places import Place


class ResourceQuerySet(CircledQuerySet["Resource"]):
    """Adjectives for resources."""

    def open_to(self, place: Place, today: date) -> Self:
        """Keep what someone finds: all for the staff, else published, not expired, hers to read."""
        found = self.readable(place).filter(removed_at=None)
        if place.staff:
            return found
        fresh = models.Q(expires_on=None) | models.Q(expires_on__gt=today)
        return found.filter(fresh, state="published")

    def about(self, words: str) -> Self:
        """Keep those where every word sought is found, plurals and accents forgiven."""
        found = self
        for one in search.sought(words):
            found = found.filter(search_key__contains=one)
        return found


class Resource(Circled):
    """Something to learn from; a draft, then read by someone, then published to its circle."""

    class Kind(models.TextChoices):
        """What it is."""

        FILE = "file", _("document")
        LINK = "link", _("lien")
        RECORDING = "recording", _("enregistrement")
        FILM = "film", _("film")
        REPORT = "report", _("compte rendu")
        SHEET = "sheet", _("fiche")

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("brouillon")
        REVIEWED = "reviewed", _("relu")
        PUBLISHED = "published", _("publié")

    meeting = models.ForeignKey(
        "journeys.Meeting", null=True, on_delete=models.PROTECT, related_name="resources"
    )
    kind = models.CharField(_("nature"), max_length=10, choices=Kind, default=Kind.FILE)
    title = models.CharField(_("titre"), max_length=200)
    summary = models.CharField(_("en une phrase"), max_length=400, blank=True)
    body = models.TextField(_("texte"), blank=True)
    """What a sheet says, or the transcript of a recording."""
    link = models.URLField(_("lien"), blank=True, max_length=500)
    credit = models.CharField(_("de qui"), max_length=200, blank=True)
    version = models.CharField(_("version"), max_length=60, blank=True)
    """Which one it is, of what others keep up to date: a kit, a guide (R157)."""
    themes = models.JSONField(_("thèmes et principes"), default=list, blank=True)
    """Keys of the themes of its call: one list, that of the grid of the diagnosis too (R186)."""
    bound = models.CharField(_("au plus jusqu’à"), max_length=10, blank=True)
    """How far those who are filmed in it let it go; empty when it binds nobody (R334)."""
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_on = models.DateField(_("à relire avant le"), null=True)
    removed_at = models.DateTimeField(null=True)
    search_key = models.TextField(editable=False, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("ressource")
        ordering = ("-published_at", "-pk")
        indexes = (
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="resource_search"),
            models.Index(fields=["cohort", "meeting", "state"], name="resource_of_a_kit"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep what searches it in step with what it says."""
        self.search_key = search.key(self.title, self.summary, self.credit, self.version, self.body)
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came


class ResourceFile(HeldFile):
    """A file of a resource."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = _("fichier d’une ressource")
        ordering = ("pk",)


class KitVisit(models.Model):
    """When someone last looked at what a cohort keeps, to tell her what is new."""

    cohort = models.ForeignKey("journeys.Cohort", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    before = models.DateTimeField(null=True)
    """The visit before this one: what came since is new."""

    class Meta:
        verbose_name = _("visite de la mallette")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["cohort", "user"], name="one_visit_each"),)

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.user_id}"


class TakeUp(models.Model):
    """A resource was taken up elsewhere: who, when, where to see it (R262)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="takeups")
    who = models.CharField(_("reprise par"), max_length=200)
    on = models.DateField(_("le"))
    link = models.URLField(_("lien"), max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reprise d’une ressource")
        verbose_name_plural = _("reprises d’une ressource")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.who
