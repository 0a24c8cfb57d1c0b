"""Settle a letter, write its issues together, send them once, end them in one click."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cordee.journeys.learning.actions.writing import Written, write
from cordee.journeys.learning.models import SharedText
from cordee.journeys.strategy.quoting import note, withheld
from cordee.kernel import french
from cordee.kernel.canonical import digest, plain
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.ledger.outbox import post
from cordee.letters import events, queries, telling
from cordee.letters.links import link, page
from cordee.letters.models import Issue, Letter, Passage, Subscriber
from cordee.letters.rules import Heading, Part, headings, sending_faults

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.kernel.findings import Finding
    from cordee.people.models import Person, User

UNCONFIRMED = timedelta(days=7)
ENDED = timedelta(days=365)
AGAIN = timedelta(hours=1)
"""The same address is not asked to confirm twice in an hour."""


@transaction.atomic
def keep_letter(
    letter: Letter | None = None, *, sections: str, by: User, at: datetime, **fields: Any
) -> Letter:
    """Write a letter or change it: an issue already begun keeps its sections. Raises `Refused`."""
    standing = headings(sections)
    if not standing:
        said = _("Donnez au moins une partie, une par ligne.")
        raise Refused(missing("letter.sections", "sections", said))
    made = letter or Letter(at=at, by=by)
    for name, value in fields.items():
        setattr(made, name, tidy(value) if isinstance(value, str) else value)
    made.sections = [[one.title, one.line, one.mark] for one in standing]
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        said = _("Une lettre porte déjà ce titre.")
        raise Refused(broken("letter.twice", "title", said)) from error
    record(events.LetterKept(letter=made.pk), by=by, at=at)
    return made


@transaction.atomic
def begin_issue(letter: Letter, title: str, *, by: User, at: datetime) -> Issue:
    """Begin the next issue, with the standing sections; one at a time. Raises `Refused`."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if not tidy(title):
        raise Refused(missing("issue.title", "title", _("Donnez un titre à ce numéro.")))
    if letter.issues.filter(sent_at=None).exists():
        said = _("Un numéro est déjà en cours d’écriture : envoyez-le d’abord.")
        raise Refused(broken("issue.twice", "title", said))
    last = letter.issues.order_by("-number").values_list("number", flat=True).first() or 0
    made = Issue.objects.create(
        letter=letter, number=last + 1, title=tidy(title)[:200], at=at, by=by
    )
    for one in letter.headings:
        _add(made, one)
    record(events.IssueBegun(issue=made.pk), by=by, at=at)
    return made


def _add(issue: Issue, heading: Heading) -> Passage:
    return Passage.objects.create(
        letter=issue.letter, issue=issue, rank=issue.passages.count() + 1, mark=heading.mark,
        title=heading.title, line=heading.line, draft=SharedText.objects.create(),
    )  # fmt: skip


def _open(issue: Issue | None) -> None:
    if issue is not None and issue.sent_at is not None:
        said = _("Ce numéro est parti : son texte ne change plus.")
        raise Refused(broken("issue.sent", "text", said))


@transaction.atomic
def add_passage(issue: Issue, heading: str, *, by: User, at: datetime) -> Passage:
    """Add a section to this issue alone."""
    _open(issue)
    read = headings(heading)
    if not read:
        raise Refused(missing("passage.title", "heading", _("Donnez un titre à cette partie.")))
    made = _add(issue, read[0])
    record(events.PassageMoved(passage=made.pk, issue=issue.pk), by=by, at=at)
    return made


@transaction.atomic
def entrust(passage: Passage, person: Person | None, *, by: User, at: datetime) -> Passage:
    """Ask someone to write a section: she is told, and finds it among what waits for her."""
    _open(passage.issue)
    if passage.assigned == person:
        return passage
    passage.assigned = person
    passage.save(update_fields=("assigned",))
    record(
        events.PassageEntrusted(passage=passage.pk, person=person.pk if person else None),
        by=by, at=at,
    )  # fmt: skip
    if person is not None and person.email and person.user_id != by.pk:
        url = page("passage", passage)
        post(
            key=f"letters.passage:{passage.pk}:{person.pk}", to=person.email, at=at,
            subject=french.say("Une partie de « {letter} » à écrire", letter=passage.letter),
            text=french.say("Bonjour,\n\nOn vous propose d’écrire « {title} » pour « {letter} "
                            "». Quelques lignes suffisent ; l’équipe relit avant l’envoi : "
                            "{url}\n", title=passage.title, letter=passage.letter, url=url),
        )  # fmt: skip
    return passage


