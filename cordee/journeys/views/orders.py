"""The orders of a framework call: whose turn it is, what was given, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy
from cordee.journeys.forms import ReasonForm
from cordee.journeys.forms.orders import OrderForm
from cordee.journeys.letters_money import leads
from cordee.journeys.models import Order
from cordee.journeys.queries import orders as reading
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.rules.orders import next_one, standing
from cordee.journeys.rules.returns import cuts
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel.findings import Refused
from cordee.kernel.speech import heard
from cordee.web.acting import act_and_tell
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.models import Cohort, Participation
    from cordee.kernel.findings import Finding
    from cordee.programme.schema.money import CallOff
    from cordee.web.requests import Request


@dataclass(frozen=True, slots=True)
class Way:
    """A way of ordering: its words, whose turn it is, where its orders stand."""

    label: str
    turn: str
    told: Sequence[str]


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_run)
@on_its_clock
def orders(request: Request, cohort: Cohort) -> HttpResponse:
    """Whose turn it is, and the orders given; a new one."""
    rules = cohort.edition.definition.call_offs
    if not rules:
        raise Http404
    everyone = {one.pk: one for rule in rules for one in reading.able(cohort, rule)}
    form = OrderForm(rules, everyone.values(), request.POST or None)
    found: Sequence[Finding] = ()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.give_order(
                form.territories[told["to"]], told["way"], label=told["label"],
                amount=told["amount"], because=told["because"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            found = refusal.findings
        else:
            _say_given(request, form.territories[told["to"]])
            return onward(request, "journeys:orders", cohort.public_id)
    labels = {one.key: str(one.label) for one in rules}
    page = paginated(request, reading.orders(cohort))
    context = {
        "cohort": cohort, "form": form, "findings": found, "page": page,
        "rows": [(one, labels.get(one.call_off, one.call_off)) for one in page.object_list],
        "ways": [_way(cohort, one, everyone) for one in rules],
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "journeys/orders.html", context, status=status)


def _say_given(request: Request, to: Participation) -> None:
    if leads(to, timezone.now()):
        messages.success(
            request, _("La commande est donnée, la délégation la reçoit par courriel.")
        )
    else:
        messages.warning(request, _(
            "La commande est donnée. Personne dans cette délégation n’a d’adresse : prévenez-la."
        ))  # fmt: skip


def _way(cohort: Cohort, rule: CallOff, everyone: dict[int, Participation]) -> Way:
    who = reading.winners([one for one in everyone.values() if one.lives(rule.tracks)])
    made = reading.given(cohort, rule.key)
    turn = next_one(rule, who, made)
    definition = cohort.edition.definition
    judged = [str(one.label) for one in definition.criteria if one.key in rule.criteria]
    told = [
        *map(heard, standing(rule, made, reading.start_of(cohort))),
        *([_("Offres jugées sur : %s.") % ", ".join(judged)] if judged else []),
        *(heard(cut) for one in made[-1:] for cut in cuts(rule, one.amount)),
    ]
    return Way(str(rule.label), turn.name if turn else "", told)


def _orders() -> QuerySet[Order]:
    return Order.objects.select_related("participation__cohort__edition__current")


@require_POST
@guarded(_orders, policy.may_manage)
def answer(request: Request, order: Order) -> HttpResponse:
    """The winner accepts, or declines: the order then goes to another."""
    accepted = request.POST.get("accepted") == "1"
    return act_and_tell(
        request,
        lambda: actions.answer_order(order, accepted=accepted, by=request.user, at=timezone.now()),
        _("La réponse est inscrite."),
        ("journeys:orders", order.participation.cohort.public_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(_orders, policy.may_manage)
def withdraw(request: Request, order: Order) -> HttpResponse:
    """Withdraw an order that nobody answered, with the reason that the winner reads."""
    form = ReasonForm(request.POST or None)
    found: Sequence[Finding] = ()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.withdraw_order(order, reason=reason, by=request.user, at=timezone.now())
        except Refused as refusal:
            found = refusal.findings
        else:
            messages.success(request, _("La commande est retirée ; la délégation en est prévenue."))
            return onward(request, "journeys:orders", order.participation.cohort.public_id)
    context = {"order": order, "form": form, "findings": found}
    status = 422 if request.method == "POST" else 200
    return render(request, "journeys/withdraw_order.html", context, status=status)
