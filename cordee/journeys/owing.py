"""What the year itself asks of a delegation: dates to say, a charter to sign, pledges, money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.journeys import queries
from cordee.journeys.models import (
    Availability,
    Coming,
    GroupMember,
    Meeting,
    MeetingChange,
    WorkingSession,
)
from cordee.journeys.owed import News, Owed, Part
from cordee.journeys.rules.awards import MONEY
from cordee.journeys.rules.coming import AHEAD, NOTICE
from cordee.journeys.rules.proofs import of_each
from cordee.journeys.screens import said_when
from cordee.kernel import french
from cordee.kernel.findings import Strength, Verdict
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cordee.journeys.models import Cohort
    from cordee.journeys.owed import Standing

SHOWN = 6


def dates(seen: Standing) -> Iterator[Owed]:
    """The polls of dates this delegate has not answered."""
    asked = [one for one in seen.ledger.meetings if one.state == Meeting.State.POLL]
    if seen.own is None or not asked:
        return
    rows = Availability.objects.filter(delegate=seen.own, option__meeting__in=asked)
    answered = set(rows.filter(option__withdrawn_at=None).values_list("option__meeting", flat=True))
    url = reverse("journeys:polls", args=[seen.participation.public_id])
    for one in asked:
        if one.pk not in answered:
            label = _("Dire quand vous pouvez venir : %(meeting)s") % {"meeting": one}
            yield Owed(label, url, whose="me")


def coming(seen: Standing) -> Iterator[Owed]:
    """The next meetings this delegate has not said how she comes to."""
    soon = [one for one in seen.ledger.meetings if _to_say(one, seen.at)]
    if seen.own is None or not soon:
        return
    rows = Coming.objects.filter(delegate=seen.own, meeting__in=soon)
    said = set(rows.values_list("meeting", flat=True))
    for one in soon:
        if one.pk not in said and one.starts is not None:
            due = (one.starts - NOTICE).astimezone(one.zone).date()
            label = _("Dire comment vous venez : %(meeting)s") % {"meeting": one}
            yield Owed(label, reverse("journeys:come", args=[one.public_id]), due, "me")


def _to_say(meeting: Meeting, at: datetime) -> bool:
    """Whether one is asked by now: a date within weeks, and a place to go to."""
    return bool(
        meeting.starts
        and at < meeting.starts < at + AHEAD
        and meeting.state == Meeting.State.FIXED
        and meeting.mode != "remote"
    )


def groups(seen: Standing) -> Iterator[Part]:
    """The last groups one was put in."""
    if seen.own is None:
        return
    rows = GroupMember.objects.filter(delegate=seen.own).select_related("grouping")
    last = rows.order_by("-grouping__at", "-pk").first()
    if last is not None:
        url = reverse("journeys:group", args=[last.grouping.public_id])
        label = _("Votre groupe : %(name)s") % {"name": last.grouping}
        hint = _("Groupe %(number)d") % {"number": last.number + 1}
        yield Part(label, url, hint, _("toutes les délégations de la cohorte"))


def working_groups(seen: Standing) -> Iterator[Part]:
    """The working groups of the cohort, once there is one; the next session of one's own."""
    cohort = seen.participation.cohort
    if not cohort.working_groups.exists():
        return
    hint = ""
    if seen.own is not None:
        rows = WorkingSession.objects.filter(
            group__cohort=cohort, group__members__person=seen.own.person_id,
            group__members__left_at=None, cancelled_at=None, ends__gt=seen.at,
        )  # fmt: skip
        following = rows.order_by("starts").values_list("starts", flat=True).first()
        if following is not None:
            day = french.day(following.astimezone(cohort.zone).date(), weekday=False)
            hint = _("prochaine séance le %(day)s") % {"day": day}
    url = reverse("journeys:working_groups", args=[cohort.public_id])
    readers = _("la cohorte et l’équipe d’animation ; ce qui se dit en séance, le groupe seul")
    yield Part(_("Groupes de travail"), url, hint, readers)


def work_of_cohort(cohort: Cohort) -> Iterator[Part]:
    """The working groups, as the team runs them."""
    url = reverse("journeys:working_groups", args=[cohort.public_id])
    yield Part(_("Groupes de travail"), url)


def results(seen: Standing) -> Iterator[Part]:
    """What the call hopes for at the end, when it says so."""
    if seen.participation.cohort.edition.definition.year.results:
        url = reverse("journeys:results", args=[seen.participation.public_id])
        readers = _("votre délégation et l’équipe d’animation")
        yield Part(_("Résultats attendus"), url, readers=readers)


