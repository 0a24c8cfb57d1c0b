"""The closing survey asks whether people found what the call promised they would (R17, R92)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cordee.journeys.learning.rules.surveys import Asked
from cordee.kernel import french
from cordee.kernel.speech import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    found = [french.own(one.text) for one in definition.promises if one.kind == "find"]
    hoped = [french.own(one.label) for one in definition.year.results
             if one.measured_by == "survey"]  # fmt: skip
    told = [
        *(french.say("Vous veniez trouver : {text} L’avez-vous trouvé ?", text=one)
          for one in found),
        *(french.say("Résultat attendu : {text}. Est-ce atteint ?", text=french.unpointed(one))
          for one in hoped),
    ]  # fmt: skip
    return [Asked("", one[:LONG], "scale") for one in told]


def spoken(questions: Iterable[Asked], definition: Definition) -> list[Asked]:
    """The questions of a survey, kept in French, as what can be said in another language."""
    known = {str(one.label): one.label for one in expected(definition)}
    return [replace(one, label=known.get(one.label) or remembered(one.label)) for one in questions]
