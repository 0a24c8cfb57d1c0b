"""The whole audience matrix: every role, every object of the year, every verb, cell by cell."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys.audiences import readable, reader
from cordee.journeys.learning.models import LogEntry
from cordee.journeys.models import Delegate, Participation
from cordee.journeys.rules.audiences import SCALE
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.models import Sheet, Strategy, Verbatim
from cordee.people.actions.seats import give_seat
from cordee.people.models import Membership, Organisation, Person, User
from tests.journeys.conftest import account
from tests.journeys.strategy.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

PUBLIC = {"public"}
ALLIES = PUBLIC | {"alliance"}
PEERS = ALLIES | {"cohort"}
STAFF = PEERS | {"staff"}
TEAM = STAFF | {"team"}
READS: dict[str, set[str]] = {
    "author": TEAM | {"me"},
    "teammate": TEAM,
    "peer": PEERS,
    "staff": STAFF,
    "evaluator": STAFF,
    "journalist": PEERS,
    "researcher": PEERS,
    "ally": ALLIES,
    "elsewhere": ALLIES,  # delegate of another cohort
    "replaced": PUBLIC,
    "future": PUBLIC,
    "withdrawn": PUBLIC,  # delegate of a territory that left
    "expired": PUBLIC,  # a guest whose time is over
    "juror": PUBLIC,
    "candidate": PUBLIC,
    "visitor": PUBLIC,
}
"""Who reads which audience: computed by hand, it is the promise."""
INSIDE = ("author", "teammate", "peer", "staff")
"""Who stands in the cohort and acts there."""


def someone(name: str) -> User:
    user = User.objects.create_user(f"{name}@example.org")
    Person.objects.create(user=user, given_name=name.capitalize(), email=user.email)
    return user


def member(participation: Participation, name: str, starts: Any, ends: Any = None) -> User:
    user = someone(name)
    Delegate.objects.create(
        participation=participation, person=user.person, role="elu", starts=starts, ends=ends,
        calendar_token=name,
    )  # fmt: skip
    return user


def looking(cohort: Any, name: str, kind: str, by: User, until: datetime) -> User:
    user = someone(name)
    actions.welcome(
        cohort, user.person, kind, purpose="Comprendre", ends=until, by=by,
        part="eval" if kind == "evaluator" else "",
        at=NOW - timedelta(days=30),
    )  # fmt: skip
    return user


@pytest.fixture
def cast(request, lens, amina, elsewhere):
    """One account a role."""
    arras, denise, hortense = map(request.getfixturevalue, ("arras", "denise", "hortense"))
    gone = Participation.objects.create(
        cohort=lens.cohort, outcome=elsewhere["outcome"], name="Douai", starts=date(2025, 1, 15),
        ends=date(2025, 2, 1),
    )  # fmt: skip
    ally = someone("alliee")
    body = Organisation.objects.create(name="Réseau allié")
    Membership.objects.create(organisation=body, circle="alliance", starts=date(2024, 1, 1))
    give_seat(ally.person, "observer", scope=lens.cohort, organisation=body,
              by=amina, at=NOW - timedelta(days=9))  # fmt: skip
    year = NOW + timedelta(days=300)
    then = NOW - timedelta(days=40)
    return {
        "author": account(lens, "elu"),
        "teammate": account(lens, "tech"),
        "peer": account(arras, "tech"),
        "staff": amina,
        "evaluator": looking(lens.cohort, "evaluatrice", "evaluator", amina, year),
        "journalist": looking(lens.cohort, "journaliste", "journalist", amina, year),
        "researcher": looking(lens.cohort, "chercheuse", "researcher", amina, year),
        "ally": ally,
        "elsewhere": elsewhere["user"],
        "replaced": member(lens, "remplacee", then, NOW - timedelta(days=2)),
        "future": member(lens, "future", NOW + timedelta(days=2)),
        "withdrawn": member(gone, "retiree", then),
        "expired": looking(lens.cohort, "passee", "evaluator", amina, NOW - timedelta(days=1)),
        "juror": denise,
        "candidate": hortense,
        "visitor": None,
    }


def texts(cohort: Any, lens: Any, author: User) -> dict[str, dict[str, Any]]:
    """Each kind of object, once an audience, holding words nobody else holds."""
    more = {"cohort": cohort, "participation": lens, "author": author.person, "at": NOW}
    found: dict[str, dict[str, Any]] = {"sheet": {}, "verbatim": {}, "entry": {}}
    for one in SCALE:
        found["sheet"][one] = Sheet.objects.create(
            title=f"fiche-{one}", successes="Oui", wanted=one, audience=one, **more
        )
        found["verbatim"][one] = Verbatim.objects.create(
            text=f"mots-{one}", wanted=one, audience=one, on=NOW.date(), **more
        )
        found["entry"][one] = LogEntry.objects.create(
            cohort=cohort, participation=lens, person=author.person, audience=one,
            section="Idées", text=f"journal-{one}", written_at=NOW, changed_at=NOW,
        )  # fmt: skip
    return found


def browser(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def seen_in(page: Any, word: str) -> set[str]:
    if page.status_code != 200:
        return set()
    return {one for one in SCALE if f"{word}-{one}" in page.text}


def test_every_role_reads_what_was_promised_and_nothing_more(lens, cast):
    cohort = lens.cohort
    made = texts(cohort, lens, cast["author"])
    strategy = Strategy.objects.create(participation=lens, begun_at=NOW)
    whole = [cohort.public_id]
    faults = []
    with time_machine.travel(NOW, tick=False):
        for role, user in cast.items():
            client, promised = browser(user), READS[role]
            told: dict[str, Callable[[], set[str]]] = {
                "list of sheets": lambda c=client: seen_in(
                    c.get(reverse("strategy:sheets", args=whole)), "fiche"
                ),
                "search of sheets": lambda c=client: seen_in(
                    c.get(reverse("strategy:sheets", args=whole) + "?q=oui"), "fiche"
                ),
                "list of words": lambda c=client: seen_in(
                    c.get(reverse("strategy:verbatims", args=whole)), "mots"
                ),
                "page of a sheet": lambda c=client: {
                    one for one, row in made["sheet"].items()
                    if c.get(reverse("strategy:sheet", args=[row.public_id])).status_code == 200
                },
                "rows": lambda u=user: set(
                    readable(Sheet.objects.all(), reader(u or _nobody(), NOW), cohort="cohort")
                    .values_list("audience", flat=True).order_by("pk")
                ),
            }  # fmt: skip
            faults += [(role, verb, ask()) for verb, ask in told.items() if ask() != promised]
            if promised - PUBLIC and role in INSIDE:
                shared = client.get(reverse("learning:shared", args=whole))
                beyond = seen_in(shared, "journal") - promised
            else:
                shared = client.get(reverse("learning:shared", args=whole))
                beyond = seen_in(shared, "journal")
            faults += [(role, "logbook", beyond)] if beyond else []
            for one in SCALE[1:]:
                Strategy.objects.filter(pk=strategy.pk).update(audience=one)
                page = client.get(reverse("strategy:overview", args=[lens.public_id]))
                paper = client.get(reverse("strategy:final", args=[lens.public_id]))
                opened = page.status_code == paper.status_code == 200
                if opened is not (one in promised):
                    faults.append((role, f"strategy for {one}", {str(page.status_code)}))
    assert faults == []


def _nobody() -> Any:
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415 - one use

    return AnonymousUser()


def test_only_who_takes_part_writes_comments_gathers(lens, cast):
    """Reading never gives writing; a guest, an ally, a former member change nothing."""
    own, whole = [lens.public_id], [lens.cohort.public_id]
    strategy = Strategy.objects.create(participation=lens, begun_at=NOW, audience="public")
    writes = {
        "section": (reverse("strategy:section", args=[*own, "cap"]), {"text": "Moi"},
                    {"author", "teammate"}),
        "circle": (reverse("strategy:open_to", args=own), {"audience": "team"},
                   {"author", "teammate"}),
        "remark": (reverse("strategy:remark", args=[*own, "cap"]), {"remark": "Oui"}, set(INSIDE)),
        "words": (reverse("strategy:gather", args=whole),
                  {"text": "Oui", "on": "2025-03-01", "name": "A", "email": "a@example.org",
                   "wanted": "team"}, {*INSIDE, "journalist"}),
        "sheet": (reverse("strategy:write_sheet", args=whole),
                  {"title": "T", "successes": "Oui", "wanted": "team"}, set(INSIDE)),
        "access": (reverse("strategy:accesses", args=whole),
                   {"person": "candidate@example.org", "kind": "evaluator", "purpose": "x",
                    "ends": "2025-12-31"}, set()),
    }  # fmt: skip
    faults = []
    with time_machine.travel(NOW, tick=False):
        for role, user in cast.items():
            client = browser(user)
            for verb, (address, sent, allowed) in writes.items():
                Strategy.objects.filter(pk=strategy.pk).update(audience="public")
                done = client.post(address, sent).status_code == 302
                done = done and user is not None
                if done != (role in allowed):
                    faults.append((role, verb))
    assert faults == []


def test_counts_waiting_tasks_and_mails_tell_nothing_beyond_the_circle(lens, cast):
    """The home of each role never names a text that role does not read."""
    made = texts(lens.cohort, lens, cast["author"])
    Sheet.objects.filter(pk=made["sheet"]["public"].pk).update(wanted="public", audience="cohort")
    with time_machine.travel(NOW, tick=False):
        for role, user in cast.items():
            if user is None or role in {"juror", "staff"}:
                continue
            home = browser(user).get(reverse("people:workspace"))
            told = seen_in(home, "fiche") | seen_in(home, "mots") | seen_in(home, "journal")
            assert told - READS[role] == set(), role


def test_what_a_guest_takes_away_names_nobody_and_stops_with_the_access(lens, cast):
    actions.write(lens, "cap", "Oui", revision=0, by=cast["author"], at=NOW)
    actions.keep_action(lens, title="Réunir", pilot="Ada L.", by=cast["author"], at=NOW)
    from cordee.journeys.models import Presence  # noqa: PLC0415 - one use
    from cordee.journeys.strategy.models import Guest  # noqa: PLC0415 - one use

    delegate = lens.delegates.get(role="elu", ends=None, person=cast["author"].person)
    Presence.objects.create(
        meeting=lens.cohort.meetings.get(key="j1"), delegate=delegate, day=date(2025, 2, 27),
        half="am", status="present", at=NOW,
    )  # fmt: skip
    one = Guest.objects.get(seat__person=cast["evaluator"].person)
    near = Guest.objects.get(seat__person=cast["journalist"].person)
    client = browser(cast["evaluator"])

    def table(asker: Client, guest: Guest, name: str) -> Any:
        with time_machine.travel(NOW, tick=False):
            return asker.get(reverse("strategy:export", args=[guest.public_id, name]))

    presences = table(client, one, "presences").text
    assert "p-" in presences
    assert lens.name in presences
    assert not {"Eve", "Ada", cast["author"].email} & set(presences.replace(",", " ").split())
    assert "Ada L." not in table(client, one, "actions").text
    journalist = browser(cast["journalist"])
    assert table(journalist, near, "presences").text.count("\n") == 1  # its head alone
    assert "Réunir" not in table(journalist, near, "actions").text  # not opened to the cohort
    assert table(journalist, one, "presences").status_code == 404
    expired = Guest.objects.get(seat__person=cast["expired"].person)
    assert table(browser(cast["expired"]), expired, "presences").status_code == 403
    with time_machine.travel(NOW, tick=False):
        page = client.get(reverse("strategy:guest", args=[one.public_id])).text
        assert "Jamais ce qu’une personne" in page
        assert "2026" in page


@pytest.fixture
def elsewhere(amina: User, lens: Participation) -> dict[str, Any]:
    """Another cohort of the house, with its own delegate."""
    from cordee.calls.actions import publish  # noqa: PLC0415 - another call, here only
    from cordee.journeys.models import Cohort  # noqa: PLC0415 - another call, here only
    from cordee.selection.actions import release  # noqa: PLC0415 - another call, here only
    from tests.journeys.conftest import RELEASED, definition, laureate, ruled  # noqa: PLC0415 - once the house is ready

    edition = publish(definition("autre"), {}, by=amina, at=datetime(2024, 11, 1, tzinfo=UTC))
    ruling = ruled(edition, amina)
    laureate(edition, ruling, "Béthune", [], amina)
    release(ruling, by=amina, at=RELEASED)
    cohort = Cohort.objects.exclude(pk=lens.cohort_id).get()
    third = publish(definition("tiers"), {}, by=amina, at=datetime(2024, 11, 1, tzinfo=UTC))
    outcome = laureate(third, ruled(third, amina), "Douai", [], amina)
    return {"user": account(cohort.participations.get(), "elu"), "outcome": outcome}
