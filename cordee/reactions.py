"""Consequences, in one table: what follows each kind of event, in the same transaction.

A line reads `"app.happened": ("cordee.other.actions.react", …)`. Each function is called in
order as `react(event, *, by, at)`; if one refuses, the act itself is undone. Outside effects
(mail) are posted to the outbox, never made here. `cordee check` refuses an unknown kind or path.
"""

from typing import Final

REACTIONS: Final[dict[str, tuple[str, ...]]] = {
    "allies.community_joined": ("cordee.alliance.allies.letters.welcome",),
    "allies.signed": ("cordee.alliance.allies.letters.thank",),
    "applications.started": ("cordee.applications.letters.tell_twins",),
    "applications.arrived": ("cordee.applications.doors.letters.thank",),
    "applications.deposited": (
        "cordee.applications.letters.acknowledge",
        "cordee.applications.letters_of_approval.tell_changed",
        "cordee.applications.actions.following.await_pieces",
        "cordee.applications.actions.vouching.ask_references",
        "cordee.selection.actions.carry",
        "cordee.ledger.hooks.watch",
    ),
    "applications.completion_asked": ("cordee.applications.tidings.ask_to_complete",),
    "applications.examinations_released": ("cordee.applications.tidings.tell_verdicts",),
    "applications.merged": ("cordee.applications.letters_of_union.tell",),
    "applications.merger_proposed": ("cordee.applications.letters_of_union.ask",),
    "applications.referred": ("cordee.applications.letters_of_union.direct",),
    "applications.superseded": ("cordee.applications.tidings.tell_superseded",),
    "applications.receipt_asked": ("cordee.applications.letters.send_again",),
    "calls.amended": (
        "cordee.applications.letters.announce_change",
        "cordee.calls.editor.letters.announce",
        "cordee.ledger.hooks.watch",
    ),
    "calls.extended": (
        "cordee.applications.tidings.announce_extension",
        "cordee.ledger.hooks.watch",
    ),
    "calls.published": ("cordee.ledger.hooks.watch",),
    "journeys.charter_signed": ("cordee.journeys.sealing.ask",),
    "journeys.charter_sent": ("cordee.journeys.letters.ask_signature",),
    "journeys.meeting_moved": (
        "cordee.journeys.letters.tell_change",
        "cordee.journeys.letters_programme.tell_change",
    ),
    "journeys.demand_answered": ("cordee.journeys.letters_demands.tell_answer",),
    "journeys.demand_made": ("cordee.journeys.letters_demands.tell_team",),
    "journeys.claimed": ("cordee.journeys.letters_money.send",),
    "journeys.passing_released": ("cordee.journeys.letters_gates.tell",),
    "journeys.payout_paid": ("cordee.journeys.letters_money.tell_paid",),
    "journeys.order_given": ("cordee.journeys.letters_orders.tell_given",),
    "journeys.order_withdrawn": ("cordee.journeys.letters_orders.tell_withdrawn",),
    "journeys.share_corrected": ("cordee.journeys.letters_money.tell_corrected",),
    "journeys.poll_opened": ("cordee.journeys.letters.ask_dates",),
    "journeys.synthesis_handed": ("cordee.journeys.learning.syntheses.keep",),
    "journeys.working_group_joined": ("cordee.journeys.letters_workgroups.welcome",),
    "journeys.working_session_told": ("cordee.journeys.letters_workgroups.tell_session",),
    "journeys.year_ended": ("cordee.journeys.letters.tell_end",),
    "learning.exercise_published": ("cordee.journeys.learning.letters.propose_exercise",),
    "learning.feedback_given": ("cordee.journeys.learning.letters.tell_feedback",),
    "learning.question_answered": ("cordee.journeys.learning.letters.tell_answer",),
    "learning.question_followed": ("cordee.journeys.learning.letters.ask_precision",),
    "learning.introduction_answered": ("cordee.journeys.learning.letters.tell_talk",),
    "learning.introduction_asked": ("cordee.journeys.learning.letters.ask_talk",),
    "learning.part_entrusted": ("cordee.journeys.learning.letters.entrust_part",),
    "learning.extract_answered": ("cordee.letters.withdrawals.reach",),
    "learning.extract_asked": ("cordee.journeys.learning.letters.ask_accord",),
    "learning.extract_withdrawn": (
        "cordee.journeys.strategy.withdrawals.lose_extract",
        "cordee.letters.withdrawals.reach",
    ),
    "journeys.sharing_answered": ("cordee.journeys.letters_coming.answer",),
    "journeys.sharing_asked": ("cordee.journeys.letters_coming.ask",),
    "journeys.speaker_asked": ("cordee.journeys.letters_programme.ask",),
    "people.invitation_accepted": (
        "cordee.applications.actions.come_in",
        "cordee.selection.actions.come_to_sit",
    ),
    "people.person_erased": (
        "cordee.api.actions.forget",
        "cordee.applications.erasure.forget",
        "cordee.calls.erasure.forget",
        "cordee.journeys.erasure.forget",
        "cordee.journeys.learning.erasure.forget",
        "cordee.journeys.exports_coming.forget",
        "cordee.journeys.exports_programme.forget",
        "cordee.journeys.strategy.erasure.forget",
        "cordee.selection.erasure.forget",
        "cordee.alliance.exports.forget",
        "cordee.alliance.allies.exports.forget",
        "cordee.letters.exports.forget",
        "cordee.letters.exports_lists.forget",
    ),
    "selection.hearing_asked": ("cordee.selection.letters_hearings.ask",),
    "selection.hearing_moved": ("cordee.selection.letters_hearings.tell",),
    "selection.opened": ("cordee.calls.actions.follow_judging",),
    "selection.place_freed": ("cordee.journeys.actions.step_aside",),
    "selection.promoted": ("cordee.journeys.actions.join_late",),
    "selection.released": (
        "cordee.calls.actions.follow_results",
        "cordee.selection.onward.open_next_steps",
        "cordee.selection.actions.await_answers",
        "cordee.journeys.actions.set_out",
        "cordee.selection.letters.announce",
        "cordee.ledger.hooks.watch",
    ),
    "strategy.diagnosis_told": ("cordee.journeys.strategy.letters.tell_restitution",),
    "strategy.gathered": ("cordee.journeys.strategy.letters.ask_voices",),
    "strategy.remark_settled": ("cordee.journeys.strategy.letters.tell_answer",),
    "strategy.remarked": ("cordee.journeys.strategy.letters.tell_remark",),
    "strategy.visit_planned": ("cordee.journeys.strategy.letters.tell_visitors",),
    "strategy.consented": ("cordee.letters.withdrawals.reach",),
    "strategy.withdrawn": (
        "cordee.journeys.strategy.withdrawals.tell_testimony",
        "cordee.letters.withdrawals.reach",
    ),
    "works.assembly_announced": ("cordee.alliance.works.letters.invite",),
    "works.guests_invited": ("cordee.alliance.works.letters.invite",),
    "works.joined": ("cordee.alliance.works.letters.tell_joined",),
    "works.objected": ("cordee.alliance.works.letters.tell_objection",),
    "works.objection_answered": ("cordee.alliance.works.letters.tell_answer",),
    "works.support_decided": ("cordee.alliance.works.letters.tell_decision",),
}

