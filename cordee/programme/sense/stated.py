"""What the source says in several ways, against what the definition holds and computes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.kernel.moments import Duration
from cordee.programme import computed
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.base import MAX_DIGITS
from cordee.programme.schema.definition import Definition, Stated, Topic
from cordee.programme.sense.flaws import Check, Flaw, flaw

SLACK = Decimal("0.15")
"""A rhythm is « environ »: fifteen per cent are forgiven."""
MONTH = timedelta(days=30.44)


def sentences(definition: Definition, topic: Topic) -> list[tuple[Path, Stated]]:
    """What the source says about a topic, each with its place."""
    return [
        (("stated", index), one)
        for index, one in enumerate(definition.stated)
        if one.about == topic
    ]


def quotes(found: list[tuple[Path, Stated]]) -> str:
    """« one » (where), « two » (where) et « three » (where)."""
    return french.listed(
        french.quoted(one.said) + (strung(" (", one.where, ")", between="") if one.where else "")
        for _, one in found
    )


def ways(found: list[tuple[Path, Stated]]) -> int:
    """In how many ways it is said: distinct values, those without value counted by their words."""
    return len({str(one.value) if one.value is not None else one.said for _, one in found})


def deadline(definition: Definition) -> Iterator[Flaw]:
    """A closing written in several ways, or otherwise than it is held (R3)."""
    yield from _moment(definition, "closes", definition.closes(), say("L’échéance"))


def opening(definition: Definition) -> Iterator[Flaw]:
    """An opening written in several ways, or otherwise than it is held."""
    yield from _moment(definition, "opens", definition.opens(), say("L’ouverture"))


def _moment(
    definition: Definition, topic: Topic, held: datetime | None, called: str
) -> Iterator[Flaw]:
    found = sentences(definition, topic)
    differs = [one for _, one in found if not _same(one.value, held)]
    if not found or (ways(found) < 2 and not differs):  # noqa: PLR2004 - one way is no contradiction
        return
    many = french.plural(ways(found), "façon")
    told = (
        say("{called} est écrite de {many} : {found}.", called=called, many=many,
            found=quotes(found))
        if ways(found) > 1
        else say("{called} est ainsi écrite : {found}.", called=called, found=quotes(found))
    )  # fmt: skip
    kept = (
        say("La définition retient : {kept}.", kept=french.moment(held, zone=definition.zone_of()))
        if held
        else say("La définition n’en donne aucune.")
    )
    yield Flaw(found[0][0], strung(told, kept))


def _same(value: object, held: datetime | None) -> bool:
    """Whether a stated date, with or without its hour, is the one held."""
    if held is None or value is None:
        return value is None
    try:
        said = datetime.fromisoformat(str(value))
    except ValueError:
        return False
    bare = len(str(value)) == len("2024-12-19")
    return said.date() == held.date() and (bare or said.time() == held.time().replace(tzinfo=None))


def duration(definition: Definition) -> Iterator[Flaw]:
    """A duration in months that is not the one from the first to the last meeting (R7, R104)."""
    found, stretch = sentences(definition, "duration"), computed.stretch(definition)
    if not found or stretch is None:
        return
    values = {value for _, one in found if (value := _number(one.value)) is not None}
    if values == {Decimal(stretch.months)}:
        return
    said = french.listed(
        strung(french.plural(one, "mois", "mois"), between="") for one in sorted(values)
    )
    yield flaw(
        found[0][0],
        "La durée est dite de {said} : {found}. Le calendrier donne {months}, de la première "
        "rencontre ({said2}) à la dernière ({said3}).",
        said=said or say("plusieurs façons"),
        found=quotes(found),
        months=french.plural(stretch.months, "mois", "mois"),
        said2=stretch.first.said(),
        said3=stretch.last.said(),
    )


def _number(value: object) -> Decimal | None:
    """A number of ordinary size, or nothing."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < MAX_DIGITS else None


