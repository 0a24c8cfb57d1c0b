"""References: every name used somewhere is defined once, somewhere."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from pydantic import BaseModel

from cordee.kernel import bodies
from cordee.kernel.french import listed, quoted, say
from cordee.kernel.places import DEPARTMENTS, REGIONS, UNIONS
from cordee.kernel.speech import table
from cordee.programme.anchors import EVENTS
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema import (
    choosing,
    diagnosis,
    form,
    money,
    pledges,
    questions,
    sharing,
    timeline,
    who,
    year,
)
from cordee.programme.schema.base import Due, Labelled
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.team import Consortium, Lead, PartnerRule, Team, TeamException
from cordee.programme.schema.walk import every, walk
from cordee.programme.sense.flaws import Check, Flaw, flaw
from cordee.programme.spelling import closest

SHOWN = 30
"""Names listed at most in a sentence."""
MORE_KINDS = ("syndicat_mixte", *bodies.BESIDE)
"""Kinds of bodies that are no territories."""


class Use(NamedTuple):
    """A field that names something defined elsewhere, and the words always allowed there."""

    record: type[BaseModel]
    field: str
    target: str
    words: tuple[str, ...] = ()


USES = (
    Use(money.Fee, "unit_question", "questions"),
    Use(timeline.Project, "start_question", "questions"),
    Use(timeline.Project, "end_question", "questions"),
    Use(timeline.Project, "months_question", "questions"),
    Use(timeline.Project, "cost_question", "questions"),
    Use(timeline.Step, "window", "windows"),
    Use(timeline.Step, "waves", "windows"),
    Use(timeline.Step, "after", "stages"),
    Use(timeline.Step, "follows", "steps"),
    Use(questions.Number, "share_of", "questions"),
    Use(questions.Money, "share_of", "questions"),
    Use(questions.Day, "follows", "questions"),
    Use(timeline.Step, "tracks", "tracks"),
    Use(timeline.Milestone, "window", "windows"),
    Use(timeline.Complaint, "stage", "stages"),
    Use(who.Condition, "windows", "windows"),
    Use(who.FilesLimit, "tracks", "tracks"),
    Use(PartnerRule, "steps", "steps"),
    Use(form.Section, "opened_at", "stages"),
    Use(choosing.Stage, "readers", "seats"),
    Use(choosing.Stage, "thresholds", "criteria"),
    Use(choosing.Stage, "weights", "criteria"),
    Use(choosing.Stage, "kept_question", "questions"),
    Use(choosing.Reserve, "questions", "questions"),
    Use(money.Instalment, "on_result", "results"),
    Use(money.Grant, "not_with", "grants"),
    Use(money.Grant, "with_", "grants"),
    Use(money.CallOff, "criteria", "criteria"),
    Use(money.CallOff, "tracks", "tracks"),
    Use(timeline.Milestone, "tracks", "tracks"),
    Use(timeline.Window, "tracks", "tracks"),
    Use(timeline.Track, "organiser", "organisers"),
    Use(timeline.Track, "within", "tracks"),
    Use(timeline.Track, "not_with", "tracks"),
    Use(questions.Asked, "instead_of", "questions"),
    Use(sharing.TopUp, "envelope", "envelopes"),
    Use(sharing.TopUp, "track", "tracks"),
    Use(sharing.Envelope, "tracks", "tracks"),
    Use(choosing.Quota, "tracks", "tracks"),
    Use(sharing.Envelope, "windows", "windows"),
    Use(sharing.Envelope, "funder", "funders"),
    Use(timeline.Preference, "hosts", "wishes"),
    Use(form.Section, "steps", "steps"),
    Use(form.Section, "tracks", "tracks"),
    Use(questions.Asked, "steps", "steps"),
    Use(questions.Asked, "tracks", "tracks"),
    Use(questions.Asked, "reused_in", "surveys"),
    Use(questions.Note, "steps", "steps"),
    Use(questions.Note, "tracks", "tracks"),
    Use(questions.Shown, "question", "questions"),
    Use(questions.Place, "kinds", "kinds"),
    Use(questions.TableCheck, "of_question", "questions"),
    Use(who.Condition, "tracks", "tracks"),
    Use(who.Condition, "category", "categories"),
    Use(who.Condition, "judged", "stages", ("self", "staff")),
    Use(who.KindIs, "among", "kinds"),
    Use(who.KindIs, "except_", "kinds"),
    Use(who.MemberOf, "circle", "circles"),
    Use(who.AnswerIs, "question", "questions"),
    Use(who.Condition, "role", "roles"),
    Use(Lead, "among_roles", "roles"),
    Use(TeamException, "waives", "roles"),
    Use(TeamException, "needs", "roles"),
    Use(Team, "sign_off", "parts", ("all",)),
    Use(PartnerRule, "category", "categories"),
    Use(Consortium, "budget_question", "questions"),
    Use(Consortium, "lead_categories", "categories"),
    Use(Consortium, "agreement_question", "questions"),
    Use(choosing.Stage, "step", "steps"),
    Use(choosing.Stage, "panel", "panels"),
    Use(choosing.Stage, "criteria", "criteria"),
    Use(choosing.Stage, "tracks", "tracks"),
    Use(choosing.Quota, "of_question", "questions"),
    Use(choosing.Gate, "opens", "phases"),
    Use(choosing.Gate, "panel", "panels"),
    Use(choosing.Gate, "criteria", "criteria"),
    Use(choosing.Criterion, "tracks", "tracks"),
    Use(choosing.Criterion, "within", "criteria"),
    Use(choosing.Criterion, "measures", "questions"),
    Use(choosing.Criterion, "fed_by", "sources", ("team", "applicant", "consortium", "register")),
    Use(money.Grant, "tracks", "tracks"),
    Use(money.Grant, "awarded_at", "stages"),
    Use(money.Grant, "mention", "mentions"),
    Use(money.Grant, "asked_question", "questions"),
    Use(money.Grant, "unit_question", "questions"),
    Use(money.Grant, "providers", "circles"),
    Use(who.PriorContact, "tracks", "tracks"),
    Use(money.Instalment, "on_deliverable", "deliverables"),
    Use(money.Instalment, "on_gate", "gates"),
    Use(money.Fee, "tracks", "tracks"),
    Use(year.Meeting, "phase", "phases"),
    Use(year.Meeting, "venue", "venues"),
    Use(year.Meeting, "template", "templates"),
    Use(year.Meeting, "between", "meetings"),
    Use(year.Meeting, "themes", "themes"),
    Use(year.Meeting, "tracks", "tracks"),
    Use(pledges.PledgeBase, "who", "parts", ("everyone", "team", "organiser")),
    Use(pledges.PledgeBase, "tracks", "tracks"),
    Use(pledges.PresenceAll, "meetings", "meetings", get_args(year.MeetingKind)),
    Use(pledges.PresenceAtLeast, "meetings", "meetings", get_args(year.MeetingKind)),
    Use(pledges.PresenceTogether, "meetings", "meetings", get_args(year.MeetingKind)),
    Use(pledges.PresenceTogether, "needs", "roles"),
    Use(year.Deliverable, "tracks", "tracks"),
    Use(diagnosis.Diagnosis, "meeting", "meetings"),
    Use(diagnosis.Diagnosis, "referents", "places"),
    Use(diagnosis.Capacity, "themes", "themes"),
    Use(diagnosis.Restitution, "roles", "parts"),
    Use(year.Completion, "needs", "duties"),
    Use(pledges.Handed, "deliverable", "deliverables"),
)

CALLED = table(
    {
        "windows": "période de dépôt ([[windows]])",
        "steps": "étape ([[steps]])",
        "stages": "étape de décision ([[stages]])",
        "tracks": "volet ([[tracks]])",
        "envelopes": "enveloppe ([[selection.envelopes]])",
        "organisers": "organisateur ([[organisers]])",
        "funders": "financeur ([[funders]])",
        "wishes": "structure d’accueil ou accompagnant ([[organisers]], [[year.parts]])",
        "panels": "jury ([[panels]])",
        "criteria": "critère ([[criteria]])",
        "questions": "question du formulaire",
        "sources": "question ou section du formulaire",
        "circles": "cercle ([[circles]])",
        "mentions": "mention ([[selection.mentions]])",
        "kinds": "genre d’organisme (ajoutez-le dans [[kinds]])",
        "roles": "rôle de l’équipe ([[team.roles]])",
        "parts": "rôle ou fonction de l’équipe ([[team.roles]], [[team.leads]])",
        "categories": "catégorie de partenaires ([[consortium.categories]])",
        "meetings": "rencontre ([[year.meetings]])",
        "themes": "thème ([[themes]])",
        "venues": "lieu ([[year.venues]])",
        "places": "place tenue du côté de l’organisateur ([[year.parts]])",
        "templates": "journée type ([[year.templates]])",
        "deliverables": "livrable ([[year.deliverables]])",
        "surveys": "sondage ou livrable ([[year.surveys]], [[year.deliverables]])",
        "phases": "phase ([[year.phases]])",
        "gates": "passage d’une phase à l’autre ([[gates]])",
        "duties": "engagement ou livrable ([[year.pledges]], [[year.deliverables]])",
        "perimeters": "périmètre ([[perimeters]])",
        "seats": "collège d’un jury (seats de [[panels]])",
        "results": "résultat ([[year.results]])",
        "grants": "aide ([[grants]])",
    }
)


def known(definition: Definition) -> Mapping[str, frozenset[str]]:
    """The keys defined, by what they name."""
    found = {name: _keys(records) for name, records in _lists(definition).items()}
    found["questions"] = _keys(question for _, question in every(definition.form, questions.Asked))
    found["sources"] = found["questions"] | _keys(definition.form.sections) | found["roles"]
    found["parts"] = found["roles"] | found["leads"]
    found["duties"] = found["deliverables"] | found["pledges"]
    found["kinds"] |= {*bodies.Kind, *bodies.GROUPS, *MORE_KINDS}
    found["surveys"] |= found["deliverables"]
    found["wishes"] = found["organisers"] | _keys(definition.year.parts)
    return found


def _lists(definition: Definition) -> dict[str, Iterable[Labelled]]:
    whole, year_ = definition, definition.year
    teams = [team for _, team in every(whole, Team)]
    consortia = [one for _, one in every(whole, Consortium)]
    return {
        "windows": whole.windows,
        "steps": whole.steps,
        "stages": whole.stages,
        "tracks": whole.tracks,
        "envelopes": whole.selection.envelopes,
        "organisers": whole.organisers,
        "panels": whole.panels,
        "mentions": whole.selection.mentions,
        "criteria": whole.criteria,
        "circles": whole.circles,
        "kinds": whole.kinds,
        "perimeters": whole.perimeters,
        "milestones": whole.milestones,
        "gates": whole.gates,
        "funders": whole.funders,
        "grants": whole.grants,
        "results": year_.results,
        "seats": [seat for panel in whole.panels for seat in panel.seats],
        "roles": [role for team in teams for role in team.roles],
        "leads": [lead for team in teams for lead in team.leads],
        "categories": [one for consortium in consortia for one in consortium.categories],
        "themes": whole.themes,
        "meetings": year_.meetings,
        "venues": year_.venues,
        "templates": year_.templates,
        "phases": year_.phases,
        "deliverables": year_.deliverables,
        "surveys": year_.surveys,
        "places": year_.parts,
        "pledges": year_.pledges,
    }


def _keys(records: Iterable[Labelled]) -> frozenset[str]:
    return frozenset(record.key for record in records)


def dangling(definition: Definition) -> Iterator[Flaw]:
    """Names that nothing defines."""
    names = known(definition)
    for path, record in walk(definition):
        for use in USES:
            if isinstance(record, use.record):
                yield from _unknown(use, path, record, names[use.target])


def _unknown(use: Use, path: Path, record: BaseModel, names: frozenset[str]) -> Iterator[Flaw]:
    value, field = getattr(record, use.field), use.field.rstrip("_")
    one = isinstance(value, str)
    for index, name in enumerate([value] if one else list(value or ())):
        if name not in names and name not in use.words:
            place = (*path, field) if one or isinstance(value, dict) else (*path, field, index)
            yield Flaw(place, _sentence(name, CALLED[use.target], {*names, *use.words}))


def _sentence(name: str, called: str, names: Iterable[str]) -> str:
    """« x » names nothing: what was probably meant, or what exists."""
    among = sorted(names)
    near = closest(name, among)
    if near:
        hint = say("vouliez-vous dire {near} ?", near=quoted(near))
    else:
        hint = (
            say("on connaît {among}.", among=_some(among)) if among else say("aucun n’est défini.")
        )
    return say(
        "{name} ne correspond à aucun(e) {called} : {hint}",
        name=quoted(name),
        called=called,
        hint=hint,
    )


def _some(names: list[str]) -> str:
    return listed(names) if len(names) <= SHOWN else ", ".join(names[:SHOWN]) + "…"


def anchors(definition: Definition) -> Iterator[Flaw]:
    """Anchors of deadlines that name nothing."""
    names = known(definition)
    groups = {
        "meeting": "meetings",
        "window": "windows",
        "milestone": "milestones",
        "deliverable": "deliverables",
        "stage": "stages",
        "gate": "gates",
    }
    exact = {*EVENTS, "start", "end"}
    for first, target in groups.items():
        tails = (".opens", ".closes") if first == "window" else ("",)
        exact |= {f"{first}.{key}{tail}" for key in names[target] for tail in tails}
    for path, due in every(definition, Due):
        if due.anchor and due.anchor not in exact:
            yield Flaw((*path, "anchor"), _sentence(due.anchor, say("repère de calendrier"), exact))


def doubles(definition: Definition) -> Iterator[Flaw]:
    """Two records of one list with one key, or two questions of one name in the form."""
    seen: Counter[tuple[str, str]] = Counter()
    for path, record in walk(definition):
        key = getattr(record, "key", None)
        if isinstance(key, str) and path:
            name = (_list_of(path, record), key)
            seen[name] += 1
            if seen[name] > 1:
                yield flaw(
                    (*path, "key"),
                    "La clé {key} est déjà prise plus haut : donnez à chacun la sienne.",
                    key=quoted(key),
                )


def _list_of(path: Path, record: BaseModel) -> str:
    """The space of names a record lives in: the form for questions, else its own list."""
    if isinstance(record, (questions.Asked, questions.Note)):
        return "questions"
    return ".".join(str(part) for part in path[:-1])


def additions(definition: Definition) -> Iterator[Flaw]:
    """Choices that mark as added something that does not exist."""
    keys = {key for _, record in walk(definition) if (key := getattr(record, "key", None))}
    for index, one in enumerate(definition.settled):
        for place, name in enumerate(one.adds):
            key = name.partition(".")[2]
            if key not in keys:
                path: Path = ("settled", index, "adds", place)
                yield Flaw(path, _sentence(key, say("clé de cette définition"), keys))


def places(definition: Definition) -> Iterator[Flaw]:
    """Places written otherwise than the vocabulary says, or perimeters that do not exist."""
    perimeters = known(definition)["perimeters"]
    for path, record in walk(definition):
        for field in ("within", "outside", "serves", "voters_within"):
            named = getattr(record, field, None)
            for index, place in enumerate(named if isinstance(named, tuple) else ()):
                if said := _misplaced(place, perimeters):
                    yield Flaw((*path, field, index), said)


def _misplaced(place: str, perimeters: frozenset[str]) -> str:
    head, _, tail = place.partition(":")
    if head == "perimeter":
        known_ = tail in perimeters
        return "" if known_ else _sentence(tail, CALLED["perimeters"], perimeters)
    test = PLACES.get(head)
    if (test and test(tail)) or (not tail and _country(head)):
        return ""
    return say(
        "{place} n’est pas un lieu reconnu : écrivez FR, region:32, departement:62, "
        "epci:200033579, commune:62510, country:BE, country:BE/WAL ou perimeter:CLÉ.",
        place=quoted(place),
    )


def _country(code: str) -> bool:
    head, _, rest = code.partition("/")
    if code in UNIONS:
        return True
    return len(head) == 2 and head.isalpha() and head.isupper() and len(rest) <= 6  # noqa: PLR2004 - ISO 3166


PLACES: Mapping[str, Callable[[str], bool]] = {
    "region": lambda code: code in REGIONS,
    "departement": lambda code: code in DEPARTMENTS,
    "epci": lambda code: code.isdigit() and len(code) == 9,  # noqa: PLR2004 - SIREN
    "commune": lambda code: len(code) == 5 and code.isalnum(),  # noqa: PLR2004 - INSEE
    "country": _country,
}

CHECKS = (
    Check("reference.unknown", Severity.ERROR, dangling),
    Check("reference.anchor", Severity.ERROR, anchors),
    Check("reference.double", Severity.ERROR, doubles),
    Check("reference.addition", Severity.ERROR, additions),
    Check("reference.place", Severity.ERROR, places),
)
