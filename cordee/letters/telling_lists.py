"""What lists write: a message to each member, a digest, a welcome, what waits for a moderator."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.kernel import french
from cordee.ledger.outbox import post
from cordee.letters.links_lists import answer_address, link, page
from cordee.letters.rules.lists import RULE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cordee.journeys.models import Participation
    from cordee.letters.models import DiscussionList, ListMessage
    from cordee.letters.queries.lists import OnList

MUTABLE = (RULE, _("Les listes de discussion"))
"""What someone may choose not to receive at all."""


def _hash(email: str) -> str:
    return sha256(email.encode()).hexdigest()[:24]


def copy(message: ListMessage, email: str) -> tuple[str, str, str]:
    """The copy of one member: subject, text, and the link that ends the list for her."""
    own = link("stop", message.list, email)
    again = french.say("Re : ") if message.thread_id else ""
    subject = french.strung(f"[{message.list.word}] ", again, message.subject, between="")
    text = french.say(
        "{name} :\n\n{words}\n\n--\n{list}\n{how}\nMoins de courriels : {rhythm}\nNe plus recevoir "
        "cette liste : {stop}\n",
        name=message.name or message.email, words=_words(message), list=message.list,
        how=_how(message, email), rhythm=link("rhythm", message.list, email), stop=own,
    )  # fmt: skip
    return subject[:190], text, own


def _words(message: ListMessage) -> str:
    if not message.files:
        return message.text
    left = french.say(
        "({files} avec ce message : la liste ne transmet pas de fichier.)",
        files=french.plural(message.files, "fichier joint", "fichiers joints"),
    )
    return french.strung(message.text, "\n\n", left, between="")


def _how(message: ListMessage, email: str) -> str:
    root = message.thread or message
    url = page("thread", root)
    if answer_address(message.list, root.pk, email):
        return french.say(
            "Répondez à ce courriel, toute la liste vous lira ; ou sur la page : {url}", url=url
        )
    return french.say("Pour répondre à toute la liste : {url}", url=url)


def answer_to(message: ListMessage, email: str) -> str:
    """Where that member answers this thread by mail, she alone."""
    return answer_address(message.list, message.thread_id or message.pk, email)


def send_digest(
    one: DiscussionList, said: Sequence[ListMessage], email: str, *, at: datetime
) -> int:
    """What was said since the last digest, in one letter."""
    own = link("stop", one, email)
    text = french.say(
        "Ce qui s’est dit sur « {list} » :\n\n{words}\n\n--\nTout relire, répondre : {url}\n"
        "Changer de rythme : {rhythm}\nNe plus recevoir cette liste : {stop}\n",
        list=one, words="\n\n––––\n\n".join(_line(row) for row in said), url=page("list", one),
        rhythm=link("rhythm", one, email), stop=own,
    )  # fmt: skip
    subject = french.say(
        "[{word}] {count}", word=one.word, count=french.plural(len(said), "message", "messages")
    )
    post(key=f"list.digest:{one.pk}:{_hash(email)}:{at:%Y%m%d%H}", to=email, subject=subject,
         text=text, unsubscribe=own, at=at)  # fmt: skip
    return 1


def _line(row: ListMessage) -> str:
    day = french.day(timezone.localtime(row.decided_at).date(), weekday=False)
    return f"{row.subject}\n{row.name or row.email}, {day}\n\n{_words(row)}"


def welcome(one: DiscussionList, email: str, *, at: datetime) -> None:
    """Someone is on a list: what it is, who writes, who reads, and the way out."""
    own = link("stop", one, email)
    where = answer_address(one, 0, email)
    how = (
        french.say("Pour y écrire par courriel, à vous seul·e : {where}\n", where=where)
        if where and one.writers == one.Writers.MEMBERS
        else ""
    )
    text = french.say(
        "Bonjour,\n\nVous êtes désormais de la liste de discussion « {list} ».\n\nQui y écrit : "
        "{writers}. Qui lit : {readers}.\n{how}\nSa page : {url}\nMoins de courriels : {rhythm}\n"
        "Vous ne souhaitiez pas en être ? Un clic suffit : {stop}\n",
        list=one, writers=one.get_writers_display(), readers=one.get_reading_display(), how=how,
        url=page("list", one), rhythm=link("rhythm", one, email), stop=own,
    )  # fmt: skip
    subject = french.say("Vous êtes de la liste « {list} »", list=one)
    post(key=f"list.welcome:{one.pk}:{_hash(email)}:{at:%Y%m%d}", to=email, subject=subject[:190],
         text=text, unsubscribe=own, at=at, private=True)  # fmt: skip


def ask_confirmation(
    one: DiscussionList, email: str, participation: Participation | None, *, at: datetime
) -> None:
    """Ask an address to confirm that it wants the list: nothing else is sent without it."""
    who = (
        french.say("La délégation {name} vous propose de rejoindre", name=participation.name)
        if participation
        else french.say("Vous demandez à rejoindre")
    )
    text = french.say(
        "Bonjour,\n\n{who} la liste de discussion « {list} ». Confirmez votre adresse : {url}\n\n"
        "Sans cela, nous n’écrirons plus. Si vous n’avez rien demandé, ne tenez pas compte de ce "
        "message.\n",
        who=who, list=one, url=link("confirm", one, email),
    )  # fmt: skip
    post(key=f"list.confirm:{one.pk}:{_hash(email)}:{at:%Y%m%d%H}", to=email,
         subject=french.say("Confirmez votre adresse"), private=True, at=at, text=text)  # fmt: skip


def tell_moderators(one: DiscussionList, people: Iterable[OnList], *, at: datetime) -> None:
    """Something waits: one letter a day and a moderator, not one a message."""
    text = french.say(
        "Bonjour,\n\nAu moins un message attend d’être relu sur « {list} » : {url}\n\nLes suivants "
        "de la journée s’ajoutent sur la même page, sans autre courriel.\n",
        list=one, url=page("moderate", one),
    )  # fmt: skip
    subject = french.say("[{word}] à relire", word=one.word)
    for some in people:
        day = timezone.localdate(at)
        post(key=f"list.held:{one.pk}:{_hash(some.email)}:{day:%Y%m%d}", to=some.email,
             subject=subject, text=text, at=at)  # fmt: skip


def tell_refusal(message: ListMessage, *, at: datetime) -> None:
    """Tell a member why her message goes no further, with her words: nothing is lost."""
    text = french.say(
        "Bonjour,\n\nVotre message « {subject} » n’est pas parti sur « {list} ». Voici pourquoi :"
        "\n\n{reason}\n\nVotre texte :\n\n{words}\n",
        subject=message.subject, list=message.list, reason=message.reason, words=message.text,
    )  # fmt: skip
    subject = french.say("Votre message n’est pas parti : {subject}", subject=message.subject)
    post(key=f"list.refused:{message.pk}", to=message.email, subject=subject[:190], text=text,
         at=at)  # fmt: skip
