"""Every door of the year, every role, one cell each: who may open it, as promised by hand.

Reading and writing alike: a door is an address and the policy that guards it. What has no policy
(a link of one's own, a public page) is named below with the test that looks after it. The words
behind each door are checked beside: lists, searches, kits carried away, feeds, calendars, data.
"""

import io
import re
import zipfile
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from cordee.calls.actions import publish
from cordee.calls.models import Edition
from cordee.journeys import actions as year
from cordee.journeys import queries
from cordee.journeys.learning import actions as learning
from cordee.journeys.learning.models import Minutes, Question, Resource
from cordee.journeys.models import Award, Order, Participation, Payout
from cordee.journeys.rules.audiences import SCALE
from cordee.journeys.rules.grouping import proposed
from cordee.journeys.strategy import actions as strategy
from cordee.journeys.strategy.models import Guest, Strategy
from cordee.ledger.models import Message
from cordee.ledger.reminders import remind_all
from cordee.people.models import Person, User
from cordee.programme.schema import Definition
from cordee.web.guards import DOOR
from cordee.web.requests import asking as one_request
from tests.journeys.conftest import RELEASED, definition
from tests.journeys.learning.conftest import learning as asked_to_learn
from tests.journeys.learning.test_exercises import PNG
from tests.journeys.learning.test_surveys import planned
from tests.journeys.strategy.conftest import NOW, asking
from tests.journeys.strategy.test_matrix import READS, cast, elsewhere  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTERS = {
    "author": "a", "teammate": "t", "peer": "p", "staff": "s", "evaluator": "e",
    "journalist": "j", "researcher": "r", "ally": "y", "elsewhere": "x", "replaced": "o",
    "future": "f", "withdrawn": "w", "expired": "d", "juror": "u", "candidate": "c",
    "visitor": "v",
}  # fmt: skip
OF_ITS_OWN = {
    "journeys:attend", "journeys:bring", "journeys:by_link", "journeys:cohorts",
    "journeys:enter", "journeys:material", "journeys:mine", "journeys:personal",
    "journeys:poll_by_link", "journeys:public", "journeys:sign_charter", "journeys:speak",
    "journeys:speaker_calendar", "journeys:take_back", "learning:episode", "learning:podcast",
    "learning:survey_by_link", "learning:transcript", "strategy:data", "strategy:data_bundle",
    "strategy:data_table", "strategy:my_accesses", "strategy:peers", "strategy:visits",
    "strategy:cancel_step", "strategy:change_support", "strategy:followed", "strategy:support",
    "strategy:supports", "strategy:voice", "strategy:watch",
}  # fmt: skip
"""No policy over a row: one's own list, a secret link, a public page, the team's list."""
PROMISED = {
    # Herself.
    "a": {
        "learning": "answer_introduction erase_entry share withdraw_extract",
        "strategy": "verbatim",
    },
    # Whoever asked for the introduction.
    "p": {
        "learning": "withdraw_introduction",
    },
    # The team of the house runs the year.
    "s": {
        "journeys": (
            "answer_demand end_year outcomes payout payout_accounts payouts take_award_back "
            "orders answer_order withdraw_order "
            "accounts adopt_calendar cancel change_duty charter choose claim cohort "
            "announce_passing contributions crossing decide_passing deliverables duty eve gate "
            "groups item meeting new_item new_speaker numbers passing passing_minutes pay poll "
            "poll_terms prepare printed remove_item "
            "remove_scan repeat replace scan scans send_charter settle settle_marks share_out sign "
            "slots take_away take_claim_back take_delivery_back withdraw withdraw_option "
            "withdraw_speaker bring_in cancel_working_session change_group hand_synthesis "
            "new_working_session open_group send_out synthesis working_session "
            "working_session_words"
        ),
        "learning": (
            "add_resource answer_question ask_extract assign_question cancel_takeup "
            "change_exercise note_takeup "
            "change_resource close_survey create_minutes entrust_part export_survey "
            "join_resource_file move_resource plan_exercise plan_pulse plan_survey promote "
            "publish_exercise publish_minutes remove_resource remove_resource_file "
            "take_out_extract tell_themes use_extract"
        ),
        "strategy": (
            "accesses cancel cancel_days cancel_funding close_access days days_export diagnoses "
            "film funding funding_export organise pair reopen review_sheet sequels tell"
        ),
    },
    # Who leads the delegation.
    "t": {
        "strategy": "finish",
    },
    # The two people put in touch.
    "ap": {
        "learning": "follow_introduction introduction",
    },
    # Who wrote, and the team.
    "as": {
        "learning": "extract remove_feedback",
    },
    # Their own delegation alone.
    "at": {
        "journeys": "accept",
        "learning": "remove_return_file take_return_back",
        "strategy": "action change_sheet open_to plan remove restore versions withdraw_sheet",
    },
    # The guest herself, and the team.
    "se": {
        "strategy": "export guest",
    },
    # The delegations alone: what is personal, or of a team.
    "atp": {
        "learning": (
            "ask_introduction card carried introductions join_file leave_directory "
            "own_return save_return"
        ),
    },
    # Their own delegation, and the team.
    "ats": {
        "journeys": (
            "awards changes own_passages spent take_demand_back "
            "results certificate charter_original charter_paper claim_paper give_back own_slots "
            "polls show take_evidence_back territory"
        ),
        "learning": "close_question follow_question question return return_file",
        "strategy": "actor actors new_actor remove_actor sequel",
    },
    # The pair that visits, and the team.
    "syc": {
        "strategy": "grid",
    },
    # Every delegation there, and the team.
    "atps": {
        "journeys": (
            "answer_sharing come group join_group leave_group programme programme_paper rides "
            "share withdraw_ride working_group working_groups"
        ),
        "learning": (
            "ask bundle directory entry exercise exercises extracts kit library logbook "
            "keep_resource minutes minutes_list minutes_paper minutes_part questions resource "
            "resource_file save_part shared survey surveys territories themes today"
        ),
        "strategy": "remark write_sheet",
    },
    # Whoever takes part, and the journalist who gathers words.
    "atpsj": {
        "strategy": "gather",
    },
    # The delegation, the team, the pair, the evaluator.
    "atseyc": {
        "strategy": "diagnosis",
    },
    # And whoever looks on: evaluator, journalist, researcher.
    "atpsejr": {
        "strategy": "actions answer final overview section sheet sheets verbatims",
    },
}
"""Letters of the roles → room → the doors that open to them, and to them alone."""


