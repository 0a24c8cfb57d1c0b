"""Who may apply together: partners by category, country and share; wishes; files of one body."""

from decimal import Decimal

import pytest

from cordee.applications.rules.consortium import (
    Body,
    agreement_findings,
    budget_findings,
    consortium_findings,
    preference_faults,
)
from cordee.applications.rules.known import body_findings, limit_findings
from cordee.kernel.findings import Verdict
from cordee.programme.conditions import Facts, judge
from cordee.programme.schema.team import Consortium
from cordee.programme.schema.who import Applicant, PlaceIs

ADA, BEN = {"key": "pme", "label": "PME"}, {"key": "labo", "label": "Laboratoires"}
RULES = Consortium.model_validate(
    {
        "min": 3,
        "max": 5,
        "categories": [ADA, BEN],
        "lead_categories": ["labo"],
        "rules": [
            {"rule": "count", "category": "pme", "min": 1},
            {"rule": "countries", "min": 2},
            {"rule": "per_country", "max": 2},
            {"rule": "share_per_country", "max": 0.6, "sentence": "Aucun pays au-delà de 60 %."},
            {"rule": "share", "category": "pme", "each": True, "min": 0.1},
        ],
    }
)


def body(name: str, category: str, country: str, amount: int | None, *, leads: bool = False):
    return Body(name, leads, category, country, None if amount is None else Decimal(amount))


GOOD = [
    body("L", "labo", "FR", 50, leads=True),
    body("M", "labo", "BE", 30),
    body("P", "pme", "BE", 20),
]


def refusals(bodies: list[Body]) -> set[str]:
    return {one.code for one in consortium_findings(RULES, bodies) if one.blocks}


@pytest.mark.parametrize(("rule", "broken"), [
    ({"rule": "ratio", "category": "pme", "max": 0.34}, False),
    ({"rule": "ratio", "category": "labo", "max": 0.5}, True),
    ({"rule": "categories", "min": 2}, False),
    ({"rule": "categories", "min": 3}, True),
    ({"rule": "count", "countries": ["EU"], "min": 3}, False),
    ({"rule": "count", "countries": ["EU"], "max": 2}, True),
])  # fmt: skip
def test_partners_are_counted_by_share_by_category_and_by_union(rule, broken):
    rules = Consortium.model_validate({"min": 1, "categories": [ADA, BEN], "rules": [rule]})
    assert any(one.blocks for one in consortium_findings(rules, GOOD)) is broken


@pytest.mark.parametrize(("signed", "joined", "waits"), [
    ("before_deposit", False, True), ("before_deposit", True, False), ("intent", False, True),
    ("before_start", False, False), ("no", False, False),
])  # fmt: skip
def test_the_agreement_of_the_partners_is_awaited_when_it_comes_first(signed, joined, waits):
    rules = Consortium(agreement_signed=signed, agreement_question="accord")
    assert any(one.blocks for one in agreement_findings(rules, joined=joined)) is waits


@pytest.mark.parametrize(("totals", "said"), [([100, 40], 0), ([90], 1), ([], 0)])
def test_the_parts_of_the_partners_are_compared_with_the_budget_and_never_refused(totals, said):
    found = budget_findings(GOOD, [Decimal(one) for one in totals])
    assert (len(found), any(one.blocks for one in found)) == (said, False)


def test_a_good_consortium_holds():
    assert refusals(GOOD) == set()


@pytest.mark.parametrize(
    ("bodies", "code"),
    [
        (GOOD[:2], "consortium.size"),
        ([*GOOD[:2], body("Q", "labo", "BE", 20)], "consortium.count"),
        ([body("L", "pme", "FR", 50, leads=True), *GOOD[1:]], "consortium.lead"),
        ([*GOOD, body("X", "", "DE", 10)], "consortium.category"),
        ([*GOOD, body("Y", "pme", "BE", 20)], "consortium.per_country"),
        ([body("L", "labo", "FR", 90, leads=True), *GOOD[1:]], "consortium.share_per_country"),
        ([*GOOD[:2], body("P", "pme", "BE", 2)], "consortium.share"),
        ([*GOOD[:2], body("P", "pme", "BE", None)], "consortium.amount"),
    ],
)
def test_each_rule_of_the_partners_is_told(bodies: list[Body], code: str):
    assert code in refusals(bodies)


def test_its_own_sentence_replaces_ours_and_keeps_the_figures():
    bodies = [body("L", "labo", "FR", 90, leads=True), *GOOD[1:]]
    found = next(
        one
        for one in consortium_findings(RULES, bodies)
        if one.code == "consortium.share_per_country" and one.blocks
    )
    assert found.sentence == "Aucun pays au-delà de 60\u00a0%."
    assert "64,3" in found.evidence[0]


