"""What a candidate reads in English holds no French but the words of the call."""

import json
import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cordee.alliance.allies.queries.charter import table as allies_table
from cordee.alliance.works.queries.speaking import HEAD
from cordee.applications import actions, binding, flyer, papers, tables
from cordee.applications.models import Application, Deposit
from cordee.applications.queries import staff_list
from cordee.calls import papers as calls_papers
from cordee.calls.editor import actions as editor
from cordee.calls.editor.queries import published_files
from cordee.journeys.queries.awards import payout_lines
from cordee.journeys.queries.money import papers_of
from cordee.journeys.strategy import tables as year_tables
from cordee.journeys.strategy.views import funding, giving
from cordee.kernel.french import say
from cordee.ledger.delivery import compose
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.selection.calendars import team_calendar
from cordee.territories.models import Territory
from cordee.web.sheets import write_csv
from tests.applications.conftest import DURING
from tests.english import french_in, unsaid

if TYPE_CHECKING:
    from cordee.journeys.models import Cohort
    from cordee.selection.models import Hearing

CALL = r"une prestation|Hauts-de-France|Pas-de-Calais|Dépôt des candidatures|\{\w+\}"
"""Words of the call itself, which its organiser wrote in French alone."""


OWN_HEADS = "Besoins|Thème|Annexe"


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
        left = {page: french_in(client.get(page).text, CALL) for page in pages}
        left["begin refused"] = french_in(client.post(begin, {"territory": rouen.ref}).text, CALL)
        deposit = reverse("applications:deposit", args=[application.public_id])
        left["deposit refused"] = french_in(client.post(deposit).text, CALL)
    assert {page: found for page, found in left.items() if found} == {}


def test_the_team_that_reads_english_meets_no_french_at_its_desk(
    client: Client, application: Application, nadia: User, amina: User
):
    now = {"by": nadia, "at": DURING}
    actions.join(application, role="elu", given_name="Eve", family_name="Roy", **now)
    actions.save_answer(application, "besoins", "Time.", **now)
    actions.save_answer(application, "theme", "eau", **now)
    actions.deposit(application, **now)
    edition, one = application.edition, application.public_id
    said = {"subject": "Hello", "text": "{structure}", "segment": {}}
    letter = actions.prepare(edition, **said, by=amina, at=DURING).public_id
    desk = ("received", "follow", "coverage", "drafts", "evasive", "awaiting", "mailings", "write",
            "codes", "guests", "received_here", "bundles", "bring_list")  # fmt: skip
    mine = ("received_one", "instruct", "ask_completion", "exchanges_desk", "copies", "orient",
            "propose_union")  # fmt: skip
    calls = ("inquiries", "briefings", "extend")
    client.force_login(amina)
    client.post("/langue/", {"language": "en", "next": "/"})
    pages = [reverse(f"applications:{name}", args=[edition.key]) for name in desk]
    pages += [reverse(f"applications:{name}", args=[one]) for name in mine]
    pages += [reverse(f"calls:{name}", args=[edition.key]) for name in calls]
    pages += [reverse("applications:mailing", args=[letter]), reverse("applications:astray"),
              reverse("calls:desk"), reverse("calls:publish"), reverse("calls:list"),
              reverse("people:workspace"), reverse("editor:list")]  # fmt: skip
    draft = editor.begin(
        published_files(edition.rules_in_force), origin="1", by=amina, at=DURING
    ).public_id
    pages += [reverse(f"editor:{name}", args=[draft]) for name in ("draft", "files", "history")]
    pages += [reverse("editor:chapter", args=[draft, slug])
              for slug in ("appel", "temps", "qui", "choix", "argent")]  # fmt: skip
    records = ("form", "windows/0", "form/sections/0", "team", "timeline")
    pages += [reverse("editor:record", args=[draft, place]) for place in records]
    with time_machine.travel(DURING, tick=False):
        left = {page: french_in(client.get(page).text, CALL) for page in pages}
        table = client.get(reverse("applications:export", args=[edition.key]))
        head = b"".join(table.streaming_content) if table.streaming else table.content
    left["table"] = [one for one in head.decode("utf-8-sig").splitlines()[0].split(";")
                     if unsaid(one.strip('"'), OWN_HEADS)]  # fmt: skip
    assert {page: found for page, found in left.items() if found} == {}


