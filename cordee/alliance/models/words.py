"""The words of a list that a house keeps as data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListedWord(models.Model):
    """A word of a controlled list: retired rather than erased, for what stands under it."""

    label = models.CharField(_("mot"), max_length=120)
    rank = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)
    """Offered no more; what was classified under it stays so."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label
