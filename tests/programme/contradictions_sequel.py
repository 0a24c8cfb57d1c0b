"""Contradictions of silent rules, of partners, of announced dates and of what follows."""

from typing import Any

from tests.programme.contradictions_bounds import TRACKS, grant, number
from tests.programme.parts import (
    CHOICE,
    J1,
    QUESTION,
    TABLE,
    WINDOW,
    criterion,
    form,
    role,
    stage,
    team,
    year,
)

YES_NO = {"kind": "yes_no", "key": "oui"}
GROUPED = {"applicant": {"is": ["consortium"]}}


def partners(**parts: Any) -> dict[str, Any]:
    return {**GROUPED, "consortium": parts}


def dates(*milestones: tuple[str, str], **parts: Any) -> dict[str, Any]:
    found = [{"key": f"m{place}", "label": kind, "kind": kind, "when": when, **parts}
             for place, (kind, when) in enumerate(milestones)]  # fmt: skip
    return {"milestones": found}


SPEAKS: list[tuple[str, dict[str, Any], str]] = [
    ("mark.best", stage(best_readings=2), "combines ="),
    ("mark.best", stage(combines="best", min_reviews=1), "min_reviews"),
    ("mark.best", stage(best_criteria=3), "ôtez best_criteria"),
    ("mark.best", {"selection": {"best_stages": 3}}, "ôtez best_stages"),
    ("mark.threshold", {"criteria": [criterion("a"), criterion("b")],
                        **stage(criteria=["a"], thresholds={"b": 3})}, "ne juge pas « b »"),
    ("mark.threshold", {"criteria": [criterion("a"), criterion("b")],
                        **stage(criteria=["a"], weights={"b": 3})}, "de weights"),
    ("mark.threshold", {"criteria": [criterion("a")], **stage(weights={"a": -3})}, "négatif"),
    ("envelope.added", {"selection": {"budget": 9, "top_ups": [{"on": "2025-01-02"}]}},
     "l’un des deux"),
    ("envelope.added", {"selection": {"top_ups": [{"amount": 9, "every": "P1Y"}]}},
     "À partir de quel jour"),
    ("envelope.added", {"selection": {"top_ups": [{"amount": 9}]}}, "n’a pas de montant"),
    ("window.endless", {"windows": [{**WINDOW, "closes_after": "P9D"}]}, "dit deux fois"),
    ("threshold.outside", {"criteria": [criterion("a")], **stage(thresholds={"a": 300})},
     "sort de l’échelle"),
    ("money.currency", {"currency": "euro"}, "vouliez-vous dire « EUR » ?"),
    ("money.currency", grant(currency="chf"), "vouliez-vous dire « CHF » ?"),
    ("money.currency", grant(currency="florin"), "trois lettres"),
    ("rule.empty", {"eligibility": [number()]}, "écrivez min, max, above ou below"),
    ("rule.empty", {"eligibility": [{"rule": "kind"}]}, "écrivez among ou except"),
    ("rule.empty", partners(rules=[{"rule": "countries"}]), "écrivez min ou max"),
    ("rule.empty", team(balances=[{"key": "b", "label": "B", "attribute": "age"}]),
     "distinct_min"),
    ("rule.empty", form({**QUESTION, "limit": {"unit": "words"}}), "écrivez min ou max"),
    ("rule.empty", form({**TABLE, "checks": [{"rule": "total", "column": "total"}]}),
     "écrivez min ou max"),
    ("rule.empty", form({**TABLE, "checks": [{"rule": "equals", "column": "total"}]}),
     "ne dit pas à quoi"),
    ("theme.untreated",
     {"themes": [{"key": k, "label": k, "of": "session"} for k in ("outils", "enjeux")],
      **year({**J1, "themes": ["outils"]})}, "« enjeux », thème annoncé"),
    ("answer.option", form(CHOICE, {**QUESTION, "when": {"question": "c", "equals": "aa"}}),
     "vouliez-vous dire « a » ?"),
    ("answer.option",
     {"eligibility": [{"rule": "answer", "question": "c", "among": ["zzz"]}], **form(CHOICE)},
     "on peut répondre a"),
    ("answer.option", form(YES_NO, {**QUESTION, "when": {"question": "oui", "equals": "oui"}}),
     "true ou false"),
    ("form.required", form({"kind": "file", "key": "f", "min": 0}), "zéro suffit"),
    ("consortium.rules", partners(max=3, rules=[
        {"rule": "count", "category": "a", "min": 2}, {"rule": "count", "category": "b", "min": 2},
    ], categories=[{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]), "pour 3 au plus"),
    ("consortium.rules", partners(rules=[{"rule": "categories", "min": 2}],
                                  categories=[{"key": "a", "label": "A"}]), "que 1"),
    ("consortium.rules", partners(rules=[{"rule": "share", "max": 30}]), "0.3 pour 30 %"),
    ("consortium.budget", partners(rules=[{"rule": "share", "max": "0.3"}]), "budget_question"),
    ("consortium.budget", {**partners(budget_question="q"), **form(QUESTION)},
     "n’est pas une question de tableau"),
    ("eligibility.persons", {"eligibility": [{**number(min=18), "fact": "age"}]},
     "parle d’une personne"),
    ("eligibility.persons", {"applicant": {"is": ["person"]},
                             "eligibility": [{"rule": "kind", "among": ["commune"]}]},
     "n’admet que des organismes"),
    ("eligibility.of", {"eligibility": [number(min=1, of="every_member")]}, "ni équipe"),
    ("eligibility.of", {**team(roles=[role("a")]), "eligibility": [number(min=1, role="a")]},
     "ne dit rien du candidat"),
    ("team.sign_off", team(roles=[role("a")], sign_off=["a"]), "donnez-lui min = 1"),
    ("milestone.order", dates(("answer", "2025-02-01"), ("start", "2025-01-15")),
     "vient avant la réponse"),
    ("milestone.order", dates(("answer", "2025-02-01"), ("hearing", "2025-03-15")),
     "vient après la réponse"),
    ("milestone.order", dates(("embargo", "2025-02-01"), ("results", "2025-01-15")),
     "avant la fin de l’embargo"),
    (
        "answer.wave",
        {
            "windows": [WINDOW, {"key": "w2", "label": "W2", "closes": "2025-03-01T12:00:00"}],
            "steps": [{"key": "s", "window": WINDOW["key"], "waves": ["w2"]}],
            **dates(("answer", "2025-02-01"), window=WINDOW["key"]),
        },
        "quand répondre à « W2 »",
    ),
    (
        "step.follows",
        {"steps": [{"key": "a", "label": "A", "window": WINDOW["key"], "required": False},
                   {"key": "b", "label": "B", "window": WINDOW["key"], "follows": "a"}]},
        "rien n’oblige à remettre",
    ),
    ("sequel.again", year(deliverables=[{"key": "d", "label": "D", "every": "P6M"}]),
     "à partir de quand"),
    ("sequel.again", year(deliverables=[{"key": "d", "label": "D"}],
                          completion=[{"key": "c", "label": "C", "needs": ["d"], "at_least": 2}]),
     "en demande 2, sur 1"),
    ("sequel.again", {"selection": {"places_max": 5},
                      "gates": [{"key": "g", "label": "G", "keeps_max": 9}]}, "que 5"),
    ("stage.blind", {"criteria": [criterion(fed_by=["team"])], **stage(blind=True)},
     "cache qui candidate"),
    ("criteria.hundred",
     {"criteria": [criterion("a", weight=40), criterion("b", weight=50)]}, "font 90"),
    ("preferences.few", {**TRACKS, "preferences": {"among": "hosts"}}, "parmi 0"),
    ("panel.advice", {"panels": [{"key": "p", "label": "P", "advisory": True}]},
     "écrivez decided_by"),
    ("selection.ties", {"criteria": [criterion("academic")], "selection": {"ties": ["academics"]}},
     "vouliez-vous dire « academic » ?"),
    ("selection.ties", {"selection": {"ties": ["prix"]}}, "« prix » ne départage rien"),
    ("form.choices_max", form({**CHOICE, "max": 4}), "il n’y en a que 1"),
    ("consortium.countries",
     {"consortium": {"max": 6, "rules": [{"rule": "count", "countries": [one], "min": 4}
                                         for one in ("BE", "FR")]}}, "ensemble 8 partenaires"),
    ("places.admitted", {"selection": {"method": "all_admitted", "places_max": 5}},
     "il n’y a que 5 places"),
    ("grant.costs", grant(costs_from={"anchor": "project_end"},
                          costs_until={"anchor": "project_start"}), "inversez costs_from"),
    ("grant.costs", grant(costs_from={"date": "2027-06-01"}, costs_until={"date": "2027-03"}),
     "inversez costs_from"),
    ("grant.cost_max", {**grant(max=20000), "project": {"cost_max": 15000}}, "au plus 15 000"),
    ("grant.afforded", {**grant(amount=60), "selection": {"places_min": 10, "budget": 500}},
     "ne suffit pas à"),
    ("grant.afforded", {**grant(rank=3), "selection": {"places_max": 2}}, "pour 2 places"),
    ("stop.idle", {"selection": {"too_dear": "stops"}}, "quelle enveloppe"),
    ("stop.idle", {"selection": {"too_dear": "stops", "budget": 9, "adjusts": True}}, "adjusts"),
    ("envelope.idle", {"selection": {"envelopes": [
        {"key": "a", "label": "A", "amount": 1},
        {"key": "b", "label": "B", "amount": 1, "carried_over": True}]}}, "reporté sur aucune"),
    ("envelope.idle", {"selection": {"envelopes": [
        {"key": "a", "label": "A", "amount": 1, "transferable": True}]}}, "seule enveloppe"),
    ("envelope.idle", {"windows": [{"key": "a", "closes": "2027-01-31T12:00:00"},
                                   {"key": "b", "closes": "2028-01-31T12:00:00"}],
                       "selection": {"envelopes": [{"key": "a", "label": "A", "amount": 1,
                                                    "year": 2031}]}}, "de 2031"),
    ("perimeter.empty", {"perimeters": [{"key": "nord", "label": "Nord"}], "organisers": [
        {"key": "c", "label": "C", "serves": ["perimeter:nord"]}]}, "« Nord »"),
    ("perimeter.empty", partners(rules=[{"rule": "count", "within": ["perimeter:nord"], "min": 1}])
        | {"perimeters": [{"key": "nord", "label": "Nord"}]}, "[[perimeters]]"),
    ("quota.idle", {"selection": {"quotas": [{"key": "q", "label": "Q", "attribute": "kind",
                                              "min": 1, "per": "window"}]}}, "qu’une"),
    ("quota.idle", {"tracks": [{"key": "a", "label": "A"}],
                     "selection": {"quotas": [{"key": "q", "label": "Q", "attribute": "kind",
                                               "min_share": "0.4",
                                               "tracks": ["a"]}]}}, "places_max"),
    ("ballot.idle", {"stages": [{"key": "v", "label": "V", "kind": "public_vote",
                                 "ballot": "points"}]}, "votes_points"),
]  # fmt: skip
