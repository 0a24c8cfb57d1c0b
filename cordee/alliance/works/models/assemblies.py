"""Assemblies and seminars: their days, their agenda, who is invited, who came, what is voted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.alliance.models import Organ
from cordee.alliance.works.rules import assemblies as rules
from cordee.people.models import Person

USER = settings.AUTH_USER_MODEL


class Assembly(models.Model):
    """An assembly of the allies, or a seminar of the bureau and the team (R200, R212)."""

    class Kind(models.TextChoices):
        """What it is: a seminar owes no agenda."""

        ASSEMBLY = "assembly", _("assemblée")
        SEMINAR = "seminar", _("séminaire")

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("en préparation")
        OPEN = "open", _("annoncée")
        CLOSED = "closed", _("tenue")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("genre"), max_length=10, choices=Kind, default=Kind.ASSEMBLY)
    title = models.CharField(_("titre"), max_length=200)
    aim = models.TextField(_("but"), blank=True)
    organ = models.ForeignKey(Organ, null=True, on_delete=models.PROTECT, related_name="assemblies")
    """The organ that meets: each day counts as one of its meetings."""
    state = models.CharField(_("état"), max_length=8, choices=State, default=State.DRAFT)
    minutes = models.TextField(_("compte rendu"), blank=True)
    closed_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("assemblée")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title


class AssemblyDay(models.Model):
    """One of its times: a day, a way of holding it, an aim (R201, R202, R204)."""

    class Mode(models.TextChoices):
        """How it is held."""

        ON_SITE = rules.ON_SITE, _("sur place")
        REMOTE = rules.REMOTE, _("à distance")
        HYBRID = rules.HYBRID, _("sur place et à distance")

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="days")
    on = models.DateField(_("date"))
    mode = models.CharField(_("se tient"), max_length=8, choices=Mode)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    link = models.URLField(_("lien de la visioconférence"), blank=True)
    aim = models.CharField(_("but"), max_length=300)
    on_site = models.PositiveSmallIntegerField(_("venus sur place"), null=True)
    remote = models.PositiveSmallIntegerField(_("venus à distance"), null=True)
    """How many were counted; none: those of the list who came."""

    class Meta:
        verbose_name = _("temps d’une assemblée")
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["assembly", "on"], name="one_day_an_assembly"),
        )

    def __str__(self) -> str:
        return f"{self.assembly_id} {self.on}"


class AssemblyPart(models.Model):
    """A part of a day: its half, its own aim, the duty of the assembly it treats (R200, R204)."""

    class Half(models.TextChoices):
        """When in the day."""

        MORNING = "am", _("le matin")
        AFTERNOON = "pm", _("l’après-midi")

    class Duty(models.TextChoices):
        """What every assembly treats."""

        TRUST = "trust", _("vérifier la confiance faite à l’équipe")
        PROGRESS = "progress", _("mesurer les avancées")
        HERITAGE = "heritage", _("développer le patrimoine commun")
        PROSPECTS = "prospects", _("définir les perspectives de l’année qui vient")

    day = models.ForeignKey(AssemblyDay, on_delete=models.CASCADE, related_name="parts")
    half = models.CharField(_("moment"), max_length=2, choices=Half)
    title = models.CharField(_("titre"), max_length=200)
    aim = models.CharField(_("but"), max_length=300)
    duty = models.CharField(_("mission"), max_length=10, choices=Duty, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("séquence d’une assemblée")
        ordering = ("half", "rank", "pk")

    def __str__(self) -> str:
        return self.title


class SideOffer(models.Model):
    """What is proposed beside the agenda: an exhibition, a room to listen, a map (R205)."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="offers")
    title = models.CharField(_("proposition"), max_length=200)
    said = models.CharField(_("en quelques mots"), max_length=300, blank=True)
    link = models.URLField(_("lien"), blank=True)

    class Meta:
        verbose_name = _("proposition à côté")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class AssemblyGuest(models.Model):
    """Someone invited to an assembly."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assemblies")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("invité·e d’une assemblée")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["assembly", "person"], name="one_invitation_a_guest"),
        )

    def __str__(self) -> str:
        return str(self.person)


class DayReply(models.Model):
    """Whether someone comes to a day and how, then how she came (R203)."""

    class Way(models.TextChoices):
        """How."""

        ON_SITE = rules.ON_SITE, _("sur place")
        REMOTE = rules.REMOTE, _("à distance")
        NOT_COMING = rules.NOT_COMING, _("absent·e")

    guest = models.ForeignKey(AssemblyGuest, on_delete=models.CASCADE, related_name="replies")
    day = models.ForeignKey(AssemblyDay, on_delete=models.CASCADE, related_name="replies")
    reply = models.CharField(_("réponse"), max_length=8, choices=Way, blank=True)
    came = models.CharField(_("venue"), max_length=8, choices=Way, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("venue à un temps d’assemblée")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["guest", "day"], name="one_reply_a_day"),)

    def __str__(self) -> str:
        return f"{self.guest_id} {self.day_id} {self.reply}"


class Resolution(models.Model):
    """What an assembly voted: the text, the voices counted that day; an act."""

    day = models.ForeignKey(AssemblyDay, on_delete=models.PROTECT, related_name="resolutions")
    text = models.TextField(_("mis aux voix"))
    favour = models.PositiveSmallIntegerField(_("pour"))
    against = models.PositiveSmallIntegerField(_("contre"))
    abstained = models.PositiveSmallIntegerField(_("abstentions"))
    carried = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("vote d’une assemblée")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:80]
