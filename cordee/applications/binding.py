"""The files of a call on paper and in an archive that anyone opens without Cordée."""

from __future__ import annotations

import hashlib
import json
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.applications.papers import receipt, whole_heard
from cordee.applications.queries import staff_list
from cordee.applications.reading import OURS, read_content
from cordee.applications.tables import document, rows
from cordee.calls.papers import call_pdf
from cordee.kernel import french
from cordee.kernel.speech import heard, reader
from cordee.web.documents import pdf
from cordee.web.documents.book import Book
from cordee.web.sheets import write_csv, write_ods

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Application, Deposit
    from cordee.calls.models import Edition
    from cordee.programme.schema import Definition

    type Told = Callable[[int], None]

TEMPLATE = Path(__file__).parent / "documents" / "files.typ"
CHUNK = 50
BLOCK = 1024 * 1024


def handed_in(edition: Edition, *, without: Collection[int] = ()) -> QuerySet[Application]:
    """The files in force of a call, whole, in the order they came."""
    found = staff_list(edition, state="deposee", without=without).defer(None)
    return found.select_related("current__version", "edition", "territory")


def file_pdf(deposit: Deposit) -> bytes:
    """One file as handed in: body, team, answers; accessible, the same bytes each time."""
    said = whole_heard(receipt(deposit))
    named = {name: said[name] for name in ("parts", "team", "facts", "body")}
    return pdf(
        TEMPLATE,
        {
            "title": heard(french.say("Dossier de {body}", body=said["body"])),
            "lang": reader()[:2],
            "heads": [_("Mention"), _("Valeur")],
            "caption": _("Mentions du dossier"),
            "staff": _("Équipe"),
            "call": said["call"],
            "foot": said["foot"],
            "contents": _("Sommaire"),
            "files": [named],
        },
    )


def bind(files: Iterable[Application], into: IO[bytes], *, tell: Told) -> None:
    """Every file one after the other in one PDF, one bookmark each.

    Files are compiled one by one and written as they come: memory is that of the longest.
    """
    with Book(into, title=_("Dossiers reçus"), language=reader()[:2]) as book:
        for number, row in enumerate(files, start=1):
            if row.current is not None:
                book.add(file_pdf(row.current), row.body_name or str(number))
            tell(number)


def archive(edition: Edition, files: QuerySet[Application], into: IO[bytes], *, tell: Told) -> None:
    """A folder to open with a browser: the call, its questions, each file with what was joined.

    `MANIFESTE.sha256` lists the digest of every entry (`sha256sum -c` checks it off-line).
    """
    with _Zip(into) as made:
        version = edition.rules_in_force
        made.add("appel/appel.pdf", call_pdf(version))
        made.add("appel/definition.json", _json(version.content))
        for name, text in version.texts.items():
            made.add(f"appel/textes/{Path(name).name}", text.encode())
        answers = list(edition.inquiries.answered())
        made.page("questions.html", "applications/archive/questions.html", inquiries=answers)
        listed = []
        whole = files.prefetch_related("attachments").iterator(chunk_size=CHUNK)
        for number, row in enumerate(whole, start=1):
            if row.current is not None:
                folder = f"dossiers/{number:04}-{slugify(row.body_name)[:40] or 'sans-nom'}"
                _file(made, folder, row, row.current)
                listed.append((folder, row.body_name, row.department, row.current.digest))
            tell(number)
        made.stream("dossiers.csv", write_csv(rows(edition, files)))
        made.stream("dossiers.ods", write_ods(rows(edition, files), "Dossiers"))
        closes = edition.definition.closes()
        made.page(
            "index.html",
            "applications/archive/index.html",
            edition=edition,
            closes=french.moment(closes, zone=edition.definition.zone_of()) if closes else "",
            files=listed,
            made=_said(timezone.now().replace(second=0), edition.definition),
        )
        made.manifest()


def _said(at: datetime, definition: Definition) -> str:
    """An instant on the clock of the call, which is named."""
    zone = definition.zone_of()
    return french.moment(timezone.localtime(at, ZoneInfo(zone)), zone=zone)


def _file(made: _Zip, folder: str, row: Application, deposit: Deposit) -> None:
    made.add(f"{folder}/dossier.pdf", file_pdf(deposit))
    made.add(f"{folder}/dossier.json", _json(document(row)))
    known = {str(one.public_id): one for one in row.attachments.all()}
    joined, left_out = [], []
    every = deposit.content.get("attachments", {}).values()
    for number, one in enumerate((one for some in every for one in some), start=1):
        name = f"pieces/{number:02}-{Path(str(one['name'])).name}"
        kept = known.get(one["id"])
        if kept is not None and kept.threat:
            left_out.append({"name": name, "threat": kept.threat})
        elif kept is not None:
            with suppress(FileNotFoundError), kept.content.open("rb") as opened:
                made.stream(f"{folder}/{name}", iter(lambda: opened.read(BLOCK), b""))
                joined.append(name)
    made.page(
        f"{folder}/index.html",
        "applications/archive/file.html",
        name=row.body_name,
        deposit=deposit,
        at=_said(deposit.at, deposit.version.definition),
        reading=read_content(deposit.version.definition, deposit.content, OURS),
        joined=joined,
        left_out=left_out,
    )


class _Zip:
    """A ZIP that remembers the digest of each entry, written in constant memory."""

    def __init__(self, into: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED)
        self.digests: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()

    def add(self, name: str, content: bytes) -> None:
        self.stream(name, iter([content]))

    def stream(self, name: str, blocks: Iterator[bytes]) -> None:
        digest = hashlib.sha256()
        with self.zip.open(zipfile.ZipInfo(name), "w", force_zip64=True) as opened:
            for block in blocks:
                digest.update(block)
                opened.write(block)
        self.digests[name] = digest.hexdigest()

    def page(self, path: str, template: str, **context: Any) -> None:
        up = "../" * path.count("/")
        self.add(path, render_to_string(template, {"up": up, **context}).encode())

    def manifest(self) -> None:
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.digests.items()))
        self.add("MANIFESTE.sha256", listed.encode())


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
