"""What follows a release: places confirmed, given back, offered in turn, results contested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.selection import followups
from cordee.selection.events import Followed, PlaceFreed, Promoted
from cordee.selection.models import Complaint, Outcome, Ruling, Sequel
from cordee.selection.queries.outcomes import own_list, waiting_with
from cordee.selection.rules.remedies import (
    answer_due,
    contest_until,
    debrief_until,
    last_instant,
    reserve_until,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User

LONGEST = 10_000


def await_answers(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: the results are released, each winner has the delay of the call to confirm."""
    if not event.final:
        return
    ruling = Ruling.objects.select_related("version").get(pk=event.ruling)
    within = ruling.version.definition.selection.acceptance_within
    if within is not None:
        until = last_instant(ruling.version.definition, at, within)
        ruling.outcomes.selected().filter(accepted_at=None).update(answer_by=until)


@transaction.atomic
def receive(outcome: Outcome, *, by: User, at: datetime) -> bool:
    """Someone of the team opened the answer: the first time is kept, as a receipt."""
    first = Outcome.objects.filter(pk=outcome.pk, read_at=None).update(read_at=at)
    if first:
        record(Followed(outcome=outcome.pk, act="read"), by=by, at=at)
    return bool(first)


@transaction.atomic
def accept(outcome: Outcome, *, by: User, at: datetime) -> Outcome:
    """The team confirms its place, in time."""
    outcome = _held(outcome)
    if outcome.accepted_at is not None:
        raise Refused(broken("place.accepted", "place", "Votre venue est déjà confirmée. Merci !"))
    if outcome.answer_by is not None and at > outcome.answer_by:
        raise Refused(
            broken("place.late", "place", "Le délai de confirmation est passé : écrivez à "
                   "l’organisateur, qui vous dira si la place est encore libre.")
        )  # fmt: skip
    outcome.accepted_at = at
    outcome.save(update_fields=("accepted_at",))
    _write(outcome, Sequel.Kind.ACCEPTED, "", by=by, at=at)
    return outcome


@transaction.atomic
def decline(outcome: Outcome, *, reason: str, by: User, at: datetime) -> Outcome:
    """A team gives its place back, before or after it confirmed; the next in line is offered it."""
    outcome = _held(outcome)
    if not tidy(reason):
        raise Refused(missing("place.reason", "reason", "Dites-nous pourquoi, en une phrase."))
    return _free(outcome, Sequel.Kind.DECLINED, tidy(reason), by=by, at=at)


@transaction.atomic
def lapse(outcome: Outcome, *, at: datetime) -> Outcome | None:
    """The delay passed without an answer: the place goes to the next in line."""
    outcome = _locked(outcome)
    late = outcome.answer_by is not None and at > outcome.answer_by
    if not late or outcome.accepted_at is not None or not outcome.holds_a_place:
        return None
    return _free(outcome, Sequel.Kind.LAPSED, "", by=None, at=at)


def _free(outcome: Outcome, kind: str, text: str, *, by: User | None, at: datetime) -> Outcome:
    outcome.left_at = at
    outcome.save(update_fields=("left_at",))
    _write(outcome, kind, text, by=by, at=at)
    ruling = outcome.ruling
    event = PlaceFreed(outcome=outcome.pk, ruling=ruling.pk, edition=ruling.edition_id)
    record(event, by=by, at=at)
    followups.place_freed(outcome, kind, at=at)
    offer_next(ruling, by=by, at=at, own=own_list(outcome))
    return outcome


@transaction.atomic
def offer_next(
    ruling: Ruling, *, by: User | None, at: datetime, own: str | None = None
) -> Outcome | None:
    """Offer a free place to the first of the reserve, while it lives and places remain.

    `own` is the reserve list of the place, where the call has several (`own_list`).
    """
    ruling = Ruling.objects.select_for_update(of=("self",)).select_related("version").get(
        pk=ruling.pk
    )  # fmt: skip
    places = len(ruling.content.get("selected", ()))
    if ruling.outcomes.holding().count() >= places or reserve_expired(ruling, at):
        return None
    rows = waiting_with(ruling, own)
    first = rows.select_for_update(of=("self",)).first()
    return None if first is None else promote(first, "", by=by, at=at)


