"""What the alliance keeps about someone, for herself; what erasing her takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.alliance.allies.models import Ally, Bringing, Came, CommunityMember, SeatPortrait

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.people.models import Person, User


def belonging(person: Person, at: datetime) -> dict[str, Any]:
    """Her signatures and what she brings, her communities, her comings (GDPR, article 15)."""
    signed = Ally.objects.filter(person=person).select_related("organisation", "kind", "text")
    brought = Bringing.objects.filter(ally__person=person).order_by("pk")
    members = CommunityMember.objects.filter(person=person).select_related("community")
    came = Came.objects.filter(person=person).select_related("gathering")
    portraits = SeatPortrait.objects.filter(mandate__person=person).select_related(
        "mandate__organ", "organisation", "kind"
    )
    return {
        "signatures": [
            {"texte": one.text.title, "au nom de": str(one), "sorte": one.kind.label,
             "en qualité de": one.capacity, "le": one.signed_on.isoformat(),
             "liste publique": one.listed, "retirée le": _day(one.withdrawn_on),
             "raison": one.withdrawn_because}
            for one in signed.order_by("pk")
        ],
        "apports": [{"titre": one.title, "texte": one.said, "lien": one.link} for one in brought],
        "communautés": [
            {"communauté": one.community.label, "du": one.joined_on.isoformat(),
             "au": _day(one.left_on)}
            for one in members.order_by("pk")
        ],
        "venues": [
            {"rencontre": one.gathering.title, "le": one.gathering.on.isoformat(),
             "à distance": one.remote}
            for one in came.order_by("pk")
        ],
        "sièges": [
            {"organe": one.mandate.organ.label, "structure": str(one.organisation or ""),
             "sorte": str(one.kind or ""), "âge": str(one.get_age_display())}
            for one in portraits.order_by("pk")
        ],
    }  # fmt: skip


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def forget(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: she is named nowhere, her own words go; signatures and comings stay as counts."""
    own = Ally.objects.filter(person=event.person)
    Bringing.objects.filter(ally__in=own).delete()
    own.update(listed=False, capacity="", withdrawn_because="")
    for one in own.filter(organisation=None, withdrawn_on=None).order_by("pk"):
        one.withdrawn_on = max(one.signed_on, at.date())
        one.save(update_fields=("withdrawn_on",))
    for row in CommunityMember.objects.filter(person=event.person, left_on=None).order_by("pk"):
        row.left_on = max(row.joined_on, at.date())
        row.save(update_fields=("left_on",))
    SeatPortrait.objects.filter(mandate__person=event.person).update(age="")
