"""Loading a definition: every fault at once, each with its line and a French sentence."""

import os
from pathlib import Path

import pytest

from cordee.programme import load
from tests.english import unsaid
from tests.programme.build import LEAST_TOML, folder, loaded

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)


def test_the_least_definition_is_valid_from_a_folder_a_file_or_memory(tmp_path):
    folder(tmp_path)
    for given in (tmp_path, tmp_path / "definition.toml", str(tmp_path)):
        assert load(given).valid
    assert loaded(LEAST_TOML).valid


def test_all_faults_are_told_at_once_each_with_its_line():
    found = loaded(
        'key = "Mise en récits"\ntitle = "x"\ntitel = "x"\nformat = 7\n'
        '[[organisers]]\nkey = "a"\nlabel = 3\n'
        '[[windows]]\nkey = "w"\ncloses = "demain"\ngrace_minutes = -1\ncounts = "receive"\n'
        '[[eligibility]]\nrule = "kinds"\n[[eligibility]]\nstrength = "forte"\n'
        '[year.charter]\nsignatory = "la présidente"\n'
    ).findings
    told = {(one.line, one.where, one.code.removeprefix("schema.")) for one in found}
    assert told == {
        (1, "key", "string_pattern_mismatch"),
        (3, "titel", "extra_forbidden"),
        (4, "format", "literal_error"),
        (7, "organisers[0].label", "value_error"),
        (10, "windows[0].closes", "value_error"),
        (11, "windows[0].grace_minutes", "greater_than_equal"),
        (12, "windows[0].counts", "literal_error"),
        (13, "eligibility[0]", "union_tag_invalid"),
        (15, "eligibility[1]", "union_tag_not_found"),
        (17, "year.charter.given", "missing"),
        (17, "year.charter.due", "missing"),
    }


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('titel = "x"', "vouliez-vous dire « title »"),
        ('zzz = "x"', "On peut y écrire : accessibility"),
        ('[timeline]\nzone = "Europe/Pariss"', "n’est pas un fuseau connu"),
        ('[timeline]\nzone = "Bruxelles"', "vouliez-vous dire « Europe/Brussels »"),
        ('[timeline]\nzone = "Toronto"', "vouliez-vous dire « America/Toronto »"),
        ('[timeline]\nrhythm = "deux mois"', "n’est pas une durée"),
        ('[timeline]\nestimated_minutes = "vingt"', "il faut un nombre entier"),
        ("[timeline]\nestimated_minutes = 0", "il faut au moins 1"),
        ('[[fees]]\nkey = "f"\nlabel = "x"\nrates = []', "Il en faut au moins 1"),
        ('[[fees]]\nkey = "f"\nlabel = "x"\nrates = [{ amount = "x" }]', "un nombre est attendu"),
        ('[[fees]]\nkey = "f"\nlabel = "x"\nrates = [{ amount = nan }]', "un nombre est attendu"),
        ('[[fees]]\nkey = "f"\nlabel = "x"\nrates = [{ amount = 1e30 }]', "un nombre est attendu"),
        ('[[eligibility]]\nrule = "kinds"', "vouliez-vous dire « kind »"),
        ('[[eligibility]]\namong = ["epci"]', "Il manque « rule »"),
        ('[[themes]]\nkey = "Été"\nlabel = "x"', "par exemple « ete »"),
        ('[[themes]]\nkey = "ete"\nlabel = " "', "ce texte est vide".capitalize()),
        ('summary = { french = "x" }', "n’est pas un code de langue"),
        ('[[milestones]]\nkey = "m"\nlabel = "x"\nwhen = 0001-01-01', "n’est pas crédible"),
        ('[[milestones]]\nkey = "m"\nlabel = "x"\nwhen = "9999-W52"', "une date s’écrit"),
        ('[[year.meetings]]\nkey = "m"\nlabel = "x"\nstart = "25:00"', "une heure s’écrit 09:30"),
        ('themes = "x"', "une liste entre crochets"),
        ('timeline = "x"', "une table"),
        ('[[stated]]\nabout = "closes"\nsaid = "x"\nvalue = []', "un texte entre guillemets"),
    ],
)  # fmt: skip
def test_each_fault_says_what_is_wrong_and_what_to_write(line, sentence):
    head, _, tables = LEAST_TOML.partition("\n[[")
    alone = line.split("\n")[0].startswith("[")
    text = f"{LEAST_TOML}\n{line}" if alone else f"{head}\n{line}\n[[{tables}"
    found = loaded(text)
    said = " ".join(
        one.message.replace("\u00a0", " ").replace("\u202f", " ") for one in found.findings
    )
    assert not found.valid
    assert sentence.lower() in said.lower()
    assert [one.message for one in found.findings if unsaid(one.message)] == []


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('[[windows]]\nkey = "w"\ndeadline = 2027-01-01', "closes"),
        ('[[windows]]\nkey = "w"\ncloses = 2027-01-01\ntimezone = "Europe/Paris"', "zone"),
        ('[[tracks]]\nkey = "a"\nlabel = "A"\nenveloppe = 5', "budget"),
        ('[[grants]]\nkey = "a"\nlabel = "A"\nfunding_rate = 0.5', "rate_max"),
        ('[[criteria]]\nkey = "a"\nlabel = "A"\npoids = 2', "weight"),
        ('[[stages]]\nkey = "a"\nlabel = "A"\njury = "j"', "panel"),
        ("[selection]\nplaces_au_plus = 3", "places_max"),
        ('[[organisers]]\nkey = "a"\nname = "A"', "label"),
    ],
)
def test_a_field_called_otherwise_is_recognised(line, field):
    said = " ".join(one.message for one in loaded(f'key = "a"\ntitle = "A"\n{line}\n').findings)
    assert f"vouliez-vous dire «\u00a0{field}\u00a0»" in said


