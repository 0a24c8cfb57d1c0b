"""What a published call promises: which changes are living, which touch a promise, and why."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from cordee.kernel.french import strung
from cordee.kernel.moments import Duration, When

ABSENT = None


class Rule(NamedTuple):
    """Places (`windows.closes`, with `*`), who they touch, and when a change there is living."""

    places: str
    living: Callable[[Any, Any], bool]
    reason: str


def always(_: Any, __: Any) -> bool:
    """Living whatever changes."""
    return True


def never(_: Any, __: Any) -> bool:
    """A promise, whatever changes."""
    return False


def added(old: Any, _: Any) -> bool:
    """Living when something is added."""
    return old is ABSENT


def removed(_: Any, new: Any) -> bool:
    """Living when something is taken away."""
    return new is ABSENT


def more(old: Any, new: Any) -> bool:
    """Living when the number grows, or the limit goes."""
    return new is ABSENT or (old is not ABSENT and _order(new) >= _order(old))


def fewer(old: Any, new: Any) -> bool:
    """Living when the number shrinks, or goes."""
    return new is ABSENT or (old is not ABSENT and _order(new) <= _order(old))


def wider(old: Any, new: Any) -> bool:
    """Living when a list only grows."""
    return {*map(str, old or ())} <= {*map(str, new or ())}


def freed(old: Any, new: Any) -> bool:
    """Living when what was asked no longer is."""
    return old is not False and new is False


def optional(old: Any, new: Any) -> bool:
    """Living when a question, or a page of them, comes that may be left empty."""
    return old is ABSENT and isinstance(new, dict) and not _asks(new)


def weaker(old: Any, new: Any) -> bool:
    """Living when it binds less."""
    return STRENGTHS.get(new, 0) <= STRENGTHS.get(old, 0)


def precise(old: Any, new: Any) -> bool:
    """Living when a vague date becomes exact inside what was announced (R64)."""
    try:
        before, after = When.parse(str(old)), When.parse(str(new))
    except ValueError:
        return False
    if not before.spans:
        return True
    return bool(after.spans) and all(
        any(wide.first <= one.first and one.last <= wide.last for wide in before.spans)
        for one in after.spans
    )


STRENGTHS = {"conseil": 1, "critère": 2, "obligation": 3}


def _asks(new: Mapping[str, Any]) -> bool:
    """Whether a question, or any of a page, must be answered."""
    if "questions" in new and "kind" not in new:
        return any(_asks(one) for one in new["questions"])
    return bool(new.get("required", "kind" in new)) and new.get("strength") != "conseil"


def _order(value: Any) -> tuple[float, str]:
    """Numbers by size, durations by length, dates and words by their writing."""
    if isinstance(value, (int, float)):
        return (float(value), "")
    text = str(value)
    try:
        return (float(text), "")
    except ValueError:
        pass
    try:
        length = Duration.parse(text)
    except ValueError:
        return (0.0, _instant(text))
    return (length.months * 30.44 + length.days + length.minutes / 1440, "")


def _instant(text: str) -> str:
    """A bare date closes at the end of its day."""
    try:
        return (
            datetime.fromisoformat(text).isoformat()
            if "T" in text
            else strung(text, "T23:59", between="")
        )
    except ValueError:
        return text


WORDING = (
    "label",
    "title",
    "subtitle",
    "summary",
    "description",
    "help",
    "example",
    "note",
    "note_before",
    "why",
    "purposes",
    "tasks",
    "address",
    "access",
    "speakers",
    "access",
    "mention",
    "logo",
    "sentence",
    "announced",
    "naming",
    "model",
    "lead_label",
)


RULES = (
    Rule("key format programme", never, "c’est l’identité de l’appel, d’autres s’y rattachent"),
    Rule("stated* settled*", always, "l’explication d’un choix peut toujours être précisée"),
    Rule(
        "criteria.label criteria.description criteria.looked_for*",
        never,
        "les candidats écrivent leur dossier d’après ces mots",
    ),
    Rule(
        " ".join(f"{word} *.{word} *.{word}.*" for word in WORDING),
        always,
        "les mots changent, la règle reste",
    ),
    Rule("*#order", always, "seul l’ordre de présentation change"),
    Rule(
        "texts* contacts* related* themes* year.meetings.themes* funders* edition reference "
        "status languages promises* organisers*",
        always,
        "l’information change, la règle reste",
    ),
    Rule(
        "windows.closes windows.extensions.closes windows.grace_minutes windows.capacity",
        more,
        "reculer une limite ne lèse personne ; l’avancer prive de temps ceux qui écrivent",
    ),
    Rule("amendments*", always, "une modification annoncée informe, elle ne décide rien"),
    Rule(
        "windows.places_max windows.budget steps.max_pages selection.mentions.count",
        more,
        "donner plus ne lèse personne ; moins, si",
    ),
    Rule("windows.files_min eligibility.allowed", fewer, "demander moins ne lèse personne"),
    Rule("windows.extensions windows", added, "une chance de plus ne lèse personne"),
    Rule("windows.opens", fewer, "ouvrir plus tôt ne lèse personne ; ouvrir plus tard, si"),
    Rule("milestones.address milestones.until", always, "l’information change, la règle reste"),
    Rule("milestones.when", fewer, "une date annoncée est une promesse : elle peut être avancée"),
    Rule(
        "milestones tracks steps.waves selection.mentions selection.top_ups",
        added,
        "s’ajoute à ce qui est annoncé",
    ),
    Rule("timeline.estimated_minutes timeline.rhythm", always, "ce n’est qu’une indication"),
    Rule("applicant.files_per_applicant", more, "déposer davantage ne lèse personne"),
    Rule("eligibility.derogation", added, "une dérogation possible élargit l’accès"),
    Rule(
        "project.cost_max project.lasts_max project.per_body tracks.project.cost_max "
        "tracks.project.lasts_max tracks.project.per_body project.*before.date "
        "tracks.project.*before.date",
        more,
        "permettre plus ne lèse personne ; moins, si",
    ),
    Rule(
        "project.cost_min project.lasts_min project.starts_after.date tracks.project.cost_min "
        "tracks.project.lasts_min tracks.project.starts_after.date",
        fewer,
        "demander moins ne lèse personne ; plus, des projets sont à refaire",
    ),
    Rule("project* tracks.project*", never, "des projets sont déjà bâtis d’après ces bornes"),
    Rule(
        "tracks.team.max tracks.team.roles.max tracks.team.leads.max tracks.consortium.max "
        "team.max team.roles.max team.leads.max consortium.max",
        more,
        "une équipe plus large ne lèse personne ; plus étroite, des équipes se défont",
    ),
    Rule(
        "tracks.team.min tracks.team.roles.min tracks.team.leads.min tracks.consortium.min "
        "team.min team.roles.min team.leads.min consortium.min",
        fewer,
        "demander moins ne lèse personne ; demander plus, des équipes sont à refaire",
    ),
    Rule("*.strength *.min_strength", weaker, "lier moins ne lèse personne ; lier plus, si"),
    Rule("team.exceptions", added, "une exception de plus élargit l’accès"),
    Rule(
        "form.max_pages *.limit.max *.max_mb *.max_total_mb *.max_pages form.*.max",
        more,
        "écrire davantage ne lèse personne ; moins, des textes sont à couper",
    ),
    Rule("*.limit.min form.*.min", fewer, "demander moins ne lèse personne"),
    Rule("*.limit", removed, "une limite de moins ne lèse personne"),
    Rule(
        "form.sections form.sections.questions",
        optional,
        "une question facultative ne demande rien ; une obligatoire, retirée ou changée, si",
    ),
    Rule("*.required", freed, "ne plus exiger ne lèse personne"),
    Rule(
        "*.options *.types form.ways form.mailboxes form.document_types *.languages",
        wider,
        "plus de choix ne lèse personne ; moins, si",
    ),
    Rule(
        "selection.places_min selection.places_max tracks.places_min tracks.places_max "
        "selection.reserve.size selection.budget tracks.budget",
        more,
        "plus de places ne lèse personne ; moins, si",
    ),
    Rule(
        "selection.statistics_published selection.reasons_given panels.published",
        never,
        "la transparence annoncée est une promesse",
    ),
    Rule("fees.rates.amount", fewer, "demander moins d’argent ne lèse personne ; plus, si"),
    Rule("fees", removed, "ne plus rien demander ne lèse personne ; demander, si"),
    Rule("fees.covers", wider, "payer plus de choses ne lèse personne"),
    Rule(
        "grants.amount grants.min grants.max grants.rate_max grants.days grants.budget "
        "grants.count grants.rate_total_max grants.public_aid_max grants.costs_max "
        "grants.in_kind_max grants.overheads_flat grants.repaid_over grants.repaid_from "
        "grants.lasts grants.bonuses.rate grants.bonuses.amount",
        more,
        "donner plus ne lèse personne ; moins, si",
    ),
    Rule(
        "grants.interest grants.stake grants.costs_min grants.co_financing_min",
        fewer,
        "demander moins ne lèse personne ; plus, si",
    ),
    Rule(
        "call_offs.max call_offs.total_max call_offs.total_min call_offs.lasts "
        "call_offs.renewals call_offs.reply_within",
        more,
        "commander plus, ou laisser plus de temps, ne lèse personne ; moins, si",
    ),
    Rule("call_offs*", never, "les titulaires ont répondu d’après ces règles"),
    Rule("grants grants.bonuses", added, "une aide de plus ne lèse personne"),
    Rule(
        "year.meetings.when year.meetings.dates",
        precise,
        "fixer une date dans ce qui était annoncé ne déplace personne ; ailleurs, si",
    ),
    Rule("year.pledges year.deliverables", removed, "demander moins ne lèse personne ; plus, si"),
    Rule(
        "year.pledges.count year.pledges.share year.pledges.days year.pledges.lasts "
        "year.results.target",
        fewer,
        "demander moins ne lèse personne ; plus, si",
    ),
    Rule(
        "criteria* scale* stages* panels* selection*",
        never,
        "les candidats écrivent, et le jury juge, d’après ces règles",
    ),
    Rule(
        "eligibility* applicant* team* consortium* tracks.team* tracks.consortium* kinds* "
        "perimeters* circles*",
        never,
        "qui peut candidater est annoncé : certains ont déjà réuni leur équipe",
    ),
    Rule("*.due.date year.charter.due.*", more, "laisser plus de temps ne lèse personne"),
    Rule(
        "year.surveys year.groups year.parts year.results year.venues year.templates* "
        "year.meetings.slots*",
        always,
        "l’organisation des journées se précise en chemin",
    ),
    Rule("year*", never, "les lauréats organisent leur année d’après ce qui est annoncé"),
    Rule("fees* grants* currency", never, "l’argent annoncé est une promesse"),
    Rule("tracks* preferences* cohort", never, "des candidats ont choisi leur volet ou leurs vœux"),
    Rule("gates*", never, "les lauréats savent quand et comment l’on passe à la suite"),
    Rule("exchange accessibility* past*", always, "l’information change, la règle reste"),
    Rule("rights* fiscal_year", never, "les candidats déposent en connaissant ces règles"),
    Rule("duties*", never, "ce que devront les lauréats est annoncé"),
    Rule("law privacy retention*", never, "ce qui protège les candidats est une promesse"),
    Rule("form*", never, "des candidats remplissent déjà ce formulaire"),
    Rule("windows* timeline* steps* milestones*", never, "les candidats comptent sur ces règles"),
)
"""The first rule whose place matches decides; what no rule knows is a promise, by prudence."""
