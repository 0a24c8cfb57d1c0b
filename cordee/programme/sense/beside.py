"""Words that only mean something beside others: votes, cheques, papers, codes, rights, talks."""

from collections.abc import Iterator
from typing import Any

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema import money, questions, who
from cordee.programme.schema.choosing import Stage
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.walk import every
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

VOTES = ("ballot", "votes_every", "voter_age_min", "voters_within", "voting_ways", "turnout_min")
"""What only a vote of the public says."""
MET = {"hearing", "visit", "public_vote"}
"""Stages that nobody holds in writing."""

TIMED = {"unit", "month", "year", "week", "day", "hour", "person"}
"""What an aid given over time is counted by."""


def votes(definition: Definition) -> Iterator[Flaw]:
    """Rules of a vote where nobody votes, and two ways of voting at once."""
    for index, one in enumerate(definition.stages):
        path: Path = ("stages", index)
        told = [name for name in VOTES if getattr(one, name)]
        if told and one.kind != "public_vote":
            yield flaw(
                (*path, told[0]),
                "{label} n’est pas un vote du public, et « {told} » n’y dit rien : écrivez "
                'kind = "public_vote".',
                label=french.quoted(one.label),
                told=told[0],
            )
        if one.votes_points and (one.choices_max or one.choices_budget):
            yield Flaw(
                (*path, "votes_points"),
                "Chaque votant répartit des points, ou désigne "
                "des dossiers : gardez l’un des deux.",
            )
        yield from _written(definition, path, one)


def _written(definition: Definition, path: Path, one: Stage) -> Iterator[Flaw]:
    if one.mode == "written" and one.kind in MET:
        yield flaw(
            (*path, "mode"),
            "{label} ne peut pas se tenir par écrit : changez mode, ou kind.",
            label=french.quoted(one.label),
        )
    elif one.mode == "written" and one.ends is None:
        yield flaw(
            (*path, "mode"),
            "{label} se tient par écrit, mais jusqu’à quand répond-on ? Écrivez ends.",
            label=french.quoted(one.label),
        )
    most = definition.selection.places_max
    if one.wildcards and most is not None and one.wildcards > most:
        yield flaw(
            (*path, "wildcards"),
            "Le jury repêche {wildcards}, pour {most}.",
            wildcards=french.plural(one.wildcards, "dossier"),
            most=french.plural(most, "place"),
        )


ONLY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("valuation_cap", ("convertible",)),
    ("discount", ("convertible",)),
    ("valid", ("voucher", "label", "prize", "subsidy")),
    ("interest", ("loan", "convertible")),
    ("repaid_over", ("loan", "guarantee", "convertible")),
    ("repaid_from", ("loan", "guarantee", "convertible")),
    ("stake", ("equity", "convertible")),
    ("rank", ("prize",)),
)
"""What only some sorts of aid say."""


def sorts(definition: Definition) -> Iterator[Flaw]:
    """Words of a loan, a prize or a cheque said of another sort of aid."""
    for index, one in enumerate(definition.grants):
        path: Path = ("grants", index)
        for name, kinds in ONLY:
            if getattr(one, name) is not None and one.kind not in kinds:
                wanted = french.listed(
                    [french.strung('kind = "', kind, '"', between="") for kind in kinds[:2]], "ou"
                )
                yield flaw(
                    (*path, name),
                    "« {name} » ne se dit pas de cette sorte d’aide : écrivez {wanted}, ou "
                    "ôtez-le.",
                    name=name,
                    wanted=wanted,
                )
        yield from _rates(path, one)
        yield from _paid(definition, path, one)


