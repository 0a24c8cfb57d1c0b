"""When a workstream may be launched, supported and gone on with (R214-R230); no clock here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing, ok
from cordee.kernel.moments import shifted

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

DRAFT, PRESENTED, LAUNCHED = "draft", "presented", "launched"
MERGED, DROPPED, CLOSED = "merged", "dropped", "closed"
ALIVE = (DRAFT, PRESENTED, LAUNCHED)
OUTCOMES = ("matured", "merged", "dropped", "kept")
CHOICES = ("continue", "close")
MOST_TAGS, LONGEST_TAG = 8, 40
MOST_MEETINGS = 60
USUAL = {
    "kind": ("Demandé par l’alliance", "Proposé par un allié"),
    "intervention": ("Formation", "Conférence", "Festival", "Animation"),
    "relation": ("Comité", "Communauté", "Rencontre"),
    "publication": ("Guide", "Article", "Journée d’étude"),
    "press": ("Article de presse", "Émission", "Rapport"),
    "news": ("Actualité du site",),
}
"""Words proposed for each list of the alliance; each house keeps, adds and retires its own."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is known of a workstream when its prerequisites are judged."""

    goals: int
    allies: int
    leader: bool
    least_allies: int = 2
    unanswered: int = 0
    """Objections nobody answered yet."""


def prerequisites(one: Sketch) -> list[Finding]:
    """The three prerequisites, each told whether it holds or what it lacks (R214)."""
    return [_goals(one), _allies(one), _leader(one)]


def _goals(one: Sketch) -> Finding:
    if one.goals:
        said = french.say("Il répond à un objectif de la charte au moins.")
        return ok("workstream.goals", "goals", said)
    return missing("workstream.goals", "goals", french.say(
        "Dites à quel objectif de la charte il répond : cochez-en un au moins."))  # fmt: skip


def _allies(one: Sketch) -> Finding:
    count = french.plural(one.allies, "allié")
    if one.allies >= one.least_allies:
        return ok("workstream.allies", "allies", french.say(
            "Il rassemble un collectif : {count}.", count=count))  # fmt: skip
    return missing("workstream.allies", "allies", french.say(
        "Il rassemble {count} : il en faut au moins {least}. Invitez-les à y prendre part.",
        count=count, least=one.least_allies))  # fmt: skip


def _leader(one: Sketch) -> Finding:
    if one.leader:
        return ok("workstream.leader", "leader", french.say("Une personne référente le porte."))
    return missing("workstream.leader", "leader", french.say(
        "Nommez la personne référente qui le porte."))  # fmt: skip


def launch_faults(state: str, one: Sketch) -> list[Finding]:
    """Why a workstream is not launched yet; an objection is answered first, it never forbids."""
    if state not in (DRAFT, PRESENTED):
        return [settled()]
    found = [each for each in prerequisites(one) if each.blocks]
    if one.unanswered:
        count = french.plural(one.unanswered, "objection")
        found.append(missing("workstream.unanswered", "objections", french.say(
            "Répondez d’abord : {count} sans réponse. Une objection se prend en compte, elle "
            "n’interdit pas.", count=count)))  # fmt: skip
    return found


def settled() -> Finding:
    """A workstream that was launched, merged, dropped or closed is not launched again."""
    return broken("workstream.settled", "state", french.say(
        "Ce chantier n’est plus en préparation : relisez son état."))  # fmt: skip


def writing_faults(title: str, pitch: str) -> list[Finding]:
    """Why a workstream is not written so: its title and what it wants are the least."""
    found = []
    if not tidy(title):
        found.append(missing("workstream.title", "title", french.say("Donnez un titre.")))
    if not tidy(pitch):
        said = french.say("Présentez-le en quelques lignes : pourquoi, avec qui, pour faire quoi.")
        found.append(missing("workstream.pitch", "pitch", said))
    return found


def tags(text: str) -> list[str]:
    """The free tags of a text, comma by comma, each once, as they were first written (R226)."""
    seen: dict[str, str] = {}
    for part in text.replace("\n", ",").split(","):
        if word := tidy(part)[:LONGEST_TAG]:
            seen.setdefault(french.unaccented(word), word)
    return list(seen.values())[:MOST_TAGS]


def objection_faults(state: str, reason: str) -> list[Finding]:
    """Why an objection is not kept: it has no reason, or the workstream is over (R219)."""
    if state not in ALIVE:
        return [broken("workstream.over", "reason", french.say("Ce chantier n’est plus ouvert."))]
    if not tidy(reason):
        said = french.say("Dites la raison de l’objection.")
        return [missing("objection.reason", "reason", said)]
    return []


