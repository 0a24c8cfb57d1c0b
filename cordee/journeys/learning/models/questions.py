"""Questions to the staff, by page, telephone or letter: their sheet, until they are answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.models.circles import Circled, CircledQuerySet


class Question(Circled):
    """What someone, or a team, asks; `participation` is empty when she asks for herself alone."""

    class State(models.TextChoices):
        """Who is waited for."""

        OPEN = "open", _("attend l’équipe d’animation")
        AWAITING = "awaiting", _("attend une précision")
        ANSWERED = "answered", _("répondue")
        CLOSED = "closed", _("close")

    class Channel(models.TextChoices):
        """How it came."""

        PAGE = "page", _("en ligne")
        PHONE = "phone", _("par téléphone")
        MAIL = "mail", _("par courriel")
        MEETING = "meeting", _("en rencontre")

    class Nature(models.TextChoices):
        """What it is about (R235)."""

        QUESTION = "question", _("question")
        SPEAKER = "speaker", _("demande d’intervention")
        PARTNER = "partner", _("partenariat")
        OTHER = "other", _("autre demande")

    subject = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("question"))
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.QUESTION)
    channel = models.CharField(_("reçue"), max_length=10, choices=Channel, default=Channel.PAGE)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(_("posée le"))
    due_on = models.DateField(_("réponse promise pour le"))
    assigned = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sheet = models.OneToOneField(
        "learning.Resource", null=True, on_delete=models.SET_NULL, related_name="question"
    )
    """The sheet its answer became."""

    objects = CircledQuerySet["Question"].as_manager()

    class Meta:
        verbose_name = _("question à l’équipe")
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["cohort", "state", "due_on"], name="questions_waiting"),)

    def __str__(self) -> str:
        return self.subject


class QuestionNote(models.Model):
    """A line of the sheet: a word to who asked, or a note of the staff and the time it took."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="notes")
    internal = models.BooleanField(_("note interne"), default=False)
    text = models.TextField(_("texte"))
    minutes = models.PositiveSmallIntegerField(_("temps passé (minutes)"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("ligne de suivi")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.question_id} {self.pk}"
