"""Walks every kind of page of the demonstration year as each role, with axe (`make walk`)."""

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

import pytest
from django.db.models import QuerySet
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Error, Page

from cordee import cli
from cordee.demo import entrances, year
from cordee.ledger.models import Message
from cordee.people.models import Seat, User
from tests.browser.visits import (
    DESKTOP,
    PHONE,
    Visits,
    assert_accessible,
    screenshot,
    weight_of,
)

FILES = r"\.(pdf|ics|zip|csv|ods|odt|xlsx|docx|txt|json|xml|atom|rss|pem|svg|png)$"
LEFT = re.compile(FILES + "|deconnexion|langue|export|demonstration")
"""What leads out of pages: files, and the door."""
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|:\d+[A-Z]?\d*/|/\d+/|[\w-]{20,}(:[\w-]+)+")
"""What names a row in an address, or who may enter by it."""
MOST = 400
"""Pages a role at most: a walk that grows beyond tells of a list without kinds."""
ROLES = os.environ.get("CORDEE_WALK", "")
"""Roles to walk as, between commas; all of them unless said."""
PLACES = """all => all.flatMap(one =>
    ['href', 'action', 'formaction', 'src', 'hx-get', 'hx-post', 'data-url', 'data-to']
    .map(name => one.getAttribute(name)).filter(Boolean).map(to => new URL(to, location).href))"""

ELSEWHERE = {
    r"^api-1:|^api:openapi": "asked by programs; tests/api asks each of them",
    r"^web:(style|resume|forget|language)|:(save|hands|upload\w*|save_\w+)$|search_json": "by scripts",
    r"^account_|^mfa_|proconnect|people:(renew|demo)$": "the door, walked by tests/browser",
    r":(rss|atom|\w+_feed|\w+_schema|schema)$": "told in the head of pages, to readers of feeds",
}
"""Addresses that no page of the demonstration shows, and why that is well."""


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


@dataclass
class Walk:
    """What was seen on the way: faults, kinds of pages audited, addresses shown."""

    size: tuple[int, int] = DESKTOP
    told: list[str] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)

    def walk(self, page: Page, *starts: str) -> int:
        """Visit one page of each kind, from `starts`; what is wrong goes to `told`.

        Three roles of the team see the same pages: what was `looked` at is not audited again.
        """
        ahead, seen = deque(starts), {kind(one) for one in starts}
        visited = 0
        while ahead and visited < MOST:
            if not self._open(page, address := ahead.popleft()):
                continue
            visited += 1
            if kind(address) not in self.looked:
                self.looked.add(kind(address))
                self.look(page)
            for found in self._links(page):
                if kind(found) not in seen:
                    seen.add(kind(found))
                    ahead.append(found)
        return visited

    def _open(self, page: Page, address: str) -> bool:
        self.shown.add(route(address))
        try:
            answer = page.goto(address)
        except Error as stop:
            if "Download is starting" in str(stop):
                return False
            raise
        if answer is None or answer.status >= 400:  # noqa: PLR2004 - what HTTP refuses
            self.told.append(f"{address} : {answer.status if answer else 'rien'}")
            return False
        return True

    def look(self, page: Page) -> None:
        """Audit one page."""
        try:
            assert_accessible(page)
        except AssertionError as fault:
            self.told.append(str(fault)[:1500])
        if self.size == DESKTOP and (weight := weight_of(page)).grade > "A":
            self.told.append(f"{page.url} : EcoIndex {weight.grade} {weight}")

    def _links(self, page: Page) -> Iterator[str]:
        """What this page leads to; forms and files are noted, not followed."""
        here = urlsplit(page.url).netloc
        places = "[href], [action], [formaction], [src], [hx-get], [hx-post], [data-url], [data-to]"
        for found in page.eval_on_selector_all(places, PLACES):
            if urlsplit(found).netloc == here:
                self.shown.add(route(found))
        for found in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            plain = urldefrag(found).url
            if urlsplit(plain).netloc == here and not LEFT.search(plain):
                yield plain

    def missed(self) -> list[str]:
        """Addresses of the site that nobody was shown."""
        return sorted(
            one
            for one in set(every_route()) - self.shown
            if not any(re.search(pattern, one) for pattern in ELSEWHERE)
        )


def mailed(messages: "QuerySet[Message]") -> list[str]:
    """One link of each kind that mails hold: people enter by them without an account."""
    texts = messages.order_by("-pk").values_list("text", flat=True)
    found = (urlsplit(link).path for text in texts for link in re.findall(r"https?://\S+", text))
    return list({kind(path): path for path in found if route(path)}.values())


def cast() -> list[tuple[str, User]]:
    """Who holds each role of the demonstration."""
    seats = Seat.objects.exclude(person__user=None).select_related("person__user")
    first = {seat.role: seat.person.user for seat in seats.order_by("-pk")}
    people = sorted({**first, **{str(role): user for role, user in entrances._lived()}}.items())
    return [one for one in people if not ROLES or one[0] in ROLES.split(",")]


@pytest.fixture
def people(transactional_db: None) -> list[tuple[str, User]]:
    """Who holds each role of the demonstration, its year played."""
    cli.main(["territories", "import"])
    year.play(say=lambda _: None)
    return cast()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "telephone"])
def test_every_page_is_accessible_and_sober(
    browser: Visits,
    people: list[tuple[str, User]],
    size: tuple[int, int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    walk = Walk(size)
    for role, user in [("visitor", None), *people]:
        page = browser.open("/" if user is None else "/espace/", user=user, size=size)
        starts = [page.url] if user else [page.url, *mailed(Message.objects.all())]
        count = walk.walk(page, *starts)
        screenshot(page, f"parcours-{role}")
        with capsys.disabled():
            print(f"\n  {role} : {count} pages")  # noqa: T201 - the walk tells its way
        page.close()
    missed = [] if ROLES else walk.missed()
    assert not walk.told, "\n\n".join(walk.told)
    assert not missed, "Adresses qu’aucune page ne montre :\n" + "\n".join(missed)
