"""Ask a referee named in a file for her letter by a link without account; deposit it once."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.approving import digest_of
from cordee.applications.events import ReferenceAnswered, ReferenceAsked
from cordee.applications.letters_of_reference import post_answer, post_day, post_request
from cordee.applications.models import Application, Reference
from cordee.applications.queries import handed_in
from cordee.applications.queries.references import named_in
from cordee.applications.rules.references import asks_letters, most_addresses
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.kernel.french import say
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from cordee.applications.rules.references import Referee
    from cordee.kernel.findings import Finding
    from cordee.people.models import User

LASTS = timedelta(days=60)
"""How long a letter is awaited when the call does not say."""
PAUSE = timedelta(minutes=10)
"""Two requests to one person are at least this far apart."""
MOST_TIMES = 5
"""Requests that one person receives for one file."""
MOST = 20_000
"""Signs of a letter."""


@transaction.atomic
def ask_reference(
    application: Application, question: str, email: str, *, by: User | None, at: datetime
) -> Reference:
    """Send a referee the link by which she writes; older links stop working.

    Raises `Refused` when the file names nobody so or names one of its own people, when she
    answered, when the day of her letter is over, when a request has just left, or beyond the
    addresses and the requests that one file may send.
    """
    Application.objects.select_for_update().only("pk").get(pk=application.pk)
    people = {(one.question, one.email): one for one in named_in(application)}
    referee = people.get((question, email))
    if referee is None:
        sentence = _("Le dossier ne nomme pas cette personne, ou sans adresse électronique.")
        raise Refused(missing("reference.nobody", "reference", sentence))
    if email in _own(application):
        sentence = _("C’est l’adresse d’une personne de ce dossier : une lettre s’écrit par "
                     "quelqu’un d’autre.")  # fmt: skip
        raise Refused(broken("reference.own", "reference", sentence))
    if found := _too_many(application, email):
        raise Refused(found)
    until = _over(application, referee, at)
    earlier = application.references.filter(question=question, email=email, taken_back_at=None)
    _may_be_asked(earlier.order_by("-asked_at").first(), until, at)
    earlier.update(taken_back_at=at)
    token = secrets.token_urlsafe(32)
    made = Reference.objects.create(
        application=application,
        question=question,
        name=referee.name[:160],
        email=email,
        confidential=referee.confidential,
        token_digest=digest_of(token),
        asked_at=at,
        asked_by=by,
        expires_at=until,
    )
    post_request(made, referee, token, at=at)
    record(ReferenceAsked(application=application.pk, reference=made.pk), by=by, at=at)
    return made


def _too_many(application: Application, email: str) -> Finding | None:
    """Why this address is not written to: a stranger to the file, or the file asked too much."""
    rows = Reference.objects.filter(email=email)
    unknown = rows.filter(application__owner=application.owner_id, answer=Reference.Answer.UNKNOWN)
    if unknown.exists():
        sentence = _("Cette personne a dit ne pas vous connaître : nommez quelqu’un d’autre.")
        return broken("reference.unknown", "reference", sentence)
    times = rows.filter(application=application).count()
    if times >= MOST_TIMES:
        sentence = say(
            "Cette personne a déjà reçu {times} demandes pour ce dossier : écrivez au contact de "
            "l’appel si son lien s’est perdu.",
            times=times,
        )
        return broken("reference.times", "reference", sentence)
    asked = application.references.exclude(email="").order_by().values("email").distinct()
    most = most_addresses(application.edition.definition, application.step, application.track)
    if not times and asked.count() >= most:
        sentence = say(
            "Ce dossier a déjà écrit à {most} adresses, le plus qu’il peut : écrivez au contact "
            "de l’appel pour en joindre une autre.",
            most=most,
        )
        return broken("reference.addresses", "reference", sentence)
    return None


def _own(application: Application) -> set[str]:
    """The addresses of those who write the file: none of them vouches for it."""
    mates = application.members.filter(left_at=None).values_list("email", flat=True)
    return {one.lower() for one in (application.owner.email, *mates) if one}


def _over(application: Application, referee: Referee, at: datetime) -> datetime:
    """The last instant of her letter: the end of its day, on the clock of the call."""
    zone = ZoneInfo(application.edition.definition.timeline.zone)
    day = referee.until or application.edition.today(at + LASTS)
    return datetime.combine(day, time(23, 59), zone)


def _may_be_asked(last: Reference | None, until: datetime, at: datetime) -> None:
    if last is not None and last.answer == Reference.Answer.GIVEN:
        raise Refused(broken("reference.given", "reference", _("Sa lettre est déjà arrivée.")))
    if last is not None and last.answer == Reference.Answer.REFUSED:
        sentence = _("Cette personne a dit qu’elle n’écrira pas : nommez quelqu’un d’autre.")
        raise Refused(broken("reference.declined", "reference", sentence))
    if last is not None and at - last.asked_at < PAUSE:
        sentence = _("Une demande vient de partir : laissez-lui quelques minutes.")
        raise Refused(broken("reference.lately", "reference", sentence))
    if at >= until:
        sentence = _("Le jour de cette lettre est passé : écrivez au contact de l’appel.")
        raise Refused(broken("reference.late", "reference", sentence))


def ask_references(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a file is handed in; each referee it names, not yet asked, receives her link.

    One who was asked before keeps her link; the day her letter is due, now known, is told her.
    Nobody of the file is asked, nor, by itself, a question whose referee asked to be forgotten.
    """
    deposit = handed_in(event.deposit)
    if not asks_letters(deposit.version.definition):
        return
    rows = Application.objects.select_related("edition__current", "current")
    application = rows.get(pk=event.application)
    asked = list(application.references.filter(taken_back_at=None).order_by("pk"))
    known = {(row.question, row.email): row for row in asked}
    forgotten, own = {row.question for row in asked if not row.email}, _own(application)
    for one in named_in(application):
        if one.email in own or one.question in forgotten:
            continue
        over_at, row = _over(application, one, at), known.get((one.question, one.email))
        if row is None and at < over_at:
            with suppress(Refused):  # the deposit stands: the page of the file says why not
                ask_reference(application, one.question, one.email, by=by, at=at)
        elif row is not None and not row.answer and one.until and row.expires_at != over_at:
            row.expires_at = over_at
            row.save(update_fields=("expires_at",))
            post_day(row, at=at)


