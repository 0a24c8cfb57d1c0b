"""Published editions of a programme: the version of the definition in force, and those before."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.calls.rules import Phase, phase
from cordee.programme.schema import Definition

if TYPE_CHECKING:
    from datetime import date, datetime


SEVERAL: Final = (
    "$ ? (exists(@.steps[*].waves[*]) || exists(@.steps[*].tracks[*])"
    " || exists(@.windows[*].serves[*]) || exists(@.windows[*].tracks[*]))"
)
"""Where rules tell apart the periods of newcomers: by waves, places or tracks."""


class EditionQuerySet(models.QuerySet["Edition"]):
    """Adjectives for editions."""

    def published(self) -> Self:
        """Keep those the public may read."""
        return self.exclude(published_at=None)

    def listed(self) -> Self:
        """Latest closing first, the permanent ones before."""
        return self.order_by(models.F("closes_at").desc(nulls_first=True), "pk")

    def told_apart(self) -> Self:
        """Say beside each, as `several`, whether its closing may be the last of several."""
        asked = Func(
            F("current__content"),
            Value(SEVERAL),
            function="jsonb_path_exists",
            template="%(function)s(%(expressions)s::jsonpath)",
            output_field=models.BooleanField(),
        )
        return self.annotate(several=asked)

    def open(self, at: datetime) -> Self:
        """Keep those that receive files at that instant."""
        started = models.Q(opens_at=None) | models.Q(opens_at__lte=at)
        running = models.Q(closes_at=None) | models.Q(closes_at__gt=at)
        return self.published().filter(started & running)


class Edition(models.Model):
    """One call of a programme; its rules live in its current `Version`.

    `opens_at`, `closes_at`, `zone` and `title` repeat the version in force so that lists stay one
    query; only `actions.publish` and `actions.amend` write them.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(_("clé"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=300)
    opens_at = models.DateTimeField(_("ouverture"), null=True)
    closes_at = models.DateTimeField(_("clôture"), null=True)
    zone = models.CharField(_("fuseau horaire"), max_length=60, blank=True)
    """On whose clock both are said (`Europe/Paris`, `Indian/Reunion`)."""
    current = models.OneToOneField(
        "Version", null=True, on_delete=models.PROTECT, related_name="in_force"
    )
    published_at = models.DateTimeField(_("publiée le"), null=True)
    judging_at = models.DateTimeField(_("examen des dossiers depuis le"), null=True)
    results_at = models.DateTimeField(_("résultats publiés le"), null=True)
    archived_at = models.DateTimeField(_("archivée le"), null=True)
    several = False
    """Whether its periods differ, once `told_apart` asked it."""

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("appel")
        verbose_name_plural = _("appels")
        ordering = ("pk",)
        indexes = (models.Index(fields=["closes_at"], name="edition_closing"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the call: where a role held on it leads."""
        return reverse("calls:detail", args=[self.key])

    @property
    def definition(self) -> Definition:
        """The rules in force."""
        return self.rules_in_force.definition

    @property
    def rules_in_force(self) -> Version:
        """The version every act of today obeys and points at."""
        if self.current is None:
            raise RuntimeError("an edition without version has no rules yet")
        return self.current

    def today(self, at: datetime) -> date:
        """The day of an instant on the clock of the call."""
        return at.astimezone(ZoneInfo(self.zone or settings.TIME_ZONE)).date()

    def phase(self, at: datetime) -> Phase:
        """Where the call stands at that instant."""
        return phase(
            opens=self.opens_at,
            closes=self.closes_at,
            judging=self.judging_at,
            results=self.results_at,
            archived=self.archived_at,
            at=at,
        )


class Version(models.Model):
    """A definition as published: frozen, numbered, with who, when and why (an act)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("numéro"))
    content = models.JSONField(_("définition"))
    texts = models.JSONField(_("textes"), default=dict)
    digest = models.CharField(_("empreinte"), max_length=64)
    at = models.DateTimeField(_("publiée le"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    notice = models.TextField(_("ce qui change et pourquoi"), blank=True)

    class Meta:
        verbose_name = _("version de l’appel")
        ordering = ("edition", "number")
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="version_number"),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} v{self.number}"

    @cached_property
    def definition(self) -> Definition:
        """The definition as the model every rule reads; parsed once a process."""
        if self.digest not in _PARSED:
            if len(_PARSED) >= PARSED_AT_MOST:
                _PARSED.clear()
            _PARSED[self.digest] = Definition.model_validate(self.content)
        return _PARSED[self.digest]


PARSED_AT_MOST = 64
_PARSED: dict[str, Definition] = {}
"""Digest → definition: a version never changes, reading it costs some milliseconds."""
