"""Until the release nobody can infer a result: pages, feeds, mails, ids, counts, titles, queues.

Two worlds differ in one thing, who was chosen; whatever an outsider, a winner or a loser may read
must be the same in both, byte for byte but for tokens drawn at each page.
"""

import json
import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.ledger import hooks
from cordee.ledger.models import HookDelivery, Message
from cordee.ledger.rules.hooks import TELLABLE
from cordee.selection import actions, queries
from tests.selection.conftest import CLOSED, DURING, judged

DRAWN = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|nonce-?="?[\w+/=-]+|[0-9a-f]{8}-[0-9a-f-]{27}|'
    r'hx-headers="[^"]*"|[\w-]{60,}'
)
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
    ]
    for name in ("winners", "winners_data", "winners_feed", "statistics"):
        found.append(reverse(f"selection:{name}", args=[edition.key]))  # noqa: PERF401
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
        cursor.execute("SELECT queue_name, task_name, args, lock FROM procrastinate_jobs")
        return json.dumps([[str(cell) for cell in row] for row in cursor.fetchall()])


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
