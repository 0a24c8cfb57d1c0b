"""A returned grid beside what is kept: what would change, what cannot, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cordee.applications.forms import said
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.kernel.speech import heard
from cordee.selection import queries
from cordee.selection.packets.grid import Grid, Line, mark_of
from cordee.selection.packets.returned import read
from cordee.selection.rules import scale_of
from cordee.selection.rules.typed import ABSTAINS, read_mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from cordee.applications.models import Deposit
    from cordee.programme.schema.choosing import Criterion, Scale
    from cordee.selection.models import Juror, Mark, ReturnedGrid

MOST_FINDINGS = 25


@dataclass(frozen=True, slots=True)
class Change:
    """What a line would do to a mark, in the words of both."""

    deposit: Deposit
    name: str
    criterion: str
    label: str
    before: str
    after: str
    comment: str
    value: Decimal | None
    given: bool
    commented: bool

    @property
    def row(self) -> list[Any]:
        """The change as it is kept between the comparison and the consent."""
        value = None if self.value is None else str(self.value)
        return [str(self.deposit.public_id), self.criterion, value, self.given, self.comment]


def grid_of(juror: Juror) -> Grid:
    """The juror's whole grid with what she gave already."""
    panel = juror.panel
    stage = queries.stage_of(panel)
    deposits = list(queries.listed(juror))
    own = queries.own_marks(juror, deposits)
    lines = [
        _line(one, queries.name_of(one, stage), criterion, own.get((one.pk, criterion.key)), stage)
        for one in deposits
        for criterion in queries.asked(one, stage)
    ]
    title = f"{juror} – {panel.label} – {panel.edition.title}"
    return Grid(mark_of(str(panel.public_id), str(juror.public_id)), title, tuple(lines))


def _line(deposit: Deposit, name: str, one: Criterion, made: Mark | None, stage: Any) -> Line:
    scale = scale_of(deposit.version.definition, stage, one)
    return Line(
        str(deposit.public_id),
        one.key,
        file=name,
        label=said(one.label),
        note=shown(scale, made),
        comment=made.comment if made else "",
        levels=tuple(f"{french.number(it.value)} – {said(it.label)}" for it in scale.levels),
        bounds="" if scale.levels else _bounds(scale),
    )


def _bounds(scale: Scale) -> str:
    least, most, step = (french.number(one) for one in (scale.min, scale.max, scale.step))
    return heard(french.say("de {least} à {most}, par pas de {step}", least=least, most=most,
                            step=step))  # fmt: skip


def shown(scale: Scale, made: Mark | None) -> str:
    """A mark as the sheet writes it."""
    if made is None or not made.given:
        return ""
    if made.value is None:
        return ABSTAINS
    label = next((said(one.label) for one in scale.levels if one.value == made.value), "")
    return f"{french.number(made.value)} – {label}" if label else french.number(made.value)


def look_at(juror: Juror, content: bytes) -> tuple[list[Change], list[Finding]]:
    """What a returned file would change; raises `Refused` when it is not a grid."""
    return compared(juror, read(content))


def compared(juror: Juror, grid: Grid) -> tuple[list[Change], list[Finding]]:
    """What would change, and what is left out with its reason; nothing is written."""
    panel = juror.panel
    if grid.mark != mark_of(str(panel.public_id), str(juror.public_id)):
        sentence = (
            "Cette grille est celle d’un autre jury ou d’une autre personne. Rapportez la vôtre."
        )
        return [], [broken("grid.other", "document", sentence)]
    comparison = _Comparison(juror, grid)
    changes = list(comparison.changes())
    return changes, comparison.findings[:MOST_FINDINGS]


