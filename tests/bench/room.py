"""A room full of delegates, each with a link of her own, and what was written of them."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from cordee.applications.models import Application, Deposit
from cordee.calls.actions import publish
from cordee.journeys.entrances import own_link
from cordee.journeys.models import Delegate, Meeting, Presence
from cordee.people.models import User
from cordee.selection.actions import release
from cordee.selection.models import Outcome, Ruling
from tests.journeys.conftest import definition

ROLES = (("Eve", "elu", []), ("Theo", "tech", ["chef"]), ("Nour", "elu", []), ("Ana", "tech", []))


def gather(count):
    """A cohort of `count` delegates at a meeting going on now; gives the path of each link."""
    now = timezone.now()
    boss = User.objects.create_user("boss@example.org")
    edition = publish(definition(), {}, by=boss, at=now - timedelta(days=90))
    ruling = Ruling.objects.create(
        edition=edition, stage="jury", version=edition.rules_in_force, content={}, digest="x",
        at=now, by=boss,
    )  # fmt: skip
    for number in range(-(-int(count) // len(ROLES))):
        laureate(edition, ruling, f"T{number:03d}", boss, now)
    release(ruling, by=boss, at=now - timedelta(days=60))
    meeting = Meeting.objects.get(key="j1")
    hours = {"starts": now - timedelta(minutes=20), "ends": now + timedelta(minutes=30)}
    Meeting.objects.filter(pk=meeting.pk).update(mode="hybrid", **hours)
    meeting.refresh_from_db()
    people = Delegate.objects.order_by("pk")[: int(count)]
    return [urlsplit(own_link(meeting, one)).path for one in people]


def laureate(edition, ruling, name, by, at):
    """A territory and its four delegates."""
    application = Application.objects.create(
        edition=edition, body_name=name, owner=by, started_at=at
    )
    team = [
        {"given_name": who, "family_name": name, "email": f"{who}.{name}@example.org".lower(),
         "phone": "", "capacity": "", "role": role, "leads": leads}
        for who, role, leads in ROLES
    ]  # fmt: skip
    deposit = Deposit.objects.create(
        application=application, number=1, version=edition.rules_in_force, digest=name, at=at,
        by=by, content={"body": {"name": name, "circles": []}, "team": team, "answers": {}},
    )  # fmt: skip
    Outcome.objects.create(ruling=ruling, deposit=deposit, result="selected")


def written():
    """How many half-days are on the sheet, how many people, how many lines twice."""
    rows = list(Presence.objects.order_by("pk").values_list("delegate", "day", "half", "source"))
    people = {row[0] for row in rows}
    kept = Delegate.objects.count(), Meeting.objects.filter(state="fixed").count()
    return {"lines": len(rows), "people": len(people), "twice": len(rows) - len(set(rows)),
            "sources": sorted({row[3] for row in rows}), "delegates": kept[0]}  # fmt: skip
