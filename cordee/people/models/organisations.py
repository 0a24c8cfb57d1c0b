"""Organisations people act for, and their dated memberships of the house's governance (R48)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from cordee.kernel.bodies import Kind
from cordee.kernel.french import unaccented

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


def a_siren(value: str) -> None:
    """Refuse a number that is not a SIREN (nine digits and their key)."""
    _checked(siren_number.validate, value, _("« %s » n’est pas un SIREN : neuf chiffres."))


def a_siret(value: str) -> None:
    """Refuse a number that is not a SIRET (fourteen digits and their key)."""
    _checked(siret_number.validate, value, _("« %s » n’est pas un SIRET : quatorze chiffres."))


def _checked(validate: Callable[[str], str], value: str, sentence: object) -> None:
    try:
        validate(value)
    except WrongNumber as wrong:
        raise ValidationError(str(sentence) % value, code="number") from wrong


def kinds() -> list[tuple[str, str]]:
    """What an organisation may be: the kinds of bodies of the whole house."""
    return [(kind.value, kind.label) for kind in Kind]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Adjectives for organisations."""

    def listed(self) -> Self:
        """In the order of a directory."""
        return self.order_by("sort_key", "pk")

    def matching(self, words: str) -> Self:
        """Keep those in whose name or number every word is found, accents forgiven."""
        found = self
        for word in unaccented(words.replace("\0", " ")).split()[:8]:
            found = found.filter(sort_key__contains=word)
        return found

    def governing(self, on: date) -> Self:
        """Keep the members of the governance on that day."""
        held = Membership.objects.current(on).filter(circle=GOVERNANCE)
        return self.filter(pk__in=held.values("organisation"))


class Organisation(models.Model):
    """A body people act for; its numbers are checked, its territory is known by its code."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("nature"), max_length=20, choices=kinds)
    siren = models.CharField("SIREN", max_length=9, blank=True, validators=[a_siren])
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[a_siret])
    territory_code = models.CharField(
        _("code du territoire (INSEE ou SIREN)"), max_length=20, blank=True, db_index=True
    )
    sort_key = models.CharField(max_length=240, editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("sort_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["siret"], condition=~models.Q(siret=""), name="one_organisation_a_siret"
            ),
        )
        indexes = (
            models.Index(fields=["sort_key", "id"], name="organisation_directory"),
            GinIndex(fields=["sort_key"], opclasses=["gin_trgm_ops"], name="organisation_search"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep numbers compact and the SIREN in step with the SIRET; refresh the sorting key."""
        self.siret = siret_number.compact(self.siret)
        self.siren = siren_number.compact(self.siren) or self.siret[:9]
        self.sort_key = unaccented(f"{self.name} {self.siren}".strip())[:240]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came

    def clean(self) -> None:
        """Refuse a SIRET of another body than the SIREN."""
        if self.siren and self.siret and not self.siret.startswith(self.siren):
            raise ValidationError({"siret": _("Ce SIRET ne commence pas par le SIREN donné.")})


GOVERNANCE = "gouvernance"
"""The circle every house has; definitions may name others."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Adjectives for memberships."""

    def current(self, on: date) -> Self:
        """Keep those that hold on that day."""
        still = models.Q(ends=None) | models.Q(ends__gt=on)
        return self.filter(still, starts__lte=on)


class Membership(models.Model):
    """An organisation belongs to a circle from a day (included) to another (excluded)."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    circle = models.SlugField(_("cercle"), max_length=60, db_index=False)
    starts = models.DateField(_("depuis le"))
    ends = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        ordering = ("-starts", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gt=models.F("starts")),
                name="membership_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="one_membership_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("circle", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "starts",
                            "ends",
                            RangeBoundary(),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} – {self.name}"

    @property
    def name(self) -> str:
        """The circle in words: `comite-local` is « comite local »."""
        return self.circle.replace("-", " ").replace("_", " ")
