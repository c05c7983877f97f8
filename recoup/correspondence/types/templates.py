"""The codes of templates: what can be said, by which placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recoup.kernel.sentences import N_


class TemplateCode(StrEnum):
    """What a message says; its words are the program's own unless a rule brings others."""

    NOTICE_BEFORE_DUE = "NOTICE_BEFORE_DUE"
    REMINDER_1 = "REMINDER_1"
    REMINDER_2 = "REMINDER_2"
    REMINDER_3 = "REMINDER_3"
    FINAL_DEMAND = "FINAL_DEMAND"
    STATEMENT = "STATEMENT"
    PAYMENT_CONFIRMATION = "PAYMENT_CONFIRMATION"
    PROMISE_CONFIRMATION = "PROMISE_CONFIRMATION"
    PROMISE_BROKEN = "PROMISE_BROKEN"
    PLAN_AGREEMENT = "PLAN_AGREEMENT"
    OFFER = "OFFER"
    CALL_BACK = "CALL_BACK"

    @property
    def label(self) -> str:
        """The name of the template on screens, to be translated."""
        return _TEMPLATE_LABELS[self]

    @property
    def rule(self) -> str:
        """The code of the kind of rule that holds its words."""
        return f"template.{self.value.lower()}"


_TEMPLATE_LABELS: Mapping[TemplateCode, str] = {
    TemplateCode.NOTICE_BEFORE_DUE: N_("Payment notice before the due date"),
    TemplateCode.REMINDER_1: N_("First reminder"),
    TemplateCode.REMINDER_2: N_("Second reminder"),
    TemplateCode.REMINDER_3: N_("Third reminder"),
    TemplateCode.FINAL_DEMAND: N_("Last demand before further steps"),
    TemplateCode.STATEMENT: N_("Statement of account"),
    TemplateCode.PAYMENT_CONFIRMATION: N_("Payment confirmation"),
    TemplateCode.PROMISE_CONFIRMATION: N_("Confirmation of a promise to pay"),
    TemplateCode.PROMISE_BROKEN: N_("Promise to pay not kept"),
    TemplateCode.PLAN_AGREEMENT: N_("Agreement on a payment plan"),
    TemplateCode.OFFER: N_("Offer"),
    TemplateCode.CALL_BACK: N_("Request to call back"),
}

OF_LEVEL = (
    TemplateCode.NOTICE_BEFORE_DUE,
    TemplateCode.REMINDER_1,
    TemplateCode.REMINDER_2,
    TemplateCode.REMINDER_3,
)
"""The template of a reminder by its level."""

LETTER_FORM = "correspondence.letter_form"
SENDING = "correspondence.sending"
"""The other kinds of rules that correspondence asks for."""