@pytest.fixture
def edition(amina: User) -> Edition:
    told = definition().data()
    kept = told["year"]["deliverables"]
    told["year"] |= asked_to_learn() | asking()
    told["year"]["deliverables"] = [
        *kept, *asked_to_learn()["deliverables"], *asking()["deliverables"],
    ]  # fmt: skip
    told["year"]["meetings"].append(
        {"key": "diag", "label": "Diagnostic", "kind": "visit", "per": "territory", "count": 2}
    )
    return publish(Definition.model_validate(told), {}, by=amina, at=RELEASED)


@pytest.fixture
def rows(lens: Participation, cast: dict[str, Any]) -> dict[str, Any]:  # noqa: F811 - a fixture
    """One row of each kind, of Lens, written by its elected member, open to the cohort."""
    amina, author, peer = cast["staff"], cast["author"], cast["peer"]
    cohort, eve = lens.cohort, lens.delegates.get(person=author.person)
    j1 = cohort.meetings.select_related("cohort__edition__current").get(key="j1")
    entry = learning.write_entry(eve, "Idées", "Le récit", by=author, at=NOW)
    learning.share_entry(entry, "cohort", by=author, at=NOW)
    exercise = learning.plan_exercise(
        cohort, by=amina, at=NOW, title="E", instructions="x", audience="cohort"
    )
    exercise = learning.publish_exercise(exercise, by=amina, at=NOW)
    given = learning.begin_return(exercise, lens)
    learning.write_return(given, "Notre retour", revision=0, by=author, at=NOW)
    learning.hand_in(given, by=author, at=NOW)
    given.refresh_from_db()
    guest_of_peer = Participation.objects.get(cohort=cohort, name="Arras").delegates.get(
        person=peer.person
    )
    learning.show_card(eve, shows=[], about="", wants="", until=(NOW + timedelta(days=99)).date(),
                       by=author, at=NOW)  # fmt: skip
    peers = queries.as_peers(queries.group_peers(cohort, NOW))
    visitors = [cast["ally"].person, cast["candidate"].person]
    minutes = learning.open_minutes(j1, "CR", ["A"], audience="cohort", by=amina, at=NOW)
    Minutes.objects.filter(pk=minutes.pk).update(published_at=NOW)
    Strategy.objects.create(participation=lens, begun_at=NOW, audience="cohort")
    sheet = strategy.keep_sheet(
        cohort, lens, author=author.person, wanted="cohort", title="T", context="",
        successes="Oui", failures="", lesson="", by=author, at=NOW,
    )  # fmt: skip
    sheet = strategy.review_sheet(sheet, "", accepted=True, by=amina, at=NOW)
    words = strategy.gather(
        cohort, lens, [strategy.Speaker("Ada", "", "ada@example.org")], "Oui", wanted="cohort",
        on=NOW.date(), author=author.person, by=author, at=NOW,
    )  # fmt: skip
    working = year.keep_working_group(cohort, question="Q", by=amina, at=NOW)
    Order.objects.create(participation=lens, call_off="a", label="A", amount=1, on=NOW.date(),
                         at=NOW)  # fmt: skip
    award = Award.objects.create(participation=lens, grant="a", label="A", amount=1, at=NOW)
    Payout.objects.create(award=award, rank=1, label="P", amount=1)
    found: list[Any] = [
        cohort, lens, j1, entry, exercise, given, sheet, words,
        Minutes.objects.select_related("cohort").get(pk=minutes.pk),
        learning.ask_extract(entry, "récit", "letter", by=amina, at=NOW),
        learning.give_feedback(given, eve.person, "Bien", by=author, at=NOW),
        learning.ask_introduction(guest_of_peer, eve.person, "Bonjour", gives=["email"], by=peer,
                                  at=NOW),
        learning.ask_question(eve, "S", "Q", audience="staff", alone=False,
                              by=author, at=NOW),
        _shelved(cohort, amina, "cohort", "Ressource"),
        planned(cohort, amina, opens_at=NOW, closes_at=NOW + timedelta(days=9)),
        year.adopt_groups(cohort, proposed("mixed", peers, 2, []), label="G", by=amina, at=NOW),
        year.ask_replacement(eve, given_name="U", family_name="R", email="u@example.org",
                             reason="x", by=author, at=NOW),
        working,
        year.plan_session(working, starts=NOW, ends=NOW + timedelta(hours=1), by=amina, at=NOW),
        award,
        award.payouts.get(),
        Order.objects.get(),
        year.deliver(cohort, "bilan", participation=None, on=NOW.date(), text="x", by=amina,
                     at=NOW),
        strategy.plan_visit(lens, visitors, amina.person, by=amina, at=NOW),
        Guest.objects.get(seat__person=cast["evaluator"].person),
        strategy.record_days(
            cohort, days=Decimal(1), rate=Decimal(1), manner="paid", on=NOW.date(), name="A",
            structure="", activity="other", what="B", funder="", source="C", by=amina, at=NOW,
        ),
        strategy.record_funding(cohort, nature="cash", amount=Decimal(1), on=NOW.date(),
                                funder="A", form="grant", what="B", source="C", by=amina, at=NOW),
    ]  # fmt: skip
    return {type(one).__name__: one for one in found}


