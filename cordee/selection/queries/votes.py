"""Voting by naming files: a member's slip, what each file received, how many have voted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import MD5, Cast, Concat

from cordee.kernel import french
from cordee.selection.models import Naming, Replacement, Slip
from cordee.selection.queries.panels import (
    candidate,
    composed,
    files,
    open_to,
    seated,
    stage_of,
)
from cordee.selection.rules import money, places
from cordee.selection.rules.sittings import Seat
from cordee.selection.rules.voices import voices
from cordee.selection.rules.votes import Limits, by_voices, counted, equals, limits

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from cordee.applications.models import Deposit
    from cordee.programme.schema import Definition
    from cordee.selection.models import Deliberation, Juror, Panel
    from cordee.selection.rules.votes import Named


def in_her_order(juror: Juror) -> QuerySet[Deposit]:
    """The files she may name, in an order of her own: nobody is always read first."""
    own = MD5(
        Concat(Cast("public_id", CharField()), Value(str(juror.public_id))),
        output_field=CharField(),
    )
    return open_to(juror).annotate(shuffle=own).order_by("shuffle", "pk")


def limits_for(juror: Juror) -> Limits:
    """How many files she names, at least and at most (two queries)."""
    asked = limits_of(juror.panel, may_name=open_to(juror).count())
    if stage_of(juror.panel).choices_per != "track" or asked.points:
        return asked
    labels = {one.key: str(one.label) for one in juror.panel.edition.definition.tracks}
    rows = open_to(juror).values_list("public_id", "content__track")
    tracks = {str(key): labels[track] for key, track in rows if track in labels}
    return replace(asked, tracks=tracks)


def limits_of(panel: Panel, *, may_name: int | None = None) -> Limits:
    """How many files a member names, who may name them all unless told otherwise."""
    definition, stage = panel.edition.definition, stage_of(panel)
    every = files(panel).count()
    top = places(definition, stage, every)[1]
    named = every if may_name is None else may_name
    return limits(stage, definition.selection, top, named, currency=definition.currency)


def turnout_said(panel: Panel, at: datetime) -> str:
    """« 4 bulletins pour 5 membres votants, dont 1 blanc »."""
    cast = Slip.objects.cast().filter(juror__panel=panel, juror__voting=True)
    named = Naming.objects.filter(slip=OuterRef("pk"), withdrawn_at=None)
    blank = cast.filter(~Exists(named)).count()
    voters = seated(panel, at).filter(voting=True, part="member").count()
    slips = french.plural(cast.count(), "bulletin")
    people = french.plural(voters, "membre votant", "membres votants")
    told = french.say("{slips} pour {people}", slips=slips, people=people)
    if not blank:
        return told
    blanks = french.plural(blank, "blanc")
    return french.strung(told, french.say("dont {blanks}", blanks=blanks), between=", ")


def slip_of(juror: Juror) -> Slip | None:
    """Her slip, kept or cast."""
    return Slip.objects.filter(juror=juror, withdrawn_at=None).first()


def given(juror: Juror) -> dict[str, int]:
    """The files on her slip that exist for her → voices or points, by public id of the file."""
    rows = Naming.objects.filter(slip__juror=juror, withdrawn_at=None)
    by_file = dict(rows.order_by("pk").values_list("deposit__application", "points"))
    if not by_file:
        return {}
    mine = open_to(juror).filter(application__in=by_file)
    known = mine.order_by("pk").values_list("public_id", "application")
    return {str(key): by_file[application] for key, application in known}


def amounts(panel: Panel) -> dict[str, Decimal]:
    """What each file asks for, where a slip may not commit more than the envelope."""
    if not stage_of(panel).choices_budget:
        return {}
    definition = panel.edition.definition
    return money.asked(definition, [candidate(one) for one in files(panel)])


def same_seat_cast(juror: Juror) -> bool:
    """Whether who sits in her place, or whom she sits for, has already voted for that seat."""
    beside = Replacement.objects.filter(Q(absent=juror) | Q(substitute=juror))
    rows = beside.order_by("pk").values_list("absent", "substitute")
    others = {each for pair in rows for each in pair} - {juror.pk}
    return bool(others) and Slip.objects.cast().filter(juror__in=others).exists()


def votes_of(panel: Panel) -> dict[int, Named]:
    """Application → what it received in the slips cast by voting members; three queries."""
    rows = list(
        Naming.objects.filter(
            slip__in=Slip.objects.cast(),
            slip__juror__panel=panel,
            slip__juror__voting=True,
            withdrawn_at=None,
        )
        .order_by("pk")
        .values_list("slip__juror", "deposit__application", "points")
    )
    found = counted(((who, str(file), points) for who, file, points in rows), _weights(panel))
    return {int(file): one for file, one in found.items()}


def _weights(panel: Panel) -> dict[int, Decimal]:
    """What the voice of each member who voted weighs, as the call says of its colleges."""
    cast = list(panel.jurors.filter(slip__in=Slip.objects.cast(), voting=True).order_by("pk"))
    seats = [Seat(one.pk, one.voting, one.president, one.seat) for one in cast]
    return voices(composed(panel), seats, {one.pk for one in cast})


def tie_said(
    definition: Definition, panel: Panel, made: Deliberation, selected: Collection[str]
) -> str:
    """The files equal in voices at the last place, and what told them apart; empty without any."""
    if not by_voices(stage_of(panel)):
        return ""
    merit = {key: Fraction(value) for key, value in made.result.get("merit", {}).items()}
    taken, left = equals(merit, selected)
    if not left:
        return ""
    names = {
        one["id"]: french.own(one.get("name", one["id"])) for one in made.instance["candidates"]
    }
    rules, seed = definition.selection, french.quoted(str(made.instance.get("seed", "")))
    ruled = rules.quotas or rules.priorities
    order = [
        *([french.say("les équilibres et les priorités de l’appel")] if ruled else []),
        *([french.say("l’ordre d’arrivée")] if "arrival" in rules.ties else []),
        french.say("le tirage public de graine {seed}", seed=seed),
    ]
    return french.say(
        "À égalité de voix à la dernière place : {taken} (retenu), {left} (non retenu). Les "
        "départagent, dans cet ordre : {order}.",
        taken=french.listed([names[one] for one in taken]),
        left=french.listed([names[one] for one in left]),
        order=french.listed(order, "puis"),
    )


def cast_by(panel: Panel) -> dict[int, bool]:
    """Juror → whether her slip is cast; False for one that is only kept."""
    rows = Slip.objects.filter(juror__panel=panel, withdrawn_at=None).order_by("pk")
    return {who: at is not None for who, at in rows.values_list("juror", "cast_at")}


def changed_since(panel: Panel, at: datetime) -> bool:
    """Whether a slip was cast, changed or withdrawn after an instant."""
    slips = Slip.objects.filter(Q(cast_at__gt=at) | Q(withdrawn_at__gt=at), juror__panel=panel)
    left = Naming.objects.filter(slip__juror__panel=panel, withdrawn_at__gt=at)
    return slips.exists() or left.exists()