@transaction.atomic
def write_passage(
    passage: Passage, text: str, *, signature: str, revision: int | None, shown: str = "",
    by: User, at: datetime,
) -> Written:  # fmt: skip
    """Save a section; two hands cannot erase each other."""
    _open(passage.issue)
    if passage.signature != tidy(signature):
        passage.signature = tidy(signature)[:200]
        passage.save(update_fields=("signature",))
    return write(passage.draft, text, revision=revision, shown=shown, by=by, at=at)


@transaction.atomic
def put_off(passage: Passage, *, by: User, at: datetime) -> Passage:
    """Leave a section for a later issue, with what is written (R185)."""
    _open(passage.issue)
    return _move(passage, None, by=by, at=at)


@transaction.atomic
def take_up(passage: Passage, *, by: User, at: datetime) -> Passage:
    """Put a section into the issue in writing."""
    issue = Issue.objects.filter(letter=passage.letter_id, sent_at=None).first()
    if issue is None:
        said = _("Aucun numéro n’est en cours : commencez-en un.")
        raise Refused(missing("issue.none", "title", said))
    passage.rank = issue.passages.count() + 1
    return _move(passage, issue, by=by, at=at)


def _move(passage: Passage, issue: Issue | None, *, by: User, at: datetime) -> Passage:
    passage.issue = issue
    passage.save(update_fields=("issue", "rank"))
    moved = events.PassageMoved(passage=passage.pk, issue=issue.pk if issue else None)
    record(moved, by=by, at=at)
    return passage


@transaction.atomic
def take_away(passage: Passage, *, by: User, at: datetime) -> None:
    """Take a section away for good, whatever was written."""
    _open(passage.issue)
    record(events.PassageMoved(passage=passage.pk, issue=None), by=by, at=at)
    draft = passage.draft
    passage.delete()
    draft.delete()


@transaction.atomic
def try_out(issue: Issue, *, by: User, at: datetime) -> None:
    """Send the issue as it stands to whoever asks, and to nobody else."""
    text, html = telling.draft(issue, queries.content(issue, at))
    text, html, _own = telling.copy(issue, text, html, by.email)
    said = french.say("[Essai] {title}", title=issue.title)
    post(key=f"trial:{issue.pk}:{by.pk}:{at:%Y%m%d%H%M%S}", to=by.email, subject=said, text=text,
         html=html, at=at)  # fmt: skip


@transaction.atomic
def send(issue: Issue, *, seen: int | None, by: User, at: datetime) -> Issue:
    """Freeze an issue and send it, once, to the readers that were seen. Raises `Refused`."""
    issue = queries.issues().select_for_update(of=("self",)).get(pk=issue.pk)
    _open(issue)
    readers = queries.readers(issue.letter, at).receiving
    rows = queries.written(issue)
    former = Issue.objects.filter(letter=issue.letter_id).exclude(sent_at=None)
    found = sending_faults(
        [Part(one.title, bool(one.draft.text)) for one in rows], readers=len(readers), seen=seen,
        sent=[one.sent_at for one in former.order_by("-pk")[:50] if one.sent_at],
        most=issue.letter.most, at=at,
    )  # fmt: skip
    if found := [*found, *_unsaid(rows)]:
        raise Refused(found)
    issue.content = plain(queries.content(issue, at))
    issue.digest, issue.sent_at, issue.readers = digest(issue.content), at, len(readers)
    text, html = telling.draft(issue, issue.content)
    issue.save()
    for one in readers:
        _post(issue, text, html, one.email, at=at)
    gone = french.say("{issue}, partie par courriel ({readers})", issue=issue,
                      readers=french.plural(len(readers), "adresse", "adresses"))  # fmt: skip
    for row in rows:
        note(row.draft.text, gone, page("issue", issue), at=at)
    sent = events.IssueSent(issue=issue.pk, readers=len(readers), digest=issue.digest)
    record(sent, by=by, at=at)
    return issue


