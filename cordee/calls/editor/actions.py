"""Write a draft of a call: the only writer of drafts; every save is a new row."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.calls.editor import pages, surgery
from cordee.calls.editor.events import DraftBegun, DraftClosed, DraftSaved
from cordee.calls.editor.models import Blob, Draft, Save
from cordee.kernel import french
from cordee.kernel.canonical import digest
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.programme.loading import load
from cordee.programme.loading.reading import DEFINITION, MAX_BYTES, Unreadable, safe
from cordee.programme.loading.reading import text as decoded
from cordee.programme.writing import toml as rewritten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from cordee.calls.editor.merge import Clash
    from cordee.calls.editor.pages import Control
    from cordee.calls.editor.values import Parts
    from cordee.calls.models import Edition, Version
    from cordee.people.models import User
    from cordee.programme.remarks import Path

TITLE, WHAT = 300, 300
MOST_FILES = 200
TEXTUAL = (".md", ".txt")
SCHEMA = "cordee.schema.json"
"""Joined to a downloaded folder for text editors; it comes from us, so it is not kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a save did.

    The clashes left to choose, where the record stands now (`None`: taken away), whether comments
    could be kept, whether something changed.
    """

    clashes: tuple[Clash, ...] = ()
    place: Path | None = ()
    kept: bool = True
    changed: bool = False


@transaction.atomic
def begin(
    files: Mapping[str, bytes],
    *,
    origin: str,
    by: User,
    at: datetime,
    edition: Edition | None = None,
    based_on: Version | None = None,
) -> Draft:
    """Begin a draft from the files of a folder; raises `Refused` when they hold no definition."""
    toml, texts, blobs = _sorted_out(files)
    draft = Draft.objects.create(
        title=_title(toml), edition=edition, based_on=based_on, origin=origin[:TITLE],
        begun_at=at, begun_by=by, saved_at=at,
    )  # fmt: skip
    record(DraftBegun(draft=draft.pk, edition=edition.pk if edition else None), by=by, at=at)
    _saved(draft, toml, texts, blobs, what=origin, by=by, at=at)
    return draft


@transaction.atomic
def write_fields(
    draft: Draft,
    place: Path,
    typed: Mapping[Path, tuple[Control, Parts]],
    *,
    base: int,
    by: User,
    at: datetime,
) -> Outcome:
    """Write what was typed on the page of a record, as it stood at save `base`."""
    now, before = _locked(draft, base)
    data = _data(now)
    made = pages.written(now.toml, place, typed, base=before.data or data, now=data)
    if made.changed:
        _saved_text(draft, now, made.toml, what=", ".join(made.changed), by=by, at=at)
    return Outcome(made.clashes, made.place, made.kept, bool(made.changed))


@transaction.atomic
def alter(
    draft: Draft, change: Callable[[str, dict[str, Any]], surgery.Edited], *, what: str,
    by: User, at: datetime,
) -> Outcome:  # fmt: skip
    """Change the definition by one act on its text: add, take away, move, change kind."""
    now, _ = _locked(draft, None)
    try:
        made = change(now.toml, _data(now))
    except (LookupError, TypeError, ValueError):
        raise Refused(
            broken("place", "place", "Cette fiche n’est plus là : quelqu’un l’a retirée ou "
                   "déplacée. Rechargez la page.")
        ) from None  # fmt: skip
    changed = made.text != now.toml
    if changed:
        _saved_text(draft, now, made.text, what=what, by=by, at=at)
    return Outcome(kept=made.kept, changed=changed)


@transaction.atomic
def write_file(
    draft: Draft, name: str, text: str, *, base: int, by: User, at: datetime, force: bool = False
) -> bool:
    """Write the whole text of the definition or of a Markdown file; may be faulty.

    Answers False, writing nothing, when someone else changed that file since save `base`, unless
    `force` says that both texts were read.
    """
    now, before = _locked(draft, base)
    _refuse_too_long(text, name)
    standing, known = _text_of(now, name), _text_of(before, name)
    if standing not in (known, text) and not force:
        return False
    if text != standing:
        toml, texts = (text, now.texts) if name == DEFINITION else (
            now.toml, {**now.texts, name: text})  # fmt: skip
        _saved(draft, toml, texts, now.blobs, what=name, by=by, at=at)
    return True


@transaction.atomic
def add_file(draft: Draft, name: str, content: bytes, *, by: User, at: datetime) -> None:
    """Add a file to the folder, or replace it: a Markdown text, a logo, a model to download."""
    now, _ = _locked(draft, None)
    _, texts, blobs = _sorted_out({DEFINITION: now.toml.encode(), name: content})
    _saved(
        draft, now.toml, {**_without(now.texts, name), **texts},
        {**_without(now.blobs, name), **blobs}, what=f"+ {name}", by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def remove_file(draft: Draft, name: str, *, by: User, at: datetime) -> None:
    """Take a file out of the folder; earlier saves still hold it."""
    now, _ = _locked(draft, None)
    texts, blobs = _without(now.texts, name), _without(now.blobs, name)
    _saved(draft, now.toml, texts, blobs, what=f"− {name}", by=by, at=at)


@transaction.atomic
def restore(draft: Draft, number: int, *, by: User, at: datetime) -> None:
    """Come back to an earlier save, by a new one: what stood in between stays in the history."""
    _locked(draft, None)
    found = draft.saves.filter(number=number).first()
    if found is None:
        raise Refused(broken("save", "number", "Cet enregistrement n’existe pas."))
    _saved(draft, found.toml, found.texts, found.blobs, what=f"↶ n° {number}", by=by, at=at)


@transaction.atomic
def modernise(draft: Draft, *, by: User, at: datetime) -> None:
    """Write the definition anew in today's format; its comments stay in the history only."""
    now, _ = _locked(draft, None)
    loaded = load(now.files())
    if loaded.definition is None:
        raise Refused(
            broken("format", "format", "Corrigez d’abord les fautes : un texte qui ne se lit pas "
                   "ne peut pas être réécrit.")
        )  # fmt: skip
    text = rewritten(loaded.definition)
    _saved(draft, text, now.texts, now.blobs, what="format", by=by, at=at)


