"""Publish a call, amend it, follow its course: the only writer of editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.calls.actions import joining
from cordee.calls.events import Amended, Archived, Published
from cordee.calls.models import Edition, Version
from cordee.calls.rules import bounds, change_faults
from cordee.kernel import french
from cordee.kernel.canonical import digest
from cordee.kernel.findings import Finding, Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cordee.kernel.findings import Finding
    from cordee.people.models import User
    from cordee.programme.schema import Definition


@transaction.atomic
def publish(
    definition: Definition,
    texts: Mapping[str, str],
    *,
    files: Mapping[str, bytes] | None = None,
    by: User | None,
    at: datetime,
) -> Edition:
    """Open a new edition under `definition`; `texts` maps file names to their Markdown.

    `files` maps the other names to bytes: those the definition names are kept with the version.
    Raises `Refused` when an edition already bears that key (one amends it instead), and for a
    file that is missing, too large, of another kind or dangerous.
    """
    edition, created = Edition.objects.get_or_create(
        key=definition.key, defaults={"title": str(definition.title)}
    )
    if not created:
        raise Refused(
            broken(
                "key",
                "key",
                french.say(
                    "Un appel publié porte déjà la clé « {key} » : modifiez-le, ou donnez une "
                    "autre clé à celui-ci.",
                    key=definition.key,
                ),
            )
        )
    version = freeze(edition, definition, texts, files=files, by=by, at=at)
    edition.published_at = at
    put_in_force(edition, version)
    record(
        Published(edition=edition.pk, version=version.number, digest=version.digest), by=by, at=at
    )
    return edition


@transaction.atomic
def amend(
    edition: Edition,
    definition: Definition,
    texts: Mapping[str, str],
    *,
    notice: str,
    promised: bool,
    files: Mapping[str, bytes] | None = None,
    by: User | None,
    at: datetime,
) -> Version:
    """Put new rules in force; `promised` says that a promise made to candidates changes.

    A file that `files` leaves out stays that of the version in force.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if definition.key != edition.key:
        raise Refused(_of_another_call(definition, edition))
    if found := change_faults(
        published=edition.published_at is not None, notice=notice, promised=promised
    ):
        raise Refused(found)
    version = freeze(edition, definition, texts, files=files, by=by, at=at, notice=notice)
    put_in_force(edition, version)
    event = Amended(
        edition=edition.pk, version=version.number, digest=version.digest, promised=promised
    )
    record(event, by=by, at=at)
    return version


def _of_another_call(definition: Definition, edition: Edition) -> Finding:
    said = french.say(
        "Cette définition porte la clé « {key} », l’appel « {edition} » : prenez "
        "la définition de cet appel.",
        key=definition.key,
        edition=edition.key,
    )
    return broken("key", "key", said)


@transaction.atomic
def archive(edition: Edition, *, by: User, at: datetime) -> None:
    """Put a call away: it stays readable, nothing more happens in it."""
    Edition.objects.filter(pk=edition.pk, archived_at=None).update(archived_at=at)
    record(Archived(edition=edition.pk), by=by, at=at)


def follow_judging(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - reaction
    """Reaction: the panel has begun, the call page says so."""
    Edition.objects.filter(pk=event.edition, judging_at=None).update(judging_at=at)


def follow_results(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - reaction
    """Reaction: the results are released, the call page says so."""
    if event.final:
        Edition.objects.filter(pk=event.edition, results_at=None).update(results_at=at)


def freeze(
    edition: Edition,
    definition: Definition,
    texts: Mapping[str, str],
    *,
    files: Mapping[str, bytes] | None = None,
    by: User | None,
    at: datetime,
    notice: str = "",
) -> Version:
    """Write the next version of a call: the act every deposit points at."""
    kept = joining.chosen(edition, definition, files or {})
    content = definition.data()
    last = edition.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = Version.objects.create(
        edition=edition,
        number=last + 1,
        content=content,
        texts=dict(texts),
        digest=digest({"definition": content, "texts": dict(texts), **_marks(kept)}),
        at=at,
        by=by,
        notice=notice,
    )
    joining.keep(version, kept)
    return version


def _marks(kept: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """What the digest of a version says of its files; nothing for one without any."""
    marks = {name: joining.mark(content) for name, content in kept.items()}
    return {"files": marks} if marks else {}


def put_in_force(edition: Edition, version: Version) -> None:
    """Make a version the rules of today; lists read its title and bounds."""
    definition = version.definition
    edition.current = version
    edition.title = str(definition.title)
    edition.opens_at, edition.closes_at = bounds(definition)
    edition.zone = definition.zone_of()
    edition.save()
