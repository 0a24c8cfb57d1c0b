"""Persons: people known to the house, whether or not they ever signed in."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.kernel.french import unaccented
from cordee.people.models.accounts import User

if TYPE_CHECKING:
    from datetime import datetime


def _words(name: str) -> list[str]:
    """The words of a name in order, whatever its accents, capitals and hyphens."""
    return sorted(re.findall(r"\w+", unaccented(name)))


class PersonQuerySet(models.QuerySet["Person"]):
    """Adjectives for persons."""

    def listed(self) -> Self:
        """Keep those who may still be named, in the order of a directory."""
        return self.filter(erased=None).order_by("sort_key", "pk")

    def matching(self, words: str) -> Self:
        """Keep those in whose name, title or address every word is found, accents forgiven."""
        found = self
        for word in unaccented(words.replace("\0", " ")).split()[:8]:
            found = found.filter(search_key__contains=word)
        return found


class Person(models.Model):
    """Someone: no civility, a pronoun only if she gave one; erasing empties the row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        User, verbose_name=_("compte"), null=True, on_delete=models.PROTECT, related_name="person"
    )
    given_name = models.CharField(_("prénom"), max_length=80, blank=True)
    family_name = models.CharField(_("nom"), max_length=80, blank=True)
    pronoun = models.CharField(_("pronom"), max_length=30, blank=True)
    email = models.EmailField(_("adresse électronique"), max_length=254, blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    title = models.CharField(_("fonction"), max_length=160, blank=True)
    sort_key = models.CharField(max_length=200, editable=False, default="")
    search_key = models.CharField(max_length=600, editable=False, default="")
    created = models.DateTimeField(default=timezone.now)
    erased = models.DateTimeField(null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        ordering = ("sort_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["email"], condition=~models.Q(email=""), name="one_person_an_address"
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_is_lower_case"
            ),
        )
        indexes = (
            models.Index(fields=["sort_key", "id"], name="person_directory"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="person_search"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the keys that sort and search in step with what they are made of."""
        self.email = self.email.strip().lower()
        name = f"{self.family_name} {self.given_name}".strip()
        self.sort_key = unaccented(name or self.email)[:200]
        self.search_key = unaccented(f"{name} {self.title} {self.email}")[:600]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came

    @property
    def name(self) -> str:
        """« Amina Benali »; her address before she gave a name; « Personne effacée » after."""
        if self.erased:
            return str(_("Personne effacée"))
        return f"{self.given_name} {self.family_name}".strip() or self.email or str(_("Sans nom"))

    @property
    def is_named(self) -> bool:
        """Whether she gave both her names."""
        return bool(self.given_name and self.family_name)

    def is_called(self, name: str) -> bool:
        """Whether a name is hers, whatever its accents, capitals, hyphens and order."""
        return _words(name) == _words(self.name)

    def erased_at(self, at: datetime) -> None:
        """Empty every personal field, in memory; the action writes."""
        for field in ("given_name", "family_name", "pronoun", "email", "phone", "title"):
            setattr(self, field, "")
        self.erased = at
