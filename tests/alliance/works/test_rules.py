"""When a workstream may be launched, supported, reviewed; what an assembly and a line owe."""

from datetime import date
from decimal import Decimal

import pytest

from cordee.alliance.works.rules import assemblies, speaking, workstreams
from cordee.alliance.works.rules.workstreams import Purse, Sketch
from cordee.kernel.findings import Verdict

TODAY = date(2022, 3, 10)


def codes(found):
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("sketch", "lacks"),
    [
        (Sketch(1, 2, leader=True), []),
        (Sketch(0, 2, leader=True), ["workstream.goals"]),
        (Sketch(1, 1, leader=True), ["workstream.allies"]),
        (Sketch(1, 3, leader=True, least_allies=4), ["workstream.allies"]),
        (Sketch(3, 9, leader=False), ["workstream.leader"]),
        (Sketch(1, 2, leader=True, unanswered=1), ["workstream.unanswered"]),
    ],
)
def test_each_prerequisite_is_told_and_an_objection_waits_for_an_answer_only(sketch, lacks):
    assert codes(workstreams.launch_faults("presented", sketch)) == lacks
    told = workstreams.prerequisites(sketch)
    assert [one.where for one in told] == ["goals", "allies", "leader"]
    kept = {one.code for one in told if one.verdict is not Verdict.OK}
    assert kept == set(lacks) - {"workstream.unanswered"}


def test_nothing_that_is_over_is_launched_objected_to_or_reviewed():
    fine = Sketch(1, 2, leader=True)
    for state in ("launched", "merged", "dropped", "closed"):
        assert codes(workstreams.launch_faults(state, fine)) == ["workstream.settled"]
    assert codes(workstreams.objection_faults("dropped", "Non")) == ["workstream.over"]
    assert codes(workstreams.objection_faults("presented", " ")) == ["objection.reason"]
    assert workstreams.objection_faults("launched", "Trop loin") == []
    assert codes(workstreams.review_faults("draft", "close", "x", following=True)) == [
        "review.state"
    ]
    assert codes(workstreams.review_faults("launched", "", " ", following=True)) == [
        "review.choice", "review.learned",
    ]  # fmt: skip
    assert codes(workstreams.review_faults("launched", "continue", "x", following=False)) == [
        "review.frame"
    ]
    assert workstreams.review_faults("launched", "close", "x", following=False) == []


def test_an_answer_says_what_becomes_of_the_workstream_and_into_which_it_merges():
    assert codes(workstreams.answer_faults(" ", "", into=False)) == [
        "objection.answer", "objection.outcome",
    ]  # fmt: skip
    assert codes(workstreams.answer_faults("Oui", "merged", into=False)) == ["workstream.into"]
    assert workstreams.answer_faults("Oui", "merged", into=True) == []


@pytest.mark.parametrize(
    ("purse", "amount", "lacks"),
    [
        (Purse(), 90_000, []),
        (Purse(Decimal(4000)), 4000, []),
        (Purse(Decimal(4000)), 4001, ["support.ceiling"]),
        (Purse(Decimal(4000), had=Decimal(3000)), 1500, ["support.ceiling"]),
        (Purse(Decimal(4000), Decimal(28000), engaged=Decimal(26000)), 3000, ["support.budget"]),
    ],
)
def test_a_sum_stays_under_the_ceiling_of_one_and_the_budget_of_all(purse, amount, lacks):
    assert codes(workstreams.grant_faults(purse, Decimal(amount))) == lacks
    asked = codes(workstreams.support_faults(purse, Decimal(amount), " ", ""))
    assert asked == [*(one for one in lacks if one != "support.budget"), "support.needs",
                     "support.pays"]  # fmt: skip


def test_meetings_of_those_who_carry_come_by_their_rule_and_the_publication_by_its_delay():
    found = workstreams.leaders_dates(date(2021, 12, 31), 2, date(2022, 6, 1))
    assert found == [date(2021, 12, 31), date(2022, 2, 28), date(2022, 4, 30)]
    assert workstreams.leaders_dates(None, 2, TODAY) == []
    assert len(workstreams.leaders_dates(date(1950, 1, 1), 1, TODAY)) == workstreams.MOST_MEETINGS
    assert workstreams.publication_day(date(2021, 11, 10), 6) == date(2022, 5, 10)
    assert workstreams.publication_day(date(2021, 11, 10), None) is None
    assert codes(workstreams.frame_faults(TODAY, date(2021, 1, 1), date(2023, 1, 1))) == [
        "frame.order", "frame.review",
    ]  # fmt: skip


def test_free_tags_are_kept_once_each_as_first_written():
    assert workstreams.tags(" Systémique, systemique ,Compétences\nServices,,") == [
        "Systémique", "Compétences", "Services",
    ]  # fmt: skip
    assert len(workstreams.tags(",".join(map(str, range(40))))) == workstreams.MOST_TAGS


