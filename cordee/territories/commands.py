"""`cordee territories`: build a vintage, import it and other files, find a territory."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from cordee.kernel import french
from cordee.kernel.bodies import kinds
from cordee.kernel.findings import Refused
from cordee.territories import (
    actions,
    build,
    contours,
    gazetteer,
    groupings,
    outlines,
    positions,
    queries,
)
from cordee.territories.gazetteer import Gazetteer, Unreadable

DONE, NOTHING, UNUSABLE = 0, 1, 2


def add(parser: argparse.ArgumentParser) -> None:
    """Add `build`, `import` and `find`."""
    verbs = parser.add_subparsers(metavar="VERBE", required=True)
    _add_build(verbs.add_parser("build", help="compacte un paquet du découpage administratif"))
    _add_import(verbs.add_parser("import", help="importe le millésime livré, ou un fichier"))
    _add_find(verbs.add_parser("find", help="cherche un territoire"))


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="le paquet npm décompressé")
    parser.add_argument("--year", type=int, metavar="ANNÉE", help="le millésime, s’il faut le dire")
    parser.add_argument("--positions", type=Path, metavar="FICHIER", help="cities500 de GeoNames")
    parser.add_argument("--map", type=Path, metavar="FICHIER", help="SVG de @svg-maps")
    parser.add_argument("--to", type=Path, metavar="DOSSIER", default=gazetteer.SHIPPED)
    parser.set_defaults(run=_told(run_build))


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", type=Path, nargs="*", metavar="CHEMIN",
        help="millésime (.tsv.xz), groupements ou positions (.csv), contours (.topojson), dossier",
    )  # fmt: skip
    parser.set_defaults(run=_told(run_import))


def _add_find(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="MOTS", help="nom, code postal, INSEE ou SIREN")
    parser.add_argument("--kind", action="append", default=[], metavar="GENRE")
    parser.add_argument("--region", action="append", default=[], metavar="CODE")
    parser.set_defaults(run=_told(run_find))


def _told(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """The command, whose refusals are said in French with status 2."""

    def told(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except BrokenPipeError:
            raise
        except (Refused, Unreadable, OSError) as reason:
            sys.stderr.write(f"{reason}\n")
            return UNUSABLE

    return told


def run_build(arguments: argparse.Namespace) -> int:
    """Write the compact files of a vintage."""
    made = build.build(arguments.folder, year=arguments.year)
    path = arguments.to / f"{made.slug}.tsv.xz"
    path.write_bytes(made.dump())
    _say(f"{path} : {french.plural(len(made.facts), 'territoire')}. {made.source}")
    if arguments.positions:
        (arguments.to / "positions.tsv.xz").write_bytes(build.positions(arguments.positions))
        _say(f"{arguments.to / 'positions.tsv.xz'}. {build.GEONAMES}")
    if arguments.map:
        (arguments.to / "departments.json").write_text(outlines.shapes(arguments.map), "utf-8")
        _say(f"{arguments.to / 'departments.json'}. {outlines.CREDIT}")
    return DONE


def run_import(arguments: argparse.Namespace) -> int:
    """Import what is given, or the vintage that comes with the house."""
    paths = [file for path in arguments.paths for file in _files(path)]
    for path in paths or [gazetteer.shipped()]:
        _say(f"{path.name} : {_import(path)}")
    return DONE


def _files(path: Path) -> list[Path]:
    """The files of a folder that an import understands, vintages first."""
    if not path.is_dir():
        return [path]
    found = [
        file for end in ("tsv.xz", "csv", "topojson") for file in sorted(path.glob(f"*.{end}"))
    ]
    known = [file for file in found if file.suffix != ".csv" or _reader(file)]
    if not known:
        raise Unreadable(
            f"{path} ne contient ni millésime, ni groupements, ni positions, ni contours."
        )
    return known


def _import(path: Path) -> str:
    """Import one file by what it is; returns what was done, in French."""
    if path.name.endswith(".tsv.xz"):
        return _import_vintage(path)
    if path.suffix in {".topojson", ".json"}:
        return _import_contours(path)
    if reader := _reader(path):
        return reader(path)
    raise Unreadable(
        f"{path.name} n’est ni un millésime (.tsv.xz), ni un CSV de groupements (colonnes SIREN "
        "et nom), ni un CSV de positions (colonnes code_insee, lat et lon), ni un TopoJSON."
    )


def _reader(path: Path) -> Callable[[Path], str] | None:
    """How to import a CSV, told from its headings."""
    with path.open("rb") as file:
        head = file.readline(4000).decode("utf-8", "replace").lower()
    if "code_insee" in head and "lat" in head:
        return _import_positions
    return _import_groupings if "siren" in head and "nom" in head and "nature" in head else None


def _import_vintage(path: Path) -> str:
    made, changes = actions.import_vintage(
        Gazetteer.load(path), positions.shipped(), by=None, at=timezone.now()
    )
    count = french.plural(queries.living().filter(vintage=made).count(), "territoire")
    return f"{count}, {changes.said()}. {made.source}"


def _import_groupings(path: Path) -> str:
    reading = groupings.read(path)
    written = actions.import_groupings(reading.groupings, by=None, at=timezone.now())
    for line in reading.refused[: queries.PAGE]:
        sys.stderr.write(f"{path.name}, {line}\n")
    left = len(reading.refused)
    more = f", {french.plural(left, 'ligne écartée', 'lignes écartées')}" if left else ""
    return f"{french.plural(written, 'groupement écrit', 'groupements écrits')}{more}"


def _import_contours(path: Path) -> str:
    reading = contours.read(path)
    written = actions.import_contours(reading.contours, by=None, at=timezone.now())
    off = f", {french.number(reading.off)} hors de la carte" if reading.off else ""
    return f"{french.plural(written, 'contour écrit', 'contours écrits')}{off}"


def _import_positions(path: Path) -> str:
    known = positions.read(path)
    written = actions.import_positions(known, by=None, at=timezone.now())
    return f"{french.plural(written, 'position écrite', 'positions écrites')}"


def run_find(arguments: argparse.Namespace) -> int:
    """Write the best answers, one a line; status 1 when there is none."""
    try:
        among = kinds(arguments.kind)
    except ValueError as reason:
        sys.stderr.write(f"{reason}\n")
        return UNUSABLE
    rows = queries.found(" ".join(arguments.words), kinds=among, regions=arguments.region)
    for row in rows:
        _say(f"{row.ref:<20} {row.label}")
    if not rows:
        _say("Aucun territoire trouvé. Vérifiez l’orthographe, ou cherchez par code postal.")
    return DONE if rows else NOTHING


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
