"""Forms as people give them back: pasted, listed, revised, copied, through another program."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from cordee.applications.doors import docx, odt
from cordee.applications.doors.asking import Printing, Written
from cordee.applications.doors.found import Found
from cordee.applications.doors.reading import read_document
from cordee.applications.doors.recognising import recognise
from cordee.programme.schema import Definition
from tests.applications.doors.test_hostile import archive, parts
from tests.programme.build import define

FORM = define(
    form={
        "sections": [
            {
                "key": "s",
                "label": "Projet",
                "questions": [
                    {"key": "besoins", "label": "Besoins", "kind": "long_text",
                     "help": "Dites tout."},
                    {"key": "theme", "label": "Thème", "kind": "choice", "max": 2,
                     "options": [{"key": "eau", "label": "Eau"}, {"key": "air", "label": "Air"}]},
                    {"key": "accord", "label": "Accord", "kind": "yes_no"},
                    {"key": "jour", "label": "Jour", "kind": "date"},
                    {"key": "allies", "label": "Allié", "kind": "group", "max": 5, "questions": [
                        {"key": "nom", "label": "Son nom", "kind": "text"}]},
                    {"key": "budget", "label": "Budget", "kind": "table", "columns": [
                        {"key": "poste", "label": "Dépense"},
                        {"key": "montant", "label": "Montant", "kind": "money"}]},
                ],
            }
        ]
    }
)  # fmt: skip
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def edited(change: Callable[[str], str], answers: dict[str, Any] | None = None, *,
           of: Definition = FORM) -> Found:  # fmt: skip
    """The form in DOCX, its text changed by hand, recognised."""
    files = parts(docx.write(Printing(of, "application", "", Written("", answers or {})).sheet()))
    text = files["word/document.xml"].decode()
    changed = change(text)
    assert changed != text
    files["word/document.xml"] = changed.encode()
    return recognise(read_document(archive(files)), FORM, step="application")


def typed(after: str, inside: str) -> Callable[[str], str]:
    """Something written in the first empty box under a heading."""
    return lambda text: re.sub(
        rf'({re.escape(after)}</w:t>.*?)<w:p><w:pPr><w:pStyle w:val="Reponse"/></w:pPr></w:p>',
        rf"\1{inside}", text, count=1, flags=re.DOTALL,
    )  # fmt: skip


def line(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_without_any_bookmark_headings_are_known_by_their_words():
    answers = {"besoins": "Du temps.\nBesoins", "theme": ["air"], "accord": True,
               "allies": [{"nom": "Une"}, {"nom": "Deux"}]}  # fmt: skip
    found = edited(lambda text: re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", text), answers)
    assert {key: found.answers[key] for key in answers} == answers
    assert found.leftovers == []


def test_a_list_reads_as_it_did_on_paper():
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    files = parts(docx.write(Printing(FORM, "application").sheet()))
    text = files["word/document.xml"].decode()
    inside = line("un point", item) + line("un autre", item)
    files["word/document.xml"] = typed("Besoins", inside)(text).encode()
    files["word/numbering.xml"] = numbering.encode()
    found = recognise(read_document(archive(files)), FORM, step="application")
    assert found.answers["besoins"] == "1. un point\n2. un autre"


def test_revisions_are_read_as_accepted_and_said_so():
    inside = (
        "<w:p><w:ins><w:r><w:t>Du temps</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Rien</w:delText></w:r></w:del></w:p>"
    )
    files = parts(docx.write(Printing(FORM, "application").sheet()))
    text = typed("Besoins", inside)(files["word/document.xml"].decode())
    files["word/document.xml"] = text.encode()
    stream = read_document(archive(files))
    assert "revisions" in stream.seen
    assert recognise(stream, FORM, step="application").answers["besoins"] == "Du temps"


def test_a_table_pasted_in_a_text_is_read_row_by_row():
    cell = f"<w:tc>{line('A')}</w:tc><w:tc>{line('B')}</w:tc>"
    found = edited(typed("Besoins", f"<w:tbl><w:tr>{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>"))
    assert found.answers["besoins"] == "A | B\nA | B"


@pytest.mark.parametrize("sign", ["x", "X", "[x]", "(x)", "☑", "✓", "[ X ]"])
def test_a_box_is_ticked_as_people_tick(sign: str):
    found = edited(lambda text: text.replace("☐</w:t>", f"{sign}</w:t>", 2))
    assert found.answers["theme"] == ["eau", "air"]


def test_yes_and_no_together_are_left_to_a_hand():
    found = edited(lambda text: text.replace("☐", "☒"))
    assert found.answers["accord"] is None
    assert "Oui / Non" in {one.text for one in found.leftovers}


@pytest.mark.parametrize(
    ("written", "kept"),
    [("27/02/2025", "2025-02-27"), ("le jeudi 27 février 2025", "2025-02-27"),
     ("1er mars 2025", "2025-03-01"), ("27.2.2025 à 14 h 30", "2025-02-27T14:30"),
     ("31/02/2025", "31/02/2025"), ("bientôt", "bientôt"), ("2025-02-27", "2025-02-27")],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(written: str, kept: str):
    assert edited(typed("Jour", line(written))).answers["jour"] == kept


def test_a_block_copied_and_pasted_is_one_more_item():
    """Word leaves the bookmarks with the original, and nobody renumbers the copy."""

    def copied(text: str) -> str:
        start = text.rindex("<w:p>", 0, text.index("Allié, n° 1"))
        end = text.rindex("<w:p>", 0, text.index("Budget</w:t>"))
        block = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", text[start:end])
        return text[:end] + block.replace("Une", "Deux") + text[end:]

    form = {"allies": [{"nom": "Une"}]}
    found = edited(lambda text: copied(without_spare(text)), form)
    assert found.answers["allies"] == [{"nom": "Une"}, {"nom": "Deux"}]


def without_spare(text: str) -> str:
    """The empty block offered after the filled one is taken away."""
    start = text.rindex("<w:p>", 0, text.index("Allié, n° 2"))
    end = text.rindex("<w:p>", 0, text.index("Budget</w:t>"))
    return text[:start] + text[end:]


def test_rows_added_to_a_table_and_columns_moved_are_followed():
    def moved(text: str) -> str:
        swapped = text.replace("Dépense</w:t>", "@@").replace("Montant (€)</w:t>", "Dépense</w:t>")
        return swapped.replace("@@", "Montant (€)</w:t>")

    found = edited(moved, {"budget": [{"poste": "10", "montant": "Salle"}]})
    assert found.answers["budget"] == [{"poste": "Salle", "montant": "10"}]


def test_what_stands_under_a_heading_of_another_version_is_left_with_its_words():
    former = define(form={"sections": [{"key": "s", "label": "Projet", "questions": [
        {"key": "besoins", "label": "Besoins", "kind": "long_text"},
        {"key": "ancienne", "label": "Ancienne question", "kind": "text"}]}]})  # fmt: skip
    answers = {"besoins": "Du temps.", "ancienne": "Sa réponse"}
    content = odt.write(Printing(former, "application", "", Written("", answers)).sheet())
    found = recognise(read_document(content), FORM, step="application")
    assert found.answers["besoins"] == "Du temps."
    [left] = found.leftovers
    assert (left.after, left.text) == ("2. Ancienne question", "Sa réponse")
    assert "theme" in found.absent


def test_a_note_and_a_box_beside_the_text_are_left_to_a_hand():
    box = (
        "<w:p><w:r><w:t>Du temps</w:t></w:r><w:r><w:drawing><w:txbxContent>"
        f"{line('Dans un cadre')}</w:txbxContent></w:drawing></w:r></w:p>"
    )
    found = edited(typed("Besoins", box))
    assert found.answers["besoins"] == "Du temps"
    assert [one.text for one in found.leftovers] == ["Dans un cadre"]


def test_a_letter_that_is_no_form_is_wholly_left():
    text = (
        f'<w:document xmlns:w="{W}"><w:body>{line("Madame,")}{line("Voici.")}</w:body></w:document>'
    )
    found = recognise(
        read_document(archive({"word/document.xml": text.encode()})), FORM, step="application"
    )
    assert found.recognised == 0
    assert [one.text for one in found.leftovers] == ["Madame,\nVoici."]
