"""Each cross-check speaks when it should, and only then."""

import copy
import functools
import operator
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cordee.programme import Definition, Severity, sense
from cordee.programme.sense.mending import WAY
from cordee.programme.sense.table import CHECKS, TEXT_CHECKS
from tests.english import unsaid
from tests.programme import (
    contradictions_bounds,
    contradictions_choosing,
    contradictions_people,
    contradictions_sequel,
    contradictions_time,
)
from tests.programme.build import define, said
from tests.programme.contradictions_planted import PLANTED
from tests.programme.parts import (
    J1,
    J2,
    QUESTION,
    criterion,
    form,
    milestone,
    stated,
    year,
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


UNLIKE = tomllib.loads((Path(__file__).parent / "unlike.toml").read_text(encoding="utf-8"))[
    "planted"
]
SPEAKS = [
    *contradictions_time.SPEAKS,
    *contradictions_people.SPEAKS,
    *contradictions_choosing.SPEAKS,
    *contradictions_bounds.SPEAKS,
    *contradictions_sequel.SPEAKS,
]


@pytest.mark.parametrize(("code", "parts", "words"), SPEAKS)
def test_a_contradiction_is_told(code, parts, words):
    found = [one for one in sense.remarks(define(**parts), {}) if one.code == code]
    told = [one.message for one in found]
    assert any(words in plain(message) for message in told)
    assert [message for message in told if unsaid(message)] == []
    warned = [one.message for one in found if one.severity is not Severity.NOTICE]
    assert [message for message in warned if not WAY.search(message)] == []


def test_every_check_is_seen_to_speak():
    codes = {check.code for check in (*CHECKS, *TEXT_CHECKS)}
    told = {code for code, *_ in (*SPEAKS, *PLANTED)} | {one["code"] for one in UNLIKE}
    assert codes - told == {"text.deadline", "text.empty", "text.week"}


COMPLETE: dict[str, Any] = {
    "contacts": [{"name": "A", "email": "a@example.org"}],
    "eligibility": [{"rule": "kind", "among": ["epci"]}],
    **milestone("answer", "2025-01-20"),
    **form(QUESTION, max_pages=8),
    **year(J1, J2),
    "criteria": [criterion(fed_by=["q"])],
    "stated": [
        *stated("closes", "2024-12-19T12:00:00"), *stated("duration", 3), *stated("meetings", 2),
        *stated("rhythm", "P2M"), *stated("pages", 8), *stated("fee", 0),
    ],
}  # fmt: skip


def test_a_coherent_definition_is_told_nothing():
    assert [one.message for one in sense.remarks(define(**COMPLETE), {})] == []


def test_a_long_text_left_empty_is_told():
    found = sense.remarks(define(), {"appel.md": "\n \n"})
    assert [(one.file, one.line) for one in found if one.code == "text.empty"] == [("appel.md", 1)]


def test_a_contradiction_that_is_settled_becomes_a_notice_that_tells_the_choice():
    contradiction = {"stated": stated("pages", 8, 9)}
    (open_,) = [r for r in sense.remarks(define(**contradiction), {}) if r.code == "stated.pages"][
        :1
    ]
    settled = [{"about": "pages", "choice": "8 pages", "why": "la fiche le dit"}]
    (closed,) = [
        r
        for r in sense.remarks(define(**contradiction, settled=settled), {})
        if r.code == "stated.pages"
    ][:1]
    assert (open_.severity, closed.severity) == (Severity.WARNING, Severity.NOTICE)
    assert closed.message.startswith(open_.message.partition(" Corrigez")[0])
    assert "[[settled]]" in open_.message
    assert "[[settled]]" not in closed.message
    assert "Tranché par l’organisateur\u00a0: 8 pages (la fiche le dit)." in closed.message


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999999", "-1e-999999", "deux"])
@pytest.mark.parametrize("topic", ["duration", "engagement", "fee", "meetings", "pages"])
def test_a_figure_that_is_none_is_left_aside(topic, value):
    about = [*stated(topic, value), *stated(topic, 3)]
    assert not said("check.failed", stated=about, **year(J1, J2))
    assert not said("check.failed", stated=about[:1], **year(J1, J2))


def test_an_error_is_never_settled():
    settled = [{"about": "places", "choice": "tant pis"}]
    bad = {"selection": {"places_min": 7, "places_max": 5}, "settled": settled}
    (found,) = [r for r in sense.remarks(define(**bad), {}) if r.code == "places.bounds"]
    assert found.severity is Severity.ERROR


def test_an_anchor_that_names_nothing_stops_no_other_check():
    bad = year({"key": "j", "due": {"anchor": "meeting.x"}}) | {"scale": {"min": 5, "max": 5}}
    codes = {one.code for one in sense.remarks(define(**bad), {})}
    assert {"reference.anchor", "scale.empty"} <= codes


@pytest.mark.parametrize("text", [
    "Le montant représente [blank] des fonds.", "avec XX partenaires", "TODO", "Lorem ipsum",
    "deux sessions (le 13 octobre et le ...) de travail", "revue Horizons Publics, date.",
    "Nom : ________", "Rendez-vous le [à préciser]",
])  # fmt: skip
def test_a_place_left_to_fill_is_found_in_a_text(text):
    found = sense.remarks(define(), {"contexte.md": f"# Contexte\n\n{text}\n"})
    placeholders = [(one.file, one.line) for one in found if one.code == "text.placeholder"]
    assert placeholders == [("contexte.md", 3)]


@pytest.mark.parametrize("text", [
    "au XXe siècle", "alimentation, énergie…", "PCAET, PLU...", "des dates, des lieux et du temps.",
    "à une date convenue",
        "« Une équipe […] motivée »",
        "Voyez [date](https://example.org).",
        "Au chapitre XX",
        "au XX^{ème} siècle",
        "Un titre\n________\nUn texte",
])  # fmt: skip
def test_an_ordinary_sentence_is_no_place_left_to_fill(text):
    found = sense.remarks(define(), {"contexte.md": text})
    assert [one.message for one in found if one.code == "text.placeholder"] == []


@pytest.mark.parametrize(("text", "flagged"), [
    ("Vous avez jusqu'au 19 décembre 2024 à 12h pour candidater.", False),
    ("Au plus tard le 19 décembre 2024, à midi.", False),
    ("Envoyez votre dossier **avant le 19 décembre 2024**.", False),
    ("Vous avez jusqu’au 20 décembre 2024.", True),
    ("Vous avez jusqu’au 19 décembre 2024 à minuit.", True),
    ("Date limite de dépôt : jeudi 12 décembre", True),
    ("Le jury se réunit le 20 janvier 2025.", False),
])  # fmt: skip
def test_a_text_that_gives_another_deadline_is_told(text, flagged):
    found = sense.remarks(define(), {"appel.md": f"\n{text}"})
    lines = [one.line for one in found if one.code == "text.deadline"]
    assert lines == ([2] if flagged else [])


@pytest.mark.parametrize(("text", "flagged"), [
    ("Le jury se réunit le **lundi 20 janvier 2025**.", False),
    ("Le jury se réunit le mardi 20 janvier 2025.", True),
    ("Un mardi de janvier, ou jeudi 19 décembre.", False), ("Vendredi 19 décembre, à midi.", True),
    ("Segunda-feira, 20 de janeiro de 2025; lunes 20 de enero de 2025.", False),
    ("Dinsdag 20 januari 2025.", True), ("Samstag, den 20. März 2027, œuvre.", False),
])  # fmt: skip
def test_a_text_that_gives_another_day_of_the_week_is_told(text, flagged):
    found = sense.remarks(define(), {"appel.md": f"\n{text}"})
    lines = [one.line for one in found if one.code == "text.week"]
    assert lines == ([2] if flagged else [])


WHOLE = tomllib.loads((Path(__file__).parent / "planted.toml").read_text(encoding="utf-8"))


def planted(changes):
    """The whole call with some of its lines changed, added (`+`) or taken away (`None`)."""
    data = copy.deepcopy(WHOLE)
    for path, value in changes:
        *steps, last = (int(part) if part.isdigit() else part for part in path.split("."))
        where = functools.reduce(operator.getitem, steps, data)
        if value is None:
            del where[last]
        elif last == "+":
            where.append(value)
        else:
            where[last] = value
    return Definition.model_validate(data)


def grave(definition):
    found = sense.remarks(definition, {})
    assert [one.message for one in found if unsaid(one.message)] == []
    return {one.code for one in found if one.severity in {Severity.ERROR, Severity.WARNING}}


def test_the_call_in_which_they_are_planted_holds_together():
    assert grave(planted(())) == set()


@pytest.mark.parametrize(("code", "changes"), PLANTED)
def test_a_contradiction_planted_in_a_whole_call_is_told(code, changes):
    assert code in grave(planted(changes))


def test_two_decisions_with_one_ceiling_leave_the_same_gap():
    """Two ceilings alike, with different conditions, are compared by their amounts alone."""
    asked = {"rule": "answer", "question": "aide"}
    some = [{**asked, "max": 1000}, {**asked, "max": 1000, "answered": True}]
    stages = [{"key": f"d{place}", "label": "D", "kind": "decision", "when": when}
              for place, when in enumerate(some)]  # fmt: skip
    assert said("check.failed", stages=stages) == []


def test_two_criteria_of_one_name_in_two_tracks_are_never_met_together():
    tracks = {"tracks": [{"key": key, "label": key} for key in "ab"]}
    same = {"label": "Capacité", "points": 40}
    apart = [{**same, "key": key, "tracks": [key]} for key in "ab"]
    assert said("word.twice", criteria=apart, **tracks) == []
    assert said("word.twice", criteria=[apart[0], {**same, "key": "b"}], **tracks)


def test_two_periods_of_one_name_are_told_unless_they_serve_different_places():
    one, two = ({"key": key, "closes": f"2027-0{n}-01"} for n, key in ((2, "a"), (3, "b")))
    assert said("word.twice", windows=[one, two])
    apart = [{**one, "serves": ["departement:59"]}, {**two, "serves": ["departement:02"]}]
    assert said("word.twice", windows=apart) == []
