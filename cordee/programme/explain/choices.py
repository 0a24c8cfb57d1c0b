"""What each closed choice of the vocabulary means, field by field."""

from collections.abc import Mapping

from cordee.kernel.speech import table
from cordee.programme.explain import money_words, words

STRENGTHS = table({
    "advice": "conseil : on prévient, sans refuser", "criterion": "critère : le jury en juge",
    "obligation": "obligation : le dépôt est refusé sans cela",
})  # fmt: skip
TOPICS = table({
    "opens": "ouverture", "closes": "clôture", "hour": "heure", "duration": "durée",
    "engagement": "jours d’engagement", "meetings": "nombre de rencontres", "rhythm": "rythme",
    "places": "places", "lead": "chef de file", "team": "équipe", "pages": "longueur du dossier",
    "criteria": "critères", "attendance": "présence", "start": "démarrage", "answer": "réponse",
    "first_meeting": "première rencontre", "fee": "contribution", "eligible": "éligibilité",
    "charter": "charte", "calendar": "calendrier", "files": "nombre de dossiers",
    "priority": "priorité", "balance": "équilibre", "grant": "aide", "deliverables": "livrables",
    "data": "données personnelles", "other": "autre",
})  # fmt: skip
PLACES = table({
    "context": "avant tout, le contexte", "presentation": "ce qui est proposé",
    "application": "comment candidater", "selection": "comment on choisit",
    "after": "après le choix", "legal": "mentions légales", "privacy": "données personnelles",
    "other": "ailleurs",
})  # fmt: skip
YEARS = {**words.COUNTED_YEARS, **table({"rolling": "en remontant depuis ce jour"})}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "Organiser.part": words.PARTS, "Organiser.legal": words.LEGAL,
    "ContactPoint.about": words.ABOUT,
    "TextFile.place": PLACES, "Related.kind": words.RELATED, "Theme.of": words.THEMES,
    "Promise.kind": table({"find": "ce que l’on vient trouver", "give": "ce que l’on vient donner",
                     "not": "ce que ce n’est pas", "reason": "une raison de candidater"}),
    "Stated.about": TOPICS, "Settled.about": TOPICS, "Window.counts": words.COUNTS,
    "Window.late": words.LATE, "Window.edit_until": words.EDIT,
    "Window.capacity_counts": table({"files": "des dossiers", "amount": "un montant"}),
    "Milestone.kind": words.MILESTONES, "Silence.means": words.SILENCE,
    "Silence.counted_from": words.COUNTED_FROM,
    "Preference.among": words.AMONG, "Awarded.outcome": words.AWARDED,
    "Applicant.is": words.APPLICANTS, "Applicant.which_wins": words.WINS,
    "Condition.of": {**words.OF, **table({"applicant": "le candidat",
                     "members": "au moins `members` membres"})},
    "MemberOf.on": words.ON,
    "PlaceIs.place_of": words.PLACE_OF,
    "Role.actor": {**words.ACTORS, **table({"other": "autre"})},
    "Lead.of": table({"person": "une personne de l’équipe", "body": "un organisme"}),
    "PartnerRule.per": table({"call": "parmi ceux de tout l’appel",
                              "track": "parmi ceux du même volet"}),
    "PartnerRule.rule": words.PARTNER_RULES, "Consortium.agreement_signed": words.AGREEMENT,
    "Form.ways": words.WAYS, "Stage.voting_ways": words.WAYS, "Step.ways": words.WAYS,
    "Track.method": words.METHODS,
    "Project.tax": {**money_words.TAX, **table({"none": "sans le dire"})},
    "Grant.tax": {**money_words.TAX, **table({"none": "sans le dire"})},
    "Section.shows": {**words.SHOWS, **table({"questions": "ses questions"})},
    "Text.format": {**words.FORMATS, **table({"any": "texte quelconque"})}, "Limit.unit": {
        key: many for key, (_, many) in words.UNITS.items()},
    "Contact.fields": words.FIELDS, "Column.kind": words.COLUMNS,
    "TableCheck.rule": table({"total": "un total borné", "ratio": "une part bornée, de 0 à 1",
                        "equals": "deux totaux égaux"}),
    "Asked.audience": words.AUDIENCES, "Deliverable.audience": words.AUDIENCES,
    "Restitution.audience": words.AUDIENCES,
    "Part.reads": words.AUDIENCES, "Stage.kind": words.STAGES, "Stage.silence": words.SILENCE,
    "Stage.visibility": words.VISIBILITY,
    "Stage.keeps": words.KEEPS, "Stage.mode": words.MODES, "Selection.method": words.METHODS,
    "Selection.calibration": table({"none": "notes telles quelles",
                              "additive": "sévérité de chacun·e corrigée"}),
    "Quota.counts": table({"winners": "les lauréats", "budget": "l’argent"}),
    "NotAwarded.outcome": words.OUTCOMES,
    "Applicant.files_counted": words.COUNTED_BY, "PlaceIs.share_of": words.SHARE_OF,
    "LongText.languages_asked": table({
        "all": "dans chacune", "any": "dans l’une d’elles, au choix",
    }),
    "Stage.combines": words.COMBINES,
    "Selection.order": words.AIMS, "Selection.at_most_one_of": words.ONCE,
    "Priority.means": words.PRIORITIES, "Meeting.kind": words.MEETINGS, "Meeting.per": words.PER,
    "Meeting.mode": words.MODES,
    "Meeting.host": {**words.HOSTS, **table({"organiser": "l’organisateur"})},
    "Meeting.step": {**words.MEETING_STEPS, **table({"course": "en cours"})},
    "Slot.kind": {**words.SLOTS, **table({"other": "autre"})},
    "Slot.half": words.HALVES, "PledgeBase.level": words.LEVELS,
    "PledgeBase.evidence": words.EVIDENCE,
    "Deliverable.by": words.BY, "Deliverable.peers": words.PEERS,
    "Deliverable.kind": {**words.DELIVERABLES, **table({"other": "autre"})},
    "Survey.to": words.SURVEYED, "Part.per": words.PER, "PeerGroup.by": words.GROUPS,
    "Result.measured_by": words.MEASURED, "Absence.replacement": words.REPLACEMENT,
    "Fee.of": money_words.FEE_OF,
    "Fee.per": money_words.FEE_PER,
    "Fee.tax": {**money_words.TAX, **table({"none": "sans taxe"})},
    "Grant.kind": money_words.GRANTS, "Grant.per": money_words.GRANT_PER,
    "Grant.basis": money_words.BASIS,
    "Grant.shared_by": money_words.SHARED_BY, "Grant.paid_to": money_words.PAID_TO,
    "FlatCost.of": money_words.FLAT_OF, "Reduction.per": money_words.CUT_PER,
    "Limit.beyond": words.BEYOND, "Form.beyond": words.BEYOND,
    "Form.signature": {**words.SIGNATURE, **table({"none": "sans signature"})},
    "Definition.retention": words.RETENTION, "Rights.owner": words.OWNERS,
    "Applicant.merging": {**words.MERGING, **table({"no": "chaque dossier reste seul"})},
    "Team.formed": {**words.FORMED, **table({"before": "avant le dépôt"})},
    "Project.done_by": {**words.DONE_BY, **table({"applicant": "par le candidat"})},
    "Selection.notified_by": words.NOTIFIED,
    "Due.weekend": {**words.WEEKENDS, **table({"kept": "ce jour-là tout de même"})},
    "Window.clock": {**words.CLOCKS, **table({"call": "le fuseau de l’appel"})},
    "Panel.majority": words.MAJORITIES, "Grant.own_per": words.OWN_PER,
    "Stage.choices_per": {**words.CHOSEN_PER, **table({"call": "dans tout l’appel"})},
    "Envelope.proportional_to": words.PROPORTIONS,
    "Stage.kept_per": {**words.KEPT_PER, **table({"call": "comptées dans tout l’appel"})},
    "Reserve.per": {**words.RESERVED_PER, **table({"call": "une pour tout l’appel"})},
    "CallOff.given": words.CALLED_OFF,
    "Grant.to": {**money_words.GIVEN_TO, **table({"winners": "les lauréats"})},
    "Grant.years": YEARS, "NotAwarded.years": YEARS, "Awarded.years": YEARS,
    "Fee.share_of": money_words.FEE_SHARES, "Consortium.liable": words.LIABLE,
    "Stage.ballot": words.BALLOTS, "PageLayout.paper": words.PAPERS,
    "Quota.per": {**words.HELD_IN, **table({"call": "dans tout l’ensemble"})},
    "Selection.arrival": {**words.ARRIVALS, **table({"instant": "à l’instant près"})},
    "Selection.too_dear": words.TOO_DEAR, "Speaks.level": words.CEFR,
    "Applicant.files_by": {**words.FILES_BY, **table({"applicant": "par candidat"})},
}  # fmt: skip


def meaning(record: type, field: str) -> Mapping[str, str]:
    """The words of a field's choices, found on the record or on what it inherits from."""
    for kind in record.__mro__:
        if found := CHOICES.get(f"{kind.__name__}.{field}"):
            return found
    return STRENGTHS if field in {"strength", "min_strength"} else {}
