"""The explanation of a definition: everything it says, in order, with whom each part concerns."""

from collections.abc import Callable, Mapping

from cordee.programme.anchors import Held
from cordee.programme.explain import (
    afterwards,
    announced,
    applying,
    call,
    choosing,
    conditions,
    form,
    judging,
    money,
    pledges,
    questions,
    settled,
    sharing,
    tables,
    timeline,
    who,
    year,
)
from cordee.programme.explain.document import (
    Document,
    Section,
    into,
)
from cordee.programme.explain.teller import Sentence, Teller
from cordee.programme.schema import Definition
from cordee.programme.schema.base import Record

SENTENCES: Mapping[type[Record], Sentence] = {
    **call.SENTENCES,
    **timeline.SENTENCES,
    **conditions.SENTENCES,
    **who.SENTENCES,
    **form.SENTENCES,
    **questions.SENTENCES,
    **tables.SENTENCES,
    **judging.SENTENCES,
    **choosing.SENTENCES,
    **year.SENTENCES,
    **pledges.SENTENCES,
    **money.SENTENCES,
    **sharing.SENTENCES,
    **settled.SENTENCES,
}
"""One function per record of the vocabulary."""

PARTS: tuple[Callable[[Teller], Section], ...] = (
    announced.brief_section,
    announced.calendar_section,
    announced.texts_section,
    announced.promises_section,
    applying.who_section,
    applying.team_section,
    applying.form_section,
    applying.choosing_section,
    afterwards.year_section,
    afterwards.money_section,
    afterwards.duties_section,
    afterwards.contacts_section,
    afterwards.settled_section,
)
"""What is told, in order."""

_NOTHING: Held = {}


def rule_words(definition: Definition, condition: Record, language: str = "fr") -> str:
    """What one condition asks, in a few words: « Territoire : … », the organiser's own if any."""
    item = Teller(definition, {}, SENTENCES, language, bare=True).item(condition)
    return item.runs[0].text if item.runs else ""


def explain(
    definition: Definition,
    texts: Mapping[str, str] | None = None,
    language: str = "fr",
    *,
    held: Held = _NOTHING,
) -> Document:
    """Everything a candidate, a juror and a participant must know; nothing is hidden.

    `texts` maps the file names of the long texts to their Markdown; `held` gives the days that
    meetings were moved to, so that the page of a running programme says the real dates.
    """
    t = Teller(definition, texts or {}, SENTENCES, language, held)
    parts = (tell(t) for tell in PARTS)
    told = Document(
        title=t.said(definition.title),
        subtitle=t.said(definition.subtitle),
        language=language,
        sections=tuple(part for part in parts if part.nodes),
    )
    return into(told, language)
