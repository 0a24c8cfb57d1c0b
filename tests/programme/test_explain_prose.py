"""What is explained reads well: whole sentences, French typography, nothing left over."""

import re
from pathlib import Path

import pytest

from cordee.kernel.french import near, of, strung, typeset
from cordee.kernel.moments import Duration
from cordee.kernel.speech import into
from cordee.programme import load
from cordee.programme.explain import calendar, explain, markdown, terminal
from cordee.programme.explain.delays import before, each, inside
from cordee.programme.explain.document import Item, Listing, Section, Table, text
from cordee.programme.explain.prose import nodes
from cordee.programme.explain.teller import Teller
from cordee.programme.explain.telling import SENTENCES
from cordee.programme.schema import Definition
from tests.programme.build import define
from tests.programme.everything import filled, kinds

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "programmes.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml exemple\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
FOLDERS = [path.parent for path in sorted((ROOT / "programmes").glob("*/definition.toml"))]
LOADED = [*(load({"definition.toml": one.encode()}) for one in EXAMPLES), *map(load, FOLDERS)]


def sentences(node):
    """Every line of text under a node."""
    match node:
        case Section():
            yield node.title
            for inside in node.nodes:
                yield from sentences(inside)
        case Listing():
            for item in node.items:
                yield from sentences(item)
        case Item():
            yield text(node.runs)
            for item in node.items:
                yield from sentences(item)
        case Table():
            yield node.caption
            for row in node.rows:
                yield from row
        case _:
            yield text(node.runs)


@pytest.mark.parametrize("loaded", LOADED, ids=lambda one: one.definition.key)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_has_a_hole_or_a_loose_space(loaded, language):
    document = explain(loaded.definition, loaded.texts, language)
    said = [line for section in document.sections for line in sentences(section)]
    flawed = [
        line
        for line in said
        if re.search(
            r"None|  | ,|\(\)|«\s*»|;\s*[.;]|: ?[.;]|\.\s*[:;]|\.\.(?!\.)|Decimal",
            line.replace("...", "…"),
        )
    ]
    assert flawed == []


@pytest.mark.parametrize("loaded", LOADED, ids=lambda one: one.definition.key)
def test_the_explanation_keeps_french_typography(loaded):
    document = explain(loaded.definition, loaded.texts)
    said = [line for section in document.sections for line in sentences(section)]
    assert [line for line in said if typeset(line) != line] == []


@pytest.mark.parametrize("loaded", LOADED, ids=lambda one: one.definition.key)
def test_every_heading_of_a_page_has_something_under_it(loaded):
    def empty(node):
        if isinstance(node, Section):
            return not node.nodes or any(empty(inside) for inside in node.nodes)
        return False

    document = explain(loaded.definition, loaded.texts)
    assert [one.key for one in document.sections if empty(one)] == []


@pytest.mark.parametrize("loaded", LOADED, ids=lambda one: one.definition.key)
def test_keys_of_sections_are_unique_so_that_links_can_name_them(loaded):
    def keys(node):
        if isinstance(node, Section):
            yield node.key
            for inside in node.nodes:
                yield from keys(inside)

    document = explain(loaded.definition, loaded.texts)
    found = [key for one in document.sections for key in keys(one)]
    assert sorted({key for key in found if found.count(key) > 1}) == []


@pytest.mark.parametrize("kind", [one for one in kinds() if one in SENTENCES])
def test_a_record_with_only_what_it_must_have_is_told_too(kind):
    full = filled(kind)
    needed = {
        name: getattr(full, name) for name, info in kind.model_fields.items() if info.is_required()
    }
    bare = kind.model_construct().model_copy(update=needed)
    said = list(sentences(Teller(filled(Definition), {}, SENTENCES).item(bare)))
    assert "None" not in " ".join(said)


