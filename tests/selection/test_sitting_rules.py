"""A jury in session: presence, quorum, proxies, voices and counts, with no database."""

from decimal import Decimal

import pytest

from cordee.programme.schema.choosing import Panel
from cordee.selection.rules.composition import Sitting, composition
from cordee.selection.rules.sittings import (
    Act,
    Room,
    Seat,
    after,
    ballot_faults,
    counted,
    proxy_faults,
    quorate,
    quorum,
    room,
    voters,
)
from cordee.selection.rules.voices import anonymous, lacking, unequal, voices, weighed

SEATS = [Seat(1, president=True), Seat(2), Seat(3), Seat(4, voting=False)]
BY_ID = {one.id: one for one in SEATS}


def panel(**more):
    return Panel(key="jury", label="Jury", **more)


def test_the_room_is_read_from_its_acts_and_nothing_else():
    acts = [
        Act("came", 1), Act("came", 2), Act("proxy", 3, 2), Act("discuss", deposit=7),
        Act("discuss", deposit=8), Act("left", 1),
    ]  # fmt: skip
    now = room(acts)
    assert (now.present, now.proxies, now.deposit) == (frozenset({2}), {3: 2}, 8)
    assert now.discussed == (7, 8)
    assert room([*acts, Act("discuss")]).deposit is None


def test_a_proxy_ends_when_its_giver_comes_or_its_holder_leaves():
    start = [Act("came", 1), Act("proxy", 3, 1)]
    assert room(start).proxies == {3: 1}
    assert not room([*start, Act("came", 3)]).proxies
    assert not room([*start, Act("left", 1)]).proxies
    assert not room([*start, Act("unproxy", 3)]).proxies


@pytest.mark.parametrize(
    ("rules", "expected"),
    [({}, 0), ({"quorum": 2}, 2), ({"quorum_share": Decimal("0.5")}, 2), ({"quorum": 3}, 3)],
)
def test_the_quorum_is_the_number_or_the_share_of_the_call(rules, expected):
    assert quorum(panel(**rules), SEATS) == expected


def test_advisory_members_and_proxies_do_not_make_the_quorum():
    two = panel(quorum=2)
    assert not quorate(two, SEATS, Room(frozenset({1, 4}), {3: 1}))
    assert quorate(two, SEATS, Room(frozenset({1, 2})))


def test_proxies_follow_what_the_call_allows():
    now = Room(frozenset({1, 2}), {})
    one = panel(proxies_per_member=1)
    assert not proxy_faults(one, BY_ID, now, 3, 1)
    codes = {f.code for f in proxy_faults(panel(), BY_ID, now, 3, 1)}
    assert codes == {"proxy.none"}
    assert proxy_faults(one, BY_ID, now, 2, 1)[0].code == "proxy.there"
    assert proxy_faults(one, BY_ID, now, 3, 3)[0].code == "proxy.holder"
    assert proxy_faults(one, BY_ID, now, 4, 1)[0].code == "proxy.voting"
    held = Room(frozenset({1}), {2: 1})
    assert proxy_faults(one, BY_ID, held, 3, 1)[0].code == "proxy.many"


def test_whoever_withdrew_has_no_voice_gives_none_and_carries_none():
    now = Room(frozenset({1, 2}), {3: 2})
    assert voters(SEATS, now) == {1: None, 2: None, 3: 2}
    assert voters(SEATS, now, {2}) == {1: None}
    assert voters(SEATS, now, {3}) == {1: None, 2: None}


@pytest.mark.parametrize(
    ("tally", "casting", "adopted"),
    [
        ({"for": 2, "against": 1}, "", True),
        ({"for": 1, "against": 1, "abstain": 3}, "", False),
        ({"for": 1, "against": 1}, "for", True),
        ({"for": 1, "against": 1}, "against", False),
        ({"for": 1, "against": 2}, "for", False),
        ({"abstain": 4}, "for", False),
        ({}, "for", False),
    ],
)
def test_a_tie_only_passes_by_the_casting_vote(tally, casting, adopted):
    found = counted(panel(casting_vote=True), tally, casting=casting, president=True)
    assert found.adopted == adopted


def test_the_casting_vote_exists_only_where_the_call_gives_it_to_who_is_there():
    tie = {"for": 1, "against": 1}
    assert not counted(panel(), tie, casting="for", president=True).adopted
    assert not counted(panel(casting_vote=True), tie, casting="for").adopted


def test_no_ballot_without_a_question_a_quorum_and_voices():
    codes = {one.code for one in ballot_faults(" ", enough=False, electors=0)}
    assert codes == {"ballot.question", "ballot.quorum", "ballot.nobody"}
    assert not ballot_faults("Retient-on Lens ?", enough=True, electors=1)


def test_score_then_rank_moves_one_file_and_shifts_the_others():
    assert after([7, 8, 9], [Act("ranked", deposit=9, data={"rank": 1})]) == [9, 7, 8]
    assert after([7, 8], [Act("ranked", deposit=5, data={"rank": 1})]) == [7, 8]


