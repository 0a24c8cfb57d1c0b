"""Who may apply: conditions that combine, teams, consortia."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.findings import Strength
from cordee.kernel.french import say, strung
from cordee.programme.explain import names, words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.places import country
from cordee.programme.explain.teller import Sentence, Teller, lasting, percent, span, yes
from cordee.programme.schema import who
from cordee.programme.schema.base import Labelled, Record


def _condition(t: Teller, it: who.Condition, said: str, *items: who.AnyCondition) -> Item:
    """Any condition: the organiser's sentence, the exact rule, its strength and its judge."""
    own = t.said(it.sentence)
    facts = [
        said if own else "",
        yes(not t.bare or it.strength is not Strength.OBLIGATION, words.STRENGTH[it.strength]),
        _whose(it),
        yes(not t.bare or it.judged != "self", _judge(t, it)),
        yes(it.as_of, say("apprécié {as_of}", as_of=t.due(it.as_of))),
        yes(it.proof, say("justificatif : {proof}", proof=t.said(it.proof))),
        yes(it.derogation, say("une dérogation motivée est possible, au cas par cas")),
        say("dérogation accordée par {derogation_by}", derogation_by=t.said(it.derogation_by))
        if it.derogation_by
        else "",
        say(
            "pour les partenaires de la catégorie {category}",
            category=t.named(_categories(t), it.category),
        )
        if it.category
        else "",
        say("pour {role}", role=t.role(it.role)) if it.role else "",
        t.tracks(it.tracks),
        say(
            "pour les dossiers de {windows}",
            windows=t.all_named(t.definition.windows, it.windows, "ou"),
        )
        if it.windows
        else "",
    ]
    label = own or said
    return entry(french.unpointed(label), *facts, items=[t.meant(one) for one in items])


def _judge(t: Teller, it: who.Condition) -> str:
    at_stage = say("apprécié à l’étape {judged}", judged=t.named(t.definition.stages, it.judged))
    return words.JUDGED.get(it.judged, at_stage)


def _categories(t: Teller) -> list[Labelled]:
    consortia = [t.definition.consortium, *(one.consortium for one in t.definition.tracks)]
    return [one for some in consortia if some for one in some.categories]


def _whose(it: who.Condition) -> str:
    if it.of == "members":
        share = it.members_share
        least = say("{share} des membres", share=percent(share)) if share is not None else ""
        count = french.plural(it.members or 1, "membre") if it.members or not least else ""
        both = french.listed([one for one in (count, least) if one])
        return say("vaut pour au moins {both}", both=both)
    return words.OF[it.of]


def kind_is(t: Teller, it: who.KindIs) -> Item:
    """The body is of some kinds, or is not."""
    called = say("Être l’un de ces organismes") if t.bare else say("Genres admis")
    among = (
        strung(called, " : ", t.kinds(it.among), between="")
        if it.among
        else say("Tous genres d’organismes")
    )
    without = say(", sauf {excluded}", excluded=t.kinds(it.except_)) if it.except_ else ""
    return _condition(t, it, strung(among, without, between=""))


def place_is(t: Teller, it: who.PlaceIs) -> Item:
    """The body lies in one of these places."""
    outside = say(", sauf {outside}", outside=t.places(it.outside)) if it.outside else ""
    share = say(
        ", pour {min_share} au moins {share_of}",
        min_share=percent(it.min_share),
        share_of=words.SHARE_OF[it.share_of],
    )
    said = strung(words.PLACE_OF[it.place_of], " : ", t.places(it.within), outside, between="")
    within = strung(said, share if it.min_share is not None else "", between="")
    return _condition(t, it, within)


def listed_in(t: Teller, it: who.ListedIn) -> Item:
    """The body or person is named."""
    facts = [
        say("numéros {codes}", codes=french.listed(it.codes)) if it.codes else "",
        say("liste {list}", list=t.named(t.definition.circles, it.list)) if it.list else "",
        say("désigné par {nominated_by}", nominated_by=t.said(it.nominated_by))
        if it.nominated_by
        else "",
        say(
            "au plus {max_per_nominator} chacun",
            max_per_nominator=french.plural(it.max_per_nominator, "candidat"),
        )
        if it.max_per_nominator
        else "",
    ]
    how = strung(*filter(None, facts), between=", ")
    return _condition(t, it, say("Sur invitation : {how}", how=how))


