"""A workstream: proposed by an ally, objected, launched, supported under its ceiling, reviewed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordee.alliance.actions import strike
from cordee.alliance.allies.actions import charter
from cordee.alliance.allies.models import AllyKind, Community
from cordee.alliance.rules import Asked, Said
from cordee.alliance.works import exports, policy, waiting
from cordee.alliance.works.actions import frames, objections, supports, terms
from cordee.alliance.works.actions import workstreams as actions
from cordee.alliance.works.models import Term, WorkObjection, WorkOutput, Workstream
from cordee.alliance.works.queries import workstreams as queries
from cordee.alliance.works.reminders import LEADERS
from cordee.kernel.findings import Refused
from cordee.ledger.models import Message
from tests.alliance.works.conftest import NOW, proposed

TODAY = date(2025, 3, 10)


def url(name, *args):
    return reverse(f"works:{name}", args=args)


def decided(support, amina, amount, said="for"):
    seats = support.frame.organ.mandates.order_by("pk")
    stood = {one.person_id: Said(said) for one in seats}
    typed = Asked(TODAY, Decimal(amount), "Besoins décrits.", stood)
    return supports.grant(support, typed, by=amina, at=NOW)


def asked(one, by, amount=3000):
    words = {"needs": "Deux jours par mois.", "pays": "L’animation."}
    return supports.ask(one, Decimal(amount), **words, by=by, at=NOW)


def test_an_objection_is_heard_answered_and_forbids_nothing(frame, workstream, ally, amina):
    now = {"by": amina, "at": NOW}
    other = proposed(frame, ally, "Une carte des lieux")
    author = next(iter(queries.allies(other))).person
    actions.present(workstream, on=TODAY, **now)
    actions.present(other, on=TODAY, **now)
    raised = objections.object_to(workstream, author, "Déjà fait ailleurs.", **now)
    with pytest.raises(Refused, match="n’interdit pas"):
        actions.launch(workstream, **now)
    objections.answer(raised, "Nous précisons.", outcome="matured", by=ally, at=NOW)
    with pytest.raises(Refused, match="déjà sa réponse"):
        objections.answer(raised, "Encore.", outcome="kept", by=ally, at=NOW)
    assert actions.launch(workstream, **now).launched_on == TODAY
    again = objections.object_to(other, author, "C’est le même.", **now)
    with pytest.raises(Refused, match="dans quel autre"):
        objections.answer(again, "Oui.", outcome="merged", into=other, by=ally, at=NOW)
    objections.answer(again, "Oui.", outcome="merged", into=workstream, by=ally, at=NOW)
    other.refresh_from_db()
    assert (other.state, other.merged_into) == ("merged", workstream)
    told = dict(Message.objects.order_by("pk").values_list("key", "to"))
    assert told[f"works.objection:{raised.pk}"] == ally.email
    assert told[f"works.objection_answered:{raised.pk}"] == author.email
    found = queries.tally(frame)
    assert (found["presented"], found["objected"], found["launched"]) == (2, 2, 1)
    assert exports.workstreams(author, NOW)["objections"][0]["réponse"] == "Nous précisons."


def test_a_support_is_granted_under_the_ceiling_of_one_and_the_budget_of_all(
    frame, workstream, ally, amina
):
    with pytest.raises(Refused, match="au plus"):
        asked(workstream, ally, 4001)
    one = asked(workstream, ally)
    with pytest.raises(Refused, match="attend déjà"):
        asked(workstream, ally)
    with pytest.raises(Refused, match="une fois le chantier lancé"):
        decided(one, amina, 3000)
    actions.launch(workstream, by=amina, at=NOW)
    assert [str(each.label) for each in waiting.to_do(amina, NOW)] == ["Faire décider un soutien"]
    made = decided(one, amina, 3000)
    assert (made.decision.beneficiary, made.decision.asked) == (str(ally.person), 3000)
    with pytest.raises(Refused, match="déjà sa décision"):
        decided(one, amina, 3000)
    with pytest.raises(Refused, match="déjà 3\u202f000"):
        asked(workstream, ally, 2000)
    second = proposed(frame, ally, "Une carte des lieux")
    actions.launch(second, by=amina, at=NOW)
    more = asked(second, ally, 4000)
    with pytest.raises(Refused, match="Il reste 3\u202f000"):
        decided(more, amina, 4000)
    refused = decided(more, amina, 2500, "against")
    assert not refused.decision.adopted
    found = queries.tally(frame)
    assert (found["asked"], found["engaged"], found["most"]) == (2, 3000, 8000)
    strike(made.decision, because="Doublon.", by=amina, at=NOW)
    assert queries.tally(frame)["engaged"] == 0
    letter = Message.objects.get(key=f"works.support:{more.pk}")
    assert "n’accorde pas" in letter.text
    assert "Besoins décrits." in letter.text


def test_the_year_ends_with_a_review_of_each_which_goes_on_or_closes(
    frame, workstream, ally, amina
):
    now = {"by": amina, "at": NOW}
    other = proposed(frame, ally, "Une carte des lieux")
    for one in (workstream, other):
        actions.launch(one, **now)
    with pytest.raises(Refused, match="cadre de l’année qui vient"):
        actions.review(workstream, "continue", learned="Mieux à trois.", **now)
    after = frames.keep_frame(
        "Chantiers 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31), **now
    )
    late = NOW + timedelta(days=160)
    said = [str(one.label) for one in waiting.to_do(amina, late)]
    assert said == ["Publication commune des chantiers", "Passer les chantiers en revue\u00a0: 2"]
    frames.publish_together(frame, link="https://example.org/p", on=TODAY, **now)
    actions.review(workstream, "continue", learned="Mieux à trois.", **now)
    actions.review(other, "close", learned="Fini.", **now)
    rows = {one.title: (one.frame, one.state) for one in queries.workstreams()}
    assert rows[workstream.title] == (after, "launched")
    assert rows[other.title] == (frame, "closed")
    assert list(waiting.to_do(amina, late)) == []


def test_those_who_carry_are_called_a_week_before_each_meeting(frame, workstream, ally, amina):
    assert list(LEADERS.proposals(NOW)) == []
    actions.launch(workstream, by=amina, at=NOW)
    coming = list(LEADERS.proposals(NOW))
    assert {(one.to, one.skip) for one in coming} == {(ally.email, "")}
    assert [one.due.date() for one in coming] == [date(2025, 3, 8), date(2025, 5, 8)]
    later = NOW + timedelta(days=5)
    held = {"attended": 3, "note": "Le point.", "by": amina, "at": later}
    frames.hold_leaders(frame, on=date(2025, 3, 15), **held)
    with pytest.raises(Refused, match="déjà inscrite"):
        frames.hold_leaders(frame, on=date(2025, 3, 15), **held)
    assert [one.skip for one in LEADERS.proposals(later)] == ["Déjà tenue.", ""]


def test_a_list_holds_each_word_once_and_keeps_what_is_classified_under_a_retired_one(
    workstream, amina
):
    now = {"by": amina, "at": NOW}
    theme = workstream.theme
    with pytest.raises(Refused, match="déjà dans la liste"):
        terms.keep_term("theme", "Alimentation", **now)
    terms.retire_term(theme, **now)
    assert theme not in queries.terms("theme")
    actions.launch(workstream, **now)
    assert list(queries.themes_shown()) == [theme]
    assert terms.keep_term("theme", "Alimentation", **now) == theme
    assert terms.take_usual(**now) == 0


def test_an_ally_proposes_then_everybody_reads_it_once_launched(frame, ally, amina, gerard):
    visitor, hers, staff, stranger = Client(), Client(), Client(), Client()
    hers.force_login(ally)
    staff.force_login(amina)
    stranger.force_login(gerard)
    assert visitor.get(url("propose")).status_code == 302
    refused = stranger.get(url("propose"))
    assert refused.status_code == 403
    assert "se propose par les alliés" in refused.text
    goal, theme = Term.objects.get(list="goal"), Term.objects.get(list="theme")
    assert hers.post(url("propose"), {"title": " ", "pitch": "x"}).status_code == 422
    sent = {"title": "Un réseau", "pitch": "Cuisiner.", "leads": "on", "theme": theme.public_id,
            "tags": "Achats, achats, Sols"}  # fmt: skip
    answer = hers.post(url("propose"), sent)
    one = Workstream.objects.get()
    page = url("workstream", one.public_id)
    assert (answer.url, one.leader, one.tags) == (page, ally.person, ["Achats", "Sols"])
    assert "cochez-en un au moins" in hers.get(page).text
    assert (visitor.get(page).status_code, stranger.get(page).status_code) == (302, 404)
    assert "Un réseau" in hers.get(url("public")).text
    assert "Un réseau" not in stranger.get(url("public")).text
    assert hers.post(url("launch", one.public_id)).status_code == 403
    assert staff.post(url("launch", one.public_id)).status_code == 422
    kept = {**sent, "goals": [goal.public_id]}
    assert hers.post(url("rewrite", one.public_id), kept).status_code == 302
    someone = {"allie-email": "zoe@example.org", "allie-given_name": "Zoé",
               "allie-family_name": "Y"}  # fmt: skip
    assert hers.post(url("ally", one.public_id), someone).status_code == 302
    assert hers.post(url("ally", one.public_id), someone).status_code == 422
    assert hers.post(url("join", one.public_id)).status_code == 302
    assert "Farida" in hers.get(page).text
    shown = {"presente-on": "2025-03-01"}
    assert staff.post(url("present", one.public_id), shown).status_code == 302
    objection = {"objection-reason": "Trop proche d’un autre."}
    assert hers.post(url("object", one.public_id), objection).status_code == 302
    heard = WorkObjection.objects.get()
    bad = hers.post(url("answer", heard.public_id), {"reponse-answer": "Non"})
    assert bad.status_code == 422
    reply = {"reponse-answer": "Nous l’avons précisé.", "reponse-outcome": "matured"}
    assert hers.post(url("answer", heard.public_id), reply).status_code == 302
    assert staff.post(url("launch", one.public_id)).status_code == 302
    made = {
        "production-title": "Guide",
        "production-nature": "guide",
        "production-due": "2025-06-01",
    }
    assert hers.post(url("output", one.public_id), made).status_code == 302
    out = {"paru-on": "2025-03-09", "paru-link": "https://example.org/guide"}
    given = url("deliver", WorkOutput.objects.get().public_id)
    assert hers.post(given, out).status_code == 302
    _gives_its_document(hers, given, out)
    text = visitor.get(page).text
    for word in ("Cuisiner.", "Coopérer", "https://example.org/guide", "2\u00a0alliés"):
        assert word in text
    for secret in ("Trop proche", "Zoé"):
        assert secret not in text
    listed = url("public") + f"?theme={theme.public_id}"
    assert "Un réseau" in visitor.get(listed).text
    assert "Un réseau" not in visitor.get(url("public") + "?etat=clos").text


def _gives_its_document(hers: Client, given: str, out: dict[str, str]) -> None:
    """A file is looked at as everywhere, the last one stands, whoever reads the page has it."""
    file = url("output_file", WorkOutput.objects.get().public_id)
    assert Client().get(file).status_code == 404, "no document yet"
    wrong = SimpleUploadedFile("guide.pdf", b"MZ\x90\x00 a program", "application/pdf")
    refused = hers.post(given, out | {"paru-file": wrong})
    assert refused.status_code == 422
    assert "n’est pas un vrai fichier PDF" in refused.text
    for name in ("brouillon.txt", "guide.txt"):
        right = SimpleUploadedFile(name, "Cuisiner à plusieurs.".encode(), "text/plain")
        assert hers.post(given, out | {"paru-file": right}).status_code == 302
    kept = Client().get(file)
    assert 'filename="guide.txt"' in kept["Content-Disposition"]
    assert "Cuisiner" in b"".join(kept.streaming_content).decode()


def test_the_lists_cost_the_same_with_more_rows(frame, ally, amina, cost):
    staff = Client()
    staff.force_login(amina)
    pages = (url("public"), url("desk"), url("frame", frame.public_id))
    actions.launch(proposed(frame, ally, "Un"), by=amina, at=NOW)
    few = [cost(staff, one) for one in pages]
    for rank in range(2):
        actions.launch(proposed(frame, ally, f"N{rank}"), by=amina, at=NOW)
    assert [cost(staff, one) for one in pages] == few


def test_the_team_keeps_lists_frames_meetings_and_decisions_from_its_pages(
    client, frame, workstream, ally, amina
):
    client.force_login(amina)
    kept = {"list": "theme", "label": "Eau"}
    assert client.post(url("terms"), kept).status_code == 302
    assert client.post(url("terms"), kept).status_code == 422
    water = Term.objects.get(label="Eau")
    assert client.post(url("retire_term", water.public_id)).status_code == 302
    assert "Eau" not in client.get(url("terms")).text
    year = {"label": "Chantiers 2026", "starts": "2026-01-01", "ends": "2025-01-01",
            "least_allies": "2"}  # fmt: skip
    assert client.post(url("desk"), year).status_code == 422
    assert client.post(url("desk"), year | {"ends": "2026-12-31"}).status_code == 302
    place = url("frame", frame.public_id)
    met = {"rencontre-on": "2025-03-01", "rencontre-attended": "4", "rencontre-note": "Le point"}
    assert client.post(url("hold_leaders", frame.public_id), met).status_code == 302
    assert client.post(url("hold_leaders", frame.public_id), met).status_code == 422
    out = {"publication-on": "2025-03-02", "publication-link": "https://example.org/p"}
    assert client.post(url("publish", frame.public_id), out).status_code == 302
    actions.launch(workstream, by=amina, at=NOW)
    want = {"asked": "3000", "needs": "Deux jours.", "pays": "L’animation."}
    assert client.post(url("support", workstream.public_id), {**want, "asked": "9999"}
                       ).status_code == 422  # fmt: skip
    assert client.post(url("support", workstream.public_id), want).status_code == 302
    support = workstream.supports.get()
    ada, bob = frame.organ.mandates.order_by("pk")
    vote = {"on": "2025-03-09", "amount": "5000", "reason": "Oui.", f"voix-{ada.pk}": "for",
            f"voix-{bob.pk}": "for"}  # fmt: skip
    assert client.post(url("grant", support.pk), vote).status_code == 422
    assert client.post(url("grant", support.pk), vote | {"amount": "3000"}).status_code == 302
    text = client.get(place).text.replace("&nbsp;", " ")
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    for word in (
        "engagés : 3 000 € sur 4 000 €",
        "sans trace : 15 janvier 2025",
        "Le point",
        "15 mars 2025",
        "parue le",
    ):
        assert word in text
    going = {"revue-choice": "continue", "revue-learned": "Mieux à trois."}
    assert client.post(url("review", workstream.public_id), going).status_code == 302
    over = {"fin-state": "closed", "fin-because": ""}
    assert client.post(url("end", workstream.public_id), over).status_code == 422
    over["fin-because"] = "Terminé."
    assert client.post(url("end", workstream.public_id), over).status_code == 302
    assert workstream.title in client.get(url("public") + "?etat=clos").text


def test_each_circle_reads_and_does_what_was_promised_at_each_state(
    workstream, ally, amina, gerard, denise
):
    """Columns: the visitor, a stranger, an ally who takes part, its leader, the team."""
    actions.join(workstream, denise.person, by=ally, at=NOW)
    people = (AnonymousUser(), gerard, denise, ally, amina)
    promised = {
        "draft": ("00111", "00011", "00111", "00001"),
        "presented": ("00111", "00011", "00111", "00001"),
        "launched": ("11111", "00011", "00111", "00001"),
        "dropped": ("00111", "00000", "00000", "00001"),
        "closed": ("11111", "00000", "00000", "00001"),
    }
    verbs = (policy.may_read, policy.may_write, policy.may_join, policy.may_steer)
    for state, rows in promised.items():
        workstream.state = state
        found = tuple(
            "".join(str(int(bool(verb(who, workstream, at=NOW)))) for who in people)
            for verb in verbs
        )
        assert found == rows, state


def test_a_signatory_is_an_ally_and_what_grew_from_a_community_says_so(
    client, workstream, amina, gerard
):
    now = {"by": amina, "at": NOW}
    assert not policy.may_propose(gerard, NOW)
    charter.write_charter("La charte", "Coopérer.", **now)
    kind = AllyKind.objects.create(use="person", label="personne")
    signed = charter.sign(gerard.person, kind, signed_on=TODAY, **now)
    assert policy.may_propose(gerard, NOW)
    charter.leave(signed, on=TODAY, because="Il part.", **now)
    assert not policy.may_propose(gerard, NOW)
    grown = Community.objects.create(
        label="Récits", opened_on=date(2024, 1, 1), closed_on=TODAY, extended_into=workstream, **now
    )
    actions.launch(workstream, **now)
    page = client.get(url("workstream", workstream.public_id)).text
    assert str(grown.public_id) in page
