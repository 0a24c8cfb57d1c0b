"""Contradictions of bounds, of access, of the flow of a file and of envelopes."""

from typing import Any

from tests.programme.parts import QUESTION, TABLE, WINDOW, criterion, form, stage, window

A, B = {"key": "a", "label": "A"}, {"key": "b", "label": "B"}
TRACKS = {"tracks": [A, B]}
STEPS = [{"key": "s1", "window": WINDOW["key"]}]
PRODUCT = {"key": "total", "label": "T", "kind": "money", "product_of": ["zzz"]}


def grant(**parts: Any) -> dict[str, Any]:
    return {"grants": [{"key": "g", "label": "G", **parts}]}


def number(**parts: Any) -> dict[str, Any]:
    return {"rule": "number", "fact": "population", **parts}


def day(key: str, **parts: Any) -> dict[str, Any]:
    return {"kind": "date", "key": key, **parts}


SPEAKS: list[tuple[str, dict[str, Any], str]] = [
    ("share.outside", grant(public_aid_max=80), "0.8 pour 80 %"),
    ("share.outside", grant(cost_limits=[{"label": "C", "max_share": 30}]), "0.3 pour 30 %"),
    ("bounds.reversed", grant(costs_min=10, costs_max=5), "« costs_min » (10) dépasse"),
    ("bounds.reversed", {"project": {"lasts_min": "P3Y", "lasts_max": "P12M"}}, "lasts_max"),
    ("bounds.reversed", {**TRACKS, "tracks": [{**A, "project": {"cost_min": 9, "cost_max": 5}}]},
     "cost_max"),
    ("bounds.reversed", form(day("d", earliest="2027-05-01", latest="2027-04-01")), "latest"),
    (
        "bounds.reversed",
        {"milestones": [{"key": "m", "label": "M", "when": "2025-01-02", "at": "14:00",
                         "until": "09:00"}]},
        "until",
    ),
    (
        "eligibility.nobody",
        {"eligibility": [{"rule": "kind", "among": ["epci"]},
                         {"rule": "kind", "among": ["commune"]}]},
        "n’admettent plus personne",
    ),
    (
        "eligibility.nobody",
        {**TRACKS, "eligibility": [{"rule": "kind", "among": ["epci"]},
                                   {"rule": "kind", "among": ["commune"], "tracks": ["b"]}]},
        "sur le volet « B »",
    ),
    ("eligibility.numbers", {"eligibility": [number(min=5000), number(max=2000)]},
     "n’admettent aucun nombre"),
    ("eligibility.members", {"eligibility": [number(min=2, of="members")]}, "Combien de membres"),
    ("eligibility.members", {"eligibility": [number(min=2, members=2)]}, "ne dit rien sans"),
    ("applicant.files", {"applicant": {"files_per_applicant": 2, "awards_max": 3}},
     "ne dépose que 2 dossiers"),
    ("applicant.files", {"applicant": {"ranked_files": True}}, "n’en dépose qu’un"),
    (
        "step.survivors",
        {**TRACKS, "steps": [*STEPS, {"key": "s2", "label": "Dossier", "window": WINDOW["key"],
                                      "after": "jury"}], **stage(tracks=["a"])},
        "n’y arriveront jamais",
    ),
    (
        "stage.elsewhere",
        {**TRACKS, "steps": [{**STEPS[0], "tracks": ["a"]}], **stage(step="s1", tracks=["b"])},
        "aucun volet en commun",
    ),
    (
        "stage.elsewhere",
        {**TRACKS, "criteria": [criterion(tracks=["a"])], **stage(criteria=["c"], tracks=["b"])},
        "aucun de ses volets",
    ),
    (
        "stage.grows",
        {"stages": [{"key": "x", "label": "X", "kept_max": 5},
                    {"key": "y", "label": "Y", "kept_max": 9}]},
        "n’en laisse que 5",
    ),
    ("step.ways", {"steps": [{**STEPS[0], "ways": ["portal"]}]}, "ajoutez portal"),
    ("step.ways", {"steps": [{**STEPS[0], "ways": ["email"]}]}, "ajoutez mailboxes"),
    ("step.ways", {"steps": [{**STEPS[0], "ways": ["hand"]}]}, "ajoutez postal_address"),
    ("step.pages", {"steps": [{**STEPS[0], "max_pages": 9}], **form(max_pages=8)}, "limité à 8"),
    ("track.lost", {"tracks": [{**A, "within": "a"}]}, "se contient lui-même"),
    ("track.lost", {**TRACKS, "steps": [{**STEPS[0], "tracks": ["a"]}]}, "nul ne pourrait"),
    (
        "budget.question",
        {"selection": {"budget": 5}, "form": {"sections": [{"key": "s", "label": "S", "questions": [
            {"key": "aide", "label": "Aide", "kind": "money"},
            {"key": "cout", "label": "Coût", "kind": "money"}]}]}},
        "asked_question",
    ),
    ("budget.over", {"tracks": [{**A, "budget": 9}], "selection": {"budget": 5}}, "des volets"),
    ("budget.over", {**window(budget=9), "selection": {"budget": 5}}, "des périodes"),
    ("places.few", {"tracks": [{**A, "places_max": 1}], "selection": {"places_min": 3}},
     "n’offrent ensemble que 1"),
    ("grant.brackets", grant(brackets=[{"up_to": 5}]), "soit un taux"),
    ("grant.brackets", grant(brackets=[{"rate": "0.2"}, {"up_to": 5, "rate": "0.1"}]),
     "se place en dernier"),
    ("grant.brackets", grant(brackets=[{"up_to": 9, "rate": "0.2"}, {"up_to": 5, "rate": "0.1"}]),
     "de la plus basse"),
    ("grant.bonuses", grant(bonuses=[{"label": "Rural"}]), "n’ajoute rien"),
    ("grant.bonuses", grant(rate_max="0.9", public_aid_max="0.8"), "cumul permis"),
    ("grant.bonuses", grant(overheads_max="0.2", overheads_flat="0.2"), "soit au forfait"),
    ("grant.terms", grant(interest="0.02"), 'kind = "loan"'),
    ("grant.ranks", {"grants": [{"key": "g", "label": "G", "rank": 1},
                                {"key": "h", "label": "H", "rank": 1}]}, "au même rang"),
    ("criteria.points_weight", {"criteria": [criterion("a", points=30), criterion("b", points=70)]},
     "seuls les poids comptent"),
    ("form.sum", form({**TABLE, "columns": [PRODUCT]}), "n’est pas une autre colonne"),
    ("form.sum", form({**TABLE, "columns": [{"key": "x", "label": "X", "rate": "0.1"}]}),
     "dites de quoi"),
    (
        "form.sum",
        form({**TABLE, "columns": [{"key": "x", "label": "X"},
                                   {"key": "y", "label": "Y", "sum_of": ["x"],
                                    "product_of": ["x"]}]}),
        "soit une somme",
    ),
    ("form.fact", form({**QUESTION, "when": {"fact": "genre", "equals": "epci"}}),
     "n’est pas un fait connu"),
    ("form.fact", form({**QUESTION, "when": {"fact": "kind", "equals": "epcis"}}),
     "ne vaut jamais « epcis » : vouliez-vous dire « epci » ?"),
    ("form.dates", form(day("d", follows="d")), "n’est pas une autre question de date"),
]  # fmt: skip