def number_is(t: Teller, it: who.NumberIs) -> Item:
    """A number stays between bounds, with its source and year."""
    name = names.FACTS.get(it.fact, it.fact.replace("-", " ").replace("_", " "))
    unit = t.said(it.unit)
    if it.over:
        name = strung(name, " / ", names.FACTS.get(it.over, it.over.replace("-", " ")), between="")
    strict = [
        say("plus de {above}", above=french.number(it.above)) if it.above is not None else "",
        say("moins de {below}", below=french.number(it.below)) if it.below is not None else "",
    ]
    bounds = strung(*filter(None, [span(it.min, it.max, unit, unit), *strict]), between=", ")
    source = strung(*filter(None, [t.said(it.source), str(it.year or "")]), between=", ")
    said = strung(
        french.capitalized(name),
        " : ",
        bounds,
        say(" (source : {source})", source=source) if source else "",
        between="",
    )
    allowed = [entry(say("Aménagement"), t.said(one)) for one in it.allowances]
    item = _condition(t, it, said)
    return replace(item, items=(*item.items, *allowed))


def declares(t: Teller, it: who.Declares) -> Item:
    """A statement the applicant makes."""
    return _condition(
        t, it, say("Déclarer : {quoted}", quoted=french.quoted(t.said(it.statement).rstrip(".")))
    )


def member_of(t: Teller, it: who.MemberOf) -> Item:
    """The body is a member of a circle."""
    circle = t.named(t.definition.circles, it.circle)
    return _condition(
        t, it, say("Faire partie de {circle} {on}", circle=circle, on=words.ON[it.on])
    )


def not_awarded(t: Teller, it: who.NotAwarded) -> Item:
    """The body has not been awarded before, has not applied, or has not been refused."""
    by = (
        say(" de {programmes}", programmes=french.listed(it.programmes, "ou"))
        if it.programmes
        else say(" d’une édition")
    )
    since = (
        say(" dans les {within} qui précèdent", within=lasting(it.within))
        if it.within
        else say(" par le passé")
    )
    most = say(", plus de {allowed} fois", allowed=it.allowed) if it.allowed else ""
    open_ = say(", tant que l’aide court") if it.running else ""
    said = strung(words.OUTCOMES[it.outcome], by, since, most, open_, between="")
    return _condition(t, it, said)


def awarded(t: Teller, it: who.Awarded) -> Item:
    """The body has been awarded before, has applied, or has been refused."""
    by = (
        say(" de {programmes}", programmes=french.listed(it.programmes, "ou"))
        if it.programmes
        else say(" d’une édition")
    )
    since = (
        say(" dans les {within} qui précèdent", within=lasting(it.within))
        if it.within
        else say(" par le passé")
    )
    least = say(", au moins {count} fois", count=it.count) if it.count > 1 else ""
    return _condition(t, it, strung(words.AWARDED[it.outcome], by, since, least, between=""))


def answer_is(t: Teller, it: who.AnswerIs) -> Item:
    """An answer of the form decides."""
    expected = [
        "" if it.equals is None else _answer(it.equals),
        say(
            "parmi {listed}",
            listed=french.listed([t.option(it.question, one) for one in it.among], "ou"),
        )
        if it.among
        else "",
        span(it.min, it.max),
        say("pas avant le {after}", after=french.day(it.after)) if it.after else "",
        say("pas après le {before}", before=french.day(it.before)) if it.before else "",
    ]
    said = say(
        "Réponse à {question} : {expected}",
        question=t.named(t.questions(), it.question),
        expected=strung(*filter(None, expected), between=", "),
    )
    return _condition(t, it, said)


def _answer(value: str | bool | int | Decimal) -> str:  # noqa: FBT001 - the answer itself
    if isinstance(value, bool):
        return say("oui") if value else say("non")
    return french.quoted(str(value))


def all_of(t: Teller, it: who.AllOf) -> Item:
    """Every condition holds."""
    return _condition(t, it, say("Remplir toutes ces conditions"), *it.conditions)


def any_of(t: Teller, it: who.AnyOf) -> Item:
    """At least one holds."""
    return _condition(t, it, say("Remplir au moins une de ces conditions"), *it.conditions)


