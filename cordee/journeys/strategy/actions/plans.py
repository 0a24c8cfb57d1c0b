"""Write a strategy together, comment it, plan its actions, hand it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cordee.applications.rules.versions import mark_of, merged, removed
from cordee.journeys.actions import show
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.rules.lasting import kind_of
from cordee.journeys.strategy import papers, quoting
from cordee.journeys.strategy.events import (
    ActionChanged,
    ActionRemoved,
    Finished,
    Opened,
    Remarked,
    RemarkSettled,
    RemarkWithdrawn,
    Reopened,
    Restored,
)
from cordee.journeys.strategy.models import (
    FinalStrategy,
    Passage,
    PassageVersion,
    PlannedAction,
    Remark,
    Strategy,
)
from cordee.journeys.strategy.queries import plans
from cordee.journeys.strategy.rules import plans as rules
from cordee.kernel.canonical import digest, plain
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, blocking, broken, missing
from cordee.ledger.actions import record
from cordee.programme.schema.pledges import Handed

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Participation
    from cordee.people.models import Person, User


@dataclass(frozen=True, slots=True)
class Written:
    """A section in force; in a conflict, the text typed and both put together."""

    passage: Passage
    conflict: bool = False
    both: str = ""


def _strategy(participation: Participation, at: datetime) -> Strategy:
    """The row of the strategy, locked; made by its first word."""
    found, _made = Strategy.objects.select_for_update().get_or_create(
        participation=participation, defaults={"begun_at": at}
    )
    if found.finished_at is not None:
        raise Refused(broken("strategy.final", "strategy", "La stratégie finale est rendue : "
                             "demandez à l’équipe d’animation de la rouvrir."))  # fmt: skip
    return found


@transaction.atomic
def write(
    participation: Participation,
    chapter: str,
    text: str,
    *,
    revision: int,
    shown: str = "",
    by: User,
    at: datetime,
) -> Written:
    """Save a section; the former text goes to its history, nothing typed is ever lost.

    `revision` is the one the writer started from (0 when nothing was written) and `shown` the mark
    of its text. When another hand saved since, nothing is replaced: the typed text is kept aside
    and the answer says `conflict`, with both texts put together. Raises `Refused`.
    """
    known = plans.asked(participation.cohort.edition.definition)
    if known is None or chapter not in {one.key for one in plans.chapters_of(known)}:
        raise Refused(broken("passage", "chapter", "Cette partie n’existe pas."))
    text = tidy(text)
    if found := rules.text_faults(text):
        raise Refused(found)
    strategy = _strategy(participation, at)
    passage, made = Passage.objects.select_for_update(of=("self",)).get_or_create(
        strategy=strategy, chapter=chapter, defaults={"text": text, "by": by, "at": at}
    )
    _note(participation, chapter, text, at)
    if made or passage.text == text:
        return Written(passage)
    if revision != passage.revision and removed(passage.text, text) and shown != mark_of(text):
        base = passage.versions.filter(revision=revision, lost=False).order_by("-pk").first()
        _keep(passage, text, revision, by=by.pk, at=at, lost=True)
        both = merged(base.text if base else "", passage.text, text)
        return Written(passage, conflict=True, both=both)
    _put(passage, text, by=by, at=at)
    return Written(passage)


def _note(participation: Participation, chapter: str, text: str, at: datetime) -> None:
    """Remember which testimonies this section quotes."""
    url = reverse("strategy:section", args=[participation.public_id, chapter])
    quoting.note(text, f"Stratégie de {participation}", url, at=at)


def _put(passage: Passage, text: str, *, by: User, at: datetime) -> None:
    _keep(passage, passage.text, passage.revision, by=passage.by_id, at=passage.at)
    passage.text, passage.by, passage.at = text, by, at
    passage.revision += 1
    passage.save(update_fields=("text", "by", "at", "revision"))


def _keep(
    passage: Passage, text: str, revision: int, *, by: int | None, at: datetime, lost: bool = False
) -> None:
    """Keep a text; one that its author is still typing grows in one row."""
    row = {"passage": passage, "revision": revision, "by_id": by, "lost": lost}
    if lost and PassageVersion.objects.filter(**row).update(text=text, at=at):
        return
    PassageVersion.objects.create(**row, text=text, at=at)


@transaction.atomic
def restore(version: PassageVersion, *, by: User, at: datetime) -> Passage:
    """Put an earlier text back in force; the one it replaces joins the history."""
    passage = Passage.objects.select_for_update(of=("self",)).get(pk=version.passage_id)
    _strategy(passage.strategy.participation, at)
    if passage.text != version.text:
        _put(passage, version.text, by=by, at=at)
        record(Restored(passage=passage.pk, version=version.pk), by=by, at=at)
    return passage


@transaction.atomic
def open_to(participation: Participation, audience: str, *, by: User, at: datetime) -> Strategy:
    """Choose who reads the strategy while it is written, up to what the programme says."""
    known = plans.asked(participation.cohort.edition.definition)
    if known is None or audience not in plans.widest(known):
        raise Refused(broken("strategy.audience", "audience", "Le programme ne prévoit pas que la "
                             "stratégie soit lue par ce cercle."))  # fmt: skip
    strategy = _strategy(participation, at)
    if strategy.audience != audience:
        strategy.audience = audience
        strategy.save(update_fields=("audience",))
        record(Opened(strategy=strategy.pk, audience=audience), by=by, at=at)
    return strategy


@transaction.atomic
def remark(
    participation: Participation,
    chapter: str,
    text: str,
    *,
    author: Person,
    standing: str,
    by: User,
    at: datetime,
) -> Remark:
    """Say something of a section; `standing` tells for whom one speaks (a territory, the team)."""
    if not text.strip():
        raise Refused(missing("remark.empty", "text", "Écrivez votre remarque."))
    strategy = Strategy.objects.filter(participation=participation).first()
    if strategy is None:
        raise Refused(missing("remark.early", "text", "Rien n’est encore écrit à commenter."))
    made = Remark.objects.create(
        strategy=strategy, chapter=chapter, text=tidy(text), author=author,
        standing=standing[:250], at=at,
    )  # fmt: skip
    record(Remarked(remark=made.pk, strategy=strategy.pk), by=by, at=at)
    return made


@transaction.atomic
def settle(remark: Remark, answer: str, *, by: User, at: datetime) -> Remark:
    """The delegation says what it makes of a remark: whoever wrote it reads that."""
    if not answer.strip():
        raise Refused(missing("remark.answer", "answer", "Dites ce que vous en faites."))
    remark.answer, remark.settled_at = tidy(answer), at
    remark.save(update_fields=("answer", "settled_at"))
    record(RemarkSettled(remark=remark.pk), by=by, at=at)
    return remark


@transaction.atomic
def take_back(remark: Remark, *, by: User, at: datetime) -> None:
    """Take one's own remark back: nobody reads it any more."""
    if Remark.objects.filter(pk=remark.pk, withdrawn_at=None).update(withdrawn_at=at, text=""):
        record(RemarkWithdrawn(remark=remark.pk), by=by, at=at)


