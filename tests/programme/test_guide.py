"""The guide to definitions: every example is run, and the reference is today's."""

import re
import tomllib
from pathlib import Path

import pytest

from cordee.programme import Severity, load
from cordee.programme.explain import explain, terminal
from cordee.programme.explain.reference import reference, renewed
from cordee.programme.schema import Definition
from tests.programme.build import LEAST

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


def test_the_reference_has_no_empty_table():
    assert not re.search(r"\|---\|\n\n", reference())


def test_every_link_inside_the_guide_leads_somewhere():
    def slug(title):
        return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")

    targets = set(re.findall(r'<a id="([^"]+)">', TEXT))
    targets |= {slug(title) for title in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) - targets == set()
