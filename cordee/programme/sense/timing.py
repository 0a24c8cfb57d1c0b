"""Delays that cannot be kept: nothing lasts no time, nobody answers after it is too late."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.moments import Duration
from cordee.programme.anchors import anchor
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema import money, pledges, questions
from cordee.programme.schema.base import Due
from cordee.programme.schema.dates import at
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.walk import every, walk
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw


def none(definition: Definition) -> Iterator[Flaw]:
    """Durations of nothing: only an offset may be zero."""
    for path, one in walk(definition):
        if isinstance(one, Due):
            continue
        for name in type(one).model_fields:
            value = getattr(one, name)
            if isinstance(value, Duration) and days.length(value) == 0:
                yield Flaw((*path, name), say("Cette durée est nulle : écrivez-la, ou ôtez-la."))


def before_the_file(definition: Definition) -> Iterator[Flaw]:
    """Dates promised before the file is there: an answer three months before the deposit."""
    for index, one in enumerate(definition.milestones):
        due = one.due
        back = due is not None and days.length(due.offset) < 0
        if due is not None and back and due.anchor == "deposit" and one.kind in days.KNOWN:
            yield flaw(
                ("milestones", index, "due"),
                "{label} viendrait avant le dépôt du dossier : ôtez le moins.",
                label=french.quoted(one.label),
            )


def crossed(definition: Definition) -> Iterator[Flaw]:
    """Costs that stop counting before they start."""
    for index, one in enumerate(definition.grants):
        first, last = one.costs_from, one.costs_until
        if first is None or last is None:
            continue
        same = first.anchor and first.anchor == last.anchor
        back = same and days.length(last.offset) <= days.length(first.offset)
        if back:
            yield flaw(
                ("grants", index, "costs_until"),
                "Pour {label}, les dépenses cessent de compter avant d’avoir commencé.",
                label=french.quoted(one.label),
            )


def closing(definition: Definition) -> date | None:
    """The last day on which anyone may hand in, when every period has one."""
    zone = definition.timeline.zone
    found = [one.closes_at(zone) for one in definition.windows]
    return None if None in found else max((one.date() for one in found if one), default=None)


def too_late_to_come(definition: Definition) -> Iterator[Flaw]:
    """Meetings that every candidate must attend, once it is too late to hand in."""
    last = closing(definition)
    for index, one in enumerate(definition.milestones):
        day = days.promised(definition, one).first
        visit = "visit" in f"{one.key} {one.label}".casefold()
        early = one.mandatory and (visit or one.kind == "information")
        if early and last and day and day > last:
            yield flaw(
                ("milestones", index, "when"),
                "{label} est obligatoire pour candidater, mais se tient le {day}, après la "
                "clôture ({last}).",
                label=french.quoted(one.label),
                day=french.day(day),
                last=french.day(last),
            )


def late_pieces(definition: Definition) -> Iterator[Flaw]:
    """Letters and papers due once the answer is given."""
    told = days.answered(definition)
    for path, one in every(definition.form, questions.Asked):
        due = getattr(one, "due", None)
        day = days.first(definition, due) if isinstance(due, Due) else None
        if told and day and day > told and isinstance(one, questions.Contact):
            yield flaw(
                ("form", *path, "due"),
                "{label} est attendue le {day}, après la réponse ({told}).",
                label=french.quoted(one.label),
                day=french.day(day),
                told=french.day(told),
            )


def early_fees(definition: Definition) -> Iterator[Flaw]:
    """Fees that winners owe before anyone is a winner."""
    last = closing(definition)
    for index, fee in enumerate(definition.fees):
        day = days.last(definition, fee.due)
        if fee.of == "winners" and last and day and day < last:
            yield flaw(
                ("fees", index, "due"),
                "{label} est due le {day} par les lauréats, avant la clôture ({last}).",
                label=french.quoted(fee.label),
                day=french.day(day),
                last=french.day(last),
            )
        yield from _refunds(index, fee)
        over = [rate for rate in fee.rates if fee.max is not None and rate.amount > fee.max]
        if over and not fee.share_of and len(over) < len(fee.rates):
            yield flaw(
                ("fees", index, "max"),
                "{label} ne dépasse jamais {most}, mais un tarif en demande {amount}.",
                label=french.quoted(fee.label),
                most=french.money(fee.max or over[0].amount, fee.currency),
                amount=french.money(over[0].amount, fee.currency),
            )


def _refunds(index: int, fee: money.Fee) -> Iterator[Flaw]:
    """More given back to who leaves later, a case after the one for everybody."""
    shares = [one.share for one in fee.refunds]
    open_ = [place for place, one in enumerate(fee.refunds) if one.until is None]
    if shares != sorted(shares, reverse=True) or any(x < len(shares) - 1 for x in open_):
        yield Flaw(
            ("fees", index, "refunds"),
            say("On rend davantage à qui renonce tard : rangez ces parts de la plus grande à la "
                "plus petite, la dernière sans date."),
        )  # fmt: skip
    parts = [one.share for one in fee.instalments]
    total = sum((one for one in parts if one is not None), Decimal())
    if parts and None not in parts and total != 1:
        yield flaw(
            ("fees", index, "instalments"),
            "Les versements font {total} du tarif, au lieu de 100 %.",
            total=french.percent(total),
        )


def late_answers(definition: Definition) -> Iterator[Flaw]:
    """Answers after the first meeting, or before the first cut-off."""
    last, start = closing(definition), anchor(definition, "start").first
    for index, one in enumerate(definition.milestones):
        path: Path = ("milestones", index)
        if one.kind not in days.KNOWN:
            continue
        if one.due is not None and one.due.anchor == "deposit" and last and start:
            latest = one.due.offset.after(last)
            if latest > start >= last:
                yield flaw(
                    (*path, "due"),
                    "Qui dépose le dernier jour aurait sa réponse le {latest}, après la première "
                    "rencontre ({start}).",
                    latest=french.day(latest),
                    start=french.day(start),
                )
        yield from _before_the_cut_off(definition, path, days.promised(definition, one).last)


def _before_the_cut_off(definition: Definition, path: Path, day: date | None) -> Iterator[Flaw]:
    """An answer for all, before any file is looked at."""
    zone = definition.timeline.zone
    cuts = [at(cut, one.zone or zone, days.NOON).date() for one in definition.windows
            for cut in one.cut_offs]  # fmt: skip
    if day and cuts and all(one.cut_offs for one in definition.windows) and day < min(cuts):
        yield flaw(
            (*path, "when"),
            "La réponse ({day}) vient avant le premier relevé des dossiers ({cut}).",
            day=french.day(day),
            cut=french.day(min(cuts)),
        )


def too_much_work(definition: Definition) -> Iterator[Flaw]:
    """More days of work than a period has."""
    for path, one in every(definition.year, pledges.WorkTime):
        if one.every is None or not days.length(one.every):
            continue
        asked = float(one.days or 0) + float(one.hours or 0) / 24
        if asked > days.length(one.every):
            yield flaw(
                ("year", *path),
                "{label} demande plus de jours que sa période n’en a ({every}).",
                label=french.quoted(one.label),
                every=one.every.said(),
            )


def marks(definition: Definition) -> Iterator[Flaw]:
    """Works that must reach more than they are marked out of; days longer than their meeting."""
    for index, one in enumerate(definition.year.deliverables):
        if one.mark_min is not None and one.mark_max is not None and one.mark_min > one.mark_max:
            yield flaw(
                ("year", "deliverables", index, "mark_min"),
                "{label} compte à partir de {least}, mais se note sur {most}.",
                label=french.quoted(one.label),
                least=french.number(one.mark_min),
                most=french.number(one.mark_max),
            )


def long_pieces(definition: Definition) -> Iterator[Flaw]:
    """A document longer than the whole file of its step, a question in place of itself."""
    for path, one in every(definition.form, questions.Asked):
        if one.instead_of == one.key:
            yield Flaw(("form", *path, "instead_of"),
                       say("Une question ne se remplace pas elle-même."))  # fmt: skip
    for step in definition.steps:
        for piece in definition.questions(step.key):
            if not isinstance(piece, questions.File) or not piece.counted or not step.max_pages:
                continue
            if piece.max_pages and piece.max_pages > step.max_pages:
                yield flaw(
                    ("form",),
                    "{label} admet {pages}, et tout le dossier de {step} n’en a que {most}.",
                    label=french.quoted(piece.label),
                    pages=french.plural(piece.max_pages, "page"),
                    step=french.quoted(step.label),
                    most=french.number(step.max_pages),
                )


CHECKS = (
    Check("duration.none", Severity.ERROR, none),
    Check("answer.before", Severity.ERROR, before_the_file),
    Check("grant.costs_dates", Severity.WARNING, crossed, ("grant",)),
    Check("milestone.late", Severity.WARNING, too_late_to_come, ("calendar",)),
    Check("form.letters", Severity.WARNING, late_pieces),
    Check("fee.early", Severity.WARNING, early_fees, ("fee",)),
    Check("answer.after", Severity.WARNING, late_answers, ("answer",)),
    Check("pledge.work", Severity.WARNING, too_much_work, ("attendance",)),
    Check("deliverable.mark", Severity.ERROR, marks),
    Check("form.long_pieces", Severity.WARNING, long_pieces, ("pages",)),
)
