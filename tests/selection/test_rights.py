"""Who may what, over roles, files and verbs: whoever left a file finds it nowhere."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cordee.ledger.models import Message
from cordee.ledger.reminders import remind
from cordee.selection import actions, policy, queries, waiting
from cordee.selection.models import Mark
from cordee.selection.reminders import UNFINISHED
from tests.selection.conftest import CLOSED

READS = ("file", "withdraw")
WRITES = ("file", "withdraw", "save")


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def address(name, panel, deposit):
    return url(name, panel, deposit.public_id, *(["equipe"] if name == "save" else []))


@pytest.fixture
def people(panel, juror, other, denise, etienne, amina, farida, lens):  # noqa: PLR0917 - fixtures, by name
    """A juror who left Lens, one who reads it, the team, a stranger."""
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    return {"left": denise, "reads": etienne, "team": amina, "stranger": farida}


@pytest.mark.parametrize(
    ("role", "file", "seen"),
    [
        ("left", "lens", 404),
        ("left", "lille", 200),
        ("reads", "lens", 200),
        ("reads", "lille", 200),
        ("team", "lens", 404),
        ("stranger", "lens", 404),
    ],
)
def test_every_verb_answers_as_the_seat_says(client, panel, people, role, file, seen, request):  # noqa: PLR0917 - fixtures, by name
    deposit = request.getfixturevalue(file)
    client.force_login(people[role])
    for name in READS:
        assert client.get(address(name, panel, deposit)).status_code == seen
    for name in WRITES:
        sent = client.post(address(name, panel, deposit), {"note-equipe": "10"})
        assert (sent.status_code == 404) == (seen == 404), name
    assert Mark.objects.filter(deposit=deposit).exists() == (seen == 200)


def test_a_visitor_is_asked_to_sign_in(client, panel, lens):
    for page in (url("panel", panel), address("file", panel, lens), reverse("selection:mine")):
        assert client.get(page).status_code == 302


def test_what_was_left_is_not_even_counted(client, panel, people, juror, lens):
    client.force_login(people["left"])
    for name in ("panel", "grid", "declare"):
        page = client.get(url(name, panel)).text
        assert "Lens" not in page
        assert "3\u00a0dossiers" not in page
        assert "2\u00a0dossiers" in page or name == "declare"
    assert queries.open_to(juror).count() == 2
    assert not policy.may_judge(juror, lens).visible


def test_a_mark_on_a_file_left_is_refused_even_to_the_program(panel, people, juror, lens, denise):
    with pytest.raises(actions.panels.Refused, match="confié"):
        actions.mark(juror, lens, "equipe", Decimal(10), by=denise, at=CLOSED)


def test_nonsense_never_breaks_a_page(client, panel, juror, denise, amina):
    client.force_login(denise)
    ghost = "00000000-0000-4000-8000-000000000000"
    assert client.get(url("file", panel, ghost)).status_code == 404
    assert client.get("/jury/pas-un-jury/").status_code == 404
    assert client.get(url("panel", panel), {"page": "-3"}).status_code == 200
    assert client.delete(url("grid", panel)).status_code == 405
    client.force_login(amina)
    for name in ("choice", "document", "explain", "reasons", "decide"):
        assert client.get(url(name, panel, ghost)).status_code == 404
    assert client.post(url("lift", panel, 999_999_999_999)).status_code == 404
    assert client.get(url("release", panel)).status_code in {302, 404}, "a fresh proof comes first"
    assert client.get(url("minutes", panel)).status_code == 404
    sent = {"deposit": "x" * 9000, "into": "ailleurs", "reason": "<script>"}
    made = actions.propose(panel, seed="é\u2028<b>", by=amina, at=CLOSED)
    assert client.post(url("move", panel, made.public_id), sent).status_code == 422
    assert client.get(url("choice", panel, made.public_id)).status_code == 200


def test_what_waits_for_a_juror_then_for_the_team(panel, denise, amina, lens):
    juror = actions.seat_juror(panel, denise.person, by=amina, at=CLOSED)
    now = timezone.now()
    assert [str(one.label) for one in waiting.to_do(denise, now)] == ["Déclarer vos intérêts"]
    actions.declare(juror, {}, by=denise, at=CLOSED)
    (task,) = waiting.to_do(denise, now)
    assert "3" in str(task.status)
    assert not list(waiting.to_do(amina, now))
    actions.close_marks(panel, by=amina, at=CLOSED)
    assert not list(waiting.to_do(denise, now))
    (task,) = waiting.to_do(amina, now)
    assert str(task.status) == "à décider"


def test_who_has_not_finished_is_reminded_once_a_week(panel, juror, denise, lens, arras, lille):  # noqa: PLR0917 - fixtures, by name
    week = CLOSED + timedelta(days=8)
    assert remind(UNFINISHED, at=week) == 1
    assert remind(UNFINISHED, at=week) == 0
    assert "3\u00a0dossiers" in Message.objects.get(key__startswith="reminder").text
    for deposit in (lens, arras, lille):
        for key in ("pertinence", "equipe"):
            actions.mark(juror, deposit, key, None, by=denise, at=week)
    assert remind(UNFINISHED, at=week + timedelta(days=8)) == 0
