"""Propose, write, present, launch and end a workstream; who carries it, who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.works import events
from cordee.alliance.works.models import (
    WorkAlly,
    WorkFile,
    WorkOutput,
    WorkReview,
    Workstream,
)
from cordee.alliance.works.queries import workstreams as reading
from cordee.alliance.works.rules import workstreams as rules
from cordee.journeys.learning.holding import PAPERS, SOUNDS, hold
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.alliance.works.models import Assembly, Term, WorkFrame
    from cordee.people.models import Organisation, Person, User

MAX_MB = 50
"""What the document of an output may weigh."""


def held(workstream: Workstream) -> Workstream:
    """The row, for this transaction alone."""
    rows = Workstream.objects.select_for_update(of=("self",)).select_related("frame")
    return rows.get(pk=workstream.pk)


@transaction.atomic
def propose(
    frame: WorkFrame, title: str, pitch: str, *, goals: Iterable[Term] = (), by: User,
    at: datetime, **said: Any,
) -> Workstream:  # fmt: skip
    """Propose a workstream; it is told at once what its prerequisites still lack."""
    if found := rules.writing_faults(title, pitch):
        raise Refused(found)
    made = Workstream.objects.create(
        frame=frame, title=tidy(title), pitch=pitch.strip(), at=at, by=by, **said
    )
    made.goals.set(goals)
    record(events.WorkstreamProposed(workstream=made.pk), by=by, at=at)
    return made


@transaction.atomic
def rewrite(
    workstream: Workstream, title: str, pitch: str, *, goals: Iterable[Term], by: User,
    at: datetime, **said: Any,
) -> Workstream:  # fmt: skip
    """Write a workstream anew."""
    if found := rules.writing_faults(title, pitch):
        raise Refused(found)
    row = held(workstream)
    row.title, row.pitch = tidy(title), pitch.strip()
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=("title", "pitch", *said))
    row.goals.set(goals)
    record(events.WorkstreamRewritten(workstream=row.pk), by=by, at=at)
    return row


@transaction.atomic
def name_leader(workstream: Workstream, person: Person, *, by: User, at: datetime) -> Workstream:
    """Say who carries it."""
    row = held(workstream)
    row.leader = person
    row.save(update_fields=("leader",))
    record(events.LeaderNamed(workstream=row.pk, person=person.pk), by=by, at=at)
    return row


@transaction.atomic
def join(
    workstream: Workstream, person: Person, *, organisation: Organisation | None = None, by: User,
    at: datetime,
) -> WorkAlly:  # fmt: skip
    """Take part in a workstream, in one's own name or for a structure."""
    if workstream.state not in rules.ALIVE:
        raise Refused(broken("workstream.over", "person", _("Ce chantier n’est plus ouvert.")))
    try:
        with transaction.atomic():
            made = WorkAlly.objects.create(
                workstream=workstream, person=person, organisation=organisation,
                joined=timezone.localdate(at),
            )  # fmt: skip
    except IntegrityError as error:
        said = _("Cette personne prend déjà part à ce chantier.")
        raise Refused(broken("ally.twice", "email", said)) from error
    record(events.AllyJoined(work_ally=made.pk, workstream=workstream.pk), by=by, at=at)
    return made


@transaction.atomic
def leave(ally: WorkAlly, *, by: User, at: datetime) -> None:
    """Take part no more, from that day."""
    if WorkAlly.objects.filter(pk=ally.pk, left=None).update(left=timezone.localdate(at)):
        gone = events.AllyLeft(work_ally=ally.pk, workstream=ally.workstream_id)
        record(gone, by=by, at=at)


@transaction.atomic
def present(
    workstream: Workstream, *, on: date, assembly: Assembly | None = None, by: User, at: datetime
) -> Workstream:
    """Write down that it was presented to the allies; lacking prerequisites do not forbid it."""
    row = held(workstream)
    if row.state not in (rules.DRAFT, rules.PRESENTED):
        raise Refused(rules.settled())
    row.state, row.presented_on, row.assembly = rules.PRESENTED, on, assembly
    row.save(update_fields=("state", "presented_on", "assembly"))
    record(events.WorkstreamPresented(workstream=row.pk), by=by, at=at)
    return row


@transaction.atomic
def launch(workstream: Workstream, *, by: User, at: datetime) -> Workstream:
    """Begin: its prerequisites hold, and what was objected is answered (R214, R218)."""
    row = held(workstream)
    if found := rules.launch_faults(row.state, reading.sketch(row)):
        raise Refused(found)
    row.state, row.launched_on = rules.LAUNCHED, timezone.localdate(at)
    row.save(update_fields=("state", "launched_on"))
    record(events.WorkstreamLaunched(workstream=row.pk), by=by, at=at)
    return row


