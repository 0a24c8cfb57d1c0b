"""What a year keeps of people has an end: diets, presences, accounts; counts and amounts stay."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q

from cordee.journeys.models import (
    Catering,
    Claim,
    Cohort,
    Coming,
    HeldMark,
    Meeting,
    Payout,
    Presence,
    Ride,
    Scan,
    Sharing,
)
from cordee.journeys.queries.coming import counts
from cordee.journeys.queries.ledger import PRESENT
from cordee.journeys.rules.keeping import accounts_over, diets_over, presence_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

DAY = timedelta(days=1)
BUYER = dict.fromkeys(("address", "siret", "service", "order_number"), "")


@transaction.atomic
def forget_diets(*, at: datetime) -> int:
    """Forget what people ate when the call says it; numbers stay. Returns how many diets went."""
    held = Q(pk__in=Coming.objects.filter(purged_at=None).values("meeting"))
    held |= Q(pk__in=Ride.objects.exclude(place="").values("meeting"))
    held |= Q(pk__in=Sharing.objects.exclude(words="").values("ride__meeting"))
    ended = Q(ends__lt=at) | Q(ends=None, starts__lt=at - DAY)
    rows = Meeting.objects.filter(held, ended).select_related("cohort__edition__current")
    return sum(
        _forget_diets_of(one, at)
        for one in rows.order_by("pk")
        if (end := _end(one)) and diets_over(one.cohort.edition.definition, end, at)
    )


def _end(meeting: Meeting) -> datetime | None:
    return meeting.ends or (meeting.starts + DAY if meeting.starts else None)


def _forget_diets_of(meeting: Meeting, at: datetime) -> int:
    rows = Coming.objects.filter(meeting=meeting, purged_at=None)
    if rows.exists():
        told = counts(meeting)
        said = {"repas": told.meals, "régimes": told.diets}
        Catering.objects.update_or_create(meeting=meeting, defaults={"counts": said, "at": at})
    Ride.objects.filter(meeting=meeting).update(place="", words="", hour=None)
    Sharing.objects.filter(ride__meeting=meeting).update(words="")
    return rows.update(diet="", diet_words="", purged_at=at)


def forget_presences(*, at: datetime) -> int:
    """Forget who was there once the call says it: half-days, signed sheets (meetings touched)."""
    return sum(_forget_presences_of(one, at) for one in _past_sheets(at))


def _past_sheets(at: datetime) -> Iterator[Meeting]:
    """The meetings of the years whose presences are over, of which a sheet is still kept."""
    for cohort in Cohort.objects.select_related("edition__current").order_by("pk"):
        definition = cohort.edition.definition
        ends = [end for one in cohort.meetings.all() if (end := _end(one))]
        today = at.astimezone(cohort.zone).date()
        if ends and presence_over(definition, max(ends).astimezone(cohort.zone).date(), today):
            kept = Q(pk__in=Presence.objects.values("meeting"))
            kept |= Q(pk__in=HeldMark.objects.values("meeting"))
            kept |= Q(pk__in=Scan.objects.exclude(content="").values("meeting"))
            yield from cohort.meetings.filter(kept).order_by("pk")


@transaction.atomic
def _forget_presences_of(meeting: Meeting, at: datetime) -> int:
    if meeting.presence_counts is None:
        meeting.presence_counts = presence_counts(meeting)
        meeting.save(update_fields=("presence_counts",))
    meeting.presences.all().delete()
    meeting.held_marks.all().delete()
    for scan in meeting.scans.exclude(content="").order_by("pk"):
        scan.content.delete(save=False)
        Scan.objects.filter(pk=scan.pk).update(
            content="", name="", removed_at=scan.removed_at or at
        )
    return 1


def presence_counts(meeting: Meeting) -> dict[str, int]:
    """What stays of a sheet: half-days written, half-days somebody came to, people, territories."""
    there = Q(status__in=PRESENT)
    found = meeting.presences.aggregate(
        halves=Count("pk"),
        present=Count("pk", filter=there),
        people=Count("delegate", filter=there, distinct=True),
        teams=Count("delegate__participation", filter=there, distinct=True),
    )
    return {name: int(value) for name, value in found.items()}


def forget_accounts(*, at: datetime) -> int:
    """Empty the papers of account whose term is past; numbers and amounts stay (papers touched)."""
    claims = Claim.objects.exclude(document="").select_related(
        "charge__participation__cohort__edition__current"
    )
    paid = Payout.objects.exclude(paid_on=None).exclude(reference="", because="")
    paid = paid.select_related("award__participation__cohort__edition__current")
    done = 0
    for one in claims.order_by("pk"):
        cohort = one.charge.participation.cohort
        done += _over(cohort, one.at.astimezone(cohort.zone).date(), at) and _empty_claim(one)
    for row in paid.order_by("pk"):
        if row.paid_on and _over(row.award.participation.cohort, row.paid_on, at):
            done += Payout.objects.filter(pk=row.pk).update(reference="", because="")
    return done


def _over(cohort: Cohort, on: date, at: datetime) -> bool:
    return accounts_over(cohort.edition.definition, on, at.astimezone(cohort.zone).date())


@transaction.atomic
def _empty_claim(claim: Claim) -> int:
    """Its number, its amounts, its day and its digest stay."""
    claim.document.delete(save=False)
    buyer = {**BUYER, "name": claim.content["buyer"]["name"]}
    content = {**claim.content, "label": "", "buyer": buyer}
    return Claim.objects.filter(pk=claim.pk).update(
        document="", content=content, sent_to="", reason=""
    )
