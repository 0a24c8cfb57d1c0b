"""Who may read what: the material of a sharing, as its rules see it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cordee.kernel.french import unaccented
from cordee.kernel.tongues import languages as spoken
from cordee.selection.models import Assignment, Juror, Mark, Recusal
from cordee.selection.queries.counted import standings
from cordee.selection.queries.panels import (
    candidate,
    composed,
    files,
    name_of,
    seated,
    stage_of,
    track_of,
)
from cordee.selection.rules.sharing import Reader, Terms, ToRead, Work

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Deposit
    from cordee.programme.schema.choosing import Stage
    from cordee.selection.models import Distribution, Panel

LANGUAGES = frozenset({"langue", "langues", "language", "languages"})
"""The keys of the questions that say in which languages a file is written."""


def readers(panel: Panel, at: datetime) -> QuerySet[Juror]:
    """The members who sit and vote: those files are shared between."""
    return (
        seated(panel, at)
        .filter(part=Juror.Part.MEMBER, voting=True)
        .select_related("person", "organisation")
    )


def work(panel: Panel, at: datetime) -> Work:
    """Everything a sharing is made from; seven queries whatever the size."""
    stage = stage_of(panel)
    deposits = list(files(panel))
    names = {one.application_id: str(one.application.public_id) for one in deposits}
    disputed = apart(panel, stage)
    rows = list(readers(panel, at))
    jurors = {one.pk: str(one.public_id) for one in rows}
    known = _Pairs(names, jurors)
    sat = panel.jurors.filter(voting=True).values_list("pk", "public_id", "seat").order_by()
    everybody = {key: (public, seat) for key, public, seat in sat}
    whoever = _Pairs(names, {key: str(public) for key, (public, _seat) in everybody.items()})
    return Work(
        files=[_file(one, name_of(one, stage), int(one.pk in disputed)) for one in deposits],
        readers=[_reader(one) for one in rows],
        left=known(Recusal.objects.standing().filter(juror__panel=panel)),
        begun=whoever(
            Mark.objects.filter(
                juror__panel=panel, withdrawn_at=None, deposit__in=[one.pk for one in deposits]
            ),
            "deposit__application",
        ),
        had=known(Assignment.objects.filter(juror__panel=panel)),
        held={str(public): seat for public, seat in everybody.values()},
    )


type Pairs = frozenset[tuple[str, str]]


class _Pairs:
    """Rows as pairs of public names (file, reader), of the files and readers at hand."""

    def __init__(self, names: dict[int, str], jurors: dict[int, str]) -> None:
        self.names, self.jurors = names, jurors

    def __call__(
        self, rows: QuerySet[Any], file: str = "application"
    ) -> frozenset[tuple[str, str]]:
        found = rows.values_list(file, "juror").order_by().distinct()
        return frozenset(
            (self.names[one], self.jurors[who])
            for one, who in found
            if one in self.names and who in self.jurors
        )


def _reader(one: Juror) -> Reader:
    return Reader(
        str(one.public_id),
        str(one),
        str(one.organisation_id or ""),
        frozenset(unaccented(word).strip() for word in one.languages),
        tuple(one.expertise),
        one.load_min,
        one.load_max,
        one.seat,
    )


def apart(panel: Panel, stage: Stage) -> set[int]:
    """The deposits whose marks call for another reading (`third_above`); no query without it."""
    if stage.third_above is None:
        return set()
    most = Fraction(stage.third_above)
    known = standings(panel).items()
    return {key for key, one in known if one.spread is not None and one.spread > most}


def _file(deposit: Deposit, name: str, more: int) -> ToRead:
    """A file by its values (track, department, choices with their labels) and its words."""
    values: set[str] = set()
    for value in candidate(deposit).attrs.values():
        values |= {value} if isinstance(value, str) else set(value)
    answers = deposit.content.get("answers", {})
    questions = {one.key: one for one in deposit.version.definition.questions()}
    texts, languages = [], set()
    for key, answer in answers.items():
        chosen = {str(one) for one in (answer if isinstance(answer, list) else [answer])}
        options = getattr(questions.get(key), "options", ()) or ()
        values |= {str(one.label) for one in options if one.key in chosen}
        languages |= {unaccented(one).strip() for one in chosen} if key in LANGUAGES else set()
        texts += [answer] if isinstance(answer, str) else []
    if not languages:
        own = deposit.version.definition.tongues_of(track_of(deposit))
        languages = {unaccented(spoken(own)).strip()} if len(own) == 1 else set()
    return ToRead(
        str(deposit.application.public_id),
        name,
        frozenset(unaccented(one).strip() for one in values),
        unaccented(" ".join(texts)),
        frozenset(languages - {""}),
        more,
    )


def last_distribution(panel: Panel) -> Distribution | None:
    """The last sharing computed for a panel."""
    return panel.distributions.select_related("by__person").order_by("-pk").first()


def seats_asked(panel: Panel) -> tuple[dict[str, int], dict[str, str]]:
    """How many members of each category read a file (`Stage.readers`), and how they are called."""
    seats, jury = dict(stage_of(panel).readers), composed(panel)
    names = {one.key: str(one.label) for one in jury.seats if one.key in seats} if jury else {}
    return seats, names


def terms_of(panel: Panel) -> Terms:
    """What was last asked of a sharing, or what the stage asks by itself."""
    made = last_distribution(panel)
    asked = made.instance.get("terms", {}) if made else {}
    stage, (seats, names) = stage_of(panel), seats_asked(panel)
    wanted = sum(seats.values())
    return Terms(
        readers=max(wanted, asked.get("readers", max(1, stage.min_reviews))),
        least=asked.get("least", 0),
        most=asked.get("most", 30),
        institution=asked.get("institution", 1),
        seed=asked.get("seed", panel.edition.key),
        seats=seats,
        names=names,
    )