def test_an_agenda_is_told_what_it_does_not_treat_and_a_seminar_owes_nothing():
    found = assemblies.agenda_findings({"trust", "heritage"})
    assert [one.where for one in found if one.verdict is not Verdict.OK] == [
        "progress", "prospects",
    ]  # fmt: skip
    assert not any(one.blocks for one in found)
    assert assemblies.agenda_findings(set(), seminar=True) == []


@pytest.mark.parametrize(
    ("mode", "place", "link", "lacks"),
    [
        ("on_site", "Lens", "", []),
        ("on_site", " ", "", ["day.place"]),
        ("remote", "", "", ["day.link"]),
        ("hybrid", "", "", ["day.place", "day.link"]),
    ],
)
def test_a_day_says_where_or_by_which_link(mode, place, link, lacks):
    assert codes(assemblies.day_faults(mode, place, link, "Valider")) == lacks
    assert codes(assemblies.day_faults(mode, place, link, " ")) == [*lacks, "day.aim"]


def test_who_came_is_counted_by_mode_and_the_room_wins_over_the_list():
    named = ["on_site", "remote", "remote", "no", ""]
    assert assemblies.counted("hybrid", on_site=None, remote=None, named=named) == (
        assemblies.Count(1, 2)
    )
    assert assemblies.counted("hybrid", on_site=90, remote=None, named=named).every == 92
    assert assemblies.counted("remote", on_site=5, remote=100, named=named).every == 100
    past = date(2022, 3, 1)
    assert codes(assemblies.count_faults("remote", past, TODAY, on_site=3, remote=1)) == [
        "count.mode"
    ]
    later = date(2022, 4, 1)
    assert codes(assemblies.count_faults("remote", later, TODAY, on_site=0, remote=1)) == [
        "count.future"
    ]


def test_minutes_wait_until_every_day_was_held_and_counted():
    days = [date(2022, 3, 1), date(2022, 3, 9)]
    assert codes(assemblies.close_faults(" ", days, TODAY, uncounted=1)) == [
        "minutes.count", "minutes.text",
    ]  # fmt: skip
    assert codes(assemblies.close_faults("x", [date(2022, 4, 1)], TODAY, uncounted=0)) == [
        "minutes.future"
    ]
    assert assemblies.close_faults("x", days, TODAY, uncounted=0) == []
    assert codes(assemblies.open_faults([], TODAY)) == ["assembly.days"]
    assert codes(assemblies.open_faults(days, TODAY)) == ["assembly.past"]


def test_a_reply_fits_the_way_the_day_is_held():
    later = date(2022, 4, 1)
    assert assemblies.reply_faults("remote", "no", later, TODAY) == []
    assert codes(assemblies.reply_faults("remote", "on_site", later, TODAY)) == ["reply.way"]
    assert codes(assemblies.reply_faults("hybrid", "remote", date(2022, 1, 1), TODAY)) == [
        "reply.past"
    ]


def test_a_vote_has_voices_and_no_more_than_people():
    told = {"on": TODAY, "today": TODAY, "most": 10}
    assert assemblies.resolution_faults("Oui ?", votes=(6, 2, 2), **told) == []
    assert codes(assemblies.resolution_faults(" ", votes=(0, 0, 0), **told)) == [
        "vote.text", "vote.nobody",
    ]  # fmt: skip
    assert codes(assemblies.resolution_faults("x", votes=(9, 2, 0), **told)) == ["vote.many"]
    assert assemblies.carried(2, 1)
    assert not assemblies.carried(1, 1)


@pytest.mark.parametrize(
    ("family", "more", "lacks"),
    [
        ("press", {}, []),
        ("press", {"who": ""}, ["line.who"]),
        ("intervention", {"place": ""}, ["line.place"]),
        ("intervention", {"on": date(2022, 5, 1)}, []),
        ("news", {"on": date(2022, 5, 1)}, ["line.future"]),
        ("press", {"title": "Revue des transitions, date."}, ["line.hole"]),
        ("press", {"title": " "}, ["line.title"]),
        ("publication", {"texts": ("Paru chez XXX",)}, ["line.hole"]),
        ("news", {"title": "À quelle date ? Le 3 mai."}, []),
    ],
)
def test_a_line_of_the_register_has_no_hole_and_says_what_its_family_asks(family, more, lacks):
    told = {"title": "Un récit", "on": TODAY, "today": TODAY, "who": "Ada", "place": "Lens",
            "texts": ()}  # fmt: skip
    assert codes(speaking.line_faults(family, **told | more)) == lacks


def test_a_publication_is_taken_up_after_it_came_out():
    written = date(2022, 1, 1)
    assert speaking.taken_up_faults("Une revue", TODAY, written, TODAY) == []
    assert codes(speaking.taken_up_faults(" ", TODAY, written, TODAY)) == ["taken.where"]
    assert codes(speaking.taken_up_faults("x", date(2021, 1, 1), written, TODAY)) == ["taken.day"]
