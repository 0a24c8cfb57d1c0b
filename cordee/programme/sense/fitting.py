"""What a part of the call needs of another: pages for each track, answers a jury may read."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema import pledges, questions, year
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.walk import every
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

HIDDEN = {"me", "team", "staff"}
"""Answers that no juror reads."""
MINUTES = 60


def pages(definition: Definition) -> Iterator[Flaw]:
    """Tracks that find nothing to fill, while the others do."""
    within = {one.within for one in definition.tracks}
    own = [one for one in definition.tracks if one.key not in within]
    filled = {one.key: bool(definition.sections("", one.key)) for one in own}
    for index, track in enumerate(definition.tracks):
        if any(filled.values()) and filled.get(track.key) is False:
            yield flaw(
                ("tracks", index),
                "{label} n’a aucune page à remplir : ajoutez-le aux tracks d’une "
                "[[form.sections]].",
                label=french.quoted(track.label),
            )


def sources(definition: Definition) -> Iterator[Flaw]:
    """Criteria fed by what another track answers, or by what no juror reads."""
    asked = {one.key: one for _, one in every(definition.form, questions.Asked)}
    tracks = {one.key for one in definition.tracks}
    for index, one in enumerate(definition.criteria):
        fed = [asked[key] for key in one.fed_by if key in asked]
        if len(fed) < len(one.fed_by) or not fed:
            continue
        path: Path = ("criteria", index, "fed_by")
        hidden = [x for x in fed if x.audience in HIDDEN]
        if len(hidden) == len(fed) and not one.measures:
            yield flaw(
                path,
                "{label} se juge d’après {label2}, que le jury ne lit pas : écrivez audience = "
                '"jury", ou nommez une autre question.',
                label=french.quoted(one.label),
                label2=french.quoted(hidden[0].label),
            )
        lost = sorted(
            key
            for key in ({*one.tracks} or tracks)
            if all(x.tracks and key not in x.tracks for x in fed)
        )
        if lost and (one.tracks or len(lost) < len(tracks)):
            yield flaw(
                path,
                "{label} juge le volet {lost} d’après des questions posées à d’autres volets : "
                "dites ses tracks, ou posez-lui l’une d’elles.",
                label=french.quoted(one.label),
                lost=french.quoted(lost[0]),
            )


def points(definition: Definition) -> Iterator[Flaw]:
    """Options worth points that no criterion counts."""
    measured = {one.measures for one in definition.criteria}
    fed = {key for one in definition.criteria for key in one.fed_by}
    for path, one in every(definition.form, questions.Choice):
        scored = any(option.points is not None for option in one.options)
        if scored and definition.criteria and one.key not in measured | fed:
            yield flaw(
                ("form", *path),
                "Les réponses à {label} donnent des points qu’aucun critère ne compte : "
                'écrivez measures = "{key}" dans un [[criteria]].',
                label=french.quoted(one.label),
                key=one.key,
            )


def intake(definition: Definition) -> Iterator[Flaw]:
    """Postmarks of what is only handed in on line, amounts nobody asks, letters due too soon."""
    form = definition.form
    ways = definition.every_way
    amounts = any(True for _ in every(form, questions.Money))
    for index, one in enumerate(definition.windows):
        if one.counts == "sent" and ways <= {"online", "portal"}:
            yield Flaw(
                ("windows", index, "counts"),
                "L’envoi compte, mais tout se dépose en ligne "
                ': l’heure de réception suffit (counts = "received").',
            )
        if one.capacity_counts == "amount" and one.capacity and not amounts:
            yield Flaw(
                ("windows", index, "capacity_counts"),
                "La période se clôt à un montant "
                "demandé, mais aucune question « money » ne le demande.",
            )
    zone = definition.timeline.zone
    opens = min((x for w in definition.windows if (x := w.opens_at(zone))), default=None)
    for path, person in every(form, questions.Contact):
        due = days.last(definition, person.due)
        if due and opens and due < opens.date():
            yield flaw(
                ("form", *path, "due"),
                "{label} : réponse attendue le {due}, avant l’ouverture de l’appel.",
                label=french.quoted(person.label),
                due=french.day(due),
            )
    team = definition.team
    if team and team.formed != "before" and team.sign_off:
        yield Flaw(
            ("team", "sign_off"),
            "L’équipe se forme après le dépôt : personne ne peut "
            "encore l’approuver. Ôtez sign_off, ou formed.",
        )


def marks(definition: Definition) -> Iterator[Flaw]:
    """Least marks of a track beyond the scale, replies asked after the next stage is over."""
    top = definition.points_of(definition.stages[0]) if definition.stages else Decimal()
    most = top or max(
        definition.scale.max, *(x.scale.max for x in definition.stages if x.scale), Decimal()
    )
    for index, track in enumerate(definition.tracks):
        if track.min_merit is not None and track.min_merit > most:
            yield flaw(
                ("tracks", index, "min_merit"),
                "{label} demande {min_merit}, sur {most} au plus.",
                label=french.quoted(track.label),
                min_merit=french.number(track.min_merit),
                most=french.number(most),
            )
    for index, stage in enumerate(definition.stages[:-1]):
        over = days.last(definition, stage.ends)
        following = days.first(definition, definition.stages[index + 1].ends)
        until = stage.reply_within.after(over) if stage.reply_within and over else None
        if until and following and until > following:
            yield flaw(
                ("stages", index, "reply_within"),
                "Les candidats répondent jusqu’au {until}, après la fin de l’étape suivante "
                "({following}).",
                until=french.day(until),
                following=french.day(following),
            )


def meetings(definition: Definition) -> Iterator[Flaw]:
    """Meetings longer than their hours, several days said of one day."""
    for index, one in enumerate(definition.year.meetings):
        path: Path = ("year", "meetings", index)
        if one.hours is not None and one.start and one.end and one.end > one.start:
            held = Decimal(_minutes(one)) / MINUTES
            if one.hours > held:
                yield flaw(
                    (*path, "hours"),
                    "{label} dure {hours} heures, mais tient en {held} (start, end).",
                    label=french.quoted(one.label),
                    hours=french.number(one.hours),
                    held=french.number(held),
                )
        if one.when is not None and one.when.fixed and one.days > 1 and one.count == 1:
            yield flaw(
                (*path, "days"),
                "{label} compte {days} jours d’engagement, et se tient en un seul : dites ses "
                "jours (dates), ou days = 1.",
                label=french.quoted(one.label),
                days=french.number(one.days),
            )
    again = {one.key for one in definition.year.deliverables if one.every}
    for index, pledge in enumerate(definition.year.pledges):
        once = isinstance(pledge, pledges.Handed) and pledge.deliverable not in again
        if isinstance(pledge, pledges.Handed) and once and pledge.deliverable and pledge.count > 1:
            yield flaw(
                ("year", "pledges", index, "count"),
                "{label} en attend {count}, mais ce livrable ne revient pas : dites every chez "
                "lui.",
                label=french.quoted(pledge.label),
                count=pledge.count,
            )


def _minutes(one: year.Meeting) -> int:
    if one.start is None or one.end is None:
        return 0
    return (one.end.hour - one.start.hour) * MINUTES + one.end.minute - one.start.minute


def requests(definition: Definition) -> Iterator[Flaw]:
    """Aids asked for by a question that gives no amount, or that their candidates never see."""
    asked = {one.key: one for _, one in every(definition.form, questions.Asked)}
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index)
        one = asked.get(grant.asked_question or "")
        counted = definition.selection.unit and isinstance(one, questions.Number)
        if one is not None and not isinstance(one, questions.Money) and not counted:
            yield flaw(
                (*path, "asked_question"),
                "{label} ne demande pas de somme : nommez une question « money ».",
                label=french.quoted(one.label),
            )
        elif one is not None and one.tracks and not {*(grant.tracks or one.tracks)} & {*one.tracks}:
            yield flaw(
                (*path, "asked_question"),
                "{label} n’est posée qu’à d’autres volets que ceux de cette aide.",
                label=french.quoted(one.label),
            )
        years = len(grant.yearly_rates)
        lasts = grant.lasts.months if grant.lasts else 0
        if years and lasts and lasts > years * 12:
            yield flaw(
                (*path, "yearly_rates"),
                "{label} dure plus de {years} ans, mais son taux n’est dit que pour {years}.",
                label=french.quoted(grant.label),
                years=years,
            )


def taxes(definition: Definition) -> Iterator[Flaw]:
    """Rates of a tax that is not said."""
    for index, one in enumerate(definition.fees):
        if one.tax_rate and one.tax == "none":
            yield Flaw(
                ("fees", index, "tax_rate"),
                "Une taxe a un taux, mais s’ajoute-t-elle ? "
                'Écrivez tax = "excluded", ou tax = "included".',
            )


def weights(definition: Definition) -> Iterator[Flaw]:
    """Parts of a criterion that only judge other tracks than it does."""
    known = {one.key: one for one in definition.criteria}
    for index, one in enumerate(definition.criteria):
        whole = known.get(one.within or "")
        apart = whole and whole.tracks and one.tracks and not {*whole.tracks} & {*one.tracks}
        if apart:
            yield flaw(
                ("criteria", index, "tracks"),
                "{label} est une partie d’un critère qui juge d’autres volets.",
                label=french.quoted(one.label),
            )


CHECKS = (
    Check("track.pages", Severity.WARNING, pages),
    Check("criteria.sources", Severity.WARNING, sources, ("criteria",)),
    Check("criteria.uncounted", Severity.WARNING, points, ("criteria",)),
    Check("intake.unread", Severity.WARNING, intake),
    Check("stage.beyond", Severity.WARNING, marks, ("criteria",)),
    Check("meeting.lasts", Severity.WARNING, meetings, ("calendar", "engagement")),
    Check("grant.asked", Severity.WARNING, requests, ("grant",)),
    Check("fee.tax", Severity.WARNING, taxes, ("fee",)),
    Check("criteria.tracks", Severity.WARNING, weights, ("criteria",)),
)
