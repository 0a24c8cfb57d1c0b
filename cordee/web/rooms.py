"""The addresses of a room, tried only when they begin as the one that is asked does.

The house has hundreds of them, and Django tries each in turn: finding a page cost more than
knowing who asks. `room()` stands where `path("", include(…))` would, and answers the same.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import override

from django.urls import ResolverMatch, URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern

type Words = tuple[str, str]
type Entry = URLPattern | URLResolver


def room(urls: str) -> URLResolver:
    """Every address of a module of addresses, at the root of the site."""
    module, app_name, namespace = include(urls)
    return Room(RoutePattern(""), module, {}, app_name=app_name, namespace=namespace)


class Room(URLResolver):
    """A resolver that tries only the entries whose first two words may be those of the path."""

    @override
    def resolve(self, path: str) -> ResolverMatch:
        """Find the view of an address; raises `Resolver404`."""
        return self._among[self._known(*_first(str(path)))].resolve(path)

    def _known(self, one: str, two: str) -> Words:
        """The words that some entry names; the others are all the same to it."""
        if (one, two) in self._among:
            return one, two
        return (one, "") if (one, "") in self._among else ("", "")

    @cached_property
    def _among(self) -> dict[Words, URLResolver]:
        """For each beginning that entries name, those that may answer it, in their order."""
        entries = [(_fixed(one), one) for one in self.url_patterns]
        named = {words for words, _entry in entries}
        return {
            asked: self._only(entry for words, entry in entries if _may(words, asked))
            for asked in {("", ""), *named, *((one, "") for one, _two in named)}
        }

    def _only(self, entries: Iterable[Entry]) -> URLResolver:
        return URLResolver(
            self.pattern, [*entries], self.default_kwargs, self.app_name, self.namespace
        )


def _first(path: str) -> Words:
    one, _, rest = path.partition("/")
    return one, rest.partition("/")[0]


def _fixed(entry: Entry) -> Words:
    """The first two words of every address of an entry; empty from what may vary on."""
    route = str(entry.pattern) if isinstance(entry.pattern, RoutePattern) else ""
    before, captures, _ = route.partition("<")
    words = before.split("/")
    if captures or isinstance(entry, URLResolver):
        words.pop()  # what stands there may be longer
    return (*words, "", "")[0], (*words, "", "")[1]


def _may(words: Words, asked: Words) -> bool:
    """Whether an entry of these words may answer a path of those."""
    return words[0] in {"", asked[0]} and words[1] in {"", asked[1]}
