"""Permanences, sessions of communities, meetings of the alliance: when, who came, what is kept."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordee.alliance.allies.models.communities import Community
from cordee.alliance.allies.models.kinds import AllyKind
from cordee.kernel import french
from cordee.people.models import Organisation, Person

USER = settings.AUTH_USER_MODEL


class DropIn(models.Model):
    """A permanence open to all, by a rule: « the first Tuesday of each month » (R231)."""

    class Rank(models.IntegerChoices):
        """Which of the month."""

        FIRST = 1, _("premier")
        SECOND = 2, _("deuxième")
        THIRD = 3, _("troisième")
        FOURTH = 4, _("quatrième")
        LAST = 5, _("dernier")

    class Weekday(models.IntegerChoices):
        """Which day, as Python counts them."""

        MONDAY = 0, _("lundi")
        TUESDAY = 1, _("mardi")
        WEDNESDAY = 2, _("mercredi")
        THURSDAY = 3, _("jeudi")
        FRIDAY = 4, _("vendredi")
        SATURDAY = 5, _("samedi")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(_("nom"), max_length=120, unique=True)
    rank = models.PositiveSmallIntegerField(_("le"), choices=Rank)
    weekday = models.PositiveSmallIntegerField(_("jour"), choices=Weekday)
    starts = models.TimeField(_("de"))
    ends = models.TimeField(_("à"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    link = models.URLField(_("lien de la visioconférence"), blank=True)
    since = models.DateField(_("à partir du"))
    until = models.DateField(_("jusqu’au"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("permanence")
        ordering = ("label", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="drop_in_hours"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="drop_in_days"
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def said(self) -> str:
        """« le premier mardi du mois, de 11 h à 13 h »."""
        return french.say(
            "le {rank} {weekday} du mois, de {starts} à {ends}",
            rank=self.get_rank_display(), weekday=self.get_weekday_display(),
            starts=french.hour(self.starts), ends=french.hour(self.ends),
        )  # fmt: skip


class Gathering(models.Model):
    """A permanence, a session of a community, or a meeting of the alliance, on its day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    drop_in = models.ForeignKey(
        DropIn, null=True, on_delete=models.PROTECT, related_name="gatherings"
    )
    community = models.ForeignKey(
        Community, null=True, on_delete=models.PROTECT, related_name="sessions"
    )
    """Neither: a meeting of the alliance (R280)."""
    title = models.CharField(_("titre"), max_length=200)
    on = models.DateField(_("date"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    link = models.URLField(_("lien de la visioconférence"), blank=True)
    agenda = models.TextField(_("ordre du jour"), blank=True)
    said_total = models.PositiveIntegerField(_("participant·es annoncé·es"), null=True)
    """The number told elsewhere, compared with the list (R280)."""
    sheet = models.TextField(_("fiche de suivi"), blank=True)
    missed_because = models.CharField(
        _("pourquoi elle n’a pas eu lieu"), max_length=300, blank=True
    )
    """Why it was not held; blank: it was, or it will be (R233)."""
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("rencontre de l’alliance")
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["-on", "-id"], name="gatherings_listed"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(drop_in=None) | Q(community=None), name="gathering_of_one_kind"
            ),
            models.UniqueConstraint(fields=["drop_in", "on"], name="one_permanence_a_day"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def nature(self) -> str:
        """`drop_in`, `session` or `meeting`."""
        if self.drop_in_id:
            return "drop_in"
        return "session" if self.community_id else "meeting"


class Came(models.Model):
    """Someone came, for a structure or for herself, on site or at a distance."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="came")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="came")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.ForeignKey(AllyKind, null=True, on_delete=models.PROTECT, related_name="+")
    remote = models.BooleanField(_("à distance"), default=False)

    class Meta:
        verbose_name = _("venue à une rencontre de l’alliance")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["gathering", "person"], name="one_coming_a_person"),
        )

    def __str__(self) -> str:
        return str(self.person)


class Headcount(models.Model):
    """How many others of a kind came, unnamed, on site and at a distance (R280, R281)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="headcounts")
    kind = models.ForeignKey(AllyKind, on_delete=models.PROTECT, related_name="+")
    on_site = models.PositiveIntegerField(_("sur place"), default=0)
    remote = models.PositiveIntegerField(_("à distance"), default=0)

    class Meta:
        verbose_name = _("effectif compté d’une rencontre")
        ordering = ("kind__rank", "pk")
        constraints = (
            models.UniqueConstraint(fields=["gathering", "kind"], name="one_headcount_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.on_site}+{self.remote}"


class FeedbackTalk(models.Model):
    """An experience told during a meeting: by whom, of which kind, what is kept (R282)."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="talks")
    title = models.CharField(_("titre"), max_length=200)
    teller = models.CharField(_("qui raconte"), max_length=200)
    kind = models.ForeignKey(AllyKind, null=True, on_delete=models.PROTECT, related_name="+")
    kept = models.TextField(_("ce qu’on en retient"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("retour d’expérience d’une rencontre")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title
