"""The ways in and the pages of a form: doors nobody opens, languages it does not admit."""

from collections.abc import Iterator

from cordee.kernel import french
from cordee.kernel.french import strung
from cordee.programme.remarks import Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.questions import (
    LongText,
)
from cordee.programme.schema.team import Consortium, Team
from cordee.programme.schema.walk import every
from cordee.programme.sense.flaws import Check, Flaw, flaw


def pages(definition: Definition) -> Iterator[Flaw]:
    """Pages that the product fills, and cannot, or that ask questions nobody will see."""
    gathered = {
        "team": any(True for _ in every(definition, Team)),
        "consortium": any(True for _ in every(definition, Consortium)),
    }
    gathered["partners"] = gathered["consortium"]
    written = {"team": "[team]", "consortium": "[consortium]", "partners": "[consortium]"}
    for index, one in enumerate(definition.form.sections):
        if not gathered.get(one.shows, True):
            yield flaw(
                ("form", "sections", index, "shows"),
                "{label} se remplit d’après {shows}, que l’appel ne décrit pas.",
                label=french.quoted(one.label),
                shows=written[one.shows],
            )
        if one.shows in {"team", "applicant", "consortium"} and one.questions:
            yield flaw(
                ("form", "sections", index, "questions"),
                "{label} est remplie par Cordée : mettez ses questions dans une autre page.",
                label=french.quoted(one.label),
            )


def doors(definition: Definition) -> Iterator[Flaw]:
    """Addresses, copies and formats of a way in that is not open."""
    form = definition.form
    ways = definition.every_way
    paper = {"post", "hand"}
    if form.signed_copy_within:
        ways |= {"post"}
    for field, needs in (
        ("copies", paper),
        ("postal_address", paper),
        ("desk_hours", {"hand"}),
        ("portal", {"portal"}),
        ("mailboxes", {"email"}),
    ):
        if getattr(form, field) and not ways & needs:
            wanted = french.listed(
                [strung('"', one, '"', between="") for one in sorted(needs)], "ou"
            )
            yield flaw(
                ("form", field),
                "« {field} » ne sert à rien : aucun dossier n’arrive ainsi. Ajoutez {wanted} à "
                "ways.",
                field=field,
                wanted=wanted,
            )


def tongues(definition: Definition) -> Iterator[Flaw]:
    """Answers asked in a language that the form does not admit."""
    admitted = {one.split("-")[0] for one in definition.form.tongues}
    if not admitted:
        return
    for path, one in every(definition.form, LongText):
        for place, language in enumerate(one.languages):
            if language.split("-")[0] not in admitted:
                yield flaw(
                    ("form", *path, "languages", place),
                    "{label} est demandée en « {language} », que form.languages n’admet pas.",
                    label=french.quoted(one.label),
                    language=language,
                )


CHECKS = (
    Check("form.shows", Severity.WARNING, pages),
    Check("form.doors", Severity.WARNING, doors),
    Check("form.tongues", Severity.WARNING, tongues),
)
