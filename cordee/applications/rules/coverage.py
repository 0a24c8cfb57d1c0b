"""Which options of a question are taken up, and where: a matrix whose holes can be read (R288)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cordee.kernel import french


@dataclass(frozen=True, slots=True)
class Coverage:
    """One question: its options in order, the places in order, how many files in each cell."""

    label: str
    places: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int], int]]
    """Label of an option, files by place, files in all."""

    @property
    def said(self) -> str:
        """« 11 options sur 12 sont prises par au moins un dossier. Sans aucun : « Sols ». »."""
        bare = [label for label, _cells, total in self.rows if not total]
        done = len(self.rows) - len(bare)
        told = french.say(
            "{done} sur {all} par au moins un dossier.",
            done=french.plural(done, "choix couvert", "choix couverts"),
            all=len(self.rows),
        )
        if not bare:
            return french.typeset(told)
        holes = french.say("Par aucun : {bare}.", bare=french.listed([*bare]))
        return french.typeset(french.strung(told, holes))


def covered(
    label: str,
    options: Mapping[str, str],
    files: Iterable[tuple[str, Any]],
    names: Mapping[str, str],
) -> Coverage:
    """The matrix of a question: `options` key → label, `files` (place, answer), `names` of places.

    A file that chose several options counts once in each; an answer of one's own counts nowhere.
    """
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[str] = set()
    for place, answer in files:
        chosen = answer if isinstance(answer, list) else [answer]
        kept = {one for one in chosen if isinstance(one, str) and one in options}
        counts.update((one, place) for one in kept)
        seen |= {place} if kept else set()
    places = sorted(seen, key=lambda one: names.get(one, one))
    rows = [
        (said, [counts[key, place] for place in places],
         sum(counts[key, place] for place in places))
        for key, said in options.items()
    ]  # fmt: skip
    return Coverage(label, [names.get(one, one) for one in places], rows)
