"""To whom a file goes, and what is said of a track and of its parts."""

import pytest

from cordee.applications.forms.gathering import track_choices
from cordee.applications.rules.addressed import addressed, addressed_findings
from tests.programme.build import define

NORD = {"key": "nord", "label": "Agence du Nord", "serves": ["departement:59"]}
SUD = {"key": "sud", "label": "Agence du Sud", "serves": ["region:93"]}
FROM = {"59": {"departement:59", "region:32"}, "13": {"departement:13", "region:93"},
        "75": {"departement:75"}}  # fmt: skip


@pytest.mark.parametrize(("place", "key"), [("59", "nord"), ("13", "sud")])
def test_a_file_goes_to_the_organiser_that_serves_its_place(place, key):
    made = define(organisers=[NORD, SUD])
    assert addressed(made, FROM[place]).key == key
    assert addressed_findings(made, FROM[place]) == []


def test_a_place_that_nobody_serves_is_refused_with_the_way_out():
    (found,) = addressed_findings(define(organisers=[NORD, SUD]), FROM["75"])
    assert (found.code, found.blocks, "Agence du Nord" in found.sentence) == (
        "organiser.place", True, True,
    )  # fmt: skip
    (found,) = addressed_findings(define(organisers=[NORD, SUD]), set())
    assert (found.verdict.name, "territoire" in found.sentence) == ("MISSING", True)


def test_who_leads_the_call_receives_the_files_of_nobody_else():
    lead = {"key": "centre", "label": "Centre"}
    assert addressed_findings(define(organisers=[lead, NORD]), FROM["75"]) == []


PARTS = [{"key": "eau", "label": "Eau", "organiser": "nord",
          "team": {"min": 2}}, {"key": "rivieres", "label": "Rivières", "within": "eau"},
         {"key": "air", "label": "Air"}]  # fmt: skip


def test_a_part_of_a_track_hears_what_is_said_of_the_whole():
    made = define(
        tracks=PARTS, organisers=[{"key": "nord", "label": "N"}],
        form={"sections": [{"key": "s", "label": "S", "questions": [
            {"key": "debit", "label": "Débit", "kind": "text", "tracks": ["eau"]}]}]},
    )  # fmt: skip
    assert [one.key for one in made.questions("", "rivieres")] == ["debit"]
    assert list(made.questions("", "air")) == []
    assert made.team_of("rivieres").min == 2
    assert made.team_of("air") is None
    assert addressed(made, set(), "rivieres").key == "nord"
    assert track_choices(made) == [("rivieres", "Eau – Rivières"), ("air", "Air")]


def test_tracks_that_contain_each_other_lead_nobody_astray():
    made = define(tracks=[{"key": "a", "label": "A", "within": "b"},
                          {"key": "b", "label": "B", "within": "a"}])  # fmt: skip
    assert [one.key for one in made.line_of("a")] == ["a", "b"]
    assert made.concerns(["b"], "a")
