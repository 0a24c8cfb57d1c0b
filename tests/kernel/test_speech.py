"""A sentence is French wherever it goes, and English for whoever asks."""

import copy
import inspect
import json
import pickle
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from cordee.kernel import canonical, english, french, speech
from cordee.kernel.counting import Unit
from cordee.kernel.counting import said as counted
from cordee.kernel.findings import missing
from cordee.kernel.moments import Duration, When
from cordee.kernel.typography import NBSP
from cordee.programme.schema.words import Words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (french.day(date(2024, 12, 19)), f"Thursday 19{NBSP}December 2024"),
        (french.hour(time(12)), "12:00"),
        (
            french.moment(datetime(2024, 12, 19, 12, tzinfo=UTC), zone="Europe/Paris"),
            f"Thursday 19{NBSP}December 2024 at 12:00 (Paris time)",
        ),
        (french.number(Decimal("34969.5")), "34,969.5"),
        (french.money(Decimal("1250.5")), "€1,250.50"),
        (french.plural(0, "personne"), f"0{NBSP}people"),
        (french.plural(1, "personne"), f"1{NBSP}person"),
        (french.listed(["a", "b", "c"], "ou"), "a, b or c"),
        (french.quoted("Lens"), "“Lens”"),
        (french.named("temps de travail", "WorkTime"), "work time"),
        (counted(2, Unit.LINES), f"2{NBSP}lines"),
        (Duration.parse("P1M").said(), f"1{NBSP}month"),
        (When.parse("2025-W38 | 2025-W39").said(),
         "week 38 of 2025 or week 39 of 2025, date to be confirmed"),
        (When.parse("early 2021-07").said(), "early July 2021, date to be confirmed"),
    ],
)  # fmt: skip
def test_dates_numbers_and_nouns_are_said_in_english(said, told):
    assert speech.into(said, "en") == told


def test_a_sentence_says_its_values_in_the_same_language_and_labels_in_the_organiser_s():
    people = french.plural(2, "personne")
    label = Words({"fr": "Élu·e", "en": "Elected"})
    said = french.say("{label} : {bound}.", label=label, bound=people)
    assert said == f"Élu·e{NBSP}: 2{NBSP}personnes."
    assert speech.into(said, "en-GB") == f"Elected: 2{NBSP}people."
    assert speech.into(said, "de") == said


def test_braces_that_someone_typed_stay_as_they_are():
    said = french.say("{label} : {bound}.", label="{0.__class__}", bound="{x}")
    assert speech.into(said, "en") == "{0.__class__}: {x}."


def test_nothing_but_a_string_reaches_a_journal_or_a_file():
    said = french.typeset(french.say("Il manque {told} sur {total}.", told="a", total=2))
    assert json.loads(json.dumps(said)) == "Il manque a sur 2."
    assert canonical.canonical([said]) == b'["Il manque a sur 2."]'
    for twin in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):  # noqa: S301 - our own
        assert twin == said
        assert speech.into(twin, "en") == "a out of 2 are missing."


def test_sentences_added_to_one_another_keep_both():
    both = french.say("{yes} oui", yes=1) + ", " + french.plural(2, "page")
    assert speech.into("«" + both, "en") == f"«1 yes, 2{NBSP}pages"


def test_a_finding_written_plainly_is_found_in_the_catalogue_too():
    asked = "Indiquez votre territoire : il dit à quel organisateur va le dossier."
    found = missing("x", "team", asked, evidence=("un texte",))
    assert str(speech.into(found.sentence, "en")).startswith("Tell us your territory: it says")
    assert speech.into(found.evidence, "en") == ["a text"]


def test_a_page_prints_the_language_of_its_reader_and_escapes_it(monkeypatch):
    said = french.say("{label} : {bound}.", label="<b>", bound="x")
    monkeypatch.setattr(speech, "_readers", [lambda: "en"])
    assert said.__html__() == "&lt;b&gt;: x."
    assert speech.heard(said) == "<b>: x."
    monkeypatch.setattr(speech, "_readers", [])
    assert said.__html__() == f"&lt;b&gt;{NBSP}: x."


def test_every_maker_of_french_has_its_english_twin():
    makers = {name: one for name, one in vars(french).items() if hasattr(one, "__wrapped__")}
    assert len(makers) > 10
    for name, maker in makers.items():
        twin = inspect.signature(getattr(english, name))
        assert list(twin.parameters) == list(inspect.signature(maker).parameters), name