@transaction.atomic
def answer_reference(
    reference: Reference, *, answer: str, signed: str = "", text: str = "", at: datetime
) -> Reference:
    """Keep the letter, or that she writes none, or knows nobody there; the link is the proof.

    Raises `Refused` without name nor text, twice, or once the link is over.
    """
    row = Reference.objects.select_for_update(of=("self",)).get(pk=reference.pk)
    if row.answered_at is not None:
        raise Refused(broken("reference.once", "reference", _("Ce lien a déjà servi : merci.")))
    if over(row, at):
        sentence = _("Ce lien ne sert plus. Écrivez à la personne qui vous a nommé·e.")
        raise Refused(broken("reference.gone", "reference", sentence))
    given = answer == Reference.Answer.GIVEN
    if given and not (tidy(signed) and text.strip()):
        sentence = _("Écrivez votre lettre, et signez-la de vos nom et qualité.")
        raise Refused(missing("reference.text", "text", sentence))
    row.answer = Reference.Answer(answer)
    row.answered_at = at
    if given:
        row.signed, row.text = tidy(signed)[:200], text.strip().replace("\0", "")[:MOST]
    row.save()
    post_answer(row, at=at)
    event = ReferenceAnswered(application=row.application_id, reference=row.pk, given=given)
    record(event, by=None, at=at)
    return row


def over(row: Reference, at: datetime) -> bool:
    """Whether nothing can be written by this link any more."""
    gone = row.taken_back_at is not None or row.application.withdrawn_at is not None
    return gone or at >= row.expires_at
