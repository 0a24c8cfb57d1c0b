"""What a proposal shows: where each file stands and why, what each rule changed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.forms import said
from cordee.selection import queries
from cordee.selection.queries.rankings import said as figure
from cordee.selection.queries.wording import folded, named, rule_labels, said_money, said_terms
from cordee.selection.rules import Set, by_merit, moved, proposed, terms_of
from cordee.selection.rules.choice import lists_of
from cordee.selection.rules.votes import by_voices

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cordee.applications.models import Deposit
    from cordee.selection.models import Deliberation, Panel

PLACES = {
    "selected": (gettext_lazy("lauréat"), "good"),
    "reserve": (gettext_lazy("réserve"), "info"),
    "refused": (gettext_lazy("non retenu"), "neutral"),
}
BY_METHOD = {
    "arrival": gettext_lazy("par son ordre d’arrivée"),
    "lot": gettext_lazy("par le tirage au sort"),
    "all_admitted": gettext_lazy("tout dossier recevable est pris"),
}
EXCLUDED = {
    "ineligible": gettext_lazy("dossier non éligible"),
    "not_enough_reviews": gettext_lazy("pas assez de lectures complètes"),
    "below_min_merit": gettext_lazy("sous le seuil de l’appel"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A file of the choice: where it stands and why."""

    deposit: Deposit
    name: str
    department: str
    merit: str
    place: str
    rank: int | None
    why: str
    solid: int | None
    moved: bool
    in_why: str = ""
    parts: str = ""
    """What each stage gave, where several count."""

    @property
    def key(self) -> str:
        """The public id of its deposit."""
        return str(self.deposit.public_id)

    @property
    def label(self) -> str:
        """The place in words."""
        told = str(PLACES[self.place][0])
        return f"{told} n° {self.rank}" if self.rank else told

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return str(PLACES[self.place][1])


def proposal_of(panel: Panel, key: str) -> Deliberation:
    """A proposal of the panel, or the page 404."""
    rows = panel.deliberations.select_related("version", "by__person")
    found = rows.filter(public_id=key).first()
    if found is None:
        raise Http404
    found.panel = panel
    return found


def current_set(made: Deliberation) -> Set:
    """The set as the jury moved it."""
    rules = made.version.definition.selection
    return moved(proposed(made.result, rules, lists_of(made.instance, rules)), made.moves)


_ORDER = {"selected": 0, "reserve": 1, "refused": 2}


def rows_of(made: Deliberation, current: Set) -> list[Row]:
    """Every file: the winners by merit, the reserve in its order, then the others."""
    merit = merit_of(made)
    reasons = _reasons(made)
    solid = _solidity(made)
    chosen = made.result.get("selected", ())
    entered = (
        why_in(made, by_merit(merit_of(made), len(chosen), made.result["waiting_list"]))
        if chosen
        else {}
    )
    touched = {move["deposit"] for move in made.moves}
    parts = _parts(made)
    rows = []
    for deposit in queries.files(made.panel):
        key = str(deposit.public_id)
        place = current.place(key)
        rows.append(
            Row(
                deposit,
                str(deposit.content["body"].get("name", "")),
                deposit.application.department,
                figure(merit.get(key)),
                place,
                current.rank(key),
                reasons.get(key, ""),
                solid.get(key),
                key in touched,
                entered.get(key, "") if key not in touched else "",
                parts.get(key, ""),
            )
        )
    return sorted(rows, key=lambda row: _where(row, merit))


def _where(row: Row, merit: Mapping[str, Fraction]) -> tuple[int, int, Fraction, str]:
    """The winners by merit, the reserve in its order, then the others by merit."""
    least = Fraction(-(10**9))
    return (_ORDER[row.place], row.rank or 0, -merit.get(row.key, least), row.name)


def _parts(made: Deliberation) -> dict[str, str]:
    """« écrit 72 % ; oral 60 % »: what each stage gave to each file."""
    return {
        one["id"]: " ; ".join(
            f"{label} {round(100 * Fraction(share))}\u00a0%"
            for label, share in one["parts"].items()
        )
        for one in made.instance.get("candidates", ())
        if "parts" in one
    }


def _reasons(made: Deliberation) -> dict[str, str]:
    """Why each loser is out, in the words of the solver once it has explained."""
    because = {one["id"]: one.get("why") for one in made.instance.get("candidates", ())}
    told = {
        key: because.get(key) or str(EXCLUDED.get(reason, reason))
        for key, reason in made.result.get("excluded", {}).items()
    }
    names, found = labels_of(made), made.explanation or {}
    for one in found.get("why_not", ()):
        told[one["candidate"]] = named(one["sentence"], names, found.get("recipes"))
    return told


