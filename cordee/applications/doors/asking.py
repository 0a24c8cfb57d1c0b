"""From a definition, and what is already written, to the sheet that goes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.applications.doors.sheet import (
    Answer,
    Ask,
    Block,
    Grid,
    Inline,
    Part,
    Sheet,
    Tick,
    Told,
    Turn,
)
from cordee.applications.doors.values import outward
from cordee.applications.rules.answers import empty
from cordee.applications.rules.tables import computed
from cordee.applications.words import CONTACT, said
from cordee.kernel import french
from cordee.kernel.currencies import symbol
from cordee.programme.explain.questions import shown as shown_when
from cordee.programme.explain.teller import Teller
from cordee.programme.schema import form
from cordee.programme.schema import questions as q

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cordee.programme.schema import Definition

ROOM_LONG, ROWS_MORE, MATES = 4, 3, 6
MOST_ITEMS = (40, 12, 4)
"""Items of a repeated group that are looked for, by depth."""
TEAM = ("given_name", "family_name", "role", "leads", "capacity", "organisation", "service",
        "email", "phone")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the draft: body, answers, team; all empty for a blank form."""

    body: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    team: Sequence[Mapping[str, Any]] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    """Reference of a territory → its name."""


BLANK = Written()


def team_head() -> dict[str, str]:
    """The columns of the team's table, in the language of the page."""
    words = (_("Prénom"), _("Nom"), _("Rôle"), _("Aussi"), _("Qualité"), _("Structure"),
             _("Service"), _("Courriel"), _("Téléphone"))  # fmt: skip
    return dict(zip(TEAM, words, strict=True))


