"""Placeholders of templates: which are known, which a template needs, and how they are filled."""

from __future__ import annotations

import re
from collections.abc import Mapping

from recoup.correspondence.types import TemplateCode
from recoup.kernel.sentences import N_, Sentence

TABLE = "items_table"
_PLACE = re.compile(r"\{([^{}]*)\}")
_COMMON = frozenset(
    (
        "customer",
        "customer_number",
        "contact",
        "entity",
        "phone",
        "email",
        "date",
        "amount",
        "amount_in_words",
    )
)
_ACCOUNT = _COMMON | {
    "amount_overdue",
    "amount_falling_due",
    "amount_unapplied",
    "amount_to_pay",
    "pay_by",
    TABLE,
}
_AGREEMENT = _COMMON | {"amount_before", "by_date", "note", TABLE}
_DEMAND = frozenset(("amount_to_pay", "pay_by", TABLE))

KNOWN: Mapping[TemplateCode, frozenset[str]] = {
    TemplateCode.NOTICE_BEFORE_DUE: _ACCOUNT,
    TemplateCode.REMINDER_1: _ACCOUNT,
    TemplateCode.REMINDER_2: _ACCOUNT,
    TemplateCode.REMINDER_3: _ACCOUNT,
    TemplateCode.FINAL_DEMAND: _ACCOUNT,
    TemplateCode.STATEMENT: _ACCOUNT,
    TemplateCode.PAYMENT_CONFIRMATION: _COMMON | {TABLE},
    TemplateCode.PROMISE_CONFIRMATION: _AGREEMENT,
    TemplateCode.PROMISE_BROKEN: _AGREEMENT,
    TemplateCode.PLAN_AGREEMENT: _AGREEMENT,
    TemplateCode.OFFER: _AGREEMENT,
    TemplateCode.CALL_BACK: _AGREEMENT,
}
NEEDED: Mapping[TemplateCode, frozenset[str]] = {
    TemplateCode.NOTICE_BEFORE_DUE: frozenset((TABLE,)),
    TemplateCode.REMINDER_1: _DEMAND,
    TemplateCode.REMINDER_2: _DEMAND,
    TemplateCode.REMINDER_3: _DEMAND,
    TemplateCode.FINAL_DEMAND: _DEMAND,
    TemplateCode.STATEMENT: frozenset((TABLE,)),
    TemplateCode.PAYMENT_CONFIRMATION: frozenset(("amount", TABLE)),
    TemplateCode.PROMISE_CONFIRMATION: frozenset(("amount", "by_date")),
    TemplateCode.PROMISE_BROKEN: frozenset(("amount",)),
    TemplateCode.PLAN_AGREEMENT: frozenset(("amount", TABLE)),
    TemplateCode.OFFER: frozenset(("amount", "by_date")),
    TemplateCode.CALL_BACK: frozenset(),
}


def problem_with(text: str, code: TemplateCode, part: str) -> Sentence | None:
    """Return what is wrong with the placeholders of one part (subject, body or sms) of a template, if anything is.

    A body needs all that its code needs; a text message all of it but the table, which it can't hold; a subject
    nothing.
    """
    known, needed = KNOWN[code], NEEDED[code]
    if part != "body":
        known, needed = known - {TABLE}, needed - {TABLE}
    if part == "subject":
        needed = frozenset()
    used = _PLACE.findall(text)
    if any(sign in _PLACE.sub("", text) for sign in "{}"):
        return Sentence(N_("A brace stands alone: placeholders are names in braces."))
    if unknown := [name for name in used if name not in known]:
        return Sentence(N_("There is no placeholder {name} here."), {"name": unknown[0]})
    if missing := sorted(needed.difference(used)):
        return Sentence(N_("The placeholder {name} is missing."), {"name": missing[0]})
    if used.count(TABLE) > 1:
        return Sentence(N_("The table of items can stand only once."))
    if part == "subject" and "\n" in text:
        return Sentence(N_("A subject is one line."))
    return None


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its placeholders filled; what stands in a value is never a placeholder itself."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)