def engagement(definition: Definition) -> Iterator[Flaw]:
    """Days of engagement that are not the sum of the meetings (R53)."""
    for path, one, total in _engagements(definition):
        if _number(one.value) != total:
            yield flaw(
                path,
                "L’engagement annoncé ({said}) n’est pas la somme des rencontres : "
                "{definition} = {total}.",
                said=french.quoted(one.said),
                definition=_sum(definition),
                total=french.plural(total, "jour"),
            )


def engagement_held(definition: Definition) -> Iterator[Flaw]:
    """Days of engagement that are indeed the sum of the meetings: the figure is shown."""
    held = [
        (path, total)
        for path, one, total in _engagements(definition)
        if _number(one.value) == total
    ]
    for path, total in held[:1]:
        yield flaw(
            path,
            "L’engagement annoncé, {total}, est bien la somme des rencontres : {definition} = "
            "{total2}. Le temps de travail entre les rencontres n’y est pas compté.",
            total=french.plural(total, "jour"),
            definition=_sum(definition),
            total2=french.number(total),
        )


def _engagements(definition: Definition) -> Iterator[tuple[Path, Stated, Decimal]]:
    total = computed.days_asked(definition.year.meetings)
    for path, one in sentences(definition, "engagement"):
        if _number(one.value) is not None and definition.year.meetings:
            yield path, one, total


def _sum(definition: Definition) -> str:
    """« 0,5 + 7 × 1 + 2 × 0,5 »."""
    counts: dict[Decimal, int] = {}
    for meeting in definition.year.meetings:
        counts[meeting.days] = counts.get(meeting.days, 0) + meeting.count
    parts = [strung(count, "×", french.number(days)) for days, count in counts.items()]
    return strung(*parts, between=" + ")


def meetings(definition: Definition) -> Iterator[Flaw]:
    """A number of meetings that is not the number of collective ones."""
    count = sum(one.count for one in computed.collective(definition))
    for path, one in sentences(definition, "meetings"):
        if isinstance(one.value, int) and one.value != count:
            yield flaw(
                path,
                "{said} : le calendrier en compte {count}.",
                said=french.quoted(one.said),
                count=count,
            )


def rhythm(definition: Definition) -> Iterator[Flaw]:
    """A rhythm far from the real mean gap between collective meetings (R55, R105)."""
    gap = computed.mean_gap(definition)
    for path, wanted, said in _rhythms(definition):
        days = Decimal((wanted.months * MONTH).days + wanted.days)
        if gap and days and abs(gap.days - days) > SLACK * days:
            weeks = (Decimal(gap.days) / 7).quantize(Decimal("0.1"))
            yield flaw(
                path,
                "Le rythme annoncé ({said}) n’est pas celui du calendrier : les rencontres "
                "collectives sont espacées en moyenne de {days}, soit {weeks}.",
                said=said,
                days=french.plural(gap.days, "jour"),
                weeks=french.plural(weeks, "semaine"),
            )


def _rhythms(definition: Definition) -> Iterator[tuple[Path, Duration, str]]:
    found = sentences(definition, "rhythm")
    for path, one in found:
        try:
            yield path, Duration.parse(str(one.value)), french.quoted(one.said)
        except ValueError:
            continue
    if definition.timeline.rhythm and not found:
        wanted = definition.timeline.rhythm
        yield ("timeline", "rhythm"), wanted, wanted.said()


def places(definition: Definition) -> Iterator[Flaw]:
    """A number of places that is not the one held."""
    chosen = definition.selection
    low, high = chosen.places_min, chosen.places_max
    yield from _between(definition, "places", say("Le nombre de places"), low, high)


def team(definition: Definition) -> Iterator[Flaw]:
    """A size of team that is not the one held."""
    if definition.team:
        low, high = definition.team.min, definition.team.max
        yield from _between(definition, "team", say("La taille de l’équipe"), low, high)