def _rates(path: Path, one: money.Grant) -> Iterator[Flaw]:
    if one.yearly_rates and one.rate_max is not None:
        yield flaw(
            (*path, "yearly_rates"),
            "{label} a un taux par année et un taux pour toutes : gardez l’un des deux.",
            label=french.quoted(one.label),
        )
    if one.repaid_from and one.repaid_over and _more(one.repaid_from, one.repaid_over):
        yield flaw(
            (*path, "repaid_from"),
            "{label} se rembourse plus tard que la fin de sa durée : raccourcissez le différé.",
            label=french.quoted(one.label),
        )
    if one.matched_by is not None and one.matches is None:
        yield Flaw((*path, "matched_by"), "Combien pour un euro apporté ? Écrivez matches.")
    spread = any(part.every for part in one.instalments)
    if one.lasts and not spread and one.per not in TIMED:
        yield flaw(
            (*path, "lasts"),
            '{label} dure, mais se donne une fois : écrivez per = "month", ou valid si elle se '
            "dépense pendant ce temps, ou ôtez lasts.",
            label=french.quoted(one.label),
        )
    if one.overheads_max is not None and one.overheads_flat is not None:
        yield Flaw(
            (*path, "overheads_flat"),
            "Les frais généraux sont au forfait (overheads_flat) "
            "ou plafonnés (overheads_max), non les deux.",
        )


def _more(first: Any, second: Any) -> bool:
    return days.length(first) >= days.length(second)


def _paid(definition: Definition, path: Path, one: money.Grant) -> Iterator[Flaw]:
    together = definition.consortium or any(track.consortium for track in definition.tracks)
    if one.paid_to == "each_partner" and not together:
        yield flaw(
            (*path, "paid_to"),
            "{label} est versée à chaque partenaire, mais l’appel n’a pas de [consortium].",
            label=french.quoted(one.label),
        )
    hosts = any(organiser.part == "host" for organiser in definition.organisers)
    brought = "person" in definition.applicant.is_  # a person comes with a host of its own
    if one.paid_to == "host" and not hosts and not brought:
        yield flaw(
            (*path, "paid_to"),
            '{label} est versée à la structure d’accueil : écrivez part = "host" chez un '
            "organisateur.",
            label=french.quoted(one.label),
        )
    if one.shared_by == "score" and not definition.criteria:
        yield Flaw(
            (*path, "shared_by"),
            "L’enveloppe se partage selon les notes, mais l’appel n’a aucun critère.",
        )


def prizes(definition: Definition) -> Iterator[Flaw]:
    """Ranks that lack, and a second prize worth more than the first."""
    ranked = [
        (one.rank, index, one)
        for index, one in enumerate(definition.grants)
        if one.rank and one.kind == "prize" and not one.tracks and not one.when
    ]
    held = {rank for rank, _, _ in ranked}
    for rank, index, one in ranked:
        if rank > 1 and rank - 1 not in held:
            yield flaw(
                ("grants", index, "rank"),
                "Il y a un prix de rang {rank}, et aucun de rang {rank2}.",
                rank=rank,
                rank2=rank - 1,
            )
        better = [
            x.amount
            for r, _, x in ranked
            if r < rank and x.amount is not None and x.currency == one.currency
        ]
        if one.amount is not None and better and one.amount > min(better):
            yield flaw(
                ("grants", index, "amount"),
                "{label} vaut plus qu’un prix de meilleur rang : les avez-vous inversés ?",
                label=french.quoted(one.label),
            )


def papers(definition: Definition) -> Iterator[Flaw]:
    """Papers asked without a place to send them, words of a door that is not open."""
    form = definition.form
    ways = definition.every_way
    if form.signed_copy_within and not form.postal_address and not ways & {"email", "hand"}:
        yield Flaw(
            ("form", "signed_copy_within"),
            "Un exemplaire signé est attendu sur papier, "
            "mais où l’envoyer ? Écrivez postal_address.",
        )
    if form.document_types and not ways & {"document", "email", "post", "hand", "portal"}:
        yield Flaw(
            ("form", "document_types"),
            "Ces formats de document ne servent qu’à qui envoie "
            'un document : ajoutez "document" ou "email" à ways.',
        )
    paper = ways & {"post", "hand", "document", "email", "portal"} or form.signed_copy_within
    if form.signature == "handwritten" and not paper:
        yield Flaw(
            ("form", "signature"),
            "On ne signe pas à la main ce qui ne se remet qu’en "
            "ligne : ajoutez une façon de déposer, ou signed_copy_within.",
        )


