"""Drafts of calls: the folder being written, kept at every save."""

from __future__ import annotations

import tomllib
import uuid
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.programme.loading.reading import DEFINITION

if TYPE_CHECKING:
    from collections.abc import Mapping


class DraftQuerySet(models.QuerySet["Draft"]):
    """Adjectives for drafts."""

    def listed(self) -> Self:
        """The last written first."""
        return self.order_by("-saved_at", "pk")

    def living(self) -> Self:
        """Keep those neither published nor put away."""
        return self.filter(closed_at=None)


class Draft(models.Model):
    """A definition being written by the team: a new call, or the next version of a published one.

    `current` is the number of the last save. `edition` is the call it will amend; `based_on` is
    the version it was begun from, so that an amendment made meanwhile is seen.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("titre"), max_length=300)
    edition = models.ForeignKey(
        "calls.Edition", null=True, on_delete=models.PROTECT, related_name="drafts"
    )
    based_on = models.ForeignKey(
        "calls.Version", null=True, on_delete=models.PROTECT, related_name="+"
    )
    origin = models.CharField(_("commencé à partir de"), max_length=300)
    current = models.PositiveIntegerField(_("enregistrement"), default=0)
    begun_at = models.DateTimeField(_("commencé le"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(_("enregistré le"))
    proposed_at = models.DateTimeField(_("proposé le"), null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_number = models.PositiveIntegerField(_("enregistrement proposé"), null=True)
    notice = models.TextField(_("ce qui change et pourquoi"), blank=True)
    closed_at = models.DateTimeField(_("terminé le"), null=True)
    published = models.ForeignKey(
        "calls.Version", null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("brouillon d’appel")
        verbose_name_plural = _("brouillons d’appels")
        ordering = ("pk",)
        indexes = (models.Index(fields=["-saved_at"], name="draft_saved"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the draft."""
        return reverse("editor:draft", args=[self.public_id])

    @cached_property
    def save_now(self) -> Save:
        """The last save."""
        return self.saves.get(number=self.current)

    @property
    def first_data(self) -> dict[str, Any] | None:
        """What a new call began with; a draft that changes a published one is read by itself."""
        if self.edition_id is not None:
            return None
        first = self.saves.filter(number=1).first()
        return first.data if first else None

    @property
    def proposed(self) -> bool:
        """Whether what stands now awaits the direction; any later save withdraws the question."""
        return self.proposed_at is not None and self.proposed_number == self.current


class Save(models.Model):
    """The folder as it stood at one save; nothing is ever overwritten."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="saves")
    number = models.PositiveIntegerField(_("numéro"))
    toml = models.TextField(_("définition"))
    texts = models.JSONField(_("textes"), default=dict)
    blobs = models.JSONField(_("autres fichiers"), default=dict)
    what = models.CharField(_("ce qui a changé"), max_length=300)
    at = models.DateTimeField(_("enregistré le"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("enregistrement d’un brouillon")
        ordering = ("draft", "number")
        constraints = (models.UniqueConstraint(fields=["draft", "number"], name="save_number"),)

    def __str__(self) -> str:
        return f"{self.draft_id} n{self.number}"

    @cached_property
    def data(self) -> dict[str, Any] | None:
        """The tables of the definition; `None` while the text is no TOML."""
        try:
            return tomllib.loads(self.toml)
        except (tomllib.TOMLDecodeError, RecursionError, ValueError):
            return None

    def files(self, contents: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
        """The files of the folder by name; those of `blobs` are empty unless given."""
        held = contents or {}
        return {
            DEFINITION: self.toml.encode(),
            **{name: str(text).encode() for name, text in self.texts.items()},
            **{name: held.get(digest, b"") for name, digest in self.blobs.items()},
        }


class Blob(models.Model):
    """A file that is not text (logo, model to download), kept once whatever the drafts."""

    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("fichier d’un brouillon")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.digest[:12]
