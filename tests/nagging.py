"""Asks every page of a room badly, on rows that exist: every field hostile, every asker."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from tests.methods import has_page, takes

SHOWN = 200
NOT_ALLOWED = 405
FORM = "application/x-www-form-urlencoded"
NOBODY = "00000000-0000-0000-0000-000000000000"
HOSTILE = (
    "",
    "\0",
    "<script>alert(1)</script>",
    "9" * 400,
    "-1",
    "NaN",
    "1e999",
    "2024-13-45",
    "0001-01-01",
    "{}[]",
    "é" * 9000,
    NOBODY,
)
TURNS = (0, 4, 8)
"""Where the list of nonsense is begun: each field of a page meets as many of it."""
SIGNS = re.compile(r"[%&+=;\0]")
OVERSIZED = b"a=" + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
RAW = (
    (b"\xff\0{", "application/json"),
    (b"\xff\0", "multipart/form-data; boundary=x"),
    (OVERSIZED, FORM),
)
FILES = (
    ("vide.pdf", b"", "application/pdf"),
    ("image.pdf", b"\x89PNG\r\n\x1a\n\0\0", "application/pdf"),
    ("../../appel.zip", b"PK\x03\x04 pas un zip", "application/zip"),
    ("\u202efdp.exe", b"MZ\0\0" * 50, "application/octet-stream"),
    ("tableau.ods", b"\0" * 4096, "text/csv"),
)

type Places = Mapping[str, Sequence[object]]


def names(room: str) -> set[str]:
    """The names of every address of a room."""
    spaces = get_resolver().namespace_dict
    return {key for key in spaces[room][1].reverse_dict if isinstance(key, str)}


def failures(room: str, places: Places, askers: Mapping[str, Client]) -> list[str]:
    """Every answer of 500 or more, told in a line; nothing that was asked is kept.

    The first of `askers` to whom an address opens sends everything to it; the others, a turn.
    A method that an address refuses to all is asked by `web/test_every_address`, not here.
    """
    assert places.keys() == names(room), places.keys() ^ names(room)
    addresses = [reverse(f"{room}:{name}", args=list(args)) for name, args in places.items()]
    done: set[str] = set()
    return [line for who, client in askers.items() for line in _told(who, client, addresses, done)]


def faults(client: Client, addresses: Sequence[str]) -> list[str]:
    """The same, in fewer requests, for a room of many pages: two turns of nonsense a page."""
    client.raise_request_exception = False
    client.get("/")
    pages = {one: _asked(client, "get", one) for one in addresses if has_page(one)}
    fields = _fields_of(pages.values())
    found = [_fault(page, f"GET {one}") for one, page in pages.items()]
    for address in filter(takes, addresses):
        for turn in (0, 5):
            answer = _asked(client, "post", address, _filled(fields, turn), content_type=FORM)
            found.append(_fault(answer, f"POST {address} {turn}"))
    return [line for lines in found for line in lines]


def _told(who: str, client: Client, addresses: Sequence[str], done: set[str]) -> Iterator[str]:
    client.raise_request_exception = False
    client.get("/")  # its session is begun here, or each request undone would begin it again
    pages = {one: _asked(client, "get", one) for one in addresses if has_page(one)}
    fields = _fields_of(pages.values())
    for address, page in pages.items():
        yield from _fault(page, f"{who} GET {address}")
        if page.status_code == SHOWN:
            query = dict.fromkeys(fields, HOSTILE[2])
            yield from _fault(_asked(client, "get", address, query), f"{who} GET {address}?")
    for rank, address in enumerate(filter(takes, addresses)):
        answer = _asked(client, "post", address, _filled(fields, 0), content_type=FORM)
        yield from _fault(answer, f"{who} POST {address} 0")
        if address not in done and _opens(answer, who):
            done.add(address)
            form = pages.get(address)
            files = FILES if form is not None and _takes_files(form) else FILES[:1]
            raw = RAW[rank % len(RAW)]
            yield from _posted(who, client, address, fields, files=files, raw=raw)


def _opens(answer: HttpResponse, who: str) -> bool:
    """Tell whether the page read what was posted; a visitor is sent to sign in."""
    return answer.status_code not in {NOT_ALLOWED, 403, 404} and (
        who != "visitor" or answer.status_code != 302
    )


def _posted(
    who: str,
    client: Client,
    address: str,
    fields: Sequence[str],
    *,
    files: Sequence[tuple[str, bytes, str]],
    raw: tuple[bytes, str],
) -> Iterator[str]:
    """Nonsense in every field, files that are not what they say, a body that is no form.

    What is not read as a form is refused before the page is asked: each page meets one such body.
    """
    for turn in TURNS[1:]:
        answer = _asked(client, "post", address, _filled(fields, turn), content_type=FORM)
        yield from _fault(answer, f"{who} POST {address} {turn}")
    for name, content, kind in files:
        sent = {field: SimpleUploadedFile(name, content, kind) for field in fields}
        yield from _fault(_asked(client, "post", address, sent), f"{who} POST {address} {name}")
    body, kind = raw
    answer = _asked(client, "post", address, body, content_type=kind)
    yield from _fault(answer, f"{who} POST {address} {kind} {len(body)}")


def _takes_files(page: HttpResponse) -> bool:
    return not page.streaming and b'type="file"' in page.content


def _filled(fields: Sequence[str], turn: int) -> bytes:
    """A form with each field twice: what a list of two reads; a single value is the second.

    The nonsense differs from one's neighbour, from the first to the second, from turn to turn.
    """
    pairs = (
        (name, HOSTILE[(rank + turn + shift) % len(HOSTILE)])
        for rank, name in enumerate(fields)
        for shift in (len(HOSTILE) // 2, 0)
    )
    return "&".join(f"{_typed(name)}={_typed(text)}" for name, text in pairs).encode()


def _typed(text: str) -> str:
    """As a browser sends it; letters beyond ASCII as they are, which is read a thousand times."""
    return SIGNS.sub(lambda sign: f"%{ord(sign[0]):02X}", text)


def _asked(client: Client, method: str, address: str, *args: object, **more: str) -> HttpResponse:
    """The answer, whatever was written undone."""
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(address, *args, **more)
        transaction.set_rollback(True)
    if answer.streaming:
        b"".join(answer)
    return answer


def _fields_of(pages: Iterable[HttpResponse]) -> list[str]:
    """Every field of the pages of a room: each is sent to all its addresses."""
    return sorted({name for page in pages for name in _fields(page)} - {"csrfmiddlewaretoken"})


def _fields(page: HttpResponse) -> list[str]:
    if page.streaming or not page.headers.get("Content-Type", "").startswith("text/html"):
        return []
    return re.findall(r'\bname="([^"]+)"', page.text)


def _fault(answer: HttpResponse, asked: str) -> Iterator[str]:
    if answer.status_code >= 500:
        reason = getattr(answer, "exc_info", None)
        yield f"{asked} → {answer.status_code} {reason[1]!r}" if reason else asked
