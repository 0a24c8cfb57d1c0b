"""The teller: what every sentence needs to know of the definition it speaks about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from cordee.kernel import bodies, french
from cordee.kernel.french import say, strung
from cordee.kernel.moments import Duration, When
from cordee.kernel.speech import Said, noted, table
from cordee.programme.amounts import sum_words
from cordee.programme.anchors import Held, deadline
from cordee.programme.explain import names, places, words
from cordee.programme.explain.delays import lasting
from cordee.programme.explain.document import Item
from cordee.programme.schema import Definition
from cordee.programme.schema.base import Due, Labelled, Record
from cordee.programme.schema.definition import Topic
from cordee.programme.schema.pledges import PledgeBase
from cordee.programme.schema.questions import AnyQuestion, Asked, Choice, Group, Note
from cordee.programme.schema.who import KindIs
from cordee.programme.schema.words import Words

type Bound = int | Decimal | str | None
type Sentence = Callable[["Teller", Any], Item]

ADDED = noted("(ajouté par l’organisateur)")
MORE_KINDS = {key: many for key, (_, many) in bodies.BESIDE.items()}
MORE_KINDS |= table({
    "epci": "EPCI à fiscalité propre", "partie_de_commune": "parties de commune",
    "syndicat_mixte": "syndicats mixtes", "tous": "tous genres d’organismes",
    "personne": "personnes physiques",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts words, dates, names and amounts of one definition into one language."""

    definition: Definition
    texts: Mapping[str, str]
    sentences: Mapping[type[Record], Sentence]
    language: str = "fr"
    held: Held = field(default_factory=dict)
    bare: bool = False
    """Conditions only say who is meant, not how strongly nor who checks (rates, priorities)."""

    def said(self, words_: Words | None) -> str:
        """Words in the language of the reader."""
        return Said(words_.into(self.language), "own", (words_,)) if words_ else ""

    def in_french(self, words_: Words) -> bool:
        """Whether those words are written in French: articles then contract."""
        return "fr" in {*words_.by_language} or (
            "" in words_.by_language and self.definition.languages[:1] in {(), ("fr",)}
        )

    def all_said(self, many: Iterable[Words], last: str = "et") -> str:
        """Several words as one list."""
        return french.listed([self.said(one) for one in many], last)

    def item(self, record: Record) -> Item:
        """The line of one record."""
        return self.sentences[type(record)](self, record)

    def meant(self, condition: Record) -> Item:
        """The line of a condition that only says who is meant."""
        return replace(self, bare=True).item(condition)

    def items(self, records: Iterable[Record]) -> list[Item]:
        """The lines of several records."""
        return [self.item(record) for record in records]

    def title(self, record: Labelled) -> str:
        """Its label, and whether the organiser added it to the text (R44)."""
        label = self.said(record.label)
        return strung(label, say(ADDED)) if self._added(record) else label

    def _added(self, record: Labelled) -> bool:
        """Whether a settlement added or filled that record (R44)."""
        name = f"{family(record)}.{record.key}"
        return any(name in one.adds for one in self.definition.settled)

    def named(self, records: Iterable[Labelled], key: str | None) -> str:
        """« label » of the record of that key, or the key itself."""
        if not key:
            return ""
        found = next((one for one in records if one.key == key), None)
        return french.quoted(self.said(found.label) if found else key)

    def all_named(self, records: Iterable[Labelled], keys: Iterable[str], last: str = "et") -> str:
        """« a », « b » et « c »."""
        known = list(records)
        return french.listed([self.named(known, key) for key in keys], last)

    @property
    def winner(self) -> str:
        """What a winner is called: a territory when only territories may apply."""
        among = [
            kind
            for one in self.definition.eligibility
            if isinstance(one, KindIs)
            for kind in one.among
        ]
        others = {
            "association",
            "entreprise",
            "etat",
            "universite",
            "ecole",
            "personne",
            "autre",
            "etablissement_public",
            "etranger",
            *(one.key for one in self.definition.kinds),
        }
        apply = {*self.definition.applicant.is_} <= {"body", "consortium"}
        bodies_too = not among or {*among} & others
        return say("lauréat") if not apply or bodies_too else say("territoire")

    def role(self, key: str) -> str:
        """A role or a lead of a team, or one of the words that stand for everyone."""
        everyone = {
            "everyone": say("chaque participant·e"),
            "team": say("l’équipe"),
            "organiser": say("l’organisateur"),
            "all": say("tous les membres"),
        }
        return everyone.get(key) or self.named(self._roles(), key)

    def _roles(self) -> list[Labelled]:
        teams = [self.definition.team, *(track.team for track in self.definition.tracks)]
        return [one for team in teams if team for one in (*team.roles, *team.leads)]

    def kind(self, key: str) -> str:
        """A kind of body, plural."""
        if key in set(bodies.Kind):
            return bodies.Kind(key).plural
        own = next((one for one in self.definition.kinds if one.key == key), None)
        return self.said(own.label) if own else MORE_KINDS.get(key, key)

    def kinds(self, keys: Iterable[str], last: str = "et") -> str:
        """« communes, EPCI à fiscalité propre et écoles »."""
        return french.listed([self.kind(key) for key in keys], last)

    def places(self, codes: Iterable[str], last: str = "ou") -> str:
        """Places in words."""
        return french.listed([self._place(code) for code in codes], last)

    def _place(self, code: str) -> str:
        family, _, key = code.partition(":")
        if family == "perimeter":
            return self.named(self.definition.perimeters, key)
        return places.place(code)

    def tracks(self, keys: Iterable[str]) -> str:
        """« pour le volet « A » », or nothing when every track is concerned."""
        named = [self.named(self.definition.tracks, key) for key in keys]
        several = say("les volets") if len(named) > 1 else say("le volet")
        return (
            say("pour {several} {named}", several=several, named=french.listed(named))
            if named
            else ""
        )

    def steps(self, keys: Iterable[str]) -> str:
        """« à l’étape « A » »."""
        named = [self.named(self.definition.steps, key) for key in keys]
        several = say("aux étapes") if len(named) > 1 else say("à l’étape")
        return strung(several, " ", french.listed(named), between="") if named else ""

    def option(self, question: str | None, key: str) -> str:
        """The label of an option of a question, or the key itself."""
        found = next((one for one in self.questions() if one.key == question), None)
        options = found.options if isinstance(found, Choice) else ()
        return self.named(options, key)

    def answer(self, question: str | None, value: str | bool | int | Decimal) -> str:  # noqa: FBT001 - the answer itself
        """« oui », or the label of the option that a question offers under that key."""
        if isinstance(value, bool):
            return say("oui") if value else say("non")
        return self.option(question, str(value))

    def attribute(self, name: str) -> str:
        """What files are sorted by: « région », « réponse à « Budget » »."""
        question = _asked(name)
        if question:
            return say("réponse à {key}", key=self.named(self.questions(), question))
        return names.ATTRIBUTES.get(name, name)

    def values(self, attribute: str, keys: Iterable[str]) -> str:
        """The values of what files are sorted by: options by their labels, others as written."""
        question = _asked(attribute)
        if question:
            return french.listed([self.option(question, key) for key in keys], "ou")
        tracks = self.definition.tracks if attribute == "track" else ()
        labels = {one.key: self.said(one.label) for one in tracks}
        said = (self.kind(key) if attribute == "kind" else labels.get(key, key) for key in keys)
        return french.listed(said, "ou")

    def questions(self) -> list[Labelled]:
        """Every question and section of the form, those of groups included."""
        return list(_flat(self.definition))

    def money(self, amount: Decimal | None, currency: str = "") -> str:
        """« 700 € »."""
        if amount is None:
            return ""
        return french.money(amount, currency or self.definition.currency)

    def sum(self, amount: Decimal | None) -> str:
        """« 200 000 € », or « 400 heures de calcul » where envelopes are not money."""
        return "" if amount is None else sum_words(self.definition, amount)

    def due(self, due: Due | None) -> str:
        """« 1 mois après « J1 », soit le jeudi 27 mars 2025 »."""
        if due is None:
            return ""
        note = strung(" (", self.said(due.note), ")", between="") if due.note else ""
        if due.date is not None:
            return strung(the_day(due.date), note, between="")
        when = self.when(due)
        note = strung(_counted(due), note, between="")
        day = say(", soit {when}", when=the_day(when)) if when and when.spans else ""
        return strung(_from(self.anchor(due.anchor), due.offset), day, note, between="")

    def when(self, due: Due) -> When | None:
        """The day of a deadline, or nothing when its anchor names nothing."""
        try:
            return deadline(self.definition, due, self.held)
        except LookupError:
            return None

    def anchor(self, name: str) -> str:
        """What a deadline hangs on, with its article."""
        if name in names.EVENTS:
            return names.EVENTS[name]
        family, _, key = name.partition(".")
        if family == "window":
            key, _, edge = key.partition(".")
            event = say("l’ouverture") if edge == "opens" else say("la clôture")
            return say(
                "{event} de {key}", event=event, key=self.named(self.definition.windows, key)
            )
        found: Iterable[Labelled] | None = {
            "meeting": self.definition.year.meetings,
            "milestone": self.definition.milestones,
            "deliverable": self.definition.year.deliverables,
            "stage": self.definition.stages,
            "gate": self.definition.gates,
        }.get(family)
        return self.named(found, key) if found else french.quoted(name)

    def about(self, *topics: Topic) -> tuple[Topic, ...]:
        """The topics that the definition says something about."""
        spoken = {one.about for one in self.definition.stated}
        spoken |= {one.about for one in self.definition.settled}
        return tuple(topic for topic in topics if topic in spoken)


