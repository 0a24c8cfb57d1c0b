"""Until the release nobody can infer a result: pages, feeds, mails, ids, counts, titles, queues.

Two worlds differ in one thing, who was chosen; whatever an outsider, a winner or a loser may read
must be the same in both, byte for byte but for tokens drawn at each page.
"""

import json
import re
from decimal import Decimal

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from cordee.calls.actions import publish
from cordee.ledger import hooks
from cordee.ledger.models import HookDelivery, Message
from cordee.ledger.rules.hooks import TELLABLE
from cordee.selection import actions, queries
from tests.methods import has_page
from tests.selection.conftest import CLOSED, DURING, judged
from tests.walking import addresses as addresses_of

DRAWN = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|nonce-?="?[\w+/=-]+|[0-9a-f]{8}-[0-9a-f-]{27}|'
    r'hx-headers="[^"]*"|[\w-]{60,}'
)
LEAVES = re.compile("deconnexion|demonstration|/langue")
WORDS = ("lauréat·e retenu", "non retenu", "retenue", "liste de réserve", "Félicitations")


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def edition(db):
    rules = {"places_min": 1, "places_max": 1, "reserve": {"size": 1}, "statistics_published": True}
    return publish(judged(selection=rules), {}, by=None, at=DURING)


def addresses(edition, *deposits):
    """Every address an outsider or a team may ask."""
    found = [
        "/",
        reverse("calls:list"),
        reverse("calls:detail", args=[edition.key]),
        reverse("calls:calendar", args=[edition.key]),
        reverse("calls:atom"),
        reverse("calls:rss"),
        reverse("applications:mine"),
        reverse("people:workspace"),
        reverse("selection:mine"),
        reverse("selection:winners_schema"),
        reverse("selection:supported"),
    ]
    found += [
        reverse(f"selection:{name}", args=[edition.key])
        for name in ("winners", "winners_data", "winners_feed", "statistics")
    ]
    for one in deposits:
        key = one.application.public_id
        found.append(reverse("applications:detail", args=[key]))
        found += [reverse(f"selection:{name}", args=[key]) for name in ("answer", "answer_paper")]
    return found


def read(client, pages):
    """What each page answers, without what is drawn at each answer."""
    found = {}
    for page in pages:
        answer = client.get(page)
        found[page] = (answer.status_code, DRAWN.sub("", answer.content.decode()))
    return found


def decide(panel, winner, loser, amina):
    """Take the decision in private: the one wins, the other waits."""
    proposal = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    actions.explain(proposal)
    if str(winner.public_id) not in proposal.result["selected"]:
        for other in set(proposal.result["selected"]) - {str(winner.public_id)}:
            actions.move(proposal, other, into="refused", reason="Voté.", by=amina, at=CLOSED)
        actions.move(
            proposal, str(winner.public_id), into="selected", reason="Voté.", by=amina, at=CLOSED
        )
    proposal.refresh_from_db()
    keys = [str(one.public_id) for one in queries.files(panel)]
    return actions.rule(
        proposal, selected=[str(winner.public_id)], reserve=[str(loser.public_id)],
        reasons=dict.fromkeys(keys, "À préciser."), by=amina, at=CLOSED,
    )  # fmt: skip


@pytest.fixture
def marked(panel, juror):
    for deposit in queries.files(panel):
        for key in ("pertinence", "equipe"):
            by = juror.person.user
            actions.mark(juror, deposit, key, Decimal(10), by=by, at=CLOSED)
    return panel


def test_a_decision_changes_nothing_that_anybody_outside_may_read(  # noqa: PLR0917 - fixtures, by name
    client, marked, edition, lens, lille, arras, amina
):
    pages = addresses(edition, lens, lille)
    owners = [lens.application.owner, lille.application.owner]
    before = []
    for user in (None, *owners):
        client.logout() if user is None else client.force_login(user)
        before.append(read(client, pages))
    mails = set(Message.objects.values_list("key", flat=True))
    ruling = decide(marked, lens, lille, amina)
    for user, known in zip((None, *owners), before, strict=True):
        client.logout() if user is None else client.force_login(user)
        after = read(client, pages)
        for page in pages:
            assert after[page] == known[page], page
            assert not any(word in after[page][1] for word in WORDS), page
    sent = Message.objects.exclude(key__in=mails)
    assert not sent.filter(key__contains="answer").exists()
    queues = _queued()
    assert not re.search(r"laur|winner|select(ed|ion\.release)|refus", queues)
    assert str(lens.public_id) not in queues
    actions.release(ruling, by=amina, at=CLOSED)
    client.logout()
    assert client.get(reverse("selection:winners", args=[edition.key])).status_code == 200


