"""Two versions: a living change is free, a promised one is told with its reason."""

from typing import Any

import pytest

from cordee.programme.compare import _matches, compare, compare_texts
from cordee.programme.explain.reference import places
from cordee.programme.promises import RULES
from tests.programme.build import LEAST, define
from tests.programme.parts import J1, QUESTION, criterion, form, role, team, window, year


def changed(old: dict[str, Any], new: dict[str, Any]) -> list[bool]:
    return [one.promised for one in compare(define(**old), define(**new))]


def question(**parts: Any) -> dict[str, Any]:
    return form({**QUESTION, **parts})


EXTENDED = [{"decided": "2024-12-01", "closes": "2025-01-10", "why": "x"}]
PLEDGE = {"rule": "presence.at_least", "key": "p", "label": "P"}
VAGUE, FIXED, ELSEWHERE = (
    year({"key": "j", "when": when}) for when in ("2025-06", "2025-06-17", "2025-07-01")
)


def fee(amount: int) -> dict[str, Any]:
    return {"fees": [role("f", rates=[{"amount": amount}])]}


def grant(**parts: Any) -> dict[str, Any]:
    return {"grants": [role("g", **parts)]}


PAGED = {"form": {"sections": [{**form(QUESTION)["form"]["sections"][0],
                                "when": {"fact": "kind", "equals": "epci"}}]}}  # fmt: skip


def presence(**parts: Any) -> dict[str, Any]:
    return year(pledges=[{**PLEDGE, **parts}])


CASES: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("a title reworded", {}, {"title": "Autre titre"}, False),
    ("a title in two languages", {}, {"title": {"fr": "Titre", "en": "Title"}}, False),
    ("another key", {}, {"key": "autre"}, True),
    ("a new contact", {}, {"contacts": [{"name": "A"}]}, False),
    ("a later closing", {}, window(closes="2024-12-20T12:00:00"), False),
    ("an earlier closing", {}, window(closes="2024-12-18T12:00:00"), True),
    ("a closing earlier on its day", {}, window(closes="2024-12-19T11:00:00"), True),
    ("an hour said of a bare date", window(closes="2024-12-19"), {}, True),
    ("an hour that ends a bare date", window(closes="2024-12-19"),
     window(closes="2024-12-19T23:59:00"), False),
    ("an extension", {}, window(extensions=EXTENDED), False),
    ("an extension withdrawn", window(extensions=EXTENDED), {}, True),
    ("more grace", {}, window(grace_minutes=10), False),
    ("less capacity", window(capacity=10), window(capacity=5), True),
    ("a capacity lifted", window(capacity=10), {}, False),
    ("a new condition", {}, {"eligibility": [{"rule": "kind", "among": ["epci"]}]}, True),
    ("a larger team", team(max=4), team(max=6), False),
    ("a smaller team", team(max=6), team(max=4), True),
    ("a role asked", team(roles=[role("a")]), team(roles=[role("a", min=1)]), True),
    ("a role renamed", team(roles=[role("a")]), team(roles=[{"key": "a", "label": "Z"}]), False),
    ("an optional page", {}, question(required=False), False),
    ("a page to fill", {}, question(), True),
    ("a question no longer required", question(), question(required=False), False),
    ("a question required", question(required=False), question(), True),
    ("a help rewritten", question(help="a"), question(help="b"), False),
    ("a longer limit", question(limit={"max": 9}), question(limit={"max": 10}), False),
    ("a shorter limit", question(limit={"max": 10}), question(limit={"max": 9}), True),
    ("a limit lifted", question(limit={"max": 10}), question(), False),
    ("a limit set", question(), question(limit={"max": 10}), True),
    ("a weaker minimum", question(limit={"min": 2}), question(limit={"min": 1}), False),
    ("a criterion reworded", {"criteria": [criterion()]},
     {"criteria": [{"key": "c", "label": "Z"}]}, True),
    ("a weight changed", {"criteria": [criterion()]}, {"criteria": [criterion(weight=2)]}, True),
    ("more places", {"selection": {"places_max": 5}}, {"selection": {"places_max": 6}}, False),
    ("fewer places", {"selection": {"places_max": 6}}, {"selection": {"places_max": 5}}, True),
    ("another order of aims", {}, {"selection": {"order": ["merit"]}}, True),
    ("a lower fee", fee(7), fee(5), False),
    ("a higher fee", fee(5), fee(7), True),
    ("no more fee", fee(5), {}, False),
    ("a date fixed within", VAGUE, FIXED, False),
    ("a date fixed elsewhere", VAGUE, ELSEWHERE, True),
    ("a date moved", year(J1), year({**J1, "when": "2025-02-28"}), True),
    ("more presence asked", presence(count=2), presence(count=3), True),
    ("less presence asked", presence(count=3), presence(count=2), False),
    ("a change announced", {}, {"amendments": [{"decided": "2024-12-01", "what": "x"}]}, False),
    ("a number of reference", {}, {"reference": "A-1"}, False),
    ("more places in a wave", window(places_max=2), window(places_max=3), False),
    ("less money in a wave", window(budget=9), window(budget=5), True),
    ("a bonus", grant(), grant(bonuses=[{"label": "R", "rate": "0.1"}]), False),
    ("a lower ceiling of costs", grant(costs_max=9), grant(costs_max=5), True),
    ("a cheaper loan", grant(interest="0.02"), grant(interest="0.01"), False),
    ("a page for some only", question(), PAGED, True),
    ("a pledge that only advises", presence(), presence(strength="advice"), False),
    ("a choice explained", {}, {"settled": [{"about": "pages", "choice": "8"}]}, False),
    ("another zone", {}, {"timeline": {"zone": "Indian/Reunion"}}, True),
]  # fmt: skip