def test_markdown_of_a_text_is_escaped_and_never_markup():
    loaded = load(
        {
            "definition.toml": b'key = "a"\ntitle = "A <b>*x*</b> | y"\n'
            b'organisers = [{ key = "o", label = "[o](javascript:x)" }]\n'
            b'windows = [{ key = "w" }]\ntexts = [{ key = "t", label = "T", file = "t.md" }]\n',
            "t.md": b"<script>x</script>\n\n[mal](javascript:alert(1)) [bien](https://example.org)\n",
        }
    )
    told = markdown(explain(loaded.definition, loaded.texts))
    assert "\\<b\\>" in told
    assert "](javascript" not in told.replace("\\]", "")
    assert "[bien](https://example.org)" in told
    assert "<script>" not in told.replace("\\<script\\>", "")


def test_lists_in_lists_and_headings_of_a_text_become_nodes():
    found = nodes("avant\n\n# Titre\n\n- un\n  - deux\n\n1. **trois**\n", "t")
    assert text(found[0].runs) == "avant"
    section = found[1]
    assert (section.key, section.title) == ("t-1", "Titre")
    bullets, numbers = section.nodes
    assert text(bullets.items[0].items[0].runs) == "deux"
    assert numbers.ordered
    assert numbers.items[0].runs[0].strong


def test_a_definition_without_texts_nor_dates_is_explained_and_has_a_calendar():
    bare = Definition.model_validate(
        {
            "key": "a",
            "title": "A",
            "organisers": [{"key": "o", "label": "O"}],
            "windows": [{"key": "w", "permanent": True}],
        }
    )
    assert "reçoit les dossiers en permanence" in terminal(explain(bare))
    assert calendar(bare) == []


def test_a_definition_that_names_nothing_right_is_explained_all_the_same():
    lost = {"anchor": "meeting.nulle-part", "offset": "P1M"}
    faulty = Definition.model_validate(
        {
            "key": "a",
            "title": "A",
            "organisers": [{"key": "o", "label": "O"}],
            "windows": [{"key": "w", "closes": "2027-01-31T12:00:00", "tracks": ["rien"]}],
            "steps": [{"key": "s", "window": "rien", "after": "rien", "follows": "rien"}],
            "stages": [
                {"key": "j", "label": "J", "panel": "rien", "criteria": ["rien"], "ends": lost}
            ],
            "criteria": [{"key": "c", "label": "C", "fed_by": ["rien"], "within": "rien"}],
            "eligibility": [{"rule": "kind", "among": ["rien"], "judged": "rien", "as_of": lost}],
            "fees": [{"key": "f", "label": "F", "rates": [{"amount": 1}], "due": lost}],
            "year": {
                "meetings": [
                    {"key": "m", "label": "M", "due": lost, "venue": "rien", "template": "rien"},
                    {"key": "n", "label": "N", "due": {"anchor": "meeting.n"}},
                ],
                "pledges": [{"key": "p", "label": "P", "rule": "presence.all", "who": "rien"}],
                "charter": {"signatory": "x", "given": lost, "due": lost, "text": "rien.md"},
            },
        }
    )
    assert "«\xa0rien\xa0»" in terminal(explain(faulty))
    assert [one.key for one in calendar(faulty) if one.when.spans] == ["window.w.closes"]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "definitions").rglob("*.toml")), ids=lambda path: path.stem
)
def test_every_definition_kept_from_older_days_is_explained(path):
    loaded = load(path)
    assert typeset(str(loaded.definition.title)).upper() in terminal(explain(loaded.definition))


def test_who_decides_how_all_are_kept_and_the_languages_read_as_sentences():
    definition = define(
        panels=[{"key": "p", "label": "P", "advisory": True, "decided_by": "le comité directeur"}],
        selection={"method": "all_admitted"},
        form={"languages": ["en", "cy"]},
        eligibility=[{"rule": "place", "within": ["country:GB/ENG"]}],
    )
    told = " ".join(terminal(explain(definition)).replace("\u00a0", " ").split())
    assert "la décision est prise par le comité directeur" in told
    assert "tous les dossiers admis sont retenus" in told
    assert "choix tous" not in told
    assert "rédigé en anglais ou gallois" in told
    assert "Angleterre" in told


