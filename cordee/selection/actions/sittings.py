"""A jury in session: who comes, who leaves, what is discussed, ranked and voted; each act a row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.kernel.french import number, say, strung
from cordee.ledger.actions import record
from cordee.selection.actions.choosing import move
from cordee.selection.events import Proceeded, SittingClosed, SittingOpened, Voted
from cordee.selection.models import Ballot, Proceeding, Sitting, Tally, Voice
from cordee.selection.queries import sittings as reading
from cordee.selection.rules import PLACES
from cordee.selection.rules import sittings as rules
from cordee.selection.rules.voices import anonymous, unequal, voices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cordee.applications.models import Deposit
    from cordee.people.models import User
    from cordee.selection.models import Deliberation, Juror, Panel

MINUTES = 2
"""How long a file is discussed before the screen says it is time."""
LONGEST_POINT = 2000
PLAIN = ("0", "1")
"""Numbers that take no plural."""


@transaction.atomic
def open_sitting(
    panel: Panel, *, deliberation: Deliberation | None = None, by: User, at: datetime
) -> Sitting:
    """Open a sitting; the ranking by the marks is kept as it stands."""
    try:
        with transaction.atomic():
            made = Sitting.objects.create(
                panel=panel, deliberation=deliberation, opened_at=at, by=by
            )
    except IntegrityError as error:
        raise Refused(
            broken("sitting.open", "sitting", "Une séance de ce jury est déjà ouverte.")
        ) from error
    record(SittingOpened(sitting=made.pk, panel=panel.pk), by=by, at=at)
    written(
        made, "ranking", data={"files": reading.snapshot(panel), "when": "before"}, by=by, at=at
    )
    return made


@transaction.atomic
def close_sitting(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Close a sitting; the ranking is kept again, a ballot under way must be counted first."""
    sitting = locked(sitting)
    if reading.open_ballot(sitting) is not None:
        raise Refused(broken("sitting.ballot", "sitting", "Clôturez d’abord le scrutin en cours."))
    files = reading.snapshot(sitting.panel)
    written(sitting, "ranking", data={"files": files, "when": "after"}, by=by, at=at)
    sitting.closed_at = at
    sitting.save(update_fields=("closed_at",))
    record(SittingClosed(sitting=sitting.pk), by=by, at=at)
    return sitting


@transaction.atomic
def attend(
    sitting: Sitting, juror: Juror, *, present: bool, by: User, at: datetime
) -> Proceeding | None:
    """Write that a member comes in or leaves; nothing when she already did."""
    sitting = locked(sitting)
    there = juror.pk in _room(sitting).present
    if there == present:
        return None
    return written(sitting, "came" if present else "left", juror=juror, by=by, at=at)


@transaction.atomic
def give_proxy(
    sitting: Sitting, giver: Juror, holder: Juror | None, *, by: User, at: datetime
) -> Proceeding:
    """Write that an absent member gives her voice to one who is there; None takes it back."""
    sitting = locked(sitting)
    if holder is None:
        return written(sitting, "unproxy", juror=giver, by=by, at=at)
    seats = {one.id: one for one in reading.as_seats(reading.members(sitting.panel, at))}
    found = rules.proxy_faults(
        reading.composition(sitting.panel), seats, _room(sitting), giver.pk, holder.pk
    )
    if found:
        raise Refused(found)
    return written(sitting, "proxy", juror=giver, other=holder, by=by, at=at)


@transaction.atomic
def discuss(
    sitting: Sitting, deposit: Deposit | None, *, minutes: int = MINUTES, by: User, at: datetime
) -> Proceeding:
    """Put a file in discussion; those who withdrew from it leave the room. None: between two."""
    sitting = locked(sitting)
    data = {"minutes": minutes} if deposit is not None else {}
    return written(sitting, "discuss", deposit=deposit, data=data, by=by, at=at)


@transaction.atomic
def note(
    sitting: Sitting, text: str, *, deposit: Deposit | None = None, by: User, at: datetime
) -> Proceeding:
    """Write a point of the discussion; the minutes repeat it, without a name."""
    sitting = locked(sitting)
    if not tidy(text):
        raise Refused(missing("point.text", "text", "Écrivez le point de la discussion."))
    said = {"text": text.strip()[:LONGEST_POINT]}
    return written(sitting, "point", deposit=deposit, data=said, by=by, at=at)


