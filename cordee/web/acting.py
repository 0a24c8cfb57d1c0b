"""What a button does: act, tell what was done or why not, go on; what a link asks: a click."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cordee.kernel.findings import Refused
from cordee.kernel.speech import heard
from cordee.web.guards import onward


def act_and_tell(
    request: HttpRequest, act: Callable[[], object], said: str, onwards: tuple[str, Any]
) -> HttpResponse:
    """Act, tell `said` (nothing when empty) or each reason of the refusal, and go on.

    `onwards` is a URL name and its argument.
    """
    try:
        act()
    except Refused as refusal:
        for one in refusal.findings:
            messages.error(request, heard(one.sentence))
    else:
        if said:
            messages.success(request, said)
    return onward(request, *onwards)


def deliberate(
    request: HttpRequest, *, title: str, text: str, action: str, back: str
) -> HttpResponse:
    """What a link of a letter opens: software follows links, so only a click does anything.

    `title` says what would be done, `text` to what, `action` stands on the button.
    """
    shown = {"title": title, "text": text, "action": action, "back": back}
    return render(request, "web/confirm.html", shown)
