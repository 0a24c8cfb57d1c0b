"""The components and filters of every page, always loaded (settings.TEMPLATES builtins)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.core.paginator import Page
from django.template import Context, defaultfilters
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cordee.kernel import counting, french, speech
from cordee.kernel.findings import Finding, Strength, Verdict
from cordee.kernel.moments import When
from cordee.web import addressed, forms, texts
from cordee.web.components import Bar, Fact, Moment, Step, Tab, Task, widths

register = template.Library()
TONES = {
    Verdict.OK: "good",
    Verdict.MISSING: "warn",
    Verdict.BROKEN: "bad",
    Verdict.IMPOSSIBLE: "bad",
}


# Text


@register.filter
def markdown(text: str, top: int = 2) -> SafeString:
    """Markdown as safe HTML; titles start at `<h{top}>`."""
    return texts.markdown(str(text), top=int(top))


@register.filter
def plain(text: str) -> SafeString:
    """What an applicant typed, as paragraphs."""
    return texts.plain(str(text))


@register.filter
def words(label: str | Mapping[str, str]) -> str:
    """A label of a programme in the language of the page."""
    return texts.words(label, translation.get_language() or "fr")


@register.filter
def typeset(text: str) -> str:
    """French no-break spaces and apostrophes."""
    return french.typeset(text if isinstance(text, str) else str(text))


@register.filter
def verdict(value: Verdict) -> str:
    """A verdict as a person reads it."""
    said = {
        Verdict.OK: _("C’est bon"),
        Verdict.MISSING: _("À compléter"),
        Verdict.BROKEN: _("Enfreint"),
        Verdict.IMPOSSIBLE: _("Impossible désormais"),
    }
    return said[value]


@register.filter
def strength(value: Strength) -> str:
    """How much a rule binds, as a person reads it."""
    said = {
        Strength.ADVICE: _("conseil"),
        Strength.CRITERION: _("critère"),
        Strength.OBLIGATION: _("obligation"),
    }
    return said[value]


def _hearing(name: str) -> None:
    """A filter of Django's that cuts a sentence first hears it in the language of the page."""
    usual = defaultfilters.register.filters[name]

    @wraps(usual)
    def filtered(value: Any, *given: Any, **named: Any) -> Any:
        return usual(speech.heard(value) if hasattr(value, "into") else value, *given, **named)

    register.filter(name, filtered)


for one in ("capfirst", "lower", "upper", "truncatechars", "truncatewords", "linebreaks"):
    _hearing(one)


# Dates and numbers


@register.filter
def moment(value: datetime | None, zone: str = "") -> str:
    """« jeudi 19 décembre 2024 à 12 h », in `zone` or the current one; nothing for nothing."""
    return french.moment(_local(value, zone), zone=zone) if value else ""


@register.filter
def moment_there(value: datetime | None, zone: str = "") -> str:
    """« vendredi 28 mai 2027 à 17 h » in `zone`, unsaid: the clock of each reader's place."""
    return french.moment(_local(value, zone)) if value else ""


@register.filter
def minute(value: datetime | None, zone: str = "") -> str:
    """« 19 décembre 2024 à 12 h 30 » for lists: no day of the week, no second."""
    if not value:
        return ""
    local = _local(value, zone)
    short = french.day(local.date(), weekday=False)
    return _("%(day)s à %(hour)s") % {"day": short, "hour": french.hour(local.time())}


@register.filter
def day(value: date | datetime | None, zone: str = "") -> str:
    """« jeudi 19 décembre 2024 », in `zone` or the current one."""
    return french.day(_as_date(value, zone)) if value else ""


@register.filter
def short_day(value: date | datetime | None, zone: str = "") -> str:
    """« 19 décembre 2024 », in `zone` or the current one."""
    return french.day(_as_date(value, zone), weekday=False) if value else ""


@register.filter
def hour(value: datetime | time | None, zone: str = "") -> str:
    """« 12 h », « 9 h 30 », in `zone` or the current one."""
    if isinstance(value, datetime):
        return french.hour(_local(value, zone).time())
    return french.hour(value) if value else ""


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """« 34 969 », « 8,5 »."""
    if value is None:
        return ""
    exact = Decimal(str(value)) if isinstance(value, float) else value
    return french.number(exact, decimals=decimals)


@register.filter
def money(value: int | Decimal | None, currency: str = "EUR") -> str:
    """« 700 € », « 700 CHF »: `{{ one.amount|money:cohort.currency }}`."""
    return "" if value is None else french.money(value, currency)


@register.filter
def counted(value: int | Decimal, word: str) -> str:
    """« 7 places »; the word is `singular` or `singular,plural`."""
    one, _comma, many = word.partition(",")
    return french.plural(value, one, many)


