"""An alliance at work: its lists, the frame of its year, an ally and her workstream."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache

from cordee.alliance import actions as governing
from cordee.alliance.works.actions import frames, terms
from cordee.alliance.works.actions import workstreams as actions
from cordee.alliance.works.models import Term
from cordee.people.actions import add_person, find_or_add
from cordee.people.models import Membership, Organisation, Seat

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _that_day(request):
    if "db" not in request.fixturenames:
        yield
        return
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ally(farida):
    """Farida, of a structure of the alliance."""
    body = Organisation.objects.create(name="Le relais", kind="association")
    Membership.objects.create(organisation=body, circle="alliance", starts=date(2020, 1, 1))
    Seat.objects.create(
        person=farida.person, organisation=body, role="observer", starts=NOW.replace(year=2024)
    )
    return farida


@pytest.fixture
def frame(amina):
    """A year of workstreams, whose supports a bureau of two grants."""
    now = {"by": amina, "at": NOW}
    organ = governing.name_organ("Le bureau", "les enveloppes", quorum=2, **now)
    for name in ("Ada", "Bob"):
        who = add_person(email=f"{name}@example.org", given_name=name, family_name="X", **now)
        governing.give_mandate(organ, who, starts=date(2025, 1, 1), **now)
    terms.take_usual(**now)
    terms.keep_term("goal", "Coopérer", **now)
    terms.keep_term("theme", "Alimentation", **now)
    return frames.keep_frame(
        "Chantiers 2025", starts=date(2025, 1, 1), ends=date(2025, 12, 31), organ=organ,
        ceiling=Decimal(4000), budget=Decimal(6000), first_meeting=date(2025, 1, 15),
        meets_every=2, publication_months=5, review_on=date(2025, 9, 1), **now,
    )  # fmt: skip


@pytest.fixture
def workstream(frame, ally, amina):
    """Proposed by Farida, who carries it, with Bernard and Chloé's likes beside her."""
    return proposed(frame, ally, "Un réseau des cantines")


def proposed(frame, by, title, *, people=2):
    """A workstream that holds its three prerequisites."""
    goal, theme = Term.objects.get(list="goal"), Term.objects.get(list="theme")
    made = actions.propose(
        frame, title, "Cuisiner ensemble.", goals=[goal], theme=theme, leader=by.person, by=by,
        at=NOW,
    )  # fmt: skip
    for rank in range(people):
        who = find_or_add(f"a{rank}@example.org", "A", str(rank), by=by, at=NOW)
        actions.join(made, who, by=by, at=NOW)
    return made