def test_a_receipt_is_read_in_english_and_what_binds_in_french_too(
    monkeypatch: pytest.MonkeyPatch, application: Application, nadia: User
):
    now = {"by": nadia, "at": DURING}
    actions.join(application, role="elu", given_name="Eve", family_name="Roy", **now)
    actions.save_answer(application, "besoins", "Time.", **now)
    actions.save_answer(application, "theme", "eau", **now)
    made = actions.deposit(application, **now)
    User.objects.filter(pk=nadia.pk).update(language="en")
    shown: dict[str, Any] = {}
    monkeypatch.setattr(papers, "pdf", lambda _template, said: shown.update(said) or b"%PDF-")
    actions.ask_receipt(made, by=User.objects.get(pk=nadia.pk), at=DURING)
    letter = compose(Message.objects.filter(key__startswith="receipt:").latest("pk"))
    assert letter.extra_headers["Content-Language"] == "en"
    assert (shown["lang"], shown["title"]) == ("en", "Acknowledgement of receipt")
    told = [shown["foot"], shown["caption"], *shown["heads"], *shown["laws"]]
    told += [label for label, _value in shown["facts"]]
    assert [one for one in told if unsaid(one, CALL)] == []
    assert len(shown["french"]) == len(shown["laws"])
    assert "code des relations" in shown["french"][0]
    assert _documents(monkeypatch, made) == {}


def _documents(monkeypatch: pytest.MonkeyPatch, made: Deposit) -> dict[str, list[str]]:
    """What is still French in the papers, calendars and tables that an English reader takes."""
    edition, told = made.application.edition, dict[str, list[str]]()
    for room in (binding, calls_papers, flyer):
        monkeypatch.setattr(room, "pdf", lambda _template, said: json.dumps(said).encode())
    with translation.override("en"):
        for name, paper in (
            ("file", binding.file_pdf(made)),
            ("call", calls_papers.call_pdf(made.version)),
            ("flyer", flyer.flyer_pdf(flyer.flyer_for(made.application))),
        ):
            told[name] = list(_strings(json.loads(paper)))
        files = staff_list(edition)
        told["table"] = [str(one) for one in next(tables.rows(edition, files))]
        slot = SimpleNamespace(venue="Room 3", video="")
        heard = SimpleNamespace(
            public_id="1", sequence=1, changed_at=DURING, starts=DURING, ends=DURING, slot_id=1,
            slot=slot, panel=SimpleNamespace(edition=edition),
        )  # fmt: skip
        told["hearing"] = _summaries(team_calendar(cast("Hearing", heard)))
    site = Client()
    with time_machine.travel(DURING, tick=False):
        for name in ("calendar", "deadlines", "card"):
            args = [] if name == "deadlines" else [edition.key]
            page = site.get(reverse(f"calls:{name}", args=args), {"langue": "en"})
            assert page["Content-Language"] == "en"
            told[name] = _summaries(page.content) or [
                one for one in re.sub("<[^>]+>", "\n", page.text).split("\n") if one.strip()
            ]
        french = site.get(reverse("calls:calendar", args=[edition.key]))
        assert "Ouverture" in french.content.decode()
    left = {name: [one for one in said if unsaid(one, MINE)] for name, said in told.items()}
    assert all(told.values())
    return {name: found for name, found in left.items() if found}


MINE = f"{CALL}|{OWN_HEADS}|Élu·e|Petit appel|Projet|Eau|Agent|Centre|https?://\\S+"


def _strings(said: Any) -> Iterator[str]:
    """Every text of some data, but the drawing of a code."""
    if isinstance(said, dict):
        said = [one for key, one in said.items() if key not in {"code", "lang"}]
    if isinstance(said, list):
        for one in said:
            yield from _strings(one)
    elif isinstance(said, str) and said.strip():
        yield said


def _summaries(calendar: bytes) -> list[str]:
    return re.findall(r"^(?:SUMMARY|DESCRIPTION):(.*)$", calendar.decode(), re.MULTILINE)


def test_the_tables_of_the_year_have_english_heads():
    heads: list[Any] = [*year_tables.COLUMNS.values(), list(year_tables.LABELS.values()),
                        funding.COLUMNS, giving.COLUMNS, map(say, HEAD)]  # fmt: skip
    with translation.override("en"):
        none = cast("Cohort", None)  # the head comes before anything is asked of it
        tables_of = payout_lines(none), papers_of(none), allies_table(date(2027, 1, 4))
        heads += [next(row) for row in tables_of]
        content = b"".join(write_csv(heads)).decode("utf-8-sig")
    assert [one for one in re.split(r"[;\r\n]+", content) if unsaid(one, "SIRET")] == []