def _queued():
    """What waits for the workers: names of tasks, their queues and what they are given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT queue_name, task_name, args, lock FROM procrastinate_jobs ORDER BY id"
        )
        return json.dumps([[str(cell) for cell in row] for row in cursor.fetchall()])


def every_address(edition, panel, proposal, deposit):
    """Every address of every room that has a page, on what exists: call, jury, a file of it."""
    known = {"key": edition.key, "pk": 1, "number": 1, "stage": "jury", "volume": 1,
             "ref": "commune:62100", "code": "62"}  # fmt: skip
    file = known | {"public_id": deposit.application.public_id}
    jury = known | {"public_id": panel.public_id, "deposit": deposit.public_id}
    rooms = [(room, file) for room in get_resolver().namespace_dict]
    rooms += [("selection", jury), ("selection", {**jury, "key": proposal})]
    found = {one for room, values in rooms for _name, one in addresses_of(room, values, {})}
    return sorted(one for one in {"/", *found} if not LEAVES.search(one) and has_page(one))


def world(connected, pages):
    """What each page answers to one person: status, headers that tell, body, cost."""
    found = {}
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            answer = connected.get(page)
        body = b"".join(answer) if answer.streaming else answer.content
        told = [str(answer.headers.get(one)) for one in ("Location", "ETag", "Last-Modified")]
        text = DRAWN.sub("", " ".join([*told, body.decode(errors="replace")]))
        found[page] = (answer.status_code, len(asked), text)
    return found


@pytest.mark.parametrize("role", ["visitor", "team", "juror"])
def test_whoever_was_chosen_every_address_of_the_house_answers_the_same(  # noqa: PLR0917 - fixtures, by name
    client, marked, edition, lens, lille, amina, denise, role
):
    users = {"team": lens.application.owner, "juror": denise}
    if role in users:
        client.force_login(users[role])
    pages, told = None, []
    with time_machine.travel(CLOSED, tick=False):
        for winner, loser in ((lens, lille), (lille, lens)):
            cache.clear()
            here = transaction.savepoint_create()
            decide(marked, winner, loser, amina)
            key = marked.deliberations.get().public_id
            pages = pages or every_address(edition, marked, key, lens)
            world(client, pages[:5])  # what is kept between requests is warm in both worlds
            told.append(world(client, pages))
            mails = sorted(Message.objects.values_list("key", "subject", "text"))
            told[-1]["mails"] = mails
            told[-1]["queue"] = DRAWN.sub("", re.sub(r"\d+", "", _queued()))
            transaction.savepoint_rollback(here)
    assert len(pages) > 150
    first, second = told
    assert [page for page in first if first[page] != second[page]] == []
    answered = [page for page in pages if first[page][0] == 200]
    assert len(answered) > 10, answered


def test_addresses_of_results_do_not_exist_yet_for_anybody(  # noqa: PLR0917 - fixtures, by name
    client, marked, edition, lens, lille, amina, denise
):
    ruling = decide(marked, lens, lille, amina)
    outcome = ruling.outcomes.order_by("pk").first()
    hidden = [reverse(f"selection:{one}", args=[edition.key]) for one in (
        "winners", "winners_data", "winners_feed", "statistics")]  # fmt: skip
    hidden += [reverse("selection:answer", args=[lens.application.public_id])]
    led = [reverse("selection:sequel", args=[marked.public_id, outcome.public_id]),
           reverse("selection:followed", args=[marked.public_id]),
           reverse("selection:decision", args=[marked.public_id]),
           reverse("selection:minutes_text", args=[marked.public_id])]  # fmt: skip
    for user in (lens.application.owner, denise):
        client.force_login(user)
        for page in (*hidden, *led):
            assert client.get(page).status_code in {403, 404}, page
        act = reverse("selection:answer_act", args=[lens.application.public_id, "accepter"])
        assert client.post(act).status_code in {403, 404}


def test_the_data_follow_their_schema_and_statistics_tell_no_loser(  # noqa: PLR0917 - fixtures, by name
    client, marked, edition, lens, lille, amina
):
    actions.release(decide(marked, lens, lille, amina), by=amina, at=CLOSED)
    data = client.get(reverse("selection:winners_data", args=[edition.key])).json()
    schema = json.loads(client.get(reverse("selection:winners_schema")).content)
    assert set(data) == set(schema["required"])
    item = schema["properties"]["laureats"]["items"]
    assert all(set(one) == set(item["required"]) for one in data["laureats"])
    feed = client.get(reverse("selection:winners_feed", args=[edition.key]))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert feed.text.count("<entry>") == 1
    every = reverse("selection:supported")
    page = client.get(f"{every}?appel={edition.key}").text
    assert lens.application.body_name in page
    assert lille.application.body_name not in page
    assert f"?appel={edition.key}" in client.get(every).text
    assert client.get(f"{every}?appel=autre").status_code == 404
    page = client.get(reverse("selection:statistics", args=[edition.key])).text
    assert "Dossiers reçus" in page
    assert "Pas-de-Calais" not in page


@pytest.mark.parametrize("winner", ["lens", "lille"])
def test_another_program_hears_of_the_release_and_never_of_a_result(
    marked, edition, amina, request, winner
):
    loser = {"lens": "lille", "lille": "lens"}[winner]
    every = {"by": amina, "at": CLOSED, "checking": lambda _: None}
    hooks.register("https://programme.example.org/", TELLABLE, **every)
    files = [request.getfixturevalue(name) for name in (winner, loser)]
    ruling = decide(marked, *files, amina)
    assert not HookDelivery.objects.exists()
    actions.release(ruling, by=amina, at=CLOSED)
    told = HookDelivery.objects.get().content
    assert told.keys() == {"kind", "at", "call", "address"}
    assert told["call"] == edition.key
    assert told["address"].endswith(reverse("calls:detail", args=[edition.key]))