@register.filter
def percent(value: float | Decimal | None) -> str:
    """A ratio as « 84 % »; nothing for an unknown ratio."""
    if value is None:
        return ""
    return french.percent(Decimal(round(float(value) * 100)) / 100)


# Components


@register.inclusion_tag("web/parts/page_title.html")
def page_title(
    title: Any, caption: Any = "", status: Any = "", tone: str = "neutral"
) -> dict[str, Any]:
    """The h1, what it belongs to above it, and its status."""
    return {"title": title, "caption": caption, "status": status, "tone": tone}


@register.inclusion_tag("web/parts/trail.html")
def trail(*steps: Any) -> dict[str, Any]:
    """Breadcrumb from label, address pairs; a last label alone is this page."""
    pairs = [(steps[i], steps[i + 1]) for i in range(0, len(steps) - 1, 2)]
    return {"steps": pairs, "here": steps[-1] if len(steps) % 2 else ""}


@register.simple_tag
def tag(label: Any, tone: str = "neutral") -> SafeString:
    """A status in words, with a colour that only repeats it; one a row of a list, hence no file."""
    return format_html('<span class="tag tag-{}">{}</span>', tone, label)


@register.inclusion_tag("web/parts/alert.html")
def alert(text: Any, tone: str = "info", title: Any = "", level: int = 2) -> dict[str, Any]:
    """A notice in the page; `title` becomes a heading of `level`."""
    return {"text": text, "tone": tone, "title": title, "level": level}


@register.inclusion_tag("web/parts/summary_list.html")
def summary_list(facts: Iterable[Fact | tuple[Any, ...]]) -> dict[str, Any]:
    """Facts as a definition list; a fact may be a plain tuple (label, value, url, action)."""
    return {"facts": [fact if isinstance(fact, Fact) else Fact(*fact) for fact in facts]}


@register.inclusion_tag("web/parts/task_list.html")
def task_list(tasks: Iterable[Task]) -> dict[str, Any]:
    """What remains to do, each line with its state."""
    return {"tasks": list(tasks)}


@register.inclusion_tag("web/parts/error_summary.html")
def error_summary(
    *sources: Any, findings: Iterable[Finding] = (), linked: bool = False
) -> dict[str, Any]:
    """Every error of these forms, linked to the fields, then what an act refused; or nothing.

    `linked` when a refusal names the field of these forms it is about, so that it leads there.
    """
    given = [source for source in sources if source]
    refusals = [
        (forms.target(one.where, *given) if linked else "", one.sentence)
        for one in findings
        if one.verdict is not Verdict.OK
    ]
    return {"faults": forms.faults(*given) + refusals}


@register.inclusion_tag("web/parts/findings.html")
def findings(found: Iterable[Finding], empty: Any = "") -> dict[str, Any]:
    """Findings with the verdict in a sign and in words, the strength, the evidence."""
    shown = [(finding, TONES[finding.verdict]) for finding in found]
    return {"findings": shown, "empty": empty, "title": ""}


@register.inclusion_tag("web/parts/finding.html")
def finding(found: Finding, title: Any = "") -> dict[str, Any]:
    """One finding, under the name of what it judges."""
    return {"finding": found, "tone": TONES[found.verdict], "title": title}


