"""A drawing leaves without anything that could act, call elsewhere or swell."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.web.files.drawing import neutral

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
LOGO = f"""<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">
{HEAD}<title>Région</title><style>.a{{fill:#123}}</style>
<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>
<path class="a" d="M0 0h9v9z" fill="url(#g)"/><use xlink:href="#g"/>
<image href="data:image/png;base64,iVBORw0KGgo="/></svg>"""
HOSTILE = (
    "<script>alert(1)</script>", "<g onload='alert(1)'/>", "<a href='https://x.org'><g/></a>",
    "<foreignObject><iframe src='//x.org'/></foreignObject>", "<use href='//x.org/a.svg#b'/>",
    "<image xlink:href='https://x.org/p.png'/>", "<image href='data:image/svg+xml;base64,AA=='/>",
    "<path style='fill:url(https://x.org)'/>", "<style>@import 'https://x.org'</style>",
    "<style>a{background:u\\72l(https://x.org)}</style>", "<animate attributeName='href'/>",
    "<set attributeName='onclick' to='alert(1)'/>", "<g href='javascript:alert(1)'/>",
    "<handler>alert(1)</handler>", "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>x</h:script>",
    "<g x:onclick='a' xmlns:x='urn:x'/>",
)  # fmt: skip
ACTING = re.compile(r"script|x\.org|alert|onload|onclick|foreignObject|svg\+xml|animate|import")


def test_what_draws_is_kept():
    kept = neutral(LOGO.encode()).decode()
    for piece in ("Région", "fill:#123", "linearGradient", 'd="M0 0h9v9z"', "url(#g)", "#g",
                  "data:image/png"):  # fmt: skip
        assert piece in kept
    assert neutral(kept.encode()).decode() == kept


@pytest.mark.parametrize("part", HOSTILE)
def test_what_could_act_goes(part):
    kept = neutral(f"{HEAD}{part}<path d='M0 0'/></svg>".encode()).decode()
    assert not ACTING.search(kept)
    assert "M0 0" in kept


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<svg/>", b"<html><svg/></html>", b"PNG", b"\0", b"\xff\xfe<", b"<svg",
        f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}&a;</svg>'.encode(),
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}&a;</svg>'.encode(),
        f"{HEAD}{'<g>' * 5000}{'</g>' * 5000}</svg>".encode(),
        f"{HEAD}{'<g/>' * 30000}</svg>".encode(),
    ],
)  # fmt: skip
def test_what_is_no_drawing_or_swells_is_none(content):
    assert neutral(content) is None


@given(st.text(alphabet='<>/"=&;:#abcsvgonhref ', max_size=80))
def test_any_text_is_none_or_harmless(text):
    found = neutral(f"{HEAD}{text}</svg>".encode())
    assert found is None or not ACTING.search(found.decode())
