"""Reading drafts: which ones, what the checks say of one, what its pages link to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cordee.calls.editor.models import Blob, Draft, Save
from cordee.calls.queries import file_contents
from cordee.programme import load
from cordee.programme.loading.reading import DEFINITION
from cordee.programme.sense.references import known
from cordee.programme.writing import toml

if TYPE_CHECKING:
    from cordee.calls.editor.models import DraftQuerySet
    from cordee.calls.models import Version
    from cordee.programme.loading import Loaded


def drafts() -> DraftQuerySet:
    """Every draft, with what a page of one shows."""
    return Draft.objects.select_related("edition", "based_on", "begun_by", "proposed_by")


def examined(save: Save) -> Loaded:
    """What the checks say of a save; the same folder is examined once a process."""
    texts = tuple(sorted((name, str(text)) for name, text in save.texts.items()))
    return _examined(save.toml, texts, tuple(sorted(save.blobs)))


@lru_cache(maxsize=24)
def _examined(toml: str, texts: tuple[tuple[str, str], ...], others: tuple[str, ...]) -> Loaded:
    files = {name: text.encode("utf-8", "replace") for name, text in texts}
    files |= dict.fromkeys(others, b"")
    return load({**files, DEFINITION: toml.encode("utf-8", "replace")})


def keys_by_list(save: Save) -> dict[str, list[str]]:
    """The keys other records may name, by list; empty while the definition cannot be read."""
    definition = examined(save).definition
    if definition is None:
        return {}
    return {name: sorted(found) for name, found in known(definition).items()}


def folder(save: Save) -> dict[str, bytes]:
    """The whole folder of a save, other files included."""
    wanted = set(save.blobs.values())
    rows = Blob.objects.filter(digest__in=wanted).values_list("digest", "content")
    return save.files({digest: bytes(content) for digest, content in rows})


def published_files(version: Version) -> dict[str, bytes]:
    """The folder of a published version: as it was written here, comments and logos included.

    A version that was not written in these pages is rewritten from its rules, with its files.
    """
    draft = Draft.objects.filter(published=version).order_by("pk").last()
    if draft is not None:
        return folder(draft.save_now)
    texts = {name: str(text).encode() for name, text in version.texts.items()}
    return {DEFINITION: toml(version.definition).encode(), **texts, **file_contents(version)}
