"""Conditions on earlier files: awarded, refused, handed in."""

from dataclasses import replace
from datetime import date

from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, broken, missing, ok
from cordee.programme.conditions.facts import Facts
from cordee.programme.conditions.findings import finding
from cordee.programme.schema import who


def _earlier(rule: who.NotAwarded | who.Awarded, facts: Facts) -> list[str]:
    """The programmes of the earlier files that the rule looks at."""
    past = {
        "awarded": [facts.awarded],
        "refused": [facts.refused],
        "submitted": [facts.refused, facts.awarded],
    }[rule.outcome]
    return [
        programme
        for files in past
        for programme, on in files.items()
        if (not rule.programmes or programme in rule.programmes)
        and (rule.within is None or facts.today is None or _recent(rule, on, facts.today))
    ]


def _recent(rule: who.NotAwarded | who.Awarded, on: date, today: date) -> bool:
    """Whether a file of that day is still looked at; calendar years count whole, this one too."""
    if rule.within is None:
        return True
    if rule.years == "calendar":
        return rule.within.after(date(on.year, 1, 1)) > date(today.year, 1, 1)
    return rule.within.after(on) > today


def awarded(rule: who.Awarded, facts: Facts) -> Finding:
    """Whether earlier files are those asked for."""
    earlier = _earlier(rule, facts)
    if len(earlier) < rule.count:
        of = french.listed(rule.programmes, "ou") or french.say("ce programme")
        wanted = {
            "awarded": french.say("lauréats de"),
            "refused": french.say("refusés à"),
            "submitted": french.say("candidats à"),
        }
        said = french.say(
            "Cet appel s’adresse aux anciens {wanted} {of}.", wanted=wanted[rule.outcome], of=of
        )
        return finding(broken, rule, said)
    return finding(
        ok,
        rule,
        french.say("{past} {earlier}.", past=_PAST[rule.outcome], earlier=french.listed(earlier)),
    )


def not_awarded(rule: who.NotAwarded, facts: Facts) -> Finding:
    """Whether no earlier file excludes this one."""
    recent = _earlier(rule, facts)
    if len(recent) > rule.allowed and rule.running:
        said = french.say(
            "{past} {recent} : cette aide doit être achevée, et l’organisateur le vérifie.",
            past=_PAST[rule.outcome],
            recent=french.listed(recent),
        )
        return replace(finding(missing, rule, said), strength=Strength.ADVICE)
    if len(recent) > rule.allowed and rule.below is not None:
        said = french.say(
            "{past} {recent} : cela ne vous exclut que si la note était inférieure à {below}, et "
            "l’organisateur le vérifie.",
            past=_PAST[rule.outcome],
            recent=french.listed(recent),
            below=french.number(rule.below),
        )
        return replace(finding(missing, rule, said), strength=Strength.ADVICE)
    if len(recent) > rule.allowed:
        return finding(
            broken,
            rule,
            french.say(
                "{past} {recent} : cet appel l’exclut.",
                past=_PAST[rule.outcome],
                recent=french.listed(recent),
            ),
        )
    return finding(ok, rule, french.say("Aucun soutien antérieur n’exclut cette candidature."))


_PAST = {
    "awarded": french.say("Déjà lauréat de"),
    "refused": french.say("Déjà refusé à"),
    "submitted": french.say("Déjà candidat à"),
}
