"""What a file that is no form is, told by its content, and how to make a form of it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from cordee.kernel.french import say

HEAD: Final = 4_096
OLE: Final = b"\xd0\xcf\x11\xe0"
PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")
PROTECTED: Final = say(
    "Ce document est protégé par mot de passe. Ouvrez-le, retirez le mot de passe (Fichier, "
    "Informations ou Propriétés), enregistrez-le, puis rapportez-le."
)
OLD: Final = say(
    "Ce document est à l’ancien format DOC. Ouvrez-le, choisissez « Enregistrer sous », puis DOCX "
    "ou ODT, et rapportez ce nouveau fichier."
)
OLD_OR_LOCKED: Final = say(
    "Ce document est protégé par mot de passe, ou à l’ancien format DOC. Enregistrez-le au format "
    "DOCX ou ODT, sans mot de passe."
)
PAGES: Final = say(
    "Ce document vient de Pages, ou d’un autre logiciel d’Apple. Dans ce logiciel, choisissez "
    "Fichier, Exporter vers, Word, puis rapportez le DOCX."
)
SHEET: Final = say(
    "Ce fichier est un tableur ou un diaporama, pas le formulaire. Rapportez le formulaire de "
    "l’appel, au format DOCX ou ODT."
)
RTF: Final = say(
    "Ce document est au format RTF, qui perd les repères du formulaire. Ouvrez-le, choisissez "
    "« Enregistrer sous », puis DOCX ou ODT, et rapportez ce nouveau fichier."
)
LINK: Final = say(
    "Ce fichier n’est qu’un lien vers un document en ligne. Dans Google Docs, choisissez Fichier, "
    "Télécharger, Microsoft Word, puis rapportez le DOCX."
)
PAGE: Final = say(
    "Ce fichier est une page web. Ouvrez-la avec votre traitement de texte, enregistrez-la au "
    "format DOCX ou ODT, puis rapportez-la."
)


def is_picture(content: bytes) -> bool:
    """Whether it is a photo or a scan, whose answers nobody but a person reads."""
    heif = content[4:8] == b"ftyp" and content[8:11] in {b"hei", b"mif", b"hev"}
    return content.startswith(PICTURES) or heif


def stranger(content: bytes) -> tuple[str, str] | None:
    """What a file is and what to do, as code and sentence; nothing for what may be a form."""
    head = content[:HEAD].lstrip()
    if content.startswith(OLE):
        return _old_office(content)
    if content.startswith(b"PK"):
        return _zipped(content)
    if head.startswith(b"{\\rtf"):
        return "document.rtf", RTF
    if b"docs.google.com" in head or head.startswith((b"[InternetShortcut]", b"L\0\0\0\x01\x14")):
        return "document.link", LINK
    if head[:20].lower().startswith((b"<!doctype html", b"<html")):
        return "document.page", PAGE
    return None


def _old_office(content: bytes) -> tuple[str, str]:
    """The old formats and the locked new ones share one envelope; their streams tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "document.protected", PROTECTED
    known = "WordDocument".encode("utf-16-le") in content
    return "document.old", OLD if known else OLD_OR_LOCKED


def _start(opened: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a part, whatever it weighs; nothing when there is none."""
    if name not in opened.namelist():
        return b""
    with opened.open(name) as part:
        return part.read(HEAD * 16)


def _zipped(content: bytes) -> tuple[str, str] | None:
    """Another office document, or an ODT under a password; nothing when it opens badly."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            names = opened.namelist()
            listed, kind = (_start(opened, one) for one in ("META-INF/manifest.xml", "mimetype"))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, KeyError,
            EOFError, OverflowError, zlib.error):  # fmt: skip
        return None
    if b"encryption-data" in listed:
        return "document.protected", PROTECTED
    if any(name.endswith(".iwa") or name in {"index.apxl", "index.xml"} for name in names):
        return "document.pages", PAGES
    others = {"xl/workbook.xml", "ppt/presentation.xml"} & set(names)
    if others or kind.strip().endswith((b".spreadsheet", b".presentation")):
        return "document.sheet", SHEET
    return None