@transaction.atomic
def promote(outcome: Outcome, text: str, *, by: User | None, at: datetime) -> Outcome:
    """Give a place to a file that the decision had left out; her team has its own delay."""
    outcome = _locked(outcome)
    if outcome.holds_a_place:
        raise Refused(broken("place.held", "place", "Cette équipe a déjà une place."))
    definition = outcome.ruling.version.definition
    within = definition.selection.acceptance_within
    outcome.promoted_at, outcome.left_at, outcome.accepted_at = at, None, None
    outcome.answer_by = last_instant(definition, at, within) if within else None
    outcome.save(update_fields=("promoted_at", "left_at", "accepted_at", "answer_by"))
    _write(outcome, Sequel.Kind.PROMOTED, text, by=by, at=at)
    ruling = outcome.ruling
    record(Promoted(outcome=outcome.pk, ruling=ruling.pk, edition=ruling.edition_id), by=by, at=at)
    followups.promoted(outcome, text, at=at)
    return outcome


@transaction.atomic
def offer_otherwise(outcome: Outcome, text: str, *, by: User, at: datetime) -> Outcome:
    """Propose the place on other terms: the team confirms anew."""
    outcome = _held(outcome)
    if not tidy(text):
        raise Refused(missing("offer.text", "text", "Écrivez ce qui change dans la proposition."))
    within = outcome.ruling.version.definition.selection.acceptance_within
    outcome.accepted_at = None
    outcome.answer_by = (
        last_instant(outcome.ruling.version.definition, at, within) if within else None
    )
    outcome.save(update_fields=("accepted_at", "answer_by"))
    sequel = _write(outcome, Sequel.Kind.OFFERED, text.strip()[:LONGEST], by=by, at=at)
    followups.offered(outcome, sequel, at=at)
    return outcome