def _shelved(cohort: Any, by: User, audience: str, title: str) -> Resource:
    made = learning.write_resource(
        cohort, title=title, body="Un texte à lire", audience=audience, by=by, at=NOW,
        meeting=cohort.meetings.get(key="j1"),
    )  # fmt: skip
    for step in ("reviewed", "published"):
        made = learning.move_resource(made, step, by=by, at=NOW)
    return made


def doors(resolver: Any = None, space: str = "") -> "Iterator[tuple[str, Any]]":
    for one in (resolver or get_resolver()).url_patterns:
        if hasattr(one, "url_patterns"):
            yield from doors(one, one.namespace or space)
        elif space in {"journeys", "learning", "strategy"}:
            yield f"{space}:{one.name}", getattr(one.callback, DOOR, None)


def test_each_door_opens_to_those_it_was_promised_to_and_to_nobody_else(cast, rows):  # noqa: F811 - a fixture, asked for by its name
    known = dict(doors())
    assert {name for name, door in known.items() if door is None} == OF_ITS_OWN
    found = dict.fromkeys(known.keys() - OF_ITS_OWN, "")
    with time_machine.travel(NOW, tick=False):
        for role, letter in LETTERS.items():
            user = cast[role] or AnonymousUser()
            with one_request():
                told: dict[tuple[str, Any], bool] = {}
                for name in sorted(found):
                    model, policy = known[name]
                    row = rows[(model if isinstance(model, type) else model().model).__name__]
                    key = (type(row).__name__, policy)
                    if key not in told:
                        told[key] = bool(policy(user, row, at=NOW))
                    found[name] += letter if told[key] else ""
    promised = {f"{room}:{name}": letters for letters, rooms in PROMISED.items()
                for room, names in rooms.items() for name in names.split()}  # fmt: skip
    assert found == promised


