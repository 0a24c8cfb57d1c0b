"""A cohort of a real programme, lived day by day by the same acts as the pages."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cordee.applications.models import Application, Deposit
from cordee.calls.actions import publish
from cordee.journeys import actions, queries
from cordee.journeys.learning import actions as learning
from cordee.journeys.learning.models import Exercise
from cordee.journeys.models import Cohort, Delegate, Meeting, Participation
from cordee.people.models import User
from cordee.programme import load
from cordee.selection.actions import release
from cordee.selection.models import Outcome, Ruling
from tests.journeys.conftest import RELEASED

if TYPE_CHECKING:
    from cordee.calls.models import Edition

PARIS = ZoneInfo("Europe/Paris")
PROGRAMMES = Path(__file__).parents[2] / "programmes"
OK, TODO, NO, LOST = "ok", "à compléter", "enfreint", "impossible désormais"


def at(day: str, hour: str = "09:30") -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), PARIS)


def on(day: str) -> date:
    return date.fromisoformat(day)


class Year:
    """A cohort of a real programme, lived day by day by the same acts as the pages."""

    def __init__(self, folder: str, roles: dict[str, str], lead: str, by: User) -> None:
        loaded = load(PROGRAMMES / folder)
        assert loaded.definition is not None
        self.by, self.roles, self.lead = by, roles, lead
        self.edition: Edition = publish(loaded.definition, {}, by=by, at=RELEASED)
        self.cohort: Cohort

    def begin(
        self, territories: dict[str, list[str]], on: datetime, stage: str = "jury", track: str = ""
    ) -> None:
        ruling = Ruling.objects.create(
            edition=self.edition, stage=stage, version=self.edition.rules_in_force, content={},
            digest="x", at=RELEASED, by=self.by,
        )  # fmt: skip
        for name, circles in territories.items():
            self._laureate(ruling, name, circles, track)
        release(ruling, by=self.by, at=on)
        self.cohort = Cohort.objects.select_related("edition__current").get()

    def _laureate(self, ruling: Ruling, name: str, circles: list[str], track: str) -> None:
        application = Application.objects.create(
            edition=self.edition, body_name=name, owner=self.by, started_at=RELEASED
        )
        team = [
            {"given_name": letter, "family_name": name, "phone": "", "capacity": "", "role": role,
             "email": f"{letter}.{name}@example.org".lower(),
             "leads": [self.lead] if letter == "T" else []}
            for letter, role in self.roles.items()
        ]  # fmt: skip
        deposit = Deposit.objects.create(
            application=application, number=1, version=self.edition.rules_in_force, digest=name,
            at=RELEASED, by=self.by,
            content={"body": {"name": name, "circles": circles}, "team": team, "answers": {},
                     "track": track},
        )  # fmt: skip
        Outcome.objects.create(ruling=ruling, deposit=deposit, result="selected")

    def of(self, name: str) -> Participation:
        rows = Participation.objects.select_related("cohort__edition__current")
        return rows.get(cohort=self.cohort, name=name)

    def who(self, name: str, letter: str) -> Delegate:
        rows = Delegate.objects.select_related("person", "participation__cohort__edition__current")
        return rows.get(participation=self.of(name), person__given_name=letter)

    def meeting(self, key: str, name: str = "", ordinal: int = 1) -> Meeting:
        rows = Meeting.objects.select_related("cohort__edition__current", "participation")
        own = {"participation__name": name} if name else {"participation": None}
        return rows.get(cohort=self.cohort, key=key, ordinal=ordinal, **own)

    def fix(self, meeting: Meeting, day: str, on: str, hours: tuple[str, str]) -> None:
        starts, ends = at(day, hours[0]), at(day, hours[1])
        actions.move_meeting(meeting, starts=starts, ends=ends, by=self.by, at=at(on))

    def sheet(
        self, meeting: Meeting, there: dict[str, str], source: str = "staff", mode: str = ""
    ) -> None:
        """Sign whoever was there, whole, then close the sheet."""
        meeting.refresh_from_db()
        assert meeting.starts is not None
        evening = meeting.ends or meeting.starts + timedelta(hours=18)
        for name, letters in there.items():
            for letter in letters:
                actions.sign(meeting, self.who(name, letter), source=source, mode=mode,
                             by=self.by, at=evening)  # fmt: skip
        actions.close_meeting(meeting, by=self.by, at=evening + timedelta(hours=1))

    def verdicts(self, name: str, on: str, *keys: str) -> dict[str, str]:
        states = queries.pledges(self.of(name), at(on))
        return {
            one.pledge.key: str(one.finding.verdict.value)
            for one in states
            if one.pledge.key in keys
        }

    def produced(self, name: str, on: str) -> dict[str, str]:
        """Deliverable → where it stands, as its territory reads it."""
        rows = Participation.objects.select_related("outcome__deposit")
        place = rows.get(pk=self.of(name).pk)
        place.cohort = self.cohort
        ledger = queries.Ledger.read(self.cohort, [place])
        found = queries.of_territory(ledger, place, at(on))
        return {one.deliverable.key: str(one.finding.verdict.value) for one in found}

    def exercise(self, deliverable: str, on: str, title: str) -> Exercise:
        """Ask every territory something the call announces."""
        made = learning.plan_exercise(
            self.cohort, by=self.by, at=at(on), title=title, instructions="Racontez.",
            deliverable=deliverable, meeting=None, audience="cohort", peers="after_own",
        )  # fmt: skip
        return learning.publish_exercise(made, by=self.by, at=at(on))

    def hands_in(self, exercise: Exercise, name: str, text: str, on: str) -> None:
        """A territory writes, then gives back."""
        given = learning.begin_return(exercise, self.of(name))
        learning.write_return(given, text, revision=0, by=self.by, at=at(on))
        learning.hand_in(given, by=self.by, at=at(on))