@transaction.atomic
def contest(outcome: Outcome, text: str, *, by: User, at: datetime) -> Complaint:
    """A team contests its result, in time; an answer is due before a day."""
    outcome = _locked(outcome)
    ruling = outcome.ruling
    definition = ruling.version.definition
    if not tidy(text):
        raise Refused(missing("complaint.text", "text", "Écrivez ce que vous contestez."))
    if ruling.released_at is None or at > contest_until(
        definition, ruling.released_at, ruling.stage
    ):
        raise Refused(
            broken("complaint.late", "complaint", "Le délai pour contester ici est passé. La "
                   "lettre du jury dit les autres voies.")
        )  # fmt: skip
    try:
        with transaction.atomic():
            made = Complaint.objects.create(
                outcome=outcome, text=text.strip()[:LONGEST], at=at, by=by,
                due=answer_due(definition, at, ruling.stage),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(
            broken("complaint.open", "complaint", "Votre contestation est déjà reçue : la réponse "
                   "vous parviendra.")
        ) from error  # fmt: skip
    _write(outcome, Sequel.Kind.CONTESTED, "", by=by, at=at)
    followups.received(made, at=at)
    return made


@transaction.atomic
def answer_complaint(
    complaint: Complaint, text: str, *, upheld: bool, by: User, at: datetime
) -> Complaint:
    """Answer a complaint; upheld, the result is opened again and a place is given."""
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    if complaint.answered_at is not None:
        raise Refused(broken("complaint.answered", "complaint", "La réponse est déjà partie."))
    if not tidy(text):
        raise Refused(missing("complaint.answer", "answer", "Écrivez la réponse et ses raisons."))
    complaint.answer, complaint.upheld = text.strip()[:LONGEST], upheld
    complaint.answered_at, complaint.answered_by = at, by
    complaint.save(update_fields=("answer", "upheld", "answered_at", "answered_by"))
    outcome = _locked(complaint.outcome)
    _write(outcome, Sequel.Kind.ANSWERED, complaint.answer, by=by, at=at)
    followups.answered(complaint, at=at)
    if upheld and not outcome.holds_a_place:
        promote(outcome, complaint.answer, by=by, at=at)
    return complaint


@transaction.atomic
def ask_talk(outcome: Outcome, text: str, *, by: User, at: datetime) -> Sequel:
    """A team left out asks for a talk about its file, in time and once (`debrief_within`)."""
    outcome = _locked(outcome)
    until = debrief_until(outcome.ruling.version.definition, outcome.ruling.released_at)
    if until is None or outcome.holds_a_place:
        raise Refused(
            broken("talk.none", "talk", "L’appel ne prévoit pas d’échange sur ce dossier.")
        )
    if at > until:
        raise Refused(
            broken("talk.late", "talk", "Le délai pour demander un échange est passé. Écrivez à "
                   "l’équipe d’animation : elle reste joignable.")
        )  # fmt: skip
    if outcome.sequels.filter(kind=Sequel.Kind.TALK).exists():
        raise Refused(
            broken("talk.asked", "talk", "Votre demande est déjà reçue : l’équipe vous écrira.")
        )
    return _write(outcome, Sequel.Kind.TALK, text.strip()[:LONGEST], by=by, at=at)


@transaction.atomic
def note_talk(outcome: Outcome, text: str, *, by: User, at: datetime) -> Sequel:
    """The talk that a team asked for was held: what was said of it, for the team of the house."""
    outcome = _locked(outcome)
    if outcome.sequels.filter(kind=Sequel.Kind.TALKED).exists():
        raise Refused(broken("talk.held", "talk", "Cet échange est déjà noté."))
    return _write(outcome, Sequel.Kind.TALKED, text.strip()[:LONGEST], by=by, at=at)


def reserve_expired(ruling: Ruling, at: datetime) -> bool:
    """Whether the reserve list of a decision no longer lives."""
    until = reserve_until(ruling.version.definition, ruling.released_at)
    return until is not None and at > until


@transaction.atomic
def close_reserve(ruling: Ruling, *, at: datetime) -> int:
    """The reserve list came to its day: whoever still waited in it is told; how many."""
    if ruling.released_at is None or not reserve_expired(ruling, at):
        return 0
    rows = list(ruling.outcomes.in_reserve().values_list("pk", flat=True))
    for key in rows:
        outcome = _locked(Outcome(pk=key))
        outcome.left_at = at
        outcome.save(update_fields=("left_at",))
        _write(outcome, Sequel.Kind.EXPIRED, "", by=None, at=at)
        followups.reserve_closed(outcome, at=at)
    return len(rows)


def _held(outcome: Outcome) -> Outcome:
    outcome = _locked(outcome)
    if not outcome.holds_a_place:
        raise Refused(broken("place.none", "place", "Cette équipe n’a pas de place à ce jour."))
    return outcome


def _locked(outcome: Outcome) -> Outcome:
    rows = Outcome.objects.select_for_update(of=("self",)).select_related(
        "ruling__version", "ruling__edition", "deposit__application__owner", "deposit__version",
        "deposit__by",
    )  # fmt: skip
    found = rows.get(pk=outcome.pk)
    if found.ruling.released_at is None:
        raise Refused(broken("place.early", "place", "Rien n’est encore publié."))
    return found


def _write(outcome: Outcome, kind: str, text: str, *, by: User | None, at: datetime) -> Sequel:
    made = Sequel.objects.create(outcome=outcome, kind=kind, text=text, at=at, by=by)
    record(Followed(outcome=outcome.pk, act=kind), by=by, at=at)
    return made
