"""What a finding counts agrees with its number: one place, two places."""

import pytest

from tests.programme.build import said
from tests.programme.parts import form, stage, stated, year

ONE_PLACE = {"places_min": 1, "places_max": 1}
TRACKS = [{"key": key, "label": key.upper(), "places_min": 1} for key in "ab"]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def every(code, **parts):
    return " ".join(map(plain, said(code, **parts)))


@pytest.mark.parametrize(("code", "parts", "words"), [
    ("places.bounds", {"selection": {"places_min": 7, "places_max": 5}},
     "au moins 7 lauréats et au plus 5"),
    ("places.bounds", {"selection": ONE_PLACE, "tracks": TRACKS}, "2 lauréats, pour 1 place"),
    ("stage.votes", stage(kind="public_vote", choices_min=3, choices_max=2),
     "3 dossiers, mais 2 au plus"),
    ("panel.seats", {"panels": [{"key": "p", "label": "P", "people": ["A", "B"],
                                 "seats": [{"key": "s", "label": "S", "max": 1, "quorum": 2}]}]},
     "Il faut 2 présents, pour 1 siège"),
    ("stated.opening", {"stated": stated("opens", "2024-11-01")}, "L’ouverture est ainsi écrite"),
    ("calendar.soon", year({"key": "j", "when": "2024-12-19"}), "vient le jour même de la clôture"),
    ("calendar.soon", year({"key": "j", "when": "2024-12-20"}), "vient 1 jour après la clôture"),
])  # fmt: skip
def test_what_is_counted_agrees_with_its_number(code, parts, words):
    assert words in every(code, **parts)


def test_what_has_no_question_asks_for_one():
    asked = {"about": "criteria", "said": "justifier de moyens", "value": "moyens"}
    found = every("criteria.added", stated=[asked], **form({"key": "q", "kind": "text"}))
    assert "ajoutez une question" in found