def _unsaid(rows: list[Passage]) -> list[Finding]:
    """Words that may not be told to anyone: taken back, for a narrower circle or another use."""
    if not withheld([one.draft.text for one in rows], "public", use="letter"):
        return []
    said = _("Des mots cités sont retirés, réservés à un cercle plus étroit ou accordés pour un "
             "autre usage : une lettre se transfère, ne citez que ce que chacun·e peut lire "
             "là.")  # fmt: skip
    return [broken("letter.consent", "text", said)]


def _post(issue: Issue, text: str, html: str, email: str, *, at: datetime) -> None:
    text, html, own = telling.copy(issue, text, html, email)
    key = sha256(email.encode()).hexdigest()[:24]
    post(key=f"letter:{issue.pk}:{key}", to=email, subject=f"{issue.letter} – {issue.title}",
         text=text, html=html, unsubscribe=own, at=at)  # fmt: skip


@transaction.atomic
def subscribe(letter: Letter, email: str, *, by: User | None, at: datetime) -> None:
    """Ask for a letter: one message asks the address to confirm, unless it is her own account.

    Asking twice changes nothing, and tells nobody whether the address was known.
    """
    email = email.strip().lower()
    proved = by is not None and by.email.lower() == email
    made, created = Subscriber.objects.get_or_create(
        letter=letter, email=email, defaults={"asked_at": at}
    )
    if created:
        record(events.ReaderMoved(subscriber=made.pk, step="asked"), by=by, at=at)
    if proved:
        confirm(letter, email, at=at)
    elif (made.confirmed_at is None or made.ended_at) and (created or made.asked_at <= at - AGAIN):
        Subscriber.objects.filter(pk=made.pk).update(asked_at=at)
        _ask(letter, email, at=at)


def _ask(letter: Letter, email: str, *, at: datetime) -> None:
    url = link("confirm", letter, email)
    post(
        key=f"letters.confirm:{letter.pk}:{sha256(email.encode()).hexdigest()[:24]}:{at:%Y%m%d%H}",
        to=email, subject="Confirmez votre adresse", private=True, at=at,
        text=french.say("Bonjour,\n\nPour recevoir « {letter} », confirmez votre adresse : "
                        "{url}\n\nSans cela, nous n’écrirons plus. Si vous n’avez rien "
                        "demandé, ne tenez pas compte de ce message.\n", letter=letter, url=url),
    )  # fmt: skip


@transaction.atomic
def confirm(letter: Letter, email: str, *, at: datetime) -> None:
    """The address agrees: the next issue is for her."""
    made, _new = Subscriber.objects.get_or_create(
        letter=letter, email=email, defaults={"asked_at": at}
    )
    if made.confirmed_at is None or made.ended_at is not None:
        Subscriber.objects.filter(pk=made.pk).update(confirmed_at=at, ended_at=None)
        record(events.ReaderMoved(subscriber=made.pk, step="confirmed"), by=None, at=at)


@transaction.atomic
def stop(letter: Letter, email: str, *, at: datetime) -> None:
    """End a letter for an address, a delegate's too; a second click changes nothing."""
    made, _new = Subscriber.objects.get_or_create(
        letter=letter, email=email, defaults={"asked_at": at}
    )
    if made.ended_at is None:
        Subscriber.objects.filter(pk=made.pk).update(ended_at=at)
        record(events.ReaderMoved(subscriber=made.pk, step="ended"), by=None, at=at)


def tell_forwarded(issue: Issue) -> None:
    """One more person says she passed it on: a number, and nothing of her (R192)."""
    Issue.objects.filter(pk=issue.pk).update(forwards=F("forwards") + 1)


@transaction.atomic
def retire(*, at: datetime) -> int:
    """Forget what was never confirmed, and refusals a year old of those who were never readers.

    The refusal of a delegate stays as long as her cohort's letter would be sent to her.
    """
    gone = Q(confirmed_at=None, ended_at=None, asked_at__lt=at - UNCONFIRMED)
    gone |= Q(ended_at__lt=at - ENDED, letter__cohort=None)
    count, _rows = Subscriber.objects.filter(gone).delete()
    return count
