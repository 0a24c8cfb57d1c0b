"""What may be asked of who applies: one sentence a condition, and their combinations."""

from collections.abc import Mapping
from dataclasses import replace

from cordee.kernel import french
from cordee.kernel.findings import Strength
from cordee.kernel.french import say, strung
from cordee.kernel.moments import MONTHS_IN_YEAR, Duration
from cordee.programme.conditions.bodies import speech
from cordee.programme.conditions.numbers import spaced
from cordee.programme.explain import names, words
from cordee.programme.explain.delays import before
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, percent, span, yes
from cordee.programme.schema import who
from cordee.programme.schema.base import Labelled, Record
from cordee.programme.schema.questions import Money, Number


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
            category=t.named(categories(t), it.category),
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


def categories(t: Teller) -> list[Labelled]:
    """The categories of partners of a call, track by track."""
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
        _oneself(it),
    ]
    how = strung(*filter(None, facts), between=", ")
    named = it.list and len([one for one in facts if one]) == 1
    said = (
        say("Être sur la liste {list}", list=t.named(t.definition.circles, it.list))
        if named
        else say("Sur invitation : {how}", how=how)
    )
    item = _condition(t, it, said)
    return replace(item, items=(*item.items, *t.items(it.nominators)))


def _oneself(it: who.ListedIn) -> str:
    if it.oneself is None:
        return ""
    return say("on peut se proposer soi-même") if it.oneself else say("nul ne se propose soi-même")


def nominators(t: Teller, it: who.Nominators) -> Item:
    """A sort of nominators, and how many candidates each may name."""
    each = french.plural(it.max or 0, "candidat")
    facts = [
        french.number(it.count) if it.count else "",
        say("au plus {max_per_nominator} chacun", max_per_nominator=each) if it.max else "",
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


def number_is(t: Teller, it: who.NumberIs) -> Item:
    """A number stays between bounds, with its source and year."""
    name = names.FACTS.get(it.fact, spaced(it.fact))
    unit = t.said(it.unit) or (say("ans") if it.fact == "age" else "")
    if it.over:
        name = strung(name, " / ", names.FACTS.get(it.over, spaced(it.over)), between="")
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


def speaks(t: Teller, it: who.Speaks) -> Item:
    """A language to speak, and how well."""
    return _condition(t, it, speech(it))


def member_of(t: Teller, it: who.MemberOf) -> Item:
    """The body is a member of a circle."""
    circle = t.named(t.definition.circles, it.circle)
    return _condition(
        t, it, say("Faire partie de {circle} {on}", circle=circle, on=words.ON[it.on])
    )


def _since(it: who.NotAwarded | who.Awarded) -> str:
    """« dans les 3 ans qui précèdent (par année civile) »."""
    if it.within is None:
        return say(" par le passé")
    if it.years == "calendar" and it.within == Duration(months=MONTHS_IN_YEAR):
        return say(" dans la même année civile")
    counted = words.COUNTED_YEARS[it.years]
    years = strung(" (", counted, ")", between="") if counted else ""
    return strung(" ", before(it.within), years, between="")


def _editions(t: Teller, programmes: tuple[str, ...]) -> str:
    """« d’une édition », or « de « transition » » when it is another programme’s."""
    if not set(programmes) - {t.definition.programme}:
        return say(" d’une édition")
    return say(" de {programmes}", programmes=french.listed(map(french.quoted, programmes), "ou"))


def not_awarded(t: Teller, it: who.NotAwarded) -> Item:
    """The body has not been awarded before, has not applied, or has not been refused."""
    by = _editions(t, it.programmes)
    since = _since(it)
    several = say(", plus de {allowed} fois", allowed=it.allowed)
    most = {0: "", 1: say(", plus d’une fois")}.get(it.allowed, several)
    open_ = say(", tant que l’aide court") if it.running else ""
    if it.below is not None:
        low = say(", avec une note sous {below}", below=french.number(it.below))
        open_ = strung(open_, low, between="")
    said = strung(words.OUTCOMES[it.outcome], by, since, most, open_, between="")
    return _condition(t, it, said)


def awarded(t: Teller, it: who.Awarded) -> Item:
    """The body has been awarded before, has applied, or has been refused."""
    by = _editions(t, it.programmes)
    since = _since(it)
    least = say(", au moins {count} fois", count=it.count) if it.count > 1 else ""
    return _condition(t, it, strung(words.AWARDED[it.outcome], by, since, least, between=""))


def answer_is(t: Teller, it: who.AnswerIs) -> Item:
    """An answer of the form decides."""
    expected = [
        "" if it.answered is None else say("donnée") if it.answered else say("absente"),
        "" if it.equals is None else t.answer(it.question, it.equals),
        say(
            "parmi {listed}",
            listed=french.listed([t.option(it.question, one) for one in it.among], "ou"),
        )
        if it.among
        else "",
        _between(t, it),
        say("pas avant le {after}", after=french.day(it.after)) if it.after else "",
        say("pas après le {before}", before=french.day(it.before)) if it.before else "",
    ]
    said = say(
        "Réponse à {question} : {expected}",
        question=t.named(t.questions(), it.question),
        expected=strung(*filter(None, expected), between=", "),
    )
    return _condition(t, it, said)


def _between(t: Teller, it: who.AnswerIs) -> str:
    """« au plus 999 999 £ »: in the money of the question, or in its unit."""
    asked = next((one for one in t.questions() if one.key == it.question), None)
    if isinstance(asked, Money):
        low, high = (t.money(one, asked.currency) for one in (it.min, it.max))
        return span(low or None, high or None)
    unit = t.said(asked.unit) if isinstance(asked, Number) and asked.unit else ""
    return strung(*filter(None, (span(it.min, it.max), unit)))


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


SENTENCES: Mapping[type[Record], Sentence] = {
    who.KindIs: kind_is,
    who.PlaceIs: place_is,
    who.ListedIn: listed_in,
    who.Nominators: nominators,
    who.NumberIs: number_is,
    who.Declares: declares,
    who.Speaks: speaks,
    who.MemberOf: member_of,
    who.NotAwarded: not_awarded,
    who.Awarded: awarded,
    who.AnswerIs: answer_is,
    who.AllOf: all_of,
    who.AnyOf: any_of,
    who.AtLeast: at_least,
    who.NoneOf: none_of,
    who.If: if_then,
}
