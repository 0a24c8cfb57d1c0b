"""A jury that names files instead of marking them: limits, slips, count, ties, minutes."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from cordee.calls.actions import publish
from cordee.kernel.findings import Refused
from cordee.selection import actions, queries, waiting
from cordee.selection.letters import compose
from cordee.selection.models import Naming, Slip
from cordee.selection.papers import minutes
from cordee.selection.queries import votes
from cordee.selection.rules.votes import Limits, counted, equals, limits, slip_faults
from tests.nagging import faults
from tests.selection.conftest import CLOSED, DURING, judged

STAGE = {"key": "jury", "label": "Vote du jury", "panel": "jury", "kind": "decision"}
VOTE = {**STAGE, "combines": "vote", "choices_max": 2}


@pytest.fixture
def edition(db, request):
    rules = {"places_min": 1, "places_max": 1, "reserve": {"size": 1}}
    made = judged(stages=[{**VOTE, **getattr(request, "param", {})}], selection=rules)
    return publish(made, {}, by=None, at=DURING)


def url(name, panel, *more):
    return reverse(f"selection:{name}", args=[panel.public_id, *more])


def cast(juror, *deposits):
    given = {str(one.public_id): 1 for one in deposits}
    return actions.cast_slip(juror, given, by=juror.person.user, at=CLOSED)


def codes(found):
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("asked", "given", "casting", "expected"),
    [
        (Limits(1, 2), {"a": 1, "b": 1}, True, []),
        (Limits(1, 2), {}, True, ["vote.none"]),
        (Limits(1, 2), {}, False, []),
        (Limits(2, 3), {"a": 1}, True, ["vote.few"]),
        (Limits(1, 2), {"a": 1, "b": 1, "c": 1}, False, ["vote.many"]),
        (Limits(1, None, 10), {"a": 7, "b": 3}, True, []),
        (Limits(1, None, 10), {"a": 7, "b": 4}, True, ["vote.points"]),
        (Limits(1, None, None, Decimal(100)), {"a": 1, "b": 1}, True, ["vote.budget"]),
        (Limits(1, None, None, Decimal(110)), {"a": 1, "b": 1}, True, []),
    ],
)
def test_a_slip_keeps_the_limits_of_its_stage(asked, given, casting, expected):
    amounts = {"a": Decimal(60), "b": Decimal(50)}
    assert codes(slip_faults(asked, given, amounts, casting=casting)) == expected


def test_where_numbers_hold_in_each_track_each_is_judged_apart():
    asked = Limits(1, 1, tracks={"a": "Prix", "b": "Prix", "c": "Idées"})
    assert slip_faults(asked, {"a": 1, "c": 1}, {}) == []
    found = slip_faults(asked, {"a": 1, "b": 1}, {})
    assert codes(found) == ["vote.none", "vote.many"]
    assert found[0].sentence.startswith("Idées")
    assert "dans chaque volet" in " ".join(asked.told())


def test_limits_unsaid_are_the_places_and_never_more_than_the_files_one_may_name():
    def asked(top, files, **stage):
        call = judged(stages=[{**STAGE, "combines": "vote", **stage}], selection={"budget": 90})
        return limits(call.stages[0], call.selection, top, files)

    assert asked(3, 10) == Limits(1, 3)
    assert asked(3, 2) == Limits(1, 2)
    assert asked(1, 10, choices_min=3, choices_max=5) == Limits(3, 5)
    assert asked(1, 2, choices_min=3, choices_max=5) == Limits(2, 2)
    assert asked(1, 9, votes_points=10) == Limits(1, None, 10)
    assert asked(1, 9, choices_budget=True) == Limits(1, None, None, Decimal(90))
    assert Limits(2, 2).told() == ["Désignez 2\xa0dossiers."]


def test_voices_weigh_what_their_college_says_and_equal_files_are_told():
    found = counted([(1, "a", 1), (1, "b", 1), (2, "b", 1)], {1: Decimal(2)})
    assert (found["a"].votes, found["a"].voters) == (Fraction(2), 1)
    assert (found["b"].votes, found["b"].voters) == (Fraction(3), 2)
    merit = {"a": Fraction(3), "b": Fraction(2), "c": Fraction(2), "d": Fraction(0)}
    assert equals(merit, ["a", "b"]) == (["b"], ["c"])
    assert equals(merit, ["a"]) == ([], [])


def test_the_slip_is_filled_refused_kindly_cast_and_changed(  # noqa: PLR0917 - fixtures, by name
    reader, panel, juror, lens, arras, lille
):
    page = url("slip", panel)
    assert reader.get(url("panel", panel)).url == page
    assert reader.get(url("grid", panel)).url == page
    shown = reader.get(page).text
    assert "Désignez de 1 à 2\xa0dossiers." in shown
    assert "Ma grille" not in reader.get(url("file", panel, lens.public_id)).text
    every = {"vu": [str(one.public_id) for one in (lens, arras, lille)]}
    three = reader.post(page, {**every, "dossier": every["vu"]})
    assert three.status_code == 422
    assert "ôtez-en 1" in three.text
    assert three.text.count(" checked") == 3, "what was ticked is still there"
    assert not Naming.objects.exists()
    assert "votez blanc" in reader.post(page, every).text
    two = {**every, "dossier": every["vu"][:2]}
    reader.post(page, {**two, "garder": "1"})
    assert Slip.objects.get().cast_at is None
    assert waiting._of_juror(queries.seats_of(juror.person.user, CLOSED).get()).status == "à voter"
    assert reader.post(page, two).status_code == 302
    assert Slip.objects.get().cast_at is not None
    assert "Vous avez voté" in reader.get(page).text
    assert reader.post(page, {**every, "garder": "1"}).status_code == 422, "taken back first"
    reader.post(url("slip_back", panel))
    reader.post(page, {**every, "dossier": every["vu"][2]})
    assert votes.given(juror) == {str(lille.public_id): 1}
    assert Slip.objects.get().revision == 2


def test_votes_are_counted_at_the_end_and_decide(  # noqa: PLR0917 - fixtures, by name
    team, panel, juror, other, lens, arras, lille, amina
):
    cast(juror, lens, lille)
    cast(other, lille)
    assert "Le vote est ouvert" in team.get(url("ranking", panel)).text
    assert all(one.standing.merit is None for one in queries.ranking(panel))
    with pytest.raises(Refused, match="closez"):
        actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    assert "dans l’urne" in team.get(url("follow", panel)).text
    actions.close_marks(panel, by=amina, at=CLOSED)
    ranked = [(one.name, one.mean, one.standing.evaluations) for one in queries.ranking(panel)]
    assert ranked == [("Lille", "2", 2), ("Lens", "1", 1), ("Arras", "0", 0)]
    proposal = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    assert proposal.result["selected"] == [str(lille.public_id)]
    assert proposal.result["excluded"] == {str(arras.public_id): "ineligible"}
    shown = team.get(url("choice", panel, proposal.public_id)).text
    assert "aucune voix" in shown
    assert "par ses voix" in shown
    assert actions.explain(proposal).explanation
    assert "voix" in team.get(url("export", panel)).text


def test_equal_voices_are_told_in_the_minutes_with_what_tells_them_apart(  # noqa: PLR0917 - fixtures, by name
    panel, juror, other, lens, lille, amina
):
    cast(juror, lens)
    cast(other, lille)
    actions.close_marks(panel, by=amina, at=CLOSED)
    proposal = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    (won,) = proposal.result["selected"]
    keys = [str(one.public_id) for one in queries.files(panel)]
    reserve = [str(one.public_id) for one in (lens, lille) if str(one.public_id) != won]
    ruling = actions.rule(
        proposal, selected=[won], reserve=reserve, reasons=dict.fromkeys(keys, "Voté."),
        by=amina, at=CLOSED + timedelta(hours=1),
    )  # fmt: skip
    told = minutes(panel, ruling)
    facts = dict(told["facts"])
    assert facts["Participation"] == "2\xa0bulletins pour 2\xa0membres votants"
    assert facts["Égalité"].startswith("À égalité de voix à la dernière place")
    assert "granit" in facts["Égalité"]
    titles = [one["title"] for one in told["tables"]]
    assert "Résultat du vote" in titles
    assert "Critères" not in titles
    assert "Denise" not in str(told["tables"][2]), "who named whom is nowhere"


def test_a_file_left_takes_its_voice_away_and_a_seat_votes_once(  # noqa: PLR0917 - fixtures, by name
    reader, panel, juror, other, lens, lille, amina, denise
):
    cast(juror, lens, lille)
    actions.recuse(juror, lens.application, reason="Un lien.", by=denise, at=CLOSED)
    assert {str(key) for key in votes.given(juror)} == {str(lille.public_id)}
    assert set(votes.votes_of(panel)) == {lille.application_id}
    with pytest.raises(Refused, match="en lice"):
        cast(juror, lens)
    shown = reader.get(url("slip", panel)).text
    assert "Lille" in shown
    assert "Lens" not in shown
    assert faults(reader, [url("slip", panel), url("slip_back", panel)]) == []
    actions.unseat(juror, by=amina, at=CLOSED)
    assert votes.votes_of(panel) == {}
    other.stands_for = juror
    other.save()
    actions.cast_slip(other, {}, blank=True, by=other.person.user, at=CLOSED)
    panel.refresh_from_db()
    actions.close_marks(panel, by=amina, at=CLOSED)
    with pytest.raises(Refused, match="clos"):
        cast(other, lille)


@pytest.mark.parametrize("edition", [{"votes_points": 10, "choices_max": None}], indirect=True)
def test_points_are_typed_and_shared(reader, panel, juror, lens, lille, amina):  # noqa: PLR0917 - fixtures, by name
    page = url("slip", panel)
    sent = {
        "vu": [str(lens.public_id), str(lille.public_id), "nul"],
        f"points-{lens.public_id}": "8",
    }
    refused = reader.post(page, {**sent, f"points-{lille.public_id}": "5"})
    assert refused.status_code == 422
    assert "ôtez-en 3" in refused.text
    reader.post(page, {**sent, f"points-{lille.public_id}": "x"})
    actions.close_marks(panel, by=amina, at=CLOSED)
    assert votes.votes_of(panel)[lens.application_id].votes == 8
    shown = reader.get(page).text
    assert "Points reçus" in shown
    assert "Votre bulletin compte" in shown


@pytest.mark.parametrize("edition", [{"with_conditions": True}], indirect=True)
def test_a_yes_may_be_given_on_conditions_that_the_team_reads(  # noqa: PLR0917 - fixtures, by name
    team, panel, juror, lens, lille, arras, amina
):
    cast(juror, lens)
    actions.close_marks(panel, by=amina, at=CLOSED)
    proposal = actions.propose(panel, seed="granit", by=amina, at=CLOSED)
    page = url("reasons", panel, proposal.public_id)
    assert "à quelles conditions" in team.get(page).text
    sent = {f"motifs-{one.public_id}": "Voté." for one in (lille, arras)}
    team.post(page, {**sent, f"motifs-{lens.public_id}-_conditions": "Un budget à l’équilibre."})
    assert team.post(url("decide", panel, proposal.public_id)).status_code == 302
    won = queries.ruling_of(panel).outcomes.get(deposit=lens)
    assert won.conditions == "Un budget à l’équilibre."
    assert "à ces conditions\u00a0: Un budget" in compose(won).text
    told = minutes(panel, queries.ruling_of(panel))
    assert "sous conditions" in str(told["tables"])
    assert any("Un budget" in one["text"] for one in told["reasons"])
