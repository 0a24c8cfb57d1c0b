"""Who may apply: conditions that combine, teams, consortia."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.findings import Strength
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
        yes(not t.bare or it.strength is not Strength.OBLIGATION, it.strength.value),
        _whose(it),
        yes(not t.bare or it.judged != "self", _judge(t, it)),
        yes(it.as_of, f"apprécié {t.due(it.as_of)}"),
        yes(it.proof, f"justificatif : {t.said(it.proof)}"),
        yes(it.derogation, "une dérogation motivée est possible, au cas par cas"),
        f"dérogation accordée par {t.said(it.derogation_by)}" if it.derogation_by else "",
        f"pour les partenaires de la catégorie {t.named(_categories(t), it.category)}"
        if it.category else "",
        f"pour {t.role(it.role)}" if it.role else "",
        t.tracks(it.tracks),
    ]  # fmt: skip
    label = own or said
    return entry(label.rstrip("."), *facts, items=[t.meant(one) for one in items])


def _judge(t: Teller, it: who.Condition) -> str:
    at_stage = f"apprécié à l’étape {t.named(t.definition.stages, it.judged)}"
    return words.JUDGED.get(it.judged, at_stage)


def _categories(t: Teller) -> list[Labelled]:
    consortia = [t.definition.consortium, *(one.consortium for one in t.definition.tracks)]
    return [one for some in consortia if some for one in some.categories]


def _whose(it: who.Condition) -> str:
    if it.of == "members":
        share = it.members_share
        least = percent(share) + " des membres" if share is not None else ""
        count = french.plural(it.members or 1, "membre") if it.members or not least else ""
        both = french.listed([one for one in (count, least) if one])
        return f"vaut pour au moins {both}"
    return words.OF[it.of]


def kind_is(t: Teller, it: who.KindIs) -> Item:
    """The body is of some kinds, or is not."""
    called = "Être l’un de ces organismes" if t.bare else "Genres admis"
    among = f"{called} : {t.kinds(it.among)}" if it.among else "Tous genres d’organismes"
    without = f", sauf {t.kinds(it.except_)}" if it.except_ else ""
    return _condition(t, it, among + without)


def place_is(t: Teller, it: who.PlaceIs) -> Item:
    """The body lies in one of these places."""
    outside = f", sauf {t.places(it.outside)}" if it.outside else ""
    share = f", pour {percent(it.min_share)} au moins {words.SHARE_OF[it.share_of]}"
    said = f"{words.PLACE_OF[it.place_of]} : {t.places(it.within)}{outside}"
    return _condition(t, it, said + (share if it.min_share is not None else ""))


def listed_in(t: Teller, it: who.ListedIn) -> Item:
    """The body or person is named."""
    facts = [
        f"numéros {french.listed(it.codes)}" if it.codes else "",
        f"liste {t.named(t.definition.circles, it.list)}" if it.list else "",
        f"désigné par {t.said(it.nominated_by)}" if it.nominated_by else "",
        f"au plus {french.plural(it.max_per_nominator, 'candidat')} chacun"
        if it.max_per_nominator else "",
    ]  # fmt: skip
    return _condition(t, it, "Sur invitation : " + ", ".join(fact for fact in facts if fact))


def number_is(t: Teller, it: who.NumberIs) -> Item:
    """A number stays between bounds, with its source and year."""
    name = names.FACTS.get(it.fact, it.fact.replace("-", " ").replace("_", " "))
    unit = t.said(it.unit)
    if it.over:
        name = f"{name} / {names.FACTS.get(it.over, it.over.replace('-', ' '))}"
    strict = [f"plus de {french.number(it.above)}" if it.above is not None else "",
              f"moins de {french.number(it.below)}" if it.below is not None else ""]  # fmt: skip
    bounds = ", ".join(filter(None, [span(it.min, it.max, unit, unit), *strict]))
    source = ", ".join(filter(None, [t.said(it.source), str(it.year or "")]))
    said = f"{name[:1].upper()}{name[1:]} : {bounds}{f' (source : {source})' if source else ''}"
    allowed = [entry("Aménagement", t.said(one)) for one in it.allowances]
    item = _condition(t, it, said)
    return replace(item, items=(*item.items, *allowed))


def declares(t: Teller, it: who.Declares) -> Item:
    """A statement the applicant makes."""
    return _condition(t, it, f"Déclarer : {french.quoted(t.said(it.statement).rstrip('.'))}")


def member_of(t: Teller, it: who.MemberOf) -> Item:
    """The body is a member of a circle."""
    circle = t.named(t.definition.circles, it.circle)
    return _condition(t, it, f"Faire partie de {circle} {words.ON[it.on]}")


def not_awarded(t: Teller, it: who.NotAwarded) -> Item:
    """The body has not been awarded before, has not applied, or has not been refused."""
    by = f" de {french.listed(it.programmes, 'ou')}" if it.programmes else " d’une édition"
    since = f" dans les {lasting(it.within)} qui précèdent" if it.within else " par le passé"
    most = f", plus de {it.allowed} fois" if it.allowed else ""
    return _condition(t, it, f"{words.OUTCOMES[it.outcome]}{by}{since}{most}")


def awarded(t: Teller, it: who.Awarded) -> Item:
    """The body has been awarded before, has applied, or has been refused."""
    by = f" de {french.listed(it.programmes, 'ou')}" if it.programmes else " d’une édition"
    since = f" dans les {lasting(it.within)} qui précèdent" if it.within else " par le passé"
    least = f", au moins {it.count} fois" if it.count > 1 else ""
    return _condition(t, it, f"{words.AWARDED[it.outcome]}{by}{since}{least}")


def answer_is(t: Teller, it: who.AnswerIs) -> Item:
    """An answer of the form decides."""
    expected = [
        "" if it.equals is None else _answer(it.equals),
        f"parmi {french.listed([t.option(it.question, one) for one in it.among], 'ou')}"
        if it.among
        else "",
        span(it.min, it.max),
        f"pas avant le {french.day(it.after)}" if it.after else "",
        f"pas après le {french.day(it.before)}" if it.before else "",
    ]
    said = f"Réponse à {t.named(t.questions(), it.question)} : "
    return _condition(t, it, said + ", ".join(one for one in expected if one))


def _answer(value: str | bool | int | Decimal) -> str:  # noqa: FBT001 - the answer itself
    if isinstance(value, bool):
        return "oui" if value else "non"
    return french.quoted(str(value))


def all_of(t: Teller, it: who.AllOf) -> Item:
    """Every condition holds."""
    return _condition(t, it, "Remplir toutes ces conditions", *it.conditions)


def any_of(t: Teller, it: who.AnyOf) -> Item:
    """At least one holds."""
    return _condition(t, it, "Remplir au moins une de ces conditions", *it.conditions)


def at_least(t: Teller, it: who.AtLeast) -> Item:
    """So many hold."""
    said = f"Remplir au moins {it.count} de ces {len(it.conditions)} conditions"
    return _condition(t, it, said, *it.conditions)


def none_of(t: Teller, it: who.NoneOf) -> Item:
    """None holds."""
    return _condition(t, it, "N’être dans aucun de ces cas", *it.conditions)


def if_then(t: Teller, it: who.If) -> Item:
    """A condition that only some must meet."""
    found = _condition(t, it, "Dans un cas seulement")
    lines = (entry("Si", items=[t.meant(it.condition)]), entry("Alors", items=[t.item(it.then)]))
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
    label = t.said(it.label) or "Qui candidate"
    files = it.files_per_applicant
    some = f"au plus {french.plural(files, 'dossier')} {words.COUNTED_BY[it.files_counted]}"
    facts = [
        french.listed([words.APPLICANTS[one] for one in it.is_], "ou"),
        some if files else "autant de dossiers que voulu",
        f"au plus {french.plural(it.awards_max, 'dossier retenu', 'dossiers retenus')} par candidat"
        if it.awards_max else "",
        yes(it.ranked_files, "un candidat qui en dépose plusieurs les classe"),
        f"si plusieurs dossiers sont déposés, {words.WINS[it.which_wins]}",
        words.MERGING[it.merging],
    ]  # fmt: skip
    contact = [t.item(it.prior_contact)] if it.prior_contact else []
    return entry(label, *facts, after=t.said(it.description), items=contact)


def prior_contact(t: Teller, it: who.PriorContact) -> Item:
    """Someone to talk with before handing in."""
    before = t.due(it.before) or "avant le dépôt"
    facts = [f"à faire au plus tard {before}" if it.before else before, it.strength.value]
    said = f"Échange préalable avec {t.said(it.who)}"
    return entry(said, *facts, t.tracks(it.tracks), after=t.said(it.note))


def role(t: Teller, it: who.Role) -> Item:
    """A role in a team."""
    facts = [
        span(it.min or None, it.max, "personne") or "facultatif",
        words.ACTORS[it.actor],
        f"donne {percent(it.time_share)} de son temps" if it.time_share is not None else "",
        yes(it.external, "venant d’une autre structure que la structure candidate"),
        _files(it),
        yes(it.min, it.strength.value),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def _files(it: who.Role | who.Lead) -> str:
    return f"dans {french.plural(it.files_max, 'dossier')} au plus" if it.files_max else ""


def lead(t: Teller, it: who.Lead) -> Item:
    """A part one member or one body plays for the others."""
    what = {"person": "personne", "body": "structure"}[it.of]
    among = f"parmi {t.all_named(t._roles(), it.among_roles, 'ou')}"  # noqa: SLF001 - same voice
    facts = [
        span(it.min, it.max, what),
        among if it.among_roles else "",
        "peut tenir aussi une autre fonction" if it.may_cumulate else "ne tient que cette fonction",
        _files(it),
        yes(it.receives_messages, "reçoit les messages adressés à l’équipe"),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def exception(t: Teller, it: who.TeamException) -> Item:
    """An incomplete team that stays admissible."""
    waived = french.listed([t.role(key) for key in it.waives])
    needs = [f"{count} {t.role(key)}" for key, count in it.needs.items()]
    facts = [
        f"peut se passer de {waived}",
        f"les membres viennent d’au moins {it.min_services} services différents"
        if it.min_services else "",
        f"il faut alors au moins {french.listed(needs)}" if needs else "",
        f"le dossier est alors noté {french.quoted(t.said(it.state))}, et reste recevable",
    ]  # fmt: skip
    return entry(t.title(it), *facts, after=t.said(it.description))


def balance(t: Teller, it: who.TeamBalance) -> Item:
    """A mix wanted among the people of a team."""
    what = names.ATTRIBUTES.get(it.attribute, it.attribute)
    share = span(percent(it.min_share) or None, percent(it.max_share) or None)
    facts = [
        f"selon : {what}{f' ({french.listed(it.values)})' if it.values else ''}",
        span(it.min, it.max, "personne"),
        share,
        f"au moins {it.distinct_min} différents" if it.distinct_min else "",
        it.strength.value,
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def team(t: Teller, it: who.Team) -> Item:
    """The team that applies together."""
    signs = french.listed([t.role(key) for key in it.sign_off])
    facts = [
        span(it.min, it.max, "personne"),
        words.FORMED[it.formed],
        yes(it.asks_service, "chaque membre indique son service"),
        f"nul n’est dans plus de {french.plural(it.files_max, 'dossier')}" if it.files_max else "",
        f"le dossier n’est déposé qu’avec l’accord de {signs}" if signs else "",
        f"comptez {lasting(it.lead_time)} pour réunir une telle équipe" if it.lead_time else "",
    ]
    lines = t.items((*it.roles, *it.leads, *it.exceptions, *it.balances))
    return entry(t.said(it.label), *facts, after=t.said(it.why), items=lines)


def partner_rule(t: Teller, it: who.PartnerRule) -> Item:
    """How many partners, from where, with what share."""
    share = it.rule.startswith("share") or it.rule == "ratio"
    bounds = (percent(it.min) or None, percent(it.max) or None) if share else (it.min, it.max)
    facts = [
        words.PARTNER_RULES[it.rule],
        f"catégorie {t.named(_categories(t), it.category)}" if it.category else "",
        f"pays : {french.listed([country(code) for code in it.countries], 'ou')}"
        if it.countries else "",
        span(*bounds),
        yes(it.each, "vaut pour chacun"),
        it.strength.value,
        yes(it.derogation, "une dérogation motivée est possible, au cas par cas"),
    ]  # fmt: skip
    return entry(t.said(it.sentence).rstrip(".") or "Règle", *facts)


def consortium(t: Teller, it: who.Consortium) -> Item:
    """Several bodies that apply as one."""
    facts = [
        span(it.min, it.max, "organisme"),
        t.said(it.lead_label),
        f"peut être chef de file : {t.all_named(it.categories, it.lead_categories, 'ou')}"
        if it.lead_categories else "",
        f"un même organisme peut être partenaire de {french.plural(it.files_as_partner, 'dossier')}"
        " au plus" if it.files_as_partner else "",
        f"le budget est donné dans {t.named(t.questions(), it.budget_question)}"
        if it.budget_question else "",
        words.AGREEMENT[it.agreement_signed],
        f"accord joint à {t.named(t.questions(), it.agreement_question)}"
        if it.agreement_question else "",
    ]  # fmt: skip
    categories = [entry(f"Catégorie {french.quoted(t.said(one.label))}",
                        after=t.said(one.description)) for one in it.categories]  # fmt: skip
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
    who.PriorContact: prior_contact,
    who.Role: role,
    who.Lead: lead,
    who.TeamException: exception,
    who.TeamBalance: balance,
    who.Team: team,
    who.PartnerRule: partner_rule,
    who.Consortium: consortium,
}