@transaction.atomic
def end(
    workstream: Workstream, state: str, *, because: str, into: Workstream | None = None, by: User,
    at: datetime,
) -> Workstream:  # fmt: skip
    """Merge it into another, drop it or close it, with the reason."""
    row = held(workstream)
    if found := _end_faults(row, state, because, into):
        raise Refused(found)
    row.state, row.ended_on, row.ended_because = state, timezone.localdate(at), because.strip()
    row.merged_into = into if state == rules.MERGED else None
    row.save(update_fields=("state", "ended_on", "ended_because", "merged_into"))
    over = events.WorkstreamEnded(
        workstream=row.pk, state=state, into=into.pk if into and state == rules.MERGED else 0
    )
    record(over, by=by, at=at)
    return row


def _end_faults(row: Workstream, state: str, because: str, into: Workstream | None) -> list[Any]:
    if row.state not in rules.ALIVE or state in rules.ALIVE:
        return [rules.settled()]
    found = []
    if not tidy(because):
        found.append(missing("workstream.because", "because", _("Dites pourquoi il s’arrête.")))
    if state == rules.MERGED and (into is None or into.pk == row.pk):
        found.append(rules.no_twin())
    elif state == rules.MERGED and into is not None and into.state not in rules.ALIVE:
        said = _("Cet autre chantier n’est plus ouvert.")
        found.append(broken("workstream.into", "into", said))
    return found


@transaction.atomic
def keep_output(
    workstream: Workstream,
    title: str,
    nature: str,
    *,
    file: UploadedFile[bytes] | None = None,
    by: User,
    at: datetime,
    **said: Any,
) -> WorkOutput:
    """Say what a workstream makes: any nature, a day when one is known (R229), its document."""
    if not (tidy(title) and tidy(nature)):
        what = _("Dites ce que c’est : un guide, une vidéo, une rencontre…")
        raise Refused(missing("output.empty", "title", what))
    made = WorkOutput.objects.create(
        workstream=workstream, title=tidy(title), nature=tidy(nature), at=at, by=by, **said
    )
    if file is not None:
        give_file(made, file, by=by, at=at)
    record(events.OutputKept(work_output=made.pk, workstream=workstream.pk), by=by, at=at)
    return made


@transaction.atomic
def give_file(
    output: WorkOutput, upload: UploadedFile[bytes], *, by: User, at: datetime
) -> WorkFile:
    """Keep the document of an output, in the place of the one it had; raises `Refused`."""
    WorkOutput.objects.select_for_update(of=("self",)).get(pk=output.pk)
    WorkFile.objects.filter(output=output, removed_at=None).update(removed_at=at)
    return hold(WorkFile(output=output), upload, kinds=PAPERS | SOUNDS, max_mb=MAX_MB, by=by, at=at)


@transaction.atomic
def deliver(
    output: WorkOutput,
    *,
    on: date,
    link: str,
    file: UploadedFile[bytes] | None = None,
    by: User,
    at: datetime,
) -> None:
    """Say that an output came out, and where it is read; said again, it is put right."""
    if on > timezone.localdate(at):
        raise Refused(broken("output.future", "on", _("Cette date est à venir.")))
    output.delivered_on, output.link = on, link.strip() or output.link
    output.save(update_fields=("delivered_on", "link"))
    if file is not None:
        give_file(output, file, by=by, at=at)
    kept = events.OutputKept(work_output=output.pk, workstream=output.workstream_id)
    record(kept, by=by, at=at)


@transaction.atomic
def review(
    workstream: Workstream, choice: str, *, learned: str, by: User, at: datetime
) -> WorkReview:
    """Say what the year taught: it goes on in the next frame, or it closes (R230)."""
    row = held(workstream)
    after = reading.following(row.frame)
    if found := rules.review_faults(row.state, choice, learned, following=after is not None):
        raise Refused(found)
    frame = row.frame
    if row.reviews.filter(frame=frame).exists():
        said = _("Ce chantier est déjà passé en revue.")
        raise Refused(broken("review.twice", "choice", said))
    made = WorkReview.objects.create(
        workstream=row, frame=frame, choice=choice, learned=learned.strip(), at=at, by=by
    )
    if choice == "continue" and after is not None:
        row.frame = after
        row.save(update_fields=("frame",))
    else:
        end(row, rules.CLOSED, because=learned, by=by, at=at)
    told = events.WorkstreamReviewed(work_review=made.pk, workstream=row.pk, choice=choice)
    record(told, by=by, at=at)
    return made
