"""Which methods an address lets in: the others are answered 405 before anything is read."""

from collections.abc import Collection
from typing import Any
from urllib.parse import unquote

from django.urls import resolve


def methods(view: Any) -> Collection[str]:
    """The methods that the first guard of a view lets in; none is told: any may pass."""
    code = getattr(view, "__code__", None)
    kept = dict(zip(code.co_freevars, view.__closure__ or (), strict=True)) if code else {}
    found: Collection[str] = ()
    if "request_method_list" in kept:
        found = kept["request_method_list"].cell_contents
    return found


def lets_in(view: Any, method: str) -> bool:
    """Whether anything but the refusal of the method may answer it."""
    return not (known := methods(view)) or method in known


def has_page(address: str) -> bool:
    """Whether an address may answer those who ask for a page."""
    return lets_in(resolve(unquote(address)).func, "GET")


def takes(address: str) -> bool:
    """Whether an address may read what is posted to it."""
    return lets_in(resolve(unquote(address)).func, "POST")
