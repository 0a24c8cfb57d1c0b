"""The set under discussion: what the rules proposed, then the moves of the jury, each with why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.programme.schema.choosing import Reserve, Selection, Stage

CONDITIONS = "_conditions"
"""Where the conditions of a yes are written, beside the reasons by criterion."""
PLACES = ("selected", "reserve", "refused")
"""Where a file may be put."""


@dataclass(frozen=True, slots=True)
class Set:
    """The winners, and the reserve in its order; the other files are refused."""

    selected: tuple[str, ...]
    reserve: tuple[str, ...]
    lists: Mapping[str, str] = field(default_factory=dict, compare=False)
    """File → its own reserve list, where there is one for each track."""

    def rank(self, key: str) -> int | None:
        """Its place in its reserve list, from 1; none when it does not wait there."""
        if key not in self.reserve:
            return None
        before = self.reserve[: self.reserve.index(key)]
        return 1 + sum(self.lists.get(one) == self.lists.get(key) for one in before)

    def place(self, key: str) -> str:
        """Where a file stands."""
        if key in self.selected:
            return "selected"
        return "reserve" if key in self.reserve else "refused"


def lists_of(document: Mapping[str, Any], rules: Selection) -> dict[str, str]:
    """File → its own reserve list, where the call has several (`Reserve.per`)."""
    reserve = rules.reserve
    if reserve is None or reserve.per == "call":
        return {}
    return {one["id"]: list_in(reserve, one["attrs"]) for one in document.get("candidates", ())}


def list_in(reserve: Reserve, attrs: Mapping[str, str | Sequence[str]]) -> str:
    """The reserve list of a file: its track, its place, what it answered (« vd|f »)."""
    answers = [f"answer.{key}" for key in reserve.questions]
    found = [
        attrs.get(name, "") for name in (answers if reserve.per == "answer" else [reserve.per])
    ]
    return "|".join(one if isinstance(one, str) else ",".join(one) for one in found)


def proposed(
    result: Mapping[str, Any], rules: Selection, lists: Mapping[str, str] | None = None
) -> Set:
    """The set of the solver, its reserve as long as the call says (R49): in all, or by track."""
    chosen = tuple(result.get("selected", ()))
    waiting = tuple(result.get("waiting_list", ()))
    size = rules.reserve.size if rules.reserve else 0
    lists, kept, filled = lists or {}, [], Counter[str]()
    for one in waiting:
        own = lists.get(one, "")
        if size is None or filled[own] < size:
            kept.append(one)
            filled[own] += 1
    return Set(chosen, tuple(kept), lists)


def moved(start: Set, moves: Iterable[Mapping[str, Any]]) -> Set:
    """The set after the moves; in the reserve, the rank that a move gives, else the last one."""
    selected, reserve = list(start.selected), list(start.reserve)
    for move in moves:
        key = move["deposit"]
        selected = [one for one in selected if one != key]
        reserve = [one for one in reserve if one != key]
        if move["into"] == "selected":
            selected.append(key)
        elif move["into"] == "reserve":
            reserve.insert(_inserted(reserve, start.lists, key, move.get("rank")), key)
    return Set(tuple(selected), tuple(reserve), start.lists)


def _inserted(reserve: Sequence[str], lists: Mapping[str, str], key: str, rank: int | None) -> int:
    """Where a file enters the reserve, to have that rank in its own list; last without one."""
    same = [place for place, one in enumerate(reserve) if lists.get(one) == lists.get(key)]
    return len(reserve) if rank is None or rank > len(same) else same[rank - 1]


def ruling_faults(
    rules: Selection,
    keys: Iterable[str],
    chosen: Set,
    reasons: Mapping[str, str],
    bounds: tuple[int, int] | None = None,
) -> list[Finding]:
    """Why a decision cannot be taken as it stands, told at once: places first (R5, R146).

    `bounds` are the places of the stage, as the jury may have moved them; else the call's.
    """
    known = set(keys)
    found = [
        broken(
            "ruling.unknown", "ruling", french.say("Dossier inconnu ou retiré : {key}.", key=key)
        )
        for key in sorted({*chosen.selected, *chosen.reserve} - known)
    ]
    least, most = bounds or (rules.places_min, rules.places_max or len(known))
    if not least <= len(chosen.selected) <= most:
        found.append(
            broken(
                "ruling.places",
                "ruling",
                french.say(
                    "L’appel prévoit de {least} à {most} lauréats ; la décision en compte "
                    "{selected}. Ajustez le choix avant de décider.",
                    least=least,
                    most=most,
                    selected=len(chosen.selected),
                ),
            )
        )
    return [*found, *_silent(rules, known, chosen, reasons)]


def wildcard_faults(stage: Stage, start: Set, chosen: Set) -> list[Finding]:
    """Files taken from below the line, beyond how many the call lets the panel take."""
    if stage.wildcards is None:
        return []
    taken = [one for one in chosen.selected if one not in start.selected]
    if len(taken) <= stage.wildcards:
        return []
    said = french.say(
        "L’appel laisse le jury repêcher {most} ; la décision en repêche {taken}. Revenez sur un "
        "déplacement, ou imposez le dossier avant le calcul, avec sa raison.",
        most=french.plural(stage.wildcards, "dossier"),
        taken=len(taken),
    )
    return [broken("ruling.wildcards", "ruling", french.typeset(said))]


def _silent(
    rules: Selection, known: set[str], chosen: Set, reasons: Mapping[str, str]
) -> list[Finding]:
    if not rules.reasons_given:
        return []
    silent = [
        key for key in known if key not in chosen.selected and not reasons.get(key, "").strip()
    ]
    if not silent:
        return []
    return [
        missing(
            "ruling.reasons",
            "ruling",
            french.say(
                "Il manque les motifs de {files} : chaque équipe a droit à une raison.",
                files=french.plural(len(silent), "dossier non retenu", "dossiers non retenus"),
            ),
        )
    ]


def composed(labels: Mapping[str, str], reasons: Mapping[str, str], key: str) -> str:
    """The reasons of a file as its team reads them: in general, then criterion by criterion.

    `reasons` holds texts by `file`, and by `file:criterion`; `labels` the criteria, in order.
    """
    told = [reasons.get(key, "").strip()]
    for criterion, label in labels.items():
        if text := reasons.get(f"{key}:{criterion}", "").strip():
            told.append(french.say("{label} : {text}", label=label, text=text))
    return "\n\n".join(filter(None, told))


def by_merit(merit: Mapping[str, Any], size: int, order: Sequence[str]) -> tuple[str, ...]:
    """The files that the marks alone would keep; `order` settles equals."""
    rank = {key: place for place, key in enumerate(order)}
    found = sorted(merit, key=lambda key: (-Fraction(merit[key]), rank.get(key, len(rank)), key))
    return tuple(found[:size])
