"""Whether a file may come in at an instant: windows, waves, grace, late doors, places left.

Every comparison is made in universal time: two instants of one zone compare their wall clocks in
Python, which lies in the hour that a clock change repeats.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing
from cordee.kernel.places import opened
from cordee.programme.schema import Definition
from cordee.programme.schema.timeline import Step, Window


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides, with the clock, whether one file may still come in.

    `started` is when the file was begun, unset before one exists;
    `received` and `amount` count what its window holds already; `deposited` is when its deposit
    in force was made; `invited` from when a delay to take a step runs; `examined` when the
    reading of the files began.
    """

    track: str = ""
    started: datetime | None = None
    deposited: datetime | None = None
    invited: datetime | None = None
    code_until: datetime | None = None
    """It holds a late code, good until then."""
    examined: datetime | None = None
    received: int = 0
    amount: Decimal = Decimal()
    there: str = ""
    """The zone where the candidate is, for a window closed by the clock of candidates."""
    refs: frozenset[str] = frozenset()
    """The places where the candidate is, for windows that serve some; none when unknown."""


PLAIN = Circumstances()


@dataclass(frozen=True, slots=True)
class Reception:
    """The answer of the clock to one file: its window, its one deadline, why not, how late."""

    window: Window | None
    opens: datetime | None
    closes: datetime | None
    limit: datetime | None
    """The instant from which a file is late: the closing and its minutes of grace."""
    zone: str
    faults: tuple[Finding, ...] = ()
    late: bool = False
    """Received all the same, after the limit: by a code, or flagged for the jury."""

    @property
    def words(self) -> str:
        """The one deadline, in words, with its zone."""
        here = self.window is not None and self.window.clock == "applicant"
        return instant_words(self.closes, self.zone, here=here)


UNBOUNDED = french.say("sans date de clôture")


def instant_words(closes: datetime | None, zone: str, *, here: bool) -> str:
    """A closing in words, with its zone; `here` when it is the clock of each candidate's place."""
    if closes is None:
        return UNBOUNDED
    if here:
        return french.say("{closes}, à l’heure du lieu du candidat", closes=french.moment(closes))
    return french.moment(closes, zone=zone)


def windows_for(
    definition: Definition,
    step: str = "",
    track: str = "",
    there: str = "",
    refs: AbstractSet[str] = frozenset(),
) -> list[Window]:
    """The windows in which a step is received on a track, in the order they open.

    `there` is the zone of the candidate: the hour of a window of `clock = "applicant"` is its own.
    `refs` are the places where it is: windows that serve others do not receive it, and one that
    serves it comes before those of everyone that are open meanwhile.
    """
    found = [
        window.model_copy(update={"zone": there, "clock": "call"})
        if there and window.clock == "applicant"
        else window
        for window in definition.windows_of(step)
        if definition.concerns(window.tracks, track) and _serves(window, refs)
    ]
    zone = definition.timeline.zone
    own = [one for one in found if one.serves] if refs else []
    found = [one for one in found if one.serves or not any(meets(one, x, zone) for x in own)]
    return sorted(found, key=lambda one: _utc(one.opens_at(zone)) or BEGINNING)


def _serves(window: Window, refs: AbstractSet[str]) -> bool:
    """Whether candidates of these places come in there; unknown places close nothing yet."""
    return not (window.serves and refs) or bool(refs & places_served(window))


def places_served(window: Window) -> frozenset[str]:
    """The places whose candidates a window receives; none when it receives all."""
    return opened(window.serves)


def meets(window: Window, other: Window, zone: str) -> bool:
    """Whether two windows are open at the same time."""
    return _before(window, other, zone) and _before(other, window, zone)


def _before(window: Window, other: Window, zone: str) -> bool:
    """Whether a window opens before the other closes."""
    opens, closes = _utc(window.opens_at(zone)), _utc(other.closes_at(zone))
    return opens is None or closes is None or opens < closes