@register.inclusion_tag("web/parts/empty_state.html")
def empty_state(title: Any, text: Any = "", url: str = "", action: Any = "") -> dict[str, Any]:
    """What a list says when it is empty, and what to do."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("web/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], label: Any = "") -> dict[str, Any]:
    """Previous, next, near pages and the count; keeps the filters of the address."""
    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [item if isinstance(item, int) else None for item in around]
    return {"page": page, "numbers": numbers, "label": label, "request": context["request"]}


@register.inclusion_tag("web/parts/steps.html")
def steps(path: Iterable[Step], label: Any = "") -> dict[str, Any]:
    """A path in a few steps, horizontal when there is room."""
    return {"steps": list(path), "label": label}


@register.inclusion_tag("web/parts/countdown.html")
def countdown(deadline: datetime, ended: str = "") -> dict[str, Any]:
    """What is left before an instant, exact without JavaScript and kept fresh with it.

    `ended` is said once it is over, where nothing closes then.
    """
    left = (deadline - timezone.now()).total_seconds()
    said = {"left": said_left(left), "over": left <= 0, "ended": ended or _("C’est clos.")}
    return {"deadline": deadline, **said}


@register.inclusion_tag("web/parts/date_block.html")
def date_block(when: date | datetime | When) -> dict[str, Any]:
    """A date to be seen at once; a vague one says so."""
    if not isinstance(when, When):
        when = When.parse(_as_date(when).isoformat())
    known = when.first if when.fixed else None
    month = french.month_name(known) if known else ""
    return {"date": known, "said": when.said(), "month": month}


@register.inclusion_tag("web/parts/tabs.html")
def tabs(items: Iterable[Tab], label: Any) -> dict[str, Any]:
    """Pages seen as tabs: plain links, the current one said."""
    return {"tabs": list(items), "label": label}


@register.simple_tag
def in_my_language() -> str:
    """What ends an address that has no session, so that it speaks as this page does."""
    return addressed.tail()


@register.simple_tag
def save_state(said: Any = "", state: str = "idle") -> SafeString:
    """Where autosave says what it did; `state` is idle, saving, saved or failed."""
    page = '<p class="save-state save-state-{}" role="status" data-save-state>{}</p>'
    return format_html(page, state, said)


@register.inclusion_tag("web/parts/state_band.html")
def state_band(
    title: Any, tone: str = "neutral", text: Any = "", url: str = "", action: Any = ""
) -> dict[str, Any]:
    """Where a file stands, never out of sight: « Non déposé », « Déposé le… »."""
    return {"title": title, "tone": tone, "text": text, "url": url, "action": action}


@register.inclusion_tag("web/parts/readers.html")
def readers(who: Any, writes: Any = "") -> dict[str, Any]:
    """Who will read what is written here, in words, and who may write it."""
    return {"who": who, "writes": writes}


@register.inclusion_tag("web/parts/versions.html")
def versions(*titles_and_texts: Any, level: int = 3) -> dict[str, Any]:
    """Several versions of a text side by side, from title, text pairs."""
    pairs = zip(titles_and_texts[::2], titles_and_texts[1::2], strict=True)
    return {"versions": list(pairs), "level": level}


@register.inclusion_tag("web/parts/counter.html")
def counter(target: str, used: int, limit: int, unit: str = "characters") -> dict[str, Any]:
    """The length of the control `target`, counted by the server then kept fresh in the page."""
    said = said_count(used, limit, unit)
    return {"target": target, "used": used, "limit": limit, "unit": unit, "said": said}


@register.inclusion_tag("web/parts/figure.html")
def figure(label: Any, value: Any, url: str = "", hint: Any = "") -> dict[str, Any]:
    """A figure and the page that shows the rows behind it."""
    return {"label": label, "value": value, "url": url, "hint": hint}


@register.inclusion_tag("web/parts/bars.html")
def bars(title: Any, rows: Iterable[Bar], unit: Any = "") -> dict[str, Any]:
    """A table whose rows carry a bar each: the chart and its figures are the same thing."""
    shown = list(rows)
    return {"title": title, "rows": list(zip(shown, widths(shown), strict=True)), "unit": unit}


@register.inclusion_tag("web/parts/timeline.html")
def timeline(moments: Iterable[Moment]) -> dict[str, Any]:
    """Moments along a rope."""
    shown = [
        (point, french.day(point.when) if isinstance(point.when, date) else str(point.when))
        for point in moments
    ]
    return {"moments": shown}


def said_left(seconds: float) -> str:
    """« 12 jours et 4 heures », « 35 minutes »; two units at most, the smaller rounded down."""
    minutes = int(max(seconds, 0)) // 60
    sizes = (minutes // 1440, minutes % 1440 // 60, minutes % 60)
    first = next((rank for rank, size in enumerate(sizes) if size), None)
    if first is None:
        return french.say("moins d’une minute")
    return _joined([(size, rank) for rank, size in enumerate(sizes) if size][:2], first)


def _joined(parts: list[tuple[int, int]], first: int) -> str:
    """The largest unit, and the next one when it is not nil."""
    return french.listed(SPANS[rank](size) for size, rank in parts if rank <= first + 1)


SPANS = (
    lambda size: french.plural(size, "jour"),
    lambda size: french.plural(size, "heure"),
    lambda size: french.plural(size, "minute"),
)


def said_count(used: int, limit: int, unit: str) -> str:
    """« 120 caractères sur 800 », « 12 lignes de trop (30 au plus) »."""
    most = french.number(limit)
    if used > limit:
        over = counting.said(used - limit, counting.Unit(unit))
        return french.say("{over} de trop ({most} au plus)", over=over, most=most)
    return french.say("{used} sur {most}", used=counting.said(used, counting.Unit(unit)), most=most)


def _local(value: datetime, zone: str = "") -> datetime:
    here = ZoneInfo(zone) if zone else None
    return timezone.localtime(value, here) if timezone.is_aware(value) else value


def _as_date(value: date | datetime, zone: str = "") -> date:
    return _local(value, zone).date() if isinstance(value, datetime) else value
