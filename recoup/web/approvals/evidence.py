"""What the second person must see beside the request itself: the subject as it is now, and as it would be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.collections import queries as collections
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemLine
from recoup.parties import queries as parties
from recoup.parties.types import BankAccountChange, BankAccountRecord
from recoup.rulebook import queries as rulebook
from recoup.rulebook import registry
from recoup.rulebook.types import RuleRecord, VersionRecord
from recoup.team.types import ApprovalRecord
from recoup.web.shared.rule_values import field_texts, scope_text
from recoup.web.shared.tags import day_text, money_text

_EFFECT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about the subject, in words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One value of the subject: as it is and as it would be."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Facts about the subject, and what the request would change on it."""

    facts: tuple[Fact, ...] = ()
    changes: tuple[Change, ...] = ()


def evidence(approval: ApprovalRecord, actor: Actor, *, waits: bool) -> Evidence:
    """Return what can be told of the subject to this actor; nothing for kinds that have nothing to tell.

    Once it no longer `waits`, only what never changes is told: the subject itself may have moved on.
    """
    tell = (_TELLERS if waits else _TELLERS_FOR_GOOD).get(approval.kind)
    try:
        return tell(approval, actor) if tell else Evidence()
    except NotFound:
        return Evidence()


def _write_off(approval: ApprovalRecord, actor: Actor) -> Evidence:
    item = ledger.get_item(item_id=approval.subject_id, actor=actor)
    facts = (
        Fact(_("Customer"), _customer_name(item, actor)),
        Fact(_("Item"), item.name),
        Fact(_("Issue date"), day_text(item.issue_date)),
        Fact(_("Due"), day_text(item.due_date) if item.due_date else _("no due date yet")),
        Fact(_("Amount of the item"), money_text(item.amount)),
    )
    left = item.amount_open - (approval.amount or Money.zero(item.amount_open.currency))
    return Evidence(facts, (Change(_("Open"), money_text(item.amount_open), money_text(left)),))


def _customer_name(item: ItemLine, actor: Actor) -> str:
    found = parties.customers_by_id(customer_ids=[item.customer_id], actor=actor) if item.customer_id else {}
    return next((f"{customer.name} ({customer.number})" for customer in found.values()), _("unknown payer"))


def _plan(approval: ApprovalRecord, actor: Actor) -> Evidence:
    detail = collections.get_plan(plan_id=approval.subject_id, actor=actor)
    line = detail.line
    first, last = line.installments[0], line.installments[-1]
    return Evidence(
        (
            Fact(_("Customer"), _name_of(line.customer_id, actor)),
            Fact(_("Debt"), money_text(line.debt)),
            Fact(_("Interest"), money_text(line.interest)),
            Fact(_("Let off when kept"), money_text(line.waived)),
            Fact(_("First installment"), f"{day_text(first.due_date)} · {money_text(first.amount)}"),
            Fact(_("Last installment"), f"{day_text(last.due_date)} · {money_text(last.amount)}"),
        )
    )


def _solution(approval: ApprovalRecord, actor: Actor) -> Evidence:
    one = collections.get_solution_proposal(
        solution_id=approval.subject_id, actor=actor, now=approval.asked_at
    )
    effect = one.effect(_EFFECT_DAYS)
    facts = (
        Fact(_("Customer"), _name_of(one.customer_id, actor)),
        Fact(_("Way out"), _(one.kind.label)),
        Fact(_("Debt"), money_text(one.debt)),
        Fact(_("Cash to be expected"), money_text(one.received)),
        Fact(_("Within 90 days"), money_text(one.within(_EFFECT_DAYS))),
        Fact(_("Given up"), money_text(one.given_up)),
    )
    return Evidence(facts if effect is None else (*facts, Fact(_("More than by habit"), money_text(effect))))


def _offer(approval: ApprovalRecord, actor: Actor) -> Evidence:
    line = collections.get_offer(offer_id=approval.subject_id, actor=actor).line
    return Evidence(
        (
            Fact(_("Customer"), _name_of(line.customer_id, actor)),
            Fact(_("Offer"), _(line.kind.label)),
            Fact(_("Given up"), money_text(line.discount)),
            Fact(_("Good until"), day_text(line.valid_until)),
        ),
        (Change(_("To be paid"), money_text(line.debt), money_text(line.to_pay)),),
    )


