"""Walks every kind of page of the demonstration year as each role, with axe (`make walk`).

`CORDEE_WALK=juror,staff make walk` walks as these roles only. Addresses that nobody is shown are
told, not refused: many wait for a moment of the year that the demonstration is not in.
"""

import os
import re

import pytest
from playwright.sync_api import Page

from cordee import cli
from cordee.demo import entrances, year
from cordee.ledger.models import Message
from cordee.people.models import Seat, User
from tests.browser.crawl import Crawl, every_route, mailed
from tests.browser.visits import (
    DESKTOP,
    PHONE,
    Visits,
    assert_accessible,
    screenshot,
    weight_of,
)

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
    found |= {str(role): user for role, user in entrances._lived()}
    order = sorted(found, key=lambda role: (role not in FIRST, role))
    people = [("visitor", None), *((role, found[role]) for role in order)]
    return [one for one in people if not ROLES or one[0] in ROLES.split(",")]


def followed() -> Crawl:
    """Every link, as everybody; visitors also open what mails hold."""
    crawl = Crawl()
    for role, user in cast():
        starts = ["/espace/"] if user else ["/", *mailed(Message.objects.all())]
        count = crawl.follow(role, user, starts)
        print(f"\n  {role} : {count} pages", end="")  # noqa: T201 - the walk tells its way
    return crawl


def missed(crawl: Crawl) -> list[str]:
    """Addresses of the site that nobody was shown."""
    left = set(every_route()) - crawl.shown
    return sorted(one for one in left if not any(re.search(rule, one) for rule in ELSEWHERE))


def look(page: Page, told: list[str]) -> None:
    """Audit one page on a desktop, then on a phone."""
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        try:
            assert_accessible(page)
        except AssertionError as fault:
            told.append(str(fault)[:1500])
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    if (weight := weight_of(page)).grade > "A":
        told.append(f"{page.url} : EcoIndex {weight.grade} {weight}")


@pytest.fixture
def played(transactional_db: None) -> None:
    """The demonstration's year."""
    cli.main(["territories", "import"])
    year.play(say=lambda _: None)


@pytest.mark.usefixtures("played")
def test_every_page_is_accessible_and_sober(
    browser: Visits, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        crawl = followed()
    told = list(crawl.told)
    for role, user in cast():
        page = browser.person(user=user).new_page()
        for who, address in crawl.pages.values():
            if who == role:
                page.goto(address)
                look(page, told)
        screenshot(page, f"parcours-{role}")
        page.context.close()
    if not ROLES:
        with capsys.disabled():
            print("\n  aucune page ne mène à :", *missed(crawl), sep="\n    ")  # noqa: T201 - the same
    assert not told, "\n\n".join(told)