def awards(seen: Standing) -> Iterator[Part]:
    """What the territory receives, when the programme gives money or something was given."""
    grants = seen.participation.cohort.edition.definition.grants
    if any(one.kind in MONEY for one in grants):
        url = reverse("journeys:awards", args=[seen.participation.public_id])
        yield Part(_("Aides reçues"), url, readers=_("votre délégation et l’équipe d’animation"))


def payments(cohort: Cohort) -> Iterator[Part]:
    """The payments of a cohort, when the programme gives money."""
    if any(one.kind in MONEY for one in cohort.edition.definition.grants):
        yield Part(_("Versements"), reverse("journeys:payouts", args=[cohort.public_id]))


def end_of_year(cohort: Cohort) -> Iterator[Part]:
    """Where the team ends the year, and says what goes on among alumni (R95)."""
    done = cohort.alumni_from
    hint = _("finie le %(day)s") % {"day": french.day(done, weekday=False)} if done else ""
    yield Part(_("Clore l’année"), reverse("journeys:end_year", args=[cohort.public_id]), hint)


def presence(seen: Standing) -> Iterator[Owed]:
    """The meeting going on now, where one signs."""
    if seen.own is None:
        return
    for one in seen.ledger.meetings:
        if one.state == Meeting.State.FIXED and _going_on(one, seen.at):
            url = reverse("journeys:attend", args=[one.public_id])
            label = _("Signer votre présence : %(meeting)s") % {"meeting": one}
            yield Owed(label, url, seen.today, "me")


def _going_on(meeting: Meeting, at: datetime) -> bool:
    return bool(meeting.starts and meeting.ends and meeting.starts <= at <= meeting.ends)


def charter(seen: Standing) -> Iterator[Owed]:
    """The charter, from the day it is given until it comes back signed (R88-R90)."""
    definition = seen.participation.cohort.edition.definition
    rule, row = definition.year.charter, getattr(seen.participation, "charter", None)
    if rule is None or row is None or row.given_at is None or row.signed_at is not None:
        return
    due = deadline(definition, rule.due, queries.held_days(seen.ledger.meetings)).last
    label = _("Faire signer : %(title)s") % {"title": rule.title}
    url = reverse("journeys:charter_paper", args=[seen.participation.public_id])
    hint = _("signataire : %(who)s") % {"who": rule.signatory}
    if rule.strength is not Strength.OBLIGATION:  # asked, never held against anyone
        hint = f"{hint}, {_('conseillé')}"
    yield Owed(label, url, due, hint=hint)


def pledges(seen: Standing) -> Iterator[Owed]:
    """The pledges with a date that are not shown yet (R85-R87)."""
    dues = seen.ledger.situation(seen.participation, seen.at).deadlines
    url = reverse("journeys:territory", args=[seen.participation.public_id])
    for one in seen.states:
        if one.pledge.due is None or one.finding.verdict is not Verdict.MISSING:
            continue
        advised = _("conseillé") if one.finding.strength is Strength.ADVICE else ""
        due = dues[one.pledge.key].last
        yield Owed(str(one.pledge.label), f"{url}?preuve=1#preuve", due, hint=advised)


def accords(seen: Standing) -> Iterator[Owed]:
    """The rules of conduct this delegate has not accepted yet (R123)."""
    if seen.own is None:
        return
    for one in of_each(seen.participation.cohort.edition.definition.year.pledges):
        if str(seen.own.pk) in seen.ledger.accepted.get(one.key, {}):
            continue
        asked = next((state for state in seen.states if state.pledge.key == one.key), None)
        if asked and any(who.id == str(seen.own.pk) for who, _found in asked.people):
            url = reverse("journeys:accept", args=[seen.participation.public_id, one.key])
            yield Owed(_("Lire et accepter : %(rule)s") % {"rule": one.label}, url, whose="me")


def money(seen: Standing) -> Iterator[Owed]:
    """The contributions asked and not received (R80-R84)."""
    url = reverse("journeys:territory", args=[seen.participation.public_id])
    for one in seen.participation.charges.filter(paid_at=None, amount__gt=0).exclude(
        claimed_at=None
    ):
        yield Owed(_("Régler la contribution"), f"{url}#contribution", hint=one.because)


def changes(seen: Standing, since: datetime) -> Iterator[News]:
    """The meetings whose date or place was announced lately (R65)."""
    known = {one.pk: one for one in seen.ledger.meetings}
    rows = MeetingChange.objects.filter(meeting__in=known, at__gt=since, at__lte=seen.at)
    for one in rows.order_by("-at")[:SHOWN]:
        meeting = known[one.meeting_id]
        label = _("%(meeting)s : %(when)s") % {"meeting": meeting, "when": said_when(meeting)}
        yield News(one.at, label, reverse("journeys:programme", args=[meeting.public_id]))
