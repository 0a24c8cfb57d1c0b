"""Definitions as calls really are: tracks, steps, teams, consortia, conditions, budgets, files."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from cordee.programme.schema import Definition
from tests.applications.doors.forms import LABELS, question

SOME = st.booleans()
LANGUAGES = st.sampled_from([["fr"], ["fr"], ["fr", "en"], ["en"], ["fr", "en", "nl"]])
ZONES = st.sampled_from(["Europe/Paris", "America/Martinique", "Pacific/Noumea", "Asia/Kathmandu"])
FORMATS = ["email", "phone", "url", "siren", "siret", "iban", "bic", "vat", "lei"]


@dataclass(frozen=True)
class Case:
    """A call, a track to apply on, and what somebody would answer."""

    definition: Definition
    track: str
    answers: dict[str, Any]


def spoken(draw: Any, languages: list[str]) -> Any:
    """A label, in each language of the call or in one text."""
    return {one: draw(LABELS) for one in languages} if draw(SOME) else draw(LABELS)


def some(draw: Any, keys: list[str]) -> list[str]:
    """Some of these keys; none, for all of them, most of the time."""
    return draw(st.lists(st.sampled_from(keys), unique=True)) if keys and draw(SOME) else []


def limit(draw: Any) -> dict[str, Any]:
    """A limit in any unit, from nothing or from a least."""
    unit = draw(st.sampled_from(["characters", "words", "lines", "pages"]))
    most = draw(st.integers(2, 40))
    found: dict[str, Any] = {"unit": unit, "max": most}
    if draw(SOME):
        found["min"] = draw(st.integers(0, most if unit != "pages" else 1))
        found["min_strength"] = draw(st.sampled_from(["advice", "obligation"]))
    if unit == "lines":
        found["line_width"] = draw(st.sampled_from([60, 95, 130]))
    return found | ({"beyond": "unread"} if draw(SOME) else {})


PIECES: tuple[dict[str, Any], ...] = (
    {}, {"not_older_than": "P3M"}, {"signed_by": "Le maire"},
    {"due": {"anchor": "deposit", "offset": "P10D"}},
)  # fmt: skip


@st.composite
def more(draw: Any, key: str) -> dict[str, Any]:
    """A question of the sorts that forms of one page leave out."""
    made: dict[str, Any] = {"key": key, "label": draw(LABELS), "required": draw(SOME)}
    match draw(st.sampled_from(["file", "budget", "group", "format", "limit", "day", "bounds"])):
        case "file":
            kinds = draw(st.lists(st.sampled_from(["txt", "csv", "png", "odt"]), unique=True))
            least = draw(st.integers(1, 2))
            made |= {"kind": "file", "types": [*kinds, "pdf"], "max_pages": 3, "min": least,
                     "max": least + draw(st.integers(0, 2)), "counted": draw(SOME)}  # fmt: skip
            made |= draw(st.sampled_from(PIECES))
        case "budget":
            made |= budget(draw)
        case "group":
            inner = [draw(more(f"{key}-i{n}")) for n in range(draw(st.integers(1, 2)))]
            made |= {"kind": "group", "min": draw(st.integers(0, 2)), "max": 3,
                     "questions": [one for one in inner if one["kind"] not in {"file", "group"}]
                     or [{"kind": "text", "key": f"{key}-t", "label": "Nom"}]}  # fmt: skip
        case "format":
            made |= {"kind": "text", "format": draw(st.sampled_from(FORMATS))}
        case "limit":
            made |= {"kind": draw(st.sampled_from(["text", "long_text"])), "limit": limit(draw)}
            if made["kind"] == "long_text" and draw(SOME):
                made |= {"languages": ["fr", "en"],
                         "languages_asked": draw(st.sampled_from(["all", "any"]))}  # fmt: skip
        case "day":
            made |= {"kind": "date", "with_hour": draw(SOME), "earliest": "2027-03-01"}
        case _:
            least = draw(st.integers(-5, 5))
            made |= {"kind": draw(st.sampled_from(["number", "money"])), "min": least,
                     "max": least + draw(st.integers(0, 90))}  # fmt: skip
    return made


def budget(draw: Any) -> dict[str, Any]:
    """A budget: years or categories, flat rates, sub-totals, balances, checks that may hold."""
    columns: list[dict[str, Any]] = [
        {"key": "a", "label": "2027", "kind": "money", "total": True},
        {"key": "b", "label": "2028", "kind": "money", "total": draw(SOME), "min": 0},
    ]
    columns += draw(st.sampled_from([
        [], [{"key": "s", "label": "Total", "kind": "money", "sum_of": ["a", "b"], "total": True}],
        [{"key": "p", "label": "Forfait", "kind": "money", "sum_of": ["a"], "rate": "0.15"}],
        [{"key": "m", "label": "Reste", "kind": "money", "sum_of": ["a"], "minus": ["b"]},
         {"key": "x", "label": "Produit", "kind": "number", "product_of": ["a", "b"]}],
        [{"key": "o", "label": "Nature", "kind": "choice", "options": [
            {"key": "t", "label": "Travaux"}, {"key": "e", "label": "Études : diagnostic"}]}],
    ]))  # fmt: skip
    made: dict[str, Any] = {"kind": "table", "columns": columns}
    if not draw(SOME):
        return made | {"min": draw(st.integers(0, 2)), "max": 4}
    rows = [{"key": "r", "label": "Région"}, {"key": "c", "label": "Commune : fonds propres"}]
    rows += draw(st.sampled_from([
        [], [{"key": "t", "label": "Total", "sum_of": ["r", "c"]}],
        [{"key": "f", "label": "Frais : 7 %", "sum_of": ["r"], "rate": "0.07"},
         {"key": "l", "label": "Solde", "sum_of": ["r"], "minus": ["c"]}],
    ]))  # fmt: skip
    checks = draw(st.sampled_from([
        [], [{"rule": "ratio", "column": "a", "rows": ["r"], "of_rows": ["r", "c"], "max": "0.8"}],
        [{"rule": "total", "column": "a", "min": 1, "max": 100000},
         {"rule": "equals", "column": "a", "of": "b"}],
        [{"rule": "equals", "column": "a", "rows": ["r"], "of_rows": ["c"]}],
    ]))  # fmt: skip
    return made | {"rows": rows, "checks": checks}


def shown(draw: Any, before: list[dict[str, Any]]) -> dict[str, Any]:
    """When a question is asked: by an earlier answer, by a fact, by several at once."""
    ways: list[dict[str, Any]] = [{"fact": "kind", "equals": "association"}]
    ways.append({"fact": "applicant", "equals": "person", "not": True})
    for one in before:
        if one["kind"] == "yes_no":
            ways.append({"question": one["key"], "equals": draw(SOME)})
        if one["kind"] == "choice":
            ways.append({"question": one["key"], "among": [one["options"][0]["key"]]})
        if one["kind"] in {"text", "long_text", "date"}:
            ways.append({"question": one["key"], "answered": draw(SOME)})
        if one["kind"] in {"number", "money"}:
            ways.append({"question": one["key"], "min": 5})
    picked = draw(st.lists(st.sampled_from(ways), min_size=1, max_size=2))
    joined = draw(st.sampled_from(["all_of", "any_of"]))
    return picked[0] if len(picked) == 1 else {joined: picked}


@st.composite
def sections(draw: Any, steps: list[str], tracks: list[str], languages: list[str]) -> Any:
    """The pages of the form, each question and each page for some steps and tracks."""
    made, answers = [], {}
    for page in range(draw(st.integers(1, 3))):
        questions: list[dict[str, Any]] = []
        for n in range(draw(st.integers(1, 3))):
            key, value = f"q{page}{n}", None
            if draw(SOME):
                one = draw(more(key))
            else:
                one, value = draw(question(key))
            one |= {"label": spoken(draw, languages), "identifying": draw(SOME)}
            one |= {"steps": some(draw, steps), "tracks": some(draw, tracks)}
            one["audience"] = draw(st.sampled_from(["jury", "public", "staff", "team"]))
            if draw(SOME) and (known := [x for x in questions if not (x["steps"] or x["tracks"])]):
                one["when"] = shown(draw, known)
            questions.append(one)
            answers[key] = value
        section = {"key": f"s{page}", "label": spoken(draw, languages), "questions": questions}
        if draw(SOME):
            section["questions"].insert(0, {"kind": "note", "key": f"n{page}", "text": "Lisez."})
        made.append(section)
    made[0]["questions"].append({"key": "atteste", "kind": "attestation", "label": "Engagement",
                                 "statements": ["Nous viendrons.", "Nous paierons."]})  # fmt: skip
    return made, answers


def team(draw: Any) -> dict[str, Any]:
    """Roles and their counts, parts, sizes, who approves."""
    roles = [{"key": f"r{n}", "label": f"{draw(LABELS)} {'abc'[n]}", "min": draw(st.integers(0, 2)),
              "external": draw(SOME)} for n in range(draw(st.integers(1, 3)))]  # fmt: skip
    size = sum(role["min"] for role in roles)
    leads = [{"key": "ref", "label": "Référent", "receives_messages": draw(SOME)}]
    leads += [{"key": "sig", "label": "Signataire : élu·e"}] if draw(SOME) else []
    made: dict[str, Any] = {"min": max(1, size), "max": max(1, size) + draw(st.integers(0, 2)),
                            "roles": roles, "asks_service": draw(SOME)}  # fmt: skip
    made["leads"] = leads if draw(SOME) else []
    wanted = [role["key"] for role in roles if role["min"]] + [one["key"] for one in made["leads"]]
    made["sign_off"] = some(draw, wanted)[:1]
    return made


def consortium(draw: Any) -> dict[str, Any]:
    """Partners by category, at least two of one of them."""
    return {"min": draw(st.integers(2, 4)), "max": 6, "categories": [
        {"key": "ville", "label": "Villes"}, {"key": "asso", "label": "Associations"}],
        "lead_categories": ["ville"], "rules": draw(st.sampled_from([
            [], [{"rule": "count", "category": "asso", "min": 1}],
            [{"rule": "countries", "min": 2}],
        ]))}  # fmt: skip


ELIGIBILITY = (
    {"rule": "kind", "among": ["association", "commune"]},
    {"rule": "place", "within": ["region:32"]},
    {"rule": "number", "fact": "budget", "min": 100, "max": 1000},
    {"rule": "declares", "statement": "Nous sommes à jour de nos impôts."},
    {"rule": "any_of", "conditions": [{"rule": "number", "fact": "adherents", "above": 10},
                                      {"rule": "declares", "statement": "Réseau national"}]},
    {"rule": "none_of", "conditions": [{"rule": "declares", "statement": "En liquidation"}]},
    {"rule": "if", "condition": {"rule": "kind", "among": ["association"]},
     "then": {"rule": "number", "fact": "years", "min": 2}},
    {"rule": "not_awarded", "within": "P3Y"},
    {"rule": "listed", "list": "reseau"},
)  # fmt: skip


@st.composite
def calls(draw: Any) -> Case:
    """A valid call of any build, a track of it, and answers to its form."""
    languages = draw(LANGUAGES)
    steps, windows, stages = way(draw)
    tracks = [f"t{n}" for n in range(draw(st.sampled_from([0, 0, 2, 3])))]
    pages, answers = draw(sections([one["key"] for one in steps], tracks, languages))
    form: dict[str, Any] = {"sections": pages, "languages": languages}
    form["signature"] = draw(st.sampled_from(["none", "simple", "handwritten"]))
    if draw(SOME):
        form |= {"max_pages": 2, "beyond": "unread"}
    content: dict[str, Any] = {
        "key": "essai", "title": spoken(draw, languages), "languages": languages,
        "organisers": [{"key": "centre", "label": "Centre", "email": "c@example.org",
                        "legal": draw(st.sampled_from(["public", "private"]))}],
        "timeline": {"zone": draw(ZONES), **draw(st.sampled_from(SILENCES))},
        "windows": windows, "steps": steps, "stages": stages, "form": form,
        "tracks": [{"key": one, "label": f"Volet {one}", "places_max": 3} for one in tracks],
        "eligibility": draw(st.lists(st.sampled_from(ELIGIBILITY), max_size=4, unique_by=str)),
        "applicant": {"which_wins": draw(st.sampled_from(["last", "first", "ask", "none"]))},
    }  # fmt: skip
    if draw(SOME):
        content["team"] = team(draw)
    if draw(st.sampled_from([False, False, True])):
        content |= {"consortium": consortium(draw)}
        content["applicant"]["is"] = ["consortium"]
    if tracks and draw(SOME):
        content["tracks"][0]["team"] = team(draw)
    if len(tracks) > 1 and draw(SOME):
        content["preferences"] = {"among": "tracks", "max": 2}
    track = draw(st.sampled_from(tracks)) if tracks else ""
    return Case(Definition.model_validate(content), track, answers)


SILENCES: tuple[dict[str, Any], ...] = (
    {}, {"silence": {"means": "rejection", "after": "P2M"}},
    {"silence": {"means": "acceptance", "on": "2027-12-01", "remedies": "Écrivez-nous."}},
    {"silence": {"means": "nothing", "after": "P1M"}, "complaints": [
        {"within": "P2M", "to": "le tribunal administratif"}]},
)  # fmt: skip


def way(draw: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """One step, two in a row, or a full file for those an examination or a jury retains."""
    first = draw(st.sampled_from([
        {"opens": "2027-01-04", "closes": "2027-02-26T12:00", "late": "code"},
        {"opens": "2027-01-04T09:00", "closes": "2027-03-28T03:30", "grace_minutes": 10},
        {"opens": "2027-01-04", "permanent": True, "cut_offs": ["2027-03-01"]},
        {"opens": "2027-01-04", "closes": "2027-02-26", "capacity": 5, "waiting": 2,
         "extensions": [{"decided": "2027-02-20", "closes": "2027-03-05", "why": "Grève"}]},
    ]))  # fmt: skip
    windows = [{"key": "un", "label": "Un", **first}]
    kind = draw(st.sampled_from(["one", "waves", "follows", "examined", "judged"]))
    if kind == "one":
        return [{"key": "a", "label": "Dossier", "window": "un"}], windows, []
    windows.append({"key": "deux", "label": "Deux", "opens": "2027-06-01", "closes": "2027-07-01"})
    if kind == "waves":
        return [{"key": "a", "label": "D", "window": "un", "waves": ["deux"]}], windows, []
    steps: list[dict[str, Any]] = [{"key": "a", "label": "Intention", "window": "un"}]
    steps.append({"key": "b", "label": "Dossier complet", "window": "deux", "max_pages": 90})
    if kind == "follows":
        return [steps[0], {**steps[1], "follows": "a"}], windows, []
    stage = {"key": "tri", "label": "Tri", "step": "a",
             "kind": "eligibility" if kind == "examined" else "merit"}  # fmt: skip
    return [steps[0], {**steps[1], "after": "tri"}], windows, [stage]