def _asked(attribute: str) -> str:
    """The question whose answers an attribute names (`answer.budget`); empty for a known fact."""
    family, _, key = attribute.partition(".")
    return key if family == "answer" else ""


def _flat(definition: Definition) -> Iterable[Labelled]:
    for section in definition.form.sections:
        yield section
        yield from _inside(section.questions)


def _inside(questions: Iterable[AnyQuestion]) -> Iterable[Labelled]:
    for question in questions:
        yield question
        if isinstance(question, Group):
            yield from _inside(question.questions)


def _counted(due: Due) -> str:
    """« , en jours francs, reporté au lundi s’il tombe un samedi ou un dimanche »."""
    told = [say("en jours francs") if due.clear else "", words.WEEKENDS[due.weekend]]
    return strung(*(part for one in told if one for part in (", ", one)), between="")


def _from(anchor: str, offset: Duration) -> str:
    if offset == Duration():
        return say("le jour {anchor}", anchor=french.of(anchor))
    before = min(offset.months, offset.days, offset.minutes, offset.workdays) < 0
    if before:
        return say("{length} avant {anchor}", length=lasting(offset), anchor=anchor)
    return say("{length} après {anchor}", length=lasting(offset), anchor=anchor)


def chosen(method: str) -> str:
    """« choix au mérite », « tous les dossiers admis sont retenus »."""
    told = words.METHODS[method]
    return told if method == "all_admitted" else say("choix {method}", method=told)


