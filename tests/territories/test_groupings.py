"""Files of groupings: read whatever their headings, written once, members resolved."""

from datetime import date

import pytest

from cordee.kernel.bodies import Kind
from cordee.territories import actions, commands, groupings, queries
from cordee.territories.gazetteer import Unreadable
from cordee.territories.models import Territory
from tests.territories.reading import members_at

CSV = """siren,nom,nature,genre,departement_siege,population,communes
256203845,SM du Parc naturel régional des Caps,SMO,PNR,62,498985,62001|62009|99999
200071785,CC d'ailleurs,CC,,02,1,
200048221,SM du SCOT du Montreuillois,PETR,PETR,62,84042,
12,Trop court,SIVU,SIVU,62,,
256200000,,SIVU,SIVU,62,,
"""


@pytest.fixture
def file(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "groupements.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_lines_become_groupings_and_faults_are_told_with_their_number(file):
    reading = groupings.read(file(CSV))
    park, petr = reading.groupings
    assert (park.fact.kind, park.fact.name) == (Kind.PNR, "SM du Parc naturel régional des Caps")
    assert (park.fact.department, park.fact.region) == ("62", "32")
    assert park.members == ("62001", "62009", "99999")
    assert (petr.fact.kind, petr.fact.population) == (Kind.PETR, 84042)
    assert [line.split(" :")[0] for line in reading.refused] == ["ligne 5", "ligne 6"]


def test_other_headings_delimiters_and_encodings_are_understood(file):
    other = (
        "N° SIREN;Nom du groupement;Nature juridique;Dép. siège;Population totale\n"
        "256203845;Syndicat mixte du Parc naturel régional d’Été;SMO;62;1 234\n"
        "256203846;Syndicat mixte du SCoT de l’Artois;SMF;62;\n"
        "256203847;SIVU des eaux;SIVU;62;\n"
    )
    reading = groupings.read(file(other, "cp1252"))
    kinds = [one.fact.kind for one in reading.groupings]
    assert kinds == [Kind.PNR, Kind.SCOT, Kind.SYNDICATE]
    assert reading.groupings[0].fact.population == 1234
    assert reading.groupings[0].fact.name.endswith("d’Été")


@pytest.mark.parametrize("text", ["", "nom,ville\nA,B\n", "\0\0", "PNG\r\n"])
def test_a_file_without_a_siren_is_refused(file, text):
    with pytest.raises(Unreadable, match="SIREN"):
        groupings.read(file(text))


def test_groupings_are_written_once_with_their_members(nowhere, file, territory, at, entries):
    kept = territory("Alpha", insee="62001", ref="commune:62001")
    heir = territory("Bêta", insee="62002", ref="commune:62002", former=["62009"])
    read = groupings.read(file(CSV)).groupings
    assert actions.import_groupings(read, by=None, at=at) == 2
    assert actions.import_groupings(read, by=None, at=at) == 0
    assert entries().count("territories.groupings_imported") == 1
    park = Territory.objects.get(siren="256203845")
    assert {link.child for link in members_at(park, at.date())} == {kept, heir}
    assert [row.siren for row in queries.found("parc caps")] == ["256203845"]


def test_a_member_that_a_later_file_no_longer_names_has_left(nowhere, file, territory, at):
    for code in ("62001", "62002"):
        territory(code, insee=code, ref=f"commune:{code}")

    def imported(members):
        line = f"256203845,SM du Parc,SMO,PNR,62,1,{members}\n"
        head = CSV.splitlines()[0]
        read = groupings.read(file(f"{head}\n{line}"))
        return actions.import_groupings(read.groupings, by=None, at=at)

    imported("62001|62002")
    imported("62001")
    park = Territory.objects.get(siren="256203845")
    there = [link.child.insee for link in members_at(park, at.date())]
    assert there == ["62001"]
    imported("")
    assert members_at(park, at.date()).count() == 1, "a silent file changes nothing"


def test_a_siren_already_borne_is_left_to_its_bearer(nowhere, file, territory, at):
    epci = territory("CC des Caps", "cc", siren="256203845")
    actions.import_groupings(groupings.read(file(CSV)).groupings, by=None, at=at)
    assert list(Territory.objects.filter(siren="256203845")) == [epci]


@pytest.fixture
def run(capsys):
    """Run `cordee territories …` and give its status and what it said."""
    from cordee.operations.arguments import Parser  # noqa: PLC0415 - the command's own parser

    def _run(*words):
        parser = Parser(prog="cordee territories")
        commands.add(parser)
        arguments = parser.parse_args(list(map(str, words)))
        status = arguments.run(arguments)
        told = capsys.readouterr()
        return status, told.out + told.err

    return _run


def test_the_command_imports_what_it_is_given(nowhere, file, run, tmp_path):
    path = file(CSV)
    status, told = run("import", path)
    assert status == 0
    assert "2\u00a0groupements écrits, 2\u00a0lignes écartées" in told
    assert "ligne 5" in told
    assert run("import", tmp_path)[0] == 0, "a folder is its files"


def test_the_command_refuses_in_french_with_status_2(nowhere, run, tmp_path, file):
    (tmp_path / "vide").mkdir()
    for path in (tmp_path / "absent.csv", tmp_path / "vide", file("a,b\n1,2\n")):
        status, told = run("import", path)
        assert status == 2
        assert told.strip()
        assert "Traceback" not in told


def test_the_command_finds(france, run):
    status, told = run("find", "villeneuve", "d’ascq")
    assert status == 0
    assert told.startswith("commune:59009")
    assert run("find", "lille", "--kind", "epci", "--region", "32")[1].startswith("epci:200093201")
    assert run("find", "zzzzqqqq")[0] == 1
    status, told = run("find", "lille", "--kind", "royaume")
    assert (status, "genre de territoire inconnu" in told) == (2, True)


def test_the_command_builds_and_refuses_a_wrong_folder(run, tmp_path):
    status, told = run("build", tmp_path)
    assert status == 2
    assert "ne contient pas le paquet attendu" in told


def test_the_command_imports_the_shipped_vintage_again_without_a_change(france, run):
    status, told = run("import")
    assert status == 0
    assert "38\u202f991\u00a0territoires, rien ne change" in told
    assert france.starts == date(2026, 1, 1)
