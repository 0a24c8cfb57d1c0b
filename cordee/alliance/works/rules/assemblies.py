"""What an assembly must treat, who comes and how many came (R200-R205, R212); no clock here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, Strength, broken, missing, ok
from cordee.kernel.speech import noted, table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

ON_SITE, REMOTE, HYBRID = "on_site", "remote", "hybrid"
NOT_COMING = "no"
DUTIES = ("trust", "progress", "heritage", "prospects")
DUTY_WORDS = table({
    "trust": noted("vérifier la confiance faite à l’équipe"),
    "progress": noted("mesurer les avancées"),
    "heritage": noted("développer le patrimoine commun"),
    "prospects": noted("définir les perspectives de l’année qui vient"),
})  # fmt: skip
"""What every assembly of the alliance treats: the template of its agenda (R200)."""
MOST_ADDRESSES = 1500


def agenda_findings(treated: Collection[str], *, seminar: bool = False) -> list[Finding]:
    """Each duty of an assembly, treated by some part of its agenda or not; a seminar owes none."""
    if seminar:
        return []
    return [
        ok(f"agenda.{duty}", duty, french.say("L’ordre du jour prévoit de {duty}.",
                                               duty=DUTY_WORDS[duty]))
        if duty in treated
        else missing(f"agenda.{duty}", duty, french.say(
            "Rien à l’ordre du jour pour {duty}.", duty=DUTY_WORDS[duty]),
            strength=Strength.ADVICE)
        for duty in DUTIES
    ]  # fmt: skip


def day_faults(mode: str, place: str, link: str, aim: str) -> list[Finding]:
    """Why a day of an assembly is not written so: where one goes, by which link, what for."""
    found = []
    if mode in (ON_SITE, HYBRID) and not tidy(place):
        found.append(missing("day.place", "place", french.say("Dites où l’on se retrouve.")))
    if mode in (REMOTE, HYBRID) and not link.strip():
        said = french.say("Donnez le lien de la visioconférence.")
        found.append(missing("day.link", "link", said))
    if not tidy(aim):
        found.append(missing("day.aim", "aim", french.say("Dites le but de ce temps.")))
    return found


def open_faults(days: Sequence[date], today: date) -> list[Finding]:
    """Why nobody is invited yet."""
    if not days:
        said = french.say("Écrivez d’abord un temps : son jour, son lieu, son but.")
        return [missing("assembly.days", "days", said)]
    if max(days) < today:
        said = french.say("Le dernier temps est passé : il n’y a plus personne à inviter.")
        return [broken("assembly.past", "days", said)]
    return []


def reply_faults(mode: str, reply: str, on: date, today: date) -> list[Finding]:
    """Why a reply is not kept: the day is past, or it is not held that way."""
    if on < today:
        said = french.say("Ce temps est passé : écrivez à l’équipe si la liste se trompe.")
        return [broken("reply.past", "reply", said)]
    if reply not in {NOT_COMING, *ways(mode)}:
        said = french.say("Choisissez : sur place, à distance, ou absent·e.")
        return [missing("reply.way", "reply", said)]
    return []


def ways(mode: str) -> tuple[str, ...]:
    """How one may come to a day held that way."""
    return (ON_SITE, REMOTE) if mode == HYBRID else (mode,)


@dataclass(frozen=True, slots=True)
class Count:
    """How many came to a day, by mode; a mode that was not held counts nobody."""

    on_site: int = 0
    remote: int = 0

    @property
    def every(self) -> int:
        """Both together."""
        return self.on_site + self.remote


def counted(mode: str, *, on_site: int | None, remote: int | None, named: Iterable[str]) -> Count:
    """The count of a day: what was counted in the room wins over who ticked the list (R203)."""
    rows = list(named)
    here = rows.count(ON_SITE) if on_site is None else on_site
    far = rows.count(REMOTE) if remote is None else remote
    held = ways(mode)
    return Count(here if ON_SITE in held else 0, far if REMOTE in held else 0)


def count_faults(mode: str, on: date, today: date, *, on_site: int | None, remote: int | None
                 ) -> list[Finding]:  # fmt: skip
    """Why those who came are not counted so."""
    if on > today:
        said = french.say("Ce temps n’a pas encore eu lieu.")
        return [broken("count.future", "on_site", said)]
    held = ways(mode)
    if (on_site and ON_SITE not in held) or (remote and REMOTE not in held):
        said = french.say("Ce temps ne s’est pas tenu ainsi : changez d’abord son mode.")
        return [broken("count.mode", "on_site", said)]
    return []


def close_faults(minutes: str, days: Sequence[date], today: date, *, uncounted: int
                 ) -> list[Finding]:  # fmt: skip
    """Why the minutes are not published: a day to come, nobody counted, or nothing written."""
    if not days or max(days) > today:
        said = french.say("Les comptes rendus se publient une fois tous les temps tenus.")
        return [broken("minutes.future", "minutes", said)]
    found = []
    if uncounted:
        count = french.plural(uncounted, "temps", "temps")
        found.append(missing("minutes.count", "days", french.say(
            "Comptez qui est venu : {count} sans compte.", count=count)))  # fmt: skip
    if not tidy(minutes):
        said = french.say("Écrivez le compte rendu.")
        found.append(missing("minutes.text", "minutes", said))
    return found


def resolution_faults(text: str, *, on: date, today: date, votes: Sequence[int], most: int
                      ) -> list[Finding]:  # fmt: skip
    """Why a vote of the assembly is not kept: nothing asked, not held, more voices than people."""
    found = []
    if not tidy(text):
        found.append(missing("vote.text", "text", french.say("Écrivez ce qui est mis aux voix.")))
    if on > today:
        found.append(broken("vote.future", "day", french.say("Ce temps n’a pas encore eu lieu.")))
    if not sum(votes):
        found.append(missing("vote.nobody", "favour", french.say("Notez combien ont voté.")))
    elif most and sum(votes) > most:
        people = french.plural(most, "personne")
        found.append(broken("vote.many", "favour", french.say(
            "Il y a plus de voix que de monde : {people} à ce temps.", people=people)))  # fmt: skip
    return found


def carried(favour: int, against: int) -> bool:
    """More for than against; abstentions weigh on neither side."""
    return favour > against


def addresses(text: str) -> list[str]:
    """The addresses pasted in a text, each once, in lower case, in their order."""
    words = text.replace(",", " ").replace(";", " ").lower().split()
    return list(dict.fromkeys(one.strip("<>") for one in words if "@" in one))[:MOST_ADDRESSES]
