"""`cordee programme new`: a commented skeleton to start from."""

import argparse
import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from string import Template

from cordee.kernel.french import quoted, typeset
from cordee.programme.commands.speaking import FAULTY, VALID, Verbs, answer, complain
from cordee.programme.schema.base import KEY

SKELETON = ("definition.toml", "presentation.md")
MAX_KEY = 60


def add(verbs: Verbs) -> None:
    """Offer `new`."""
    parser = verbs.add_parser("new", help="commence une définition, commentée ligne à ligne")
    parser.add_argument("key", metavar="CLÉ", help="le nom de l’appel, par exemple recits-2027")
    parser.add_argument("--in", dest="place", metavar="DOSSIER", default=".", type=Path,
                        help="où créer son dossier (ici par défaut)")  # fmt: skip
    parser.set_defaults(run=new)


def new(arguments: argparse.Namespace) -> int:
    """Write the skeleton in a new folder; nothing is ever overwritten."""
    if not re.fullmatch(KEY, arguments.key) or len(arguments.key) > MAX_KEY:
        return _refused(
            f"{quoted(arguments.key)} ne convient pas : minuscules sans accent, chiffres, - ou _, "
            "par exemple recits-2027."
        )
    folder = arguments.place / arguments.key
    try:
        folder.mkdir(parents=True)
        for name, text in skeleton(arguments.key, date.today()).items():  # noqa: DTZ011 - a first draft's dates
            (folder / name).write_text(text, encoding="utf-8")
    except FileExistsError:
        return _refused(f"{quoted(str(folder))} existe déjà : choisissez un autre nom.")
    except (OSError, ValueError):
        return _refused(f"{quoted(str(folder))} ne peut pas être créé : vérifiez les droits.")
    answer(typeset(f"Créé : {folder}. Complétez-le, puis : cordee programme check {folder}"))
    return VALID


def _refused(reason: str) -> int:
    complain(typeset(reason))
    return FAULTY


def skeleton(key: str, today: date) -> dict[str, str]:
    """The files of a valid first draft, with dates from `today` on that fall on weekdays."""
    opens = _monday(today + timedelta(weeks=4))
    values = {
        "key": key,
        "opens": opens,
        "closes": opens + timedelta(weeks=6, days=3),
        "answer": opens + timedelta(weeks=11),
        "first": opens + timedelta(weeks=14, days=1),
        "second": opens + timedelta(weeks=22, days=1),
        "month": f"{opens + timedelta(weeks=32):%Y-%m}",
    }
    root = files("cordee.programme").joinpath("skeleton")
    texts = {name: root.joinpath(name).read_text(encoding="utf-8") for name in SKELETON}
    return {name: Template(text).substitute(values) for name, text in texts.items()}


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