@transaction.atomic
def keep_action(
    participation: Participation,
    action: PlannedAction | None = None,
    *,
    by: User,
    at: datetime,
    **fields: Any,
) -> PlannedAction:
    """Plan an action or say where it stands; `fields` are those of the form. Raises `Refused`."""
    Strategy.objects.get_or_create(participation=participation, defaults={"begun_at": at})
    strategy = Strategy.objects.select_for_update().get(participation=participation)
    action = action or PlannedAction(strategy=strategy)
    for name, value in fields.items():
        setattr(action, name, tidy(value) if isinstance(value, str) else value)
    today = timezone.localdate(at)
    one = plans.doing(action) if action.pk else rules.Doing(
        0, action.title, action.state, action.starts, action.due, action.blocked_by_id
    )  # fmt: skip
    proof = action.proof + action.proof_link
    others = {key: row for key, row in plans.known(strategy).items() if key != action.pk}
    if found := rules.action_faults(one, others, proof, today):
        raise Refused(found)
    if action.blocked_by is not None and action.blocked_by.strategy_id != strategy.pk:
        raise Refused(broken("action.foreign", "blocked_by", "Cette action n’est pas la vôtre."))
    action.done_on = (action.done_on or today) if action.state == "done" else None
    action.at, action.by = at, by
    action.save()
    record(ActionChanged(action=action.pk, state=action.state), by=by, at=at)
    return action


