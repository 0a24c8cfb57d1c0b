"""The order of the calendar before the choice: periods, steps, stages, lists, confirmations."""

from collections.abc import Iterator
from datetime import date, datetime

from cordee.kernel import french
from cordee.kernel.moments import Duration, When
from cordee.programme.anchors import anchor
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.base import Due, at
from cordee.programme.schema.choosing import Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.timeline import Window
from cordee.programme.schema.walk import walk
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw

READ_TOGETHER = {"merit", "hearing", "visit", "negotiation", "decision", "public_vote"}
"""Stages that look at all the files at once: they come once everybody could hand theirs in."""
LONG = 3000
"""Minutes nobody spends on one form: more than fifty hours."""


def windows(definition: Definition) -> Iterator[Flaw]:
    """Cut-offs outside their period or out of order, bounds that contradict each other."""
    for index, one in enumerate(definition.windows):
        path: Path = ("windows", index)
        zone = one.zone or definition.timeline.zone
        opens, closes = one.opens_at(zone), one.closes_at(definition.timeline.zone)
        moments = [at(cut, zone, datetime.max.time()) for cut in one.cut_offs]
        for place, cut in enumerate(moments):
            if (opens and cut < opens) or (closes and cut.date() > closes.date()):
                yield Flaw((*path, "cut_offs", place), f"Ce relevé ({french.day(cut.date())}) "
                           "tombe hors de la période.")  # fmt: skip
        if moments != sorted(moments):
            yield Flaw((*path, "cut_offs"), "Les relevés ne sont pas dans l’ordre des dates.")
        full = one.capacity if one.capacity_counts == "files" else None
        if full and one.files_min and one.files_min > full:
            yield Flaw((*path, "files_min"), f"Il faut au moins {one.files_min} dossiers, mais la "
                       f"période se clôt à {full}.")  # fmt: skip


def steps(definition: Definition) -> Iterator[Flaw]:
    """Steps open before those they follow are closed, or judged; delays longer than the period."""
    stages = {one.key: one for one in definition.stages}
    for index, step in enumerate(definition.steps):
        path: Path = ("steps", index)
        window = definition.window(step.window)
        if step.window in step.waves or len(set(step.waves)) < len(step.waves):
            yield Flaw((*path, "waves"), "Une même période est nommée deux fois pour cette étape.")
        stage = stages.get(step.after or "")
        if window is None or window.permanent:
            continue
        opens = window.opens_at(definition.timeline.zone)
        closes = window.closes_at(definition.timeline.zone)
        known = days.first(definition, stage.ends) if stage else None
        if opens and known and opens.date() < known:
            yield Flaw((*path, "after"), f"{french.quoted(step.label)} s’ouvre le "
                       f"{french.day(opens.date())}, avant que {_called(stage)} ne s’achève "
                       f"({french.day(known)}).")  # fmt: skip
        before = _closing_before(definition, index, stage)
        if opens and before and opens < before and stage and known is None:
            yield Flaw((*path, "window"), f"{french.quoted(step.label)} s’ouvre avant la clôture "
                       "de l’étape dont elle attend le résultat.")  # fmt: skip
        if step.within and opens and closes and days.length(step.within) > (closes - opens).days:
            yield Flaw((*path, "within"), f"Le délai ({step.within.said()}) est plus long que la "
                       "période où l’étape se dépose : elle se clôt avant.")  # fmt: skip


def _called(stage: Stage | None) -> str:
    return french.quoted(stage.label) if stage else ""


def _closing_before(definition: Definition, index: int, stage: Stage | None) -> datetime | None:
    """When the step that a stage judges, or else the one before, is closed."""
    named = stage.step if stage and stage.step else None
    earlier = definition.steps[index - 1].key if index else None
    key = named or earlier
    return definition.closes(key) if key else None


def stages(definition: Definition) -> Iterator[Flaw]:
    """Stages that read files before everybody could hand them in, or before the stage before."""
    for index, stage in enumerate(definition.stages):
        begins, ends = days.last(definition, stage.starts), days.last(definition, stage.ends)
        window = _read(definition, stage)
        closes = window.closes_at(definition.timeline.zone) if window else None
        if closes and stage.kind in READ_TOGETHER:
            for field, day in (("starts", begins), ("ends", ends)):
                if day and day < closes.date():
                    verb = "commence" if field == "starts" else "s’achève"
                    yield Flaw(("stages", index, field), f"{french.quoted(stage.label)} {verb} le "
                               f"{french.day(day)}, avant la clôture des dossiers qu’elle "
                               f"examine ({french.day(closes.date())}).")  # fmt: skip
        yield from _after_the_others(definition, index, stage)


def _read(definition: Definition, stage: Stage) -> Window | None:
    """The only period whose files a stage reads all at once."""
    key = stage.step or (definition.steps[-1].key if definition.steps else "")
    found = definition.windows_of(key)
    alone = len(found) == 1 and not (found[0].cut_offs or found[0].examined_every)
    return found[0] if alone and definition.selection.method != "arrival" else None


