"""What a candidate reads in English holds no French but the words of the call."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.applications import actions, papers
from cordee.applications.models import Application
from cordee.calls.editor import actions as editor
from cordee.calls.editor.queries import published_files
from cordee.ledger.delivery import compose
from cordee.ledger.models import Message
from cordee.people.models import User
from cordee.territories.models import Territory
from tests.applications.conftest import DURING
from tests.english import french_in, unsaid

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
