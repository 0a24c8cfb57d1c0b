"""Calls unlike any other, written from the guide alone: each is deposited, proved and printed."""

from pathlib import Path

import pytest

from cordee.people.models import User
from cordee.programme import load
from tests.applications.whole_way import LARGE, Way

OWN = {
    "civic_budget": {"podpisy": "50"},
    "click_day": {"costo": "1000", "contributo": "500"},
    "drawing_rights": {
        "tirage": "50000",
        "demande": "80000",
        "total": "150000",
        "investissements": [{"nom": "Toit", "annee": "2028", "montant": "150000", "aide": "80000"}],
    },
    "federal": {"request": "600000", "match": "300000"},
    "guarantee": {"montant": "20000"},
    "impact_loan": {"amount": "300000"},
    "nature": {
        "start": "2029-01-01",
        "months": "40",
        "costs": "20000000",
        "request": "12000000",
        "budget": [
            {
                "who": name,
                "staff": "9000000",
                "subcontracting": "0",
                "other": "345794.39",
                "direct": "9345794.39",
                "indirect": "654205.6073",
                "total": "9999999.9973",
            }
            for name in "AB"
        ],
    },
    "residency": {"francais": "b1"},
    "sketch": {"kosten": [{"partner": "Kommune", "summe": "100", "foerderung": "80"}]},
    "two_stages": {
        "lump": [
            {
                "partner": name,
                "staff": "100",
                "others": "50",
                "third": "10",
                "indirect": "37.5000",
                "total": "197.5000",
            }
            for name in "ABC"
        ]
    },
    "state_grants": {
        "cout": "60000",
        "demande": "12000",
        "financement": [{"qui": "État", "montant": "60000", "acquis": "oui"}],
    },
    "twinning": {"debut": "2027-10-04", "fin": "2028-04-04"},
    "water": {"cout": "60000", "aide": "30000"},
}
"""What a call wants of its answers taken together, that no question says by itself."""
CALLS = sorted(Path("tests/definitions/unlike").glob("*.toml"))


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_a_call_unlike_any_other_is_gone_through(path: Path, nadia: User, amina: User):
    definition = load(path).definition
    assert definition is not None
    for track in [one.key for one in definition.chosen_tracks()][: 2 if LARGE else 1] or [""]:
        key = {"key": f"{definition.key}-{track}"} if track else {}
        way = Way(definition.model_copy(update=key), nadia, amina, OWN.get(path.stem, {}), track)
        made = way.go()
        assert made
