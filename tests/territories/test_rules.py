"""Names and codes, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.kernel.bodies import Kind
from cordee.kernel.places import DEPARTMENTS, REGION_OF, REGIONS
from cordee.territories import rules
from cordee.territories.gazetteer import Gazetteer, shipped


@pytest.fixture(scope="module")
def facts():
    return Gazetteer.load(shipped()).facts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("St-Jean-d’Œuvres", "saint jean d oeuvres"),
        ("STE MARIE", "sainte marie"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("  Évry\u00a0–\u00a0Courcouronnes ", "evry courcouronnes"),
        ("Lës", "les"),
        ("", ""),
        ("\0%_\\", ""),
    ],
)
def test_accents_hyphens_apostrophes_ligatures_and_saints_are_forgiven(typed, meant):
    assert rules.normalised(typed) == meant


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text):
    once = rules.normalised(text)
    assert rules.normalised(once) == once
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@given(st.text(max_size=300))
def test_any_text_is_understood_or_gives_nothing(text):
    asked = rules.understood(text)
    assert len(asked.readings) <= 3
    assert all(0 < len(words) <= rules.MOST_WORDS for words in asked.readings)
    words = [word.removeprefix("@") for words in asked.readings for word in words]
    assert all(word.isalnum() and word.isascii() for word in words)


@given(st.text(alphabet="aàâbcçdeéèêiîïlmnoôœstuùyÿ '-", min_size=1, max_size=60))
def test_case_never_changes_the_key(name):
    assert rules.key(name.upper()) == rules.key(name)


def test_articles_are_left_out_unless_nothing_else_remains():
    assert rules.key("La Ville-aux-Dames") == "ville dames"
    assert rules.key("Les") == "les"


def test_long_forms_and_their_initials_are_one_name():
    assert rules.key("Communauté de communes du Pays de Lumbres") == rules.key(
        "CC du Pays de Lumbres"
    )


def test_a_word_before_the_name_gives_two_readings():
    assert rules.understood("Ville de Lille").readings == (("ville", "lille"), ("lille",))


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("CA du Pays de Saint-Omer", "capso"),
        ("Métropole Européenne de Lille", "mel"),
        ("CC du Pays de Lumbres", "ccpl"),
        ("Montpellier", ""),
        ("", ""),
    ],
)
def test_a_grouping_goes_by_its_initials(name, initials):
    assert rules.initials(name) == initials


def test_only_an_epci_goes_by_its_initials():
    assert rules.marked_initials("cu", "CU de Dunkerque") == "@cud"
    assert rules.marked_initials("commune", "Villeneuve-d’Ascq-sur-Marque") == ""
    assert rules.marked_initials("cc", "Lille Métropole") == "", "two letters say nothing"


def test_a_siren_is_read_however_it_is_spaced_and_inside_a_siret():
    assert rules.understood("200 093 201").readings == (("200093201",),)
    assert rules.understood("200093201 00012").readings == (("200093201",),)


@pytest.mark.parametrize(
    ("insee", "department", "region"),
    [
        ("59350", "59", "32"),
        ("2A004", "2A", "94"),
        ("2b033", "2B", "94"),
        ("97105", "971", "01"),
        ("98735", "987", "987"),
        ("00000", "", ""),
        ("5935", "", ""),
        ("", "", ""),
    ],
)
def test_the_department_and_region_of_an_insee_code(insee, department, region):
    assert rules.department_of(insee) == department
    assert rules.region_of(insee) == region


@pytest.mark.parametrize(
    ("siren", "department", "region"),
    [
        ("215903501", "59", "32"),
        ("246201016", "62", "32"),
        ("219711058", "971", "01"),
        ("212000046", "", "94"),
        ("200093201", "", ""),
        ("930000000", "", ""),
        ("1", "", ""),
        ("2159035O1", "", ""),
    ],
)
def test_the_department_and_region_that_a_siren_carries(siren, department, region):
    assert rules.department_of_siren(siren) == department
    assert rules.region_of(siren) == region


def test_codes_of_communes_and_their_siren_agree_with_the_official_geography(facts):
    communes = [fact for fact in facts if fact.kind == Kind.COMMUNE]
    assert [f.ref for f in communes if rules.department_of(f.insee) != f.department] == []
    assert [f.ref for f in communes if rules.region_of(f.insee) != f.region] == []
    told = [fact for fact in communes if rules.department_of_siren(fact.siren)]
    assert len(told) > 33_000
    odd = [f.ref for f in told if rules.department_of_siren(f.siren) != f.department]
    assert odd == ["commune:47017"], "the one commune registered under a neighbour’s number"


def test_every_department_lies_in_a_known_region():
    assert set(REGION_OF.values()) == set(REGIONS)
    assert len(DEPARTMENTS) == 109
    assert sum(REGION_OF[code] == "32" for code in DEPARTMENTS) == 5


def test_a_label_tells_homonyms_apart():
    first = rules.Said("Saint-Martin", Kind.COMMUNE, "66", 45, "CC Agly Fenouillèdes")
    assert rules.label(first) == "Saint-Martin (66) — 45\u00a0hab., CC Agly Fenouillèdes"


def test_a_label_says_what_a_body_is_and_whether_it_ended():
    gone = rules.Said("Lomme", Kind.ASSOCIATED, "59", parent="Lille", ended="disparu")
    assert rules.label(gone) == "Lomme (59) — commune associée, Lille, disparu"
    abroad = rules.Said("Tournai", Kind.FOREIGN, country="BE")
    assert rules.label(abroad) == "Tournai (BE) — collectivité d’un autre pays"


def test_a_siren_must_hold_its_luhn_key():
    assert rules.siren_is_valid("200093201")
    assert not rules.siren_is_valid("200093202")
    assert not rules.siren_is_valid("20009320")
    assert not rules.siren_is_valid("٢٠٠٠٩٣٢٠١")
