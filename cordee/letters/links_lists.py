"""Links and addresses of lists: what proves who writes, and what works without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from cordee.letters.links import opened
from cordee.letters.models import DiscussionList
from cordee.letters.rules.lists import SIGNED, writing_to

if TYPE_CHECKING:
    from cordee.letters.models import ListMessage

SALT = "cordee.letters.lists"


def signature(one: DiscussionList, thread: int, email: str) -> str:
    """What only the house can write, for one list, one thread and one address."""
    said = f"{one.pk}:{thread}:{email.lower()}"
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()[:SIGNED]


def proves(one: DiscussionList, thread: int, email: str, given: str) -> bool:
    """Whether a mail came to the address that was given to its sender alone."""
    return bool(given) and constant_time_compare(signature(one, thread, email), given)


def answer_address(one: DiscussionList, thread: int, email: str) -> str:
    """Where that person alone answers a thread by mail (0: begins one); empty without mailbox."""
    if not settings.LISTS_ADDRESS:
        return ""
    return writing_to(settings.LISTS_ADDRESS, one.word, thread, signature(one, thread, email))


def link(name: str, one: DiscussionList, email: str) -> str:
    """The whole address of a link for one purpose, one list and one address."""
    token = signing.dumps([name, one.pk, email.lower()], salt=SALT)
    return settings.SITE_URL + reverse(f"lists:{name}", args=[token])


def behind(name: str, token: str) -> tuple[DiscussionList, str]:
    """The list and the address a link names; a link forged, or another's, opens nothing."""
    return opened(DiscussionList, name, token, salt=SALT)


def page(name: str, row: DiscussionList | ListMessage) -> str:
    """The whole address of a page of a list."""
    return settings.SITE_URL + reverse(f"lists:{name}", args=[row.public_id])
