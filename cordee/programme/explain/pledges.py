"""What participants undertake: presence, council, returns, working time."""

from collections.abc import Iterable, Mapping

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.programme.explain import words
from cordee.programme.explain.delays import each, lasting
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, percent
from cordee.programme.schema import pledges
from cordee.programme.schema.base import Record


def _pledge(t: Teller, it: pledges.PledgeBase, rule: str, items: Iterable[Item] = ()) -> Item:
    """Any pledge: who owes it, how strongly, until when, how it is shown."""
    evidence = french.listed([words.EVIDENCE[one] for one in it.evidence], "ou")
    facts = [
        rule,
        say("engage {who}", who=t.role(it.who)),
        words.LEVELS[it.level],
        words.STRENGTH[it.strength],
        say("au plus tard {due}", due=t.due(it.due)) if it.due else "",
        say(
            "pendant {lasts}{rest}",
            lasts=lasting(it.lasts),
            rest="" if it.due else say(" après la fin du projet"),
        )
        if it.lasts
        else "",
        say("preuve : {evidence}", evidence=evidence) if evidence else "",
        t.tracks(it.tracks),
    ]
    whom = [entry(say("Seulement pour"), items=[t.meant(it.when)])] if it.when else []
    return entry(t.title(it), *facts, after=t.said(it.description), items=[*whom, *items])


def _meetings(t: Teller, names: tuple[str, ...]) -> str:
    known = words.SEVERAL_MEETINGS
    said = [known.get(name) or t.named(t.definition.year.meetings, name) for name in names]
    return french.listed(said) or say("rencontres où la présence est comptée")


def presence_all(t: Teller, it: pledges.PresenceAll) -> Item:
    """Present at everything."""
    return _pledge(
        t,
        it,
        say(
            "présence à toutes les rencontres suivantes : {meetings}",
            meetings=_meetings(t, it.meetings),
        ),
    )


def presence_at_least(t: Teller, it: pledges.PresenceAtLeast) -> Item:
    """Present at so many, or at a share."""
    some = [
        say("au moins {count}", count=it.count) if it.count else "",
        say("au moins {share}", share=percent(it.share)) if it.share is not None else "",
    ]
    least = french.listed(filter(None, some))
    return _pledge(
        t,
        it,
        say(
            "présence : {least} parmi les {meetings}",
            least=least,
            meetings=_meetings(t, it.meetings),
        ),
    )


def presence_together(t: Teller, it: pledges.PresenceTogether) -> Item:
    """So many people of each role at each meeting."""
    needs = french.listed(
        [strung(count, " ", t.role(key), between="") for key, count in it.needs.items()]
    )
    return _pledge(
        t,
        it,
        say(
            "à chaque rencontre ({meetings}), au moins {needs}",
            meetings=_meetings(t, it.meetings),
            needs=needs,
        ),
    )


def presented(t: Teller, it: pledges.PresentedTo) -> Item:
    """Presented to a governing body."""
    return _pledge(t, it, say("présentation devant {before}", before=t.said(it.before)))


def handed(t: Teller, it: pledges.Handed) -> Item:
    """Handed in."""
    what = t.named(t.definition.year.deliverables, it.deliverable) or say("un document")
    return _pledge(
        t,
        it,
        say(
            "remise de {what}{rest}",
            what=what,
            rest=say(" ({count} fois)", count=it.count) if it.count > 1 else "",
        ),
    )


def done(t: Teller, it: pledges.Done) -> Item:
    """Done on the territory."""
    examples = [entry(say("Exemple"), t.said(one)) for one in it.examples]
    times = say("au moins {count} fois", count=it.count) if it.count > 1 else ""
    return _pledge(t, it, times, examples)


def work_time(t: Teller, it: pledges.WorkTime) -> Item:
    """Working time between meetings."""
    given = [
        french.plural(it.days, "jour") if it.days else "",
        french.plural(it.hours, "heure") if it.hours else "",
    ]
    often = strung(" ", each(it.every), between="") if it.every else ""
    said = french.listed([one for one in given if one])
    work = (
        say("de travail entre les rencontres")
        if said
        else say("temps de travail entre les rencontres")
    )
    return _pledge(t, it, strung(*filter(None, [said, strung(work, often, between="")])))


def accepts(t: Teller, it: pledges.Accepts) -> Item:
    """A rule of conduct everyone accepts."""
    lines = [entry("", t.said(one)) for one in it.statements]
    return _pledge(t, it, say("règle acceptée par tous"), lines)


SENTENCES: Mapping[type[Record], Sentence] = {
    pledges.PresenceAll: presence_all,
    pledges.PresenceAtLeast: presence_at_least,
    pledges.PresenceTogether: presence_together,
    pledges.PresentedTo: presented,
    pledges.Handed: handed,
    pledges.Done: done,
    pledges.WorkTime: work_time,
    pledges.Accepts: accepts,
}
