"""Visits in a real browser, watched: another host, an error in the console, a refused style."""

import asyncio
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, wraps
from pathlib import Path
from typing import Concatenate
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from greenlet import getcurrent
from playwright._impl import _sync_base
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, sync_playwright

from cordee.operations import house
from tests.browser.sobriety import Weight

AXE = Path(__file__).parent / "axe"
DESKTOP = (1280, 900)
PHONE = (360, 740)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
    # Another host is never reached; asking each request about it would forbid the cache.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
CALM = 100
"""Milliseconds after which a page that asked for nothing more is taken to be complete."""
COUNT = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
ASKED = f"""() => {{
    const [first] = performance.getEntriesByType('navigation');
    const asked = [first, ...performance.getEntriesByType('resource')];
    const moved = asked.reduce((sum, one) => sum + one.encodedBodySize, 0);
    return [{COUNT}, asked.length, moved, performance.now() - first.loadEventEnd];
}}"""
HEADERS = 2
"""Kilobytes that the headers of an answer never reach."""
WATCH = """
document.addEventListener('securitypolicyviolation', event =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def executable() -> str:
    """Find the browser; `make test` installs it."""
    for name in (os.environ.get("CORDEE_CHROMIUM", ""), *BROWSERS):
        if found := shutil.which(name):
            return found
    raise RuntimeError("Chromium manque. Tapez : sudo apt-get install -y chromium-headless-shell")


@dataclass
class Visits:
    """Opens pages of the site at `url`; what happened in them is told at the end."""

    chromium: Browser
    url: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    stack: ExitStack = field(default_factory=ExitStack)

    def open(
        self,
        path: str = "/",
        *,
        javascript: bool = True,
        user: AbstractBaseUser | None = None,
        size: tuple[int, int] = DESKTOP,
    ) -> Page:
        """Open `path` in a browser of its own, signed in as `user`, with or without JavaScript."""
        page = self.person(javascript=javascript, user=user, size=size).new_page()
        page.goto(path)
        return page

    def person(
        self,
        *,
        javascript: bool = True,
        user: AbstractBaseUser | None = None,
        size: tuple[int, int] = DESKTOP,
    ) -> BrowserContext:
        """Give somebody a browser of their own: cookies are not shared with the others."""
        context = self.chromium.new_context(
            base_url=self.url,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            java_script_enabled=javascript,
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
        )
        self.stack.callback(context.close)
        context.set_default_timeout(15_000)
        context.on("request", self._stay_home)
        context.on(
            "console", lambda said: self._hear(said.type, f"{said.text} {said.location['url']}")
        )
        context.on("weberror", lambda error: self.faults.append(f"erreur : {error.error}"))
        if javascript:
            context.add_init_script(WATCH)
        if user is not None:
            context.add_cookies([session_of(user, self.url)])  # type: ignore[list-item] # a cookie, as Playwright writes it
        return context

    def expect(self, pattern: str) -> None:
        """Accept what the console will say and `pattern` matches, such as a 422 asked for."""
        self.expected.append(pattern)

    def _stay_home(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.netloc != urlsplit(self.url).netloc and asked.scheme not in {"data", "blob"}:
            self.faults.append(f"requête vers un autre hôte : {request.url}")

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.faults.append(f"console : {text}")

    def close(self) -> None:
        """End the visits; anything unexpected that was seen fails the test."""
        self.stack.close()
        told = [
            fault
            for fault in self.faults
            if not any(re.search(pattern, fault) for pattern in self.expected)
        ]
        assert not told, "\n".join(told)


def session_of(user: AbstractBaseUser, url: str) -> dict[str, str]:
    """Give the cookie of a session opened by `user`."""
    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


def weight_of(page: Page) -> Weight:
    """Measure `page` alone, with an empty cache, as a first visit sees it."""
    context = page.context.browser.new_context(  # type: ignore[union-attr] # opened by us
        storage_state=page.context.storage_state(),
        locale="fr-FR",
        viewport=page.viewport_size,
    )
    try:
        fresh = context.new_page()
        asked: list[Request] = []
        seen: list[Request] = []
        fresh.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - the same
        fresh.on("requestfinished", lambda request: seen.append(request))  # noqa: PLW0108 - Playwright marks it, a builtin cannot be
        fresh.on("requestfailed", lambda request: asked.remove(request))  # noqa: PLW0108 - the same
        fresh.goto(page.url)
        fresh.wait_for_timeout(CALM)
        while len(seen) < len(asked):
            fresh.wait_for_timeout(CALM)
        sizes = [request.sizes() for request in seen]
        moved = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
        return Weight(int(fresh.evaluate(COUNT)), len(seen), moved / 1024)
    finally:
        context.close()


def assert_sober(page: Page, grade: str = "A") -> None:
    """Refuse a page whose EcoIndex is worse than `grade`.

    What the page says it asked for is enough when even more would be sober; else it is measured.
    """
    weight = at_most(page)
    if weight.grade > grade:
        weight = weight_of(page)
    assert weight.grade <= grade, f"{page.url} : {weight.grade} ({weight.score:.0f}), {weight}"


def at_most(page: Page) -> Weight:
    """Weigh `page` as it stands, nothing asked again: no less than a first visit would say."""
    elements, requests, moved, since = page.evaluate(ASKED)
    if since < CALM:
        page.wait_for_timeout(CALM - since)
        elements, requests, moved, _ = page.evaluate(ASKED)
    return Weight(elements, requests, moved / 1024 + requests * HEADERS)


@cache
def axe() -> str:
    """Give the function that tells the faults of a page: the text is made once, parsed once."""
    return f"""async without => {{
        {(AXE / "axe.min.js").read_text()}
        axe.configure({{locale: {(AXE / "fr.json").read_text()}}});
        const scope = without ? {{exclude: [[without]]}} : document;
        const result = await axe.run(scope, {{
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            resultTypes: ['violations'],
        }});
        return result.violations.flatMap(rule => rule.nodes.map(node =>
            `${{rule.id}} (${{rule.help}}) ${{node.target.join(' ')}} : `
            + `${{node.html.slice(0, 160)}} — ${{node.failureSummary}}`));
    }}"""


def assert_accessible(page: Page, *, without: str = "") -> None:
    """Refuse any fault of levels A and AA that axe finds in `page`, in French, all at once.

    `without` is a CSS selector left out, for a part that is not ours.
    """
    found = page.evaluate(axe(), without)
    assert not found, f"{page.url}\n" + "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        f"{page.url} déborde en largeur ({page.viewport_size})"
    )


def screenshot(page: Page, name: str, *, always: bool = False) -> None:
    """Save the whole page under `var/screenshots/NAME.png`, for eyes to look at.

    `always` for the story of a whole call; the others only when somebody will look: with
    `CORDEE_PICTURES=1`, or `make walk`.
    """
    if always or os.environ.get("CORDEE_PICTURES"):
        path = house.var() / "screenshots" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)


@contextmanager
def loop_apart() -> Iterator[None]:
    """Have the event loop of Playwright run during its own calls only, not between them.

    It lives in our thread, where it would be taken for ours: Django would refuse its rows and
    asgiref its waits, here and in every later test.
    """
    ours, loop, wait = getcurrent(), asyncio.get_running_loop(), _sync_base.wait_for_future

    def wait_and_leave(*args: object) -> None:
        asyncio._set_running_loop(loop)
        try:
            wait(*args)
        finally:
            if getcurrent() is ours:
                asyncio._set_running_loop(None)

    _sync_base.wait_for_future = wait_and_leave
    asyncio.set_event_loop(loop)
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        _sync_base.wait_for_future = wait
        asyncio.set_event_loop(None)
        asyncio._set_running_loop(loop)


def _read_whole[Given: Page | Locator, **Told](
    act: Callable[Concatenate[Given, Told], None],
) -> Callable[Concatenate[Given, Told], None]:
    """Follow `act` until the page it leads to is read to its end.

    Playwright waits for the answer to begin only: what is asked then of a page half come
    (`title`, `is_visible`, `count`) is answered « no » on a slow machine.
    """

    @wraps(act)
    def followed(given: Given, /, *args: Told.args, **kwargs: Told.kwargs) -> None:
        act(given, *args, **kwargs)
        page = given if isinstance(given, Page) else given.page
        if not page.is_closed():
            page.wait_for_load_state("domcontentloaded")

    return followed


@contextmanager
def pages_read_whole() -> Iterator[None]:
    """Have every click and key wait for the whole page that it leads to."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Page, Locator):
            for act in ("click", "press"):
                patch.setattr(kind, act, _read_whole(getattr(kind, act)))
        yield


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser once for many visits."""
    with sync_playwright() as playwright, pages_read_whole():
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        with loop_apart():
            yield browser
        browser.close()
