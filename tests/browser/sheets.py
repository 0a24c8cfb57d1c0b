"""A spreadsheet of the house filled off line, as an office suite would save it."""

import io
import zipfile
from xml.etree import ElementTree as ET

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def with_notes(sheet: bytes, note: str, comment: str) -> bytes:
    """The spreadsheet with a note and a word on each line, as an office suite would save it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            if one.filename == "content.xml":
                tree = ET.fromstring(content)  # noqa: S314 - our own sheet
                for row in list(tree.iter(f"{TABLE}table-row"))[4:]:
                    cells = list(row)
                    write(cells[2], note)
                    write(cells[3], comment)
                content = ET.tostring(tree)
            new.writestr(one, content)
    return made.getvalue()


def write(cell: ET.Element, text: str) -> None:
    """Put a number, or words, in a cell in place of what it held."""
    for child in list(cell):
        cell.remove(child)
    cell.set(f"{OFFICE}value-type", "float" if text.isdigit() else "string")
    if text.isdigit():
        cell.set(f"{OFFICE}value", text)
    ET.SubElement(cell, f"{TEXT}p").text = text
