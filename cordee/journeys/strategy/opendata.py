"""What a cohort publishes for everybody: tables, their dictionary, their licence, no person.

A count below five is left blank: it could be somebody. Every table is made of what anyone may
read on a public page; nothing else enters here.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING

from cordee.journeys.audiences import Reader
from cordee.journeys.models import Delegate, Meeting, Presence
from cordee.journeys.queries import PRESENT, calendar
from cordee.journeys.strategy import quoting
from cordee.journeys.strategy.queries import plans, voices
from cordee.journeys.strategy.rules.guests import few
from cordee.kernel.french import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cordee.journeys.models import Cohort

    type Row = tuple[str, ...]

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
LICENCE_SAID = say("Licence Ouverte 2.0 (Etalab) : réutilisation libre, en citant la source.")
NOBODY = Reader()

DICTIONARY: dict[str, tuple[str, dict[str, str]]] = {
    "territoires": (
        say("Les territoires accompagnés, tels qu’annoncés"),
        {
            "territoire": say("nom du territoire"),
            "reference": say("sa référence (commune:…, epci:…), vide s’il n’en a pas"),
            "depuis": say("date d’entrée, AAAA-MM-JJ"),
            "jusqu_au": say("date de fin de la participation, vide si elle dure"),
        },
    ),
    "rencontres": (
        say("Les rencontres de toute la cohorte"),
        {
            "rencontre": say("son nom"),
            "theme": say("son thème"),
            "nature": say("collective, webinar, visit…"),
            "debut": say(
                "instant de début, ISO 8601 avec fuseau, vide tant que la date est à fixer"
            ),
            "lieu": say("son lieu"),
            "etat": say("date à confirmer, date fixée, tenue, close, annulée"),
        },
    ),
    "presences": (
        say("Combien de personnes ont signé à chaque rencontre close"),
        {
            "rencontre": say("son nom"),
            "presentes": say("personnes présentes une demi-journée au moins ; vide de 1 à 4"),
            "territoires": say("territoires présents ; vide de 1 à 4"),
        },
    ),
    "strategies": (
        say("Les stratégies finales ouvertes à tous, partie par partie"),
        {"territoire": say("nom"), "titre": say("titre"), "partie": say("partie"),
         "texte": say("texte")},
    ),
    "fiches": (
        say("Les fiches d’expérience ouvertes à tous"),
        {
            "territoire": say("nom, vide si la fiche est de l’équipe d’animation"),
            "titre": say("titre"), "contexte": say("contexte"), "reussites": say("une par ligne"),
            "echecs": say("un par ligne"), "enseignement": say("ce qui en est retenu"),
        },
    ),
}  # fmt: skip
"""Table → what it holds, and each of its columns."""


def rows(cohort: Cohort, table: str) -> list[Row]:
    """The rows of a table, in the order of its columns."""
    return list(TABLES[table](cohort))


def _territories(cohort: Cohort) -> Iterator[Row]:
    for one in cohort.participations.select_related("territory").order_by("name", "pk"):
        yield (
            one.name, one.territory.ref if one.territory else "", one.starts.isoformat(),
            one.ends.isoformat() if one.ends else "",
        )  # fmt: skip


def _meetings(cohort: Cohort) -> Iterator[Row]:
    for one in calendar(cohort):
        begins = one.starts.isoformat() if one.starts else ""
        state = str(Meeting.State(one.state).label)
        yield one.label, one.title, one.kind, begins, one.venue, state


def _presences(cohort: Cohort) -> Iterator[Row]:
    people: dict[int, set[int]] = defaultdict(set)
    teams: dict[int, set[int]] = defaultdict(set)
    found = Presence.objects.filter(
        meeting__cohort=cohort, meeting__participation=None, meeting__state=Meeting.State.CLOSED,
        status__in=PRESENT,
    )  # fmt: skip
    known = dict(Delegate.objects.filter(participation__cohort=cohort).values_list(
        "pk", "participation_id").order_by())  # fmt: skip
    for meeting, delegate in found.order_by("pk").values_list("meeting_id", "delegate_id"):
        people[meeting].add(delegate)
        teams[meeting].add(known[delegate])
    for one in calendar(cohort).filter(state=Meeting.State.CLOSED):
        kept = one.presence_counts or {}
        there = kept.get("people", 0) or len(people[one.pk])
        yield one.label, counted(there), counted(kept.get("teams", 0) or len(teams[one.pk]))


def counted(count: int) -> str:
    """A count, blank when it is so small that it could be somebody."""
    return "" if few(count) else str(count)


def _strategies(cohort: Cohort) -> Iterator[Row]:
    for one in plans.finals(cohort.pk, NOBODY):
        words = [part["text"] for part in one.content["parts"]]
        own = one.strategy.participation_id
        texts = quoting.texts_quoted(words, "public", use="strategy", of=own)
        for part, text in zip(one.content["parts"], texts, strict=True):
            yield one.participation.name, one.content["title"], part["label"], text


def _sheets(cohort: Cohort) -> Iterator[Row]:
    for one in voices.sheets(cohort, NOBODY):
        told = quoting.texts_quoted(
            [one.context, one.successes, one.failures, one.lesson], "public", use="report"
        )
        yield (one.participation.name if one.participation else "", one.title, *told)


TABLES: dict[str, Callable[[Cohort], Iterator[Row]]] = {
    "territoires": _territories,
    "rencontres": _meetings,
    "presences": _presences,
    "strategies": _strategies,
    "fiches": _sheets,
}


def as_csv(table: str, found: list[Row]) -> str:
    """A table as CSV (RFC 4180), its columns named as in the dictionary."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(DICTIONARY[table][1])
    writer.writerows([_safe(cell) for cell in row] for row in found)
    return out.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def as_json(table: str, found: list[Row]) -> str:
    """The same as JSON: a list of records."""
    names = list(DICTIONARY[table][1])
    told = [dict(zip(names, row, strict=True)) for row in found]
    return json.dumps(told, ensure_ascii=False, indent=1)


def dictionary_csv() -> str:
    """Every column of every table, in words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("table", "colonne", "description"))
    for table, (_said, columns) in DICTIONARY.items():
        writer.writerows((table, name, words) for name, words in columns.items())
    return out.getvalue()


def package(cohort: Cohort) -> dict[str, object]:
    """A Frictionless data package: what software reads of the same dictionary."""
    return {
        "name": f"cohorte-{cohort.public_id}",
        "title": cohort.label,
        "licenses": [{"name": "etalab-2.0", "path": LICENCE, "title": LICENCE_SAID}],
        "resources": [
            {
                "name": table, "path": f"{table}.csv", "title": said, "format": "csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": name, "type": "string", "description": words}
                        for name, words in columns.items()
                    ]
                },
            }
            for table, (said, columns) in DICTIONARY.items()
        ],
    }  # fmt: skip


def bundle(cohort: Cohort) -> bytes:
    """Everything in one archive: tables, dictionary, licence."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            found = rows(cohort, table)
            archive.writestr(f"{table}.csv", as_csv(table, found))
            archive.writestr(f"{table}.json", as_json(table, found))
        archive.writestr("dictionnaire.csv", dictionary_csv())
        archive.writestr("datapackage.json", json.dumps(package(cohort), ensure_ascii=False))
        archive.writestr("LICENCE.txt", f"{LICENCE_SAID}\n{LICENCE}\n")
    return held.getvalue()
