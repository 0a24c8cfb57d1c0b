"""What no register knows and the candidate must say: numbers with their source, declarations."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing
from cordee.kernel.speech import noted
from cordee.programme.anchors import deadline
from cordee.programme.conditions import Facts, called, holds, place_key
from cordee.programme.conditions.bodies import member_key, membership, speech, speech_key
from cordee.programme.explain.telling import rule_words
from cordee.programme.schema import Definition, who
from cordee.programme.schema.walk import every
from cordee.programme.schema.words import Words

if TYPE_CHECKING:
    from cordee.programme.schema.choosing import Criterion, Stage
    from cordee.programme.schema.money import Fee, Grant

type Conditions = Iterable[who.Condition]


@dataclass(frozen=True, slots=True)
class Asked:
    """A number to ask, as people read it, with where the call says to take it."""

    fact: str
    label: str
    hint: str


def leaves(conditions: Conditions) -> Iterator[who.Condition]:
    """Every simple condition, those inside `all_of`, `any_of`, `if`… included."""
    for one in conditions:
        if isinstance(one, who.If):
            yield from leaves((one.condition, one.then))
        elif isinstance(one, who.AllOf | who.AnyOf | who.AtLeast | who.NoneOf):
            yield from leaves(one.conditions)
        else:
            yield one


def conditions_of(definition: Definition) -> list[who.Condition]:
    """The conditions of the call, and the talk it asks for before handing in, as a declaration."""
    contact = definition.applicant.prior_contact
    if contact is None:
        return [*definition.eligibility]
    said = french.say("Nous avons échangé avec {who}", who=contact.who)
    when = deadline(definition, contact.before) if contact.before else None
    last = when.last if when and when.spans else None
    day = french.say(", au plus tard {by}", by=_by(last)) if last else ""
    said += day or french.say(" avant de déposer")
    talk = who.Declares(statement=Words(french.typeset(f"{said}.")), key="prior-contact",
                        strength=contact.strength, tracks=contact.tracks)  # fmt: skip
    return [*definition.eligibility, talk]


def _by(day: date) -> str:
    return french.say("le {day}", day=french.day(day, weekday=False))


def own(definition: Definition, track: str = "") -> list[who.Condition]:
    """The simple conditions of a track, whoever judges them, and those that decide of its lot."""
    kept = [
        one
        for one in (*conditions_of(definition), *_deciding(definition, track))
        if definition.concerns(one.tracks, track)
    ]
    return list(leaves(kept))


def _deciding(definition: Definition, track: str) -> Iterator[who.Condition]:
    """The conditions on the applicant that open a priority, a rate, a grant or a stage."""
    bearing: tuple[Grant | Fee | Stage | Criterion, ...] = (
        *definition.grants, *definition.fees, *definition.stages, *definition.criteria,
    )  # fmt: skip
    of_track = [one for one in bearing if definition.concerns(one.tracks, track)]
    parts = (definition.selection, *of_track)
    for _, one in every(parts, who.Condition):
        if one.of == "applicant":
            yield one


def numbers_asked(
    definition: Definition, track: str = "", *, of_members: bool = False
) -> list[Asked]:
    """The numbers some condition looks at, each once: of the applicant, or of every partner."""
    found: dict[str, Asked] = {}
    for one in own(definition, track):
        if isinstance(one, who.NumberIs) and (one.of != "applicant") == of_members:
            said = called(one.fact)
            source = french.strung(*filter(None, (one.source or "", str(one.year or ""))))
            unit = french.say(" ({unit})", unit=one.unit) if one.unit else ""
            source = french.strung(
                *filter(None, (source, day_asked(definition, one))), between=", "
            )
            found.setdefault(one.fact, Asked(one.fact, french.capitalized(said) + unit, source))
            if one.over:
                said = called(one.over)
                found.setdefault(one.over, Asked(one.over, french.capitalized(said), source))
    return list(found.values())


def day_asked(definition: Definition, one: who.Condition) -> str:
    """« au 1er janvier 2027 »: the day on which a fact is looked at, when it is known."""
    when = looked_at(definition, one)
    return french.say("au {when}", when=french.day(when, weekday=False)) if when else ""


def looked_at(definition: Definition, one: who.Condition) -> date | None:
    """The day on which a condition looks at its fact; none when it says none, or depends."""
    if one.as_of is None:
        return None
    with suppress(LookupError):
        when = deadline(definition, one.as_of)
        return when.first if when.fixed else None
    return None


def declarations_asked(
    definition: Definition, track: str = "", *, of_members: bool = False, listed: bool = False
) -> list[tuple[str, str]]:
    """What is to be declared, key and sentence; a yes is awaited, a no is an answer too.

    A body that the list of territories knows (`listed`) says nothing of its seat.
    """
    found = [
        (one.key or str(one.statement), french.own(one.statement))
        for one in own(definition, track)
        if isinstance(one, who.Declares) and (one.of != "applicant") == of_members
        and not about_people(definition, one, track)
    ]  # fmt: skip
    people = [] if of_members else [
        declared_of_people(definition, one)
        for one in definition.eligibility
        if about_people(definition, one, track)
        and definition.concerns(one.tracks, track)
    ]  # fmt: skip
    tongues = [
        (speech_key(one), french.typeset(f"{speech(one)}."))
        for one in own(definition, track)
        if isinstance(one, who.Speaks) and (one.of != "applicant") == of_members
        and not about_people(definition, one, track)
    ]  # fmt: skip
    places = [
        (place_key(one), place_statement(definition, one))
        for one in own(definition, track)
        if isinstance(one, who.PlaceIs) and not (listed and one.place_of == "seat")
        and (one.of != "applicant") == of_members and not about_people(definition, one, track)
    ]  # fmt: skip
    found += [(one.key or str(one.statement), str(one.statement)) for one in people]
    circles = [] if listed or of_members else _circles_asked(definition, track)
    return list(dict((*found, *tongues, *places, *circles)).items())


def _circles_asked(definition: Definition, track: str) -> list[tuple[str, str]]:
    """The circles to which a body that the list does not know says whether it belongs.

    Only to be admitted: what makes a candidate pass first, or pay less, is not taken on its word.
    """
    labels = {one.key: str(one.label) for one in definition.circles}
    asked = [one for one in definition.eligibility if definition.concerns(one.tracks, track)]
    return [
        (member_key(one), french.typeset(membership(labels.get(one.circle, one.circle))))
        for one in leaves(asked)
        if isinstance(one, who.MemberOf) and one.of == "applicant"
    ]


def seats_asked(definition: Definition, track: str = "") -> set[str]:
    """Under what a body that the list does not know declares where its seat is."""
    return {place_key(one) for one in own(definition, track)
            if isinstance(one, who.PlaceIs) and one.place_of == "seat"}  # fmt: skip


def place_statement(definition: Definition, one: who.PlaceIs) -> str:
    """« Projet mené : « Massif » », as the candidate answers yes or no to it."""
    return french.typeset(str(one.sentence or "") or f"{rule_words(definition, one)}.")


def about_people(definition: Definition, one: who.Condition, track: str = "") -> bool:
    """Whether a condition speaks of the people of a team, whom no register knows."""
    team, consortium = definition.team_of(track), definition.consortium_of(track)
    people = one.of in {"every_member", "any_member", "members"}
    return people and team is not None and consortium is None and one.judged == "self"


def declared_of_people(definition: Definition, one: who.Condition) -> who.Declares:
    """Such a condition as its candidate answers for it: a sentence to declare."""
    words = str(one.sentence or "").rstrip(".") or rule_words(definition, one)
    role = next((str(role.label) for team in (definition.team,) if team
                 for role in team.roles if role.key == one.role), "")  # fmt: skip
    whose = {
        "every_member": french.say("chaque membre de l’équipe"),
        "any_member": french.say("un membre de l’équipe au moins"),
        "members": french.say(
            "{members} de l’équipe au moins", members=french.plural(one.members or 1, "membre")
        ),
    }[one.of]
    said = french.typeset(
        french.say(
            "{words} : {whose}{role}.",
            words=words,
            whose=whose,
            role=french.say(" ({role})", role=role) if role else "",
        )
    )
    return who.Declares(statement=Words(said), key=one.key, strength=one.strength,
                        derogation=one.derogation)  # fmt: skip


def needs_awards(definition: Definition, track: str = "") -> bool:
    """Whether some condition looks at earlier files of the body."""
    return any(isinstance(one, who.NotAwarded | who.Awarded) for one in own(definition, track))


def lists_needed(definition: Definition, track: str = "") -> bool:
    """Whether some condition looks at a list kept by the organiser."""
    return any(isinstance(one, who.ListedIn) for one in own(definition, track))


def body_findings(applicant: who.Applicant, handed_in: int, begun: int = 0) -> list[Finding]:
    """What another file of the same body means, and whether it refuses this one.

    `handed_in` counts the other deposits in force of this body where the call counts them.
    """
    most = applicant.files_per_applicant
    if not most or handed_in + begun < most:
        return []
    said = (
        french.say("Un dossier de votre structure")
        if most == 1
        else french.say("Le nombre permis de dossiers de votre structure ({most})", most=most)
    )
    if handed_in < most:
        sentence = french.say(
            "{said} est déjà en cours d’écriture : rapprochez-vous de vos collègues.", said=said
        )
        return [missing("body.begun", "applicant", sentence, strength=Strength.ADVICE)]
    sentence = french.say(ALREADY_HANDED_IN[applicant.which_wins], said=said)
    if applicant.which_wins in {"first", "none"}:
        return [broken(f"body.{applicant.which_wins}", "applicant", sentence)]
    return [missing("body.other", "applicant", sentence, strength=Strength.ADVICE)]


ALREADY_HANDED_IN = {
    "first": noted(
        "{said} est déjà déposé, et cet appel garde le premier. Pour le remplacer, "
        "demandez à la personne qui l’a déposé de le modifier ou de le retirer."
    ),
    "none": noted(
        "{said} est déjà déposé, et cet appel écarte qui dépose davantage : pour vous "
        "éviter cela, celui-ci n’est pas reçu. Pour le remplacer, retirez d’abord l’autre."
    ),
    "ask": noted("{said} est déjà déposé : l’équipe de l’appel vous demandera lequel garder."),
    "last": noted(
        "{said} est déjà déposé : en déposant celui-ci, vous le remplacez ; le "
        "plus ancien sera retiré et ses auteurs prévenus."
    ),
}
"""Which of the files of a body the call keeps (`which_wins`) → what its next one is told."""


def limit_findings(
    applicant: who.Applicant, handed_in: Mapping[str, int], track: str, facts: Facts
) -> list[Finding]:
    """Whether the numbers of files set for some tracks, or for such applicants, are reached.

    `handed_in` counts by track the other deposits in force of this body.
    """
    return [
        broken("body.limit", "applicant", _full(one))
        for one in applicant.files_limits
        if (not one.tracks or track in one.tracks)
        and holds(one.when, facts)
        and sum(count for key, count in handed_in.items() if not one.tracks or key in one.tracks)
        >= one.max
    ]


def apart_findings(
    definition: Definition, handed_in: Mapping[str, int], track: str
) -> list[Finding]:
    """Files of the body on tracks that the call keeps apart from this one (`not_with`)."""
    here = {one.key for one in definition.line_of(track)}
    mine = {key for one in definition.line_of(track) for key in one.not_with}
    return [
        broken("body.apart", "applicant", _kept_apart(definition, track, other))
        for other, count in handed_in.items()
        if count
        for there in [definition.line_of(other)]
        if mine & {one.key for one in there}
        or here & {key for one in there for key in one.not_with}
    ]


def _kept_apart(definition: Definition, track: str, other: str) -> str:
    label = {one.key: french.quoted(one.label) for one in definition.tracks}
    return french.typeset(
        french.say(
            "Votre structure a déjà déposé dans {other}, qui ne se cumule pas avec {track} : "
            "retirez ce dossier pour déposer celui-ci, ou gardez-le.",
            other=label[other],
            track=label[track],
        )
    )


def _full(limit: who.FilesLimit) -> str:
    files = french.plural(limit.max, "dossier")
    return french.typeset(
        french.say(
            "Cet appel reçoit au plus {files} de votre structure dans ce cas, et vous y êtes : "
            "pour déposer celui-ci, retirez-en un autre.",
            files=files,
        )
    )