@transaction.atomic
def rank(
    sitting: Sitting, deposit: Deposit, place: int, *, reason: str, by: User, at: datetime
) -> Proceeding:
    """Give a file another rank than its marks, and say why: « score, then rank »."""
    sitting = locked(sitting)
    if not tidy(reason):
        raise Refused(missing("rank.reason", "reason", "Dites pourquoi ce rang est discuté."))
    if place < 1:
        raise Refused(broken("rank.place", "rank", "Le rang est un nombre à partir de 1."))
    data = {"rank": place, "reason": tidy(reason)[:LONGEST_POINT]}
    return written(sitting, "ranked", deposit=deposit, data=data, by=by, at=at)


@transaction.atomic
def put_to_vote(
    sitting: Sitting,
    question: str,
    *,
    deposit: Deposit | None = None,
    into: str = "",
    secret: bool = False,
    by: User,
    at: datetime,
) -> Ballot:
    """Open a ballot, open or secret; adopted, it puts the file where it says."""
    sitting = locked(sitting)
    if into and (into not in PLACES or deposit is None or sitting.deliberation is None):
        said = "Pour déplacer un dossier, choisissez-le et partez d’une proposition."
        raise Refused(broken("ballot.into", "into", said))
    if reading.open_ballot(sitting) is not None:
        raise Refused(broken("ballot.open", "ballot", "Un scrutin est déjà ouvert : closez-le."))
    now, seats = _room(sitting), reading.as_seats(reading.members(sitting.panel, at))
    electors = rules.voters(seats, now, reading.withdrawn_from(deposit, sitting.panel))
    enough = rules.quorate(reading.composition(sitting.panel), seats, now)
    if found := rules.ballot_faults(question, enough=enough, electors=len(electors)):
        raise Refused(found)
    made = Ballot.objects.create(
        sitting=sitting, deposit=deposit, question=tidy(question)[:300], into=into, secret=secret,
        opened_at=at, weights=_weights(sitting, seats, electors),
    )  # fmt: skip
    Tally.objects.bulk_create(Tally(ballot=made, option=one) for one in rules.OPTIONS)
    written(sitting, "ballot", deposit=deposit, data={"ballot": made.pk}, by=by, at=at)
    return made


def _weights(sitting: Sitting, seats: list[rules.Seat], electors: Iterable[int]) -> dict[str, str]:
    """What each voice weighs when the ballot opens; nothing where all weigh the same."""
    found = voices(reading.composition(sitting.panel), seats, set(electors))
    return {str(key): str(one) for key, one in found.items()} if unequal(found) else {}


def _newcomer(ballot: Ballot, juror: Juror) -> None:
    """Who came once the ballot was open votes with the voices of her seat."""
    if ballot.weights and str(juror.pk) not in ballot.weights:
        panel = reading.composition(ballot.sitting.panel)
        found = voices(panel, reading.as_seats([juror]), {juror.pk})
        ballot.weights[str(juror.pk)] = str(found[juror.pk])
        ballot.save(update_fields=("weights",))


@transaction.atomic
def vote(
    ballot: Ballot, juror: Juror, option: str, *, voter: Juror, by: User, at: datetime
) -> None:
    """Answer a ballot, for oneself or by proxy; a secret answer is only counted."""
    ballot = Ballot.objects.select_for_update(of=("self",)).select_related(
        "sitting__panel__edition__current", "deposit"
    ).get(pk=ballot.pk)  # fmt: skip
    if ballot.closed_at is not None:
        raise Refused(broken("vote.closed", "vote", "Ce scrutin est clos."))
    if option not in rules.OPTIONS:
        raise Refused(missing("vote.option", "vote", "Choisissez pour, contre ou abstention."))
    panel = ballot.sitting.panel
    seats = reading.as_seats(reading.members(panel, at))
    left = reading.withdrawn_from(ballot.deposit, panel)
    electors = rules.voters(seats, _room(ballot.sitting), left)
    if juror.pk not in electors or (electors[juror.pk] or juror.pk) != voter.pk:
        said = "Vous n’avez pas cette voix sur cette question : la présidence note les présences."
        raise Refused(broken("vote.right", "vote", said))
    _newcomer(ballot, juror)
    _voice(ballot, juror, option, voter)
    record(Voted(ballot=ballot.pk), by=by, at=at)


def _voice(ballot: Ballot, juror: Juror, option: str, voter: Juror) -> None:
    """Keep that she voted, and what apart from it when the ballot is secret."""
    _made, created = Voice.objects.get_or_create(
        ballot=ballot,
        juror=juror,
        defaults={
            "holder": None if voter.pk == juror.pk else voter,
            "option": "" if ballot.secret else option,
        },
    )
    if not created:
        raise Refused(broken("vote.twice", "vote", "Cette voix est déjà exprimée."))
    if ballot.secret:
        Tally.objects.filter(ballot=ballot, option=option).update(
            count=F("count") + 1, votes=F("votes") + reading.weight_of(ballot, juror.pk)
        )


