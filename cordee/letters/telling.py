"""An issue as a mail, in French: text and HTML, nothing fetched, no link that follows anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from cordee.letters.links import link, page
from cordee.letters.queries import told
from cordee.letters.rules import RULE

if TYPE_CHECKING:
    from cordee.letters.models import Issue

MUTABLE = (RULE, _("Les lettres"))
"""What someone may choose not to receive at all."""
STOP = "https://cordee.invalid/arreter"
"""Stands for the link of each reader until her own copy is made."""


def draft(issue: Issue, content: dict[str, Any]) -> tuple[str, str]:
    """Text and HTML of an issue, the same for all but one link."""
    parts = told(content["parts"])
    context = {
        "issue": issue, "letter": issue.letter, "title": content["title"], "parts": parts,
        "coming": content["coming"], "online": page("issue", issue),
        "forward": page("forward", issue), "stop": STOP,
    }  # fmt: skip
    return _text(context), render_to_string("letters/mail.html", context)


def _text(told_: dict[str, Any]) -> str:
    blocks = [f"{told_['letter'].title} – n° {told_['issue'].number}", told_["title"],
              f"Lire en ligne : {told_['online']}"]  # fmt: skip
    for one in told_["parts"]:
        head = " ".join(filter(None, (one["mark"], one["title"]))).upper()
        blocks += [f"{head}\n{one['line']}".strip(), one["text"], one["signature"]]
    if told_["coming"]:
        blocks += ["À SUIVRE", "\n".join(f"– {one}" for one in told_["coming"])]
    blocks += [
        "--",
        f"Transférer à un·e collègue : {told_['forward']}",
        f"Ne plus recevoir cette lettre : {told_['stop']}",
        "Cette lettre ne contient ni image ni lien de suivi : nous ne savons pas si vous l’ouvrez.",
    ]  # fmt: skip
    return "\n\n".join(filter(None, blocks)) + "\n"


def copy(issue: Issue, text: str, html: str, email: str) -> tuple[str, str, str]:
    """The copy of one reader: text, HTML, and the link that ends it."""
    own = link("stop", issue.letter, email)
    return text.replace(STOP, own), html.replace(STOP, own), own
