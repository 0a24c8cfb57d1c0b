"""Gather words, agree to them, take them back; tell an experience, read it over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from cordee.journeys.learning.actions import bind_resource, remove_resource
from cordee.journeys.rules.audiences import SCALE, rank
from cordee.journeys.strategy import quoting
from cordee.journeys.strategy.events import (
    Consented,
    Gathered,
    SheetKept,
    SheetReviewed,
    SheetWithdrawn,
    Withdrawn,
)
from cordee.journeys.strategy.models import Sheet, Verbatim, Voice
from cordee.journeys.strategy.rules import voices as rules
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cordee.journeys.models import Cohort, Participation
    from cordee.people.models import User


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as she is asked for her consent."""

    name: str
    function: str = ""
    email: str = ""


@transaction.atomic
def gather(
    cohort: Cohort,
    participation: Participation | None,
    speakers: Sequence[Speaker],
    text: str,
    *,
    wanted: str,
    on: date,
    author: Person,
    question: str = "",
    by: User,
    at: datetime,
) -> Verbatim:
    """Gather words; nobody but whoever gathered them reads them until each voice agreed."""
    found = []
    if not text.strip():
        found.append(missing("verbatim.text", "text", "Écrivez les mots de la personne."))
    if not speakers:
        found.append(missing("verbatim.voice", "name", "Dites qui parle."))
    if wanted not in SCALE[1:]:
        found.append(broken("verbatim.circle", "wanted", "Ce cercle n’existe pas."))
    if on > at.date():
        found.append(broken("verbatim.future", "on", "Un témoignage a déjà été recueilli."))
    if found:
        raise Refused(found)
    made = Verbatim.objects.create(
        cohort=cohort, participation=participation, author=author, question=tidy(question)[:300],
        text=tidy(text), wanted=wanted, on=on, at=at,
    )  # fmt: skip
    for one in speakers:
        known = Person.objects.filter(email__iexact=one.email, erased=None).order_by("pk")
        Voice.objects.create(
            verbatim=made, name=one.name[:160], function=one.function[:200], email=one.email,
            person=known.first() if one.email else None,
        )  # fmt: skip
    record(Gathered(verbatim=made.pk), by=by, at=at)
    return made


@transaction.atomic
def consent(
    voice: Voice, scope: str, *, named: str, how: str, by: User | None, at: datetime
) -> Voice:
    """A voice agrees, up to a circle, to these very words; `how` is link or paper.

    Asked again, the last answer counts: narrower or wider. Raises `Refused`.
    """
    verbatim = Verbatim.objects.select_for_update().get(pk=voice.verbatim_id)
    if verbatim.withdrawn_at is not None:
        raise Refused(broken("voice.gone", "scope", "Ce témoignage a été retiré : il ne reste rien "
                             "à publier."))  # fmt: skip
    if scope not in SCALE[1:] or rank(scope) > rank(verbatim.wanted):
        raise Refused(broken("voice.scope", "scope", "Choisissez un des cercles proposés."))
    if named not in Voice.Named.values:
        raise Refused(broken("voice.named", "named", "Dites comment vous voulez être citée."))
    voice.scope, voice.named, voice.how, voice.given_at = scope, named, how, at
    voice.refused_at = None
    voice.digest = digest([verbatim.question, verbatim.text])
    voice.save(update_fields=("scope", "named", "how", "given_at", "refused_at", "digest"))
    _spread(verbatim, by, at)
    record(Consented(voice=voice.pk, scope=scope, how=how), by=by, at=at)
    return voice


def _spread(verbatim: Verbatim, by: User | None, at: datetime) -> None:
    """The audience follows the consents, at once."""
    consents = [
        rules.Consent(one.scope, one.given_at, bool(one.refused_at or one.withdrawn_at))
        for one in verbatim.voices.order_by("pk")
    ]
    verbatim.audience = rules.reach(verbatim.wanted, consents)
    verbatim.save(update_fields=("audience",))
    if verbatim.film is not None:
        bind_resource(verbatim.film, verbatim.audience, wanted=verbatim.wanted, by=by, at=at)


@transaction.atomic
def take_words_back(voice: Voice, *, by: User | None, at: datetime) -> Verbatim:
    """A voice refuses, or takes its words back: the words go, the trace of where they were stays.

    Nobody needs to agree, no reason is asked (R194).
    """
    verbatim = Verbatim.objects.select_for_update().get(pk=voice.verbatim_id)
    if verbatim.withdrawn_at is not None:
        return verbatim
    given = voice.given_at is not None
    Voice.objects.filter(pk=voice.pk).update(
        **({"withdrawn_at": at} if given else {"refused_at": at})
    )
    verbatim.text, verbatim.audience, verbatim.withdrawn_at = "", "me", at
    verbatim.save(update_fields=("text", "audience", "withdrawn_at"))
    verbatim.voices.update(name="", function="")
    quotations = verbatim.quotations.filter(removed_at=None).update(removed_at=at)
    if verbatim.film is not None:
        remove_resource(verbatim.film, by=by, at=at)
    record(Withdrawn(verbatim=verbatim.pk, quotations=quotations), by=by, at=at)
    return verbatim


@transaction.atomic
def keep_sheet(
    cohort: Cohort,
    participation: Participation | None,
    sheet: Sheet | None = None,
    *,
    author: Person,
    wanted: str,
    by: User,
    at: datetime,
    **words: Any,
) -> Sheet:
    """Write a sheet; beyond the cohort it waits for a reading, and again each time it changes."""
    if found := rules.sheet_faults(words["title"], words["successes"], words["failures"]):
        raise Refused(found)
    if wanted not in SCALE[1:]:
        raise Refused(broken("sheet.circle", "wanted", "Ce cercle n’existe pas."))
    sheet = sheet or Sheet(cohort=cohort, participation=participation, author=author)
    for name, value in words.items():
        setattr(sheet, name, tidy(value))
    sheet.wanted, sheet.audience, sheet.at = wanted, rules.wide(wanted), at
    sheet.reviewed_at, sheet.reviewed_by = None, None
    sheet.save()
    quoting.note(" ".join(words.values()), f"Fiche « {sheet} »",
                 reverse("strategy:sheet", args=[sheet.public_id]), at=at)  # fmt: skip
    record(SheetKept(sheet=sheet.pk, audience=sheet.audience), by=by, at=at)
    return sheet


@transaction.atomic
def review_sheet(sheet: Sheet, review: str, *, accepted: bool, by: User, at: datetime) -> Sheet:
    """The team reads a sheet over: it goes as far as its authors want, or they read why not."""
    if not accepted and not review.strip():
        raise Refused(missing("sheet.review", "review", "Dites ce qu’il faut reprendre."))
    sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    sheet.review, sheet.reviewed_at, sheet.reviewed_by = tidy(review), at, by
    if accepted:
        sheet.audience = sheet.wanted
    sheet.save(update_fields=("review", "reviewed_at", "reviewed_by", "audience"))
    record(SheetReviewed(sheet=sheet.pk, audience=sheet.audience), by=by, at=at)
    return sheet


@transaction.atomic
def withdraw_sheet(sheet: Sheet, *, by: User, at: datetime) -> None:
    """Whoever wrote a sheet takes it back: nobody reads it any more."""
    if Sheet.objects.filter(pk=sheet.pk, withdrawn_at=None).update(withdrawn_at=at, audience="me"):
        record(SheetWithdrawn(sheet=sheet.pk), by=by, at=at)
