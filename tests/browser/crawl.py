"""Follows every link of the site as somebody, without a browser: what leads where."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from cordee.ledger.models import Message
    from cordee.people.models import User


KEY = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[a-z]+:\w+(?=/)|(?<=/)\d+(?=/)"
    r"|(?<=/)[\w-]{20,}(?=/)|(?<=/)[\w-]+(:[\w-]+)?:[\w-]{20,}(?=/)"
)
"""What names a row in an address, or lets somebody in by it."""
FILES = r"\.(pdf|ics|zip|csv|ods|odt|xlsx|docx|txt|json|xml|atom|rss|pem|svg|png)$"
LEFT = re.compile(FILES + "|/fichiers/|/scan|deconnexion|langue|export|demonstration/")
"""What is no page: files, and the door."""
ROWS = 24
"""Rows of one kind that are opened at most."""
SAME = 6
"""Rows of one kind that may show nothing new before the others are left."""
ATTRIBUTE = re.compile(
    r'\b(href|action|formaction|src|hx-get|hx-post|data-[\w-]+)="([^"\s]+)"', re.IGNORECASE
)
ANCHOR = re.compile(r'<a\b[^>]*\bhref="([^"]+)"', re.IGNORECASE)


def kind(address: str) -> str:
    """An address without the keys of its rows nor its query: two of one kind are one page."""
    return KEY.sub("*", urlsplit(address).path)


def route(address: str) -> str:
    """The name of what answers at this address, or nothing."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def every_route(
    patterns: Iterable[URLPattern | URLResolver] | None = None, within: str = ""
) -> Iterator[str]:
    """Every name of the site's addresses."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            space = f"{within}{one.namespace}:" if one.namespace else within
            yield from every_route(one.url_patterns, space)
        elif one.name:
            yield within + one.name


def mailed(messages: QuerySet[Message]) -> list[str]:
    """Links that mails hold, some of each kind: people enter by them without an account."""
    texts = messages.order_by("-pk").values_list("text", flat=True)
    kept: dict[str, list[str]] = {}
    for text in texts:
        for link in re.findall(r"https?://[^/\s]+(/\S*)", text):
            if not route(link):
                continue
            rows = kept.setdefault(kind(link), [])
            if len(rows) < SAME and link not in rows:
                rows.append(link)
    return [link for rows in kept.values() for link in rows if "demonstration" not in link]


@dataclass
class Crawl:
    """What was found on the way: pages by what they show, addresses shown, refusals."""

    shown: set[str] = field(default_factory=set)
    pages: dict[tuple[str, frozenset[str]], tuple[str, str]] = field(default_factory=dict)
    """(kind, what its forms ask) → the first role and address that showed it."""
    told: list[str] = field(default_factory=list)

    def follow(self, role: str, user: User | None, starts: Iterable[str]) -> int:
        """Open one page of each kind, and more rows while they show something new."""
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        ahead = deque(starts)
        seen, opened, idle = set(ahead), Counter[str](), Counter[str]()
        shown: set[str] = set()
        while ahead:
            address = ahead.popleft()
            one = kind(address)
            if opened[one] >= ROWS or idle[one] >= SAME:
                continue
            opened[one] += 1
            places, links = self._open(client, role, address)
            idle[one] = 0 if places - shown else idle[one] + 1
            shown |= places
            ahead.extend(found for found in links if found not in seen)
            seen.update(links)
        self.shown |= shown
        return sum(opened.values())

    def _open(self, client: Client, role: str, address: str) -> tuple[set[str], list[str]]:
        answer = client.get(address, follow=True, HTTP_HOST="localhost")
        if answer.status_code >= 400:
            trouble = repr(answer.exc_info[1]) if answer.exc_info else ""
            self.told.append(f"{role} : {address} : {answer.status_code} {trouble}")
        if not answer.get("Content-Type", "").startswith("text/html"):
            return {route(address)}, []
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        text = unescape(answer.text)
        shown = {route(place) for _, place in _inside(here, ATTRIBUTE.findall(text))}
        asked = {
            route(place)
            for name, place in _inside(here, ATTRIBUTE.findall(text))
            if name in {"action", "formaction"}
        }
        self.pages.setdefault((kind(here), frozenset(asked)), (role, here))
        links = [
            urldefrag(place).url
            for _, place in _inside(here, (("", to) for to in ANCHOR.findall(text)))
            if not LEFT.search(urlsplit(place).path)
        ]
        return shown | {route(address), route(here)}, links


def _inside(here: str, found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The places of this site among what a page names, as paths."""
    for name, to in found:
        place = urlsplit(urljoin(urljoin(settings.SITE_URL, here), to))
        if place.netloc in {urlsplit(settings.SITE_URL).netloc, "localhost"}:
            yield name.lower(), place._replace(scheme="", netloc="").geturl()
