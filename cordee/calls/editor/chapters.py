"""The parts of a definition as one writes it: a page each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from cordee.calls.editor.fields import Field, fields
from cordee.programme.schema import Definition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cordee.programme.remarks import Path
    from cordee.web.components import Text


class Chapter(NamedTuple):
    """A part: its address, its title, the fields of the root it shows, or the record it opens."""

    slug: str
    title: Text
    hint: Text
    names: tuple[str, ...]
    place: Path = ()


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("appel", _("L’appel et ceux qui le lancent"),
            _("Titre, résumé, organisateurs, contacts, financeurs, mentions."), ()),
    Chapter("textes", _("Les textes et les promesses"),
            _("Longs textes, thèmes, ce que l’on vient chercher, à lire aussi."),
            ("texts", "promises", "themes", "related")),
    Chapter("temps", _("Le calendrier et les étapes"),
            _("Ouverture, clôture, dates annoncées, étapes, volets."),
            ("timeline", "windows", "milestones", "steps", "tracks", "preferences")),
    Chapter("qui", _("Qui peut candidater"),
            _("Conditions, équipe, groupement, projet."),
            ("applicant", "eligibility", "team", "consortium", "project", "kinds", "perimeters",
             "circles")),
    Chapter("formulaire", _("Le formulaire"),
            _("Pages, questions, longueurs, pièces jointes."), ("form",), ("form",)),
    Chapter("choix", _("Le choix"),
            _("Jurys, critères, notes, étapes de décision, places, équilibres."),
            ("panels", "criteria", "scale", "stages", "selection", "gates")),
    Chapter("annee", _("L’année des lauréats"),
            _("Rencontres, engagements, livrables, charte."), ("year",), ("year",)),
    Chapter("argent", _("L’argent"), _("Ce que l’on demande, ce que l’on donne."),
            ("fees", "grants", "call_offs")),
    Chapter("origine", _("Le document d’origine et vos choix"),
            _("Facultatif : ses phrases qui se contredisent, ce que vous retenez."),
            ("stated", "settled")),
)  # fmt: skip


@cache
def of(slug: str) -> Chapter | None:
    """The part of that address."""
    return next((one for one in CHAPTERS if one.slug == slug), None)


@cache
def holding(name: str) -> Chapter:
    """The part a field of the root belongs to: the first one takes what no other names."""
    return next((one for one in CHAPTERS if name in one.names), CHAPTERS[0])


@cache
def shown(chapter: Chapter) -> tuple[Field, ...]:
    """The fields of the root on the page of a part, in its own order."""
    mine = [field for field in fields(Definition) if holding(field.name) == chapter]
    order = {name: rank for rank, name in enumerate(chapter.names)}
    return tuple(sorted(mine, key=lambda field: order.get(field.name, 0)))


def untouched(
    chapter: Chapter, data: Mapping[str, Any] | None, first: Mapping[str, Any] | None
) -> bool:
    """Whether a part that says something still says what the draft began with."""
    if data is None or first is None:
        return False
    names = [field.name for field in shown(chapter) if field.name in data]
    return bool(names) and all(data[name] == first.get(name) for name in names)
