"""Reading files from a folder, an archive or memory: bytes into text, or the reason why not."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from cordee.kernel.french import listed, number, quoted, say, strung

DEFINITION = "definition.toml"
MANY = 10
"""Names given in a hint."""
MAX_BYTES = 2_000_000
"""The largest definition or text read: a thousand printed pages."""


class Unreadable(Exception):
    """Why there is nothing to examine in a file."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        self.code, self.message, self.line = code, message, line
        super().__init__(message)


class Faulty(Unreadable):
    """Why a text cannot be examined further: its writer mends it, at `line` when it is known."""


class Source(Protocol):
    """Where the files of a definition are."""

    name: str
    """The name of the definition's own file."""

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises `Unreadable`."""

    def holds(self, name: str) -> bool:
        """Whether the file exists."""


class Memory:
    """Files held in memory: the editor's, an upload's, a frozen edition's."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files, self.name = files, DEFINITION

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises `Unreadable`."""
        if name not in self.files:
            raise Unreadable("file.absent", say("Il manque le fichier {name}.", name=quoted(name)))
        return _not_too_big(self.files[name], name)

    def holds(self, name: str) -> bool:
        """Whether the file exists."""
        return name in self.files


class Folder:
    """Files of a folder, never outside it, whatever links say."""

    def __init__(self, path: Path) -> None:
        """Take a folder holding `definition.toml`, or a `.toml` file; raises `Unreadable`."""
        found = _resolved(path)
        self.name = DEFINITION if found.is_dir() else found.name
        self.root = found if found.is_dir() else found.parent

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises `Unreadable`."""
        try:
            inside = _resolved(self.root / name)
            if not inside.is_relative_to(self.root):
                raise Unreadable("file.outside", outside(name))
            return _bytes(inside, name)
        except FileNotFoundError:
            raise Unreadable("file.absent", self._absent(name)) from None
        except (OSError, ValueError):
            raise Unreadable(
                "file.unreadable",
                say("Le fichier {name} ne peut pas être lu : droits refusés.", name=quoted(name)),
            ) from None

    def holds(self, name: str) -> bool:
        """Whether the file exists inside the folder."""
        try:
            inside = (self.root / name).resolve()
            return inside.is_relative_to(self.root) and inside.is_file()
        except (OSError, ValueError, RuntimeError):
            return False

    def _absent(self, name: str) -> str:
        where = quoted(str(self.root))
        missing = say(
            "Il manque le fichier {name} dans le dossier {where}.", name=quoted(name), where=where
        )
        calls = sorted(
            found.parent.name for found in self.root.glob(strung("*/", DEFINITION, between=""))
        )
        hint = say(
            " Il contient des appels, à donner un par un : {calls}.", calls=listed(calls[:MANY])
        )
        return missing + (hint if name == DEFINITION and calls else "")


def source(given: Path | str | Mapping[str, bytes]) -> Source:
    """Open what was given; raises `Unreadable`."""
    return Memory(given) if isinstance(given, Mapping) else Folder(Path(given))


def safe(name: str) -> bool:
    """Whether a name written in a definition stays inside its folder."""
    path = PurePosixPath(name)
    odd = "\\" in name or ":" in name or any(ord(char) < ord(" ") for char in name)
    return bool(name) and not odd and not path.is_absolute() and ".." not in path.parts


def outside(name: str) -> str:
    """The sentence that refuses a name leading outside."""
    return say(
        "{name} sort du dossier de la définition : écrivez un nom de fichier simple, par "
        "exemple « contexte.md », et rangez ce fichier à côté de la définition.",
        name=quoted(name),
    )


def text(content: bytes, name: str) -> str:
    """Decode UTF-8 (a byte-order mark is forgiven); raises `Unreadable` with the line."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Faulty("encoding", _reencode(name, say("en UTF-16")), 1)
    if b"\0" in content:
        raise Unreadable(
            "binary",
            say(
                "{name} n’est pas un texte : ce fichier contient des octets nuls, comme une "
                "image ou un document de bureau. Donnez un fichier texte en UTF-8.",
                name=quoted(name),
            ),
        )
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as odd:
        line = content.count(b"\n", 0, odd.start) + 1
        raise Faulty("encoding", _reencode(name, say("en UTF-8")), line) from None


def _reencode(name: str, found: str) -> str:
    said = (
        say("est écrit en UTF-16")
        if found == "en UTF-16"
        else say("n’est pas écrit en UTF-8 sur cette ligne")
    )
    return say(
        "{name} {said} : enregistrez-le en UTF-8 (« Enregistrer sous… », codage UTF-8).",
        name=quoted(name),
        said=said,
    )


def _resolved(path: Path) -> Path:
    try:
        return path.resolve(strict=True)
    except FileNotFoundError:
        raise
    except (OSError, RuntimeError, ValueError):
        raise Unreadable(
            "file.unreadable",
            say(
                "{quoted} ne peut pas être ouvert : vérifiez les liens et les droits.",
                quoted=quoted(str(path)),
            ),
        ) from None


def _bytes(path: Path, name: str) -> bytes:
    """Read a regular file, no more than allowed; pipes and devices are refused unopened."""
    if path.is_dir():
        raise Unreadable(
            "file.directory",
            say("{name} est un dossier, pas un fichier.", name=quoted(name)),
        )
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unreadable(
            "file.unreadable",
            say("{name} n’est pas un fichier ordinaire.", name=quoted(name)),
        )
    with path.open("rb") as opened:
        if os.fstat(opened.fileno()).st_size > MAX_BYTES:
            raise Unreadable("file.too_big", _too_big(name))
        return _not_too_big(opened.read(MAX_BYTES + 1), name)


def _not_too_big(content: bytes, name: str) -> bytes:
    if len(content) > MAX_BYTES:
        raise Unreadable("file.too_big", _too_big(name))
    return content


def _too_big(name: str) -> str:
    return say(
        "{name} est trop gros : {number} Mo au plus. Une définition tient en quelques pages ; "
        "ses longs textes vont dans des fichiers Markdown.",
        name=quoted(name),
        number=number(MAX_BYTES // 1_000_000),
    )
