"""The public votes in secret, members are drawn by lot, candidates read one another."""

from datetime import date, timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from cordee.selection import actions, queries
from cordee.selection.models import Assignment, Juror, PublicTally, SeatDraw, Voter
from cordee.selection.queries.public import public_votes
from cordee.selection.rules.ballots import merit, paper_faults
from cordee.selection.rules.draws import drawn, lines_of, print_of
from cordee.selection.rules.peers import circle
from cordee.selection.rules.public import (
    declarations,
    may_vote_on,
    open_faults,
    plain_address,
    turnout_faults,
)
from cordee.selection.views.public_vote import SALT as BALLOT
from cordee.web.honest import SALT as HONEST
from tests.selection.conftest import CLOSED, DURING, judged

VOTE = {
    "key": "jury", "label": "Le prix du public", "kind": "public_vote", "panel": "jury",
    "voter_age_min": 16, "choices_max": 2, "turnout_min": "0.5",
}  # fmt: skip
SEATS = [
    {"key": "etat", "label": "État"},
    {"key": "habitants", "label": "Habitants", "drawn": True},
]


@pytest.fixture(autouse=True)
def _no_try_counted(db):
    cache.clear()


@pytest.fixture
def stage():
    return VOTE


@pytest.fixture
def edition(db, stage):
    panels = [{"key": "jury", "label": "Jury", "seats": SEATS}]
    return publish(judged(stages=[stage], panels=panels), {}, by=None, at=DURING)


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def ballot_of(client, panel, mail):
    page = reverse("selection:public_vote", args=[panel.edition.key])
    shown = signing.dumps("", salt=HONEST)
    sent = {"vote_email": mail, "declares-0": "on", "drawn": shown}
    cache.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cordee.web.honest._shown", lambda _drawn: True)
        assert client.post(page, sent).status_code == 200
    text = Message.objects.filter(to=mail).latest("pk").text
    return text[text.index("/appels/") :].split()[0]


def test_a_voice_an_address_secret_until_the_end(client, panel, lens, lille, amina):
    page = reverse("selection:public_vote", args=[panel.edition.key])
    assert "J’ai 16 ans" in client.get(page).text.replace("\N{NO-BREAK SPACE}", " ")
    assert client.post(page, {"vote_email": "x"}).status_code == 422
    ballot = ballot_of(client, panel, "lou@example.org")
    assert "Lens" in client.get(ballot).text
    assert client.post(ballot, {"dossier": []}).status_code == 422
    keys = [str(one.public_id) for one in (lens, lille)]
    assert "Vous avez voté" in client.post(ballot, {"dossier": keys}).text
    other = signing.dumps([str(panel.public_id), "Lou+bis@example.org"], salt=BALLOT)
    page_of = reverse("selection:public_ballot", args=[panel.edition.key, other])
    again = client.post(page_of, {"dossier": keys[:1]})
    assert "déjà voté" in again.text
    assert Voter.objects.count() == 1
    assert "lou" not in Voter.objects.get().mail
    assert sum(one.online for one in PublicTally.objects.all()) == 2
    assert public_votes(panel) == {}
    actions.close_marks(panel, by=amina, at=CLOSED)
    assert public_votes(panel)[lens.application_id].votes == 1
    assert "clos" in client.get(page).text
    assert client.post(ballot, {"dossier": keys}).status_code == 422
    forged = reverse("selection:public_ballot", args=[panel.edition.key, "faux"])
    assert "plus valable" in client.get(forged).text


