"""Text messages: the program's own words, one sentence or two."""

from __future__ import annotations

from collections.abc import Mapping

from recoup.correspondence.letters.placeholders import fill
from recoup.correspondence.letters.values import main_amount, placeholder_values
from recoup.correspondence.types import AgreementContent, Content, ReminderContent, TemplateCode
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.plumbing.localization import Reader, render

_OVERDUE = N_("{entity}: {amount} on your account {number} is overdue. Please pay by {date} or call us.")
_TEXTS: Mapping[TemplateCode, str] = {
    TemplateCode.NOTICE_BEFORE_DUE: N_("{entity}: {amount} on your account {number} falls due soon."),
    TemplateCode.REMINDER_1: _OVERDUE,
    TemplateCode.REMINDER_2: _OVERDUE,
    TemplateCode.REMINDER_3: _OVERDUE,
    TemplateCode.FINAL_DEMAND: _OVERDUE,
    TemplateCode.STATEMENT: N_("{entity}: {amount} is open on your account {number}."),
    TemplateCode.PAYMENT_CONFIRMATION: N_("{entity}: we have received {amount}. Thank you."),
    TemplateCode.PROMISE_CONFIRMATION: N_("{entity}: thank you for your promise to pay {amount} by {date}."),
    TemplateCode.PROMISE_BROKEN: N_(
        "{entity}: we have not received the {amount} that you promised by {date}. Please call us."
    ),
    TemplateCode.PLAN_AGREEMENT: N_("{entity}: your payment plan over {amount} is agreed."),
    TemplateCode.OFFER: N_("{entity}: with {amount} by {date} your account {number} is settled."),
    TemplateCode.CALL_BACK: N_("{entity}: please call us back about your account {number}."),
}
_OPT_OUT = N_("Reply STOP to get no more of these messages.")


def short_text(content: Content, code: TemplateCode, reader: Reader) -> str:
    """Return a text message in the house's words, or else the program's own."""
    if content.texts.sms:
        said = fill(content.texts.sms, placeholder_values(content, reader))
    else:
        said = render(Sentence(_TEXTS[code], _values(content)), reader)
    return f"{said} {render(Sentence(_OPT_OUT), reader)}" if content.form.has_opt_out else said


def _values(content: Content) -> Mapping[str, Value]:
    values: dict[str, Value] = {
        "entity": content.letterhead.name,
        "number": content.recipient.number,
        "amount": main_amount(content),
        "date": content.business_date,
    }
    if isinstance(content, ReminderContent):
        values["date"] = content.pay_by
    elif isinstance(content, AgreementContent) and content.by_date:
        values["date"] = content.by_date
    return values
