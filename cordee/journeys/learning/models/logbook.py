"""The logbook of each participant, and what she lets others quote from it (R131-R134)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models.circles import Audience, Circled, CircledQuerySet


class LogEntry(Circled):
    """A note of someone's own logbook: hers alone, until she shares it."""

    section = models.CharField(_("rubrique"), max_length=200)
    text = models.TextField(_("texte"))
    meeting = models.ForeignKey(
        "journeys.Meeting", null=True, on_delete=models.PROTECT, related_name="log_entries"
    )
    """The meeting at whose start she puts it to discussion."""
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)

    objects = CircledQuerySet["LogEntry"].as_manager()

    class Meta:
        verbose_name = _("entrée du journal de bord")
        ordering = ("-written_at", "-pk")
        indexes = (
            models.Index(fields=["cohort", "person", "-written_at"], name="log_of_someone"),
            models.Index(fields=["cohort", "audience", "-shared_at"], name="log_shared"),
        )

    def __str__(self) -> str:
        return f"{self.section} {self.pk}"

    @property
    def shared(self) -> bool:
        """Whether anyone else reads it."""
        return self.audience != Audience.ME


class Extract(models.Model):
    """Words of a logbook asked for one kind of text: the author's answer, and where they went.

    An accord holds for that kind alone; withdrawn, the words themselves are forgotten.
    """

    class Use(models.TextChoices):
        """What the words are asked for."""

        REPORT = "report", _("le bilan ou la capitalisation")
        LETTER = "letter", _("la lettre")
        STRATEGY = "strategy", _("la stratégie du territoire")
        MINUTES = "minutes", _("un compte rendu")

    class Answer(models.TextChoices):
        """What the author says."""

        NAMED = "named", _("oui, sous mon nom")
        ANONYMOUS = "anonymous", _("oui, sans mon nom")
        NO = "no", _("non")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("journeys.Cohort", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        LogEntry, null=True, on_delete=models.SET_NULL, related_name="extracts"
    )
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT)
    text = models.TextField(_("extrait"))
    use = models.CharField(_("usage"), max_length=10, choices=Use)
    reason = models.CharField(_("précision"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(_("réponse"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    used_in = models.CharField(_("utilisé dans"), max_length=300, blank=True)
    used_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(_("ôté le"), null=True)
    """When words copied by hand were taken out of where `used_in` says, after a withdrawal."""

    class Meta:
        verbose_name = _("extrait demandé")
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.use} {self.pk}"

    @property
    def marker(self) -> str:
        """What stands for it in a text that quotes it."""
        return f"[extrait:{self.public_id.hex[:12]}]"

    @property
    def granted(self) -> bool:
        """Whether it may be quoted now."""
        return self.answer in {self.Answer.NAMED, self.Answer.ANONYMOUS} and not self.withdrawn_at