TOLD_ABROAD: Final[dict[str, str]] = {
    "applications.deposited": "cordee.applications.abroad.deposited",
    "calls.amended": "cordee.calls.abroad.call",
    "calls.extended": "cordee.calls.abroad.call",
    "calls.published": "cordee.calls.abroad.call",
    "selection.released": "cordee.calls.abroad.call",
}
"""Kind of fact → `(event)`: what another program is told of it, public words only, or None."""

ENCLOSED: Final[dict[str, str]] = {"receipt": "cordee.applications.papers.receipt_of"}
"""Word → function `(pk) -> bytes` making what travels with a letter, as it leaves: not within the
act people wait for, nor in the memory of the processes that serve pages."""

GIVEN_UP: Final[dict[str, str]] = {
    "applications.make_bundle": "cordee.applications.bundling.give_up",
    "ledger.send": "cordee.ledger.outbox.give_up",
    "ledger.tell": "cordee.ledger.hooks.give_up",
    "selection.propose": "cordee.selection.actions.choosing.give_up",
    "selection.share": "cordee.selection.actions.choosing.give_up",
}
"""Task → function `(*, at, **its arguments)` when its worker was killed too often: what waits for
it stops waiting, and says so to people."""

MAIL_DOORS: Final[tuple[str, ...]] = ("cordee.letters.doors.receive",)
"""Functions `(raw, *, ended, at)`: whether a mail of the mailbox was theirs; the first that says
so keeps it, what nobody takes is an arrival of the calls."""