COLLEGES = [Seat(1, seat="elus"), Seat(2, seat="elus"), Seat(3, seat="elus"), Seat(4, seat="etat")]


def colleges(**elus):
    seats = [{"key": "elus", "label": "Élus", **elus}, {"key": "etat", "label": "État"}]
    return panel(seats=seats)


@pytest.mark.parametrize(
    ("elus", "electors", "expected"),
    [
        ({}, {1, 4}, {1: "1", 4: "1"}),
        ({"votes": 2}, {1, 4}, {1: "2", 4: "1"}),
        ({"votes": "0.5"}, {1, 9}, {1: "0.5"}),
        ({"votes_share_max": "0.5"}, {1, 2, 3, 4}, {1: "0.3333", 2: "0.3333", 3: "0.3333", 4: "1"}),
        ({"votes_share_max": "0.5"}, {1, 4}, {1: "1", 4: "1"}),
        ({"votes_share_max": "0.5"}, {1, 2}, {1: "1", 2: "1"}),
        ({"votes_share_min": "0.75"}, {1, 4}, {1: "3", 4: "1"}),
        ({"votes_share_min": "0.5"}, {1, 2, 4}, {1: "1", 2: "1", 4: "1"}),
        ({"votes_share_min": "0.5"}, {1, 2}, {1: "1", 2: "1"}),
    ],
)
def test_a_voice_weighs_what_the_call_gives_its_college(elus, electors, expected):
    found = voices(colleges(**elus), COLLEGES, electors)
    assert found == {key: Decimal(one) for key, one in expected.items()}
    assert unequal(found) == (set(expected.values()) != {"1"})


def test_two_capped_colleges_leave_the_rest_to_the_others():
    seats = [{"key": "elus", "label": "Élus", "votes_share_max": "0.25"},
             {"key": "etat", "label": "État", "votes_share_max": "0.25"},
             {"key": "autres", "label": "Autres"}]  # fmt: skip
    people = [
        *COLLEGES,
        *(Seat(10 + one, seat="etat") for one in range(5)),
        Seat(20, seat="autres"),
    ]
    found = voices(panel(seats=seats), people, {one.id for one in people})
    share = sum(found[one.id] for one in people if one.seat == "elus") / sum(found.values())
    assert abs(share - Decimal("0.25")) < Decimal("0.001")
    assert found[20] == 1


def test_each_seat_with_a_quorum_must_be_there_and_proxies_do_not_count():
    two = colleges(quorum=2)
    assert not quorate(two, COLLEGES, Room(frozenset({1, 4}), {2: 1}))
    assert lacking(two, COLLEGES, Room(frozenset({1, 4}))) == [
        "Élus\u00a0: 1\u00a0présent·e, il en faut 2"
    ]
    assert quorate(two, COLLEGES, Room(frozenset({1, 2})))
    (told,) = weighed(colleges(votes=2, votes_share_max="0.5"))
    assert "2" in told
    assert "50" in told
    found = composition(two, [Sitting("A", "elus")], readers=1)
    assert any(one.code == "panel.quorum" and "Élus" in one.sentence for one in found)


def test_weighed_voices_are_counted_exactly():
    found = counted(panel(), {"for": Decimal("2.5"), "against": Decimal("2.4999"), "abstain": 1})
    assert found.as_json() == {"for": "2.5", "against": "2.4999", "abstain": 1, "adopted": True}


@pytest.mark.parametrize(
    ("weights", "said", "expected"),
    [
        ("1 1 1 1 3", {"for": 5, "against": 2, "abstain": 0}, False),
        ("1 1 1 1 3", {"for": 3, "against": 4, "abstain": 0}, True),
        ("2 2 2", {"for": 4, "against": 2, "abstain": 0}, True),
        ("1 2", {"for": 3, "against": 0, "abstain": 0}, False),
        ("0.5 0.5 1 1", {"for": 1, "against": 1, "abstain": 1}, True),
    ],
)
def test_totals_of_unequal_voices_are_told_only_if_they_give_nobody_away(weights, said, expected):
    each = [Decimal(one) for one in weights.split()]
    assert anonymous(each, {key: Decimal(value) for key, value in said.items()}) is expected


@pytest.mark.parametrize(
    ("majority", "yes", "no", "adopted"),
    [
        (None, 3, 2, True),
        ("absolute", 2, 2, False),
        ("three_fifths", 3, 2, True),
        ("two_thirds", 3, 2, False),
        ("two_thirds", 4, 2, True),
        ("unanimity", 5, 1, False),
        ("unanimity", 5, 0, True),
        ("unanimity", 0, 0, False),
    ],
)
def test_a_question_passes_by_the_majority_the_call_asks(majority, yes, no, adopted):
    found = counted(panel(majority=majority), {"for": yes, "against": no, "abstain": 9})
    assert found.adopted is adopted
    president = counted(
        panel(majority="two_thirds", casting_vote=True), {"for": 2, "against": 2},
        casting="for", president=True,
    )  # fmt: skip
    assert not president.adopted, "a casting vote settles a tie, not two thirds"