def _words(page: str) -> set[str]:
    """The audiences whose word stands in a page: « ressource-me », never « site-menu »."""
    return {one for one in SCALE if re.search(rf"-{one}\b", page)}


def test_no_list_search_kit_feed_home_or_mail_shows_a_word_beyond_its_circle(cast, lens):  # noqa: F811 - a fixture, asked for by its name
    """Each text of learning once an audience, under a word of its own; every way to read it."""
    cohort = lens.cohort
    j1 = cohort.meetings.get(key="j1")
    more = {"cohort": cohort, "person": cast["author"].person, "participation": lens}
    for one in SCALE[1:]:
        held = _shelved(cohort, cast["staff"], "cohort", f"ressource-{one}")
        Resource.objects.filter(pk=held.pk).update(participation=lens, audience=one)
        photo = SimpleUploadedFile(f"piece-{one}.png", PNG)
        learning.join_to_resource(held, photo, by=cast["staff"], at=NOW)
        if one != "team":  # never offered there: the team of the house answers, and compiles
            Question.objects.create(subject=f"question-{one}", text="Q", audience=one, asked_at=NOW,
                                    due_on=NOW.date(), **more)  # fmt: skip
            Minutes.objects.create(cohort=cohort, meeting=j1, title=f"compte-{one}", audience=one,
                                   participation=lens, published_at=NOW, at=NOW,
                                   by=cast["staff"])  # fmt: skip
    faults: list[tuple[str, str, set[str]]] = []
    with time_machine.travel(NOW, tick=False):
        for role in ("author", "teammate", "peer", "staff", "evaluator", "elsewhere", "replaced"):
            client = Client()
            client.force_login(cast[role])
            inside = role in {"author", "teammate", "peer", "staff"}
            promised = READS[role] - {"me"} if inside else set()
            for name, read in _ways(cohort, j1):
                page = read(client)
                seen = _words(page)
                wanted = promised - {"team"} if name in {"minutes", "questions"} else promised
                faults += [(role, name, seen ^ wanted)] if seen != wanted else []
            home = client.get(reverse("people:workspace" if inside else "journeys:mine"))
            beyond = _words(home.text) - READS[role]
            faults += [(role, "home", beyond)] if beyond else []
        for name in ("learning:podcast", "journeys:public", "strategy:data"):
            told = Client().get(reverse(name, args=[cohort.public_id]))
            beyond = _words(told.text) - READS["visitor"]
            faults += [("visitor", name, beyond)] if beyond else []
        Person.objects.filter(user=cast["staff"]).update(email=cast["staff"].email)
        remind_all(at=NOW)
    whose = {user.email: role for role, user in cast.items() if user}
    letters = [(whose.get(one.to, "visitor"), _words(f"{one.subject} {one.text}"))
               for one in Message.objects.order_by("pk")]  # fmt: skip
    assert any(words for _role, words in letters)
    faults += [(role, "mail", words - READS[role]) for role, words in letters
               if words - READS[role]]  # fmt: skip
    assert faults == []


def _ways(cohort: Any, meeting: Any) -> "Iterator[tuple[str, Any]]":
    """Every list of learning, as text: its words end with the audience they were written for."""
    whole = [cohort.public_id]
    pages = {
        "library": reverse("learning:library", args=whole),
        "search": reverse("learning:library", args=whole) + "?q=texte",
        "questions": reverse("learning:questions", args=whole),
        "minutes": reverse("learning:minutes_list", args=whole),
        "kit": reverse("learning:kit", args=[*whole, meeting.public_id]),
    }
    for name, address in pages.items():
        yield name, lambda client, address=address: _text(client.get(address))
    carried = reverse("learning:bundle", args=[*whole, meeting.public_id])
    yield "archive", lambda client: _names(client.get(carried))


def _text(page: Any) -> str:
    return page.text if page.status_code == 200 else ""


def _names(page: Any) -> str:
    if page.status_code != 200:
        return ""
    content = b"".join(page.streaming_content) if page.streaming else page.content
    return " ".join(zipfile.ZipFile(io.BytesIO(content)).namelist())
