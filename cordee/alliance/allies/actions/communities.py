"""Open a community, give it hosts and members, keep what it shares, close it or let it grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.allies import events
from cordee.alliance.allies.models import (
    Community,
    CommunityHost,
    CommunityMember,
    CommunityResource,
)
from cordee.alliance.allies.rules.belonging import closing_faults, community_faults
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.alliance.works.models import Workstream
    from cordee.people.models import Organisation, Person, User


@transaction.atomic
def keep_community(
    community: Community | None = None, *, by: User, at: datetime, **fields: Any
) -> Community:
    """Open a community, or change what is told of it."""
    made = community or Community(at=at, by=by)
    for name, value in fields.items():
        setattr(made, name, value)
    made.label = tidy(made.label)
    if found := community_faults(made.label, made.theme):
        raise Refused(found)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        said = _("Une communauté porte déjà ce nom, ou sa date d’ouverture suit sa clôture.")
        raise Refused(broken("community.twice", "label", said)) from error
    record(events.CommunityKept(community=made.pk), by=by, at=at)
    return made


@transaction.atomic
def close(
    community: Community, *, on: date, because: str, extended_into: Workstream | None = None,
    by: User, at: datetime,
) -> None:  # fmt: skip
    """Close a community, with the reason; or let it grow into a workstream (R237, R243)."""
    if found := closing_faults(community.opened_on, on, because):
        raise Refused(found)
    rows = Community.objects.filter(pk=community.pk, closed_on=None)
    told = tidy(because)[:300]
    if rows.update(closed_on=on, closed_because=told, extended_into=extended_into):
        grown = extended_into is not None
        record(events.CommunityClosed(community=community.pk, extended=grown), by=by, at=at)


@transaction.atomic
def host(
    community: Community, organisation: Organisation, *, starts: date, by: User, at: datetime
) -> CommunityHost:
    """A structure hosts the community from a day on (R238)."""
    try:
        with transaction.atomic():
            made = CommunityHost.objects.create(
                community=community, organisation=organisation, starts=starts
            )
    except IntegrityError as error:
        said = _("Cette structure anime déjà la communauté.")
        raise Refused(broken("host.twice", "structure", said)) from error
    record(events.CommunityKept(community=community.pk), by=by, at=at)
    return made


@transaction.atomic
def end_host(row: CommunityHost, *, on: date, by: User, at: datetime) -> None:
    """A structure hosts it no more; that day is the last."""
    if on < row.starts:
        said = _("Cette structure a commencé après ce jour.")
        raise Refused(broken("host.order", "ends", said))
    if CommunityHost.objects.filter(pk=row.pk, ends=None).update(ends=on):
        record(events.CommunityKept(community=row.community_id), by=by, at=at)


@transaction.atomic
def join(
    community: Community, person: Person, *, by: User, at: datetime, on: date | None = None
) -> CommunityMember:
    """Someone joins: twice changes nothing; she is welcomed by a letter (R245)."""
    if community.closed_on is not None:
        said = _("Cette communauté est close : on ne la rejoint plus.")
        raise Refused(broken("community.closed", "email", said))
    made, new = CommunityMember.objects.get_or_create(
        community=community, person=person, left_on=None,
        defaults={"joined_on": on or timezone.localdate(at)},
    )  # fmt: skip
    if new:
        record(events.CommunityJoined(member=made.pk, community=community.pk), by=by, at=at)
    return made


@transaction.atomic
def quit_community(community: Community, person: Person, *, by: User, at: datetime) -> None:
    """Someone leaves a community."""
    rows = CommunityMember.objects.filter(community=community, person=person, left_on=None)
    for one in rows.order_by("pk"):
        one.left_on = max(timezone.localdate(at), one.joined_on)
        one.save(update_fields=("left_on",))
        record(events.CommunityLeft(member=one.pk, community=community.pk), by=by, at=at)


@transaction.atomic
def share(
    community: Community, *, title: str, on: date, link: str, authors: str = "",
    collective: bool = False, by: User, at: datetime,
) -> CommunityResource:  # fmt: skip
    """Keep a resource of a community; a collective publication is everybody's to read (R242)."""
    if not (tidy(title) and link):
        said = _("Donnez un titre et un lien.")
        raise Refused(missing("shared.empty", "title", said))
    made = CommunityResource.objects.create(
        community=community, title=tidy(title)[:200], on=on, link=link, authors=tidy(authors)[:300],
        collective=collective, at=at, by=by,
    )  # fmt: skip
    record(events.CommunityKept(community=community.pk), by=by, at=at)
    return made
