"""Figures of the allies: who signed, who takes part, what was held, what lives (R233-R283)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.allies import queries
from cordee.alliance.allies.rules.lives import ACTIVE, LEFT
from cordee.alliance.allies.rules.recurring import HELD, MISSED, UNTOLD
from cordee.alliance.allies.words import FATE, STATE
from cordee.kernel import french
from cordee.reports.figures.labels import LABELS
from cordee.reports.rules import Figure, Period, Rows
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import date

    from cordee.alliance.allies.models import Gathering
    from cordee.alliance.allies.queries import Day, Told

SOURCE = "Signatures de la charte"


def _end(period: Period) -> date:
    """The last day of the period that is not to come."""
    return min(period.last, timezone.localdate())


def _standing(period: Period) -> list[Told]:
    end = _end(period)
    return once(f"allies {end}", lambda: [one for one in queries.lived(end) if one.life != LEFT])


def _signed(key: str, period: Period, *, bodies: bool) -> Figure:
    rows = [one for one in _standing(period) if (one.ally.organisation_id is not None) is bodies]
    cells: dict[str, int] = {}
    for one in rows:
        cells[one.ally.kind.label] = cells.get(one.ally.kind.label, 0) + 1
    far = sum(one.ally.department.startswith(("97", "98")) for one in rows)
    return Figure(key, str(LABELS[key]), len(rows),
                  Rows((_("Sorte"), _("Signatures")), sorted(cells.items())), source=SOURCE,
                  note=_("Dont outre-mer : %(count)s.") % {"count": far}, chart=(0, 1))  # fmt: skip


def bodies(period: Period) -> Figure:
    """Structures whose signature stands at the end of the period, by kind (R275, R277)."""
    return _signed("signed_bodies", period, bodies=True)


def people(period: Period) -> Figure:
    """Persons whose own signature stands at the end of the period, by kind (R276)."""
    return _signed("signed_people", period, bodies=False)


def active(period: Period) -> Figure:
    """Allies who took part lately enough to be active at the end of the period (R278)."""
    cells = [
        (one.ally.kind.label, str(one.standing.signed_on), str(one.standing.seen_on))
        for one in _standing(period) if one.life == ACTIVE
    ]  # fmt: skip
    columns = (_("Sorte"), _("A signé le"), _("A pris part le"))
    return Figure("active_allies", str(LABELS["active_allies"]), len(cells), Rows(columns, cells),
                  source=SOURCE)  # fmt: skip


def _days(period: Period) -> list[Day]:
    end = _end(period)
    return once(f"drop-ins {period}", lambda: queries.year_of(period.first, end, end))


def _day(one: Day) -> tuple[str, str, str, str, int]:
    reason = one.row.missed_because if one.row else ""
    return one.rule.label, str(one.on), str(FATE[one.fate][0]), reason, one.people


def drop_ins(period: Period) -> Figure:
    """Permanences held, and how many people came to them (R233)."""
    held = [one for one in _days(period) if one.fate == HELD]
    came = french.plural(sum(one.people for one in held), "personne venue", "personnes venues")
    return Figure("drop_ins", str(LABELS["drop_ins"]), len(held),
                  Rows(_columns(), [_day(one) for one in held]), source="Permanences",
                  note=came)  # fmt: skip


def missed(period: Period) -> Figure:
    """Days of permanences that were not held, each with its reason or without it (R233)."""
    cells = [_day(one) for one in _days(period) if one.fate in {MISSED, UNTOLD}]
    return Figure("drop_ins_missed", str(LABELS["drop_ins_missed"]), len(cells),
                  Rows(_columns(), cells), source="Permanences")  # fmt: skip


def _columns() -> tuple[str, ...]:
    return _("Permanence"), _("Date"), _("État"), _("Raison"), _("Personnes")


def communities(period: Period) -> Figure:
    """Communities that lived in the period, with their state and their rhythm (R237, R240)."""
    rows = [
        one
        for one in queries.communities().prefetch_related(None).filter(opened_on__lte=period.last)
        if one.closed_on is None or one.closed_on >= period.first
    ]  # fmt: skip
    rhythms = queries.rhythms(rows, period.first, period.last, _end(period))
    cells = [
        (one.label, str(STATE[one.state][0]), str(one.extended_into or ""), rhythms[one.pk][0],
         rhythms[one.pk][1] or "–")
        for one in rows
    ]  # fmt: skip
    columns = (_("Communauté"), _("État"), _("Chantier"), _("Séances tenues"),
               _("Séances annoncées"))  # fmt: skip
    return Figure("communities", str(LABELS["communities"]), len(cells), Rows(columns, cells),
                  source="Communautés")  # fmt: skip


def gatherings(period: Period) -> Figure:
    """Meetings of the alliance held, with who came by kind (R280-R283)."""
    rows = queries.meetings().filter(on__range=(period.first, _end(period)), missed_because="")
    cells = [_met(one) for one in rows]
    columns = (_("Rencontre"), _("Date"), _("Personnes"), _("Retours d’expérience"))
    return Figure("alliance_meetings", str(LABELS["alliance_meetings"]), len(cells),
                  Rows(columns, cells), source="Rencontres de l’alliance")  # fmt: skip


def _met(one: Gathering) -> tuple[str, str, int, int]:
    return (one.title, str(one.on), one.named + one.unnamed, one.told)  # type: ignore[attr-defined] # annotated