@transaction.atomic
def count(ballot: Ballot, *, casting: str = "", by: User, at: datetime) -> Ballot:
    """Close a ballot and count it; adopted, it moves its file with the vote as its reason."""
    sitting = locked(ballot.sitting)
    ballot = Ballot.objects.select_for_update(of=("self",)).select_related("deposit").get(
        pk=ballot.pk
    )  # fmt: skip
    if ballot.closed_at is not None:
        raise Refused(broken("vote.closed", "vote", "Ce scrutin est clos."))
    panel = reading.composition(sitting.panel)
    left = reading.withdrawn_from(ballot.deposit, sitting.panel)
    present = _room(sitting).present
    president = any(
        one.president and one.pk in present and one.pk not in left
        for one in reading.members(sitting.panel, at)
    )
    found = rules.counted(panel, reading.tally_of(ballot), casting=casting, president=president)
    ballot.closed_at, ballot.outcome = at, _told(ballot, found)
    ballot.save(update_fields=("closed_at", "outcome"))
    data = {"ballot": ballot.pk, **ballot.outcome}
    written(sitting, "counted", deposit=ballot.deposit, data=data, by=by, at=at)
    if found.adopted and ballot.into and ballot.deposit and sitting.deliberation:
        reason = f"{ballot.question} ({said_count(ballot.outcome)})"
        key = str(ballot.deposit.public_id)
        move(sitting.deliberation, key, into=ballot.into, reason=reason, by=by, at=at)
    return ballot


def _told(ballot: Ballot, found: rules.Count) -> dict[str, Any]:
    """What is told of a ballot: of a secret one, no total that would give somebody's vote away."""
    whole = found.as_json()
    if not (ballot.secret and ballot.weights):
        return whole
    voters = ballot.voices.order_by("pk").values_list("juror", flat=True)
    weights = [reading.weight_of(ballot, one) for one in voters]
    said = dict(zip(rules.OPTIONS, (found.for_, found.against, found.abstain), strict=True))
    if anonymous(weights, said):
        return whole
    kept: dict[str, Any] = {k: whole[k] for k in ("adopted", "casting") if k in whole}
    return {**kept, "hidden": True}


def said_count(outcome: dict[str, Any]) -> str:
    """« 4 voix pour, 1 contre, 2 abstentions, voix prépondérante de la présidence »."""
    if outcome.get("hidden"):
        if outcome["adopted"]:
            return say("adopté, voix non dites : leurs poids diraient qui a voté quoi")
        return say("rejeté, voix non dites : leurs poids diraient qui a voté quoi")
    yes, no, none = (number(Decimal(outcome[one])) for one in ("for", "against", "abstain"))
    said = {"yes": yes, "no": no, "none": none}
    told = (
        say("{yes} voix pour, {no} contre, {none} abstention", **said)
        if none in PLAIN
        else say("{yes} voix pour, {no} contre, {none} abstentions", **said)
    )
    if outcome.get("casting"):
        return strung(told, say("voix prépondérante de la présidence"), between=", ")
    return told


def _room(sitting: Sitting) -> rules.Room:
    return rules.room(reading.as_acts(sitting.proceedings.order_by("pk")))


def locked(sitting: Sitting) -> Sitting:
    """The sitting, locked, as long as it is open: acts follow one another."""
    rows = reading.sittings().select_for_update(of=("self",))
    found = rows.get(pk=sitting.pk)
    if found.closed_at is not None:
        raise Refused(broken("sitting.closed", "sitting", "Cette séance est levée."))
    return found


def written(
    sitting: Sitting,
    kind: str,
    *,
    juror: Juror | None = None,
    other: Juror | None = None,
    deposit: Deposit | None = None,
    data: dict[str, Any] | None = None,
    told: bool = True,
    by: User,
    at: datetime,
) -> Proceeding:
    """Write one act; `told` false when a fact of its own tells the journal more."""
    made = Proceeding.objects.create(
        sitting=sitting, kind=kind, juror=juror, other=other, deposit=deposit, data=data or {},
        at=at, by=by,
    )  # fmt: skip
    if told:
        record(Proceeded(sitting=sitting.pk, act=kind), by=by, at=at)
    return made
