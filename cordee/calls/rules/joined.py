"""The files that a definition names: which kinds are kept, how large, and what they may hide."""

import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from cordee.kernel.findings import Finding, broken
from cordee.kernel.french import number, quoted, say
from cordee.programme.loading.reading import outside, safe
from cordee.programme.remarks import Path, written
from cordee.web.files import drawing
from cordee.web.files.danger import dangers
from cordee.web.files.kinds import MEDIA, kind_of

KINDS: Final = (
    "pdf", "odt", "docx", "doc", "rtf", "ods", "xlsx", "xls", "csv", "odp", "pptx", "txt", "zip",
    "jpg", "png", "webp", "svg",
)  # fmt: skip
"""What a team may download and fill in, and pictures; a drawing leaves without what could act."""
KILO, MEGA = 1_000, 1_000_000
MOST_BYTES = 5 * MEGA
MOST_FILES = 50
LONGEST_NAME = 300


def joined_faults(
    named: Iterable[tuple[Path, str]], contents: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Why the files named cannot be published with the call: absent, too large, of another kind.

    `contents` maps names to bytes. Each finding bears the place that names the file.
    """
    places = {name: written(path) for path, name in named}
    if len(places) > MOST_FILES:
        yield broken(
            "file.count",
            "files",
            say(
                "Cet appel nomme plus de {most} fichiers : réunissez-les en quelques documents.",
                most=MOST_FILES,
            ),
        )
        return
    for name, where in places.items():
        if not safe(name) or len(name) > LONGEST_NAME:
            yield broken("file.outside", where, outside(name[:LONGEST_NAME]))
        elif name not in contents:
            yield broken(
                "file.absent",
                where,
                say(
                    "Il manque le fichier {name} : joignez-le à côté de la définition.",
                    name=quoted(name),
                ),
            )
        else:
            yield from _content_faults(name, where, contents[name])


def _content_faults(name: str, where: str, content: bytes) -> Iterator[Finding]:
    kind = _kind(name, content)
    if not content:
        yield broken(
            "file.empty", where, say("{name} est vide : vérifiez le fichier.", name=quoted(name))
        )
    elif len(content) > MOST_BYTES:
        yield broken(
            "file.size",
            where,
            say(
                "{name} dépasse {most} Mo : réduisez-le (images plus légères, moins de pages).",
                name=quoted(name),
                most=MOST_BYTES // MEGA,
            ),
        )
    elif kind not in KINDS:
        yield broken(
            "file.kind",
            where,
            say(
                "{name} n’est pas d’un format que l’on peut offrir à télécharger : {kinds}.",
                name=quoted(name),
                kinds=", ".join(KINDS),
            ),
        )
    elif kind != "svg":  # a drawing is made harmless when it leaves
        for code, said in dangers(kind, io.BytesIO(content)):
            yield broken(code, where, say(said, name=quoted(name)))


def _kind(name: str, content: bytes) -> str:
    """What a file really is; a drawing is one only when it reads as such."""
    if name.lower().endswith(".svg"):
        return "svg" if drawing.neutral(content) else ""
    return kind_of(name, content)


def media_type(name: str, content: bytes) -> str:
    """The type of a file whose kind was accepted."""
    kind = _kind(name, content)
    return drawing.MEDIA if kind == "svg" else MEDIA[kind]


def leaving(media: str, content: bytes) -> bytes:
    """A file as it leaves: a drawing without anything that could act; the others as they came."""
    return (drawing.neutral(content) or b"") if media == drawing.MEDIA else content


def extension(media: str) -> str:
    """How the name of a file of that type ends."""
    known = {**MEDIA, "svg": drawing.MEDIA}
    return next((kind for kind, one in known.items() if one == media), "")


def weight(size: int) -> tuple[str, str]:
    """« 32 », « ko » or « 1,2 », « Mo »: a size in bytes as people say it, never nought."""
    if size >= MEGA:
        return number(round(Decimal(size) / MEGA, 1)), "Mo"
    return number(max(1, round(size / KILO))), "ko"