@transaction.atomic
def remove_action(action: PlannedAction, *, by: User, at: datetime) -> None:
    """Take an action away; what waited for it waits no more."""
    if PlannedAction.objects.filter(pk=action.pk, removed_at=None).update(removed_at=at):
        action.blocks.update(blocked_by=None)
        record(ActionRemoved(action=action.pk), by=by, at=at)


@transaction.atomic
def finish(participation: Participation, *, by: User, at: datetime) -> FinalStrategy:
    """Hand the strategy in: its text is frozen, its pledge is kept. Raises `Refused`."""
    strategy = _strategy(participation, at)
    found = plans.plan(participation, timezone.localdate(at))
    assert found is not None  # noqa: S101 - a strategy stands only where one is asked
    facts = [(str(one.chapter.key), str(one.chapter.label), one.chapter.required)
             for one in found.parts]  # fmt: skip
    texts = {one.chapter.key: one.text for one in found.parts}
    if faults := rules.finish_faults(facts, texts):
        raise Refused(faults)
    content = plain(plans.content(found))
    final = FinalStrategy(
        strategy=strategy, number=strategy.finals.count() + 1, content=content,
        audience=found.deliverable.audience, digest=digest(content), at=at, by=by,
    )  # fmt: skip
    pages = papers.pages(final)
    limit = found.deliverable
    if faults := blocking(rules.length_faults(pages, limit.pages_max, limit.strength)):
        raise Refused(faults)
    final.save()
    strategy.finished_at, strategy.audience = at, final.audience
    strategy.save(update_fields=("finished_at", "audience"))
    record(Finished(strategy=strategy.pk, final=final.pk, digest=final.digest), by=by, at=at)
    _keep_pledges(participation, limit.key, final, by=by, at=at)
    return final


def _keep_pledges(
    participation: Participation, key: str, final: FinalStrategy, *, by: User, at: datetime
) -> None:
    """The pledges that ask for this very document are shown kept by it."""
    link = settings.SITE_URL + reverse("strategy:final", args=[participation.public_id])
    for pledge in pledges_asked(participation):
        if isinstance(pledge, Handed) and pledge.deliverable == key:
            show(
                participation, pledge.key, kind=kind_of(pledge, "document"),
                on=timezone.localdate(at),
                text=f"{final.content['title']}, version {final.number}", link=link, by=by, at=at,
            )  # fmt: skip


@transaction.atomic
def reopen(participation: Participation, *, reason: str, by: User, at: datetime) -> Strategy:
    """Write again what was handed in; the final text stays kept with its reason."""
    if not reason.strip():
        raise Refused(missing("reopen.reason", "reason", "Dites pourquoi : la délégation le lira."))
    strategy = Strategy.objects.select_for_update().get(participation=participation)
    final = plans.last_final(strategy)
    if final is None:
        raise Refused(broken("reopen.open", "reason", "Cette stratégie n’est pas rendue."))
    final.reopened_at, final.reopened_because = at, tidy(reason)[:300]
    final.save(update_fields=("reopened_at", "reopened_because"))
    strategy.finished_at = None
    strategy.save(update_fields=("finished_at",))
    record(Reopened(strategy=strategy.pk, final=final.pk), by=by, at=at)
    return strategy
