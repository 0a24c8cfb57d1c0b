"""The order of the calendar before the choice: periods, steps, stages, lists, confirmations."""

from collections.abc import Iterator
from datetime import date, datetime

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.moments import Duration, When
from cordee.programme.anchors import anchor
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.base import Due
from cordee.programme.schema.choosing import Stage
from cordee.programme.schema.dates import at
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.timeline import Window
from cordee.programme.schema.walk import walk
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

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
                yield flaw(
                    (*path, "cut_offs", place),
                    "Ce relevé ({day}) tombe hors de la période.",
                    day=french.day(cut.date()),
                )
        if moments != sorted(moments):
            yield Flaw((*path, "cut_offs"), "Les relevés ne sont pas dans l’ordre des dates.")
        full = one.capacity if one.capacity_counts == "files" else None
        if full and one.files_min and one.files_min > full:
            yield flaw(
                (*path, "files_min"),
                "Il faut au moins {files_min}, mais la période se clôt à {full}.",
                files_min=french.plural(one.files_min, "dossier"),
                full=full,
            )


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
        if opens and known and opens.date() < known and not _in_turns(definition, stage):
            yield flaw(
                (*path, "after"),
                "{label} s’ouvre le {day}, avant que {stage} ne s’achève ({known}).",
                label=french.quoted(step.label),
                day=french.day(opens.date()),
                stage=_called(stage),
                known=french.day(known),
            )
        before = _closing_before(definition, index, stage)
        if opens and before and opens < before and stage and known is None:
            yield flaw(
                (*path, "window"),
                "{label} s’ouvre avant la clôture de l’étape dont elle attend le résultat.",
                label=french.quoted(step.label),
            )
        if step.within and opens and closes and days.length(step.within) > (closes - opens).days:
            yield flaw(
                (*path, "within"),
                "Le délai ({said}) est plus long que la période où l’étape se dépose : elle se "
                "clôt avant.",
                said=step.within.said(),
            )


def _in_turns(definition: Definition, stage: Stage | None) -> bool:
    """Whether a stage reads files in several turns: the first ones go on before the last come."""
    some = definition.windows_of(stage.step or "" if stage else "")
    return any(one.permanent or one.cut_offs or one.examined_every for one in some)


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
        if closes:
            both = stage.kind in READ_TOGETHER
            for field, day in (("starts", begins if both else None), ("ends", ends)):
                if day and day < closes.date():
                    verb = say("commence") if field == "starts" else say("s’achève")
                    yield flaw(
                        ("stages", index, field),
                        "{label} {verb} le {day}, avant la clôture des dossiers qu’elle "
                        "examine ({day2}).",
                        label=french.quoted(stage.label),
                        verb=verb,
                        day=french.day(day),
                        day2=french.day(closes.date()),
                    )
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
            yield flaw(
                ("stages", index, "ends"),
                "{label} s’achève le {after}, avant {label2} ({before}), qui la précède.",
                label=french.quoted(stage.label),
                after=french.day(after),
                label2=french.quoted(earlier.label),
                before=french.day(before),
            )
            return
        start = days.last(definition, stage.starts)
        narrows = earlier.kept_max or earlier.kept_share or earlier.keeps == "threshold"
        begun = days.first(definition, earlier.starts)
        if start and ((before and narrows and start < before) or (begun and start < begun)):
            yield flaw(
                ("stages", index, "starts"),
                "{label} commence avant que {label2}, qui la précède, n’ait choisi qui y passe.",
                label=french.quoted(stage.label),
                label2=french.quoted(earlier.label),
            )
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
            yield flaw(
                ("milestones", index, "when"),
                "{label} ({said}) n’est pas dans les jours de l’étape d’audition.",
                label=french.quoted(one.label),
                said=one.when.said(),
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
        yield flaw(
            ("selection", "reserve", "expires"),
            "La liste complémentaire expire le {expires}, avant la réponse ({answer}).",
            expires=french.day(expires),
            answer=french.day(answer),
        )
    start = anchor(definition, "start").first
    if answer and start and chosen.acceptance_within:
        latest = chosen.acceptance_within.after(answer)
        if answer <= start < latest:
            yield flaw(
                ("selection", "acceptance_within"),
                "Les lauréats peuvent confirmer jusqu’au {latest}, après la première rencontre "
                "({start}).",
                latest=french.day(latest),
                start=french.day(start),
            )


def negative(definition: Definition) -> Iterator[Flaw]:
    """Durations below zero, and times that nobody has: only an offset may be « before »."""
    for path, one in walk(definition):
        for name in type(one).model_fields:
            value = getattr(one, name)
            if isinstance(value, Duration) and not isinstance(one, Due) and days.length(value) < 0:
                yield Flaw((*path, name), "Cette durée est négative : ôtez le moins.")
    minutes = definition.timeline.estimated_minutes
    if minutes and minutes > LONG:
        yield flaw(
            ("timeline", "estimated_minutes"),
            "{minutes} minutes font plus de {minutes2} heures pour remplir un dossier : ce "
            "sont des minutes.",
            minutes=french.number(minutes),
            minutes2=minutes // 60,
        )


def kept(definition: Definition) -> Iterator[Flaw]:
    """How long files are kept, said otherwise than as a duration."""
    for what, length in definition.retention.items():
        try:
            Duration.parse(length)
        except ValueError as odd:
            yield Flaw(("retention", what), odd.args[0])


ACCOUNTS = Duration.parse("P10Y")


def accounts(definition: Definition) -> Iterator[Flaw]:
    """Papers of account kept less long than the law asks (code de commerce, article L123-22)."""
    try:
        length = Duration.parse(definition.retention.get("accounts", "P10Y"))
    except ValueError:  # said by `kept`
        return
    if days.length(length) < days.length(ACCOUNTS):
        yield flaw(
            ("retention", "accounts"),
            "Les pièces comptables se gardent {ten} (code de commerce, article L123-22) : {said} "
            "ne suffisent pas. Écrivez P10Y ou plus.",
            ten=ACCOUNTS.said(),
            said=length.said(),
        )


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
            yield flaw(
                ("stated", index),
                "{said} : la définition retient {kept}.",
                said=french.quoted(one.said),
                kept=kept_,
            )


def _when(text: str) -> tuple[date, date] | None:
    """The days that a stated value may be, when it is a date."""
    try:
        found = When.parse(text)
    except ValueError:
        return None
    return (found.first, found.last) if found.first and found.last else None


CHECKS = (
    Check("retention.length", Severity.ERROR, kept),
    Check("retention.accounts", Severity.ERROR, accounts),
    Check("stated.day", Severity.WARNING, stated, ("answer", "first_meeting")),
    Check("window.cut_offs", Severity.WARNING, windows, ("calendar", "closes")),
    Check("step.early", Severity.WARNING, steps, ("calendar",)),
    Check("stage.order", Severity.WARNING, stages, ("calendar",)),
    Check("stage.hearing", Severity.WARNING, hearings, ("calendar",)),
    Check("answer.afterwards", Severity.WARNING, afterwards, ("answer", "first_meeting")),
    Check("duration.negative", Severity.ERROR, negative),
)
