"""The explanation of a version, made once a process: versions never change."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from cordee.calls.models import Version
from cordee.calls.templatetags.explained import html
from cordee.programme.explain import Document, explain

_BY_PAGE = {
    "appel": ("brief", "calendar", "promises", "contacts"),
    "presentation": ("texts",),
    "candidature": ("who", "team", "form"),
    "selection": ("choosing",),
    "programme": ("year", "money", "duties"),
}
"""Which sections stand on which page of the call; a section named nowhere goes to « appel »."""


def explained(version: Version, language: str = "fr") -> Document:
    """The whole explanation of a version."""
    return _explained(version.digest, language, _Held(version))


def pages(version: Version, language: str = "fr") -> dict[str, Document]:
    """The explanation cut into the pages of the call; an empty page is absent."""
    return _pages(version.digest, language, _Held(version))


def page_html(version: Version, page: str, language: str = "fr") -> SafeString:
    """One page of the call as HTML."""
    return _page_html(version.digest, language, page, _Held(version))


class _Held:
    """A version carried to the cache without taking part in its key."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


@lru_cache(maxsize=64)
def _explained(_digest: str, language: str, held: _Held) -> Document:
    return explain(held.version.definition, held.version.texts, language)


@lru_cache(maxsize=64)
def _pages(digest: str, language: str, held: _Held) -> dict[str, Document]:
    whole = _explained(digest, language, held)
    named = {key for keys in _BY_PAGE.values() for key in keys}
    found = {}
    for page, keys in _BY_PAGE.items():
        kept = [
            s for s in whole.sections if s.key in keys or (page == "appel" and s.key not in named)
        ]
        if kept:
            found[page] = Document(whole.title, whole.subtitle, whole.language, tuple(kept))
    return found


@lru_cache(maxsize=128)
def _page_html(digest: str, language: str, page: str, held: _Held) -> SafeString:
    sections = _pages(digest, language, held)[page].sections
    return mark_safe("".join(html(one, 2) for one in sections))  # noqa: S308 - each is escaped
