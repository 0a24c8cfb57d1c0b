"""What a list lets through, holds or drops; how its addresses read; the words worth sending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from cordee.kernel import french

WORD: Final = r"^[a-z0-9](?:[a-z0-9-]{0,22}[a-z0-9])?$"
"""The word of a list in its addresses: a folder of a mailbox keeps no capitals."""
OFTEN = 6
"""Messages of one person in ten minutes beyond which a human reads over: machines answer fast."""
STRANGERS = 20
"""Messages of unknown addresses kept waiting on one list; the others are dropped."""
SIGNED = 20
RULE = "lists"
"""What someone mutes when she chooses to receive nothing of any list."""
_ADDRESS = re.compile(
    r"(?P<word>[a-z0-9-]{1,24})(?:\.(?P<thread>\d{1,18})\.(?P<sign>[0-9a-f]{20}))?"
)
_QUOTED = re.compile(
    r"^(?:Le .{4,200} a écrit\s*:|On .{4,200} wrote:|-{2,} ?(?:Message d.origine|Original Message|"
    r"Forwarded message|Message transféré).*|_{20,})\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Aimed:
    """What an address of the mailbox says: which list, which thread, and the proof it carries."""

    word: str
    thread: int = 0
    signature: str = ""


def writing_to(base: str, word: str, thread: int = 0, signature: str = "") -> str:
    """« listes+cohorte.12.3f…@exemple.org »; empty when the house receives no mail.

    `base` is the address of the mailbox; what follows the plus sign comes back with the mail.
    """
    local, _at, domain = base.partition("@")
    if not local or not domain:
        return ""
    proof = f".{thread}.{signature[:SIGNED]}" if signature else ""
    return f"{local}+{word}{proof}@{domain}"


def aimed(recipient: str, base: str) -> Aimed | None:
    """What an address of ours says; None for any other address."""
    local, _at, domain = base.lower().partition("@")
    name, _at, host = recipient.strip().lower().partition("@")
    if not local or host != domain or not name.startswith(f"{local}+"):
        return None
    found = _ADDRESS.fullmatch(name[len(local) + 1 :])
    if found is None:
        return None
    return Aimed(found["word"], int(found["thread"] or 0), found["sign"] or "")


def fresh(text: str) -> str:
    """The words someone wrote, without the message she answers nor her signature."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.rstrip() == "--" or _QUOTED.match(line.strip()):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def plain_subject(subject: str, word: str) -> str:
    """The subject without the marks that software piles up in front of it."""
    marks = re.compile(
        rf"^\s*(?:(?:re|ré|rép|tr|fwd?|aw)\s*:|\[{re.escape(word)}\])\s*", re.IGNORECASE
    )
    found = subject.strip()
    while (shorter := marks.sub("", found)) != found:
        found = shorter
    return found[:200]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a list is run."""

    writers: str = "members"
    moderation: str = "none"
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever writes, as far as the house can tell."""

    member: bool
    proved: bool
    """By her account, or by an address of ours that was given to her alone."""
    moderates: bool = False
    trusted: bool = False
    """A message of hers was accepted already, or a moderator trusts her."""
    recent: int = 0
    """Her messages of the last ten minutes."""
    strangers: int = 0
    """Messages of unknown addresses that wait already."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a message, and why."""

    act: Literal["tell", "hold", "drop"]
    because: str = ""


def fate(setting: Setting, sender: Sender, *, automatic: bool, empty: bool) -> Fate:
    """Whether a message leaves, waits for a moderator, or goes no further.

    A machine is never answered nor relayed (RFC 3834): two lists or a responder never loop. A
    name in « From » proves nothing: without a proof a human reads it over, on any list.
    """
    for case, because in (
        (automatic, french.say("écrit par une machine")),
        (empty, french.say("message vide")),
        (setting.closed, french.say("la liste est close")),
        (not sender.member and sender.strangers >= STRANGERS,
         french.say("trop de messages d’adresses inconnues attendent déjà")),
    ):  # fmt: skip
        if case:
            return Fate("drop", because)
    return _held(setting, sender) or Fate("tell")


def _held(setting: Setting, sender: Sender) -> Fate | None:
    reasons = (
        (not sender.member, french.say("son adresse n’est pas de la liste")),
        (not sender.proved, french.say("envoyé sans l’adresse de réponse de cette personne : "
                                       "rien ne prouve que c’est elle")),
        (sender.recent >= OFTEN, french.say("beaucoup de messages en peu de temps")),
        (setting.writers == "moderators" and not sender.moderates,
         french.say("seule l’équipe qui anime la liste y écrit")),
        (setting.moderation == "all" and not sender.moderates,
         french.say("chaque message de cette liste est relu")),
        (setting.moderation == "first" and not (sender.moderates or sender.trusted),
         french.say("premier message de cette personne")),
    )  # fmt: skip
    return next((Fate("hold", because) for case, because in reasons if case), None)


@dataclass(frozen=True, slots=True)
class Mailing:
    """What decides whether a member receives a message at once, in a digest, or not by mail."""

    rhythm: str = ""
    """Her choice for this list; empty: her choice for everything."""
    usual: str = "each"
    muted: bool = False
    cap: int = 5
    heard: int = 0
    """Letters of lists she was sent in seven days."""


def delivery(one: Mailing) -> Literal["now", "digest", "never"]:
    """How a message reaches a member; beyond her weekly cap it waits for the digest (R268)."""
    if one.muted or one.rhythm == "none":
        return "never"
    if (one.rhythm or one.usual) != "each":
        return "digest"
    return "digest" if one.heard >= one.cap else "now"