def at_least(t: Teller, it: who.AtLeast) -> Item:
    """So many hold."""
    said = say(
        "Remplir au moins {count} de ces {conditions} conditions",
        count=it.count,
        conditions=len(it.conditions),
    )
    return _condition(t, it, said, *it.conditions)


def none_of(t: Teller, it: who.NoneOf) -> Item:
    """None holds."""
    return _condition(t, it, say("N’être dans aucun de ces cas"), *it.conditions)


def if_then(t: Teller, it: who.If) -> Item:
    """A condition that only some must meet."""
    found = _condition(t, it, say("Dans un cas seulement"))
    lines = (
        entry(say("Si"), items=[t.meant(it.condition)]),
        entry(say("Alors"), items=[t.item(it.then)]),
    )
    return Item(found.runs, lines)


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
        words.MERGING[it.merging],
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


def role(t: Teller, it: who.Role) -> Item:
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


def _files(it: who.Role | who.Lead) -> str:
    return (
        say("dans {files_max} au plus", files_max=french.plural(it.files_max, "dossier"))
        if it.files_max
        else ""
    )


def lead(t: Teller, it: who.Lead) -> Item:
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


def exception(t: Teller, it: who.TeamException) -> Item:
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


def balance(t: Teller, it: who.TeamBalance) -> Item:
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


def team(t: Teller, it: who.Team) -> Item:
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


def partner_rule(t: Teller, it: who.PartnerRule) -> Item:
    """How many partners, from where, with what share."""
    share = it.rule.startswith("share") or it.rule == "ratio"
    bounds = (percent(it.min) or None, percent(it.max) or None) if share else (it.min, it.max)
    facts = [
        words.PARTNER_RULES[it.rule],
        say("catégorie {category}", category=t.named(_categories(t), it.category))
        if it.category
        else "",
        say("pays : {listed}", listed=french.listed([country(code) for code in it.countries], "ou"))
        if it.countries
        else "",
        say("situés ici : {places}", places=t.places(it.within)) if it.within else "",
        say("vérifié à {steps}", steps=t.all_named(t.definition.steps, it.steps))
        if it.steps
        else "",
        span(*bounds),
        yes(it.each, say("vaut pour chacun")),
        words.STRENGTH[it.strength],
        yes(it.derogation, say("une dérogation motivée est possible, au cas par cas")),
    ]
    return entry(french.unpointed(t.said(it.sentence)) or say("Règle"), *facts)


def consortium(t: Teller, it: who.Consortium) -> Item:
    """Several bodies that apply as one."""
    facts = [
        span(it.min, it.max, "organisme"),
        t.said(it.lead_label),
        say(
            "peut être chef de file : {lead_categories}",
            lead_categories=t.all_named(it.categories, it.lead_categories, "ou"),
        )
        if it.lead_categories
        else "",
        say(
            "un même organisme peut être partenaire de {files_as_partner} au plus",
            files_as_partner=french.plural(it.files_as_partner, "dossier"),
        )
        if it.files_as_partner
        else "",
        say(
            "le budget est donné dans {budget_question}",
            budget_question=t.named(t.questions(), it.budget_question),
        )
        if it.budget_question
        else "",
        words.AGREEMENT[it.agreement_signed],
        say(
            "accord joint à {agreement_question}",
            agreement_question=t.named(t.questions(), it.agreement_question),
        )
        if it.agreement_question
        else "",
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


SENTENCES: Mapping[type[Record], Sentence] = {
    who.KindIs: kind_is,
    who.PlaceIs: place_is,
    who.ListedIn: listed_in,
    who.NumberIs: number_is,
    who.Declares: declares,
    who.MemberOf: member_of,
    who.NotAwarded: not_awarded,
    who.Awarded: awarded,
    who.AnswerIs: answer_is,
    who.AllOf: all_of,
    who.AnyOf: any_of,
    who.AtLeast: at_least,
    who.NoneOf: none_of,
    who.If: if_then,
    who.Kind: kind,
    who.Perimeter: perimeter,
    who.Circle: circle,
    who.Applicant: applicant,
    who.FilesLimit: files_limit,
    who.PriorContact: prior_contact,
    who.Role: role,
    who.Lead: lead,
    who.TeamException: exception,
    who.TeamBalance: balance,
    who.Team: team,
    who.PartnerRule: partner_rule,
    who.Consortium: consortium,
}
