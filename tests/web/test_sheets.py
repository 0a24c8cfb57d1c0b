"""Tables that leave the house: what a spreadsheet reads is what was written, never a formula."""

import csv
import io
import zipfile
from decimal import Decimal
from itertools import repeat
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.web import sheets

ROWS = [["nom", "habitants"], ["L’Île-d’Œuvre <&>", 1200], ["=1+1", Decimal("8.5")], [None, ""]]
CELLS = st.lists(st.lists(st.one_of(st.text(), st.integers(), st.none()), min_size=1), min_size=1)


def parsed(content):
    return ET.fromstring(content)  # noqa: S314 - our own bytes


def written(form, rows):
    return b"".join(sheets.FORMATS[form].write(rows, "Table [1]"))


def inside(form, rows, name):
    with zipfile.ZipFile(io.BytesIO(written(form, rows))) as opened:
        assert opened.testzip() is None
        return opened.read(name)


def test_a_csv_opens_with_a_double_click_and_holds_no_formula():
    raw = written("csv", ROWS)
    assert raw.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert found == [
        ["nom", "habitants"], ["L’Île-d’Œuvre <&>", "1200"], ["'=1+1", "8.5"], ["", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "|", "%"])
def test_no_text_is_taken_for_a_formula_but_numbers_stay_numbers(sign):
    assert sheets.harmless(f"{sign}cmd") == f"'{sign}cmd"
    assert sheets.harmless(-12) == "-12"


def test_the_styles_of_a_workbook_hold_what_its_schema_asks():
    """ECMA-376 § 18.8.20: a fill says its pattern, and the first two are those of the format."""
    space = f"{{{sheets.SHEET}}}"
    fills = parsed(inside("xlsx", ROWS, "xl/styles.xml")).findall(f"{space}fills/{space}fill")
    patterns = [one.find(f"{space}patternFill") for one in fills]
    assert [one.get("patternType") for one in patterns] == ["none", "gray125"]


def test_an_opendocument_says_what_it_is_first_and_holds_typed_cells():
    raw = written("ods", ROWS)
    assert raw[30:38] == b"mimetype"
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        assert opened.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert opened.read("mimetype").decode() == sheets.ODS
        tree = parsed(opened.read("content.xml"))
    texts = [node.text for node in tree.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p")]
    assert texts == ["nom", "habitants", "L’Île-d’Œuvre <&>", "1200", "=1+1", "8.5"]
    assert b'office:value="8.5"' in inside("ods", ROWS, "content.xml")


def test_a_workbook_keeps_texts_as_texts_and_its_sheet_a_legal_name():
    tree = parsed(inside("xlsx", ROWS, "xl/worksheets/sheet1.xml"))
    space = f"{{{sheets.SHEET}}}"
    assert [node.text for node in tree.iter(f"{space}t")] == [
        "nom", "habitants", "L’Île-d’Œuvre <&>", "=1+1",
    ]  # fmt: skip
    assert [node.text for node in tree.iter(f"{space}v")] == ["1200", "8.5"]
    assert not list(tree.iter(f"{space}f"))
    assert b'name="Table  1 "' in inside("xlsx", ROWS, "xl/workbook.xml")


def test_a_text_too_long_for_a_spreadsheet_is_cut_and_says_so():
    content = inside("xlsx", [["é" * 50_000]], "xl/worksheets/sheet1.xml").decode()
    assert "texte coupé" in content
    assert content.count("é") == sheets.LONGEST_CELL + 1


@given(CELLS)
def test_any_text_makes_a_file_that_can_be_read(rows):
    parsed(inside("ods", rows, "content.xml"))
    parsed(inside("xlsx", rows, "xl/worksheets/sheet1.xml"))
    list(csv.reader(io.StringIO(written("csv", rows).decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("form", sheets.FORMATS)
def test_bytes_leave_before_the_last_row_is_read(form):
    endless = repeat([f"cellule {number}" for number in range(40)])
    assert next(iter(sheets.FORMATS[form].write(endless, "x")))