def answer_faults(answer: str, outcome: str, *, into: bool) -> list[Finding]:
    """Why an objection is not answered yet; a merged workstream says into which one (R218)."""
    found = []
    if not tidy(answer):
        said = french.say("Écrivez ce qui a été répondu.")
        found.append(missing("objection.answer", "answer", said))
    if outcome not in OUTCOMES:
        said = french.say("Dites ce que devient le chantier.")
        found.append(missing("objection.outcome", "outcome", said))
    if outcome == MERGED and not into:
        found.append(no_twin())
    return found


def no_twin() -> Finding:
    """It merges, and nobody said into which other."""
    said = french.say("Dites dans quel autre chantier il se fond.")
    return missing("workstream.into", "into", said)


@dataclass(frozen=True, slots=True)
class Purse:
    """What a frame lets its workstreams have, and what one of them has already."""

    ceiling: Decimal | None = None
    """The most for one workstream."""
    budget: Decimal | None = None
    """The most for all of them."""
    had: Decimal | int = 0
    engaged: Decimal | int = 0


def support_faults(purse: Purse, asked: Decimal, needs: str, pays: str) -> list[Finding]:
    """Why a support is not asked so: above the ceiling, or its needs unsaid (R220, R221, R223)."""
    found = _over(purse, asked, "asked")
    if not tidy(needs):
        said = french.say("Décrivez les besoins et les moyens : l’organe décide sur eux.")
        found.append(missing("support.needs", "needs", said))
    if not tidy(pays):
        said = french.say("Dites ce que la somme paie : l’animation, des ressources communes…")
        found.append(missing("support.pays", "pays", said))
    return found


def grant_faults(purse: Purse, amount: Decimal) -> list[Finding]:
    """Why a sum is not granted: above what one workstream, or all of them, may have."""
    found = _over(purse, amount, "amount")
    if purse.budget is not None and purse.engaged + amount > purse.budget:
        left = french.money(max(purse.budget - purse.engaged, purse.budget * 0))
        found.append(broken("support.budget", "amount", french.say(
            "Il reste {left} pour tous les chantiers de ce cadre.", left=left)))  # fmt: skip
    return found


def _over(purse: Purse, sum_: Decimal, where: str) -> list[Finding]:
    if purse.ceiling is None or purse.had + sum_ <= purse.ceiling:
        return []
    most, had = french.money(purse.ceiling), french.money(purse.had)
    if purse.had:
        said = french.say("Un chantier reçoit {most} au plus ; celui-ci a déjà {had}.", most=most,
                          had=had)  # fmt: skip
    else:
        said = french.say("Un chantier reçoit {most} au plus.", most=most)
    return [broken("support.ceiling", where, said)]


def leaders_dates(first: date | None, every: int | None, last: date) -> list[date]:
    """The meetings of those who carry workstreams: one every so many months, up to the end (R227).

    A month that lacks the day takes its last one; the rhythm is counted from the first.
    """
    if first is None or not every:
        return []
    found: list[date] = []
    while (day := shifted(first, every * len(found))) <= last and len(found) < MOST_MEETINGS:
        found.append(day)
    return found


def publication_day(starts: date, months: int | None) -> date | None:
    """The day by which the common publication is due, so many months after the start (R228)."""
    return shifted(starts, months) if months else None


def frame_faults(starts: date, ends: date, review_on: date | None) -> list[Finding]:
    """Why a frame is not written so."""
    found = []
    if ends < starts:
        said = french.say("Le cadre finit avant de commencer : relisez les deux jours.")
        found.append(broken("frame.order", "ends", said))
    if review_on is not None and not starts <= review_on <= ends:
        said = french.say("La revue se tient pendant le cadre.")
        found.append(broken("frame.review", "review_on", said))
    return found


def review_faults(state: str, choice: str, learned: str, *, following: bool) -> list[Finding]:
    """Why a yearly review is not kept: nothing learned, or nothing chosen (R230)."""
    if state != LAUNCHED:
        said = french.say("Seul un chantier lancé passe en revue.")
        return [broken("review.state", "choice", said)]
    found = []
    if choice not in CHOICES:
        said = french.say("Choisissez : il continue, ou il se clôt.")
        found.append(missing("review.choice", "choice", said))
    if not tidy(learned):
        said = french.say("Dites ce que cette année a appris.")
        found.append(missing("review.learned", "learned", said))
    if choice == "continue" and not following:
        said = french.say("Écrivez d’abord le cadre de l’année qui vient : critères et budget.")
        found.append(missing("review.frame", "following", said))
    return found
