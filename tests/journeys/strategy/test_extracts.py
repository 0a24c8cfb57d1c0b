"""Words of a logbook are quoted by a marker; their accord withdrawn, they leave every text."""

import io
import zipfile
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from cordee.journeys.learning import actions as learning
from cordee.journeys.learning import waiting
from cordee.journeys.learning.models import Extract, LogEntry, Resource
from cordee.journeys.learning.papers import minutes_pdf
from cordee.journeys.strategy import actions, opendata, papers, quoting
from cordee.journeys.strategy.models import FinalStrategy, Quotation
from cordee.ledger.models import Message
from tests.journeys.strategy.conftest import NOW, entered

WORDS = "Nous avons osé."


def granted(lens: Any, author: Any, by: Any, use: str, answer: str = "named") -> Extract:
    entry = LogEntry.objects.create(
        cohort=lens.cohort, participation=lens, person=author.person, audience="cohort",
        section="Idées", text=f"{WORDS} Puis douté.", written_at=NOW, changed_at=NOW,
    )  # fmt: skip
    asked = learning.ask_extract(entry, WORDS, use, by=by, at=NOW)
    return learning.answer_extract(asked, answer, by=author, at=NOW)


def printed(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_an_accord_is_for_one_use_and_says_the_name_only_if_allowed(lens, eve, amina):
    named, bare = (granted(lens, eve, amina, "strategy", how) for how in ("named", "anonymous"))
    told = quoting.quoted(f"{named.marker} {bare.marker}", "cohort", use="strategy")
    assert (
        told.replace("\u00a0", " ")
        == f"« {WORDS} » ({eve.person}) « {WORDS} » (une personne du parcours)"
    )
    assert "autre usage" in quoting.quoted(named.marker, "public", use="report")
    assert WORDS in quoting.quoted(named.marker, "public", use="strategy", of=lens.pk)
    assert "autre usage" in quoting.quoted(named.marker, "public", use="strategy", of=lens.pk + 1)
    refused = granted(lens, eve, amina, "report", "no")
    assert "n’est pas donné" in quoting.quoted(refused.marker, "public", use="report")
    assert quoting.withheld([named.marker, refused.marker], "public", use="report")
    assert not quoting.withheld([named.marker, "Rien"], "public", use="strategy")
    with pytest.raises(IntegrityError), transaction.atomic():
        Quotation.objects.create(place="Nulle part", at=NOW)


def test_a_withdrawn_accord_reaches_the_draft_the_versions_the_peers_and_what_is_published(
    lens, eve, theo, paul, amina
):
    one = granted(lens, eve, amina, "strategy")
    text = f"Notre cap. {one.marker}"
    section = reverse("strategy:section", args=[lens.public_id, "cap"])
    pages = [(entered(user), address) for user, address in (
        (eve, section), (paul, section), (amina, section),
        (eve, reverse("strategy:versions", args=[lens.public_id, "cap"])),
        (amina, reverse("learning:extract", args=[one.public_id])),
        (amina, reverse("learning:extracts", args=[lens.cohort.public_id])),
    )]  # fmt: skip

    def read() -> list[bool]:
        shown = [WORDS in client.get(address).text for client, address in pages]
        final = FinalStrategy.objects.get()
        table = opendata.as_csv("strategies", opendata.rows(lens.cohort, "strategies"))
        return [*shown, WORDS in printed(papers.final_pdf(final)), WORDS in table]

    with time_machine.travel(NOW, tick=False):
        actions.write(lens, "cap", text, revision=0, by=eve, at=NOW)
        actions.write(lens, "cap", f"{text} Et après.", revision=1, by=theo, at=NOW)
        actions.finish(lens, by=theo, at=NOW)
        FinalStrategy.objects.update(audience="public")
        assert read() == [True, True, True, False, True, True, True, True]
        learning.withdraw_extract(one, by=eve, at=NOW)
        assert not any(read())
        page = entered(paul).get(section).text
        assert "extrait retiré le" in page
        assert one.marker not in page
        english = entered(paul)
        english.post("/langue/", {"language": "en", "next": "/"})
        assert "extract withdrawn on" in english.get(section).text
        paper = printed(papers.final_pdf(FinalStrategy.objects.get()))
        assert "extrait retiré le" in paper
        assert "10 mars 2025 à 10 h" in paper  # the hour of the page, in the place of the reader
    (quotation,) = one.quotations.all()
    assert quotation.removed_at == NOW
    letter = Message.objects.get(key=f"learning.extract_withdrawn:{one.pk}").text
    assert quotation.place in letter
    assert "PDF téléchargé" in letter
    assert not [task for task in waiting.to_do(amina, NOW) if "ôter" in str(task.status)]
    assert Extract.objects.get().text == ""


def test_minutes_and_what_a_kit_keeps_lose_words_too(lens, eve, amina, paul):
    one = granted(lens, eve, amina, "minutes", "anonymous")
    meeting = lens.cohort.meetings.get(key="j1")
    minutes = learning.open_minutes(meeting, "Journée", ["Dit"], audience="cohort", by=amina,
                                    at=NOW)  # fmt: skip
    part = minutes.parts.get()
    learning.write_part(part, f"Entendu : {one.marker}", revision=None, by=amina, at=NOW)
    draft = entered(amina).get(reverse("learning:minutes", args=[minutes.public_id])).text
    assert WORDS in draft
    minutes = learning.publish_minutes(minutes, by=amina, at=NOW)
    kept = Resource.objects.get()
    whole = [lens.cohort.public_id]

    def read() -> list[bool]:
        peer = entered(paul)
        shown = [
            peer.get(reverse("learning:minutes", args=[minutes.public_id])).text,
            peer.get(reverse("learning:resource", args=[kept.public_id])).text,
            printed(minutes_pdf(minutes)),
            peer.get(reverse("learning:library", args=whole), {"q": "osé"}).text,
        ]
        carried = peer.get(reverse("learning:bundle", args=[*whole, meeting.public_id]))
        archive = zipfile.ZipFile(io.BytesIO(carried.getvalue()))
        shown += [archive.read(name).decode() for name in archive.namelist() if "Journ" in name]
        assert len(shown) == 5
        return [WORDS in text for text in shown]

    with time_machine.travel(NOW, tick=False):
        assert read() == [True, True, True, False, True]
        learning.withdraw_extract(one, by=eve, at=NOW)
        assert not any(read())
    assert one.quotations.filter(removed_at=NOW).count() == 2


def test_words_copied_by_hand_are_a_task_until_someone_says_they_are_out(lens, eve, amina):
    one = learning.use_extract(granted(lens, eve, amina, "report"), "Bilan papier", by=amina,
                               at=NOW)  # fmt: skip
    learning.withdraw_extract(one, by=eve, at=NOW)
    asked = [task for task in waiting.to_do(amina, NOW) if "Bilan papier" in str(task.label)]
    assert len(asked) == 1
    client, page = entered(amina), reverse("learning:extract", args=[one.public_id])
    with time_machine.travel(NOW, tick=False):
        assert WORDS in client.get(page).text  # she has to find them there
        done = client.post(reverse("learning:take_out_extract", args=[one.public_id]))
        assert done.status_code == 302
        assert WORDS not in client.get(page).text
        other = granted(lens, eve, amina, "report")
        early = client.post(reverse("learning:take_out_extract", args=[other.public_id]))
        assert early.status_code == 422
    assert not [task for task in waiting.to_do(amina, NOW) if "Bilan papier" in str(task.label)]
