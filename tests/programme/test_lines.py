"""The line of each key, whatever the shape of the TOML text."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.programme.loading.lines import line_of, lines
from cordee.programme.writing import _table

KEYS = st.text(alphabet="ab-_ é\"'.#=[]\\\n", min_size=1, max_size=5)
PLAIN = st.one_of(
    st.text(alphabet="ab \"'#[]{}=,\n\\é\u2028", max_size=12), st.integers(-9, 9), st.booleans()
)
TREES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(PLAIN, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.lists(st.dictionaries(KEYS, inner, max_size=3), min_size=1, max_size=3)
    ),
    max_leaves=25,
)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of parsed data."""
    if path:
        yield path
    if isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(one, (*path, key))


@settings(deadline=None)
@given(st.dictionaries(KEYS, TREES, max_size=5))
def test_each_key_is_found_on_a_line_that_holds_it(data):
    text = "# un commentaire\n" + "\n".join(_table(data, ()))
    assert tomllib.loads(text) == data
    found, written = lines(text), text.split("\n")
    for path in paths(data):
        line = written[found[path] - 1]
        last = path[-1]
        assert isinstance(last, int) or key_of(last) in line


def key_of(name: str) -> str:
    """The key as the writer writes it."""
    return next(_table({name: 1}, ())).removesuffix(" = 1")


@pytest.mark.parametrize(("text", "path", "line"), [
    ('a = """\nb = 1\n"""\nb = 2', ("b",), 4),
    ("a = '''\nb = 1\n'''\nb = 2", ("b",), 4),
    ('a = """x\\"""\nb = 1"""\nb = 2', ("b",), 3),
    ('a = """"x""""\nb = 2', ("b",), 2),
    ('a = "# [b]"\n[b]\nc = 1', ("b", "c"), 3),
    ("a = [ # b = 1\n  1,\n\n  2,\n]\nb = 2", ("a", 1), 4),
    ("a = [\n  { b = 1 },\n  { b = 2, c = [\n    3] },\n]", ("a", 1, "c", 0), 4),
    ("[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[[a.b]]\nc = 1", ("a", 1, "b", 1, "c"), 6),
    ("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2", ("a", 1, "b", "c"), 6),
    ("a.b.c = 1\na.b.d = 2", ("a", "b", "d"), 2),
    ("[a.b]\nx = 1\n[a]\ny = 2", ("a", "y"), 4),
    ('"a b".\'c.d\' = 1\n"\\u00e9" = 2', ("é",), 2),
    ("a = 1\r\n\r\nb = 2\r\n", ("b",), 3),
    ("a = 1979-05-27 07:32:00\nb = 2", ("b",), 2),
])  # fmt: skip
def test_lines_of_every_shape_of_toml(text, path, line):
    data = tomllib.loads(text)
    assert path in set(paths(data))
    assert lines(text)[path] == line


def test_the_line_of_what_is_missing_is_that_of_what_should_hold_it():
    found = lines("a = 1\n[b]\nc = 2\n")
    assert (line_of(found, ("b", "d", 0)), line_of(found, ("z",)), line_of(found, ())) == (
        2,
        None,
        None,
    )
