"""Be found by one's peers as far as one wants; be put in touch when both agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.learning.events import (
    CardShown,
    CardTakenAway,
    IntroductionAnswered,
    IntroductionAsked,
    IntroductionFollowed,
)
from cordee.journeys.learning.models import Card, Introduction
from cordee.journeys.learning.queries.peers import found_in
from cordee.journeys.learning.rules import search
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cordee.journeys.models import Delegate
    from cordee.people.models import Person, User

SHOWN = ("title", "email", "phone")
CONTACTS = ("email", "phone")
State = Introduction.State


@transaction.atomic
def show_card(
    delegate: Delegate,
    *,
    shows: Sequence[str],
    about: str,
    wants: str,
    until: date,
    by: User,
    at: datetime,
) -> Card:
    """Enter the directory of one's cohort, or change what it shows; not for the past."""
    if until <= at.date():
        raise Refused(broken("card.until", "until", "Choisissez un jour à venir."))
    cohort, person = delegate.participation.cohort, delegate.person
    told = {
        "shows": [one for one in SHOWN if one in shows], "about": tidy(about),
        "wants": tidy(wants), "until": until, "at": at,
        "search_key": search.key(str(person), delegate.participation.name, about, wants),
    }  # fmt: skip
    made, _new = Card.objects.update_or_create(cohort=cohort, person=person, defaults=told)
    record(CardShown(card=made.pk), by=by, at=at)
    return made


@transaction.atomic
def take_card_away(card: Card, *, by: User, at: datetime) -> None:
    """Leave the directory at once."""
    record(CardTakenAway(card=card.pk), by=by, at=at)
    card.delete()


@transaction.atomic
def ask_introduction(
    delegate: Delegate,
    asked: Person,
    message: str,
    *,
    gives: Sequence[str],
    by: User,
    at: datetime,
) -> Introduction:
    """Ask to talk with a peer who can be found; she alone decides, her contacts stay hers until.

    Raises `Refused` for oneself, for who is not in the directory, twice, or without a contact.
    """
    cohort = delegate.participation.cohort
    if asked.pk == delegate.person_id:
        raise Refused(broken("introduction.self", "message", "C’est votre propre fiche."))
    if not found_in(cohort, at).filter(person=asked).exists():
        said = "Cette personne n’est pas dans l’annuaire."
        raise Refused(broken("introduction.hidden", "message", said))
    if not tidy(message):
        raise Refused(missing("introduction.empty", "message", "Dites en deux mots pourquoi."))
    given = _given(delegate.person, gives)
    waiting = Introduction.objects.filter(
        cohort=cohort, asker=delegate.person, asked=asked, state=State.ASKED
    )
    if waiting.exists():
        raise Refused(broken("introduction.twice", "message", "Votre demande attend déjà."))
    made = Introduction.objects.create(
        cohort=cohort, asker=delegate.person, asked=asked, message=tidy(message)[:2000],
        asker_gives=given, asked_at=at,
    )  # fmt: skip
    record(IntroductionAsked(introduction=made.pk), by=by, at=at)
    return made


def _given(person: Person, gives: Sequence[str]) -> list[str]:
    """The contacts someone gives; raises `Refused` when none can be used."""
    given = [one for one in CONTACTS if one in gives and getattr(person, one)]
    if not given:
        said = "Choisissez au moins un contact à donner (le téléphone se met dans votre profil)."
        raise Refused(missing("introduction.contact", "gives", said))
    return given


@transaction.atomic
def answer_introduction(
    introduction: Introduction, *, accepts: bool, gives: Sequence[str] = (), by: User, at: datetime
) -> Introduction:
    """Accept, and both receive the other's contacts; or decline, and nothing is told but that."""
    introduction = _waiting(introduction)
    if accepts:
        introduction.asked_gives = _given(introduction.asked, gives)
    introduction.state = State.ACCEPTED if accepts else State.DECLINED
    return _settled(introduction, by=by, at=at)


@transaction.atomic
def withdraw_introduction(introduction: Introduction, *, by: User, at: datetime) -> Introduction:
    """Give up a request before its answer."""
    introduction = _waiting(introduction)
    introduction.state = State.WITHDRAWN
    return _settled(introduction, by=by, at=at)


def _waiting(introduction: Introduction) -> Introduction:
    rows = Introduction.objects.select_for_update(of=("self",)).select_related("asker", "asked")
    found = rows.get(pk=introduction.pk)
    if found.state != State.ASKED:
        raise Refused(broken("introduction.over", "answer", "Cette demande a déjà sa réponse."))
    return found


def _settled(introduction: Introduction, *, by: User, at: datetime) -> Introduction:
    introduction.answered_at = at
    introduction.save()
    event = IntroductionAnswered(introduction=introduction.pk, state=introduction.state)
    record(event, by=by, at=at)
    return introduction


@transaction.atomic
def follow_introduction(
    introduction: Introduction, outcome: str, *, by: User, at: datetime
) -> Introduction:
    """Say what became of it."""
    if introduction.state != State.ACCEPTED or outcome not in Introduction.Outcome.values:
        raise Refused(broken("introduction.outcome", "outcome", "Choisissez ce qu’il en est."))
    introduction.outcome = outcome
    introduction.save(update_fields=("outcome",))
    record(IntroductionFollowed(introduction=introduction.pk, outcome=outcome), by=by, at=at)
    return introduction


@transaction.atomic
def retire_introductions(*, before: datetime) -> int:
    """Empty the words of introductions settled before an instant; returns how many."""
    old = Introduction.objects.filter(answered_at__lt=before).exclude(message="")
    return old.update(message="", asker_gives=[], asked_gives=[])
