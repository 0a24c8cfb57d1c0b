"""The vote of the public and the seats drawn by lot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.selection.actions.panels import undecided
from cordee.selection.events import PaperCounted, SeatsCommitted, SeatsDrawn
from cordee.selection.models import PublicTally, PublicVote, SeatDraw, Voter
from cordee.selection.queries import files, name_of, stage_of
from cordee.selection.queries.public import (
    closed_or_not_open,
    limits_of_public,
    paper_marks,
    values_of,
)
from cordee.selection.rules import ballots
from cordee.selection.rules.draws import MOST, drawn, lines_of, print_of
from cordee.selection.rules.public import may_vote_on, plain_address
from cordee.selection.rules.votes import slip_faults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cordee.kernel.findings import Finding
    from cordee.people.models import User
    from cordee.selection.models import Panel

SALT = "cordee.selection.public"
KEPT = timedelta(days=60)
"""How long after the results the print of an address is kept, for complaints about the vote."""


def print_of_mail(panel: Panel, mail: str) -> str:
    """The print of an address for one vote: keyed, so that nobody guesses it from a list."""
    return salted_hmac(SALT, f"{panel.pk}|{plain_address(mail)}", algorithm="sha256").hexdigest()


@transaction.atomic
def vote_as_public(panel: Panel, mail: str, given: Mapping[str, int], *, at: datetime) -> None:
    """Count the voice of an address: that it voted is kept, what it voted only adds to totals.

    Raises `Refused` outside the vote, for a ballot that is not right, or a second voice too early.
    """
    definition, stage = panel.edition.definition, stage_of(panel)
    today = at.astimezone(ZoneInfo(definition.zone_of())).date()
    rows = {str(one.public_id): one.application_id for one in files(panel)}
    found = [*closed_or_not_open(panel, at), *slip_faults(limits_of_public(panel), given, {})]
    if not set(given) <= set(rows) or any(points < 1 for points in given.values()):
        found.append(broken("public.unknown", "vote", "Choisissez parmi les dossiers proposés."))
    if found:
        raise Refused(found)
    key = print_of_mail(panel, mail)
    voter, new = Voter.objects.select_for_update().get_or_create(
        panel=panel, mail=key, defaults={"on": today}
    )
    if not new:
        if found := may_vote_on(stage, voter.on, today):
            raise Refused(found)
        voter.on, voter.times = today, voter.times + 1
        voter.save(update_fields=("on", "times"))
    kind = ballots.kind_of(stage)
    for file, said in sorted(given.items()):
        tally, _made = PublicTally.objects.get_or_create(panel=panel, application_id=rows[file])
        if ballots.options(kind):
            _mark(tally, said)
        else:
            points = ballots.points_of(said, len(rows)) if kind == "ranked" else said
            PublicTally.objects.filter(pk=tally.pk).update(online=F("online") + points)


def _mark(tally: PublicTally, said: int) -> None:
    """One more ballot that says so of a file."""
    held = PublicTally.objects.select_for_update().get(pk=tally.pk)
    held.marks = {**held.marks, str(said): held.marks.get(str(said), 0) + 1}
    held.save(update_fields=("marks",))


def forget_voters(*, at: datetime) -> int:
    """Two months after the results, who voted is forgotten; the totals stay. How many were."""
    old = Voter.objects.filter(panel__edition__results_at__lt=at - KEPT)
    return old.delete()[0]


@transaction.atomic
def count_paper(
    panel: Panel,
    *,
    electorate: int | None,
    voters: int,
    received: Mapping[str, int | Mapping[int, int]],
    by: User,
    at: datetime,
) -> PublicVote:
    """Write how many could vote, and what came otherwise than on line, file by file.

    Where a ballot ranks or grades, `received` says of each file how many ballots gave it each
    rank or mention: both are then counted as those on line are. Raises `Refused` otherwise, when
    a file has more answers than there are ballots, and once the stage is decided.
    """
    undecided(panel)
    stage = stage_of(panel)
    rows = {str(one.public_id): one for one in files(panel)}
    told = {file: said for file, said in received.items() if file in rows}
    marks = {file: dict(said) for file, said in told.items() if not isinstance(said, int)}
    kind, allowed = ballots.kind_of(stage), values_of(panel)
    if allowed:  # a box left empty where nothing was told keeps what was written another way
        known = paper_marks(panel)
        told = {file: said for file, said in told.items() if said or known.get(file)}
    if found := _paper_faults(panel, kind, allowed, told, marks, voters):
        raise Refused(found)
    made, _new = PublicVote.objects.get_or_create(panel=panel)
    made.electorate, made.paper_voters = electorate, voters
    made.save()
    for file, said in sorted(told.items()):
        points = said if isinstance(said, int) else _points(kind, said, len(rows))
        kept = {str(value): count for value, count in sorted(marks.get(file, {}).items()) if count}
        PublicTally.objects.update_or_create(
            panel=panel, application_id=rows[file].application_id,
            defaults={"paper": points, "paper_marks": kept},
        )  # fmt: skip
    record(PaperCounted(panel=panel.pk, voters=voters), by=by, at=at)
    return made


def _points(kind: str, said: Mapping[int, int], files: int) -> int:
    """What ranks on paper give, as ranks on line do; mentions give no points."""
    if kind != "ranked":
        return 0
    return sum(ballots.points_of(rank, files) * count for rank, count in said.items())


def _paper_faults(  # noqa: PLR0917 - what a count is made of
    panel: Panel,
    kind: str,
    allowed: Sequence[int],
    told: Mapping[str, Any],
    marks: Mapping[str, Mapping[int, int]],
    voters: int,
) -> list[Finding]:
    if allowed and any(isinstance(one, int) and one for one in told.values()):
        sentence = (
            "À ce vote, chacun classe les dossiers ou leur donne une mention : dites combien de "
            "bulletins ont donné chaque réponse, un total n’y suffit pas."
        )
        return [broken("public.paper", "vote", sentence)]
    values = {value for said in marks.values() for value in said}
    if values - set(allowed) or any(n < 0 for said in marks.values() for n in said.values()):
        return [broken("public.value", "vote", "Choisissez parmi les réponses proposées.")]
    if not allowed:
        return []
    stage = stage_of(panel)
    names = {str(one.public_id): name_of(one, stage) for one in files(panel)}
    emptied: dict[str, Mapping[int, int]] = {key: {} for key in told}
    whole = {**paper_marks(panel), **emptied, **marks}
    return list(
        ballots.paper_faults(kind, [(names[key], said) for key, said in whole.items()], voters)
    )


@transaction.atomic
def commit_draw(
    panel: Panel, *, seat: str, places: int, people: str, source: str, by: User, at: datetime
) -> SeatDraw:
    """Announce a draw: the digest of the list and where chance will come from; not the list."""
    lines = lines_of(people)
    if not places <= len(lines) <= MOST:
        sentence = "La liste compte moins de personnes que de places, ou plus de vingt mille."
        raise Refused(broken("draw.list", "people", sentence))
    if not tidy(source):
        sentence = "Dites d’où viendra le hasard : un tirage public, à une date à venir."
        raise Refused(missing("draw.source", "source", sentence))
    made = SeatDraw.objects.create(
        panel=panel, seat=seat, places=places, size=len(lines), digest=print_of(lines),
        source=tidy(source)[:300], committed_at=at, by=by,
    )  # fmt: skip
    record(SeatsCommitted(panel=panel.pk, digest=made.digest), by=by, at=at)
    return made


@transaction.atomic
def draw_seats(made: SeatDraw, *, seed: str, by: User, at: datetime) -> SeatDraw:
    """Draw, once, with the value that chance gave: anybody finds the same order."""
    made = SeatDraw.objects.select_for_update().get(pk=made.pk)
    if made.drawn_at is not None:
        raise Refused(broken("draw.twice", "seed", "Ce tirage est fait : il ne se refait pas."))
    if not tidy(seed):
        raise Refused(missing("draw.seed", "seed", "Recopiez la valeur que le hasard a donnée."))
    made.seed, made.drawn_at = tidy(seed)[:200], at
    made.order = drawn(made.digest, made.seed, made.size)
    made.save()
    record(SeatsDrawn(panel=made.panel_id, digest=made.digest, seed=made.seed), by=by, at=at)
    return made
