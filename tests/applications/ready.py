"""A file made ready by the rules of its call: answers its form accepts, what its conditions ask."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from cordee.applications.rules.answers import answer_faults, visible
from cordee.applications.rules.known import conditions_of, declarations_asked
from cordee.applications.rules.shapes import kept
from cordee.applications.rules.tables import computed, finished
from cordee.kernel.counting import measure
from cordee.kernel.findings import blocking
from cordee.programme.conditions import place_key
from cordee.programme.schema import Definition, who
from cordee.programme.schema import questions as q
from cordee.programme.schema import team as teams

LENS, DAY = "commune:62498", date(2027, 9, 1)
WORDS = "Œuvrer à l’écoute des élu·e·s, « ensemble » : des haies, l’eau, l’école ; et après ?"
SHAPED = {"9": "7", "A": "K", "*": "2"}
FORMATS = {
    "any": "Un mot d’« œuvre »", "email": "anais@example.org", "phone": "03 21 00 00 00",
    "url": "https://example.org/ici", "siren": "732829320", "siret": "73282932000074",
    "iban": "FR7630006000011234567890189", "bic": "BNPAFRPPXXX", "vat": "FR40303265045",
    "lei": "213800KUD8LAJWSQ9D15",
}  # fmt: skip
CELLS = {"number": "2", "money": "100", "date": "2027-01-02", "text": "Lœuf"}


def text(limit: q.Limit | None) -> str:
    """A text as long as its limit wants, and no longer."""
    least, most = (limit.min or 1, limit.max) if limit else (1, None)
    unit, width = (limit.unit, limit.line_width) if limit else ("characters", 95)
    said, words = "", cycle(WORDS.split())
    while measure(said, unit, width) < least:
        said = f"{said} {next(words)}".strip() if unit != "characters" else said + "é"
    longer = f"{said} {WORDS}"
    fits = most is None or measure(longer, unit, width) <= most
    return longer if fits else said


def answer(question: q.Asked, rank: int = 0) -> Any:  # noqa: PLR0911 - one line a kind
    """An answer that its question accepts; `rank` tells one date, or item, from the next."""
    match question:
        case q.Text():
            shaped = "".join(SHAPED.get(sign, sign) for sign in question.shape or "")
            plain = FORMATS[question.format] if question.format != "any" else ""
            return shaped or plain or text(question.limit)
        case q.LongText():
            said = text(question.limit)
            return dict.fromkeys(question.languages, said) if question.languages else said
        case q.Choice():
            keys = [one.key for one in question.options][: max(question.min, 1)]
            return keys if question.max > 1 else keys[0]
        case q.Number() | q.Money():
            return str(between(question.min, question.max))
        case q.Day():
            first = date.fromisoformat(question.earliest[:10]) if question.earliest else DAY
            day = (first + timedelta(days=rank)).isoformat()
            return f"{day}T09:30" if question.with_hour else day
        case q.Place():
            return [LENS] if question.max > 1 else LENS
        case q.Contact():
            return {part: f"{part} : Lœuf" for part in question.fields}
        case q.Table():
            return finished(question, list(rows(question)))
        case q.Group():
            return [dict(filled(question.questions, {})) for _ in range(max(question.min, 1))]
        case _:
            return isinstance(question, q.YesNo | q.Attestation) or None


def between(least: Decimal | None, most: Decimal | None) -> Decimal:
    """A number within these bounds."""
    if least is not None:
        return least
    return Decimal(1000) if most is None else min(Decimal(1000), most)


def rows(table: q.Table) -> Iterator[dict[str, str]]:
    """Its fixed rows, or as many of one's own as it wants, as typed."""
    fixed = [row.key for row in table.rows if not computed(row)]
    asked = [one for one in table.columns if not computed(one)]
    cells = {one.key: one.options[-1].key if one.options else _cell(one) for one in asked}
    yield from ({"key": key, **cells} for key in fixed)
    if not table.rows:
        yield from islice(cycle([cells]), max(table.min, min(2, table.max)))


def _cell(column: q.Column) -> str:
    inside = column.kind in {"number", "money"} and (column.min, column.max) != (None, None)
    usual = Decimal(CELLS[column.kind]) if inside else Decimal()
    low = usual if column.min is None else max(usual, column.min)
    held = low if column.max is None else min(low, column.max)
    return str(held) if inside else CELLS[column.kind]


