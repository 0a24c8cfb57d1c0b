"""The pace of each file and of the year: delays from one event, letters, stays, partners."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.places import UNIONS
from cordee.programme.anchors import EVENTS, anchor
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema import questions
from cordee.programme.schema.base import Due
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.team import Consortium
from cordee.programme.schema.walk import every
from cordee.programme.schema.who import AnswerIs, Condition, NumberIs, PlaceIs
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw

COUNTED = {"population", "area", "age", "years", "employees", "turnover", "members"}
LONG_AGO = timedelta(days=3 * 366)
WIDE = {f"country:{one}" for one in UNIONS}
DECIDED = {"answer", "results"}
READING = {"merit", "hearing", "decision"}


def _since(due: Due | None, event: str = "") -> float | None:
    """Days after an event of each file; nothing when it hangs on another, or on a date."""
    if due is None or due.anchor not in EVENTS or (event and due.anchor != event):
        return None
    return days.length(due.offset)


def delays(definition: Definition) -> Iterator[Flaw]:
    """Stages counted from one event that end in another order than they are held."""
    held = [(index, one, _since(one.ends)) for index, one in enumerate(definition.stages)]
    known = [(index, one, since) for index, one, since in held if since is not None]
    for (_, before, first), (index, after, second) in pairwise(known):
        same = before.ends and after.ends and before.ends.anchor == after.ends.anchor
        if same and second < first:
            yield Flaw(
                ("stages", index, "ends"),
                say(
                    "{after} s’achève avant {before}, qui la précède.",
                    after=french.quoted(after.label),
                    before=french.quoted(before.label),
                ),
            )
    for index, one in enumerate(definition.milestones):
        since = _since(one.due)
        if one.kind not in DECIDED or since is None or one.due is None:
            continue
        later = [
            stage
            for _, stage, end in known
            if stage.ends and stage.ends.anchor == one.due.anchor and end > since
        ]
        if later:
            yield Flaw(
                ("milestones", index, "due"),
                say(
                    "{label} est promise avant la fin de {stage}.",
                    label=french.quoted(one.label),
                    stage=french.quoted(later[0].label),
                ),
            )


def completed(definition: Definition) -> Iterator[Flaw]:
    """Time left to complete a file that outlasts the stages that follow."""
    for index, one in enumerate(definition.stages):
        if one.complete_within is None:
            continue
        ends = [days.last(definition, x.ends) for x in definition.stages[index:]]
        known = [end for end in ends if end]
        closes = definition.closes(one.step or "")
        own = days.last(definition, one.ends)
        until = one.complete_within.after(closes.date()) if closes else None
        if until and own and until > own:
            yield Flaw(
                ("stages", index, "complete_within"),
                say(
                    "{label} laisse compléter un dossier jusqu’au {until}, et s’achève le {own}.",
                    label=french.quoted(one.label),
                    until=french.day(until),
                    own=french.day(own),
                ),
            )
        elif known and until and until > max(known):
            yield Flaw(
                ("stages", index, "complete_within"),
                say(
                    "{label} laisse compléter un dossier jusqu’après la décision ({day}).",
                    label=french.quoted(one.label),
                    day=french.day(max(known)),
                ),
            )


def letters(definition: Definition) -> Iterator[Flaw]:
    """Letters and pieces awaited once the file has been judged."""
    judged = [days.last(definition, one.ends) for one in definition.stages if one.kind in READING]
    read = [one for one in judged if one]
    since = [
        x
        for one in definition.stages
        if one.kind == "decision"
        if (x := _since(one.ends, "deposit")) is not None
    ]
    for path, one in every(definition.form, questions.Asked):
        due = getattr(one, "due", None)
        day = days.first(definition, due)
        late = day is not None and read and day > min(read)
        waited = _since(due, "deposit")
        if late or (waited is not None and since and waited > min(since)):
            yield Flaw(
                ("form", *path, "due"),
                say(
                    "{label} est attendue après que les dossiers ont été jugés.",
                    label=french.quoted(one.label),
                ),
            )


def stays(definition: Definition) -> Iterator[Flaw]:
    """Aids paid longer than projects may last, and projects shorter or longer than the year."""
    project = definition.project
    longest = project.lasts_max if project else None
    for index, one in enumerate(definition.grants):
        monthly = one.per in {"month", "week", "day"}
        if longest and one.lasts and monthly and days.length(one.lasts) > days.length(longest) + 31:
            yield Flaw(
                ("grants", index, "lasts"),
                say(
                    "{label} est versée plus longtemps qu’un projet ne dure (lasts_max).",
                    label=french.quoted(one.label),
                ),
            )
    start, end = (anchor(definition, name) for name in ("start", "end"))
    if project and longest and start.last and end.first:
        held = (end.first - start.last).days
        if held > days.length(longest) + 62:
            yield Flaw(
                ("project", "lasts_max"),
                say("Les rencontres s’étalent sur plus de temps qu’un projet ne dure (lasts_max)."),
            )
    if (
        project
        and project.lasts_min
        and start.first
        and end.last
        and len(definition.year.meetings) > 1
    ):
        held = (end.last - start.first).days
        if held < days.length(project.lasts_min) / 2:
            yield Flaw(
                ("project", "lasts_min"),
                say(
                    "Un projet dure bien plus longtemps (lasts_min) que les rencontres, qui "
                    "s’étalent sur {held}.",
                    held=french.plural(held, "jour"),
                ),
            )


def partners(definition: Definition) -> Iterator[Flaw]:
    """Numbers of partners that make a count of countries, a table or letters impossible."""
    asked = {one.key: one for _, one in every(definition.form, questions.Asked)}
    for path, one in every(definition, Consortium):
        yield from _countries(path, one)
        yield from _by_partner(path, one, asked)


def _by_partner(path: Path, one: Consortium, asked: dict[str, questions.Asked]) -> Iterator[Flaw]:
    """A table or letters that hold fewer partners than are asked."""
    table = asked.get(one.budget_question or "")
    if isinstance(table, questions.Table) and not table.rows and table.max < one.min:
        yield Flaw(
            (*path, "budget_question"),
            say(
                "{label} n’a que {rows}, pour {min} au moins.",
                label=french.quoted(table.label),
                rows=french.plural(table.max, "ligne"),
                min=french.plural(one.min, "partenaire"),
            ),
        )
    joined = asked.get(one.agreement_question or "")
    if (
        one.agreement_signed == "intent"
        and isinstance(joined, questions.File)
        and joined.max > 1
        and joined.max < one.min - 1
    ):
        yield Flaw(
            (*path, "agreement_question"),
            say(
                "{label} ne reçoit que {files}, pour {min} au moins.",
                label=french.quoted(joined.label),
                files=french.plural(joined.max, "fichier"),
                min=french.plural(one.min, "partenaire"),
            ),
        )


def _countries(path: Path, one: Consortium) -> Iterator[Flaw]:
    """More countries asked than partners allowed."""
    counts = [
        x
        for x in one.rules
        if x.rule == "count"
        and x.max is not None
        and not (x.category or x.countries or x.within or x.outside)
    ]
    for index, rule in enumerate(one.rules):
        if rule.rule != "countries" or rule.min is None:
            continue
        few = [
            x
            for x in counts
            if (x.max or 0) < rule.min
            and (not rule.steps or not x.steps or {*x.steps} & {*rule.steps})
        ]
        if few:
            yield Flaw(
                (*path, "rules", index, "min"),
                say(
                    "{min} pays sont demandés à {max} au plus : dites à quelle étape "
                    "(steps), ou baissez l’un des deux.",
                    min=french.number(rule.min),
                    max=french.plural(few[0].max or 0, "partenaire"),
                ),
            )


def spread(definition: Definition) -> Iterator[Flaw]:
    """Partners of more countries than they may come from, or too many of the only ones."""
    places = [
        one
        for one in definition.eligibility
        if isinstance(one, PlaceIs) and one.of == "every_member" and not one.tracks
    ]
    named = {place.partition("/")[0] for one in places for place in one.within}
    closed = named and all(one.startswith("country:") and one not in WIDE for one in named)
    for path, one in every(definition, Consortium) if closed and len(places) == 1 else ():
        for index, rule in enumerate(one.rules):
            spot: Path = (*path, "rules", index)
            if rule.rule == "countries" and rule.min is not None and rule.min > len(named):
                yield Flaw(
                    (*spot, "min"),
                    say(
                        "{min} pays sont demandés, mais les partenaires ne peuvent venir que de "
                        "{count}.",
                        min=french.number(rule.min),
                        count=len(named),
                    ),
                )
            if rule.rule == "per_country" and rule.max and rule.max * len(named) < one.min:
                yield Flaw(
                    (*spot, "max"),
                    say(
                        "{max} par pays, de {count} pays au plus : ils ne seront jamais {min}.",
                        max=french.plural(rule.max, "partenaire"),
                        count=len(named),
                        min=one.min,
                    ),
                )


def facts(definition: Definition) -> Iterator[Flaw]:
    """Bounds below nothing, and days so old that nobody would have met them."""
    opens = definition.opens()
    for index, one in enumerate(definition.eligibility):
        if isinstance(one, NumberIs) and one.fact in COUNTED:
            low = [x for x in (one.min, one.max, one.above, one.below) if x is not None and x < 0]
            if low:
                yield Flaw(
                    ("eligibility", index),
                    say(
                        "Ce nombre ne descend jamais au-dessous de zéro : {low}.",
                        low=french.number(low[0]),
                    ),
                )
        day = days.first(definition, one.as_of)
        if opens and day and day < opens.date() - LONG_AGO:
            yield Flaw(
                ("eligibility", index, "as_of"),
                say(
                    "Cette condition se regarde au {day}, bien avant l’appel : est-ce la bonne "
                    "année ?",
                    day=french.day(day),
                ),
            )


def elsewhere(definition: Definition) -> Iterator[Flaw]:
    """Conditions of everyone on an answer that only some tracks give."""
    tracks = {one.key for one in definition.tracks}
    asked: dict[str, set[str]] = {}
    for page in definition.form.sections:
        for one in page.questions:
            asked[one.key] = {*(one.tracks or page.tracks)} or tracks
    for index, condition in enumerate(definition.eligibility):
        if not isinstance(condition, AnswerIs) or condition.question not in asked:
            continue
        lost = sorted(({*condition.tracks} or tracks) - asked[condition.question])
        if lost:
            yield Flaw(
                _tracks_of(index, condition),
                say(
                    "Cette condition lit une réponse qui n’est pas demandée au volet {track} : "
                    "dites ses tracks.",
                    track=french.quoted(lost[0]),
                ),
            )


def _tracks_of(index: int, condition: Condition) -> Path:
    return ("eligibility", index, "tracks") if condition.tracks else ("eligibility", index)


CHECKS = (
    Check("stage.delays", Severity.WARNING, delays, ("calendar", "answer")),
    Check("stage.complete", Severity.WARNING, completed, ("calendar",)),
    Check("form.late", Severity.WARNING, letters, ("calendar",)),
    Check("project.stay", Severity.WARNING, stays, ("duration", "grant")),
    Check("consortium.reach", Severity.WARNING, partners, ("team",)),
    Check("consortium.spread", Severity.WARNING, spread, ("team",)),
    Check("eligibility.facts", Severity.WARNING, facts, ("eligible",)),
    Check("eligibility.elsewhere", Severity.WARNING, elsewhere, ("eligible",)),
)
