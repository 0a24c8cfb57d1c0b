"""One register of what the alliance says and of what is said of it (R260-R266)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.alliance.works.models.terms import Term
from cordee.alliance.works.models.workstreams import Workstream
from cordee.journeys.learning.models import Resource


class RegisterLine(models.Model):
    """An intervention, a public relation, a publication, a press article, a news item."""

    class Audience(models.TextChoices):
        """Who reads it."""

        STAFF = "staff", _("l’équipe d’animation seule")
        PUBLIC = "public", _("tout le monde, sans compte")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="lines")
    """Of which family, its list tells."""
    title = models.CharField(_("titre"), max_length=300)
    on = models.DateField(_("date"))
    who = models.CharField(_("qui"), max_length=200, blank=True)
    patronage = models.CharField(_("sous l’égide de"), max_length=200, blank=True)
    place = models.CharField(_("où"), max_length=200, blank=True)
    hearers = models.CharField(_("pour qui"), max_length=200, blank=True)
    link = models.URLField(_("lien"), blank=True)
    audience = models.CharField(
        _("qui lit"), max_length=6, choices=Audience, default=Audience.STAFF
    )
    workstream = models.ForeignKey(
        Workstream, null=True, on_delete=models.PROTECT, related_name="lines"
    )
    resource = models.ForeignKey(Resource, null=True, on_delete=models.SET_NULL, related_name="+")
    """The resource of the house it tells of."""
    struck_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ligne du registre de communication")
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["-on", "-id"], name="register_listed"),)

    def __str__(self) -> str:
        return self.title


class TakeUp(models.Model):
    """Where a publication was taken up (R262)."""

    line = models.ForeignKey(RegisterLine, on_delete=models.PROTECT, related_name="taken_up")
    on = models.DateField(_("date"))
    where = models.CharField(_("repris par"), max_length=200)
    link = models.URLField(_("lien"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reprise d’une publication")
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.where