def filled(
    questions: Any,
    known: Mapping[str, Any],
    drawn: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Iterator[tuple[str, Any]]:
    """Each question that is asked and its answer: the drawn one where its rules accept it."""
    answers, drawn = dict(known), drawn or {}
    for rank, one in enumerate(questions):
        if not isinstance(one, q.Asked) or isinstance(one, q.File):
            continue
        if not visible(one.when, answers, facts or {}):
            continue
        value = kept(one, drawn.get(one.key, answers.get(one.key)))
        if blocking(answer_faults(one, value)) or (one.key not in drawn and value is None):
            value = answer(one, rank)
        answers[one.key] = value
        yield one.key, value


def number(one: who.NumberIs) -> Decimal:
    """A number that meets this condition."""
    if one.above is not None or one.below is not None:
        low = one.above if one.above is not None else (one.below or Decimal()) / 2
        high = one.below if one.below is not None else low + 2
        return (low + high) / 2
    return between(one.min, one.max)


def known(definition: Definition, track: str) -> dict[str, Any]:
    """What a candidate says of itself so that every condition is met."""
    numbers: dict[str, Any] = {}
    declared: dict[str, bool] = {}
    for one, wanted in _leaves(conditions_of(definition), wanted=True):
        if not definition.concerns(one.tracks, track):
            continue
        if isinstance(one, who.NumberIs):
            divided = number(one) * 10 if one.over else number(one)
            numbers[one.fact] = {"value": str(divided), "source": "bilan"}
            numbers |= {one.over: {"value": "10", "source": ""}} if one.over else {}
        elif isinstance(one, who.Declares):
            declared[one.key or str(one.statement)] = wanted
        elif isinstance(one, who.PlaceIs):
            declared[place_key(one)] = wanted
    declared |= {key: True for key, _ in declarations_asked(definition, track)
                 if key not in declared}  # fmt: skip
    return {"numbers": numbers, "declared": declared}


def _leaves(conditions: Any, *, wanted: bool) -> Iterator[tuple[who.Condition, bool]]:
    for one in conditions:
        if isinstance(one, who.If):
            yield from _leaves((one.condition, one.then), wanted=wanted)
        elif isinstance(one, who.NoneOf):
            yield from _leaves(one.conditions, wanted=not wanted)
        elif isinstance(one, who.AllOf | who.AnyOf | who.AtLeast):
            yield from _leaves(one.conditions, wanted=wanted)
        else:
            yield one, wanted


def kind_wanted(definition: Definition, track: str) -> str:
    """A kind of body the call takes."""
    for one, wanted in _leaves(definition.eligibility, wanted=True):
        if isinstance(one, who.KindIs) and wanted and definition.concerns(one.tracks, track):
            return one.among[0] if one.among else "commune"
    return "personne" if definition.applicant.is_ == ("person",) else "association"


def lists_wanted(definition: Definition) -> set[str]:
    """The lists that name the candidate."""
    found = {one.list or "" for one, _ in _leaves(definition.eligibility, wanted=True)
             if isinstance(one, who.ListedIn)}  # fmt: skip
    return (found - {""}) | {f"step:{one.key}" for one in definition.steps if one.invited}


def mates(team: teams.Team) -> list[dict[str, Any]]:
    """As many people as the team asks, in each role, playing every part."""
    held = [role.key for role in team.roles for _ in range(role.min)]
    spare = next((one.key for one in team.roles if one.max is None or one.max > one.min), "")
    held += [spare] * (max(team.min, 1) - len(held))
    people = [_mate(team, role, rank) for rank, role in enumerate(held)]
    taken = set[int]()
    for lead in team.leads:
        fits = [n for n, one in enumerate(people) if lead.of == "person"
                and (not lead.among_roles or one["role"] in lead.among_roles)]  # fmt: skip
        free = [n for n in fits if n not in taken]
        for n in (free or fits)[: max(lead.min, 0)]:
            people[n]["leads"].append(lead.key)
            taken.add(n)
    return people


def _mate(team: teams.Team, role: str, rank: int) -> dict[str, Any]:
    return {
        "given_name": f"Anaïs-{rank}", "family_name": "Lœuf", "role": role, "leads": [],
        "capacity": "Élue", "organisation": f"Cœur d’Artois {rank}", "service": f"Eau {rank}",
        "phone": "0321", "email": f"anais.{rank}@example.org",
    }  # fmt: skip


COUNTRIES = ("FR", "BE", "DE", "IT", "ES", "PT", "NL", "AT", "PL", "IE", "SE", "FI")


def countries_wanted(definition: Definition, track: str) -> list[str]:
    """The countries every partner must be of, or a choice of those a consortium may join."""
    named = [place.partition(":")[2][:2] for one, _ in _leaves(definition.eligibility, wanted=True)
             if isinstance(one, who.PlaceIs) and one.of == "every_member"
             for place in one.within if place.startswith("country:")]  # fmt: skip
    rules = definition.consortium_of(track)
    abroad = rules is not None and any(
        one.rule in {"countries", "per_country"} for one in rules.rules
    )
    return list(COUNTRIES) if abroad else named or ["FR"]


def partners(rules: teams.Consortium, step: str, countries: list[str]) -> list[dict[str, Any]]:
    """The partners beside the lead body, by the counts the call asks at that step."""
    here = [one for one in rules.rules if not one.steps or step in one.steps]
    counts = {one.category: int(one.min or 0) for one in here if one.rule == "count"}
    size = max(rules.min, counts.pop(None, 0), sum(counts.values()), 1)
    lead = lead_category(rules)
    if lead in counts:
        counts[lead] -= 1
    each = [key for key, least in counts.items() for _ in range(least)]
    each += [lead] * (size - 1 - len(each))
    return [
        {"name": f"Partenaire {rank}", "category": category or "", "amount": Decimal(100),
         "country": countries[(rank + 1) % len(countries)]}
        for rank, category in enumerate(each)
    ]  # fmt: skip


def lead_category(rules: teams.Consortium) -> str:
    """The category of the lead body."""
    keys = [*rules.lead_categories, *(one.key for one in rules.categories)]
    return keys[0] if keys else ""
