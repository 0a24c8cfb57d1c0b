"""What a sharing of files lacks, why, and what could be relaxed for everything to be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing
from cordee.kernel.french import say
from cordee.selection.rules.sharing import allowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cordee.selection.rules.sharing import Cost, Reader, Terms, ToRead, Work


def lacking(work: Work, terms: Terms, found: Cost) -> list[Finding]:
    """Where readings are missing and why, file by file (at most ten), the load first."""
    if not found.missing:
        return []
    told = french.plural(found.missing, "lecture")
    total = terms.readers * len(work.files)
    room = sum(terms.most if one.most is None else one.most for one in work.readers)
    sentences = [french.say("Il manque {told} sur {total}.", told=told, total=total)]
    if room < total:
        sentences.append(
            french.say(
                "Les {readers} lecteurs ne peuvent en faire que {room} en tout : relevez "
                "la charge maximale, invitez d’autres personnes ou demandez moins de "
                "lecteurs.",
                readers=len(work.readers),
                room=room,
            )
        )
    return [
        missing("sharing.readings", "readers", french.strung(*sentences)),
        *_narrow(work, terms),
    ]


def _narrow(work: Work, terms: Terms) -> list[Finding]:
    """The files for which too few people may read at all, whatever the load."""
    found = []
    for one in work.files:
        able = [r for r in work.readers if not allowed(work, terms, one, r, ())]
        houses = len({r.institution for r in able if r.institution})
        alone = sum(not r.institution for r in able)
        most = len(able) if terms.institution is None else houses * terms.institution + alone
        most = min(most, len(able))
        found += _narrow_parts(terms, one, able)
        if most < terms.readers and not terms.seats:
            sentence = french.say(
                "{name} : {most} au plus peuvent le lire (déports, langues, institutions).",
                name=one.name,
                most=french.plural(most, "personne"),
            )
            found.append(broken("sharing.narrow", f"files.{one.id}", sentence))
    return found[:10]


def _narrow_parts(terms: Terms, file: ToRead, able: Sequence[Reader]) -> list[Finding]:
    """The categories of seats from which too few people may read a file."""
    free = Counter(one.seat for one in able)
    return [
        broken(
            "sharing.narrow",
            f"files.{file.id}",
            french.say(
                "{name} : {most} au plus peuvent le lire pour « {seat} », il en faut {many}.",
                name=file.name,
                most=french.plural(free[seat], "personne"),
                seat=terms.names.get(seat, seat),
                many=many,
            ),
        )
        for seat, many in terms.seats.items()
        if free[seat] < many
    ]


def easings(work: Work, terms: Terms) -> list[tuple[str, Work, Terms]]:
    """What could be relaxed, one thing at a time, each with its sentence; the least first."""
    total = terms.readers * len(work.files)
    most = max(terms.most + 1, -(-total // max(1, len(work.readers))))
    freed = [replace(one, most=None) for one in work.readers]
    found = [
        (
            french.say("une charge maximale de {most}", most=french.plural(most, "dossier")),
            replace(work, readers=freed),
            replace(terms, most=most),
        )
    ]
    if terms.institution is not None:
        sentence = say("plusieurs lecteurs d’une même institution sur un dossier")
        found.append((sentence, work, replace(terms, institution=None)))
    if any(one.languages for one in work.files):
        plain = [replace(one, languages=frozenset()) for one in work.files]
        found.append((say("ne plus tenir compte des langues"), replace(work, files=plain), terms))
    if terms.readers > 1 and not terms.seats:
        fewer = replace(terms, readers=terms.readers - 1)
        sentence = french.say(
            "{readers} par dossier", readers=french.plural(fewer.readers, "lecteur")
        )
        found.append((sentence, work, fewer))
    return found


def eased(sentences: Sequence[str]) -> list[Finding]:
    """The relaxations that, each alone, are enough."""
    if not sentences:
        sentence = say("Aucun de ces assouplissements ne suffit seul : invitez d’autres lecteurs.")
    else:
        listed = french.listed([french.say("accepter {one}", one=one) for one in sentences], "ou")
        sentence = french.say(
            "Pour que tout soit lu, il suffirait d’une de ces choses : {listed}.", listed=listed
        )
    return [missing("sharing.relax", "readers", sentence, strength=Strength.ADVICE)]
