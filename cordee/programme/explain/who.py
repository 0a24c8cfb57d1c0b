"""Who may apply: kinds, applicants, teams and their leads, consortia."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import country, say, strung
from cordee.kernel.speech import noted
from cordee.programme.explain import names, words
from cordee.programme.explain.conditions import categories
from cordee.programme.explain.delays import lasting
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.rows import Row, of_count, of_question, of_table, told
from cordee.programme.explain.teller import Sentence, Teller, percent, span, yes
from cordee.programme.schema import who
from cordee.programme.schema.base import Record
from cordee.programme.schema.team import (
    Consortium,
    Lead,
    PartnerRule,
    Role,
    Team,
    TeamBalance,
    TeamException,
)


def kind(t: Teller, it: who.Kind) -> Item:
    """A kind of body of the call's own."""
    return entry(t.title(it), country(it.country), after=t.said(it.description))


def perimeter(t: Teller, it: who.Perimeter) -> Item:
    """A territory that is no administrative unit."""
    within = t.places(it.within, "et")
    return entry(t.title(it), within, after=t.said(it.description))


def circle(t: Teller, it: who.Circle) -> Item:
    """A circle of bodies kept by the organiser."""
    return entry(t.title(it), after=t.said(it.description))


def applicant(t: Teller, it: who.Applicant) -> Item:
    """Who signs the file, and how many files one may hand in."""
    label = t.said(it.label) or say("Qui candidate")
    files = it.files_per_applicant
    some = say(
        "au plus {files} {files_counted}",
        files=french.plural(files, "dossier"),
        files_counted=words.COUNTED_BY[it.files_counted],
    )
    facts = [
        french.listed([words.APPLICANTS[one] for one in it.is_], "ou"),
        some if files else say("autant de dossiers que voulu"),
        say(
            "au plus {awards_max} par candidat",
            awards_max=french.plural(it.awards_max, "dossier retenu", "dossiers retenus"),
        )
        if it.awards_max
        else "",
        yes(it.ranked_files, say("un candidat qui en dépose plusieurs les classe")),
        say(
            "si plusieurs dossiers sont déposés, {which_wins}", which_wins=words.WINS[it.which_wins]
        ),
        words.FILES_BY[it.files_by],
        words.MERGING[it.merging],
        say("un dossier vaut {files_valid} après la clôture", files_valid=lasting(it.files_valid))
        if it.files_valid
        else "",
    ]
    contact = [t.item(it.prior_contact)] if it.prior_contact else []
    lines = [*contact, *t.items(it.files_limits)]
    return entry(label, *facts, after=t.said(it.description), items=lines)


def files_limit(t: Teller, it: who.FilesLimit) -> Item:
    """How many files some applicants may hand in."""
    only = [t.meant(it.when)] if it.when else []
    most = say("au plus {files}", files=french.plural(it.max, "dossier"))
    return entry(say("Nombre de dossiers"), most, t.tracks(it.tracks), items=only)


def prior_contact(t: Teller, it: who.PriorContact) -> Item:
    """Someone to talk with before handing in."""
    before = t.due(it.before) or say("avant le dépôt")
    facts = [
        say("à faire au plus tard {before}", before=before) if it.before else before,
        words.STRENGTH[it.strength],
    ]
    said = say("Échange préalable avec {who}", who=t.said(it.who))
    return entry(said, *facts, t.tracks(it.tracks), after=t.said(it.note))


