"""Dates in words move in every language that CLDR names months in, and nothing else does."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date, get_month_names

from cordee.programme import spelled
from cordee.programme.shift import languages_of, moved, shifted
from tests.programme.build import define

WEEK = timedelta(weeks=52)
TABLE = Path(spelled.__file__).with_name("months.toml")


@pytest.mark.parametrize(("language", "text", "later"), [
    ("fr", "le 1er mars 2027", "le 28 février 2028"), ("fr", "Décembre 2026", "Décembre 2027"),
    ("en", "February 15, 2027", "February 14, 2028"), ("en", "15 Feb 2027", "15 Feb 2027"),
    ("en", "February\u00a015, 2027", "February\u00a014, 2028"),
    ("de", "am 15. Februar 2027", "am 14. Februar 2028"), ("de", "April 2027", "April 2028"),
    ("es", "15 de enero de 2027", "14 de enero de 2028"),
    ("pt", "15 de março de 2027", "13 de março de 2028"),
    ("ca", "15 d’abril del 2027", "13 d’abril del 2028"),
    ("it", "15 febbraio 2027", "14 febbraio 2028"), ("nl", "mei 2027", "mei 2028"),
    ("pl", "15 lutego 2027 r.", "14 lutego 2028 r."), ("el", "15 Μαΐου 2027", "13 Μαΐου 2028"),
    ("hu", "2027. február 15.", "2028. február 14."), ("ja", "2027年2月15日", "2028年2月14日"),
    ("zh", "2027年2月15日", "2028年2月14日"), ("ko", "2027년 2월 15일", "2028년 2월 14일"),
    ("he", "15 בפברואר 2027", "14 בפברואר 2028"),
    ("de", "30. Februar 2027", "30. Februar 2027"),
    ("de", "Maiglöckchen 2027", "Maiglöckchen 2027"),
])  # fmt: skip
def test_a_date_moves_in_its_own_words(language, text, later):
    text, later = text.replace("’", "\u2019"), later.replace("’", "\u2019")
    assert spelled.moved(text, WEEK, [language]) == later


@pytest.mark.parametrize("language", sorted(spelled.known()))
def test_what_cldr_writes_is_read_and_moved_as_cldr_writes_it(language):
    day = date(2027, 2, 15)
    text = format_date(day, "long", locale=language)
    assert spelled.moved(text, WEEK, [language]) == format_date(day + WEEK, "long", locale=language)


def test_the_table_of_months_is_that_of_cldr():
    for language, forms in tomllib.loads(TABLE.read_text()).items():
        for context, names in zip(("format", "stand-alone"), forms, strict=False):
            known = get_month_names("wide", context, language)
            assert language == "zh" or names == [known[n] for n in range(1, 13)], language


def test_a_date_moves_once_even_where_two_languages_share_a_month():
    assert spelled.moved("April 2027, april 2027", WEEK, ["de", "nl"]) == "April 2028, april 2028"
    text = moved("Am 1. Mai 2027, the 1 May 2027, le 1er mai 2027", "note", 1, ["de"])
    assert text == "Am 8. Mai 2027, the 8 May 2027, le 8 mai 2027"


def test_the_languages_of_a_call_are_those_it_declares_and_those_it_writes():
    title = {"fr": "Appel du 15 mars 2027", "gsw": "Ufruef vom 15. März 2027"}
    call = define(title=title, languages=["de-CH", "fr"])
    assert languages_of(call.data()) == ("de-CH", "fr", "gsw")
    assert shifted(call, 1).title.into("gsw") == "Ufruef vom 22. März 2027"