BEGINNING = datetime.min.replace(tzinfo=UTC)


def window_at(
    definition: Definition,
    at: datetime,
    step: str = "",
    track: str = "",
    deposited: datetime | None = None,
    *,
    there: str = "",
    refs: AbstractSet[str] = frozenset(),
) -> Window | None:
    """The window that matters at that instant: the one open, else the next, else the last.

    A file handed in belongs for good to the window it was handed in.
    """
    rows, zone = windows_for(definition, step, track, there, refs), definition.timeline.zone
    if deposited is not None:
        begun = [one for one in rows if (_utc(one.opens_at(zone)) or BEGINNING) <= deposited]
        return begun[-1] if begun else None
    open_now = [one for one in rows if _is_open(one, at, zone)]
    if open_now:
        return open_now[0]
    coming = [one for one in rows if (opens := _utc(one.opens_at(zone))) and at < opens]
    return next(iter(coming), None) or (rows[-1] if rows else None)


def _is_open(window: Window, at: datetime, zone: str) -> bool:
    opens, limit = _utc(window.opens_at(zone)), _limit(window, window.closes_at(zone))
    return (opens is None or opens <= at) and (limit is None or at < limit)


def window_about(
    definition: Definition, at: datetime, step: str = "", about: Circumstances = PLAIN
) -> Window | None:
    """The window that matters at that instant to a file, in its circumstances."""
    return window_at(
        definition, at, step, about.track, about.deposited, there=about.there, refs=about.refs
    )


def receive(
    definition: Definition, at: datetime, step: str = "", about: Circumstances = PLAIN
) -> Reception:
    """What becomes of a file handed in at that instant, in those circumstances (R1, R2)."""
    window = window_about(definition, at, step, about)
    zone = (window.zone if window else None) or definition.timeline.zone
    if window is None:
        away = bool(about.refs) and bool(windows_for(definition, step, about.track))
        fault = _away(about) if away else _closed(None, zone, None, about)
        return Reception(None, None, None, None, zone, (fault,))
    opens = _utc(window.opens_at(zone))
    closes = _own_closing(window, step_named(definition, step), about.invited, zone)
    limit = _limit(window, closes)
    shown = (
        window, _shown(opens, zone), _shown(closes, zone), _shown(limit, zone), zone,
    )  # fmt: skip
    if limit is None or at < limit:
        early = opens is not None and at < opens
        if not early:
            return Reception(*shown, tuple(_places(window, about)))
        if _let_in(_last_closed(definition, at, step, about), at, about, zone):
            return Reception(*shown, (), late=True)
        said = french.moment(opens.astimezone(ZoneInfo(zone)), zone=zone) if opens else ""
        return Reception(
            *shown,
            (missing("opens", "window", french.say("Le dépôt ouvrira le {said}.", said=said)),),
        )
    if _let_in(window, at, about, zone):
        late = not _begun(window, about, zone)
        return Reception(*shown, tuple(_places(window, about)), late=late)
    return Reception(*shown, (_closed(closes, zone, window, about),))


def time_faults(
    definition: Definition, at: datetime, step: str = "", about: Circumstances = PLAIN
) -> list[Finding]:
    """Why nothing can be handed in at that instant: too early, too late, no place left (R1, R2).

    The closing instant itself is too late. Grace minutes belong to the closing.
    """
    return list(receive(definition, at, step, about).faults)


def step_named(definition: Definition, key: str) -> Step | None:
    """The step of that key; the first one when there is none."""
    first = definition.steps[0] if definition.steps else None
    return next((one for one in definition.steps if one.key == key), first)


def _own_closing(
    window: Window, step: Step | None, invited: datetime | None, zone: str
) -> datetime | None:
    """The closing of the window, or earlier: so long after being invited to the step."""
    closes = None if window.permanent else window.closes_at(zone)
    if invited is None or step is None or step.within is None:
        return _utc(closes)
    own = step.within.after(invited.astimezone(ZoneInfo(zone))).astimezone(UTC)
    return min(own, closes.astimezone(UTC)) if closes else own


