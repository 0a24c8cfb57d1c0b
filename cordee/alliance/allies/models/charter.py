"""The charter of the alliance: its frozen texts, who signed which, what each ally brings."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordee.alliance.allies.models.kinds import AllyKind
from cordee.people.models import Organisation, Person

USER = settings.AUTH_USER_MODEL


class CharterText(models.Model):
    """A version of the charter, frozen: whoever signs, signs the latest."""

    title = models.CharField(_("titre"), max_length=200)
    body = models.TextField(_("texte"))
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("texte de la charte de l’alliance")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.title


class Ally(models.Model):
    """A signatory of the charter: a structure through someone, or a person for herself (R275)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("structure"), null=True, on_delete=models.PROTECT,
        related_name="signed_as_ally",
    )  # fmt: skip
    """None: the person signs in her own name."""
    person = models.ForeignKey(
        Person, verbose_name=_("personne"), on_delete=models.PROTECT, related_name="signed_as_ally"
    )
    kind = models.ForeignKey(AllyKind, on_delete=models.PROTECT, related_name="allies")
    text = models.ForeignKey(CharterText, on_delete=models.PROTECT, related_name="allies")
    capacity = models.CharField(_("en qualité de"), max_length=160, blank=True)
    department = models.CharField(_("département"), max_length=3, blank=True)
    signed_on = models.DateField(_("signée le"))
    on_paper = models.BooleanField(_("sur papier"), default=False)
    listed = models.BooleanField(_("accepte de paraître dans la liste publique"), default=False)
    welcomed_on = models.DateField(_("accueilli le"), null=True)
    """Welcomed otherwise than at a permanence; a presence there is read from its own row."""
    withdrawn_on = models.DateField(_("retirée le"), null=True)
    withdrawn_because = models.CharField(_("raison"), max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    """Who wrote it down; nobody when it was signed online without an account."""

    class Meta:
        verbose_name = _("allié signataire")
        ordering = ("-signed_on", "-pk")
        indexes = (models.Index(fields=["-signed_on", "-id"], name="allies_listed"),)
        constraints = (
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(withdrawn_on=None), name="one_standing_body"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_on=None, organisation=None),
                name="one_standing_person",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("signed_on")),
                name="ally_leaves_after",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.organisation or self.person)


class Bringing(models.Model):
    """What an ally brings: a method, a principle, an initiative (R279)."""

    class Nature(models.TextChoices):
        """What it is."""

        METHOD = "method", _("une méthode")
        PRINCIPLE = "principle", _("un principe")
        INITIATIVE = "initiative", _("une initiative")

    ally = models.ForeignKey(Ally, on_delete=models.CASCADE, related_name="bringings")
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    title = models.CharField(_("titre"), max_length=200)
    said = models.TextField(_("en quelques mots"))
    link = models.URLField(_("lien"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("apport d’un allié")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title
