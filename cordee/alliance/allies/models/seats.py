"""What a seat in an organ represents: a structure, a function, a kind of actor."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.alliance.allies.models.kinds import AllyKind
from cordee.alliance.models import Mandate
from cordee.people.models import Organisation


class SeatPortrait(models.Model):
    """Of which structure and which kind a member of an organ is (R206, R208, R209)."""

    class Age(models.TextChoices):
        """A band she gave herself, or nothing."""

        YOUNG = "young", _("moins de 35 ans")
        MIDDLE = "middle", _("de 35 à 60 ans")
        OLDER = "older", _("plus de 60 ans")

    mandate = models.OneToOneField(Mandate, on_delete=models.CASCADE, related_name="portrait")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("structure représentée"), null=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    by_function = models.BooleanField(_("siège par sa fonction"), default=False)
    kind = models.ForeignKey(
        AllyKind, verbose_name=_("sorte d’acteurs"), null=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    age = models.CharField(_("tranche d’âge"), max_length=6, choices=Age, blank=True)

    class Meta:
        verbose_name = _("portrait d’un siège")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.mandate)
