"""Learning communities: who hosts, who belongs, what they keep, how they end or grow."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordee.alliance.works.models import Workstream
from cordee.people.models import Organisation, Person

USER = settings.AUTH_USER_MODEL


class Community(models.Model):
    """A learning community around a subject (R236-R245)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(_("nom"), max_length=120, unique=True)
    theme = models.CharField(_("thème"), max_length=300)
    open_to = models.CharField(_("à qui elle s’adresse"), max_length=300, blank=True)
    framing = models.TextField(_("note de cadrage"), blank=True)
    """What such a community is, what one does there (R244)."""
    welcome = models.TextField(_("mot d’accueil"), blank=True)
    """Sent to whoever joins (R245)."""
    agenda = models.TextField(_("ordre du jour constant"), blank=True)
    """One line a standing item; each session begins with them (R241)."""
    every_months = models.PositiveSmallIntegerField(_("mois entre deux séances"), null=True)
    """The rhythm it announced; none: it meets when it wants (R240)."""
    mailing_list = models.EmailField(_("liste de diffusion"), blank=True)
    opened_on = models.DateField(_("ouverte le"))
    closed_on = models.DateField(_("close le"), null=True)
    closed_because = models.CharField(_("raison"), max_length=300, blank=True)
    extended_into = models.ForeignKey(
        Workstream, verbose_name=_("prolongée dans le chantier"), null=True,
        on_delete=models.PROTECT, related_name="grown_from",
    )  # fmt: skip
    """What it became, when it ended by growing (R243)."""
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("communauté apprenante")
        ordering = ("label", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="community_closes_after",
            ),
            models.CheckConstraint(
                condition=Q(extended_into=None) | Q(closed_on__isnull=False),
                name="community_extended_once_closed",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def state(self) -> str:
        """`active`, `extended` into a workstream, or `closed` (R237)."""
        if self.closed_on is None:
            return "active"
        return "extended" if self.extended_into_id else "closed"


class CommunityHost(models.Model):
    """A structure hosts a community, from a day on (R238)."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("structure"), on_delete=models.PROTECT, related_name="+"
    )
    starts = models.DateField(_("depuis le"))
    ends = models.DateField(_("jusqu’au"), null=True)

    class Meta:
        verbose_name = _("structure hôte d’une communauté")
        ordering = ("starts", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["community", "organisation"], condition=Q(ends=None),
                name="one_running_host",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="host_ends_after"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.organisation)


class CommunityMember(models.Model):
    """Someone belongs to a community, until she leaves (R236)."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="communities")
    joined_on = models.DateField(_("depuis le"))
    left_on = models.DateField(_("partie le"), null=True)

    class Meta:
        verbose_name = _("membre d’une communauté")
        ordering = ("joined_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["community", "person"], condition=Q(left_on=None),
                name="one_running_membership",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")),
                name="member_leaves_after",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.person)


class CommunityResource(models.Model):
    """Something a community shares or wrote together (R239, R242)."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(_("titre"), max_length=200)
    on = models.DateField(_("date"))
    authors = models.CharField(_("auteurs et autrices"), max_length=300, blank=True)
    link = models.URLField(_("lien"))
    collective = models.BooleanField(_("publication collective"), default=False)
    """Written by the community: anybody reads it."""
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ressource d’une communauté")
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.title
