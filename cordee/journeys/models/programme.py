"""What happens during a meeting, who speaks, who does what, what is read before."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.journeys.models.cohorts import Participation
from cordee.journeys.models.meetings import Meeting


class Item(models.Model):
    """A time of the programme; it hangs on the beginning of its meeting and moves with it (R67)."""

    class Kind(models.TextChoices):
        """What one does."""

        TALK = "talk", _("apport")
        WORKSHOP = "workshop", _("atelier")
        CASE = "case", _("étude de cas")
        DEBATE = "debate", _("débat")
        EXCHANGE = "exchange", _("échange entre pairs")
        MEAL = "meal", _("repas")
        BREAK = "break", _("pause")
        OTHER = "other", _("autre temps")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    begins = models.SmallIntegerField(_("minutes après le début"))
    lasts = models.PositiveSmallIntegerField(_("durée en minutes"))
    kind = models.CharField(_("nature"), max_length=10, choices=Kind, default=Kind.OTHER)
    label = models.CharField(_("intitulé"), max_length=200)
    description = models.TextField(_("contenu"), blank=True)
    voices = models.CharField(_("avec"), max_length=300, blank=True)
    """Who speaks, when named only: whoever has a link of her own is a `Speaker`."""
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("temps du programme")
        verbose_name_plural = _("temps du programme")
        ordering = ("meeting", "begins", "pk")

    def __str__(self) -> str:
        return self.label


class Speaker(models.Model):
    """Someone asked to speak at a meeting, by a link of her own (R68)."""

    class State(models.TextChoices):
        """What she said."""

        ASKED = "asked", _("sans réponse")
        CONFIRMED = "confirmed", _("confirmé·e")
        DECLINED = "declined", _("ne viendra pas")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="speakers")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="interventions"
    )
    items = models.ManyToManyField(Item, related_name="speakers", blank=True)
    structure = models.CharField(_("structure"), max_length=200, blank=True)
    asked_to = models.TextField(_("ce qui lui est demandé"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    confirmed_for = models.DateTimeField(_("confirmé pour"), null=True)
    """The beginning she confirmed: once the meeting moves, she is asked again."""
    words = models.TextField(_("son mot, ce dont elle a besoin"), blank=True)
    answered_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("intervenant·e")
        verbose_name_plural = _("intervenant·es")
        ordering = ("meeting", "pk")
        constraints = (models.UniqueConstraint(fields=["meeting", "person"], name="one_speaker"),)

    def __str__(self) -> str:
        return str(self.person)

    @property
    def to_confirm_again(self) -> bool:
        """Whether the meeting moved since she said yes."""
        return self.state == self.State.CONFIRMED and self.confirmed_for != self.meeting.starts

    @property
    def said(self) -> str:
        """What she said, in words."""
        return str(_("à reconfirmer : la date a changé") if self.to_confirm_again
                   else self.get_state_display())  # fmt: skip


class Material(models.Model):
    """What a speaker brings: a file or a link, for the team alone or for the whole cohort."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="materials")
    title = models.CharField(_("titre"), max_length=200)
    link = models.URLField(_("lien"), blank=True)
    name = models.CharField(_("nom du fichier"), max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content = models.FileField(upload_to="materials/%Y/%m", blank=True)
    audience = models.CharField(max_length=20, default="cohort")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("support d’intervention")
        verbose_name_plural = _("supports d’intervention")
        ordering = ("speaker", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def author_id(self) -> int:
        """Whose it is."""
        return self.speaker.person_id

    @property
    def participation(self) -> Participation | None:
        """The territory it was for, when its meeting is that of one territory."""
        return self.speaker.meeting.participation

    @property
    def cohort_id(self) -> int:
        """The cohort it was for."""
        return self.speaker.meeting.cohort_id


class Duty(models.Model):
    """Who does what for a meeting (R154-R155)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="duties")
    who = models.CharField(_("qui"), max_length=160)
    does = models.CharField(_("fait quoi"), max_length=300)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("responsabilité")
        ordering = ("meeting", "pk")

    def __str__(self) -> str:
        return f"{self.who} – {self.does}"


class Preparation(models.Model):
    """What is settled beside the hours: the territory that hosts, the note read before (R125)."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="preparation")
    host = models.ForeignKey(
        Participation, null=True, on_delete=models.PROTECT, related_name="hosting"
    )
    note = models.TextField(_("note de contexte"), blank=True)
    note_days = models.PositiveSmallIntegerField(_("envoyée tant de jours avant"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("préparation de la rencontre")
        ordering = ("meeting",)

    def __str__(self) -> str:
        return f"{self.meeting_id}"