def _after_the_others(definition: Definition, index: int, stage: Stage) -> Iterator[Flaw]:
    for earlier in definition.stages[:index]:
        if {*earlier.tracks} and {*stage.tracks} and not {*earlier.tracks} & {*stage.tracks}:
            continue
        before, after = days.first(definition, earlier.ends), days.last(definition, stage.ends)
        if before and after and after < before:
            yield Flaw(("stages", index, "ends"), f"{french.quoted(stage.label)} s’achève le "
                       f"{french.day(after)}, avant {french.quoted(earlier.label)} "
                       f"({french.day(before)}), qui la précède.")  # fmt: skip
            return
        start = days.last(definition, stage.starts)
        narrows = earlier.kept_max or earlier.kept_share or earlier.keeps == "threshold"
        begun = days.first(definition, earlier.starts)
        if start and ((before and narrows and start < before) or (begun and start < begun)):
            yield Flaw(("stages", index, "starts"), f"{french.quoted(stage.label)} commence avant "
                       f"que {french.quoted(earlier.label)}, qui la précède, n’ait choisi qui y "
                       "passe.")  # fmt: skip
            return


def hearings(definition: Definition) -> Iterator[Flaw]:
    """Hearings announced on other days than those of their stage."""
    held = [
        (low, high)
        for one in definition.stages
        if one.kind == "hearing"
        and (low := days.first(definition, one.starts))
        and (high := days.last(definition, one.ends))
    ]
    every = [one for one in definition.stages if one.kind == "hearing"]
    for index, one in enumerate(definition.milestones):
        when = (one.when.first, one.when.last)
        if one.kind == "hearing" and held and len(held) == len(every) and _outside(when, held):
            yield Flaw(
                ("milestones", index, "when"),
                f"{french.quoted(one.label)} "
                f"({one.when.said()}) n’est pas dans les jours de l’étape d’audition.",
            )


def _outside(when: tuple[date | None, date | None], held: list[tuple[date, date]]) -> bool:
    low, high = when
    return bool(low and high) and all(
        (high or date.min) < begins or (low or date.max) > ends for begins, ends in held
    )


def afterwards(definition: Definition) -> Iterator[Flaw]:
    """Lists that expire before the answer, confirmations longer than the time that is left."""
    answer, chosen = days.answered(definition), definition.selection
    expires = days.last(definition, chosen.reserve.expires if chosen.reserve else None)
    if answer and expires and expires < answer:
        yield Flaw(("selection", "reserve", "expires"), f"La liste complémentaire expire le "
                   f"{french.day(expires)}, avant la réponse ({french.day(answer)}).")  # fmt: skip
    start = anchor(definition, "start").first
    if answer and start and chosen.acceptance_within:
        latest = chosen.acceptance_within.after(answer)
        if answer <= start < latest:
            yield Flaw(("selection", "acceptance_within"), "Les lauréats peuvent confirmer "
                       f"jusqu’au {french.day(latest)}, après la première rencontre "
                       f"({french.day(start)}).")  # fmt: skip


def negative(definition: Definition) -> Iterator[Flaw]:
    """Durations below zero, and times that nobody has: only an offset may be « before »."""
    for path, one in walk(definition):
        for name in type(one).model_fields:
            value = getattr(one, name)
            if isinstance(value, Duration) and not isinstance(one, Due) and days.length(value) < 0:
                yield Flaw((*path, name), "Cette durée est négative : ôtez le moins.")
    minutes = definition.timeline.estimated_minutes
    if minutes and minutes > LONG:
        yield Flaw(
            ("timeline", "estimated_minutes"),
            f"{french.number(minutes)} minutes font plus "
            f"de {minutes // 60} heures pour remplir un dossier : ce sont des minutes.",
        )


def kept(definition: Definition) -> Iterator[Flaw]:
    """How long files are kept, said otherwise than as a duration."""
    for what, length in definition.retention.items():
        try:
            Duration.parse(length)
        except ValueError as odd:
            yield Flaw(("retention", what), str(odd))


def stated(definition: Definition) -> Iterator[Flaw]:
    """Days of the answer and of the first meeting that the source says otherwise."""
    answers = [one.when for one in definition.milestones if one.kind in days.KNOWN]
    start = anchor(definition, "start")
    for index, one in enumerate(definition.stated):
        held = answers if one.about == "answer" else [start] if one.about == "first_meeting" else []
        said = _when(str(one.value or ""))
        known = [(when.first, when.last) for when in held if when.first and when.last]
        if said and known and not any(low <= said[1] and said[0] <= high for low, high in known):
            kept_ = french.listed([when.said() for when in held], "ou")
            yield Flaw(("stated", index), f"{french.quoted(one.said)} : la définition retient "
                       f"{kept_}.")  # fmt: skip


def _when(text: str) -> tuple[date, date] | None:
    """The days that a stated value may be, when it is a date."""
    try:
        found = When.parse(text)
    except ValueError:
        return None
    return (found.first, found.last) if found.first and found.last else None


CHECKS = (
    Check("retention.length", Severity.ERROR, kept),
    Check("stated.day", Severity.WARNING, stated, ("answer", "first_meeting")),
    Check("window.cut_offs", Severity.WARNING, windows, ("calendar", "closes")),
    Check("step.early", Severity.WARNING, steps, ("calendar",)),
    Check("stage.order", Severity.WARNING, stages, ("calendar",)),
    Check("stage.hearing", Severity.WARNING, hearings, ("calendar",)),
    Check("answer.afterwards", Severity.WARNING, afterwards, ("answer", "first_meeting")),
    Check("duration.negative", Severity.ERROR, negative),
)
