"""How the jurors marked: severity beside raw marks, or why it cannot be measured."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, impossible, missing
from cordee.selection.solvers.select.calibration import connected, corrected, severities
from cordee.selection.solvers.select.marks import means

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from cordee.selection.solvers.select.marks import Evaluations

SHARED = 2
"""Files a juror must share with others before her severity tells anything."""
MOST = 250
"""Jurors whose severities are computed while a page waits."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Raw means, severities and calibrated means; or the reasons why only raw means are told."""

    raw: Mapping[str, Fraction]
    severity: Mapping[str, Fraction] = field(default_factory=dict)
    calibrated: Mapping[str, Fraction] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def analysis(reviews: Evaluations, names: Mapping[str, str]) -> Analysis:
    """What each juror adds to the marks, measured on shared files; raw marks are never changed."""
    if found := _refusals(reviews, names):
        return Analysis(means(reviews), findings=tuple(found))
    bias = severities(reviews)
    return Analysis(means(reviews), bias, corrected(reviews, bias))


def _refusals(reviews: Evaluations, names: Mapping[str, str]) -> list[Finding]:
    jurors = {juror for marks in reviews.values() for juror, _mark in marks}
    if len(jurors) < SHARED:
        return [_wait("few", french.say("Moins de deux personnes ont noté un dossier entier."))]
    if len(jurors) > MOST:
        return [
            _no(
                "many",
                french.say(
                    "Au-delà de {most} lecteurs, le calcul se fait avec la proposition.", most=MOST
                ),
            )
        ]
    if not connected(reviews):
        sentence = french.say(
            "Des lecteurs n’ont aucun dossier en commun avec les autres, même de proche en "
            "proche : leurs sévérités ne se comparent pas. Un dossier d’étalonnage les relierait."
        )
        return [_no("disconnected", sentence)]
    found = [*_thin(reviews, names)]
    marks = sum(map(len, reviews.values()))
    if not found and marks < len(reviews) + len(jurors):
        sentence = french.say(
            "{marks} pour {reviews} et {jurors} : trop peu pour séparer la sévérité de "
            "la qualité des dossiers.",
            marks=french.plural(marks, "lecture"),
            reviews=french.plural(len(reviews), "dossier"),
            jurors=french.plural(len(jurors), "lecteur"),
        )
        found = [_wait("thin", sentence)]
    return found


def _thin(reviews: Evaluations, names: Mapping[str, str]) -> list[Finding]:
    """Jurors who share too few files with anybody else."""
    shared: Counter[str] = Counter()
    for marks in reviews.values():
        for juror, _mark in marks:
            shared[juror] += len(marks) > 1
    alone = sorted(names.get(one, one) for one, count in shared.items() if count < SHARED)
    if not alone:
        return []
    told = french.listed(alone[:8])
    sentence = french.say("Trop peu de dossiers lus en commun avec d’autres : {told}.", told=told)
    return [_wait("alone", sentence)]


def _wait(code: str, sentence: str) -> Finding:
    """What more marks would make possible."""
    return missing(f"analysis.{code}", "marks", sentence, strength=Strength.ADVICE)


def _no(code: str, sentence: str) -> Finding:
    return impossible(f"analysis.{code}", "marks", sentence, strength=Strength.ADVICE)


def ranks(values: Mapping[str, Fraction]) -> dict[str, int]:
    """Place of each, shared between equals."""
    return {
        key: 1 + sum(other > value for other in values.values()) for key, value in values.items()
    }
