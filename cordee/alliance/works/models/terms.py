"""The controlled lists of the alliance: one word each, kept as data (R216, R225)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.alliance.models.words import ListedWord


class Term(ListedWord):
    """A word of a controlled list: a goal of the charter, a theme, a kind."""

    class List(models.TextChoices):
        """Which list it belongs to."""

        GOAL = "goal", _("objectifs de la charte")
        THEME = "theme", _("thèmes de l’alliance")
        KIND = "kind", _("genres de chantiers")
        INTERVENTION = "intervention", _("interventions")
        RELATION = "relation", _("relations publiques")
        PUBLICATION = "publication", _("publications")
        PRESS = "press", _("revue de presse")
        NEWS = "news", _("actualités")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    list = models.CharField(_("liste"), max_length=12, choices=List)

    class Meta:
        verbose_name = _("mot d’une liste de l’alliance")
        ordering = ("list", "rank", "pk")
        constraints = (models.UniqueConstraint(fields=["list", "label"], name="one_term_a_list"),)