def _name_of(customer_id: int, actor: Actor) -> str:
    found = parties.customers_by_id(customer_ids=[customer_id], actor=actor)
    return next((f"{customer.name} ({customer.number})" for customer in found.values()), "")


def _bank_account(approval: ApprovalRecord, actor: Actor) -> Evidence:
    wanted = BankAccountChange(**dict(approval.payload))  # type: ignore[arg-type]  # as asdict() packed it
    customer = parties.get_customer(customer_id=wanted.customer_id, actor=actor).customer
    accounts = parties.bank_accounts(customer_id=wanted.customer_id, actor=actor)
    others = [account for account in accounts if account.account_number != wanted.account_number]
    facts = (
        Fact(_("Customer"), f"{customer.name} ({customer.number})"),
        Fact(_("Other accounts"), " · ".join(account.account_number for account in others) or _("none")),
    )
    now = next((account for account in accounts if account.account_number == wanted.account_number), None)
    return Evidence(facts, _retirement(wanted) if wanted.retire else _account_changes(now, wanted))


def _retirement(wanted: BankAccountChange) -> tuple[Change, ...]:
    return (
        Change(_("Account number"), wanted.account_number, wanted.account_number),
        Change(_("Status"), _("in use"), _("no longer in use")),
    )


def _account_changes(now: BankAccountRecord | None, wanted: BankAccountChange) -> tuple[Change, ...]:
    labels = {
        "account_number": _("Account number"),
        "holder": _("Account holder"),
        "currency": _("Currency"),
        "bank_code": _("Bank code"),
        "bank_name": _("Bank"),
    }
    return tuple(
        Change(label, getattr(now, name, ""), getattr(wanted, name)) for name, label in labels.items()
    )


def _rule_asked(approval: ApprovalRecord, actor: Actor) -> Evidence:
    rule, version = _rule_and_version(approval, actor)
    kind = registry.get_kind(rule.kind)
    now = {text.name: text.text for text in field_texts(kind, rule.in_force.value)} if rule.in_force else {}
    changes = (
        Change(text.label, now.get(text.name, ""), text.text) for text in field_texts(kind, version.value)
    )
    return Evidence(_rule_facts(rule, version), tuple(changes))


def _rule_decided(approval: ApprovalRecord, actor: Actor) -> Evidence:
    rule, version = _rule_and_version(approval, actor)
    texts = field_texts(registry.get_kind(rule.kind), version.value)
    return Evidence((*_rule_facts(rule, version), *(Fact(text.label, text.text) for text in texts)))


def _rule_and_version(approval: ApprovalRecord, actor: Actor) -> tuple[RuleRecord, VersionRecord]:
    rule = rulebook.rule_of_version(
        version_id=approval.subject_id, on=approval.asked_at.date(), actor=actor, now=approval.asked_at
    )
    return rule, rulebook.version_in(rule, version_id=approval.subject_id)


def _rule_facts(rule: RuleRecord, version: VersionRecord) -> tuple[Fact, ...]:
    until = day_text(version.valid_until) if version.valid_until else _("without end")
    return (
        Fact(_("Rule"), _(registry.get_kind(rule.kind).title)),
        Fact(_("Applies to"), scope_text(rule.scope)),
        Fact(_("Valid from"), day_text(version.valid_from)),
        Fact(_("Valid until"), until),
        Fact(_("Checked"), _(version.mark.label)),
        Fact(_("Source"), version.source),
        Fact(_("Proposed by"), version.proposed_by_name),
    )


_TELLERS_FOR_GOOD: Mapping[str, Callable[[ApprovalRecord, Actor], Evidence]] = {
    "rules.approve": _rule_decided,
}
_TELLERS: Mapping[str, Callable[[ApprovalRecord, Actor], Evidence]] = {
    "collections.approve_offer": _offer,
    "collections.approve_plan": _plan,
    "collections.approve_solution": _solution,
    "ledger.write_off": _write_off,
    "parties.edit_bank": _bank_account,
    "rules.approve": _rule_asked,
}
