"""What a letter is made of and who receives it, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from cordee.letters.rules import (
    Address,
    Heading,
    Part,
    Readers,
    headings,
    next_issue,
    sending_faults,
)

AT = datetime(2025, 3, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("💡 En théorie : une notion", Heading("En théorie", "une notion", "💡")),
        ("Édito", Heading("Édito")),
        ("À suivre : 20 h : la suite", Heading("À suivre", "20 h : la suite")),
        ("💡", Heading("💡")),
    ],
)
def test_a_section_is_read_from_a_line_and_told_back(typed: str, read: Heading):
    assert Heading.read(typed) == read
    assert Heading.read(read.told()) == read


SEVEN = """✏️ Édito : le mot de qui signe
💡 En théorie : une notion, en dix lignes
🛠 En pratique : ce qui s’est fait ce mois-ci
🗞 Les nouvelles des territoires : ils répondent à deux questions
🏗 En chantier : vu par les alliés et les territoires
📅 À suivre : les prochains rendez-vous
🌱 Inspiration : ce que raconte le média partenaire"""


def test_the_seven_sections_of_a_real_letter_keep_their_sign_and_their_fixed_line():
    """R167, R168, R169, R170, R171, R172, R173, R174."""
    found = headings(SEVEN)
    assert [one.title for one in found] == [
        "Édito", "En théorie", "En pratique", "Les nouvelles des territoires", "En chantier",
        "À suivre", "Inspiration",
    ]  # fmt: skip
    assert all(one.line and one.mark for one in found)


@pytest.mark.parametrize(
    ("every", "said"), [(30, "Prochain numéro vers le 9 avril 2025"), (None, ""), (0, "")]
)
def test_each_issue_announces_the_next_one(every, said):
    """R165."""
    assert next_issue(every, AT.date()).replace("\u00a0", " ") == said


def test_blank_lines_and_lines_without_a_title_make_no_section():
    assert [one.title for one in headings("A\n\n : rien\n  \nB : b")] == ["A", "B"]


def test_each_reader_who_receives_nothing_knows_why():
    given = [
        Address("a"), Address("b", ended=True), Address("c", muted=("letters",)),
        Address("d", cap=2, heard=2), Address("e", cap=2, heard=1),
    ]  # fmt: skip
    found = Readers(given)
    assert [one.email for one in found.receiving] == ["a", "e"]
    assert [one.refusal() for one in found.left] == [
        "s’est désabonnée", "a mis les lettres en sourdine",
        "plafond de 2 lettres par semaine atteint",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, []),
        ({"parts": []}, ["letter.empty"]),
        ({"parts": [Part("A", written=True), Part("B", written=False)]}, ["letter.blank"]),
        ({"sent": [AT - timedelta(days=29)]}, ["letter.cap"]),
        ({"sent": [AT - timedelta(days=31)]}, []),
        ({"readers": 0, "seen": 0}, ["letter.nobody"]),
        ({"seen": 4}, ["letter.unseen"]),
        ({"seen": None}, ["letter.unseen"]),
    ],
)
def test_each_reason_why_an_issue_does_not_leave(more, codes):
    given = {"parts": [Part("A", written=True)], "readers": 3, "seen": 3, "sent": [], "most": 1}
    told = given | more
    assert [one.code for one in sending_faults(told.pop("parts"), at=AT, **told)] == codes
