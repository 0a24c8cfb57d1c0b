"""What the five attendance rules of a real call become over a year (R75-R79, R110-R112)."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import TypeAdapter

from cordee.journeys.rules.pledges import PledgeState, Situation, evaluate
from cordee.journeys.rules.presence import Attendee, Gathering, Register, halves
from cordee.journeys.rules.proofs import Proof
from cordee.journeys.screens import pledged
from cordee.kernel.findings import Strength, Verdict, impossible, missing, ok
from cordee.kernel.moments import When
from cordee.programme import load
from cordee.programme.schema.pledges import AnyPledge

PLEDGE = TypeAdapter(AnyPledge)
ELU = Attendee("e", "Ève", "elu")
TECH = Attendee("t", "Théo", "tech", ("chef",))


def day(number: int) -> date:
    return date(2025, number, 10)


def meeting(number: int, *, over: bool = True, kind: str = "collective") -> Gathering:
    on = day(number)
    return Gathering(
        f"m{number}", f"j{number}", kind, f"J{number}", on, over, halves=halves(on, None, None)
    )


def judged(
    rule: dict[str, Any], gatherings: list[Gathering], present: dict[str, str], **more: Any
) -> PledgeState:
    """`present` maps a person to the numbers of the meetings she signed: {"e": "13"}."""
    signed = {
        (one.id, who): one.halves
        for who, numbers in present.items()
        for one in gatherings
        if one.id.removeprefix("m") in numbers
    }
    situation = Situation(
        today=more.pop("today", date(2025, 7, 1)),
        attendees=more.pop("attendees", [ELU, TECH]),
        register=Register(gatherings, signed),
        **more,
    )
    pledge = PLEDGE.validate_python({"key": "p", "label": "P", **rule})
    return evaluate([pledge], situation)[0]


ALL = {"rule": "presence.all", "who": "chef"}
THREE = {"rule": "presence.at_least", "count": 3, "who": "everyone", "meetings": ["collective"]}
PAIR = {"rule": "presence.together", "needs": {"elu": 1, "tech": 1}}


def test_the_lead_holds_as_long_as_she_missed_nothing():
    state = judged(ALL, [meeting(1), meeting(2, over=False)], {"t": "1"})
    assert state.finding.verdict is Verdict.MISSING
    assert "aucune absence" in state.people[0][1].sentence


def test_one_absence_makes_the_rule_of_the_lead_impossible():
    state = judged(ALL, [meeting(1), meeting(2, over=False)], {})
    assert state.finding.verdict is Verdict.IMPOSSIBLE
    assert "J1" in state.people[0][1].sentence


@pytest.mark.parametrize(
    ("seen", "left", "verdict"),
    [
        ("123", 0, Verdict.OK),
        ("12", 1, Verdict.MISSING),
        ("1", 2, Verdict.MISSING),
        ("1", 1, Verdict.IMPOSSIBLE),
        ("", 2, Verdict.IMPOSSIBLE),
    ],
)
def test_three_sessions_at_least_are_forecast(seen: str, left: int, verdict: Verdict):
    rows = [meeting(n) for n in (1, 2, 3)] + [meeting(4 + n, over=False) for n in range(left)]
    state = judged(THREE, rows, {"e": seen, "t": "123"})
    found = next(finding for who, finding in state.people if who is ELU)
    assert found.verdict is verdict


def test_who_joins_late_owes_what_remains_and_no_more():
    late = Attendee("l", "Léa", "elu", starts=day(3))
    state = judged(THREE, [meeting(n) for n in (1, 2, 3, 4)], {"l": "34"}, attendees=[late])
    assert state.finding.verdict is Verdict.OK


def test_who_left_counts_until_she_left():
    gone = Attendee("g", "Guy", "tech", ("chef",), ends=day(2))
    state = judged(ALL, [meeting(1), meeting(2)], {"g": "1"}, attendees=[gone])
    assert state.finding.verdict is Verdict.OK


def test_half_a_day_of_two_is_enough_for_a_session_to_count():
    whole = meeting(1)
    signed = {("m1", "t"): frozenset(sorted(whole.halves)[:1])}
    assert Register([whole], signed).was_there(whole, TECH)


def test_the_pair_is_broken_by_the_meeting_where_one_of_them_lacked():
    rows = [meeting(1), meeting(2)]
    state = judged(PAIR, rows, {"e": "1", "t": "12"}, roles={"elu": "élu·e"})
    assert state.finding.verdict is Verdict.BROKEN
    assert state.finding.evidence == ("J2\N{NO-BREAK SPACE}: il manquait 1 élu·e",)


def test_a_vague_meeting_still_counts_among_those_to_come():
    vague = Gathering("v", "j9", "collective", "J9")
    state = judged(THREE, [meeting(1), meeting(2), vague], {"e": "12", "t": "12"})
    assert state.finding.verdict is Verdict.MISSING


def test_a_cancelled_meeting_is_asked_of_nobody():
    gone = Gathering("c", "j2", "collective", "J2", day(2), over=True, cancelled=True)
    assert judged(ALL, [meeting(1), gone], {"t": "1"}).finding.verdict is Verdict.OK


COUNCIL = {"rule": "presented", "before": "le conseil"}


def test_a_council_presentation_is_due_then_late_then_held():
    due = {"p": When.parse("2025-03-27")}
    early = judged(COUNCIL, [], {}, deadlines=due, today=date(2025, 3, 27))
    late = judged(COUNCIL, [], {}, deadlines=due, today=date(2025, 3, 29))
    proof = [Proof("p", "deliberation", date(2025, 3, 20), "Conseil")]
    held = judged(COUNCIL, [], {}, deadlines=due, proofs=proof)
    assert early.finding.verdict is Verdict.MISSING
    assert late.finding.verdict is Verdict.BROKEN
    assert "2 jours" in late.finding.sentence.replace("\xa0", " ")
    assert held.finding.verdict is Verdict.OK
    assert "hors délai" not in held.finding.sentence


def test_proof_after_the_deadline_is_held_and_says_it_was_late():
    proof = [Proof("p", "deliberation", date(2025, 4, 20))]
    held = judged(COUNCIL, [], {}, deadlines={"p": When.parse("2025-03-27")}, proofs=proof)
    assert held.finding.verdict is Verdict.OK
    assert "hors délai" in held.finding.sentence


RULES = {"rule": "accepts", "statements": ["Écoute active."]}


@pytest.mark.parametrize(
    ("accepted", "verdict"),
    [({}, Verdict.MISSING), ({"e": day(3)}, Verdict.MISSING), ({"e": day(3), "t": day(4)}, "ok")],
)
def test_rules_of_conduct_are_accepted_by_each_in_her_own_name(accepted, verdict):
    """R123."""
    gone = Attendee("g", "Guy", "tech", ends=day(2))
    state = judged({**RULES, "who": "everyone"}, [], {}, accepted={"p": accepted},
                   attendees=[ELU, TECH, gone])  # fmt: skip
    assert state.finding.verdict == verdict
    assert [who.name for who, _found in state.people] == ["Ève", "Théo"]
    proof = [Proof("p", "declaration", date(2025, 4, 20))]
    assert judged({**RULES, "who": "team"}, [], {}, proofs=proof).finding.verdict is Verdict.OK


RELAYED = {"rule": "done", "who": "everyone", "strength": "advice"}


@pytest.mark.parametrize(
    ("who", "people", "verdict", "said"),
    [
        ("everyone", ({"e"},), Verdict.MISSING, "Théo (1 sur 2)"),
        ("everyone", ({"e"}, {"e"}), Verdict.MISSING, "Théo (1 sur 2)"),
        ("everyone", ({"e"}, {"t"}), Verdict.OK, "2 personnes sur 2"),
        ("everyone", ({"e", "t"},), Verdict.OK, "2 personnes sur 2"),
        ("everyone", ((),), Verdict.OK, "2 personnes sur 2"),
        ("tech", ({"e"},), Verdict.MISSING, "Théo (1 sur 1)"),
        ("team", ({"e"},), Verdict.OK, "Fait le"),
        ("absent", ((),), Verdict.OK, "Fait le"),
    ],
)
def test_what_each_person_does_is_shown_by_each_unless_the_team_is_named(
    who, people, verdict, said
):
    """R135, R137: relayed by each in her own body; nobody named, the delegation did it together."""
    proofs = [Proof("p", "meeting", day(4), people=frozenset(one)) for one in people]
    state = judged({**RELAYED, "who": who}, [], {}, proofs=proofs)
    assert state.finding.verdict is verdict
    assert said in state.finding.sentence.replace("\xa0", " ")


def test_whoever_joins_later_shows_what_she_does_herself():
    new = Attendee("n", "Nour", "tech", starts=day(5))
    state = judged(RELAYED, [], {}, attendees=[ELU, new],
                   proofs=[Proof("p", "meeting", day(4))])  # fmt: skip
    assert [found.verdict for _who, found in state.people] == [Verdict.OK, Verdict.MISSING]


CYCLE = Path(__file__).parents[2] / "programmes/territoires-participatifs-2020"
LIVED = [
    # who signed J1, J2, J3 → what is tried at home, relayed → pair, tried, relayed
    ({"e": "123", "t": "123"}, ("experimenter",), ("ok", "ok", "enfreint")),
    ({"e": "12", "t": "123"}, ("relayer",), ("enfreint", "enfreint", "ok")),
    ({"e": "3", "t": "12"}, (), ("enfreint", "enfreint", "enfreint")),
]


@pytest.mark.parametrize(("present", "shown", "verdicts"), LIVED)
def test_the_pledges_of_the_cycle_of_2020_are_judged_at_its_end(present, shown, verdicts):
    """R110-R112, R135, R137."""
    cycle = load(CYCLE).definition
    assert cycle is not None
    lived = [meeting(number) for number in (1, 2, 3)]
    signed = {(one.id, who): one.halves for who, numbers in present.items() for one in lived
              if one.id.removeprefix("m") in numbers}  # fmt: skip
    situation = Situation(
        today=date(2025, 7, 1), attendees=[ELU, Attendee("t", "Théo", "technicien")],
        register=Register(lived, signed), over=True,
        proofs=[Proof(one, "meeting", day(4), "Conseil") for one in shown],
    )  # fmt: skip
    found = {one.pledge.key: one for one in evaluate(cycle.year.pledges, situation)}
    keys = ("binome", "experimenter", "relayer")
    assert tuple(found[key].finding.verdict.value for key in keys) == verdicts
    assert [found[key].finding.strength.value for key in keys] == [
        "critère", "obligation", "conseil"
    ]  # fmt: skip


def test_an_advice_never_blocks():
    state = judged({**ALL, "strength": "advice"}, [meeting(1)], {})
    assert not state.finding.blocks


def test_nobody_in_the_role_is_told():
    state = judged({**ALL, "who": "personne"}, [meeting(1)], {})
    assert state.finding.verdict is Verdict.MISSING


def test_a_page_shows_first_what_presses_and_folds_advice_and_what_holds():
    said = {
        "kept": ok("a", "a", "Tenu."),
        "advised": missing("b", "b", "Reste à montrer.", strength=Strength.ADVICE),
        "pressing": missing("c", "c", "Reste à montrer."),
        "also": impossible("d", "d", "Ne peut plus être tenu.", strength=Strength.ADVICE),
    }
    states = {key: PledgeState(SimpleNamespace(level="minimum"), one) for key, one in said.items()}
    found = pledged(states.values())
    assert [found[key][0][1] for key in ("kept", "advised")] == [
        [states["kept"]],
        [states["advised"]],
    ]
    assert found["pressing"][0][1] == [states["pressing"], states["also"]]
    assert (found["kept_count"], found["advised_count"], found["pressing_count"]) == (1, 1, 2)
