"""From a draft to rules in force: what changes, whom it touches, who must agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from cordee.calls import actions as calls
from cordee.calls.editor import policy, queries
from cordee.calls.editor.events import DraftProposed, DraftPublished
from cordee.calls.editor.models import Draft
from cordee.calls.queries import file_marks
from cordee.calls.touched import Circle, circles
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.programme.compare import Change, compare, compare_files, compare_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.calls.models import Version
    from cordee.people.models import User
    from cordee.programme.loading import Loaded
    from cordee.programme.schema import Definition


@dataclass(frozen=True, slots=True)
class Difference:
    """What a draft changes to the rules in force, and whom that touches."""

    changes: Sequence[Change]
    circles: Sequence[Circle]

    @property
    def promised(self) -> bool:
        """Whether a promise already made changes."""
        return any(one.promised for one in self.changes)


def difference(draft: Draft) -> Difference:
    """What would change if the draft were put in force now; nothing for a new call."""
    loaded = queries.examined(draft.save_now)
    if draft.edition is None or loaded.definition is None:
        return Difference((), ())
    version = draft.edition.rules_in_force
    found = [
        *compare(version.definition, loaded.definition),
        *compare_texts(version.texts, loaded.texts),
        *compare_files(file_marks(version), _named(draft, loaded.definition)),
    ]
    return Difference(found, circles(draft.edition, found))


def _named(draft: Draft, definition: Definition) -> dict[str, str]:
    """The digests of the files of a draft that its definition names."""
    names = {name for _path, name in definition.other_files()}
    return {name: one for name, one in draft.save_now.blobs.items() if name in names}


@transaction.atomic
def propose(draft: Draft, *, notice: str, by: User, at: datetime) -> None:
    """Ask the direction to confirm a change of promise; any later save withdraws the question."""
    _held(draft)
    _definition(queries.examined(draft.save_now))
    _refuse_without_reason(notice)
    draft.proposed_at, draft.proposed_by, draft.proposed_number = at, by, draft.current
    draft.notice = notice.strip()
    draft.save(update_fields=["proposed_at", "proposed_by", "proposed_number", "notice"])
    record(DraftProposed(draft=draft.pk, number=draft.current), by=by, at=at)


@transaction.atomic
def put_in_force(
    draft: Draft, *, number: int, notice: str, confirmed: bool, reread: bool, by: User,
    at: datetime,
) -> Version:  # fmt: skip
    """Publish a draft, or amend its call; `number` is the save that was read before deciding.

    Raises `Refused` for a faulty draft, one saved since, an amendment made meanwhile and not
    reread, a changed promise without reason or without the direction's confirmation.
    """
    _held(draft)
    if number != draft.current:
        raise Refused(broken("number", "draft", "Le brouillon a changé depuis que cette page est "
                             "ouverte : relisez ce qui change, puis recommencez."))  # fmt: skip
    loaded = queries.examined(draft.save_now)
    definition = _definition(loaded)
    if draft.edition is None:
        files = queries.folder(draft.save_now)
        made = calls.publish(definition, loaded.texts, files=files, by=by, at=at)
        version = made.rules_in_force
    else:
        version = _amended(draft, loaded, notice=notice, confirmed=confirmed, reread=reread,
                           by=by, at=at)  # fmt: skip
    draft.edition, draft.published, draft.closed_at = version.edition, version, at
    draft.notice = notice.strip()
    draft.save(update_fields=["edition", "published", "closed_at", "notice"])
    record(DraftPublished(draft=draft.pk, number=number, version=version.pk), by=by, at=at)
    return version


def _amended(
    draft: Draft, loaded: Loaded, *, notice: str, confirmed: bool, reread: bool, by: User,
    at: datetime,
) -> Version:  # fmt: skip
    edition, definition = draft.edition, _definition(loaded)
    if edition is None:
        raise RuntimeError("a draft without edition is published, not amended")
    found = difference(draft)
    if not found.changes:
        raise Refused(missing("changes", "draft", "Rien ne change : l’appel dit déjà cela."))
    if edition.current_id != draft.based_on_id and not reread:
        raise Refused(missing("reread", "reread", "L’appel a été modifié depuis le début de ce "
                              "brouillon : relisez ce qui change par rapport à la version en "
                              "vigueur, et cochez que vous l’avez relu."))  # fmt: skip
    if found.promised:
        _refuse_without_reason(notice)
        _refuse_unconfirmed(found, confirmed=confirmed, by=by, at=at)
    return calls.amend(
        edition, definition, loaded.texts, notice=notice.strip(), promised=found.promised,
        files=queries.folder(draft.save_now), by=by, at=at,
    )  # fmt: skip


def _refuse_unconfirmed(found: Difference, *, confirmed: bool, by: User, at: datetime) -> None:
    right = policy.may_confirm(by, at)
    if found.circles and not right:
        raise Refused(broken("director", "draft", right.reason))
    if not confirmed:
        raise Refused(missing("confirmed", "confirmed", "Une promesse change : cochez que vous le "
                              "confirmez."))  # fmt: skip


def _refuse_without_reason(notice: str) -> None:
    if not notice.strip():
        raise Refused(missing("notice", "notice", "Dites ce qui change et pourquoi : la raison est "
                              "gardée, et envoyée aux personnes touchées."))  # fmt: skip


def _definition(loaded: Loaded) -> Definition:
    if loaded.definition is None or not loaded.valid:
        raise Refused(broken("faults", "draft", "Ce brouillon a encore des fautes : corrigez-les, "
                             "elles sont dites dans « Tous les constats »."))  # fmt: skip
    return loaded.definition


def _held(draft: Draft) -> None:
    """The draft as it is now, held until the end of the act."""
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    if fresh.closed_at is not None:
        raise Refused(broken("closed", "draft", "Ce brouillon est terminé."))
    draft.current = fresh.current
    draft.__dict__.pop("save_now", None)