@pytest.mark.parametrize(("written", "often", "earlier"), [
    ("P1M", "chaque mois", "dans le mois qui précède"),
    ("P1W", "chaque semaine", "dans les 7 jours qui précèdent"),
    ("P2M", "tous les 2 mois", "dans les 2 mois qui précèdent"),
    ("P6W", "toutes les 6 semaines", "dans les 6 semaines qui précèdent"),
    ("PT48H", "toutes les 48 heures", "dans les 48 heures qui précèdent"),
])  # fmt: skip
def test_a_duration_agrees_with_what_counts_it(written, often, earlier):
    told = each(Duration.parse(written)), before(Duration.parse(written))
    assert tuple(one.replace("\u00a0", " ") for one in told) == (often, earlier)


def test_an_article_contracts_in_the_singular_and_in_the_plural():
    assert [of(one) for one in ("le jury", "les services")] == ["du jury", "des services"]
    assert [near(one) for one in ("le jury", "les services", "la mairie")] == [
        "auprès du jury", "auprès des services", "auprès de la mairie"]  # fmt: skip


@pytest.mark.parametrize(("written", "every", "within"), [
    ("P1B", "chaque jour ouvré", "dans le jour ouvré"), ("PT1H", "chaque heure", "dans l’heure"),
    ("P2B", "tous les 2 jours ouvrés", "dans les 2 jours ouvrés"),
    ("PT48H", "toutes les 48 heures", "dans les 48 heures"), ("P1M", "chaque mois", "dans le mois"),
    ("P1M10D", "à intervalles de 1 mois et 10 jours", "dans un délai de 1 mois et 10 jours"),
])  # fmt: skip
def test_a_delay_of_one_is_said_in_the_singular(written, every, within):
    delay = Duration.parse(written)
    assert _flat(each(delay)) == every
    assert _flat(inside(delay)) == within
    assert "1 " not in _flat(into(each(Duration.parse("P1B")), "en"))


def test_a_sign_between_two_sentences_keeps_its_space():
    assert strung("Fin", " : ", "Visite", between="") == "Fin\N{NO-BREAK SPACE}: Visite"
    assert strung("a", "b", between=" ; ") == "a\N{NARROW NO-BREAK SPACE}; b"
    assert into(strung("Fin", " : ", "Visite", between=""), "en") == "Fin: Visite"


def _flat(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_programme_of_two_days_is_not_said_to_last_a_month():
    met = {"key": "j", "label": "J", "dates": ["2027-05-08", "2027-05-09"], "days": 2}
    told = " ".join(terminal(explain(define(year={"meetings": [met]}))).split())
    assert "Durée : 2 jours, du premier" in told


def test_points_of_a_threshold_are_those_of_the_grid_of_a_track():
    tracks = {"tracks": [{"key": key, "label": key} for key in "ab"]}
    grid = [{"key": key, "label": key, "points": points, "tracks": [key]}
            for key, points in (("a", 60), ("b", 40))]  # fmt: skip
    marked = {"key": "s", "label": "S", "keeps": "threshold", "threshold": 30}
    told = terminal(explain(define(criteria=grid, stages=[marked], **tracks)))
    assert "seuil de 30 points sur 60 (« a ») ou 40 (« b »)" in " ".join(told.split())


def test_a_condition_on_a_sum_or_a_number_is_told_with_its_money_or_unit():
    asked = [{"kind": "money", "key": "aide", "label": "Aide"},
             {"kind": "number", "key": "places", "label": "Places", "unit": "lits"}]  # fmt: skip
    rules = [{"rule": "answer", "question": "aide", "max": 999999},
             {"rule": "answer", "question": "places", "min": 20}]  # fmt: skip
    made = define(currency="GBP", eligibility=rules, form={"sections": [
        {"key": "s", "label": "S", "questions": asked}]})  # fmt: skip
    told = " ".join(terminal(explain(made)).split())
    assert "Réponse à « Aide » : au plus 999 999 £" in told
    assert "Réponse à « Places » : au moins 20 lits" in told
