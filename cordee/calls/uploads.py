"""A definition as it is handed to us: a folder at hand, a zip, a lone TOML file."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings

from cordee.kernel.findings import Refused, broken
from cordee.kernel.french import say
from cordee.programme.loading.reading import safe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cordee.kernel.findings import Finding
    from cordee.programme.schema import Definition

MOST_FILES = 200
MOST_BYTES = 5 * 1024 * 1024
NAME = "definition.toml"


def examples() -> list[str]:
    """The names of the definitions that ship with the house, in order."""
    return sorted(one.parent.name for one in _shelf().glob(f"*/{NAME}"))


def example_files(name: str) -> dict[str, bytes]:
    """The files of a definition of the house; a name that is not on the shelf is refused."""
    if name not in examples():
        raise Refused(broken("definition", "example", "Choisissez une définition de la liste."))
    return {one.name: one.read_bytes() for one in (_shelf() / name).iterdir() if one.is_file()}


def beside(path: Path, definition: Definition) -> dict[str, bytes]:
    """The files named by a definition that was read in a folder, by name; those too large too.

    Loading has said which are missing or lead outside: they are left out here.
    """
    root = (path if path.is_dir() else path.parent).resolve()
    found = {name: (root / name).resolve() for _place, name in definition.other_files()}
    return {
        name: _read(one)
        for name, one in found.items()
        if one.is_relative_to(root) and one.is_file()
    }


def _read(path: Path) -> bytes:
    """A file, no further than what tells that it is too large."""
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def files(content: bytes) -> Mapping[str, bytes]:
    """The files of what was handed to us, by name; raises `Refused` for a zip that is none."""
    return unzipped(content) if content.startswith(b"PK\x03\x04") else {NAME: content}


def unzipped(content: bytes) -> Mapping[str, bytes]:
    """The files of a zip by name, without the folder they may all stand in.

    Raises `Refused` for what is not a zip, or would open too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            found = [one for one in opened.infolist() if not one.is_dir()]
            if len(found) > MOST_FILES or sum(one.file_size for one in found) > MOST_BYTES:
                raise Refused(_said("Ce zip est trop gros : il porte la définition et ses textes."))
            if out := next((one.filename for one in found if _leads_out(one.filename)), None):
                told = say(
                    "« {name} » sort du dossier : compressez le dossier de l’appel, sans chemin "
                    "vers ailleurs.",
                    name=out[:60],
                )
                raise Refused(_said(told))
            held = {one.filename: opened.read(one) for one in found}
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError,
            NotImplementedError, ValueError, OSError) as wrong:  # fmt: skip
        said = "Ce zip ne s’ouvre pas : compressez de nouveau le dossier, sans mot de passe."
        raise Refused(_said(said)) from wrong
    return _at_the_root(held)


def _leads_out(name: str) -> bool:
    """Whether an entry of a zip would land elsewhere than in its folder."""
    return not safe(name.replace(":", "-"))


def _at_the_root(held: Mapping[str, bytes]) -> Mapping[str, bytes]:
    tops = [PurePosixPath(name).parent for name in held if PurePosixPath(name).name == NAME]
    top = min(tops, key=lambda one: len(one.parts), default=PurePosixPath())
    inside = {name: PurePosixPath(name) for name in held}
    return {
        str(path.relative_to(top)): held[name]
        for name, path in inside.items()
        if path.is_relative_to(top)
    }


def _said(sentence: str) -> Finding:
    return broken("definition.zip", "definition", sentence)


def _shelf() -> Path:
    return settings.BASE_DIR / "programmes"
