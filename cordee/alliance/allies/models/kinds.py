"""Words and delays that each house chooses: kinds of allies, of participants, of seats; customs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.alliance.models.words import ListedWord


class AllyKind(ListedWord):
    """A word of a controlled list: a kind of signatory, of participant, of seat (R277, R208)."""

    class Use(models.TextChoices):
        """Which list it belongs to."""

        STRUCTURE = "structure", _("structures signataires")
        PERSON = "person", _("personnes signataires")
        PRESENT = "present", _("participant·es d’une rencontre")
        SEAT = "seat", _("membres d’un organe")

    use = models.CharField(_("liste"), max_length=10, choices=Use)

    class Meta:
        verbose_name = _("sorte d’allié·es")
        ordering = ("use", "rank", "label", "pk")
        constraints = (models.UniqueConstraint(fields=["use", "label"], name="one_word_a_list"),)


class AllianceCustom(models.Model):
    """How long an ally is new, then active after having taken part; the last row holds (R278)."""

    new_months = models.PositiveSmallIntegerField(_("mois pendant lesquels on est nouveau"))
    active_months = models.PositiveSmallIntegerField(_("mois d’activité après une venue"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("usage de l’alliance")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.new_months} / {self.active_months}"
