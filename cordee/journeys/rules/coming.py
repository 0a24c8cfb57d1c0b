"""When one says how one comes, what the caterer is told, how many seats are left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing

NOTICE = timedelta(days=3)
"""The caterer is told three days before: meals no longer change afterwards."""
AHEAD = timedelta(days=45)
"""One is asked from so long before."""
MODES = {
    "on_site": ("on_site", "absent"),
    "remote": ("remote", "absent"),
    "hybrid": ("on_site", "remote", "absent"),
    "proximity": ("proximity", "remote", "absent"),
    "either": ("on_site", "remote", "proximity", "absent"),
}
FAR = ("remote", "absent")


@dataclass(frozen=True, slots=True)
class Said:
    """What someone said: where, whether she eats, what, and how far she comes from."""

    mode: str
    meal: bool = False
    diet: str = ""
    words: str = ""
    travel: str = ""
    km: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Numbers only: people by mode, meals, diets, kilometres travelled and not travelled."""

    modes: dict[str, int]
    meals: int
    diets: dict[str, int]
    km: dict[str, int]
    spared: int
    """Kilometres, both ways, of those who follow from afar."""


def modes_of(mode: str) -> tuple[str, ...]:
    """The answers a meeting leaves open."""
    return MODES.get(mode, ("on_site", "absent"))


def faults(starts: datetime | None, mode: str, said: Said, at: datetime) -> list[Finding]:
    """Why someone's answer cannot be taken."""
    if starts is None:
        sentence = french.say("Cette rencontre n’a pas encore de date : vous serez prévenu·e.")
        return [missing("coming.date", "meeting", sentence)]
    if at >= starts:
        return [broken("coming.late", "meeting", "Cette rencontre a commencé.")]
    if said.mode not in modes_of(mode):
        return [broken("coming.mode", "mode", "Cette rencontre ne se suit pas de cette façon.")]
    if said.diet == "other" and said.meal and not said.words:
        sentence = french.say("Précisez votre régime, pour que le repas vous convienne.")
        return [missing("coming.diet", "diet_words", sentence)]
    return []


def meal_faults(starts: datetime, at: datetime, *, changed: bool) -> list[Finding]:
    """Why the meal no longer changes: the caterer knows."""
    if not changed or at < starts - NOTICE:
        return []
    said = french.moment(starts - NOTICE)
    sentence = french.say(
        "Les repas sont commandés depuis le {said} : appelez l’équipe d’animation "
        "pour un changement. Votre façon de venir, elle, peut encore changer.",
        said=said,
    )
    return [broken("coming.meal", "meal", sentence)]


def counted(said: Iterable[Said]) -> Counted:
    """What the caterer and the house are told: never a name."""
    listed = list(said)
    eating = [one for one in listed if one.meal and one.mode not in FAR]
    diets = Counter(f"{one.diet}|{one.words}" if one.words else one.diet for one in eating)
    km: Counter[str] = Counter()
    for one in listed:
        if one.km and one.mode not in FAR:
            km[one.travel] += 2 * one.km
    spared = sum(2 * one.km for one in listed if one.km and one.mode == "remote")
    modes = Counter(one.mode for one in listed)
    return Counted(dict(sorted(modes.items())), len(eating), dict(sorted(diets.items())),
                   dict(sorted(km.items())), spared)  # fmt: skip


def share_faults(kind: str, left: int) -> list[Finding]:
    """Why a ride can no longer be shared."""
    if kind == "offer" and left <= 0:
        sentence = french.say("Il n’y a plus de place dans cette voiture : voyez les autres.")
        return [broken("ride.full", "ride", sentence)]
    if left <= 0:
        return [broken("ride.full", "ride", "Cette personne a déjà trouvé une place.")]
    return []