@transaction.atomic
def close(draft: Draft, *, by: User, at: datetime) -> None:
    """Put a draft away unpublished; it stays readable and can be copied."""
    if Draft.objects.filter(pk=draft.pk, closed_at=None).update(closed_at=at):
        record(DraftClosed(draft=draft.pk), by=by, at=at)


def _locked(draft: Draft, base: int | None) -> tuple[Save, Save]:
    """The last save and the one the page showed, the draft held until the end of the act."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    if held.closed_at is not None:
        raise Refused(
            broken("closed", "draft", "Ce brouillon est terminé : commencez-en un autre à partir "
                   "de l’appel publié.")
        )  # fmt: skip
    draft.current = held.current
    draft.__dict__.pop("save_now", None)
    now = draft.save_now
    if base is None or base == now.number:
        return now, now
    return now, draft.saves.filter(number=base).first() or now


def _data(save: Save) -> dict[str, Any]:
    if save.data is None:
        raise Refused(
            broken("toml", "texte", "Le texte de la définition n’est pas du TOML : corrigez-le "
                   "dans la page « Texte », les formulaires reviendront.")
        )  # fmt: skip
    return save.data


def _saved_text(draft: Draft, now: Save, toml: str, *, what: str, by: User, at: datetime) -> None:
    _refuse_too_long(toml, DEFINITION)
    _saved(draft, toml, now.texts, now.blobs, what=what, by=by, at=at)


def _saved(
    draft: Draft, toml: str, texts: Mapping[str, str], blobs: Mapping[str, str], *,
    what: str, by: User | None, at: datetime,
) -> None:  # fmt: skip
    """One more save, told in the journal."""
    number = draft.current + 1
    draft.__dict__.pop("save_now", None)
    Save.objects.create(
        draft=draft, number=number, toml=toml, texts=dict(texts), blobs=dict(blobs),
        what=what[:WHAT], at=at, by=by,
    )  # fmt: skip
    draft.current, draft.saved_at, draft.title = number, at, _title(toml)
    draft.save(update_fields=["current", "saved_at", "title"])
    seal = digest({"toml": toml, "texts": dict(texts), "blobs": dict(blobs)})
    record(DraftSaved(draft=draft.pk, number=number, digest=seal), by=by, at=at)


def _sorted_out(files: Mapping[str, bytes]) -> tuple[str, dict[str, str], dict[str, str]]:
    """The definition, the texts and the other files of a folder; raises `Refused`."""
    if len(files) > MOST_FILES:
        raise Refused(
            broken(
                "files",
                "file",
                french.say("Ce dossier a plus de {most_files} fichiers.", most_files=MOST_FILES),
            )
        )
    try:
        toml = decoded(files.get(DEFINITION, b"\0"), DEFINITION)
    except Unreadable as reason:
        raise Refused(broken(reason.code, "file", reason.message)) from None
    _refuse_too_long(toml, DEFINITION)
    texts: dict[str, str] = {}
    blobs: dict[str, str] = {}
    for name, content in files.items():
        if name in {DEFINITION, SCHEMA}:
            continue
        if not safe(name) or len(name) > WHAT:
            raise Refused(
                broken(
                    "file.outside",
                    "file",
                    french.say(
                        "« {name} » n’est pas un nom de fichier simple : renommez-le.",
                        name=name[:60],
                    ),
                )
            )
        text = _decoded(name, content)
        if text is None:
            blobs[name] = _blob(content)
        else:
            texts[name] = text
    return toml, texts, blobs


def _decoded(name: str, content: bytes) -> str | None:
    """The text of a Markdown file; other files, or one that is no text, stay bytes."""
    if not name.lower().endswith(TEXTUAL):
        return None
    try:
        return decoded(content, name)
    except Unreadable as reason:
        raise Refused(broken(reason.code, "file", reason.message)) from None


def _blob(content: bytes) -> str:
    seal = hashlib.sha256(content).hexdigest()
    Blob.objects.get_or_create(digest=seal, defaults={"content": content})
    return seal


def _refuse_too_long(text: str, name: str) -> None:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise Refused(
            broken(
                "file.too_big",
                "file",
                french.say(
                    "« {name} » est trop long : {max_bytes} Mo au plus.",
                    name=name,
                    max_bytes=MAX_BYTES // 1_000_000,
                ),
            )
        )


def _text_of(save: Save, name: str) -> str:
    return save.toml if name == DEFINITION else str(save.texts.get(name, ""))


def _without(files: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: one for key, one in files.items() if key != name}


def _title(toml: str) -> str:
    """The title the definition gives itself, whatever state it is in."""
    try:
        found = tomllib.loads(toml).get("title")
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        found = None
    if isinstance(found, dict):
        found = next(iter(found.values()), None)
    return found.strip()[:TITLE] if isinstance(found, str) and found.strip() else "Sans titre"


@transaction.atomic
def open_part(draft: Draft, place: Path, *, by: User, at: datetime) -> None:
    """Create the record of a part that does not exist yet."""
    alter(draft, lambda toml, _data: surgery.put(toml, place, {}), what=f"+ {place[-1]}",
          by=by, at=at)  # fmt: skip
