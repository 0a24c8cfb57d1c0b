"""What pledges and meetings ask in figures: kinds of proof, time, how long, how many people."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from cordee.journeys.actions.beginning import days_of
from cordee.journeys.rules.crowds import enough, quorum_faults, room_faults, taken
from cordee.journeys.rules.lasting import kind_faults, kind_of
from cordee.journeys.rules.pledges import PledgeState, Situation, evaluate
from cordee.journeys.rules.presence import Attendee, Register
from cordee.journeys.rules.proofs import Proof
from cordee.kernel.findings import Verdict
from cordee.programme.schema import Definition
from cordee.programme.schema.pledges import AnyPledge
from tests.journeys.conftest import definition

PLEDGE = TypeAdapter(AnyPledge)
ELU, TECH = Attendee("e", "Ève", "elu"), Attendee("t", "Théo", "tech")
DAY_A_MONTH = {"rule": "work_time", "days": 1, "every": "P1M"}
YEAR = {"first": date(2025, 1, 10), "last": date(2025, 7, 10)}


def judged(rule: dict[str, Any], *given: str, **more: Any) -> PledgeState:
    proofs = [Proof("p", "declaration", date(2025, 2, 1), quantity=Decimal(one)) for one in given]
    settings = {"today": date(2025, 4, 12), "attendees": [ELU, TECH], **YEAR, **more}
    situation = Situation(register=Register([]), proofs=proofs, **settings)
    pledge = PLEDGE.validate_python({"key": "p", "label": "P", **rule})
    return evaluate([pledge], situation)[0]


@pytest.mark.parametrize(
    ("rule", "given", "more", "verdict", "said"),
    [
        (DAY_A_MONTH, ["2", "0.5"], {}, Verdict.BROKEN, "2,5 sur 3 jours à ce jour"),
        (DAY_A_MONTH, ["2", "1"], {}, Verdict.MISSING, "3 sur 3 jours à ce jour"),
        (DAY_A_MONTH, ["6"], {"today": date(2025, 9, 1), "over": True}, Verdict.OK, "sur 6 jours"),
        ({**DAY_A_MONTH, "who": "everyone"}, ["3"], {}, Verdict.BROKEN, "3 sur 6 jours"),
        ({"rule": "work_time", "hours": 10, "who": "elu"}, ["4"], {}, Verdict.MISSING,
         "4 sur 10 heures"),
        ({"rule": "work_time", "hours": 10}, ["4"], {"over": True}, Verdict.BROKEN, "sur 10"),
        ({"rule": "work_time", "hours": 10}, ["10"], {}, Verdict.OK, "10 sur 10 heures"),
    ],
)  # fmt: skip
def test_working_time_is_counted_as_the_call_asks_it(
    rule: dict[str, Any], given: list[str], more: dict[str, Any], verdict: Verdict, said: str
):
    found = judged(rule, *given, **more).finding
    assert found.verdict is verdict
    assert said in found.sentence.replace("\u00a0", " ")


def test_a_pledge_that_lasts_binds_beyond_the_year():
    lasting = {"rule": "done", "lasts": "P5Y"}
    after = judged(lasting, today=date(2026, 1, 1), over=True).finding
    assert after.verdict is Verdict.MISSING
    assert "Engage jusqu’au" in after.sentence
    assert "2030" in after.sentence
    assert judged(lasting, today=date(2031, 1, 1), over=True).finding.verdict is Verdict.BROKEN
    kept = judged(lasting, "0", today=date(2031, 1, 1), over=True).finding
    assert kept.verdict is Verdict.OK
    assert "A engagé jusqu’au" in kept.sentence


def test_a_pledge_is_shown_by_the_kinds_of_proof_the_call_names():
    asked = PLEDGE.validate_python(
        {"key": "p", "label": "P", "rule": "done", "evidence": ["minutes", "photo"]}
    )
    words = {"minutes": "compte rendu", "photo": "photo"}
    assert not kind_faults(asked, "photo", words)
    assert "compte rendu ou photo" in kind_faults(asked, "link", words)[0].sentence
    assert (kind_of(asked, "document"), kind_of(asked, "photo")) == ("minutes", "photo")


@pytest.mark.parametrize(
    ("least", "share", "expected", "needed"),
    [(None, "0.5", 7, 4), (3, None, 7, 3), (9, None, 7, 7), (3, "0.5", 7, 4), (None, None, 7, 0)],
)
def test_a_meeting_needs_so_many_people(
    least: int | None, share: str | None, expected: int, needed: int
):
    assert enough(least, Decimal(share) if share else None, expected) == needed
    assert not quorum_faults(needed, needed)
    assert quorum_faults(1, 4)[0].code == "sheet.quorum"


def test_a_room_receives_so_many_and_the_others_follow_from_afar():
    others = Counter({"on_site": 2, "remote": 5, "absent": 1})
    assert taken("hybrid", others) == 2
    assert taken("remote", others) == 7
    assert "à distance" in room_faults("hybrid", "on_site", others, 2)[0].sentence
    assert not room_faults("hybrid", "remote", others, 2)
    assert not room_faults("hybrid", "on_site", others, 3)
    assert not room_faults("on_site", "absent", others, 2)


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ({"count": 3, "every": "P2W"}, ["2025-02-28", "2025-03-14", "2025-03-28"]),
        ({"every": "P1M"}, ["2025-02-28", "2025-03-28", "2025-04-28", "2025-05-28"]),
        ({"count": 2}, [None, None]),
        ({}, ["2025-02-28"]),
    ],
)
def test_a_meeting_comes_back_as_often_as_the_call_says(more: dict[str, Any], days: list[Any]):
    told = definition().data()
    told["year"]["meetings"] = [
        {"key": "j1", "label": "J1", "when": "2025-02-28", **more},
        {"key": "j2", "label": "J2", "when": "2025-06-20"},
    ]
    planned = Definition.model_validate(told)
    found = days_of(planned, planned.year.meetings[0])
    assert [one and one.isoformat() for one in found] == days
