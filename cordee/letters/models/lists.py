"""Lists of discussion: who is on them, what is said there, what waits to be read over (R270)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordee.letters.rules.lists import WORD

if TYPE_CHECKING:
    from datetime import datetime


class DiscussionList(models.Model):
    """A list: who writes, who reads, who reads over, how one comes in; said in words."""

    class Writers(models.TextChoices):
        """Who writes to it."""

        MEMBERS = "members", _("tous ses membres")
        MODERATORS = "moderators", _("l’équipe qui l’anime, et elle seule")

    class Moderation(models.TextChoices):
        """What is read over before it leaves."""

        NONE = "none", _("rien : chaque message part aussitôt")
        FIRST = "first", _("le premier message de chaque personne")
        ALL = "all", _("chaque message")

    class Reading(models.TextChoices):
        """Who reads what was said."""

        MEMBERS = "members", _("ses membres et l’équipe d’animation")
        ALLIANCE = "alliance", _("ses membres et les alliés")
        PUBLIC = "public", _("tout le monde, sans compte")

    class Joining(models.TextChoices):
        """How one comes in."""

        CLOSED = "closed", _("sur invitation de l’équipe")
        ASKED = "asked", _("sur demande, que l’équipe accepte")
        OPEN = "open", _("librement")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    word = models.CharField(
        _("mot de son adresse"), max_length=24, unique=True, validators=[RegexValidator(WORD)]
    )
    title = models.CharField(_("titre"), max_length=160)
    about = models.CharField(_("en une phrase"), max_length=300, blank=True)
    cohort = models.ForeignKey(
        "journeys.Cohort", null=True, on_delete=models.PROTECT, related_name="lists"
    )
    """Its delegations are on it without asking, until each says no (R272, R326)."""
    writers = models.CharField(max_length=10, choices=Writers, default=Writers.MEMBERS)
    moderation = models.CharField(max_length=5, choices=Moderation, default=Moderation.NONE)
    reading = models.CharField(max_length=8, choices=Reading, default=Reading.MEMBERS)
    joining = models.CharField(max_length=6, choices=Joining, default=Joining.CLOSED)
    kept_months = models.PositiveSmallIntegerField(_("mois gardés"), default=36)
    gathered_at = models.DateTimeField(null=True)
    """When the last digest left."""
    closed_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("liste de discussion")
        verbose_name_plural = _("listes de discussion")
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title


class ListMemberQuerySet(models.QuerySet["ListMember"]):
    """Adjectives for addresses of a list."""

    def alive(self) -> Self:
        """Keep those that agreed, did not leave, and whose territory goes on."""
        return self.filter(ended_at=None, participation__ends=None).exclude(confirmed_at=None)


class ListMember(models.Model):
    """An address on a list, or one that left it; also what a delegate chose for herself."""

    class Rhythm(models.TextChoices):
        """How she receives it."""

        EACH = "each", _("chaque message, quand il arrive")
        DAILY = "daily", _("un résumé par jour")
        NONE = "none", _("rien : je lis sur la page")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    list = models.ForeignKey(DiscussionList, on_delete=models.CASCADE, related_name="members")
    email = models.EmailField(_("adresse électronique"))
    name = models.CharField(_("nom"), max_length=160, blank=True)
    participation = models.ForeignKey(
        "journeys.Participation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The territory of an occasional member: she leaves with it (R272)."""
    moderates = models.BooleanField(_("anime la liste"), default=False)
    trusted = models.BooleanField(_("écrit sans relecture"), default=False)
    rhythm = models.CharField(max_length=5, choices=Rhythm, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=False)
    """Her address is proved, and a moderator is to let her in."""
    ended_at = models.DateTimeField(null=True)

    objects = ListMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre d’une liste")
        verbose_name_plural = _("membres d’une liste")
        ordering = ("email", "pk")
        constraints = (
            models.UniqueConstraint(fields=["list", "email"], name="one_member_an_address"),
        )

    def __str__(self) -> str:
        return self.name or self.email


class ListMessageQuerySet(models.QuerySet["ListMessage"]):
    """Adjectives for messages."""

    def told(self) -> Self:
        """Keep what its readers read."""
        return self.filter(state=ListMessage.State.TOLD)

    def waiting(self) -> Self:
        """Keep what a moderator is to read over."""
        return self.filter(state=ListMessage.State.HELD)

    def since(self, moment: datetime) -> Self:
        """Keep what was said after that instant."""
        return self.filter(decided_at__gt=moment)


class ListMessage(models.Model):
    """Something said on a list, by the page or by mail: plain words, whatever came in."""

    class State(models.TextChoices):
        """What became of it."""

        HELD = "held", _("à relire")
        TOLD = "told", _("envoyé")
        REFUSED = "refused", _("refusé")
        WITHDRAWN = "withdrawn", _("retiré")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    list = models.ForeignKey(DiscussionList, on_delete=models.PROTECT, related_name="messages")
    thread = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    """The message that opened the thread; none for that one."""
    email = models.EmailField(blank=True)
    name = models.CharField(_("qui"), max_length=200, blank=True)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("texte"))
    message_id = models.CharField(max_length=250, null=True)
    known = models.BooleanField(default=True)
    """Whether the address was on the list when it wrote: a stranger is answered nothing."""
    files = models.PositiveSmallIntegerField(default=0)
    """Files that came with it and did not follow."""
    state = models.CharField(max_length=9, choices=State)
    held_because = models.CharField(max_length=300, blank=True)
    reason = models.CharField(_("raison"), max_length=1000, blank=True)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ListMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message d’une liste")
        verbose_name_plural = _("messages d’une liste")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["list", "message_id"],
                condition=~Q(message_id=None),
                name="one_mail_once",
            ),
        )
        indexes = (models.Index(fields=["list", "state", "at"], name="list_messages"),)

    def __str__(self) -> str:
        return self.subject