def _limit(window: Window, closes: datetime | None) -> datetime | None:
    if closes is None:
        return None
    return closes.astimezone(UTC) + timedelta(minutes=window.grace_minutes)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _shown(moment: datetime | None, zone: str) -> datetime | None:
    return moment.astimezone(ZoneInfo(zone)) if moment else None


def _last_closed(
    definition: Definition, at: datetime, step: str, about: Circumstances
) -> Window | None:
    zone = definition.timeline.zone
    rows = [
        one
        for one in windows_for(definition, step, about.track, about.there, about.refs)
        if (limit := _limit(one, one.closes_at(zone))) and limit <= at
    ]
    return rows[-1] if rows else None


def _let_in(window: Window | None, at: datetime, about: Circumstances, zone: str) -> bool:
    """Whether a late file comes in all the same: by its code, flagged, or begun in time."""
    if window is None:
        return False
    if about.code_until is not None and at < about.code_until:
        return True
    if about.examined is not None and about.examined <= at:
        return False
    return window.late == "flagged" or _begun(window, about, zone)


def _begun(window: Window, about: Circumstances, zone: str) -> bool:
    """Whether what counts is the beginning of the file, and it began in time."""
    if window.counts != "started" or about.started is None:
        return False
    closes = _utc(window.closes_at(zone))
    return closes is not None and about.started < closes


def _places(window: Window, about: Circumstances) -> list[Finding]:
    """Why an open window takes no more: its places are taken, or the file was handed in."""
    if about.deposited is not None:
        return [_fixed()] if window.edit_until == "deposit" else []
    held = about.received if window.capacity_counts == "files" else about.amount
    if window.capacity is None or held < window.capacity + window.waiting:
        return []
    what = (
        french.say(
            "les {capacity} qu’il pouvait recevoir sont arrivés",
            capacity=french.plural(window.capacity, "dossier"),
        )
        if window.capacity_counts == "files"
        else french.say("les montants demandés atteignent le total disponible")
    )
    return [
        broken(
            "capacity",
            "window",
            french.say(
                "Le dépôt s’est clos de lui-même : {what}.{kept} Écrivez au contact de l’appel "
                "pour savoir si une place se libère.",
                what=what,
                kept=_kept(about),
            ),
        )
    ]


def _fixed() -> Finding:
    return broken(
        "edit",
        "window",
        "Cet appel ne permet pas de modifier un dossier une fois déposé. Pour une erreur, écrivez "
        "au contact de l’appel : l’équipe peut rouvrir les réponses concernées.",
    )


def _kept(about: Circumstances) -> str:
    """That a file already begun is not lost; nothing before one exists."""
    if about.started is None:
        return ""
    return french.say(" Votre texte est conservé ; vous pouvez le relire et l’imprimer.")


def _away(about: Circumstances) -> Finding:
    """No window serves the place of the candidate."""
    said = french.say(
        "Aucune période de dépôt n’est prévue pour votre territoire.{kept} Écrivez au contact de "
        "l’appel si vous pensez en faire partie.",
        kept=_kept(about),
    )
    return broken("closes", "window", said)


def _closed(
    closes: datetime | None, zone: str, window: Window | None, about: Circumstances
) -> Finding:
    since = french.moment(closes.astimezone(ZoneInfo(zone)), zone=zone) if closes else ""
    said = (
        french.say("Le dépôt est clos depuis le {since}.", since=since)
        if since
        else french.say("Le dépôt n’est pas ouvert.")
    )
    door = (
        french.say(" Si l’équipe vous a remis un code, saisissez-le ci-dessous.")
        if window is not None and window.late == "code"
        else ""
    )
    return broken(
        "closes",
        "window",
        french.strung(said, _kept(about), door, between=""),
    )
