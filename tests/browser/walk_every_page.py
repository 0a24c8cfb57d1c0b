"""Walks every kind of page of the demonstration year as each role, with axe (`make walk`).

`CORDEE_WALK=juror,staff make walk` walks as these roles only. Each page's verdict is written at
once in `var/walk/verdicts.jsonl`; `AGAIN=1 make walk` leaves the pages found well last time.
Addresses that nobody is shown are
told, not refused: many wait for a moment of the year that the demonstration is not in.
"""

import os
import re
from collections.abc import Iterator

import pytest
from django.utils.text import slugify
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from cordee import cli
from cordee.demo import entrances, year
from cordee.ledger.models import Message
from cordee.people.models import Seat, User
from cordee.people.models.seats import Role
from tests.browser.crawl import Crawl, every_route, mailed
from tests.browser.verdicts import Verdict, Verdicts
from tests.browser.visits import (
    DESKTOP,
    PHONE,
    Visits,
    assert_accessible,
    screenshot,
    weight_of,
)

AGAIN = bool(os.environ.get("AGAIN"))
ROLES = os.environ.get("CORDEE_WALK", "")
FIRST = ("staff", "delegate", "juror", "applicant", "observer")
"""Those whose pages differ most; the others see the same ones, looked at once."""
ELSEWHERE = {
    r"^api-1:|^api:": "asked by programs: tests/api asks each of them",
    r"^web:(style|resume|forget|language)$|:(save|hands|upload\w*|save_\w+)$": "by scripts",
    r"^account_|^mfa_|proconnect|^people:(renew|demo|confirm_address)$": "the door",
    r":(rss|atom|\w+_feed|\w+_schema|schema|schedule|sharing_document)$": "told to programs",
    r"^calls:(confirm|unfollow)$|^people:invitation_again$": "by mail, for who asks",
    r"^learning:(episode|transcript)$|piece\w*$|file\w*$|scan$": "a file that someone sent",
}
"""Addresses that no page of the demonstration shows, and why that is well."""


def cast() -> list[tuple[str, User | None]]:
    """Who holds each role of the demonstration, and who has none."""
    seats = Seat.objects.exclude(person__user=None).select_related("person__user")
    found = {str(seat.role): seat.person.user for seat in seats.order_by("-pk")}
    named = {str(role.label): str(role.value) for role in Role}
    found |= {named.get(label, slugify(label)): user for label, user in entrances.lives()}
    order = sorted(found, key=lambda role: (role not in FIRST, role))
    people = [("visitor", None), *((role, found[role]) for role in order)]
    return [one for one in people if not ROLES or one[0] in ROLES.split(",")]


def missed(crawl: Crawl) -> list[str]:
    """Addresses of the site that nobody was shown."""
    left = set(every_route()) - crawl.shown
    return sorted(one for one in left if not any(re.search(rule, one) for rule in ELSEWHERE))


def look(page: Page, address: str) -> Iterator[str]:
    """Every fault of one page, on a desktop then on a phone."""
    page.goto(address)
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        try:
            assert_accessible(page)
        except AssertionError as fault:
            yield str(fault)[:1500]
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


def judged(browser: Visits, page: Page, role: str, name: str, address: str) -> Verdict:
    """What one page is worth: axe, width, weight, console, other hosts; nothing stops the walk."""
    before = len(browser.faults)
    faults, score = [], 100.0
    try:
        faults += look(page, address)
        weight = weight_of(page)
        score = weight.score
        if weight.grade > "A":
            faults.append(f"{address} : EcoIndex {weight.grade} {weight}")
    except PlaywrightError as trouble:
        faults.append(f"{address} : {trouble}"[:500])
    faults += [f"{address} : {fault}" for fault in browser.faults[before:]]
    del browser.faults[before:]
    return Verdict(role, name, address, tuple(faults), score)


def walked(browser: Visits, crawl: Crawl, verdicts: Verdicts, role: str, user: User | None) -> int:
    """Follow every link as somebody, then look at each kind of page nobody showed before."""
    known = set(crawl.pages)
    starts = ["/espace/"] if user else ["/", *mailed(Message.objects.all())]
    opened = crawl.follow(role, user, starts)
    met = [found for key, found in crawl.pages.items() if key not in known]
    names = [
        f"{one} {' '.join(sorted(asked))}"
        for one, asked in crawl.pages
        if (one, asked) not in known
    ]
    page = browser.person(user=user).new_page()
    page.context.set_default_timeout(60_000)
    for name, (_, address) in zip(names, met, strict=True):
        if name not in verdicts.clean:
            verdicts.add(judged(browser, page, role, name, address))
    screenshot(page, f"parcours-{role}")
    page.context.close()
    return opened


@pytest.fixture
def played(transactional_db: None) -> None:
    """The demonstration's year."""
    cli.main(["territories", "import"])
    year.play(say=lambda _: None)


@pytest.mark.usefixtures("played")
def test_every_page_is_accessible_and_sober(
    browser: Visits, capsys: pytest.CaptureFixture[str]
) -> None:
    crawl, verdicts = Crawl(), Verdicts(again=AGAIN)
    with capsys.disabled():
        for role, user in cast():
            opened = walked(browser, crawl, verdicts, role, user)
            print(f"\n  {role} : {opened} pages suivies", end="", flush=True)  # noqa: T201 - the walk tells its way
        if not ROLES:
            print("\n  aucune page ne mène à :", *missed(crawl), sep="\n    ")  # noqa: T201 - the same
        print("\n ", *verdicts.figures(), sep="\n    ")  # noqa: T201 - the same
    told = crawl.told + verdicts.faults()
    assert not told, "\n\n".join(told)