def _between(
    definition: Definition, topic: Topic, called: str, low: int, high: int | None
) -> Iterator[Flaw]:
    for path, one in sentences(definition, topic):
        bounds = [part.strip() for part in str(one.value).split("-")]
        if not all(part.isdecimal() for part in bounds):
            continue
        if (int(bounds[0]), int(bounds[-1])) != (low, high or low):
            yield flaw(
                path,
                "{called} dit par le texte ({said}) n’est pas celui de la définition : de "
                "{low} à {high}.",
                called=called,
                said=french.quoted(one.said),
                low=low,
                high=high or "sans limite",
            )


def pages(definition: Definition) -> Iterator[Flaw]:
    """A number of pages that is not the limit held."""
    held = definition.form.max_pages
    for path, one in sentences(definition, "pages"):
        if isinstance(one.value, int) and one.value != held:
            kept = french.plural(held, "page") if held else say("aucune limite")
            yield flaw(
                path,
                "{said} : la définition retient {kept}.",
                said=french.quoted(one.said),
                kept=kept,
            )


def fee(definition: Definition) -> Iterator[Flaw]:
    """An amount that no rate holds."""
    held = {rate.amount for one in definition.fees for rate in one.rates} or {Decimal(0)}
    for path, one in sentences(definition, "fee"):
        value = _number(one.value)
        if value is not None and value not in held:
            kept = french.listed(french.money(amount) for amount in sorted(held))
            yield flaw(
                path,
                "{said} : la définition retient {kept}.",
                said=french.quoted(one.said),
                kept=kept,
            )


def grant(definition: Definition) -> Iterator[Flaw]:
    """An amount or a rate that no grant gives."""
    held: set[Decimal] = set()
    for one in definition.grants:
        parts = (one, *one.tiers, *one.brackets, *one.bonuses)
        held |= {
            value
            for part in parts
            for name in (
                "amount",
                "min",
                "max",
                "rate",
                "rate_max",
                "rate_total_max",
                "budget",
                "days",
                "hours",
                "count",
                "request_share",
            )
            if (value := _number(getattr(part, name, None))) is not None
        }
    budget = definition.selection.budget
    held |= {budget} if budget is not None else set()
    held |= {one.amount for one in definition.funders if one.amount is not None}
    for path, one_ in sentences(definition, "grant"):
        value = _number(one_.value) if one_.value is not None else None
        if value is not None and held and not {value, value / 100} & held:
            kept = french.listed(french.number(amount) for amount in sorted(held))
            yield flaw(
                path,
                "{said} : la définition retient {kept}.",
                said=french.quoted(one_.said),
                kept=kept,
            )


PLAIN: tuple[Topic, ...] = (
    "hour",
    "answer",
    "first_meeting",
    "eligible",
    "charter",
    "calendar",
    "files",
    "priority",
    "balance",
    "grant",
    "deliverables",
    "data",
    "other",
)
"""Topics where several distinct values are the contradiction itself."""


def several(definition: Definition, topic: Topic) -> Iterator[Flaw]:
    """A topic of which the source says several different things."""
    found = [pair for pair in sentences(definition, topic) if pair[1].value is not None]
    if ways(found) > 1:
        yield flaw(
            found[0][0],
            "Le texte se contredit : {found}.",
            found=quotes(found),
        )


CHECKS = (
    Check("stated.deadline", Severity.WARNING, deadline, ("closes",)),
    Check("stated.opening", Severity.WARNING, opening, ("opens",)),
    Check("stated.duration", Severity.WARNING, duration, ("duration",)),
    Check("stated.engagement", Severity.WARNING, engagement, ("engagement",)),
    Check("stated.engagement_held", Severity.NOTICE, engagement_held, ("engagement",)),
    Check("stated.meetings", Severity.WARNING, meetings, ("meetings",)),
    Check("stated.rhythm", Severity.WARNING, rhythm, ("rhythm",)),
    Check("stated.places", Severity.WARNING, places, ("places",)),
    Check("stated.team", Severity.WARNING, team, ("team",)),
    Check("stated.pages", Severity.WARNING, pages, ("pages",)),
    Check("stated.fee", Severity.WARNING, fee, ("fee",)),
    Check("stated.given", Severity.WARNING, grant, ("grant",)),
)
