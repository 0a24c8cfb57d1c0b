"""The guide to definitions: every example is run, and the reference is today's."""

import re
import tomllib
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from cordee.programme import Severity, load
from cordee.programme.explain import explain, terminal
from cordee.programme.explain.reference import places as reference_places
from cordee.programme.explain.reference import reference, renewed
from cordee.programme.schema import Definition
from cordee.programme.schema.shape import members
from cordee.programme.schema.walk import walk
from tests.programme.build import LEAST
from tests.programme.everything import kinds

GUIDE = Path(__file__).parents[2] / "docs" / "programmes.md"
TEXT = GUIDE.read_text(encoding="utf-8")


def blocks(kind):
    found = re.findall(rf"^```toml {kind}\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    return [pytest.param(one, id=str(number)) for number, one in enumerate(found)]


def test_the_guide_holds_the_reference_of_today():
    assert renewed(TEXT) == TEXT, "écrivez : cordee programme reference --into docs/programmes.md"


def test_a_guide_without_marks_is_refused():
    with pytest.raises(ValueError, match="Il manque les repères"):
        renewed("rien")


@pytest.mark.parametrize("block", blocks("exemple"))
def test_each_whole_example_is_valid_and_leaves_nothing_to_settle(block):
    loaded = load({"definition.toml": block.encode()})
    assert loaded.valid
    assert [one.message for one in loaded.findings if one.severity is Severity.WARNING] == []
    assert str(loaded.definition.title).upper() in terminal(explain(loaded.definition))


@pytest.mark.parametrize("block", blocks("extrait"))
def test_each_extract_fits_in_a_definition(block):
    data = {**LEAST, **tomllib.loads(block)}
    definition = Definition.model_validate(data)
    assert Definition.model_validate(definition.data()) == definition


@pytest.mark.parametrize("block", blocks("extrait"))
def test_each_extract_names_nothing_unknown(block):
    text = block if "[[windows]]" in block else f"{block}\n[[windows]]\nkey = 'w'\n"
    organisers = "" if "[[organisers]]" in block else "organisers = [{ key = 'o', label = 'O' }]\n"
    loaded = load({"definition.toml": f"key = 'e'\ntitle = 'E'\n{organisers}{text}".encode()})
    unknown = [one.message for one in loaded.errors if one.code.startswith("reference.")]
    assert unknown == []


def test_the_examples_show_every_kind_of_question_and_condition():
    shown = set(re.findall(r'(?:kind|rule) = "([a-z_.]+)"', TEXT.split("## La référence")[0]))
    words = {"text", "long_text", "choice", "yes_no", "attestation", "number", "money",
             "territory", "person", "table", "group", "file", "kind", "place", "listed", "member",
             "declares", "not_awarded", "answer", "any_of", "at_least", "none_of",
             "presence.all", "presence.at_least", "presence.together", "presented", "handed",
             "done", "work_time", "accepts"}  # fmt: skip
    assert words - shown == set()


def test_every_record_of_the_vocabulary_is_shown_by_a_tested_block():
    shown = set()
    for block in (*blocks("exemple"), *blocks("extrait")):
        definition = Definition.model_validate({**LEAST, **tomllib.loads(block.values[0])})
        shown |= {type(record) for _, record in walk(definition)}
    assert {kind.__name__ for kind in kinds() if kind not in shown} == set()


def test_the_reference_has_no_empty_table():
    assert not re.search(r"\|---\|\n\n", reference())


def test_every_link_inside_the_guide_leads_somewhere():
    def slug(title):
        return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")

    targets = set(re.findall(r'<a id="([^"]+)">', TEXT))
    targets |= {slug(title) for title in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) - targets == set()


SAYING = TEXT.split("## Comment dire…")[1].split("## La référence")[0]
"""The chapter that leads from the words of a call to those of a definition."""
ROWS = [line for line in SAYING.splitlines() if line.startswith("| «")]
FIELDS = {info.alias or name: kind for kind in kinds() for name, info in kind.model_fields.items()}
WORDS = {
    word
    for kind in kinds()
    for info in kind.model_fields.values()
    for one in members(info.annotation)
    if get_origin(one) is Literal
    for word in get_args(one)
    if isinstance(word, str)
}


def test_the_chapter_of_sayings_is_long_enough_to_help():
    assert len(ROWS) > 200


@pytest.mark.parametrize("row", ROWS)
def test_every_word_of_a_saying_exists_in_the_format(row):
    written = " ".join(re.findall(r"`([^`]+)`", row))
    names = set(re.findall(r"([a-z_]+) = ", written))
    names |= {one for one in re.findall(r"`([a-z_]+)`", row) if "." not in one}
    unknown = names - {*FIELDS} - WORDS - OWN
    assert unknown == set()
    for block in re.findall(r"\[\[?([a-z_.]+)\]", written):
        assert any(f"[{block}]" in place for some in reference_places().values() for place in some)


@pytest.mark.parametrize("topic", SAYING.split("\n### ")[1:])
def test_every_topic_of_the_chapter_shows_a_tested_extract_or_says_so(topic):
    title = topic.splitlines()[0]
    assert ("```toml extrait" in topic) != (title in WITHOUT_EXTRACT)


WITHOUT_EXTRACT = {"La réponse", "Ce que l’on paie"}
"""Topics whose words are all shown by the extracts of another chapter."""
OWN = {"technicien", "elu", "projet", "refused", "fr", "en", "chercheurs", "praticiens"}
"""Keys that a saying takes as examples."""
