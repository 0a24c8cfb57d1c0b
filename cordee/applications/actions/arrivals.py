"""The second door: keep what comes, take from it what its writers choose, place what is left."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.actions.beginning import start
from cordee.applications.actions.team import change_member, join
from cordee.applications.actions.writing import save_answer
from cordee.applications.doors.matching import Destination, destination
from cordee.applications.doors.parcel import Opened, as_data, opened, recognised
from cordee.applications.doors.reading import read_document
from cordee.applications.events.arrivals import (
    Arrived,
    ArrivedAgain,
    Assigned,
    PiecePlaced,
    Settled,
)
from cordee.applications.files import clean_name
from cordee.applications.files.virus import Silent, scan
from cordee.applications.models import Answer, Application
from cordee.applications.models.arrivals import Arrival, ArrivedFile, LeftPiece
from cordee.applications.queries import reception
from cordee.applications.queries.times import about_file
from cordee.applications.rules.arrivals import counted, kept_unread, type_findings
from cordee.calls.rules.reception import PLAIN
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, ok
from cordee.ledger.actions import record
from cordee.people.actions.accounts import joined, reserve
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from cordee.applications.doors.parcel import Parcel
    from cordee.calls.models import Edition
    from cordee.calls.rules import Circumstances
    from cordee.kernel.findings import Finding
    from cordee.people.models import User
    from cordee.programme.schema import Definition
    from cordee.territories.models import Territory

MATE = ("given_name", "family_name", "role", "capacity", "organisation", "service", "email",
        "phone")  # fmt: skip


@transaction.atomic
def bring(
    parcel: Parcel, *, edition: Edition, application: Application | None = None,
    by: User, at: datetime,
) -> Arrival:  # fmt: skip
    """Keep documents somebody uploads for a call, or for a file of it.

    Raises `Refused` when none can be read, or when the form is another call's.
    """
    parcel, threats = _screened(parcel)
    if threats:
        raise Refused(threats)
    found = opened(parcel.files)
    kept = [one for one in found.remarks if one.code in {"arrival.pdf", "arrival.other"}]
    if found.stream is None and not kept:
        raise Refused(found.remarks or [_nothing()])
    if (other := found.mark.get("edition")) and other != edition.key:
        raise Refused(_other_call(other))
    return _kept(parcel, found, Destination(edition, application), by=by, at=at)


@transaction.atomic
def collect(parcel: Parcel, *, at: datetime) -> Arrival:
    """Keep a mail of the mailbox, once: the same message again adds nothing.

    Whatever it holds, it is kept; `remarks` say what is to be done by hand.
    """
    known = Arrival.objects.filter(message_id=parcel.message_id).exclude(message_id="").first()
    if known is not None:
        record(ArrivedAgain(arrival=known.pk), by=None, at=at)
        return known
    parcel, threats = _screened(parcel)
    found = opened(parcel.files)
    found.remarks = [
        kept_unread(one) if one.code.startswith("document.") else one for one in found.remarks
    ] + threats
    if not parcel.files:
        found.remarks.append(
            broken("arrival.nothing", "files", _("Ce courriel n’a pas de pièce jointe."))
        )
    if parcel.automatic:
        said = "Ce courriel a été écrit par une machine : rien ne lui a été répondu."
        found.remarks.append(ok("arrival.automatic", "sender", said))
    return _kept(parcel, found, destination(parcel, found.mark), by=None, at=at)


def _screened(parcel: Parcel) -> tuple[Parcel, list[Finding]]:
    """The files without those the antivirus refuses; a silent one delays nobody."""
    kept, threats = [], []
    for name, content in parcel.files:
        threat = ""
        with suppress(Silent):
            threat = scan(io.BytesIO(content)) or ""
        if threat:
            said = french.say(
                "{name} contient un programme malveillant ({threat}). Il n’a pas été gardé.",
                name=name,
                threat=threat,
            )
            threats.append(broken("document.threat", "files", said))
        else:
            kept.append((name, content))
    return replace(parcel, files=kept), threats


def _whose(application: Application | None, at: datetime) -> Circumstances:
    """What names the window of the file a document is for; of no file yet, nothing is known."""
    if application is None:
        return PLAIN
    return replace(about_file(application, application.edition.definition, at, None), invited=None)


def _kept(
    parcel: Parcel, found: Opened, to: Destination, *, by: User | None, at: datetime
) -> Arrival:
    definition = to.edition.definition if to.edition else None
    step = to.application.step if to.application else ""
    brought = by is not None and to.application is not None and found.rank is not None
    # Our own form brought back to its file is read into it: no other format is awaited.
    types = [] if brought else _types(definition, parcel)
    arrival = Arrival.objects.create(
        edition=to.edition,
        application=to.application,
        origin=Application.Origin.EMAIL if by is None else Application.Origin.DOCUMENT,
        by=by,
        sender=parcel.sender[:254],
        subject=parcel.subject[:250],
        text=tidy(parcel.text),
        message_id=parcel.message_id[:250],
        sent_at=parcel.sent,
        began_at=parcel.began,
        ended_at=parcel.ended,
        counts_at=counted(
            definition,
            began=parcel.began,
            ended=parcel.ended,
            sent=parcel.sent,
            step=step,
            about=_whose(to.application, parcel.began),
        ),
        mark=found.mark,
        remarks=as_data([*to.remarks, *found.remarks, *types]),
    )
    digests = [_file(arrival, rank, one, found.rank) for rank, one in enumerate(parcel.files)]
    _recognise(arrival, found)
    record(
        Arrived(
            arrival=arrival.pk,
            origin=str(arrival.get_origin_display()),
            edition=arrival.edition_id,
            application=arrival.application_id,
            digests=tuple(digests),
        ),
        by=by,
        at=at,
    )
    return arrival


def _types(definition: Definition | None, parcel: Parcel) -> list[Finding]:
    """The formats that are missing of those the call asks for."""
    return (
        type_findings(definition, [name for name, _content in parcel.files]) if definition else []
    )


def _file(arrival: Arrival, rank: int, one: tuple[str, bytes], form: int | None) -> str:
    name, content = one
    mark = hashlib.sha256(content).hexdigest()
    row = ArrivedFile(
        arrival=arrival, name=clean_name(name), size=len(content), sha256=mark, form=rank == form
    )
    row.content.save(f"{mark[:24]}.bin", ContentFile(content), save=False)
    row.save()
    return mark


def _recognise(arrival: Arrival, found: Opened) -> None:
    """Recognise the form for the call and the file the arrival is now for."""
    if found.stream is None or arrival.edition is None:
        return
    file = arrival.application
    where = {"step": file.step, "track": file.track} if file else {}
    read = recognised(found.stream, arrival.edition, **where)
    arrival.found = read.data
    arrival.remarks = [*arrival.remarks, *as_data(read.remarks)]
    arrival.save(update_fields=("found", "remarks"))
    arrival.pieces.all().delete()
    LeftPiece.objects.bulk_create(
        [LeftPiece(arrival=arrival, after=after, text=text) for after, text in read.pieces]
    )


@transaction.atomic
def assign(arrival: Arrival, application: Application, *, by: User, at: datetime) -> None:
    """Give an arrival to a file; raises `Refused` once it is settled."""
    arrival = _open(arrival)
    arrival.application, arrival.edition = application, application.edition
    kept = ("arrival.pdf", "arrival.other", "arrival.type", "document.")
    arrival.remarks = [one for one in arrival.remarks if one["code"].startswith(kept)]
    arrival.counts_at = counted(
        application.edition.definition, began=arrival.began_at, ended=arrival.ended_at,
        sent=arrival.sent_at, step=application.step,
        about=_whose(application, arrival.began_at),
    )  # fmt: skip
    arrival.save()
    form = arrival.files.filter(form=True).first()
    if form is not None:
        with form.content.open() as held:
            _recognise(arrival, Opened(0, read_document(held.read())))
    record(Assigned(application=application.pk, arrival=arrival.pk), by=by, at=at)


@transaction.atomic
def open_file(
    arrival: Arrival, *, edition: Edition, email: str, territory: Territory | None = None,
    body_name: str = "", kind: str = "", track: str = "", by: User, at: datetime,
) -> Application:  # fmt: skip
    """Begin a file for whoever sent a document; it belongs to the account of that address.

    It begins when the document was received. Raises `Refused` outside the opening of the call.
    """
    owner = reserve(email, at=at)
    joined(owner, at)
    made = start(
        edition, territory=territory, body_name=body_name, kind=kind, track=track,
        origin=arrival.origin, by=owner, at=arrival.counts_at,
    )  # fmt: skip
    assign(arrival, made, by=by, at=at)
    return made


@transaction.atomic
def settle(
    arrival: Arrival, *, take: Collection[str], mates: Collection[int] = (), by: User, at: datetime
) -> int:
    """Take those answers and those people of a document into its file; the rest stays as it is.

    Former answers go to their history. Once the call is closed, a document received in time still
    counts at its reception. Returns how many answers were taken; raises `Refused` when the
    arrival is settled already, or was received too late.
    """
    arrival = _open(arrival)
    application = _file_of(arrival)
    instant = counting_at(arrival, at)
    if found := reception(application, instant).faults:
        raise Refused(found)
    answers = arrival.answers
    taken = [key for key in answers if key in take]
    for key in taken:
        save_answer(application, key, answers[key], by=by, at=instant)
    for rank, mate in enumerate(arrival.team):
        if rank in mates:
            _mate(application, mate, by=by, at=instant)
    arrival.settled_at, arrival.settled_by = at, by
    arrival.save(update_fields=("settled_at", "settled_by"))
    event = Settled(
        application=application.pk, arrival=arrival.pk, taken=len(taken), questions=tuple(taken)
    )
    record(event, by=by, at=at)
    return len(taken)


def counting_at(arrival: Arrival, at: datetime) -> datetime:
    """The instant an act on that arrival counts at: now, or its reception once it is too late."""
    application = _file_of(arrival)
    return arrival.counts_at if reception(application, at).faults else at


def known_mate(application: Application, mate: dict[str, Any]) -> Any:
    """The member of the team a row of a document is about: by address, else by both names."""
    rows = application.members.filter(left_at=None).order_by("pk")
    if mate["email"] and (found := rows.filter(email__iexact=mate["email"]).first()):
        return found
    return rows.filter(
        given_name__iexact=mate["given_name"], family_name__iexact=mate["family_name"]
    ).first()


def _mate(application: Application, mate: dict[str, Any], *, by: User, at: datetime) -> None:
    said = {name: mate[name][:80] for name in MATE if mate[name]}
    known = known_mate(application, mate)
    if known is not None:
        leads = sorted({*known.leads, *mate["leads"]})
        change_member(known, by=by, at=at, **said, leads=leads)
        return
    team = application.edition.definition.team_of(application.track)
    roles = [one.key for one in team.roles] if team else []
    said.setdefault("role", roles[-1] if roles else "member")
    names = {"given_name": "", "family_name": "", **said}
    join(application, by=by, at=at, leads=mate["leads"], **names)


@transaction.atomic
def place(piece: LeftPiece, question: str, *, by: User, at: datetime) -> None:
    """Add a text to the end of an answer; without question it is set aside, and stays readable.

    Raises `Refused` for a question that is no text, and once the file is closed.
    """
    held = LeftPiece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if held.placed_at is not None:
        return
    application = _file_of(held.arrival)
    instant = counting_at(held.arrival, at)
    if question:
        asked = application.edition.definition.question(question)
        if not isinstance(asked, q.Text | q.LongText) or (
            isinstance(asked, q.LongText) and asked.languages
        ):
            raise Refused(
                broken("piece.question", "question", _("Choisissez une question de texte."))
            )
        if found := reception(application, instant).faults:
            raise Refused(found)
        row = Answer.objects.filter(application=application, question=question).first()
        former = str(row.value or "") if row else ""
        text = "\n\n".join(filter(None, [former, held.text]))
        save_answer(application, question, text, by=by, at=instant)
    held.placed_at, held.placed_in = at, question
    held.save(update_fields=("placed_at", "placed_in"))
    event = PiecePlaced(application=application.pk, arrival=held.arrival_id, question=question)
    record(event, by=by, at=at)


def _open(arrival: Arrival) -> Arrival:
    """The row locked, still to be settled."""
    held = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if held.settled_at is not None:
        raise Refused(broken("arrival.settled", "arrival", _("Ce document est déjà classé.")))
    return held


def _file_of(arrival: Arrival) -> Application:
    if arrival.application is None:
        said = _("Rattachez d’abord ce document à une candidature.")
        raise Refused(broken("arrival.file", "application", said))
    return arrival.application


def _nothing() -> Finding:
    return broken("arrival.nothing", "files", _("Choisissez le document à rapporter."))


def _other_call(key: str) -> Finding:
    said = french.say(
        "Ce formulaire est celui d’un autre appel ({key}). Rapportez-le sur la page de cet appel.",
        key=key,
    )
    return broken("arrival.edition", "files", said)
