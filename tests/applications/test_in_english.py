"""What a candidate reads in English holds no French but the words of the call."""

import re
from html.parser import HTMLParser

import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications.models import Application
from cordee.people.models import User
from cordee.territories.models import Territory
from tests.applications.conftest import DURING

FRENCH = re.compile(
    r"\b(?:le|la|les|des|du|une?|vous|votre|vos|est|sont|dans|pour|sur|avec|aux?|il|ce|cette|et|ou|"
    r"pas|à|de|janvier|décembre|novembre|personnes?|au)\b",
    re.IGNORECASE,
)
CALL = re.compile("une prestation|Hauts-de-France")
"""Words of the call itself, which its organiser wrote in French alone."""


class Texts(HTMLParser):
    """The texts of a page, attributes that are read aloud included."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in {"script", "style"} or known.get("lang") == "fr":
            self.hidden.append(tag)
        self.found += [known[one] or "" for one in ("aria-label", "title", "placeholder", "alt")
                       if one in known]  # fmt: skip

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def french_in(html: str) -> list[str]:
    """The texts of an English page that are French."""
    texts = Texts()
    texts.feed(html)
    said = {" ".join(text.split()) for text in texts.found}
    return sorted(one for one in said if FRENCH.search(CALL.sub("", one)))


def test_a_candidate_who_reads_english_meets_no_french(
    client: Client, application: Application, nadia: User, rouen: Territory,

):  # fmt: skip
    client.force_login(nadia)
    client.post("/langue/", {"language": "en", "next": "/"})
    with time_machine.travel(DURING, tick=False):
        begin = reverse("applications:begin", args=[application.edition.key])
        pages = [begin, reverse("applications:mine"),
                 reverse("applications:eligibility", args=[application.edition.key])]  # fmt: skip
        pages += [reverse(f"applications:{name}", args=[application.public_id])
                  for name in ("detail", "team", "check", "read", "structure", "withdraw", "bring",
                               "exchanges")]  # fmt: skip
        pages.append(reverse("applications:section", args=[application.public_id, "projet"]))
        left = {page: french_in(client.get(page).text) for page in pages}
        left["begin refused"] = french_in(client.post(begin, {"territory": rouen.ref}).text)
        deposit = reverse("applications:deposit", args=[application.public_id])
        left["deposit refused"] = french_in(client.post(deposit).text)
    assert {page: found for page, found in left.items() if found} == {}