@pytest.mark.parametrize("stage", [
    {**VOTE, "choices_max": None, "turnout_min": None, "ballot": "judgement"},
])  # fmt: skip
def test_a_mention_for_each_file_is_counted_without_its_voter(client, panel, lens, lille, amina):
    ballot = ballot_of(client, panel, "lou@example.org")
    assert "Assez bien" in client.get(ballot).text
    assert client.post(ballot, {f"points-{lens.public_id}": "7"}).status_code == 422
    sent = {f"points-{lens.public_id}": "6", f"points-{lille.public_id}": "2"}
    assert "Vous avez voté" in client.post(ballot, sent).text
    actions.vote_as_public(panel, "ada@x.fr", {str(lens.public_id): 4}, at=DURING)
    received = {str(lens.public_id): 3}
    with pytest.raises(Refused, match="mention"):
        actions.count_paper(panel, electorate=9, voters=3, received=received, by=amina, at=CLOSED)
    client.force_login(amina)
    desk, box = url("public_desk", panel), f"voix-{lens.public_id}"
    paper = {"electorate": "9", "voters": "2"}
    for typed, why in (
        ("3", "6 nombres"),
        ("9" * 5000, "6 nombres"),
        ("3 0 0 0 0 0", "pour 2 bulletins"),
    ):
        answered = client.post(desk, paper | {box: typed})
        assert (answered.status_code, why in answered.text.replace("\u00a0", " ")) == (422, True)
    assert client.post(desk, paper | {box: "0 0 0 0 0 1"}).status_code == 302
    assert 'value="0 0 0 0 0 1"' in client.get(desk).text
    actions.close_marks(panel, by=amina, at=CLOSED)
    found = public_votes(panel)
    four = {6: 1, 4: 1, 1: 1}  # two on line, one on paper; the other paper says nothing: to reject
    assert found[lens.application_id].votes == merit("judgement", four, 4)
    assert found[lille.application_id].votes == merit("judgement", {2: 1}, 4)


