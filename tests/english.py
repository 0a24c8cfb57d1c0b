"""What an English page still says in French."""

import re
from html.parser import HTMLParser

from cordee.kernel.speech import into

FRENCH = re.compile(
    r"\b(?:le|la|les|des|du|une?|vous|votre|vos|est|sont|dans|pour|sur|avec|aux?|il|ce|cette|et|ou|"
    r"pas|à|de|janvier|décembre|novembre|personnes?|au)\b",
    re.IGNORECASE,
)


OWN = re.compile("“[^”]*”|«[^»]*»|Cordée")
ACCENT = re.compile("[à-ÿœ]")


def unsaid(sentence: str, own: str = "(?!)") -> bool:
    """Whether a sentence made by the house stays French for an English reader.

    Words of a definition stand between quotation marks, or are given as `own`.
    """
    said = re.sub(own, "", OWN.sub("", into(sentence, "en")))
    return bool(FRENCH.search(said) or ACCENT.search(said))


class Texts(HTMLParser):
    """The texts of a page, attributes that are read aloud included."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in {"script", "style"} or known.get("lang") == "fr":
            self.hidden.append(tag)
        self.found += [known[one] or "" for one in ("aria-label", "title", "placeholder", "alt")
                       if one in known]  # fmt: skip

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def french_in(html: str, own: str = "(?!)") -> list[str]:
    """The texts of an English page that are French; `own` are words of the call itself."""
    texts = Texts()
    texts.feed(html)
    said = {" ".join(text.split()) for text in texts.found}
    return sorted(one for one in said if FRENCH.search(re.sub(own, "", one)))
