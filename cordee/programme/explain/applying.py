"""What a call asks of those who apply, and how it chooses among them."""

from dataclasses import replace

from cordee.kernel import french
from cordee.kernel.french import strung
from cordee.programme.explain import (
    form,
    settled,
)
from cordee.programme.explain.document import (
    CANDIDATES,
    Node,
    Section,
    ended,
    listing,
    paragraph,
)
from cordee.programme.explain.headings import heading
from cordee.programme.explain.sections import given, part, section
from cordee.programme.explain.teller import Teller
from cordee.programme.schema.form import Section as FormPage


def who_section(t: Teller) -> Section:
    """Who may apply, on which tracks."""
    d = t.definition
    return section(
        t,
        "who",
        listing(t.items(given(d.applicant, d.project))),
        settled.notes(t, "files"),
        part(t, "eligibility", d.eligibility, settled.notes(t, "eligible")),
        part(t, "kinds", d.kinds),
        part(t, "perimeters", d.perimeters),
        part(t, "circles", d.circles),
        part(t, "tracks", [*d.tracks, *given(d.preferences)]),
        readers=CANDIDATES,
    )


def team_section(t: Teller) -> Section:
    """The team or the consortium asked for."""
    d = t.definition
    team = listing(t.items(given(d.team)))
    consortium = listing(t.items(given(d.consortium)))
    found = section(t, "team", team, consortium, settled.notes(t, "lead", "team"))
    if team or not consortium:
        return found
    return replace(found, title=heading("consortium", t.language))


def form_section(t: Teller) -> Section:
    """The form, page by page."""
    d = t.definition
    return section(
        t,
        "form",
        listing(t.items([d.form])),
        settled.notes(t, "pages"),
        *(_page(t, page) for page in d.form.sections),
        readers=CANDIDATES,
    )


def _page(t: Teller, page: FormPage) -> list[Node]:
    """A page of the form is a sub-section, its questions a list."""
    facts = strung(*form.page_facts(t, page), between=" ; ")
    head = [
        *paragraph(ended(french.capitalized(facts))),
        *paragraph(t.said(page.description)),
    ]
    questions = listing(t.items(page.questions))
    return [Section(f"form-{page.key}", t.title(page), (*head, *questions), CANDIDATES)]


def choosing_section(t: Teller) -> Section:
    """Who judges, on which criteria, and how the set is chosen."""
    d = t.definition
    choice = d.selection
    scale = [d.scale] if d.criteria else []
    return section(
        t,
        "choosing",
        part(t, "panels", d.panels),
        part(t, "criteria", [*d.criteria, *scale], settled.notes(t, "criteria")),
        part(t, "stages", d.stages),
        part(t, "selection", given(choice, choice.reserve), settled.notes(t, "places")),
        part(t, "quotas", choice.quotas, settled.notes(t, "balance")),
        part(t, "priorities", choice.priorities, settled.notes(t, "priority")),
        part(t, "gates", d.gates),
        readers=CANDIDATES,
    )
