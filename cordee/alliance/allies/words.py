"""How lives and fates are said, and in which tone they are shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LIFE = {
    "new": (_("nouveau"), "info"),
    "active": (_("actif"), "good"),
    "dormant": (_("en sommeil"), "warn"),
    "left": (_("parti"), "neutral"),
}
FATE = {
    "held": (_("tenue"), "good"),
    "missed": (_("pas tenue"), "neutral"),
    "untold": (_("à dire"), "bad"),
    "coming": (_("à venir"), "info"),
}
STATE = {
    "active": (_("en activité"), "good"),
    "extended": (_("prolongée dans un chantier"), "info"),
    "closed": (_("close"), "neutral"),
}
