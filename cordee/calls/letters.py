"""Letters to those who ask, follow or register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from cordee.calls.calendars import briefing_calendar
from cordee.calls.models import Subscription
from cordee.calls.rules import closing_words
from cordee.calls.searching import said as said_search
from cordee.calls.tokens import link
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.calls.models import Briefing, Edition, Inquiry, Registration

HELLO = french.say("Bonjour,\n\n")


def _page(name: str, *args: object) -> str:
    return settings.SITE_URL + reverse(f"calls:{name}", args=list(args))


def thank_for_question(inquiry: Inquiry, *, at: datetime) -> None:
    """Whoever asked knows the question arrived, and where the answer will be read."""
    if not inquiry.email:
        return
    post(
        key=f"asked:{inquiry.pk}",
        to=inquiry.email,
        subject=french.say("Votre question est arrivée : {title}", title=inquiry.edition.title)[
            :200
        ],
        text=(
            french.say(
                "{hello}Nous avons bien reçu votre question :\n\n« {text} »\n\nLa réponse sera "
                "publiée pour tout le monde, sans votre nom, et vous la recevrez par courriel. "
                "Les réponses déjà données : {key}\n\nSi vous n’avez rien demandé, ne tenez "
                "pas compte de ce message.\n",
                hello=HELLO,
                text=inquiry.text,
                key=_page("questions", inquiry.edition.key),
            )
        ),
        at=at,
        private=True,
    )


def tell_answer(inquiry: Inquiry, *, at: datetime) -> None:
    """Whoever asked and every follower of the call read the answer, or its correction."""
    when = inquiry.corrected_at or inquiry.answered_at
    key = f"answered:{inquiry.pk}:{when:%Y%m%d%H%M%S%f}"
    subject = french.say("Une réponse sur l’appel {title}", title=inquiry.edition.title)[:200]
    page = french.strung(
        _page("questions", inquiry.edition.key), "#q-", inquiry.public_id, between=""
    )
    fixed = french.say("Une réponse a été corrigée.\n\n") if inquiry.corrected_at else ""
    text = french.say(
        "{hello}{fixed}Question : {shown}\n\nRéponse : {answer}\n\n{page}\n",
        hello=HELLO,
        fixed=fixed,
        shown=inquiry.shown,
        answer=inquiry.answer,
        page=page,
    )
    if inquiry.email:
        post(key=f"{key}:asker", to=inquiry.email, subject=subject, text=text, at=at)
    rows = Subscription.objects.living().filter(edition=inquiry.edition_id)
    for one in rows.exclude(email=inquiry.email).order_by("pk").iterator():
        end = link("unfollow", "end", one.public_id)
        post(
            key=f"{key}:{one.pk}",
            to=one.email,
            subject=subject,
            text=french.say("{text}\nNe plus suivre cet appel : {end}\n", text=text, end=end),
            unsubscribe=end,
            at=at,
        )


def ask_to_confirm(subscription: Subscription, *, at: datetime) -> None:
    """One letter, to be sure the address agrees."""
    what = (
        french.say(
            "les réponses et les nouvelles de l’appel « {title} »", title=subscription.edition.title
        )
        if subscription.edition
        else french.say("les nouveaux appels ({search})", search=said_search(subscription.search))
    )
    post(
        key=f"confirm:{subscription.pk}:{at:%Y%m%d%H%M}",
        to=subscription.email,
        subject="Confirmez votre adresse",
        text=(
            french.say(
                "{hello}Pour recevoir {what}, confirmez votre adresse : {public_id}\n\nSans "
                "cela, nous n’écrirons plus. Si vous n’avez rien demandé, ne tenez pas compte "
                "de ce message.\n",
                hello=HELLO,
                what=what,
                public_id=link("confirm", "confirm", subscription.public_id),
            )
        ),
        at=at,
        private=True,
    )


def tell_new_calls(
    subscription: Subscription, editions: Sequence[Edition], *, at: datetime
) -> None:
    """The new calls of a saved search, in one letter, with the way to end it."""
    end = link("unfollow", "end", subscription.public_id)
    lines = french.strung(
        *(
            french.say(
                "- {title}\n  Date limite : {definition}\n  {key}",
                title=one.title,
                definition=closing_words(one.definition),
                key=_page("detail", one.key),
            )
            for one in editions
        ),
        between="\n\n",
    )
    count = len(editions)
    title = editions[0].title if count == 1 else french.say("{count} nouveaux appels", count=count)
    post(
        key=f"alert:{subscription.pk}:{editions[-1].pk}",
        to=subscription.email,
        subject=french.say("Nouvel appel : {title}", title=title)[:200] if count == 1 else title,
        text=(
            french.say(
                "{hello}Votre recherche : {search}.\n\n{lines}\n\nNe plus recevoir ces "
                "messages : {end}\n",
                hello=HELLO,
                search=said_search(subscription.search),
                lines=lines,
                end=end,
            )
        ),
        unsubscribe=end,
        at=at,
    )


def tell_registered(registration: Registration, *, at: datetime) -> None:
    """The place taken with its calendar file, or the place on the waiting list."""
    briefing = registration.briefing
    leave = link("unregister", "leave", registration.public_id)
    state = "attente" if registration.waiting else "place"
    said, title = french.say("Votre place est réservée."), "inscription"
    if registration.waiting:
        said = french.say(
            "La réunion est complète : vous êtes sur la liste d’attente, en ordre d’arrivée."
        )
        title = french.say("liste d’attente")
    post(
        key=f"registered:{registration.pk}:{state}",
        to=registration.email,
        subject=french.strung(briefing.title, " : ", title, between="")[:200],
        text=(
            french.say(
                "{hello}{said}\n\n{briefing}\n\nSi vous ne pouvez plus venir, rendez votre "
                "place : {leave}\n",
                hello=HELLO,
                said=said,
                briefing=_where(briefing, full=not registration.waiting),
                leave=leave,
            )
        ),
        attachments=[] if registration.waiting else [_calendar(briefing)],
        at=at,
        private=True,
    )


def tell_briefing(briefing: Briefing, *, at: datetime) -> None:
    """Everyone registered learns of a change or a cancellation."""
    off = briefing.cancelled_at is not None
    if off:
        title = french.say("Annulée : {title}", title=briefing.title)
        said = french.say(
            "La réunion est annulée. {cancelled_because}",
            cancelled_because=briefing.cancelled_because,
        )
    else:
        title, said = (
            french.say("Changement : {title}", title=briefing.title),
            french.say("La réunion change.\n\n{briefing}", briefing=_where(briefing)),
        )
    for one in briefing.registrations.standing().iterator():
        post(
            key=f"briefing:{briefing.pk}:{briefing.sequence}:{one.pk}",
            to=one.email,
            subject=title[:200],
            text=french.strung(HELLO, said, "\n", between=""),
            attachments=[_calendar(briefing)],
            at=at,
            private=True,
        )


def _calendar(briefing: Briefing) -> tuple[str, str, bytes]:
    address = _page("briefing", briefing.public_id)
    return ("reunion.ics", "text/calendar", briefing_calendar(briefing, address))


def _where(briefing: Briefing, *, full: bool = True) -> str:
    zone = briefing.edition.definition.timeline.zone
    lines = [briefing.title, french.moment(briefing.starts_at, zone=zone), briefing.place]
    return french.strung(*filter(None, [*lines, briefing.link if full else ""]), between="\n")
