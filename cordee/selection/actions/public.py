"""The vote of the public and the seats drawn by lot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.selection.events import PaperCounted, SeatsCommitted, SeatsDrawn
from cordee.selection.models import PublicTally, PublicVote, SeatDraw, Voter
from cordee.selection.queries import files, stage_of
from cordee.selection.queries.public import closed_or_not_open, limits_of_public
from cordee.selection.rules import ballots
from cordee.selection.rules.draws import MOST, drawn, lines_of, print_of
from cordee.selection.rules.public import may_vote_on, plain_address
from cordee.selection.rules.votes import slip_faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

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
    received: Mapping[str, int],
    by: User,
    at: datetime,
) -> PublicVote:
    """Write how many could vote, and what came otherwise than on line, file by file.

    Raises `Refused` where a ballot says more than a number: such papers are counted by nobody here.
    """
    if ballots.options(ballots.kind_of(stage_of(panel))) and any(received.values()):
        sentence = (
            "À ce vote, chacun donne une mention, ou dit pour ou contre : un total n’y suffit pas. "
            "Seuls les bulletins en ligne sont comptés ici."
        )
        raise Refused(broken("public.paper", "vote", sentence))
    made, _new = PublicVote.objects.get_or_create(panel=panel)
    made.electorate, made.paper_voters = electorate, voters
    made.save()
    rows = {str(one.public_id): one.application_id for one in files(panel)}
    for file, voices in sorted(received.items()):
        if file in rows:
            PublicTally.objects.update_or_create(
                panel=panel, application_id=rows[file], defaults={"paper": voices}
            )
    record(PaperCounted(panel=panel.pk, voters=voters), by=by, at=at)
    return made


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
