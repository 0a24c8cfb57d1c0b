"""What the interface keeps: tokens, known by their digest, and answers given once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Adjectives for tokens."""

    def standing(self, at: datetime) -> Self:
        """Keep those that open something at that instant."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def of(self, user: User) -> Self:
        """Keep someone's, the latest first."""
        return self.filter(user=user).select_related("organisation").order_by("-made_at", "-pk")


class AccessToken(models.Model):
    """A program acts for someone, with some of her rights, until a day.

    The token itself is shown once and never kept: `digest` is its SHA-256. With an organisation,
    only the files of that body exist for it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_tokens"
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("limité à l’organisation"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(_("nom du programme"), max_length=80)
    scopes = models.JSONField(_("ce qu’il peut faire"))
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("créé le"))
    expires_at = models.DateTimeField(_("expire le"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    used_at = models.DateTimeField(_("dernier emploi"), null=True)
    minute = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)
    """Requests since `minute` began: what the limit counts."""

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("jeton d’accès")
        verbose_name_plural = _("jetons d’accès")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> datetime:
        """The last instant it opens something, for people to read its day."""
        return self.expires_at - timedelta(seconds=1)

    def opens(self, at: datetime) -> bool:
        """Whether it still opens something at that instant."""
        return self.revoked_at is None and at < self.expires_at


class Replay(models.Model):
    """The answer given to a request that carried a key: asked again, it is given again."""

    token = models.ForeignKey(AccessToken, on_delete=models.CASCADE, related_name="replays")
    key = models.CharField(_("clé"), max_length=100)
    request = models.CharField(_("empreinte de la demande"), max_length=64)
    status = models.PositiveSmallIntegerField(_("réponse"), default=0)
    body = models.JSONField(default=dict)
    headers = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("réponse gardée")
        verbose_name_plural = _("réponses gardées")
        ordering = ("pk",)
        indexes = (models.Index(fields=["at"], name="replay_age"),)
        constraints = (
            models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_replay_key"),
        )

    def __str__(self) -> str:
        return self.key
