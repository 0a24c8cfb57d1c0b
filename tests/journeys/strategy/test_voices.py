"""Words are read when every voice agreed; taken back, they leave wherever they were quoted."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cordee.journeys.strategy import actions, papers, quoting, waiting
from cordee.journeys.strategy.models import Quotation, Sheet, Verbatim, Voice
from cordee.journeys.strategy.speaking import voice_link
from cordee.kernel.findings import Refused
from cordee.ledger.models import Entry, Message
from cordee.people.actions import erase
from cordee.people.exports import own_data
from cordee.reports.actions import sign
from cordee.reports.figures import FIGURES
from cordee.reports.papers import report_pdf, told
from cordee.reports.rules import Period
from tests.journeys.strategy.conftest import NOW, entered
from tests.journeys.strategy.test_extracts import printed

ADA = actions.Speaker("Ada Lovelace", "maire", "ada@example.org")
AFTER = NOW + timedelta(days=365)
BOB = actions.Speaker("Bob", "chef de projet", "bob@example.org")


def said(lens: Any, by: Any, *speakers: Any, wanted: str = "public") -> Verbatim:
    return actions.gather(
        lens.cohort, lens, speakers or (ADA,), "On apprend en marchant.", wanted=wanted,
        on=NOW.date(), author=by.person, question="Et alors ?", by=by, at=NOW,
    )  # fmt: skip


def link(one: Voice) -> str:
    return urlsplit(voice_link(one)).path


def test_whoever_speaks_reads_agrees_and_takes_back_without_an_account(lens, amina):
    one = said(lens, amina)
    (letter,) = Message.objects.filter(key__startswith="strategy.voice")
    voice = one.voices.get()
    assert link(voice) in letter.text
    assert "On apprend" not in letter.text
    visitor, listed = Client(), reverse("strategy:verbatims", args=[lens.cohort.public_id])
    with time_machine.travel(NOW, tick=False):
        assert visitor.get(listed).status_code == 404
        assert "On apprend en marchant" in visitor.get(link(voice)).text
        assert Voice.objects.get().given_at is None  # reading agrees to nothing
        assert "no-store" in visitor.get(link(voice))["Cache-Control"]
        wrong = visitor.post(link(voice), {"scope": "me", "named": "name"})
        assert wrong.status_code == 422
        agreed = visitor.post(link(voice), {"scope": "public", "named": "function"})
        assert "votre accord est enregistré" in agreed.text
        page = visitor.get(listed).text
        assert "On apprend en marchant" in page
        assert "maire" in page
        assert "Lovelace" not in page
        gone = visitor.post(link(voice), {"withdraw": "1"})
        assert "Vos mots sont retirés" in gone.text
        assert visitor.get(listed).status_code == 404
        assert visitor.post(link(voice), {"scope": "public", "named": "name"}).status_code == 422
    assert (Verbatim.objects.get().text, Voice.objects.get().name) == ("", "")
    assert Voice.objects.get().digest  # the proof of what had been agreed stays
    assert visitor.get("/temoignages/accord/x:y:z/").status_code == 404


def test_two_voices_must_both_agree_and_the_narrower_circle_wins(lens, amina, eve, paul):
    one = said(lens, amina, ADA, BOB)
    first, second = one.voices.all()
    actions.consent(first, "public", named="name", how="link", by=None, at=NOW)
    assert Verbatim.objects.get().audience == "me"
    actions.consent(second, "cohort", named="name", how="link", by=None, at=NOW)
    assert Verbatim.objects.get().audience == "cohort"
    listed = reverse("strategy:verbatims", args=[lens.cohort.public_id])
    with time_machine.travel(NOW, tick=False):
        assert Client().get(listed).status_code == 404
        assert "Ada Lovelace, maire ; Bob" in " ".join(entered(paul).get(listed).text.split())
        actions.consent(second, "team", named="name", how="link", by=None, at=NOW)
        assert "On apprend" not in entered(paul).get(listed).text
        assert "On apprend" in entered(eve).get(listed).text


def test_taking_words_back_reaches_every_text_that_quotes_them(lens, eve, theo, amina):
    amina.person.email = amina.email
    amina.person.save()
    one = said(lens, amina, wanted="cohort")
    actions.consent(one.voices.get(), "cohort", named="name", how="link", by=None, at=NOW)
    text = f"Notre cap. {one.marker}"
    actions.write(lens, "cap", text, revision=0, by=eve, at=NOW)
    final = actions.finish(lens, by=theo, at=NOW)
    sheet = actions.keep_sheet(
        lens.cohort, lens, author=eve.person, wanted="cohort", title="Forum", context=text,
        successes="Du monde", failures="", lesson="", by=eve, at=NOW,
    )  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        pages = [reverse("strategy:section", args=[lens.public_id, "cap"]),
                 reverse("strategy:sheet", args=[sheet.public_id])]  # fmt: skip
        staff = entered(amina)
        assert all("On apprend en marchant" in staff.get(page).text for page in pages)
        before = papers.final_pdf(final)
        later = NOW + timedelta(days=1)
        actions.take_words_back(one.voices.get(), by=None, at=later)
        shown = [staff.get(page).text for page in pages]
    assert all("On apprend" not in page and "témoignage retiré le" in page for page in shown)
    assert papers.final_pdf(final) != before
    assert final.digest == type(final).objects.get().digest
    assert Quotation.objects.filter(removed_at=later).count() == 2
    told = Message.objects.get(key__startswith="strategy.withdrawn")
    assert "2 publication" in told.text.replace("\u00a0", " ")
    assert Entry.objects.filter(kind="strategy.withdrawn").count() == 1


def test_a_signed_report_loses_words_taken_back_and_keeps_its_digest(lens, amina):
    one = said(lens, amina)
    actions.consent(one.voices.get(), "public", named="name", how="link", by=None, at=NOW)
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    found = FIGURES["testimonies"](year)
    assert [row[0] for row in found.rows.cells] == [one.marker]  # the report keeps no words
    assert "On apprend en marchant" in told(found.rows.cells[0])[0]
    report = sign(year, title="Bilan 2025", left_out=set(FIGURES) - {"testimonies"}, by=amina,
                  at=AFTER)  # fmt: skip
    assert "On apprend en marchant" in printed(report_pdf(report))
    assert "On apprend" not in str(report.content)
    actions.take_words_back(one.voices.get(), by=None, at=AFTER)
    assert "témoignage retiré le" in told(found.rows.cells[0])[0]
    assert "On apprend en marchant" not in printed(report_pdf(report))
    assert one.quotations.get().place == "Bilan 2025"


def test_a_quotation_never_goes_beyond_what_was_agreed(lens, amina):
    one = said(lens, amina)
    assert "réservé" in quoting.quoted(one.marker, "cohort", use="strategy")
    actions.consent(one.voices.get(), "cohort", named="nothing", how="link", by=None, at=NOW)
    assert "une personne du parcours" in quoting.quoted(one.marker, "cohort", use="strategy")
    assert "réservé" in quoting.quoted(one.marker, "public", use="strategy")
    assert "non communiqué" in quoting.quoted("[temoignage:000000000000]", "public", use="strategy")


def test_words_are_gathered_by_who_is_there_and_paper_is_recorded(lens, arras, eve, hortense):
    gather = reverse("strategy:gather", args=[lens.cohort.public_id])
    sent = {"text": "Nous avons osé.", "question": "Qu’avez-vous osé ?", "on": "2025-03-09",
            "name": "Ada", "wanted": "cohort",
            "email": "ada@example.org", "participation": str(lens.public_id)}  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        assert entered(hortense).get(gather).status_code == 404
        client = entered(eve)
        other = client.post(gather, sent | {"participation": str(arras.public_id)})
        assert other.status_code == 422  # one speaks for one's own territory
        assert client.post(gather, sent | {"on": "2025-04-01"}).status_code == 422
        assert client.post(gather, sent).status_code == 302
        one = Verbatim.objects.get()
        page = reverse("strategy:verbatim", args=[one.public_id])
        assert entered(hortense).get(page).status_code == 404
        paper = {"voice": str(one.voices.get().public_id), "scope": "cohort", "named": "name"}
        assert client.post(page, paper | {"scope": "public"}).status_code == 422
        assert client.post(page, paper).status_code == 302
        assert one.marker in client.get(page).text
    voice = Voice.objects.get()
    assert (voice.how, voice.scope) == ("paper", "cohort")
    assert Verbatim.objects.get().question == "Qu’avez-vous osé ?"


def test_an_erased_person_takes_her_words_with_her(lens, amina, eve):
    speaker = actions.Speaker("Eve", "élue", eve.person.email)
    one = said(lens, amina, speaker)
    assert one.voices.get().person == eve.person
    mine = own_data(eve.person, NOW)["témoignages donnés"]
    assert [row["texte"] for row in mine] == ["On apprend en marchant."]
    Voice.objects.update(person=None)  # she spoke before she had an account
    erase(eve.person, by=None, at=NOW)
    assert Verbatim.objects.get().text == ""
    assert Voice.objects.get().email == ""


def test_a_sheet_is_read_over_before_it_leaves_the_cohort(lens, eve, amina, paul, hortense):
    write = reverse("strategy:write_sheet", args=[lens.cohort.public_id])
    listed = reverse("strategy:sheets", args=[lens.cohort.public_id])
    sent = {
        "title": "Notre forum",
        "failures": "Personne n’est venu\nTrop tard",
        "wanted": "public",
    }
    with time_machine.travel(NOW, tick=False):
        author, staff = entered(eve), entered(amina)
        assert author.post(write, sent | {"failures": ""}).status_code == 422
        assert author.post(write, sent).status_code == 302
        one = Sheet.objects.get()
        page = reverse("strategy:sheet", args=[one.public_id])
        assert "Personne n’est venu" in entered(paul).get(page).text
        assert Client().get(listed).status_code == 404
        assert any("Notre forum" in str(task.label) for task in waiting.to_do(amina, NOW))
        review = reverse("strategy:review_sheet", args=[one.public_id])
        assert entered(paul).post(review, {"accept": "1"}).status_code == 404
        assert staff.post(review, {"review": ""}).status_code == 422
        assert staff.post(review, {"review": "Très utile", "accept": "1"}).status_code == 302
        assert "Notre forum" in Client().get(listed).text
        assert "Notre forum" in Client().get(listed + "?q=FORUM").text
        change = reverse("strategy:change_sheet", args=[one.public_id])
        assert entered(paul).get(change).status_code == 403
        assert author.post(change, sent | {"title": "Notre second forum"}).status_code == 302
        assert Client().get(page).status_code == 404  # changed, so read over again
        withdraw = reverse("strategy:withdraw_sheet", args=[one.public_id])
        assert author.post(withdraw).status_code == 302
        assert entered(paul).get(page).status_code == 404
        assert entered(hortense).get(listed).status_code == 404


def test_lists_cost_the_same_for_one_row_and_for_three(lens, amina, eve, cost):
    def more() -> None:
        one = said(lens, amina)
        actions.consent(one.voices.get(), "public", named="name", how="link", by=None, at=NOW)
        actions.keep_sheet(
            lens.cohort, lens, author=eve.person, wanted="cohort", title="T", context="",
            successes="Oui", failures="", lesson="", by=eve, at=NOW,
        )  # fmt: skip

    names = ("strategy:verbatims", "strategy:sheets")
    with time_machine.travel(NOW, tick=False):
        staff = entered(amina)
        more()
        first = [cost(staff, reverse(one, args=[lens.cohort.public_id])) for one in names]
        more()
        more()
        assert [cost(staff, reverse(one, args=[lens.cohort.public_id])) for one in names] == first


@pytest.mark.parametrize("case", ["text", "circle", "future", "nobody"])
def test_what_cannot_be_gathered_is_refused(case, lens, amina):
    told: dict[str, Any] = {"wanted": "cohort", "on": NOW.date()}
    told |= {"circle": {"wanted": "me"}, "future": {"on": NOW.date() + timedelta(1)}}.get(case, {})
    with pytest.raises(Refused):
        actions.gather(
            lens.cohort, lens, () if case == "nobody" else (ADA,), " " if case == "text" else "Oui",
            author=amina.person, by=amina, at=NOW, **told,
        )  # fmt: skip


def test_what_is_kept_of_those_who_spoke_or_looked_on_has_an_end(lens, eve, allies, amina):
    """Unanswered words go, old voices lose their name, sheets taken back and old accesses empty."""
    mute, agreed = said(lens, eve, ADA), said(lens, eve, BOB)
    actions.consent(agreed.voices.get(), scope="public", named="name", how="page", by=None, at=NOW)
    sheet = actions.keep_sheet(
        lens.cohort, lens, author=eve.person, wanted="team", title="T", context="", successes="Oui",
        failures="", lesson="", by=eve, at=NOW,
    )  # fmt: skip
    actions.withdraw_sheet(sheet, by=eve, at=NOW)
    guest = actions.welcome(lens.cohort, allies[0], "researcher", purpose="Une thèse",
                            ends=NOW + timedelta(days=9), by=amina, at=NOW)  # fmt: skip

    def after(days: int) -> tuple[int, int]:
        at = NOW + timedelta(days=days)
        return actions.retire_words(at=at), actions.retire_sheets_and_guests(at=at)

    assert after(20) == (0, 0)
    assert after(31) == (0, 1)
    assert after(181)[0] == 1
    mute.refresh_from_db()
    assert (mute.text, mute.withdrawn_at is not None) == ("", True)
    assert after(212)[0] == 1  # the address of whoever never answered
    assert after(375)[1] == 1
    guest.refresh_from_db()
    assert guest.purpose == ""
    assert after(5 * 365)[0] == 1
    agreed.refresh_from_db()
    voice = agreed.voices.get()
    assert (agreed.text != "", agreed.audience) == (True, "public")
    assert (voice.name, voice.email, voice.named) == ("", "", "nothing")
    assert after(5 * 365 + 1) == (0, 0)