def _solidity(made: Deliberation) -> dict[str, int]:
    """How often each file is chosen when the jurors are drawn again, in percent."""
    found = (made.explanation or {}).get("solidity", {}).get("jurors_drawn_again")
    if not found or not found["replicates"]:
        return {}
    size = found["replicates"]
    known = made.result.get("merit", {})
    return {key: round(100 * found["chosen"].get(key, 0) / size) for key in known}


def explained(made: Deliberation) -> dict[str, Any] | None:
    """What the solver says of its set, in sentences that name rules as people do."""
    found = made.explanation
    if found is None:
        return None
    labels, recipes = labels_of(made), found.get("recipes", {})
    name = partial(named, labels=labels, recipes=recipes)
    impossible = found.get("impossible", {})
    relaxed = impossible.get("relaxation", {}).get("sentence", "")
    return {
        "sentence": name(found.get("sentence", "")),
        "rules": [name(one["sentence"]) for one in found.get("gains", ())],
        "nearest": [name(one["sentence"]) for one in found.get("nearest", ())],
        "proof": name(found.get("proof", {}).get("sentence", "")),
        "impossible": name(impossible.get("sentence", "")),
        "folded": folded(impossible, labels, recipes),
        "relaxation": name(relaxed),
    }


def swaps(made: Deliberation, names: dict[str, str]) -> dict[str, Any]:
    """What balance changed against the marks alone, and who would replace each winner."""
    chosen = made.result.get("selected", [])
    alone = by_merit(made.result.get("merit", {}), len(chosen), made.result.get("waiting_list", ()))
    return {
        "in": [names.get(key, key) for key in chosen if key not in alone],
        "out": [names.get(key, key) for key in alone if key not in chosen],
        "replacements": [
            (names.get(key, key), names.get(value, "") if value else "")
            for key, value in sorted(made.result.get("replacements", {}).items())
        ],
    }


def moves_of(made: Deliberation, names: dict[str, str]) -> list[dict[str, str]]:
    """The moves of the jury, in words."""
    return [
        {
            "name": names.get(one["deposit"], one["deposit"]),
            "into": str(PLACES[one["into"]][0]),
            "reason": one["reason"],
        }
        for one in made.moves
    ]


def labels_of(made: Deliberation) -> dict[str, str]:
    """The rules of a proposal as the call names them."""
    return rule_labels(made.version.definition, made.instance)


def terms_said(made: Deliberation) -> list[str]:
    """What the jury added to the rules of the call, in sentences."""
    return said_terms(terms_of(made.terms), made.version.definition, made.instance)


def tie_said(made: Deliberation, current: Set) -> str:
    """The files equal in voices at the last place, and what told them apart; empty without any."""
    return queries.tie_said(made.version.definition, made.panel, made, current.selected)


def money_said(made: Deliberation, current: Set) -> list[str]:
    """What the set, as the jury moved it, asks for out of each envelope."""
    return said_money(made.version.definition, made.instance, sorted(current.selected))


def why_in(made: Deliberation, alone: Collection[str]) -> dict[str, str]:
    """Which rule let each winner in: its marks, a priority, a term of the jury, the balance."""
    definition = made.version.definition
    priorities = {one.key: said(one.label) for one in definition.selection.priorities}
    voted = by_voices(queries.stage_of(made.panel))
    methods = {one.key: one.method for one in definition.tracks if one.method}
    told = {}
    for one in made.instance.get("candidates", ()):
        key = one["id"]
        if key in made.terms.get("in", {}):
            told[key] = _("imposé par le jury")
        elif (
            method := methods.get(one["attrs"].get("track", ""), definition.selection.method)
        ) != "merit":
            told[key] = str(BY_METHOD[method])
        elif key in alone:
            told[key] = _("par ses voix") if voted else _("par ses notes")
        elif one["attrs"].get("rule"):
            told[key] = _("par la règle : %(rule)s") % {
                "rule": ", ".join(priorities.get(rule, rule) for rule in one["attrs"]["rule"])
            }
        else:
            told[key] = _("par l’équilibre des lauréats")
    return told


def merit_of(made: Deliberation) -> dict[str, Fraction]:
    """The merit of each file, exact."""
    return {key: Fraction(value) for key, value in made.result.get("merit", {}).items()}
