"""Which call and which file an arrival is for, as far as it can be told without doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from cordee.applications.models import Application
from cordee.calls.models import Edition
from cordee.kernel.findings import missing
from cordee.kernel.french import say, unaccented

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.doors.parcel import Parcel
    from cordee.kernel.findings import Finding

MOST_OPEN = 200


@dataclass(frozen=True, slots=True)
class Destination:
    """The call and the file, when known, and why not when unknown."""

    edition: Edition | None = None
    application: Application | None = None
    remarks: Sequence[Finding] = ()


def destination(parcel: Parcel, mark: dict[str, str]) -> Destination:
    """By the mark of the form, else by the address or the subject, else by the sender.

    A sender is believed for nothing more than this: whatever she sends is shown to those who
    write the file before anything is replaced.
    """
    edition = _edition(parcel, mark)
    if edition is None:
        said = "Ce courriel ne dit pas à quel appel il répond : choisissez-le."
        return Destination(remarks=[missing("arrival.call", "edition", said)])
    files = hers(edition, parcel.sender)
    named = _named(edition, mark)
    if named is not None and files.filter(pk=named.pk).exists():
        return Destination(edition, named)
    rows = list(files[:2])
    if len(rows) == 1 and named is None:
        return Destination(edition, rows[0])
    return Destination(edition, None, [missing("arrival.file", "application", _why(rows, named))])


def _why(rows: list[Application], named: Application | None) -> str:
    if named is not None:
        return say(
            "Ce formulaire a été pris d’un dossier dont l’expéditrice ou l’expéditeur ne fait pas "
            "partie : {named}. Vérifiez avant de le lui rattacher.",
            named=named,
        )
    if rows:
        return say("Cette adresse écrit plusieurs dossiers pour cet appel : choisissez lequel.")
    return say("Aucun dossier de cet appel n’est à cette adresse : ouvrez-en un, ou choisissez-le.")


def hers(edition: Edition, email: str) -> QuerySet[Application]:
    """The files of a call that the person of an address owns or writes."""
    if not email:
        return Application.objects.none()
    mine = Q(owner__email__iexact=email)
    member = Q(members__left_at=None) & (
        Q(members__email__iexact=email) | Q(members__person__email__iexact=email)
    )
    rows = Application.objects.filter(mine | member, edition=edition, withdrawn_at=None)
    return rows.distinct().order_by("pk")


def _named(edition: Edition, mark: dict[str, str]) -> Application | None:
    try:
        key = UUID(mark.get("file", ""))
    except ValueError:
        return None
    return Application.objects.filter(edition=edition, public_id=key, withdrawn_at=None).first()


def _edition(parcel: Parcel, mark: dict[str, str]) -> Edition | None:
    published = Edition.objects.published().select_related("current")
    if mark.get("edition"):
        return published.filter(key=mark["edition"][:60]).first()
    for address in parcel.recipients:  # candidatures+cle-de-l-appel@exemple.fr
        key = re.fullmatch(r"[^+@]+\+([a-z0-9_-]{1,60})@.+", address.lower())
        if key and (found := published.filter(key=key[1]).first()):
            return found
    return _told(parcel) or _only_mailbox(parcel)


def _told(parcel: Parcel) -> Edition | None:
    """The one call whose key or title the subject says."""
    subject = unaccented(parcel.subject)
    rows = [one for one in _current(parcel.ended)
            if one.key in subject or unaccented(one.title) in subject]  # fmt: skip
    return rows[0] if len(rows) == 1 else None


def _only_mailbox(parcel: Parcel) -> Edition | None:
    """The one call that gives this address to send files to."""
    addresses = {one.lower() for one in parcel.recipients}
    rows = [one for one in _current(parcel.ended)
            if addresses & {box.lower() for box in one.definition.form.mailboxes}]  # fmt: skip
    return rows[0] if len(rows) == 1 else None


def _current(at: datetime) -> list[Edition]:
    """The calls that may be meant by a mail: published, not archived."""
    rows = Edition.objects.published().filter(archived_at=None).select_related("current")
    return list(rows.filter(Q(opens_at=None) | Q(opens_at__lte=at)).order_by("-pk")[:MOST_OPEN])
