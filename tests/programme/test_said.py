"""Every word of the format acts somewhere, or stands in the table of what is only said."""

import ast
import re
from itertools import combinations
from pathlib import Path

from cordee.programme.explain import said
from cordee.programme.schema import pledges, questions, who
from tests.programme.everything import kinds

HOUSE = Path(__file__).parents[2] / "cordee"
PROGRAMME = HOUSE / "programme"
ACTING = ("conditions/", "anchors.py", "computed.py", "schema/definition.py",
          "schema/strands.py", "schema/timeline.py")  # fmt: skip
"""Where the language itself does something with its words: judging, dating, looking up."""
SHARED = (who.Condition, questions.Asked, pledges.PledgeBase)
NAMES = {"key", "label", "description", "kind", "rule", "format", "when"}
"""Words that name or tell apart records, and conditions, which act with what bears them."""


def attributes():
    """Every attribute that the house reads, in its code and in its pages."""
    found = set()
    for path in HOUSE.rglob("*.py"):
        inside = path.is_relative_to(PROGRAMME)
        if inside and not str(path.relative_to(PROGRAMME)).startswith(ACTING):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    for page in HOUSE.rglob("templates/**/*.html"):
        found |= set(re.findall(r"[a-z_]+\.([a-z_]+)", page.read_text(encoding="utf-8")))
    return found


def is_text(info):
    return "Words" in str(info.annotation) and "dict" not in str(info.annotation)


def owner(kind, name):
    return next((one for one in SHARED if issubclass(kind, one) and name in one.model_fields), kind)


FIELDS = sorted({
    (owner(kind, name).__name__, info.alias or name, name)
    for kind in kinds()
    for name, info in kind.model_fields.items()
    if not is_text(info) and name not in NAMES
})  # fmt: skip


def test_a_word_acts_somewhere_or_is_listed_as_only_said():
    read = attributes()
    listed = {record: set(words) for record, words in said.rules().items()}
    for table in (said.facts(), said.natures()):
        for record, words in table.items():
            listed.setdefault(record, set()).update(words)
    lost = [
        f"{record}.{written}"
        for record, written, name in FIELDS
        if name not in read and written not in listed.get(record, ())
    ]
    assert not lost, "appliquez ces mots, ou dites dans explain/said.toml qu’ils ne le sont pas"


def test_the_table_only_names_words_that_exist():
    known = {(record, written) for record, written, _ in FIELDS} | {
        (kind.__name__, "when") for kind in kinds() if "when" in kind.model_fields
    }
    for table in (said.rules(), said.natures(), said.facts()):
        assert {(record, one) for record, fields in table.items() for one in fields} <= known


def test_no_word_is_both_a_rule_and_a_mere_fact():
    tables = (said.rules(), said.natures(), said.facts())
    for one, other in combinations(tables, 2):
        for record, fields in one.items():
            assert not {*fields} & {*other.get(record, ())}
