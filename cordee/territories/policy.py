"""Who may keep the territories: the team; anyone may look one up."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cordee.kernel.rights import Right
from cordee.territories.models import Territory


def only_team(user: Any, at: datetime) -> Right:
    """The team keeps the territories, as the room of people, above us, says who it is."""
    return cast("Right", import_string(settings.STAFF_POLICY)(user, at))


def may_see(user: Any, territory: Territory, at: datetime) -> Right:
    """The team reads the file of a territory."""
    return only_team(user, at)


def may_correct(user: Any, territory: Territory, at: datetime) -> Right:
    """The team corrects what was written by hand; official bodies change with their vintage."""
    right = only_team(user, at)
    if right and territory.origin != Territory.Origin.MANUAL:
        return Right.no(
            _(
                "Ce territoire vient d’un fichier officiel : il se corrige à l’import suivant. "
                "Si son nom a changé, importez le nouveau millésime."
            )
        )
    return right


def may_compose(user: Any, territory: Territory, at: datetime) -> Right:
    """The team writes the members of any body the official geography does not compose."""
    right = only_team(user, at)
    if right and territory.origin == Territory.Origin.COG:
        return Right.no(
            _(
                "La composition de ce territoire vient du Code officiel géographique : "
                "elle change avec le prochain millésime."
            )
        )
    return right