class _Comparison:
    """The walk along the lines, keeping what is wrong."""

    def __init__(self, juror: Juror, grid: Grid) -> None:
        self.stage = queries.stage_of(juror.panel)
        keys = {one.deposit for one in grid.lines if _uuid(one.deposit)}
        deposits = list(queries.open_to(juror).filter(public_id__in=keys))
        self.known = {str(one.public_id): one for one in deposits}
        self.own = queries.own_marks(juror, deposits)
        self.lines = grid.lines
        self.findings: list[Finding] = []
        self.seen: set[str] = set()

    def changes(self) -> Iterator[Change]:
        """Each line that would change something."""
        for line in self.lines:
            if (change := self._change(line)) is not None:
                yield change

    def _refuse(self, line: Line, sentence: str) -> None:
        told = french.say("Ligne {row} ({file}, {label}) : {why}", row=line.row,
                          file=line.file[:60], label=line.label[:60], why=sentence)  # fmt: skip
        self.findings.append(broken("grid.line", f"line.{line.row}", told))

    def _change(self, line: Line) -> Change | None:
        deposit = self.known.get(line.deposit)
        if deposit is None:
            said_ = french.say("ce dossier ne vous est pas confié ; la ligne est laissée de côté.")
            self._refuse(line, said_)
            return None
        if line.key in self.seen:
            self._refuse(line, french.say("elle est en double ; seule la première est lue."))
            return None
        self.seen.add(line.key)
        criteria = queries.asked(deposit, self.stage)
        criterion = next((one for one in criteria if one.key == line.criterion), None)
        if criterion is None:
            self._refuse(line, french.say("ce critère n’est pas à noter ici."))
            return None
        return self._read(line, deposit, criterion)

    def _read(self, line: Line, deposit: Deposit, criterion: Criterion) -> Change | None:
        scale = scale_of(deposit.version.definition, self.stage, criterion)
        made = self.own.get((deposit.pk, criterion.key))
        sent = {"note-x": _typed(line.note, scale), "mot-x": line.comment}
        given = read_mark(scale, sent, "x")
        if given.faults:
            self._refuse(line, given.faults[0].sentence)
            return None
        stands = given.stands or (made is not None and made.given)
        value = given.value if given.stands else (made.value if made else None)
        comment = given.comment or (made.comment if made else "")
        now = (made.value, made.given, made.comment) if made else (None, False, "")
        if (value, stands, comment) == now:
            return None
        return Change(
            deposit,
            queries.name_of(deposit, self.stage),
            criterion.key,
            said(criterion.label),
            shown(scale, made) or "–",
            _told(scale, value, given=stands),
            comment,
            value,
            stands,
            commented=comment != now[2],
        )


def again(juror: Juror, grid: ReturnedGrid) -> list[Change]:
    """The changes of a grid read before, beside today's marks; files left since are gone."""
    lines = tuple(
        Line(key, criterion, note=_noted(value, given=given), comment=comment, row=rank)
        for rank, (key, criterion, value, given, comment) in enumerate(grid.rows, 1)
    )
    mark = mark_of(str(juror.panel.public_id), str(juror.public_id))
    return compared(juror, Grid(mark, "", lines))[0]


def _noted(value: str | None, *, given: bool) -> str:
    if not given:
        return ""
    return ABSTAINS if value is None else value


def _told(scale: Scale, value: Decimal | None, *, given: bool) -> str:
    if not given:
        return "–"
    if value is None:
        return ABSTAINS
    label = next((said(one.label) for one in scale.levels if one.value == value), "")
    return f"{french.number(value)} – {label}" if label else french.number(value)


def _typed(note: str, scale: Scale) -> str:
    """A note as a form would send it: « 10 – correcte » is 10, « correcte » too."""
    plain = note.strip()
    if plain.casefold().rstrip(".") in {ABSTAINS, "n.s.p", "ne se prononce pas"}:
        return ABSTAINS
    for one in scale.levels:
        if plain.casefold() == said(one.label).casefold():
            return str(one.value)
    head = re.match(r"^(-?[\d\s.,]+)\s[–—-]\s", plain)
    return head.group(1).strip() if head and scale.levels else plain


def _uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
