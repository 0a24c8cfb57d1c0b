"""Walks every link of the site as somebody, and tells what a careful reader would."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import override
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

VOID = {"input", "select", "textarea"}
VIEWS = 5
"""How many views of one page are visited: a period, a filter, a page of a list."""
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


class Outline(HTMLParser):
    """What a page is made of: titles, identifiers, labels, controls, links."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.links: list[str] = []
        self.referred: list[str] = []
        self.landmarks: Counter[str] = Counter()
        self.language = ""
        self.title = ""
        self.buttons: list[str] = []
        self._inside: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        self._inside.append(tag)
        if "id" in names:
            self.ids.append(names["id"])
        if found := re.fullmatch(r"h([1-6])", tag):
            self.levels.append(int(found[1]))
        if tag == "html":
            self.language = names.get("lang", "")
        if tag == "label":
            self.labels.add(names.get("for", ""))
        if tag in VOID and names.get("type") not in UNLABELLED:
            self.controls.append(names)
        if tag == "a" and "href" in names:
            self.links.append(names["href"])
        self.landmarks[tag] += 1
        self.referred += names.get("aria-describedby", "").split()
        self.referred += names.get("aria-labelledby", "").split()

    @override
    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] == "title":
            self.title = self.title or data.strip()

    @override
    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass


def outline(html: str) -> Outline:
    """Read a page."""
    reader = Outline()
    reader.feed(html)
    reader.close()
    return reader


def page_faults(html: str) -> list[str]:
    """What is wrong with a page, whatever it says."""
    return list(faults(outline(html)))


def faults(page: Outline) -> Iterator[str]:
    """The same of a page read already."""
    if page.levels.count(1) != 1:
        yield f"{page.levels.count(1)} titres h1"
    for one, other in zip(page.levels, page.levels[1:], strict=False):
        if other > one + 1:
            yield f"un h{other} suit un h{one}"
    yield from (f"identifiant double : {name}" for name, n in Counter(page.ids).items() if n > 1)
    known = set(page.ids)
    yield from (f"référence vide : {name}" for name in page.referred if name not in known)
    for control in page.controls:
        named = {"aria-label", "aria-labelledby", "title"} & set(control)
        if control.get("id") not in page.labels and not named:
            yield f"sans étiquette : {control.get('name')}"
    if not page.language:
        yield "langue absente"
    if not page.title.replace("– Cordée", "").strip():
        yield "titre de page vide"
    if page.landmarks["main"] != 1:
        yield f"{page.landmarks['main']} <main>"


def crawl(client: Client, *starts: str, most: int = 300) -> dict[str, list[str]]:
    """Follow every link from `starts`, as `client` is; faults by address, addresses in order seen.

    Pages with nothing to say have an empty list; at most `most` pages are visited, and few of
    the views of one page: a calendar leads from year to year without end.
    """
    waiting, told = deque(starts or ["/"]), dict[str, list[str]]()
    views = Counter[str]()
    while waiting and len(told) < most:
        address = waiting.popleft()
        if address in told:
            continue
        page, query, _ = address.partition("?")
        views[page] += bool(query)
        if query and views[page] > VIEWS:
            continue
        told[address], links = visit(client, address)
        waiting += [link for link in links if link not in told]
    return told


def visit(client: Client, address: str) -> tuple[list[str], list[str]]:
    """One page: its faults, and the addresses of this site that it links to."""
    response = client.get(address, follow=True)
    if response.status_code >= 400:
        return [f"répond {response.status_code}"], []
    if response.streaming or "text/html" not in response["Content-Type"]:
        return [], []
    page = outline(response.content.decode())
    here = response.redirect_chain[-1][0] if response.redirect_chain else address
    joined = (urldefrag(urljoin(here, link)).url for link in page.links)
    return list(faults(page)), [link for link in joined if _ours(link)]


def _ours(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc and not parts.path.startswith("/static/")