def role(t: Teller, it: Role) -> Item:
    """A role in a team."""
    facts = [
        span(it.min or None, it.max, "personne") or say("facultatif"),
        words.ACTORS[it.actor],
        say("donne {time_share} de son temps", time_share=percent(it.time_share))
        if it.time_share is not None
        else "",
        yes(it.external, say("venant d’une autre structure que la structure candidate")),
        _files(it),
        yes(it.min, words.STRENGTH[it.strength]),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def _files(it: Role | Lead) -> str:
    return (
        say("dans {files_max} au plus", files_max=french.plural(it.files_max, "dossier"))
        if it.files_max
        else ""
    )


def lead(t: Teller, it: Lead) -> Item:
    """A part one member or one body plays for the others."""
    what = {"person": "personne", "body": "structure"}[it.of]
    among = say("parmi {among_roles}", among_roles=t.all_named(t._roles(), it.among_roles, "ou"))  # noqa: SLF001 - same voice
    facts = [
        span(it.min, it.max, what),
        among if it.among_roles else "",
        say("peut tenir aussi une autre fonction")
        if it.may_cumulate
        else say("ne tient que cette fonction"),
        _files(it),
        yes(it.receives_messages, say("reçoit les messages adressés à l’équipe")),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def exception(t: Teller, it: TeamException) -> Item:
    """An incomplete team that stays admissible."""
    waived = french.listed([t.role(key) for key in it.waives])
    needs = [strung(count, " ", t.role(key), between="") for key, count in it.needs.items()]
    facts = [
        say("peut se passer de {waived}", waived=waived),
        say(
            "les membres viennent d’au moins {min_services} services différents",
            min_services=it.min_services,
        )
        if it.min_services
        else "",
        say("il faut alors au moins {needs}", needs=french.listed(needs)) if needs else "",
        say(
            "le dossier est alors noté {quoted}, et reste recevable",
            quoted=french.quoted(t.said(it.state)),
        ),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def balance(t: Teller, it: TeamBalance) -> Item:
    """A mix wanted among the people of a team."""
    what = names.ATTRIBUTES.get(it.attribute, it.attribute)
    share = span(percent(it.min_share) or None, percent(it.max_share) or None)
    facts = [
        say(
            "selon : {what}{rest}",
            what=what,
            rest=strung(" (", french.listed(it.values), ")", between="") if it.values else "",
        ),
        span(it.min, it.max, "personne"),
        share,
        say("au moins {distinct_min} différents", distinct_min=it.distinct_min)
        if it.distinct_min
        else "",
        words.STRENGTH[it.strength],
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def team(t: Teller, it: Team) -> Item:
    """The team that applies together."""
    signs = french.listed([t.role(key) for key in it.sign_off])
    facts = [
        span(it.min, it.max, "personne"),
        words.FORMED[it.formed],
        yes(it.asks_service, say("chaque membre indique son service")),
        say("nul n’est dans plus de {files_max}", files_max=french.plural(it.files_max, "dossier"))
        if it.files_max
        else "",
        say("le dossier n’est déposé qu’avec l’accord de {signs}", signs=signs) if signs else "",
        say("comptez {lead_time} pour réunir une telle équipe", lead_time=lasting(it.lead_time))
        if it.lead_time
        else "",
    ]
    lines = t.items((*it.roles, *it.leads, *it.exceptions, *it.balances))
    return entry(t.said(it.label), *facts, after=t.said(it.why), items=lines)


def partner_rule(t: Teller, it: PartnerRule) -> Item:
    """How many partners, from where, with what share."""
    share = it.rule.startswith("share") or it.rule == "ratio"
    bounds = (percent(it.min) or None, percent(it.max) or None) if share else (it.min, it.max)
    facts = [
        words.PARTNER_RULES[it.rule],
        say("catégorie {category}", category=t.named(categories(t), it.category))
        if it.category
        else "",
        say("pays : {listed}", listed=french.listed([country(code) for code in it.countries], "ou"))
        if it.countries
        else "",
        say("situés ici : {places}", places=t.places(it.within)) if it.within else "",
        say("situés hors de : {places}", places=t.places(it.outside)) if it.outside else "",
        say("vérifié à {steps}", steps=t.all_named(t.definition.steps, it.steps))
        if it.steps
        else "",
        span(*bounds),
        yes(it.per == "track", say("dans chaque volet")),
        yes(it.each, say("vaut pour chacun")),
        words.STRENGTH[it.strength],
        yes(it.derogation, say("une dérogation motivée est possible, au cas par cas")),
    ]
    return entry(french.unpointed(t.said(it.sentence)) or say("Règle"), *facts)


def consortium(t: Teller, it: Consortium) -> Item:
    """Several bodies that apply as one."""
    facts = [
        span(it.min, it.max, "organisme"),
        _called(t, it),
        *told(t, it, PARTNERSHIP),
        words.AGREEMENT[it.agreement_signed],
        *told(t, it, AGREED),
    ]
    categories = [
        entry(
            say("Catégorie {quoted}", quoted=french.quoted(t.said(one.label))),
            after=t.said(one.description),
        )
        for one in it.categories
    ]
    lines = [*categories, *t.items(it.rules)]
    return entry(t.said(it.label), *facts, after=t.said(it.description), items=lines)


def _called(t: Teller, it: Consortium) -> str:
    """How the lead is called, when it is not by its usual name."""
    if "lead_label" not in it.model_fields_set:
        return ""
    return say("chef de file appelé {name}", name=french.quoted(t.said(it.lead_label)))


def _leading(t: Teller, it: Consortium, keys: tuple[str, ...]) -> str:
    return t.all_named(it.categories, keys, "ou")


PARTNERSHIP = (
    Row("lead_categories", noted("peut être chef de file : {lead_categories}"), _leading),
    Row(
        "files_as_partner",
        noted("un même organisme peut être partenaire de {files_as_partner} au plus"),
        of_count("dossier"),
    ),
    Row("budget_question", noted("le budget est donné dans {budget_question}"), of_question),
)
AGREED = (
    Row("liable", "", of_table(words.LIABLE)),
    Row("agreement_question", noted("accord joint à {agreement_question}"), of_question),
)


SENTENCES: Mapping[type[Record], Sentence] = {
    who.Kind: kind,
    who.Perimeter: perimeter,
    who.Circle: circle,
    who.Applicant: applicant,
    who.FilesLimit: files_limit,
    who.PriorContact: prior_contact,
    Role: role,
    Lead: lead,
    TeamException: exception,
    TeamBalance: balance,
    Team: team,
    PartnerRule: partner_rule,
    Consortium: consortium,
}