def codes(definition: Definition) -> Iterator[Flaw]:
    """Codes whose form contradicts their format or their length."""
    for path, one in every(definition.form, questions.Text):
        if one.shape is None:
            continue
        if one.format != "any":
            yield flaw(
                ("form", *path, "shape"),
                "{label} dit une forme (shape) et un format : gardez le format, que Cordée "
                "vérifie.",
                label=french.quoted(one.label),
            )
        length, limit = len(one.shape), one.limit
        counted = limit is not None and limit.unit == "characters"
        if limit and counted and ((limit.max or length) < length or (limit.min or 0) > length):
            yield flaw(
                ("form", *path, "limit"),
                "Un code de {length} ne tient pas dans cette limite.",
                length=french.plural(length, "signe"),
            )


def sorts_of_projects(definition: Definition) -> Iterator[Flaw]:
    """A sort of project both admitted and excluded."""
    projects = [("project", definition.project)]
    for index, track in enumerate(definition.tracks):
        projects.append((f"tracks.{index}.project", track.project))
    for place, one in projects:
        if one is None:
            continue
        admitted = {french.unaccented(str(words)) for words in one.admitted}
        for rank, words in enumerate(one.excluded):
            if french.unaccented(str(words)) in admitted:
                path: Path = tuple(int(x) if x.isdigit() else x for x in place.split("."))
                yield flaw(
                    (*path, "excluded", rank),
                    "{words} est à la fois admis et exclu.",
                    words=french.quoted(words),
                )


def around(definition: Definition) -> Iterator[Flaw]:
    """Rights without licence, editions with more winners than files, people told twice."""
    rights = definition.rights
    if rights and rights.owner == "open" and not (rights.licence or rights.note):
        yield Flaw(
            ("rights", "owner"),
            'Ouvert sous quelle licence ? Écrivez licence, par exemple "CC BY 4.0".',
        )
    for index, one in enumerate(definition.past):
        if one.files is not None and one.winners is not None and one.winners > one.files:
            yield flaw(
                ("past", index, "winners"),
                "{label} a plus de lauréats que de dossiers.",
                label=french.quoted(one.label),
            )
    last = definition.stages[-1].key if definition.stages else None
    against = [
        one
        for one in definition.timeline.complaints
        if not one.grounds and one.stage in {None, last}
    ]
    if definition.selection.final and against:
        yield Flaw(
            ("selection", "final"),
            "Le choix est dit sans appel, et un recours est prévu "
            "(timeline.complaints) : gardez l’un des deux.",
        )
    told = definition.selection.notified_by
    if len(set(told)) < len(told):
        yield Flaw(("selection", "notified_by"), "La même façon de prévenir est dite deux fois.")


def members(definition: Definition) -> Iterator[Flaw]:
    """Shares of members asked of the applicant alone, allowances on no bound."""
    for path, one in every(definition, who.Condition):
        if one.members_share is not None and one.of != "members":
            yield Flaw(
                (*path, "members_share"), 'Une part des membres se demande avec of = "members".'
            )
        if (
            isinstance(one, who.NumberIs)
            and one.allowances
            and all(bound is None for bound in (one.min, one.max, one.above, one.below))
        ):
            yield Flaw((*path, "allowances"), "Aucune borne à aménager : écrivez min ou max.")


def talks(definition: Definition) -> Iterator[Flaw]:
    """A talk asked for after the file is handed in."""
    contact = definition.applicant.prior_contact
    if contact is None or contact.before is None:
        return
    first = days.first(definition, contact.before)
    zone = definition.timeline.zone
    closings = [one.closes_at(zone) for one in definition.windows]
    known = [one.date() for one in closings if one is not None]
    if first and known and len(known) == len(closings) and first > max(known):
        yield flaw(
            ("applicant", "prior_contact", "before"),
            "Cet échange préalable peut avoir lieu le {first}, après la clôture : avancez-le.",
            first=french.day(first),
        )


CHECKS = (
    Check("stage.unheld", Severity.WARNING, votes, ("criteria",)),
    Check("grant.sort", Severity.WARNING, sorts, ("grant",)),
    Check("grant.prizes", Severity.WARNING, prizes, ("grant",)),
    Check("form.papers", Severity.WARNING, papers),
    Check("form.codes", Severity.WARNING, codes),
    Check("project.sorts", Severity.ERROR, sorts_of_projects),
    Check("around.unsaid", Severity.WARNING, around),
    Check("eligibility.share", Severity.WARNING, members, ("eligible",)),
    Check("applicant.contact", Severity.WARNING, talks),
)