@dataclass(slots=True)
class Printing:
    """One sheet being made; `full` lays out every item a group may have, to recognise them."""

    definition: Definition
    step: str = ""
    track: str = ""
    written: Written = BLANK
    full: bool = False
    number: int = 0

    def sheet(self, mark: dict[str, str] | None = None) -> Sheet:
        """The whole form, in the language of the page."""
        return Sheet(
            title=said(self.definition.title),
            caption=_("Formulaire de candidature"),
            language=get_language() or "fr",
            blocks=tuple(self.blocks()),
            mark=mark or {},
            foot=_("Repère du formulaire, à ne pas modifier :"),
        )

    def blocks(self) -> Iterator[Block]:
        """Everything, in the order of the form."""
        yield from map(Told, self._advice())
        yield Part("", _("Qui candidate"))
        yield Inline("body", _("Nom de la structure"), self.written.body)
        told_team = False
        for section in self.definition.sections(self.step, self.track):
            team = section.shows == "team"
            asked = [
                one for one in section.questions if self.definition.asks(one, self.step, self.track)
            ]
            if not (asked or team):
                continue
            if team:
                told_team = True
                yield Turn(wide=True)
            yield Part(f"section:{section.key}", said(section.label))
            yield from map(Told, filter(None, [self._only(section), said(section.description)]))
            if team:
                yield from self._team()
            for question in asked:
                yield from self.question(question)
        if not told_team and self.definition.team_of(self.track) is not None:
            yield Turn(wide=True)
            yield Part("section::team", _("Équipe"))
            yield from self._team()

    def _advice(self) -> Iterator[str]:
        yield _(
            "Écrivez vos réponses sous chaque question. Gardez les titres tels quels : c’est à "
            "eux que vos réponses seront reconnues. Pour cocher, remplacez ☐ par ☒ ou par x."
        )
        yield _(
            "Enregistrez ce document au format DOCX ou ODT, puis rapportez-le sur la page de "
            "l’appel. Vos réponses vous seront montrées avant que rien ne soit remplacé."
        )
        if self.track:
            track = next((one for one in self.definition.tracks if one.key == self.track), None)
            yield f"{_('Volet')} : {said(track.label) if track else self.track}"

    def _only(self, section: form.Section) -> str:
        """When a whole page is asked."""
        return only_if(self.definition, section.when) if section.when is not None else ""

    def _team(self) -> Iterator[Block]:
        team = self.definition.team_of(self.track)
        if team is None:
            yield Turn(wide=False)
            return
        head = team_head()
        yield Ask("team", said(team.label))
        yield Told(_("Une personne par ligne ; ajoutez des lignes au besoin."))
        people = [one for one in team.leads if one.of == "person"]
        for title, keyed in ((head["role"], team.roles), (head["leads"], people)):
            if keyed:
                labels = french.listed([french.quoted(said(one.label)) for one in keyed], "ou")
                yield Told(french.typeset(f"{title} : {labels}."))
        rows = [self._mate(team, mate) for mate in self.written.team]
        spare = max(team.max or MATES, len(rows) + 1) - len(rows)
        rows += [("",) * len(TEAM)] * min(spare, MATES)
        yield Grid("team", said(team.label), tuple(head.values()), tuple(rows))
        yield Turn(wide=False)

    def _mate(self, team: Any, mate: Mapping[str, Any]) -> tuple[str, ...]:
        roles = {one.key: said(one.label) for one in team.roles}
        leads = {one.key: said(one.label) for one in team.leads}
        shown = {**mate, "role": roles.get(mate["role"], mate["role"]),
                 "leads": " ; ".join(leads.get(one, one) for one in mate["leads"])}  # fmt: skip
        return tuple(str(shown.get(part, "")) for part in TEAM)

    def question(self, question: q.AnyQuestion) -> Iterator[Block]:
        """A question of the form, numbered, with its instructions and its answer."""
        if isinstance(question, q.Note):
            yield Told(said(question.text))
            return
        self.number += 1
        value = self.written.answers.get(question.key)
        yield from self.asked(question, question.key, value, f"{self.number}. ")

    def asked(
        self, question: q.Asked, name: str, value: Any, number: str = "", depth: int = 0
    ) -> Iterator[Block]:
        """The heading of a question, its instructions, its answer in the shape of its kind."""
        yield Ask(name, f"{number}{_labelled(question)}", 2 + 2 * depth)
        yield from map(Told, hints(self.definition, question))
        if isinstance(question, q.Group):
            yield from self._group(question, name, value, depth)
        else:
            yield from self._shape(question, name, value, depth)

    def _shape(self, question: q.Asked, name: str, value: Any, depth: int) -> Iterator[Block]:
        match question:
            case q.LongText(languages=languages) if languages:
                texts = value if isinstance(value, dict) else {}
                for language in languages:
                    label = f"{said(question.label)} ({language})"
                    yield Ask(f"{name}.{language}", label, 3 + 2 * depth)
                    text = str(texts.get(language) or "")
                    yield Answer(f"{name}.{language}", label, text, ROOM_LONG, language)
            case q.Choice():
                yield from _choice(question, name, value)
            case q.YesNo():
                yield Tick(f"{name}.yes", _("Oui"), value is True)
                yield Tick(f"{name}.no", _("Non"), value is False)
            case q.Attestation():
                yield Tick(f"{name}.agreed", _("Je l’atteste"), value is True)
            case q.Contact():
                known = value if isinstance(value, dict) else {"name": value} if value else {}
                for part in question.fields:
                    yield Inline(f"{name}.{part}", str(CONTACT[part]), str(known.get(part) or ""))
            case q.Table():
                yield _grid(question, name, value, symbol(self.definition.currency))
            case q.File():
                return
            case _:
                room = ROOM_LONG if isinstance(question, q.LongText) else 1
                text = outward(question, value, self.written.places)
                yield Answer(name, said(question.label), text, room)

    def _group(self, question: q.Group, name: str, value: Any, depth: int) -> Iterator[Block]:
        items = value if isinstance(value, list) else []
        count = min(question.max, max(question.min, len(items) + 1))
        if self.full:
            count = max(len(items), min(question.max, MOST_ITEMS[min(depth, 2)]))
        for rank in range(count):
            known = items[rank] if rank < len(items) and isinstance(items[rank], dict) else {}
            label = f"{said(question.label)}, n° {rank + 1}"
            yield Ask(f"{name}.{rank}", label, 3 + 2 * depth)
            for inner in question.questions:
                if isinstance(inner, q.Note):
                    yield Told(said(inner.text))
                else:
                    own = f"{name}.{rank}.{inner.key}"
                    yield from self.asked(inner, own, known.get(inner.key), depth=depth + 1)


def _labelled(question: q.Asked) -> str:
    unit = symbol(question.currency) if isinstance(question, q.Money) else ""
    unit = said(question.unit) if isinstance(question, q.Number) else unit
    return f"{said(question.label)} ({unit})" if unit else said(question.label)


def hints(definition: Definition, question: q.Asked) -> Iterator[str]:
    """What is said under the heading: when it is asked, how, how long, what the jury looks for."""
    if question.when is not None:
        yield only_if(definition, question.when)
    yield from filter(None, [said(question.description), said(question.help)])
    if isinstance(question, q.Attestation):
        yield from map(said, question.statements)
    if advice := _how(question):
        yield advice
    limit = getattr(question, "limit", None)
    if limit is not None and (words := limit_words(limit)):
        yield french.typeset(f"{_('Longueur')} : {words}.")
    if question.example is not None:
        yield french.typeset(f"{_('Exemple')} : {said(question.example)}")
    if question.looked_for is not None:
        yield french.typeset(f"{_('Ce que le jury cherche')} : {said(question.looked_for)}")
    if not question.required:
        yield _("Facultatif.")