def test_partners_are_counted_where_they_lie_and_at_the_step_that_asks():
    rules = Consortium.model_validate({"min": 1, "rules": [
        {"rule": "count", "within": ["departement:62"], "min": 2, "steps": ["dossier"]},
    ]})  # fmt: skip
    here, there = Body("A", refs=frozenset({"departement:62"})), Body("B")

    def blocked(*bodies: Body, step: str = "dossier") -> bool:
        return any(one.blocks for one in consortium_findings(rules, bodies, step))

    assert blocked(here, there)
    assert not blocked(here, here)
    assert not blocked(here, there, step="intention")


def test_partners_are_counted_outside_an_area_and_places_are_named_as_the_call_does():
    rules = Consortium.model_validate({"min": 1, "rules": [
        {"rule": "share", "outside": ["perimeter:massif"], "max": 0.2},
        {"rule": "count", "within": ["perimeter:massif"], "min": 2},
    ]})  # fmt: skip
    here = Body("A", amount=Decimal(700), refs=frozenset({"perimeter:massif"}))
    far = Body("B", amount=Decimal(300))
    names = {"perimeter:massif": "Massif central"}
    share, count = [one for one in consortium_findings(rules, [here, far], "", names) if one.blocks]
    assert "30\u00a0% du budget pour structures (hors de\u00a0: Massif central)" in share.sentence
    assert "1 structures (Massif central)" in count.sentence.replace("\u00a0", " ")
    assert not any(one.blocks for one in consortium_findings(rules, [here, here], "", names))


def test_a_partner_of_which_only_the_country_is_known_breaks_no_rule_on_a_part_of_it():
    wallonia = {"rule": "count", "within": ["country:BE/WAL"], "min": 1}
    rules = Consortium.model_validate({"min": 1, "rules": [wallonia]})
    belgian, dutch = (Body("A", refs=frozenset({f"country:{one}"})) for one in ("BE", "NL"))
    assert not any(one.blocks for one in consortium_findings(rules, [belgian]))
    assert any(one.blocks for one in consortium_findings(rules, [dutch]))
    condition = PlaceIs.model_validate({"within": ["country:BE/WAL"]})
    assert judge(condition, Facts(refs=frozenset({"country:BE"}))).verdict is Verdict.MISSING
    assert judge(condition, Facts(refs=frozenset({"country:NL"}))).verdict is Verdict.BROKEN


def test_a_rule_on_partners_that_may_be_excused_refuses_nothing():
    rules = Consortium.model_validate(
        {"min": 1, "rules": [{"rule": "countries", "min": 3, "derogation": True}]}
    )
    found = consortium_findings(rules, [Body("A"), Body("B")])
    assert not any(one.blocks for one in found)
    assert any("dérogation" in text for one in found for text in one.evidence)


def test_wishes_are_ranked_once_each_among_what_is_offered():
    def codes(*chosen: str) -> set[str]:
        return {one.code for one in preference_faults(chosen, ["a", "b", "c"], 1, 2)}

    assert codes("b", "a") == set()
    assert codes() == {"preferences.count"}
    assert codes("a", "a") == {"preferences.twice"}
    assert codes("z") == {"preferences.unknown"}
    assert codes("a", "b", "c") == {"preferences.count"}


@pytest.mark.parametrize(
    ("which", "blocks"), [("first", True), ("last", False), ("ask", False), ("none", True)]
)
def test_what_a_second_file_of_a_body_means_is_told(which: str, *, blocks: bool):
    applicant = Applicant.model_validate({"which_wins": which})
    assert body_findings(applicant, 0) == []
    (found,) = body_findings(applicant, 1)
    assert found.blocks is blocks


def test_other_numbers_of_files_hold_for_some_tracks_and_some_applicants():
    applicant = Applicant.model_validate({
        "files_per_applicant": 0,
        "files_limits": [
            {"max": 3, "tracks": ["a"]},
            {"max": 1, "when": {"rule": "kind", "among": ["association"]}},
        ],
    })  # fmt: skip
    commune, club = Facts(kind="commune"), Facts(kind="association")
    assert limit_findings(applicant, {"a": 2, "b": 5}, "a", commune) == []
    assert [one.code for one in limit_findings(applicant, {"a": 3}, "a", commune)] == ["body.limit"]
    assert limit_findings(applicant, {"a": 3}, "b", commune) == []
    assert limit_findings(applicant, {"b": 1}, "b", club)[0].blocks


def test_many_files_are_allowed_when_the_call_says_so():
    assert body_findings(Applicant(files_per_applicant=0), 9) == []
    assert body_findings(Applicant(files_per_applicant=3), 2) == []
