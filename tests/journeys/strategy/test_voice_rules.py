"""Words go as far as the least generous voice allows, and are told as each wished."""

from datetime import UTC, datetime

import pytest

from cordee.journeys.strategy.rules.voices import (
    Consent,
    quoted_keys,
    reach,
    replaced,
    sheet_faults,
    signature,
    wide,
)

THEN = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "consents", "audience"),
    [
        ("public", [], "me"),
        ("public", [Consent("public", None)], "me"),
        ("public", [Consent("public", THEN)], "public"),
        ("cohort", [Consent("public", THEN)], "cohort"),
        ("public", [Consent("public", THEN), Consent("team", THEN)], "team"),
        ("public", [Consent("public", THEN), Consent("public", None)], "me"),
        ("public", [Consent("public", THEN), Consent("public", THEN, over=True)], "me"),
    ],
)
def test_words_go_as_far_as_every_voice_allows(wanted, consents, audience):
    assert reach(wanted, consents) == audience


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("name", "Ada, élue"),
        ("function", "élue"),
        ("nothing", "une personne du parcours"),
    ],
)
def test_a_voice_is_told_as_she_wished(named, said):
    assert signature("Ada", "élue", named) == said


def test_nobody_s_function_is_nobody():
    assert signature("Ada", "", "function") == "une personne du parcours"


def test_markers_are_found_once_and_told_and_an_unknown_one_tells_nothing():
    text = "Oui [temoignage:0123456789ab] et [temoignage:ffffffffffff], [temoignage:0123456789ab]"
    assert quoted_keys(text) == ["temoignage:0123456789ab", "temoignage:ffffffffffff"]
    told = replaced(text, {"temoignage:0123456789ab": "« Bien »"})
    assert told.count("« Bien »") == 2
    assert "[témoignage non communiqué]" in told
    assert quoted_keys("[extrait:0123456789ab] [autre:0123456789ab]") == ["extrait:0123456789ab"]
    assert replaced("[extrait:0123456789ab]", {}) == "[extrait non communiqué]"


def test_a_sheet_goes_no_farther_than_the_cohort_before_it_is_read_over():
    assert [wide(one) for one in ("team", "cohort", "public")] == ["team", "cohort", "cohort"]


def test_a_failure_alone_makes_a_sheet():
    assert sheet_faults("Notre forum", "", "Personne n’est venu") == []
    assert [one.code for one in sheet_faults(" ", "", " ")] == ["sheet.title", "sheet.empty"]