REMINDER_RULES: Final[tuple[str, ...]] = (
    "cordee.applications.reminders.UNFINISHED",
    "cordee.applications.deadlines.COMPLETIONS",
    "cordee.applications.deadlines.SILENCES",
    "cordee.applications.deadlines.ANSWERS",
    "cordee.applications.reminders_papers.COPIES",
    "cordee.applications.reminders_references.LETTERS",
    "cordee.selection.reminders.UNFINISHED",
    "cordee.selection.digests.REMARKS",
    "cordee.selection.reminders_hearings.HEARINGS",
    "cordee.selection.reminders_after.UNCONFIRMED",
    "cordee.selection.reminders_after.UNANSWERED",
    "cordee.journeys.reminders.NEXT_MEETING",
    "cordee.journeys.reminders_dates.NEW_DATES",
    "cordee.journeys.reminders.OWN_LINK",
    "cordee.journeys.reminders.DUE_DOCUMENTS",
    "cordee.journeys.reminders_programme.CONTEXT_NOTE",
    "cordee.journeys.reminders_programme.SPEAKERS",
    "cordee.journeys.strategy.reminders.DUE_STRATEGIES",
    "cordee.journeys.learning.reminders.EXERCISES_DUE",
    "cordee.journeys.learning.reminders.SURVEYS_OPEN",
    "cordee.journeys.reminders_money.UNPAID",
    "cordee.journeys.reminders_orders.UNANSWERED",
    "cordee.alliance.reminders.ENDING",
    "cordee.alliance.works.reminders.LEADERS",
    "cordee.alliance.allies.reminders.NEWCOMERS",
    "cordee.journeys.learning.reminders.QUESTIONS_DUE",
    "cordee.journeys.learning.reminders.TALKED",
)
"""Dotted paths of `cordee.ledger.reminders.ReminderRule` objects, looked at every quarter hour."""

COMFORTS: Final[tuple[str, ...]] = (
    "cordee.letters.telling.MUTABLE",
    "cordee.letters.telling_lists.MUTABLE",
)
"""Dotted paths of (key, label): what else than a reminder one may choose not to receive."""

OWN_DATA: Final[dict[str, str]] = {
    "identité": "cordee.people.exports.profile",
    "rôles": "cordee.people.exports.seats",
    "invitations": "cordee.people.exports.invitations",
    "accès": "cordee.people.exports.access",
    "questions, abonnements et réunions": "cordee.calls.exports.around",
    "contenus gardés": "cordee.calls.exports.kept",
    "équipes candidates": "cordee.applications.exports.teams",
    "invitations aux appels": "cordee.applications.exports.guests",
    "réponses écrites": "cordee.applications.exports.answers",
    "échanges": "cordee.applications.exports.exchanges",
    "commentaires d’équipe": "cordee.applications.exports.comments",
    "accords donnés": "cordee.applications.exports.approvals",
    "lettres demandées": "cordee.applications.exports.references",
    "documents envoyés": "cordee.applications.exports.arrivals",
    "jurys": "cordee.selection.exports.juries",
    "notes et avis": "cordee.selection.exports.marks",
    "bulletins de vote": "cordee.selection.exports.slips",
    "remarques et déports": "cordee.selection.exports.talks",
    "séances": "cordee.selection.exports_after.sittings",
    "contestations": "cordee.selection.exports_after.complaints",
    "délégations": "cordee.journeys.exports.delegations",
    "présences": "cordee.journeys.exports.presences",
    "preuves données": "cordee.journeys.exports.proofs",
    "règles acceptées": "cordee.journeys.exports.accords",
    "groupes de travail": "cordee.journeys.exports.working_groups",
    "dates proposées": "cordee.journeys.exports.availabilities",
    "chartes": "cordee.journeys.exports.signatures",
    "journal de bord": "cordee.journeys.learning.exports.logbook",
    "exercices": "cordee.journeys.learning.exports.exercises",
    "questionnaires": "cordee.journeys.learning.exports.surveys",
    "questions à l’équipe": "cordee.journeys.learning.exports.questions",
    "annuaire et mises en relation": "cordee.journeys.learning.exports.peers",
    "citations": "cordee.journeys.learning.exports.quotations",
    "ressources gardées": "cordee.journeys.learning.exports.kept",
    "demandes pour une délégation": "cordee.journeys.exports.demands",
    "venues et covoiturages": "cordee.journeys.exports_coming.comings",
    "interventions": "cordee.journeys.exports_programme.interventions",
    "remarques sur les stratégies": "cordee.journeys.strategy.exports.remarks",
    "jetons d’accès": "cordee.api.exports.tokens",
    "diagnostics menés": "cordee.journeys.strategy.exports.visits",
    "témoignages donnés": "cordee.journeys.strategy.exports.words",
    "fiches d’expérience": "cordee.journeys.strategy.exports.sheets",
    "jours donnés ou payés": "cordee.journeys.strategy.exports.days",
    "accès d’observation": "cordee.journeys.strategy.exports.accesses",
    "mandats et décisions": "cordee.alliance.exports.governance",
    "chantiers": "cordee.alliance.works.exports.workstreams",
    "alliance": "cordee.alliance.allies.exports.belonging",
    "assemblées": "cordee.alliance.works.exports.assemblies",
    "lettres": "cordee.letters.exports.subscriptions",
    "listes de discussion": "cordee.letters.exports_lists.lists",
    "messages reçus": "cordee.ledger.exports.letters",
    "choix de courriels": "cordee.ledger.exports.choices",
    "actes": "cordee.ledger.exports.acts",
}
"""Title → function `(person, at)` giving the JSON of what a room keeps about someone."""

