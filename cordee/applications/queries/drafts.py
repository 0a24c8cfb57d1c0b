"""A draft as rules see it, and as a deposit freezes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cordee.applications.models import Application, Approval, Attachment, Guest, Member
from cordee.applications.queries.bodies import awards, competing, same_body
from cordee.applications.queries.elsewhere import elsewhere
from cordee.applications.queries.partners import (
    bodies,
    frozen,
    listed_in,
    member_facts,
    partners,
    waited,
)
from cordee.applications.queries.times import circumstances
from cordee.applications.rules import Draft, Teammate, team_state
from cordee.applications.rules.answers import decimal
from cordee.applications.rules.consortium import located
from cordee.applications.rules.deposit import asked
from cordee.applications.rules.known import lists_needed, needs_awards
from cordee.kernel.canonical import digest
from cordee.people.models import Membership
from cordee.programme.conditions import Facts
from cordee.territories.queries import places, snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from cordee.people.models import User


def written_by(user: User) -> QuerySet[Application]:
    """The files someone owns or writes in, latest first."""
    mine = Application.objects.filter(owner=user)
    ours = Application.objects.filter(members__person__user=user, members__left_at=None)
    return (
        (mine | ours).distinct().select_related("edition", "current").order_by("-started_at", "pk")
    )


def writes_none(user: User) -> bool:
    """Whether the page is known to be for someone who writes no file: nothing is asked then.

    The account of a session was told so in the query that began the page (`menu`).
    """
    return getattr(user, "writes_files", None) is False


def writers(application: Application) -> QuerySet[Member]:
    """The members in the team today."""
    return application.members.filter(left_at=None).order_by("joined_at", "pk")


def facts_of(application: Application, at: date, members: tuple[Facts, ...] = ()) -> Facts:
    """What is known of the applicant on that day, as conditions read it."""
    territory, definition = application.territory, application.edition.definition
    rows = application.answers.order_by("pk") if application.pk else []
    answers = given_before(application)
    answers |= {answer.question: answer.value for answer in rows}
    numbers, declared = said_by_itself(application.known)
    declared |= {key: value for key, value in answers.items() if isinstance(value, bool)}
    awarded: dict[str, date] = {}
    refused: dict[str, date] = {}
    if needs_awards(definition, application.track):
        awarded, refused = awards(application, _evening(at))
    common: dict[str, Any] = {
        "declared": declared,
        "lists": lists_of(application) if lists_needed(definition, application.track) else (),
        "awarded": awarded,
        "refused": refused,
        "answers": answers,
        "members": members,
        "names": definition.own_names(),
        "today": at,
        "currency": definition.currency,
    }
    if territory is None:
        return Facts(kind=application.kind, numbers=numbers, **common)
    if territory.population:
        numbers["population"] = Decimal(territory.population)
    return Facts(
        kind=territory.kind,
        refs=definition.lying(places(territory, at)),
        circles=circles_of(territory.siren or territory.insee, at),
        numbers=numbers,
        codes=frozenset(filter(None, (territory.siren, territory.insee, territory.ref))),
        **common,
    )


def given_before(application: Application) -> dict[str, Any]:
    """The answers handed in at the earlier steps: rules of a later one may look at them."""
    found: dict[str, Any] = {}
    key = application.previous_id
    while key is not None:
        one = Application.objects.select_related("current").get(pk=key)
        found = (one.current.content.get("answers", {}) if one.current else {}) | found
        key = one.previous_id
    return found


def _evening(at: date) -> datetime:
    return datetime.combine(at, time.max, UTC)


def said_by_itself(known: Mapping[str, Any]) -> tuple[dict[str, Decimal], dict[str, bool]]:
    """The numbers and declarations a candidate gave of itself."""
    typed = {key: decimal(one.get("value")) for key, one in known.get("numbers", {}).items()}
    numbers = {key: value for key, value in typed.items() if value is not None}
    return numbers, dict(known.get("declared", {}))


def lists_of(application: Application) -> frozenset[str]:
    """The lists of the call that name this body, or whoever writes for it."""
    rows = Guest.objects.standing().filter(_named(application), edition=application.edition)
    return frozenset(rows.values_list("list", flat=True).order_by("list"))


def _named(application: Application) -> Q:
    by_mail = Q(email__iexact=application.owner.email)
    if application.territory_id is None:
        return by_mail
    return by_mail | Q(territory=application.territory_id)


def circles_of(code: str, at: date) -> frozenset[str]:
    """The circles the body of that SIREN or INSEE code belongs to on that day (R49, R81)."""
    if not code:
        return frozenset()
    rows = Membership.objects.current(at).filter(organisation__territory_code=code)
    return frozenset(rows.values_list("circle", flat=True).order_by("circle"))


def teammates(members: list[Member], approved: frozenset[int] = frozenset()) -> list[Teammate]:
    """The team as the rules of composition see it; `approved` are the keys of who approved."""
    return [
        Teammate(
            name=str(member),
            role=member.role,
            email=member.email,
            organisation=member.organisation,
            service=member.service,
            leads=tuple(member.leads),
            approved=member.pk in approved,
        )
        for member in members
    ]


def approving(application: Application) -> frozenset[int]:
    """The members who approved the file; asked only of a call that wants it."""
    team = application.edition.definition.team_of(application.track)
    if team is None or not team.sign_off:
        return frozenset()
    given = application.approvals.filter(answer=Approval.Answer.GIVEN, taken_back_at=None)
    return frozenset(given.values_list("member", flat=True).order_by("member"))


def approvals_said(application: Application) -> list[dict[str, Any]]:
    """The approvals given, as a deposit freezes them: who, in what capacity, when, on what."""
    team = application.edition.definition.team_of(application.track)
    if team is None or not team.sign_off:
        return []
    rows = application.approvals.filter(answer=Approval.Answer.GIVEN, taken_back_at=None)
    return [
        {
            "name": one.name,
            "capacity": one.capacity,
            "delegation": one.delegation,
            "at": one.answered_at.isoformat() if one.answered_at else "",
            "digest": one.digest,
        }
        for one in rows.order_by("answered_at", "pk")
    ]


def draft_of(application: Application, at: datetime, members: list[Member] | None = None) -> Draft:
    """The file as it stands, ready for every rule; four queries whatever its size.

    `members` are its writers, when whoever asks has read them already.
    """
    rows = partners(application)
    listed = listed_in(application) if rows else []
    today = application.edition.today(at)
    facts = facts_of(application, today, member_facts(rows, today, listed))
    files = _files(application)
    members = list(writers(application)) if members is None else members
    mates = teammates(members, approving(application))
    consortium = application.edition.definition.consortium_of(application.track)
    return Draft(
        facts=replace(facts, answers={**files, **facts.answers}),
        body=application.body_name,
        team=mates,
        answers=facts.answers,
        files=files,
        step=application.step,
        track=application.track,
        about=circumstances(application, at),
        others=_others(application, at),
        others_in=_others_in(application),
        rank=application.known.get("rank"),
        other_ranks=_other_ranks(application),
        elsewhere=elsewhere(application, mates, rows),
        partners=bodies(rows, today if located(consortium) else None),
        waited=waited(application, rows),
        preferences=application.preferences,
        facts_shown=_facts_shown(application, facts, mates),
    )


def _files(application: Application) -> dict[str, list[dict[str, Any]]]:
    """What is attached to each question."""
    files: dict[str, list[dict[str, Any]]] = {}
    for one in application.attachments.filter(removed_at=None).order_by("pk"):
        files.setdefault(one.question, []).append(described(one))
    return files


def _facts_shown(application: Application, facts: Facts, mates: list[Teammate]) -> dict[str, Any]:
    """The facts that conditions of display may name."""
    team = application.edition.definition.team_of(application.track)
    regions = (ref.removeprefix("region:") for ref in facts.refs if ref.startswith("region:"))
    return {
        "kind": facts.kind,
        "track": application.track,
        "departement": application.department,
        "population": facts.numbers.get("population"),
        "region": next(regions, ""),
        "team_state": team_state(team, mates).name.lower() if team else "",
        "applicant": "person" if facts.kind == "personne" else "body",
    }


def _others(application: Application, at: datetime) -> int:
    """How many deposits of the same body the call counts with this file."""
    if not application.edition.definition.applicant.files_per_applicant:
        return 0
    return competing(application, at).exclude(current=None).count()


def _others_in(application: Application) -> dict[str, int]:
    """The deposits of the same body by track, where the call bounds some or keeps some apart."""
    definition = application.edition.definition
    apart = any(one.not_with for one in definition.tracks)
    if not apart and not definition.applicant.files_limits:
        return {}
    tracks = same_body(application).exclude(current=None).values_list("track", flat=True)
    return dict(Counter(tracks))


def _other_ranks(application: Application) -> list[int | None]:
    """How the body ranked its other deposits, for a call that asks it."""
    if not application.edition.definition.applicant.ranked_files:
        return []
    rows = same_body(application).exclude(current=None).values_list("known__rank", flat=True)
    return list(rows)


def described(attachment: Attachment) -> dict[str, Any]:
    """An attachment as plain data, the way a deposit freezes it."""
    return {
        "id": str(attachment.public_id),
        "name": attachment.name,
        "type": attachment.media_type,
        "size": attachment.size,
        "pages": attachment.pages,
        "sha256": attachment.sha256,
        **({"dated": attachment.dated.isoformat()} if attachment.dated else {}),
    }


def content_of(
    application: Application, draft: Draft, at: datetime, members: list[Member] | None = None
) -> dict[str, Any]:
    """The whole file as a deposit freezes it: body, team, answers, attachments."""
    members = list(writers(application)) if members is None else members
    kept = {question.key for question in asked(application.edition.definition, draft)}
    territory = application.territory
    return {
        "edition": application.edition.key,
        "step": application.step,
        "track": application.track,
        "body": {
            "name": application.body_name,
            "territory": snapshot(territory, application.edition.today(at)) if territory else None,
            **({"places": sorted(draft.facts.refs)} if draft.facts.refs else {}),
            "circles": sorted(draft.facts.circles or ()),
            **({"known": application.known} if application.known else {}),
        },
        **({"partners": frozen(rows)} if (rows := partners(application)) else {}),
        **({"preferences": application.preferences} if application.preferences else {}),
        "team": [
            {
                "id": str(member.public_id),
                "given_name": member.given_name,
                "family_name": member.family_name,
                "email": member.email,
                "phone": member.phone,
                "capacity": member.capacity,
                "organisation": member.organisation,
                "service": member.service,
                "role": member.role,
                "leads": sorted(member.leads),
            }
            for member in members
        ],
        **({"approvals": approvals} if (approvals := approvals_said(application)) else {}),
        "answers": {key: value for key, value in draft.answers.items() if key in kept},
        "attachments": {
            key: list(files) for key, files in sorted(draft.files.items()) if key in kept
        },
    }


def substance_of(content: Mapping[str, Any]) -> str:
    """The digest of what an approval bears on: the file, without the approvals themselves."""
    return digest({key: value for key, value in content.items() if key != "approvals"})


def outdated(application: Application, draft: Draft, at: datetime) -> list[str]:
    """Who approved the file as it no longer is; nothing is asked of a call without approval."""
    team = application.edition.definition.team_of(application.track)
    if team is None or not team.sign_off:
        return []
    given = application.approvals.filter(answer=Approval.Answer.GIVEN, taken_back_at=None)
    rows = list(given.select_related("member").order_by("pk"))
    known = substance_of(content_of(application, draft, at)) if rows else ""
    return [str(one.member) for one in rows if one.digest != known]


def gone(application: Application) -> QuerySet[Member]:
    """Who was of the team and left, latest first, with who took her place (R30)."""
    rows = application.members.exclude(left_at=None).select_related("replaced_by")
    return rows.order_by("-left_at", "-pk")


def revisions(application: Application) -> dict[str, str]:
    """The token of each answer, so that two hands cannot erase each other."""
    rows = application.answers.only("question", "revision", "value").order_by("question")
    return {row.question: row.token for row in rows}
