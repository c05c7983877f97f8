"""The words of a reminder, level by level: friendly first, firmer later, never a threat."""

from __future__ import annotations

from recoup.correspondence.types import Content, CreditLine, ReminderContent, ReminderLine, TemplateCode
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value

# In Polish a name needs its sex and its vocative, and we know neither; it stands above the address.
_UNNAMED = ("pl",)


def subject(content: ReminderContent, code: TemplateCode) -> Sentence:
    """Return the subject line."""
    values = {"amount": asked(content)}
    if content.is_statement:
        return Sentence(N_("Statement of account as of {date}"), {"date": content.business_date})
    if code is TemplateCode.FINAL_DEMAND:
        return Sentence(N_("Last demand before further steps: {amount} is overdue"), values)
    match content.level:
        case 0:
            return Sentence(N_("Payment notice: {amount} falls due soon"), values)
        case 1:
            return Sentence(N_("Friendly reminder: {amount} is overdue"), values)
        case 2:
            return Sentence(N_("Second reminder: {amount} is still overdue"), values)
        case _:
            return Sentence(N_("Third reminder: {amount} is overdue, please reply"), values)


def salutation(content: Content) -> Sentence:
    """Return how the letter begins."""
    if content.recipient.contact_name and content.language not in _UNNAMED:
        return Sentence(N_("Dear {name},"), {"name": content.recipient.contact_name})
    return Sentence(N_("Dear Sir or Madam,"))


def opening(content: ReminderContent) -> tuple[Sentence, ...]:
    """Return the paragraph above the list of items."""
    if content.is_statement:
        values = {"date": content.business_date}
        return (Sentence(N_("This is how your account stands with us on {date}."), values),)
    match content.level:
        case 0:
            return (_thanks(), _falls_due(content))
        case 1:
            return (_past_due(content), Sentence(N_("Perhaps this has escaped your attention.")))
        case 2:
            return (_wrote_before(), _still_open(content))
        case _:
            return (_in_spite(content), _oldest(content))


def request(content: ReminderContent, code: TemplateCode) -> tuple[Sentence, ...]:
    """Return the paragraph below the list of items: what we ask for, and what to do if something is wrong."""
    values: dict[str, Value] = {"amount": content.amount_to_pay, "date": content.pay_by}
    if content.amount_to_pay.is_zero():
        return (Sentence(N_("There is nothing to pay if these items are settled by your recent payment.")),)
    if content.is_statement:
        return (Sentence(N_("Please tell us within 30 days if your books say otherwise.")),)
    if code is TemplateCode.FINAL_DEMAND:
        return (
            Sentence(N_("We demand that you pay {amount} by {date}."), values),
            Sentence(
                N_(
                    "If the money has not reached us by then, we may claim interest and costs and take the steps that "
                    "the law and our contract provide. We reserve all our rights."
                )
            ),
            Sentence(
                N_(
                    "If you dispute an item or need time, call or write to us before that day: we will look into it."
                )
            ),
        )
    match content.level:
        case 0:
            return (
                Sentence(N_("Please arrange payment of {amount} so that it reaches us in time."), values),
            )
        case 1:
            return (
                Sentence(N_("Please pay {amount} by {date}."), values),
                Sentence(N_("If something is not in order, tell us and we will gladly help.")),
            )
        case 2:
            return (
                Sentence(N_("Please pay {amount} by {date}."), values),
                Sentence(
                    N_("If you disagree with an item, let us know now, so that we can look into it at once.")
                ),
            )
        case _:
            return (
                Sentence(N_("We ask you to pay {amount} by {date}."), values),
                Sentence(
                    N_(
                        "If you can't pay everything at once, or if you dispute an item, please call or write to "
                        "us before that day: we would like to find a solution together with you."
                    )
                ),
            )


def remarks(content: ReminderContent) -> tuple[Sentence, ...]:
    """Return the paragraph about money received and letters that cross."""
    crossing = Sentence(N_("If you have already paid, please accept our thanks and disregard this letter."))
    if not content.amount_unapplied:
        return (crossing,)
    received = Sentence(
        N_(
            "We have received {amount} from you that we could not match yet: please tell us which items it pays."
        ),
        {"amount": Money(content.amount_unapplied, content.currency)},
    )
    return (received, crossing)


def item(line: ReminderLine, currency: str) -> Sentence:
    """Return one item as a line of plain text."""
    values: dict[str, Value] = {"number": line.number, "amount": Money(line.amount_open, currency)}
    if line.due_date is None:
        return Sentence(N_("{number}: {amount} open"), values)
    values["date"] = line.due_date
    if not line.is_overdue:
        return Sentence(N_("{number}: {amount} open, due on {date}"), values)
    return Sentence(
        N_("{number}: {amount} open, due on {date}, {days} day late"),
        values | {"days": line.days_late},
        plural=N_("{number}: {amount} open, due on {date}, {days} days late"),
        count="days",
    )


def credit(line: CreditLine, currency: str) -> Sentence:
    """Return money or a credit of the customer as a line of plain text."""
    values: dict[str, Value] = {
        "number": line.number,
        "amount": Money(line.amount, currency),
        "date": line.since,
    }
    return Sentence(N_("{number}: {amount} in your favor since {date}, not applied yet"), values)


def asked(content: ReminderContent) -> Money:
    """Return the amount that the letter is about: what is overdue, or of a notice what falls due."""
    return content.amount_overdue if content.level else content.amount_falling_due


def _thanks() -> Sentence:
    return Sentence(N_("Thank you for doing business with us."))


def _wrote_before() -> Sentence:
    return Sentence(N_("We wrote to you before about overdue items on your account."))


def _falls_due(content: ReminderContent) -> Sentence:
    return Sentence(
        N_("May we remind you in good time of {count} item that falls due soon, {amount} in all."),
        {"count": len(content.lines), "amount": content.amount_falling_due},
        plural=N_("May we remind you in good time of {count} items that fall due soon, {amount} in all."),
        count="count",
    )


def _past_due(content: ReminderContent) -> Sentence:
    return Sentence(
        N_("As of {date}, {count} item on your account is past its due date, {amount} in all."),
        {
            "date": content.business_date,
            "count": len(content.lines_overdue),
            "amount": content.amount_overdue,
        },
        plural=N_("As of {date}, {count} items on your account are past their due date, {amount} in all."),
        count="count",
    )


def _still_open(content: ReminderContent) -> Sentence:
    return Sentence(
        N_("On {date}, {count} item is still overdue, {amount} in all."),
        {
            "date": content.business_date,
            "count": len(content.lines_overdue),
            "amount": content.amount_overdue,
        },
        plural=N_("On {date}, {count} items are still overdue, {amount} in all."),
        count="count",
    )


def _in_spite(content: ReminderContent) -> Sentence:
    return Sentence(
        N_(
            "In spite of our earlier reminders, {count} item on your account is still overdue, {amount} in all."
        ),
        {"count": len(content.lines_overdue), "amount": content.amount_overdue},
        plural=N_(
            "In spite of our earlier reminders, {count} items on your account are still overdue, {amount} in all."
        ),
        count="count",
    )


def _oldest(content: ReminderContent) -> Sentence:
    return Sentence(
        N_("The oldest has been overdue for {days} day."),
        {"days": max(line.days_late for line in content.lines)},
        plural=N_("The oldest has been overdue for {days} days."),
        count="days",
    )
