"""Surveys of a cohort: who answered on one side, what was answered on the other."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models.circles import Audience
from cordee.journeys.learning.rules.surveys import pulse_of

if TYPE_CHECKING:
    from datetime import datetime


class Survey(models.Model):
    """Questions put to a cohort between two instants."""

    class Kind(models.TextChoices):
        """What it is for."""

        SIMPLE = "simple", _("questionnaire")
        PULSE = "pulse", _("pouls d’une rencontre")
        BEFORE = "before", _("avant le parcours")
        AFTER = "after", _("après le parcours")

    class To(models.TextChoices):
        """Who answers."""

        EVERYONE = "everyone", _("chaque membre des délégations")
        TEAM = "team", _("une réponse par délégation")
        STAFF = "staff", _("l’équipe d’animation")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cohort = models.ForeignKey("journeys.Cohort", on_delete=models.PROTECT, related_name="surveys")
    key = models.CharField(_("questionnaire de l’appel"), max_length=60, blank=True)
    kind = models.CharField(_("nature"), max_length=10, choices=Kind, default=Kind.SIMPLE)
    title = models.CharField(_("titre"), max_length=200)
    intro = models.TextField(_("présentation"), blank=True)
    questions = models.JSONField(_("questions"))
    to = models.CharField(_("qui répond"), max_length=10, choices=To, default=To.EVERYONE)
    anonymous = models.BooleanField(_("anonyme"), default=False)
    audience = models.CharField(_("qui lit les résultats"), max_length=10, choices=Audience)
    meeting = models.ForeignKey(
        "journeys.Meeting", null=True, on_delete=models.PROTECT, related_name="surveys"
    )
    before = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="later")
    """The survey of the beginning, whose answers are paired with these."""
    opens_at = models.DateTimeField(_("ouvre le"))
    closes_at = models.DateTimeField(_("ferme le"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("questionnaire")
        ordering = ("-opens_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(kind="pulse"), name="one_pulse_a_meeting"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def called(self) -> str:
        """Its title; that of a pulse can be said in another language."""
        if self.kind == self.Kind.PULSE and self.title.startswith(pulse_of("")):
            return pulse_of(self.title.removeprefix(pulse_of("")))
        return self.title

    def is_open(self, at: datetime) -> bool:
        """Whether it may be answered."""
        return self.opens_at <= at < self.closes_at


class Turnout(models.Model):
    """That someone, or a team, answered: never what, nor when; keys are drawn, not counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="turnout")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT)
    participation = models.ForeignKey("journeys.Participation", null=True, on_delete=models.PROTECT)

    forgotten = models.UUIDField(null=True)
    """Drawn when the name goes, so that the count stays."""

    class Meta:
        verbose_name = _("réponse reçue de")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["survey", "person", "participation", "forgotten"],
                nulls_distinct=False,
                name="one_answer_each",
            ),
        )

    def __str__(self) -> str:
        return f"{self.survey_id}"


class Reply(models.Model):
    """What was answered; by nobody known when the survey is anonymous. No hour, a drawn key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT)
    participation = models.ForeignKey("journeys.Participation", null=True, on_delete=models.PROTECT)
    answers = models.JSONField(_("réponses"))
    mark = models.CharField(max_length=64, blank=True)
    """What the code she keeps becomes: it pairs before and after, and leads back to nobody."""

    class Meta:
        verbose_name = _("réponse à un questionnaire")
        ordering = ("id",)
        indexes = (models.Index(fields=["survey", "mark"], name="reply_of_a_code"),)

    def __str__(self) -> str:
        return f"{self.survey_id}"
