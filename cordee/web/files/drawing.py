"""A drawing (SVG) made harmless: what draws is kept, whatever could act or call elsewhere goes."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

MEDIA: Final = "image/svg+xml"
SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
MOST_BYTES: Final = 2 * 1024 * 1024
MOST_PARTS: Final = 20_000
KEPT: Final = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "image",
        "clipPath",
        "mask",
        "pattern",
        "marker",
        "linearGradient",
        "radialGradient",
        "stop",
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feDropShadow",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feMorphology",
        "feOffset",
        "feTile",
        "switch",
        "style",
    ]
)
"""What draws; neither script, nor animation, nor foreign content, nor link."""
DEEPEST: Final = 100
_ACTS = re.compile(r"^on|^(base|formaction|action)$", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"url\s*\((?!\s*['\"]?#)|@import|expression\s*\(|javascript:|\\", re.IGNORECASE
)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+\Z", re.IGNORECASE)


def neutral(content: bytes) -> bytes | None:
    """The same drawing, which can only be looked at; None for what is no readable SVG.

    Document types and entities are refused: they swell, or read files.
    """
    root = _read(content)
    if root is None or root.tag != f"{{{SVG}}}svg" or not _sane(root):
        return None
    _clean(root)
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _sane(root: ET.Element) -> bool:
    """Whether a drawing has no more parts, nor deeper ones, than a person would draw."""
    level, count = [root], 0
    for _depth in range(DEEPEST):
        count += len(level)
        level = [inner for part in level for inner in part]
        if not level:
            return count <= MOST_PARTS
    return False


def _read(content: bytes) -> ET.Element | None:
    if len(content) > MOST_BYTES or b"\0" in content:
        return None
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda tag, found: builder.start(_named(tag), _all(found))
    parser.EndElementHandler = lambda tag: builder.end(_named(tag))
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _doctype
    parser.EntityDeclHandler = _refused
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's shape
        return builder.close()
    except (expat.ExpatError, ValueError, AssertionError, LookupError, RecursionError):
        return None


def _named(tag: str) -> str:
    return f"{{{tag}" if "}" in tag else tag


def _all(found: dict[str, str]) -> dict[str, str]:
    return {_named(key): value for key, value in found.items()}


def _doctype(_name: str, _system: str | None, _public: str | None, inside: int) -> None:
    """The usual document type of old drawings says nothing; one with entities is refused."""
    if inside:
        _refused()


def _refused(*_given: object) -> None:
    raise ValueError("entities")


def _clean(root: ET.Element) -> None:
    """Take away, wherever it stands, what does more than draw."""
    for part in root.iter():
        for inner in list(part):
            if inner.tag.removeprefix(f"{{{SVG}}}") not in KEPT or _styles_badly(inner):
                part.remove(inner)
        for name, value in list(part.attrib.items()):
            if _bad(name, value):
                del part.attrib[name]


def _styles_badly(part: ET.Element) -> bool:
    own = part.tag == f"{{{SVG}}}style"
    return own and (len(part) > 0 or bool(_OUTSIDE.search(part.text or "")))


def _bad(name: str, value: str) -> bool:
    if name in {"href", XLINK}:
        return not (value.startswith("#") or _PICTURE.match(value))
    strange = name.startswith("{") and "XML/1998/namespace" not in name
    return strange or bool(_ACTS.search(name)) or bool(_OUTSIDE.search(value))