WAITING: Final[tuple[str, ...]] = (
    "cordee.people.waiting.profile",
    "cordee.applications.waiting.drafts",
    "cordee.applications.due.complements",
    "cordee.applications.due.silences",
    "cordee.applications.due.answers",
    "cordee.applications.waiting.exchanges",
    "cordee.applications.waiting.arrivals",
    "cordee.calls.waiting.questions",
    "cordee.calls.editor.waiting.proposals",
    "cordee.selection.waiting.to_do",
    "cordee.selection.waiting_hearings.to_do",
    "cordee.selection.waiting_after.to_do",
    "cordee.journeys.waiting.to_do",
    "cordee.journeys.learning.waiting.to_do",
    "cordee.journeys.strategy.waiting.to_do",
    "cordee.journeys.strategy.waiting.looking_on",
    "cordee.journeys.waiting_programme.to_do",
    "cordee.journeys.gates_shown.to_do",
    "cordee.letters.waiting.to_do",
    "cordee.letters.waiting.to_read_over",
    "cordee.alliance.reminders.to_do",
    "cordee.alliance.works.waiting.to_do",
    "cordee.alliance.allies.waiting.to_do",
    "cordee.ledger.waiting.failures",
    "cordee.ledger.waiting.silences",
)
"""Functions `(user, at)` yielding the `web.components.Task`s that wait for someone, in order."""

OWED: Final[tuple[str, ...]] = (
    "cordee.journeys.owing.presence",
    "cordee.journeys.owing.dates",
    "cordee.journeys.owing.coming",
    "cordee.journeys.owing.accords",
    "cordee.journeys.owing.charter",
    "cordee.journeys.strategy.owing.strategies",
    "cordee.journeys.strategy.owing.choices",
    "cordee.journeys.owing.pledges",
    "cordee.journeys.owing.money",
    "cordee.journeys.learning.parts.exercises",
    "cordee.journeys.learning.parts.surveys",
    "cordee.journeys.learning.parts.precisions",
    "cordee.journeys.learning.parts.meetings_of_minds",
)
"""Functions `(standing)` yielding the `journeys.owed.Owed` of a delegation, one query each."""

TERRITORY_PARTS: Final[tuple[str, ...]] = (
    "cordee.journeys.owing.groups",
    "cordee.journeys.owing.working_groups",
    "cordee.journeys.owing.results",
    "cordee.journeys.gates_shown.own",
    "cordee.journeys.owing.awards",
    "cordee.journeys.strategy.owing.rooms",
    "cordee.journeys.learning.parts.rooms",
    "cordee.letters.parts.lists",
)
"""Functions `(standing)` yielding the `journeys.owed.Part`s of a territory, one query each."""

