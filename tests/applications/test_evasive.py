"""Evasive answers receive kind advice, and honest ones none; nothing is ever refused for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.applications.rules.evasive import evasive, evasive_findings
from cordee.kernel.findings import blocking
from cordee.programme.schema import questions as q

HONEST = (
    "Notre commune rénove son école avec les parents. Trois ateliers ont réuni quarante familles. "
    "Le bilan complet est en annexe, mais l’essentiel tient en une idée : chacun a pu raconter sa "
    "classe d’hier et celle de demain. Nous voulons maintenant relier ces récits au plan climat, "
    "avec les agents et les élu·es qui les portent."
)


def asked(key: str = "besoins", **more: object) -> q.LongText:
    return q.LongText.model_validate({"key": key, "label": key.capitalize(), **more})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cf. pièce jointe", "renvoyez ailleurs"),
        ("Voir l’annexe 2.", "renvoyez ailleurs"),
        ("Idem", "renvoyez ailleurs"),
        ("Les besoins sont dans le document transmis par courriel.", "renvoyez ailleurs"),
        ("À compléter", "rien lire"),
        ("RAS", "rien lire"),
        ("xxx", "rien lire"),
        ("Du temps.", "très court"),
        ("Nous y croyons. Nous y croyons ! Nous y croyons. Nous y croyons.", "même phrase"),
    ],
)
def test_an_answer_no_jury_could_judge_is_told_kindly(text: str, said: str):
    found = evasive(asked(), text)
    assert found is not None
    assert said in found.sentence
    assert not found.blocks


@pytest.mark.parametrize(
    "text",
    [
        HONEST,
        "",
        "Nous manquons d’une personne qui sache animer un atelier avec des agriculteurs.",
        "Nous revoyons chaque annexe du plan avec les habitants, pièce par pièce, en atelier.",
    ],
)
def test_an_honest_answer_is_left_alone(text: str):
    assert evasive(asked(), text) is None


def test_a_text_far_from_its_limit_is_short_unless_its_minimum_already_says_so():
    text = "Nous voulons apprendre à raconter nos projets autrement."
    limit = {"unit": "lines", "max": 30}
    assert evasive(asked(limit=limit), text) is not None
    assert evasive(asked(limit={**limit, "min": 20}), text) is None
    assert evasive(asked(limit={"unit": "lines", "max": 4}), text) is None


def test_the_example_copied_is_no_answer():
    example = "Un atelier par mois dans chaque quartier, avec un compte rendu affiché en mairie."
    found = evasive(asked(example=example), example)
    assert found is not None
    assert "exemple" in found.sentence


def test_the_same_text_twice_names_the_other_question():
    found = evasive_findings(
        [asked("projet"), asked("besoins")], {"projet": HONEST, "besoins": HONEST}
    )
    assert [one.code for one in found] == ["answer.repeated"]
    assert found[0].where == "questions.besoins"
    assert "Projet" in found[0].sentence


def test_two_short_texts_that_agree_are_no_repetition():
    text = "Une animatrice pour nos ateliers du soir."
    assert evasive_findings([asked("a"), asked("b")], {"a": text, "b": text}) == []


@given(st.one_of(st.text(max_size=400), st.dictionaries(st.text(max_size=3), st.text(max_size=40))))
def test_whatever_is_written_it_is_advice_and_never_a_refusal(value: object):
    found = evasive_findings([asked("a"), asked("b")], {"a": value, "b": value})
    assert blocking(found) == []
