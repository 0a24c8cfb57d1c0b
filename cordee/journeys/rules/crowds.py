"""How many people it takes for a meeting to be held, and how many it may receive (R58, R82)."""

from collections.abc import Mapping
from decimal import Decimal
from math import ceil

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken


def enough(least: int | None, share: Decimal | None, expected: int) -> int:
    """How many people must be there for a meeting to be held; 0 when nothing says it."""
    part = ceil(share * expected) if share is not None else 0
    return max(part, min(least or 0, expected))


def quorum_faults(present: int, needed: int) -> list[Finding]:
    """Why a sheet is not closed: too few people came, the meeting was not held."""
    if present >= needed:
        return []
    said = french.say(
        "Cette rencontre ne s’est pas tenue : {present} sur {needed} demandées par le programme. "
        "Complétez la feuille, ou annulez la rencontre et reprenez-la un autre jour.",
        present=french.plural(present, "personne présente", "personnes présentes"),
        needed=needed,
    )
    return [broken("sheet.quorum", "meeting", said)]


def taken(mode: str, modes: Mapping[str, int]) -> int:
    """How many places the answers take: those on site where there is a room, else all who come."""
    if mode in {"on_site", "hybrid", "either"}:
        return modes.get("on_site", 0)
    return sum(count for key, count in modes.items() if key != "absent")


def room_faults(
    mode: str, wanted: str, others: Mapping[str, int], most: int | None
) -> list[Finding]:
    """Why someone cannot come that way: every place is taken."""
    before = taken(mode, others)
    after = taken(mode, {**others, wanted: others.get(wanted, 0) + 1})
    if most is None or after == before or after <= most:
        return []
    far = french.say(" Vous pouvez suivre à distance.") if mode in {"hybrid", "either"} else ""
    said = french.say(
        "Cette rencontre est complète : elle reçoit {most} au plus.{far} Sinon, prévenez l’équipe "
        "d’animation : une place peut se libérer.",
        most=french.plural(most, "personne"),
        far=far,
    )
    return [broken("coming.full", "mode", said)]