@pytest.mark.parametrize(("line", "words"), [
    ('[selection]\nmethod = "threshold"', 'keeps = "threshold"'),
    ('[form]\nways = ["phone"]', "[[contacts]]"),
    ('[form]\nways = ["online", "meeting"]', 'kind = "hearing"'),
    ('[[grants]]\nkey = "a"\nlabel = "A"\nper = "team"', 'per = "project"'),
])  # fmt: skip
def test_a_word_that_belongs_elsewhere_says_where(line, words):
    said = " ".join(one.message for one in loaded(f'key = "a"\ntitle = "A"\n{line}\n').findings)
    assert words in said


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('[selection]\nmethod = "first-come"', "arrival"),
        ('[[stages]]\nkey = "a"\nlabel = "A"\nkind = "interview"', "hearing"),
        ('[[eligibility]]\nrule = "or"\nconditions = []', "any_of"),
        ('[[grants]]\nkey = "a"\nlabel = "A"\nkind = "scholarship"', "stipend"),
        ('[form]\nways = ["mail"]', "post"),
    ],
)
def test_a_word_of_a_closed_list_called_otherwise_is_recognised(line, word):
    said = " ".join(one.message for one in loaded(f'key = "a"\ntitle = "A"\n{line}\n').findings)
    assert f"vouliez-vous dire «\u00a0{word}\u00a0»" in said


def test_a_line_of_the_root_written_in_a_block_is_sent_to_the_top():
    found = loaded('key = "a"\ntitle = "A"\n[selection]\nduties = ["x"]\n')
    said = [one.message for one in found.findings if "selection" in one.path]
    assert len(said) == 1
    assert "en haut du fichier" in said[0]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ('a = "x\nb = 1', 1, "trois guillemets"),
        ("a = 1\nb = \n", 2, "il manque une valeur"),
        ("a = 1\na = 2\n", 2, "déjà écrite plus haut"),
        ("[a]\nb = 1\n[a]\n", 3, "déjà ouverte plus haut"),
        ("a = 1\nb = oui\n", 2, "true et false"),
        ("a = [1\nb = 2\n", 2, "n’est pas refermée"),
        ("[a\nb = 1\n", 1, "crochet fermant"),
        ("a = 2024-02-31\n", 1, "n’existe pas dans le calendrier"),
        ("é = 1\n", 1, "sans accent"),
        ("bonjour\n", 1, "il manque le signe ="),
        ('a = "\\q"\n', 1, "doublez-la"),
        ("a = 9" + "9" * 5000, None, "dépasse tout ce qui peut être calculé"),
        ("a = 0x" + "F" * 40, None, "dépasse tout ce qui peut être calculé"),
        ("a = " + "[" * 5000, None, "niveaux emboîtés"),
        ("a = " + "[" * 60 + "]" * 60, None, "niveaux emboîtés"),
    ],
)
def test_a_fault_of_toml_is_said_in_french_with_its_line(text, line, sentence):
    (found,) = loaded(text).errors
    assert (found.line, sentence in found.message.replace("\u00a0", " ")) == (line, True)
    assert not unsaid(found.message)