@pytest.mark.parametrize("stage", [
    {**VOTE, "choices_max": 2, "turnout_min": None, "ballot": "ranked"},
])  # fmt: skip
def test_ranks_on_paper_give_what_ranks_on_line_give(panel, lens, lille, amina):
    actions.vote_as_public(panel, "ada@x.fr", {str(lens.public_id): 1}, at=DURING)
    said = {"electorate": None, "by": amina, "at": CLOSED}
    first, second = str(lens.public_id), str(lille.public_id)
    for given, why in ({first: 2}, "un total"), ({first: {3: 1}}, "proposées"), (
        {first: {1: 2}, second: {1: 1}}, "Rang 1",
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            actions.count_paper(panel, voters=2, received=given, **said)
    actions.count_paper(panel, voters=1, received={first: {1: 1}}, **said)
    actions.count_paper(panel, voters=1, received={first: 0, second: {1: 1}}, **said)  # moved
    actions.count_paper(panel, voters=2, received={first: {1: 1}, second: {1: 1, 2: 1}}, **said)
    actions.close_marks(panel, by=amina, at=CLOSED)
    found, files = public_votes(panel), len(queries.files(panel))
    assert found[lens.application_id].votes == 2 * files
    assert found[lille.application_id].votes == files + files - 1


def test_files_that_bear_one_name_are_counted_apart():
    [found] = paper_faults("ranked", [("Sans nom", {1: 1}), ("Sans nom", {1: 1})], 1)
    assert "Rang 1" in found.sentence


@pytest.mark.parametrize("stage", [
    {**VOTE, "choices_max": 2, "turnout_min": None, "ballot": "ranked"},
])  # fmt: skip
def test_points_written_before_ranks_could_be_are_kept(panel, lens, amina):
    row = PublicTally.objects.create(panel=panel, application=lens.application, paper=7)
    received = {str(lens.public_id): 0}
    actions.count_paper(panel, electorate=None, voters=2, received=received, by=amina, at=CLOSED)
    row.refresh_from_db()
    assert row.paper == 7


def test_too_few_voters_and_the_vote_does_not_count(team, panel, lens, amina):
    actions.vote_as_public(panel, "a@example.org", {str(lens.public_id): 1}, at=CLOSED)
    sent = {"electorate": "4", "voters": "0", f"voix-{lens.public_id}": ""}
    assert team.post(url("public_desk", panel), {"voters": "-1"}).status_code == 422
    assert team.post(url("public_desk", panel), sent).status_code == 302
    with pytest.raises(Refused, match="ouvert"):
        actions.propose(panel, seed="x", by=amina, at=CLOSED)
    actions.close_marks(panel, by=amina, at=CLOSED)
    with pytest.raises(Refused, match="participation"):
        actions.propose(panel, seed="x", by=amina, at=CLOSED)
    sent |= {"voters": "1", f"voix-{lens.public_id}": "1"}
    assert team.post(url("public_desk", panel), sent).status_code == 302
    made = actions.propose(panel, seed="x", by=amina, at=CLOSED)
    assert made.result["selected"] == [str(lens.public_id)]
    assert queries.ranking(panel)[0].standing.merit == 2
    texts = {str(one.public_id): "Peu de voix." for one in queries.files(panel)}
    ruling = actions.rule(
        made, selected=[str(lens.public_id)], reserve=[], reasons=texts, by=amina, at=CLOSED
    )
    told = dict(ruling.minutes["facts"])
    assert "2" in told["Participation"]
    late = team.post(url("public_desk", panel), sent | {"voters": "3"})
    assert (late.status_code, "est prise" in late.text) == (422, True)
    assert panel.public_vote.paper_voters == 1


def test_members_are_drawn_so_that_anybody_can_do_it_again(team, panel, amina):
    people = "Alix\nBilal \n\nChloé\nAlix\nDavy"
    sent = {"seat": "habitants", "places": "9", "source": "Loto du 3", "people": people}
    assert team.post(url("draws", panel), sent).status_code == 422
    assert team.post(url("draws", panel), sent | {"places": "2"}).status_code == 302
    made = SeatDraw.objects.get()
    assert (made.size, made.digest) == (4, print_of(["Alix", "Bilal", "Chloé", "Davy"]))
    page = team.post(
        url("draw", panel, made.public_id), {"tirer-seed": "12-7", "tirer-people": people}
    )
    made.refresh_from_db()
    assert made.order == drawn(made.digest, "12-7", 4)
    assert lines_of(people)[made.order[0] - 1] in page.text
    other = {"tirer-seed": "autre", "tirer-people": "Un\nAutre"}
    assert team.post(url("draw", panel, made.public_id), other).status_code == 302
    made.refresh_from_db()
    assert made.seed == "12-7"
    with pytest.raises(Refused, match="ne se refait pas"):
        actions.draw_seats(made, seed="z", by=amina, at=CLOSED)
    assert "Tirer des membres au sort" in team.get(url("members", panel)).text


@pytest.mark.parametrize(
    "stage", [{"key": "jury", "label": "Entre pairs", "panel": "jury", "peers": 2}]
)
def test_candidates_read_one_another_and_never_themselves(team, panel, lens, lille, arras):
    assert team.post(url("peers", panel), {"seed": ""}).status_code == 422
    assert team.post(url("peers", panel), {"seed": "granit"}).status_code == 302
    assert team.post(url("peers", panel), {"seed": "granit"}).status_code == 302
    pairs = Assignment.objects.values_list("juror__person__user", "application")
    assert len(set(pairs)) == len(pairs) == 6
    owners = {one.application_id: one.application.owner_id for one in (lens, lille, arras)}
    assert all(owners[application] != who for who, application in pairs)
    juror = Juror.objects.get(person=lens.application.owner.person)
    assert {one.pk for one in queries.open_to(juror)} == {lille.pk, arras.pk}


def test_a_circle_gives_each_file_as_many_readers():
    found = circle([str(n) for n in range(7)], 3, "x")
    read = [one for others in found.values() for one in others]
    assert all(read.count(str(n)) == 3 and str(n) not in found[str(n)] for n in range(7))
    assert circle(["a", "b"], 5, "x") == {"a": ["b"], "b": ["a"]}


def test_rules_say_who_votes_when_and_whether_it_counts():
    def call(**stage):
        return judged(stages=[{**VOTE, **stage}])

    made = call(voting_ways=["post"])
    assert [one.code for one in open_faults(made, made.stages[0], CLOSED)] == ["public.ways"]
    made = call(starts="2025-01-02", ends="2025-01-05")
    codes = [
        [one.code for one in open_faults(made, made.stages[0], CLOSED + timedelta(days=days))]
        for days in (0, 14, 30)
    ]
    assert codes == [["public.early"], [], ["public.late"]]
    daily, once = call(votes_every="P1D").stages[0], call().stages[0]
    day = date(2025, 1, 3)
    assert may_vote_on(once, None, day) == []
    assert [one.code for one in may_vote_on(once, day, day)] == ["public.once"]
    assert [one.code for one in may_vote_on(daily, day, day)] == ["public.again"]
    assert may_vote_on(daily, day, day + timedelta(days=1)) == []
    assert [one.code for one in turnout_faults(once, 1, 4)] == ["public.turnout"]
    assert [one.code for one in turnout_faults(once, 1, None)] == ["public.electorate"]
    assert turnout_faults(once, 2, 4) == []
    assert len(declarations(once, ["Lille"])) == 2
    assert plain_address(" Lou+x@Example.org ") == "lou@example.org"
