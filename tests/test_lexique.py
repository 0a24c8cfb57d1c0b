"""The lexique is the only translation table: every name in it exists, every model stands in it."""

import re
from pathlib import Path

from django.apps import apps
from django.urls import get_resolver

from cordee.people.models.seats import Role

ROOT = Path(__file__).parents[1]
LEXIQUE = ROOT / "docs" / "lexique.md"


def _rows() -> list[tuple[str, list[str]]]:
    """Section → the code names of its second column, one pair a row."""
    section, rows = "", []
    for line in LEXIQUE.read_text().splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("| ") and "---" not in line:
            rows.append((section, re.findall(r"`([^`]+)`", line.split(" | ")[1])))
    return rows


NAMES = [name for section, names in _rows() if section != "Pages" for name in names]
PAGES = [name for section, names in _rows() if section == "Pages" for name in names]


DEFINED = re.compile(
    r"^ *(?:(?:async )?def |class |type )(\w+)|^ *(\w+)(?:: [^=\n]+)? = ", re.MULTILINE
)
"""Every class, function, field and constant, as the formatter sets them."""


def _defined() -> set[tuple[str, str]]:
    """Each room of the house with every name written in it."""
    return {
        (path.relative_to(ROOT / "cordee").parts[0], name or other)
        for path in (ROOT / "cordee").rglob("*.py")
        for name, other in DEFINED.findall(path.read_text())
    }


def _addresses() -> set[str]:
    def names(resolver, space):
        for one in resolver.url_patterns:
            if hasattr(one, "url_patterns"):
                yield from names(one, f"{space}{one.namespace}:" if one.namespace else space)
            else:
                yield f"{space}{one.name}"

    return set(names(get_resolver(), ""))


def test_each_name_of_the_lexique_exists_in_the_code():
    defined = _defined()
    alone = {name for _, name in defined}
    roles = set(Role.values)
    unknown = [
        name
        for name in NAMES
        if name not in alone | roles and tuple(name.split(".")) not in defined
    ]
    assert len(NAMES) > len(apps.get_app_configs())
    assert unknown == []


def test_each_model_of_the_house_stands_in_the_lexique():
    models = [
        (model._meta.app_label, model.__name__)
        for app in apps.get_app_configs()
        if app.name.startswith("cordee.")
        for model in app.get_models()
    ]
    absent = [
        f"{app}.{name}"
        for app, name in models
        if name not in NAMES and f"{app}.{name}" not in NAMES
    ]
    assert models
    assert absent == []


def test_each_page_of_the_lexique_has_its_address():
    assert PAGES
    assert [name for name in PAGES if name not in _addresses()] == []
