"""Reading polls: who is asked, what each said, which dates stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from cordee.journeys.models import Availability, DateOption, Delegate, Meeting, Participation
from cordee.journeys.queries.ledger import calendar_of, roles_of
from cordee.journeys.rules import free_days
from cordee.journeys.rules.polls import Option, Told, Voter, Weighed, bearable, calendar, weigh

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort


@dataclass(frozen=True, slots=True)
class Poll:
    """A meeting being asked: its standing dates, its people, their words (three queries)."""

    meeting: Meeting
    options: list[DateOption]
    people: list[Delegate]
    answers: dict[tuple[str, str], Told]

    def voters(self, roads: Mapping[str, int] | None = None) -> list[Voter]:
        """The people as the rules weigh them; `roads` is how long each territory drives."""
        definition = self.meeting.cohort.edition.definition
        actors = {one.key: one.actor for one in roles_of(definition)}
        return [
            Voter(str(one.pk), str(one.person), one.participation.name, bool(one.leads),
                  actors.get(one.role, "other"),
                  needed=not {one.role, *one.leads}.isdisjoint(self.meeting.needed),
                  road=(roads or {}).get(str(one.participation_id), 0))
            for one in self.people
        ]  # fmt: skip

    def asked(self, zones: Collection[str] = ()) -> list[Option]:
        """The dates as the rules weigh them; `zones` are those of the school holidays."""
        days = [(str(one.pk), _day(one)) for one in self.options]
        return [Option(key, day, bool(free_days.name_of(day, zones))) for key, day in days]

    def weighed(
        self, zones: Collection[str] = (), roads: Mapping[str, int] | None = None
    ) -> list[Weighed]:
        """Every date, the best first."""
        return weigh(self.asked(zones), self.voters(roads), self.answers, self.meeting.quorum)

    def silent(self) -> list[Delegate]:
        """Who has said nothing of the dates that stand."""
        spoke = {person for _option, person in self.answers}
        return [one for one in self.people if str(one.pk) not in spoke]


def _day(option: DateOption) -> date:
    return option.starts.astimezone(option.meeting.zone).date()


def invited(meeting: Meeting, at: datetime) -> QuerySet[Delegate]:
    """Who is asked about the date of a meeting: the delegations of that day."""
    people = Delegate.objects.current(at).select_related("person", "participation")
    rows = people.of_meeting(meeting)
    return rows.order_by("participation__name", "pk")


def poll_of(meeting: Meeting, at: datetime) -> Poll:
    """A poll with everything said."""
    options = list(meeting.options.filter(withdrawn_at=None).order_by("starts", "pk"))
    people = list(invited(meeting, at))
    rows = Availability.objects.filter(option__in=options).order_by("pk")
    answers = {
        (str(option), str(person)): cast("Told", told)
        for option, person, told in rows.values_list("option_id", "delegate_id", "told")
    }
    return Poll(meeting, options, people, answers)


def zones_of(meeting: Meeting) -> list[str]:
    """The zones of school holidays of the territories a meeting concerns."""
    rows = Participation.objects.filter(cohort=meeting.cohort_id, ends=None)
    if meeting.participation_id is not None:
        rows = rows.filter(pk=meeting.participation_id)
    places = rows.exclude(territory=None).order_by("pk")
    return free_days.zones_of(places.values_list("territory__department", flat=True))


def asked_of(participation: Participation) -> QuerySet[Meeting]:
    """The meetings whose date is being asked of a territory."""
    return calendar_of(participation).filter(state=Meeting.State.POLL)


def best_calendar(cohort: Cohort, at: datetime) -> list[tuple[Meeting, date]]:
    """The best dates of the open polls of the same people together; a poll alone has none."""
    open_ones = cohort.meetings.filter(state=Meeting.State.POLL, participation=None)
    polls = [poll_of(one, at) for one in open_ones.select_related("cohort__edition__current")[:12]]
    alike: dict[frozenset[int], list[Poll]] = defaultdict(list)
    for one in polls:
        if one.options:
            alike[frozenset(who.pk for who in one.people)].append(one)
    return [found for some in alike.values() for found in _together(some)]


def _together(polls: Iterable[Poll]) -> list[tuple[Meeting, date]]:
    asked = sorted(polls, key=lambda one: one.options[0].starts)
    if len(asked) < 2:  # noqa: PLR2004 - together begins at two
        return []
    answers = {key: told for one in asked for key, told in one.answers.items()}
    zones = {zone for one in asked for zone in zones_of(one.meeting)}
    meetings = {str(one.meeting.pk): bearable(one.weighed(zones)) for one in asked}
    found = calendar(meetings, asked[0].voters(), answers)
    return [(one.meeting, found[str(one.meeting.pk)]) for one in asked] if found else []


def options_of(participation: Participation) -> QuerySet[DateOption]:
    """The dates ever proposed to a territory: a calendar must hear of those given back."""
    rows = DateOption.objects.filter(meeting__cohort=participation.cohort_id)
    own = rows.filter(meeting__participation=None) | rows.filter(
        meeting__participation=participation
    )
    return own.select_related("meeting").order_by("starts", "pk")