def only_if(definition: Definition, when: q.Shown) -> str:
    """When a question, or a page, is to be filled."""
    teller = Teller(definition, {}, {}, language=get_language() or "fr")
    return french.typeset(f"{_('À remplir seulement si')} {shown_when(teller, when)}.")


def _how(question: q.Asked) -> str:  # noqa: PLR0911 - one line a kind
    """How the answer is written, where it is not free text."""
    match question:
        case q.Choice(ranked=True):
            return _("Numérotez vos choix : 1 pour celui que vous préférez.")
        case q.Choice(max=most) if most > 1:
            return french.typeset(_("Cochez %(count)d cases au plus.") % {"count": most})
        case q.Choice() | q.YesNo():
            return _("Cochez une seule case.")
        case q.Day():
            return _("Une date, par exemple 27/02/2025.")
        case q.Place():
            return _("Le nom de la collectivité, avec son code INSEE ou SIREN si vous l’avez.")
        case q.Group():
            return _("Pour en ajouter, copiez tout le bloc, de son titre à sa fin, puis collez-le.")
        case q.File():
            kinds = ", ".join(one.upper() for one in question.types)
            return french.typeset(
                _("Pièce à joindre à votre envoi ou sur le site : %(kinds)s, %(size)d Mo au plus.")
                % {"kinds": kinds, "size": question.max_mb}
            )
    return ""


def limit_words(limit: q.Limit) -> str:
    """« 20 à 30 lignes de 95 caractères »: the unit of the call itself (R35 to R39)."""
    units = {
        "characters": _("caractères, espaces comprises"),
        "words": _("mots"),
        "lines": _("lignes de %(width)d caractères") % {"width": limit.line_width},
        "pages": _("pages"),
    }
    unit = units[limit.unit.value]
    if limit.min and limit.max:
        values = {"least": limit.min, "most": limit.max, "unit": unit}
        return _("%(least)s à %(most)s %(unit)s") % values
    if limit.max:
        return _("%(most)s %(unit)s au plus") % {"most": french.number(limit.max), "unit": unit}
    if limit.min:
        return _("%(least)s %(unit)s au moins") % {"least": french.number(limit.min), "unit": unit}
    return ""


def _choice(question: q.Choice, name: str, value: Any) -> Iterator[Block]:
    chosen = value if isinstance(value, list) else [] if empty(value) else [value]
    known = {option.key for option in question.options}
    for option in question.options:
        own, label = f"{name}.{option.key}", said(option.label)
        if question.ranked:
            rank = str(chosen.index(option.key) + 1) if option.key in chosen else ""
            yield Inline(own, label, rank)
        else:
            yield Tick(own, label, option.key in chosen)
    if question.other:
        other = next((str(one) for one in chosen if one not in known), "")
        yield Inline(f"{name}.other", _("Autre, précisez"), other)


def _grid(question: q.Table, name: str, value: Any, money: str) -> Grid:
    written = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    head = tuple(_headed(column, money) for column in written_columns(question))
    if question.rows:
        known = {row.get("key"): row for row in written}
        rows = [(said(one.label), *_cells(question, known.get(one.key, {})))
                for one in written_rows(question)]  # fmt: skip
        return Grid(name, said(question.label), (_("Poste"), *head), tuple(rows), row_heads=True)
    rows = [_cells(question, row) for row in written]
    spare = max(1, min(ROWS_MORE, question.max - len(rows)), question.min - len(rows))
    rows += [("",) * len(head)] * spare
    return Grid(name, said(question.label), head, tuple(rows))


def _headed(column: q.Column, money: str) -> str:
    unit = said(column.unit) or (money if column.kind == "money" else "")
    return f"{said(column.label)} ({unit})" if unit else said(column.label)


def _cells(question: q.Table, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_cell(column, row.get(column.key)) for column in written_columns(question))


def written_columns(question: q.Table) -> list[q.Column]:
    """The columns people fill; those computed in each row are not asked on paper."""
    return [one for one in question.columns if not computed(one)]


def written_rows(question: q.Table) -> list[q.Row]:
    """The fixed rows people fill; sub-totals are not asked on paper."""
    return [one for one in question.rows if not computed(one)]


def _cell(column: q.Column, value: Any) -> str:
    labels = {option.key: said(option.label) for option in column.options}
    return labels.get(str(value), str(value)) if value is not None else ""
