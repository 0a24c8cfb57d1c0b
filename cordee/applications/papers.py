"""The receipt of a deposit: what the law asks of an accusé de réception (CRPA R112-11-1)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cordee.applications.queries.journey import handed_in
from cordee.applications.queries.times import deadline_of
from cordee.applications.reading import read_content
from cordee.applications.rules.passage import speaking, stage_silence
from cordee.kernel import french
from cordee.kernel.speech import heard, into, reader
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from cordee.applications.models import Deposit
    from cordee.calls.rules import Reception
    from cordee.programme.schema import Definition
    from cordee.programme.schema.definition import Organiser

TEMPLATE = Path(__file__).parent / "documents" / "receipt.typ"


def receipt_pdf(deposit: Deposit) -> bytes:
    """The receipt, with the whole content that was handed in, in the language of its reader.

    What the law has it say stands in French too: the French text is the one that binds.
    """
    said = receipt(deposit)
    laws = [str(one) for one in (said["regime"], said["silence"]) if one]
    read = [heard(one) for one in (said["regime"], said["silence"]) if one]
    also = [one for one in laws if one not in read]
    words = {"lang": reader()[:2], "heads": [_("Mention"), _("Valeur")], "staff": _("Équipe"),
             "caption": _("Mentions de l’accusé de réception")}  # fmt: skip
    return pdf(TEMPLATE, {**whole_heard(said), **words, "laws": read, "french": also})


def whole_heard(value: Any) -> Any:
    """Everything inside in the language of the reader."""
    if isinstance(value, dict):
        return {key: whole_heard(one) for key, one in value.items()}
    return list(map(whole_heard, value)) if isinstance(value, list) else into(value, reader())


def receipt_of(pk: int) -> bytes:
    """The receipt of a deposit by its key, for the letter that encloses it."""
    return receipt_pdf(handed_in(pk))


def receipt(deposit: Deposit) -> dict[str, Any]:
    """What a receipt says: date, service and how to reach it, meaning of silence, remedies."""
    definition = deposit.version.definition
    zone = definition.zone_of(deposit.content.get("step", ""))
    at = deposit.at.astimezone(ZoneInfo(zone))
    return {
        "title": french.say("Accusé de réception"),
        "foot": french.say("Empreinte {digest}", digest=deposit.digest[:16]),
        "call": french.own(definition.title),
        "body": deposit.content["body"]["name"],
        "facts": [
            [french.say("Reçu le"), french.moment(at, zone=zone)],
            [french.say("Dépôt"), french.say("n° {number}", number=deposit.number)],
            [french.say("Empreinte (SHA-256)"), deposit.digest],
            *([[french.say("Signé par"), signed]]
              if (signed := deposit.content.get("signed")) else []),
            *[[french.say("Accord"), _approval(one)]
              for one in deposit.content.get("approvals", [])],
            [french.say("Service"), _service(definition)],
            *([[french.say("Contact"), contact]] if (contact := _contact(definition)) else []),
        ],
        "silence": silence(definition, deposit),
        "regime": regime(definition),
        "parts": [
            {
                "label": part.label,
                "answers": [
                    {"label": one.label, "text": one.text, "lines": list(one.lines),
                     "head": list(one.head), "rows": [list(row) for row in one.rows]}
                    for one in part.answers
                    if not one.blank
                ],
            }
            for part in read_content(definition, deposit.content)
        ],
        "team": [
            f"{mate['given_name']} {mate['family_name']} – {mate['capacity'] or mate['role']}"
            for mate in deposit.team
        ],
    }  # fmt: skip


def _approval(one: dict[str, Any]) -> str:
    """Who approved the file before it was handed in, and in what capacity (R90)."""
    return ", ".join(filter(None, (one["name"], one["capacity"], one["delegation"])))


def _service(definition: Definition) -> str:
    """The organiser with its address, mail and phone."""
    one = lead_of(definition)
    return ", ".join(
        filter(None, (str(one.label), str(one.address or ""), one.email or "", one.phone or ""))
    )


def _contact(definition: Definition) -> str:
    one = next((contact for contact in definition.contacts if contact.public), None)
    if one is None:
        return ""
    return ", ".join(
        filter(None, (one.name, str(one.capacity or ""), one.email or "", one.phone or ""))
    )


def lead_of(definition: Definition) -> Organiser:
    """Who answers for the call: its lead organiser, else the first named."""
    leads = (one for one in definition.organisers if one.part == "lead")
    return next(leads, definition.organisers[0])


def regime(definition: Definition) -> str:
    """Under which law this receipt is given: a public body owes it, another body gives it."""
    if lead_of(definition).legal == "public":
        return french.say(
            "Accusé de réception délivré en application des articles L112-11 et R112-11-1 du code "
            "des relations entre le public et l’administration. Il ne préjuge pas de la "
            "complétude ni de la recevabilité du dossier."
        )
    return french.say(
        "Cet accusé prouve la réception du dossier. L’organisateur n’est pas une "
        "administration : le silence gardé sur une demande par l’administration (code des "
        "relations entre le public et l’administration) ne s’applique pas ici."
    )


def own_window(deposit: Deposit) -> Reception:
    """The window a file was handed in by, under the rules of its deposit."""
    return deadline_of(deposit.application, deposit.version.definition, deposit.at, deposit.at)


def silence(definition: Definition, deposit: Deposit) -> str:
    """What it means when no answer comes, from which day, and the remedies (CRPA L231-4).

    A public call that says nothing of it falls under the law: two months, and a rejection for a
    request of money or one that no text frames (L231-4, 2° and 3°).
    """
    rule = definition.timeline.silence
    at_stages = _at_stages(definition)
    if rule is None:
        return at_stages or _unsaid(definition)
    if rule.means == "nothing":
        return at_stages or french.say(
            "L’absence de réponse ne vaut pas décision : une réponse vous sera adressée."
        )
    closes = own_window(deposit).closes if rule.counted_from == "closing" else None
    zone = ZoneInfo(definition.zone_of(deposit.content.get("step", "")))
    start = (closes or deposit.at).astimezone(zone)
    on = french.day(rule.speaks(start.date()), weekday=False)
    told = french.say(
        "Sans réponse de notre part le {on}, et sous réserve que le dossier soit complet, la "
        "candidature est réputée rejetée."
        if rule.means == "rejection"
        else "Sans réponse de notre part le {on}, et sous réserve que le dossier soit complet, la "
        "candidature est réputée acceptée.",
        on=on,
    )
    remedies = [french.typeset(french.own(rule.remedies))] if rule.remedies else []
    return french.strung(told, *remedies, *([at_stages] if at_stages else []))


def _at_stages(definition: Definition) -> str:
    """What no answer means at the end of a stage that says it: « réputé complet »."""
    told = [
        french.say(
            "Sans réponse au {on}, à l’étape « {stage} », le dossier est réputé écarté."
            if rule.means == "rejection"
            else "Sans réponse au {on}, à l’étape « {stage} », le dossier est réputé admis.",
            on=french.day(rule.on, weekday=False),
            stage=french.own(stage.label),
        )
        for stage in speaking(definition)
        if (rule := stage_silence(definition, stage)) is not None and rule.on is not None
    ]
    return french.strung(*told) if told else ""


def _unsaid(definition: Definition) -> str:
    if lead_of(definition).legal != "public":
        return ""
    return french.say(
        "L’appel ne dit pas ce que vaudrait un silence. À défaut de réponse, demandez au service "
        "ci-dessus où en est votre candidature. Un refus, même implicite, se conteste dans les "
        "deux mois (article L411-2 du code des relations entre le public et l’administration, "
        "article R421-1 du code de justice administrative)."
    )