@pytest.mark.parametrize(
    ("content", "code", "usable"),
    [
        (b"", "schema.missing", True),
        (PNG, "binary", False),
        (b"key = 1\n\0", "binary", False),
        ("key = 1\ntitle = 'été'\n".encode("latin-1"), "encoding", True),
        (LEAST_TOML.encode("utf-16"), "encoding", True),
        (b"#" * 2_000_001, "file.too_big", False),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(tmp_path, content, code, usable):
    found = load(folder(tmp_path, content))
    assert {one.code for one in found.errors} == {code}
    assert (found.valid, found.usable) == (False, usable)


@pytest.mark.parametrize("change", [
    lambda text: "\ufeff" + text,
    lambda text: text.replace("\n", "\r\n"),
])  # fmt: skip
def test_a_byte_order_mark_and_windows_line_ends_are_forgiven(change):
    assert loaded(change(LEAST_TOML)).valid


def test_lines_are_right_whatever_the_line_ends():
    text = LEAST_TOML.replace("closes", "clothes").replace("\n", "\r\n")
    assert [(one.line, one.where) for one in loaded(text).errors] == [(11, "windows[0].clothes")]


def test_what_is_not_there_is_unusable(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "definition.toml")
    for given in (tmp_path / "nowhere", tmp_path / "loop", tmp_path, "a\0b", "x" * 5000):
        found = load(given)
        assert (found.usable, len(found.findings)) == (False, 1)


WITH_TEXT = LEAST_TOML + '\n[[texts]]\nkey = "t"\nlabel = "Contexte"\nfile = "{}"\n'


def test_markdown_files_come_with_the_definition():
    found = loaded(WITH_TEXT.format("contexte.md"), contexte="# Contexte\n")
    assert (found.valid, found.texts) == (True, {"contexte.md": "# Contexte\n"})


def test_a_missing_markdown_file_is_told_on_the_line_that_names_it(tmp_path):
    for found in (
        loaded(WITH_TEXT.format("x.md")),
        load(folder(tmp_path, WITH_TEXT.format("x.md"))),
    ):
        (one,) = found.errors
        assert (one.code, one.where, one.line) == ("file.absent", "texts[0].file", 16)


@pytest.mark.parametrize("name", ["../secret.md", "/etc/passwd", "a/../../secret.md", "C:x.md", ""])
def test_a_text_outside_the_folder_is_refused(tmp_path, name):
    (tmp_path / "secret.md").write_text("secret")
    inner = tmp_path / "call"
    inner.mkdir()
    found = load(folder(inner, WITH_TEXT.format(name)))
    assert {one.code for one in found.errors} == {"file.outside"}
    assert not found.texts


def test_a_link_that_leads_outside_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.md").write_text("secret")
    inner = tmp_path / "call"
    inner.mkdir()
    (inner / "lien.md").symlink_to(tmp_path / "secret.md")
    found = load(folder(inner, WITH_TEXT.format("lien.md")))
    assert {one.code for one in found.errors} == {"file.outside"}
    assert not found.texts


def test_a_folder_or_a_picture_is_no_text(tmp_path):
    (tmp_path / "dossier").mkdir()
    (tmp_path / "image.md").write_bytes(PNG)
    for name, code in (("dossier", "file.directory"), ("image.md", "binary")):
        found = load(folder(tmp_path, WITH_TEXT.format(name)))
        assert {one.code for one in found.errors} == {code}


def test_the_examples_of_the_house_are_valid():
    examples = sorted(Path("programmes").glob("*/definition.toml"))
    assert examples
    for example in examples:
        assert [one.message for one in load(example.parent).errors] == []


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path):
    with (tmp_path / "definition.toml").open("wb") as huge:
        huge.truncate(100_000_000)
    (found,) = load(tmp_path).findings
    assert (found.code, "2 Mo au plus" in found.message.replace("\u00a0", " ")) == (
        "file.too_big",
        True,
    )


def test_a_folder_of_calls_says_which_ones_it_holds(tmp_path):
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
        folder(tmp_path / name)
    (found,) = load(tmp_path).findings
    assert "à donner un par un : deux et un." in found.message.replace("\u00a0", " ")


@pytest.mark.parametrize(("block", "words"), [
    ('[grants]\nkey = "g"\nlabel = "G"', "écrivez [[grants]], avec deux crochets"),
    ('[[timeline]]\nzone = "Europe/Paris"', "écrivez [timeline], avec un seul crochet"),
    ('[[criteria]]\nkey = "c"\nlabel = "C"\ntracks = "a"', 'comme ["a"]'),
    ('[[criteria]]\nkey = “c”\nlabel = "C"', "guillemets droits"),
    ('[[criteria]]\nkey = "c"\nlabel = { fr = "C",\n en = "D" }', "tient sur une seule ligne"),
    ('sections = [{ key = "s", questions = [ # { fin\n  { key = "q" } ],\n  limit = { max = 2 } }]',
     "tient sur une seule ligne"),
    ('[[criteria]]\nkey = "c"\nlabel = "C"\nweight = 5 000', "les nombres sans espace"),
])  # fmt: skip
def test_what_people_often_slip_in_toml_says_what_to_write(block, words):
    told = loaded(f"{LEAST_TOML}\n{block}\n").findings
    assert any(words in one.message.replace("\xa0", " ") for one in told)


@pytest.mark.parametrize(("written", "kept"), [
    ("2027-03-31", {"date": "2027-03-31"}), ('"2027-06"', {"date": "2027-06"}),
    ('"deposit"', {"anchor": "deposit"}), ('"window.w.closes"', {"anchor": "window.w.closes"}),
])  # fmt: skip
def test_a_deadline_may_be_a_day_or_a_mark_of_the_calendar_alone(written, kept):
    stage = f'[[stages]]\nkey = "s"\nlabel = "S"\nends = {written}\n'
    definition = loaded(f"{LEAST_TOML}\n{stage}").definition
    assert definition is not None
    assert definition.data()["stages"][0]["ends"] == kept
