"""Write the charter, sign it, be welcomed, tell what one brings, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.allies import events, letters
from cordee.alliance.allies.models import Ally, Bringing, CharterText
from cordee.alliance.allies.rules.lives import signing_faults
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.actions import keep_organisation
from cordee.people.models import Organisation, Person

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.alliance.allies.models import AllyKind
    from cordee.people.models import User


@transaction.atomic
def write_charter(title: str, body: str, *, by: User, at: datetime) -> CharterText:
    """Publish a text of the charter: frozen; whoever signs from now on signs it."""
    if not (tidy(title) and tidy(body)):
        said = _("Donnez à la charte un titre et un texte.")
        raise Refused(missing("charter.empty", "body", said))
    words = {"title": tidy(title), "body": body.strip()}
    made = CharterText.objects.create(**words, digest=digest(words), at=at, by=by)
    record(events.CharterWritten(text=made.pk, digest=made.digest), by=by, at=at)
    return made


def structure(name: str, *, by: User | None, at: datetime) -> Organisation:
    """The organisation of that name, added to the directory when none bears it."""
    found = Organisation.objects.filter(name__iexact=tidy(name)).order_by("pk").first()
    return found or keep_organisation(
        Organisation(name=tidy(name)[:200], kind="autre"), by=by, at=at
    )


@transaction.atomic
def ask_to_sign(typed: dict[str, Any], *, at: datetime) -> None:
    """Answer a signature typed online by a link to its address; nothing else is kept."""
    structure_ = bool(typed["structure"])
    today = timezone.localdate(at)
    if found := signing_faults(
        structure=structure_, capacity=typed["capacity"], signed_on=today, today=today,
        written=CharterText.objects.exists(),
    ):  # fmt: skip
        raise Refused(found)
    letters.ask_confirmation(typed, at=at)


@transaction.atomic
def sign(
    person: Person,
    kind: AllyKind,
    *,
    organisation: Organisation | None = None,
    signed_on: date,
    by: User | None,
    at: datetime,
    **words: Any,
) -> Ally:
    """Write down a signature of the latest charter; `words` are the other fields of the row.

    Raises `Refused` without charter or capacity, or when it stands already.
    """
    text = CharterText.objects.order_by("-at", "-pk").first()
    words["capacity"] = tidy(words.get("capacity", ""))
    found = signing_faults(
        structure=organisation is not None, capacity=words["capacity"], signed_on=signed_on,
        today=timezone.localdate(at), written=text is not None,
    )  # fmt: skip
    if text is None or found:
        raise Refused(found)
    try:
        with transaction.atomic():
            made = Ally.objects.create(
                person=person, organisation=organisation, kind=kind, text=text,
                signed_on=signed_on, at=at, by=by, **words,
            )  # fmt: skip
    except IntegrityError as error:
        said = _("Cette signature est déjà inscrite : il n’y a rien d’autre à faire.")
        raise Refused(broken("ally.twice", "email", said)) from error
    record(events.AllySigned(ally=made.pk, text=text.pk), by=by, at=at)
    return made


@transaction.atomic
def list_ally(ally: Ally, *, listed: bool, by: User, at: datetime) -> None:
    """Let the public list name an ally, or no more."""
    if Ally.objects.filter(pk=ally.pk, listed=not listed).update(listed=listed):
        record(events.AllyListed(ally=ally.pk, listed=listed), by=by, at=at)


@transaction.atomic
def welcome(ally: Ally, *, on: date, by: User, at: datetime) -> None:
    """Write down that a newcomer was welcomed otherwise than at a permanence (R234)."""
    if not ally.signed_on <= on <= timezone.localdate(at):
        said = _("L’accueil vient après la signature, et une fois fait.")
        raise Refused(broken("ally.welcome", "on", said))
    if Ally.objects.filter(pk=ally.pk).exclude(welcomed_on=on).update(welcomed_on=on):
        record(events.AllyWelcomed(ally=ally.pk), by=by, at=at)


@transaction.atomic
def leave(ally: Ally, *, on: date, because: str = "", by: User, at: datetime) -> None:
    """Withdraw a signature: it stays in the counts of its years, and leaves the public list."""
    if not ally.signed_on <= on <= timezone.localdate(at):
        said = _("Le retrait vient après la signature, et n’est pas à venir.")
        raise Refused(broken("ally.order", "on", said))
    rows = Ally.objects.filter(pk=ally.pk, withdrawn_on=None)
    if rows.update(withdrawn_on=on, withdrawn_because=tidy(because)[:300], listed=False):
        record(events.AllyLeft(ally=ally.pk), by=by, at=at)


@transaction.atomic
def bring(
    ally: Ally, *, nature: str, title: str, said: str, link: str = "", by: User, at: datetime
) -> Bringing:
    """Keep a method, a principle, an initiative that an ally tells (R279)."""
    if not (tidy(title) and tidy(said)):
        sentence = _("Donnez un titre, et quelques mots.")
        raise Refused(missing("bringing.empty", "title", sentence))
    made = Bringing.objects.create(
        ally=ally, nature=nature, title=tidy(title)[:200], said=said.strip(), link=link, at=at,
        by=by,
    )  # fmt: skip
    record(events.Brought(bringing=made.pk, ally=ally.pk), by=by, at=at)
    return made
