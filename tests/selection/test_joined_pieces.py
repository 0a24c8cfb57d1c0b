"""The packet binds what was joined; what is not bound says why; a blind jury reads no author."""

import io
import zipfile
import zlib

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from cordee.applications.models import Attachment
from cordee.calls.actions import publish
from cordee.selection import actions
from tests.selection.conftest import CLOSED, DURING, judged

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AUTHOR = "Zoé Lensoise"


def a_pdf(pages, **more):
    book = PdfWriter()
    for _ in range(pages):
        book.add_blank_page(300, 200)
    book.add_metadata({"/Author": AUTHOR, "/Title": "Budget de Lens"})
    if more.get("script"):
        act = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("x"),
        }
        book.root_object[NameObject("/OpenAction")] = DictionaryObject(act)
    if more.get("secret"):
        book.encrypt("secret")
    made = io.BytesIO()
    book.write(made)
    return made.getvalue()


def a_png():
    def chunk(kind, data):
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = chunk(b"IHDR", bytes([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]))
    author = chunk(b"tEXt", b"Author\0" + AUTHOR.encode("latin-1"))
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\x7f" * 6) * 2))
    return b"\x89PNG\r\n\x1a\n" + head + author + rows + chunk(b"IEND", b"")


def a_docx():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        new.writestr("word/document.xml", "<w:document/>")
        new.writestr("docProps/core.xml", f"<dc:creator>{AUTHOR}</dc:creator>")
    return made.getvalue()


@pytest.fixture
def joins(edition):
    """Join files to a deposit, as its frozen content lists them."""

    def joined(deposit, *files):
        listed = []
        for name, media, content in files:
            kept = Attachment.objects.create(
                application=deposit.application, question="annexes", name=name, media_type=media,
                size=len(content), sha256="0", content=ContentFile(content, name), at=DURING,
            )  # fmt: skip
            listed.append({"id": str(kept.public_id), "name": name, "size": len(content)})
        deposit.content["attachments"] = {"annexes": listed}
        type(deposit).objects.filter(pk=deposit.pk).update(content=deposit.content)
        return [one["id"] for one in listed]

    return joined


def outline_of(items, depth=0):
    for one in items:
        if isinstance(one, list):
            yield from outline_of(one, depth + 1)
        else:
            yield depth, str(one.title).replace("\u00a0", " "), one


def taken(client, panel):
    here = reverse("selection:packet", args=[panel.public_id, 1])
    return client.get(here).content


def test_pdfs_and_images_are_bound_under_their_file_and_the_rest_says_why(
    reader, panel, lens, lille, joins
):
    pdf = "application/pdf"
    joins(
        lens, ("budget.pdf", pdf, a_pdf(3)), ("plan.png", "image/png", a_png()),
        ("lettre.docx", DOCX, a_docx()), ("agit.pdf", pdf, a_pdf(1, script=True)),
        ("fermé.pdf", pdf, a_pdf(1, secret=True)), ("abîmé.pdf", pdf, b"%PDF-1.7 x"),
        ("long.pdf", pdf, a_pdf(61)),
    )  # fmt: skip
    joins(lille, ("carte.pdf", pdf, a_pdf(2)))
    made = PdfReader(io.BytesIO(taken(reader, panel)))
    found = list(outline_of(made.outline))
    titles = [(depth, title) for depth, title, _one in found]
    start = titles.index((0, "Lens"))
    pieces = [title for depth, title in titles[start:] if title.startswith("Pièce jointe")]
    assert pieces == [f"Pièce jointe – {one}" for one in ("budget.pdf", "plan.png", "carte.pdf")]
    pages = {title: made.get_destination_page_number(one) for _depth, title, one in found}
    budget = pages["Pièce jointe – budget.pdf"]
    assert [made.pages[budget + rank].mediabox.width for rank in (1, 2, 3)] == [300] * 3
    assert pages["Pièce jointe – plan.png"] == budget + 4
    assert pages["Lille"] == budget + 6
    assert pages["Pièce jointe – carte.pdf"] + 3 == len(made.pages)
    text = "".join(page.extract_text() for page in made.pages).replace("\u00a0", " ")
    for why in ("ce format ne se relie pas", "agit toute seule", "protégée ou abîmée", "61 pages"):
        assert why in text.replace("\n", " ")
    assert AUTHOR not in str(made.metadata)
    assert taken(reader, panel) == taken(reader, panel)


class TestBlind:
    @pytest.fixture
    def edition(self, db):  # noqa: ARG002 - a fixture
        stage = {"key": "jury", "label": "Examen", "panel": "jury", "blind": True,
                 "candidates_contacted": True}  # fmt: skip
        return publish(judged(stages=[stage]), {}, by=None, at=DURING)

    def test_no_piece_is_bound_nor_named_and_none_tells_its_author(  # noqa: PLR0917 - fixtures
        self, reader, panel, lens, juror, joins, amina
    ):  # fmt: skip
        keys = joins(
            lens, ("Budget de Lens.pdf", "application/pdf", a_pdf(2)),
            ("Lens.png", "image/png", a_png()), ("Lens.docx", DOCX, a_docx()),
            ("Lens.zip", "application/zip", b"PK"),
        )  # fmt: skip
        actions.contact(
            panel, lens.application, means="phone", reached="La maire", question="Et Lens ?",
            answer="Lens répond.", by=amina, at=CLOSED,
        )  # fmt: skip
        packet = taken(reader, panel)
        made = PdfReader(io.BytesIO(packet))
        text = "".join(page.extract_text() for page in made.pages)
        assert "Lens" not in text
        assert "à l’aveugle" in text
        assert not [one for _d, one, _o in outline_of(made.outline) if "Pièce jointe" in one]
        page = reader.get(reverse("selection:file", args=[panel.public_id, lens.public_id]))
        assert "Lens" not in page.text
        for rank, key in enumerate(keys):
            here = reverse("selection:attachment", args=[panel.public_id, lens.public_id, key])
            answer = reader.get(here)
            assert answer.status_code == (403 if rank == 3 else 200)
            assert "Lens" not in str(answer.headers)
            assert AUTHOR.encode() not in answer.content
            assert AUTHOR.encode("latin-1") not in answer.content
            assert b"Budget de Lens" not in answer.content
        del juror
