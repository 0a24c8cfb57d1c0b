"""The letter that tells a change of the rules to those it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.calls.models import Version
from cordee.calls.rules import closing_words
from cordee.calls.touched import circles
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.kernel.speech import noted
from cordee.ledger.outbox import post
from cordee.programme.compare import compare

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User
    from cordee.programme.schema import Definition


def announce(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a promise changed, the jury and the winners it touches are told, once each."""
    if not event.promised:
        return
    version = Version.objects.select_related("edition").get(
        edition=event.edition, number=event.version
    )
    before = Version.objects.get(edition=event.edition, number=event.version - 1)
    changes = compare(before.definition, version.definition)
    for circle in circles(version.edition, changes):
        for address in circle.addresses:
            post(
                key=f"amended:{version.pk}:{address}",
                to=address,
                subject=subject(version.edition.title),
                text=letter(version.edition.title, version.notice, version.definition, circle.who),
                at=at,
            )


def subject(title: str) -> str:
    """The subject of the letter."""
    return french.say("L’appel change : {title}", title=title)[:200]


def letter(title: str, notice: str, definition: Definition, who: str = "candidats") -> str:
    """What is written to someone a change touches."""
    return typeset(
        french.say(
            "Bonjour,\n\nLes règles de l’appel « {title} » ont changé.\n\n{notice}\n\n{end}\n",
            title=title,
            notice=notice,
            end=french.say(ENDS.get(who, ENDS["candidats"]), closes=closing_words(definition)),
        )
    )


ENDS = {
    "candidats": noted(
        "Date limite : {closes}. Votre dossier est conservé tel qu’il est ; relisez-le "
        "avant de le déposer. Un dépôt déjà fait reste valable sous les règles du jour où il a été "
        "fait."
    ),
    "jury": noted(
        "Vous siégez au jury de cet appel : vos notes sont conservées, relisez la grille "
        "avant de continuer."
    ),
    "lauréats": noted(
        "Votre territoire participe à ce programme : ce que vous avez déjà remis ou vécu "
        "reste acquis."
    ),
}
"""What follows, for each circle."""