def test_every_place_of_the_format_has_its_rule_and_its_reason():
    written = [
        ".".join(part for part in (place.strip("[]"), info.alias or name) if part)
        for kind, some in places().items()
        for place in some
        for name, info in kind.model_fields.items()
    ]
    assert [one for one in written if not any(_matches(rule, one) for rule in RULES)] == []


@pytest.mark.parametrize(("old", "new", "promised"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_a_change_is_living_or_touches_a_promise(old, new, promised):
    assert changed(old, new) == [promised]


def test_an_optional_question_added_to_a_page_is_living():
    asked = question()["form"]["sections"][0]["questions"]
    old, new = form(*asked), form(*asked, {"kind": "text", "key": "n", "required": False})
    assert changed(old, new) == [False]
    assert changed(old, form(*asked, {"kind": "text", "key": "n"})) == [True]


def test_the_same_definition_changes_nothing():
    assert changed({}, dict(LEAST)) == []


def test_records_are_followed_by_their_key_wherever_they_stand():
    a, b = criterion("a", fed_by=["team"]), criterion("b", fed_by=["team"])
    (one,) = compare(define(criteria=[a, b]), define(criteria=[b, a]))
    assert (one.names, one.promised) == ("criteria.#order", False)


def test_a_change_says_what_becomes_what_why_and_who_is_touched():
    (one,) = compare(define(), define(**window(closes="2024-12-18T12:00:00")))
    assert one.sentence.replace("\u00a0", " ") == (
        "périodes de dépôt › depot › clôture : « jeudi 19 décembre 2024 à 12 h » "
        "devient « mercredi 18 décembre 2024 à 12 h »."
    )
    assert "prive de temps" in one.reason
    assert one.as_dict()["touches"] == "candidats"


def test_a_long_text_rewritten_is_a_living_change():
    (one,) = compare_texts({"a.md": "x", "b.md": "y"}, {"a.md": "x\ny", "b.md": "y"})
    assert (one.path, one.promised) == (("texts", "a.md"), False)