def expected(places: int | None) -> str:
    """« 25 lauréats prévus, à titre indicatif »."""
    if not places:
        return ""
    return say("{places} à titre indicatif", places=french.plural(places, "lauréat"))


def the_day(when: When) -> str:
    """« le jeudi 27 mars 2025 » for a known day, the vague words otherwise."""
    return say("le {said}", said=when.said()) if when.fixed else when.said()


def family(record: Record) -> str:
    """The name under which settlements know a record, such as `question` or `pledge`."""
    if isinstance(record, (Asked, Note)):
        return "question"
    if isinstance(record, PledgeBase):
        return "pledge"
    return type(record).__name__.lower()


def span(low: Bound, high: Bound, one: str = "", many: str = "") -> str:
    """« de 4 à 6 personnes », « au moins 4 », « au plus 1 place »; many is one with an s."""
    if low is None and high is None:
        return ""
    if high is None:
        return say("au moins {low}", low=_number(low, one, many))
    if low is None:
        return say("au plus {high}", high=_number(high, one, many))
    if low == high:
        return _number(high, one, many)
    return say("de {low} à {high}", low=_number(low), high=_number(high, one, many))


def _number(value: Bound, one: str = "", many: str = "") -> str:
    """A bound, followed by what it counts when that is said."""
    if not isinstance(value, (int, Decimal)):
        return value or ""
    return french.plural(value, one, many) if one else french.number(value)


def percent(share: Decimal | None) -> str:
    """« 50 % » of a share from 0 to 1."""
    return "" if share is None else french.percent(share)


def yes(condition: object, sentence: str) -> str:
    """The sentence when it holds."""
    return sentence if condition else ""
