"""The closing survey asks whether people found what the call promised they would (R17, R92)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.learning.rules.surveys import Asked
from cordee.kernel import french

if TYPE_CHECKING:
    from cordee.programme.schema import Definition
    from cordee.programme.schema.year import Survey

LONG = 380
"""Characters of a question."""


def closes(definition: Definition, survey: Survey) -> bool:
    """Whether a survey is put at the end: of the programme, or at its closing meeting."""
    anchor = survey.when.anchor if survey.when else ""
    meeting = definition.year.meeting(anchor.removeprefix("meeting."))
    return anchor == "end" or (meeting is not None and meeting.step == "closing")


def expected(definition: Definition) -> list[Asked]:
    """A scale for each thing people came to find, then for each result a survey measures."""
    found = [str(one.text) for one in definition.promises if one.kind == "find"]
    hoped = [str(one.label) for one in definition.year.results if one.measured_by == "survey"]
    told = [
        *(f"Vous veniez trouver : {text} L’avez-vous trouvé ?" for text in found),
        *(f"Résultat attendu : {text.rstrip('.')}. Est-ce atteint ?" for text in hoped),
    ]
    return [Asked("", french.typeset(one)[:LONG], "scale") for one in told]