COHORT_PARTS: Final[tuple[str, ...]] = (
    "cordee.journeys.gates_shown.of_cohort",
    "cordee.journeys.owing.payments",
    "cordee.journeys.owing.work_of_cohort",
    "cordee.journeys.learning.parts.of_cohort",
    "cordee.journeys.strategy.owing.doors",
    "cordee.letters.parts.of_cohort",
    "cordee.journeys.owing.end_of_year",
)
"""Functions `(cohort)` yielding the `journeys.owed.Part`s of a cohort, for the team; no query."""

NEWS: Final[tuple[str, ...]] = (
    "cordee.journeys.owing.changes",
    "cordee.journeys.learning.parts.published",
    "cordee.journeys.strategy.owing.remarks",
    "cordee.letters.parts.said",
)
"""Functions `(standing, since)` yielding the `journeys.owed.News` of a delegation."""

GIVEN: Final[tuple[str, ...]] = (
    "cordee.journeys.queries.deliverables.deliveries",
    "cordee.journeys.queries.deliverables.evidence",
    "cordee.journeys.learning.signs.given",
    "cordee.journeys.strategy.signs.given",
)
"""Functions `(cohort)` yielding the `journeys.rules.deliverables.Given` of a cohort, one query."""

SIGNS: Final[tuple[str, ...]] = (
    "cordee.journeys.signs.presences",
    "cordee.journeys.signs.evidence",
    "cordee.journeys.signs.answers",
    "cordee.journeys.learning.signs.returns",
    "cordee.journeys.strategy.signs.passages",
)
"""Functions `(cohort)` giving rows (participation, instant): a territory was seen there."""

ARRIVALS: Final[dict[str, str]] = {
    "juror": "selection:mine",
    "observer": "strategy:my_accesses",
}
"""Role → the address where whoever accepts it begins; the page of its object otherwise."""

LIVED: Final[tuple[str, ...]] = (
    "cordee.applications.waiting.files",
    "cordee.journeys.waiting.delegations",
    "cordee.alliance.waiting.seats",
    "cordee.alliance.allies.waiting.belonging",
    "cordee.alliance.works.waiting.workstreams",
)
"""Functions `(user, at)` yielding the `people.lived.Lived` roles that come without a seat."""

WITHHELD: Final[tuple[str, ...]] = ("cordee.selection.queries.withheld_from",)
"""Functions `(user, at)` giving the keys of the files that must not exist for someone."""

UNSEEN: Final[tuple[str, ...]] = ("cordee.selection.queries.unseen_by",)
"""Functions `(user, at)` giving names and ids: letters and reminders that hold one do not exist
for someone who withdrew from what they name."""

QUOTED: Final = "cordee.journeys.strategy.quoting.texts_quoted"
"""Function `(texts, audience, *, use, aloud=False)` telling the words that texts quote, as far as
each consent goes today; `NOTED` is `(text, place, url, *, at)`: it remembers where they are."""
NOTED: Final = "cordee.journeys.strategy.quoting.note"

GUESTS: Final[tuple[str, ...]] = ("cordee.journeys.strategy.guests.of",)
"""Functions `(user, at)` yielding (cohort, territory or None, narrowest audience) someone reads
as a guest of a cohort: evaluator, journalist, researcher. Rows are told by primary key."""

ALLIED: Final[tuple[str, ...]] = ("cordee.alliance.allies.queries.charter.signed",)
"""Functions `(user, at)` saying whether someone is an ally otherwise than by her structure."""

LINEAGE: Final[tuple[str, ...]] = ("cordee.alliance.allies.queries.communities.grown_into",)
"""Functions `(workstream)` yielding (words, address) of what it grew from; one query."""

TONGUE: Final = "cordee.people.queries.language_of"
"""Who knows in which language the letters of an address are said."""

ENGAGED: Final[tuple[str, ...]] = (
    "cordee.alliance.allies.queries.charter.came",
    "cordee.alliance.allies.queries.charter.told",
    "cordee.alliance.queries.decisions.took_part",
    "cordee.alliance.works.queries.engaged.assembled",
    "cordee.alliance.works.queries.engaged.worked",
)
"""Functions `()` giving the rows (person or None, organisation or None, `day_`) by primary keys:
someone took part in the life of the alliance that day; an ally is active by what they say, and
nothing else. They are asked in one query."""

SIGNATORIES: Final[tuple[str, ...]] = ("cordee.alliance.allies.queries.charter.signatories",)
"""Functions `(day)` giving the primary keys of those whose signature stands: an assembly of the
allies invites them. Signing opens no door: anyone may sign; who reads as an ally is in ALLIED."""
