"""Gathers every sentence of the house, and compiles what English says of it.

`make messages` runs it: no gettext binary is needed, neither here nor to install Cordée.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "cordee/locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
NOISE = tuple(
    f'"{word}'
    for word in ("Project-", "Report-", "POT-", "PO-", "Last-", "Language-T", "Generated-")
)
"""Header lines that would change at each run and say nothing."""
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def sources() -> Iterator[tuple[Path, bytes]]:
    """Every file that may speak to people, as Python that gettext can read."""
    for path in sorted((ROOT / "cordee").rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield path, path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield path, templatize(path.read_text(), origin=str(path)).encode()


def gathered() -> Catalog:
    """Every sentence that the house says today, with the files that say it."""
    catalogue = Catalog(locale="en", header_comment="", fuzzy=False)
    for path, source in sources():
        where = str(path.relative_to(ROOT))
        for _line, function, texts, _ in extract_python(BytesIO(source), list(KEYWORDS), [], {}):
            _add(catalogue, function, texts, where)
    return catalogue


def _add(catalogue: Catalog, function: str, texts: object, where: str) -> None:
    found = [text for text in (texts if isinstance(texts, tuple) else (texts,)) if text]
    if not found or not all(isinstance(text, str) for text in found):
        return
    context = found.pop(0) if "pgettext" in function else None
    identifier = tuple(found[:2]) if function.startswith("n") and len(found) > 1 else found[0]
    catalogue.add(identifier, context=context, locations=[(where, 0)])


def written() -> Catalog:
    """What English says today."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def untranslated(catalogue: Catalog) -> list[Message]:
    """Sentences without English, or whose English is only guessed."""
    return [message for message in catalogue if message.id and (_blank(message) or message.fuzzy)]


def mismatched(catalogue: Catalog) -> list[Message]:
    """Sentences whose English forgets a value, or invents one."""
    return [
        message for message in catalogue if message.id and not _blank(message) and _strays(message)
    ]


def _blank(message: Message) -> bool:
    said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return not all(said)


def _strays(message: Message) -> bool:
    asked = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    allowed = {place for text in asked for place in PLACE.findall(text)}
    return any(set(PLACE.findall(text)) - allowed for text in said) or (
        set(PLACE.findall(said[-1])) != set(PLACE.findall(asked[-1]))
    )


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as Django loads it: the same bytes whatever the day."""
    catalogue.creation_date = catalogue.revision_date = EPOCH
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def refresh() -> Catalog:
    """Bring the English catalogue up to date: new sentences blank, vanished ones dropped."""
    catalogue = gathered()
    known = {(message.id, message.context): message.string for message in written()}
    for message in catalogue:
        if message.id:
            message.string = known.get((message.id, message.context), message.string)
    out = BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    PO.write_text("".join(line for line in lines if not line.startswith(NOISE)))
    MO.write_bytes(compiled(catalogue))
    return catalogue


if __name__ == "__main__":
    missing = untranslated(refresh())
    sys.stdout.write(f"{len(missing)} phrases sans anglais\n")
