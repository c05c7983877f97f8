"""What correspondence leaves to rules: when, how often, whom and with what consent customers are contacted.

Segments of these kinds are the kinds of parties: COMPANY, SOLE_TRADER, PERSON. The standard values are our own,
careful ones: a country without a rule in force is never a country without rules.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from recoup.kernel.contact import ContactRole, StopKind
from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook.types import Choice, FieldType, RuleField, RuleKind, RuleValue

CONTACT_HOURS = "contact.hours"
CONTACT_FREQUENCY = "contact.frequency"
CONTACT_ROLES = "contact.roles"
CONTACT_ADVERTISING = "contact.advertising"
CONTACT_OVERRIDES = "contact.overrides"

CONTACT_KINDS = (CONTACT_HOURS, CONTACT_FREQUENCY, CONTACT_ROLES, CONTACT_ADVERTISING, CONTACT_OVERRIDES)
WORKDAYS = "WORKDAYS"
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
LAW = "LAW"
HOUSE = "HOUSE"
CUSTOMER = "CUSTOMER"
DEBT = "DEBT"

_NOTHING = Decimal(0)
_MANY = Decimal(100)
_DAYS_MAX = Decimal(31)
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_WRONG_CLOCK = N_("Write hours as 07:00, until 24:00 at the latest.")
_WRONG_ORDER = N_("The hours must begin before they end, within one day.")
_WRONG_DATE = N_("Write the days off as 2026-02-16, one after the other with blanks between.")
_WORKDAYS_ALONE = N_("Choose either the days on which offices work, or weekdays.")
_NO_LIMIT = N_("0: no limit.")

BINDING = RuleField(
    *("binding", FieldType.CHOICE, N_("How it binds")),
    choices=(
        Choice(LAW, N_("Law: nobody may pass it")),
        Choice("PRESUMPTION", N_("Presumption: a person may pass it with a reason")),
        Choice(HOUSE, N_("Our own choice: a person may pass it with a reason")),
    ),
)


def minutes_of(clock: str) -> int:
    """Return an hour such as 07:30 as minutes after midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def closures_of(text: str) -> frozenset[date]:
    """Return the days off that a rule lists."""
    return frozenset(map(date.fromisoformat, text.split()))


def _sensible_hours(value: RuleValue) -> Sentence | None:
    pairs = [("opens", "closes"), ("mail_opens", "mail_closes")]
    if not all(_CLOCK.fullmatch(value.text(name)) for pair in pairs for name in pair):
        return Sentence(_WRONG_CLOCK)
    if any(minutes_of(value.text(opens)) >= minutes_of(value.text(closes)) for opens, closes in pairs):
        return Sentence(_WRONG_ORDER)
    if WORKDAYS in value.codes("days") and len(value.codes("days")) > 1:
        return Sentence(_WORKDAYS_ALONE)
    try:
        closures_of(value.text("closures"))
    except ValueError:
        return Sentence(_WRONG_DATE)
    return None


def _sensible_advertising(value: RuleValue) -> Sentence | None:
    pairs = [("sms_opens", "sms_closes"), ("calls_open", "calls_close")]
    if not all(_CLOCK.fullmatch(value.text(name)) for pair in pairs for name in pair):
        return Sentence(_WRONG_CLOCK)
    if any(minutes_of(value.text(opens)) >= minutes_of(value.text(closes)) for opens, closes in pairs):
        return Sentence(_WRONG_ORDER)
    return None


def _clock(name: str, label: str, text: str = "") -> RuleField:
    return RuleField(name, FieldType.TEXT, label, help=text)


def _count(name: str, label: str, text: str = _NO_LIMIT) -> RuleField:
    return RuleField(name, FieldType.INTEGER, label, least=_NOTHING, most=_MANY, help=text)


_HOURS = RuleKind(
    CONTACT_HOURS,
    N_("Contact: at what hours"),
    (
        _clock("opens", N_("Calls, text messages and visits from"), N_("On the customer's own clock.")),
        _clock("closes", N_("Calls, text messages and visits until")),
        RuleField(
            *("days", FieldType.CHOICES, N_("On these days")),
            choices=(
                Choice(WORKDAYS, N_("When offices work")),
                Choice("MON", N_("Monday")),
                Choice("TUE", N_("Tuesday")),
                Choice("WED", N_("Wednesday")),
                Choice("THU", N_("Thursday")),
                Choice("FRI", N_("Friday")),
                Choice("SAT", N_("Saturday")),
                Choice("SUN", N_("Sunday")),
            ),
        ),
        RuleField(*("holidays", FieldType.BOOLEAN, N_("Also on public holidays"))),
        _clock(
            "closures", N_("Days without any contact"), N_("Dates such as 2026-02-16, with blanks between.")
        ),
        _clock("mail_opens", N_("E-mails from")),
        _clock("mail_closes", N_("E-mails until")),
        RuleField(
            *("consent_lifts", FieldType.BOOLEAN, N_("The customer may agree to other hours")),
        ),
        BINDING,
    ),
    RuleValue(
        {
            "opens": "08:00",
            "closes": "18:00",
            "days": (WORKDAYS,),
            "holidays": False,
            "closures": "",
            "mail_opens": "00:00",
            "mail_closes": "24:00",
            "consent_lifts": False,
            "binding": "HOUSE",
        }
    ),
    help=N_("Letters are read when the customer opens them: they have no hours."),
    check=_sensible_hours,
)

_FREQUENCY = RuleKind(
    CONTACT_FREQUENCY,
    N_("Contact: how often"),
    (
        _count("contacts_day", N_("Contacts in a day, all ways together")),
        _count("calls_day", N_("Calls in a day")),
        _count("texts_day", N_("Text messages in a day")),
        _count("conversations_day", N_("Conversations on the telephone in a day")),
        _count("unanswered_day", N_("Unanswered calls to one number in a day")),
        _count("contacts_rolling", N_("Contacts within so many days, all ways together")),
        RuleField(
            *("contacts_rolling_days", FieldType.DAYS, N_("So many days")), least=_NOTHING, most=_DAYS_MAX
        ),
        _count("calls_rolling", N_("Calls within so many days")),
        RuleField(
            *("calls_rolling_days", FieldType.DAYS, N_("So many days")), least=_NOTHING, most=_DAYS_MAX
        ),
        RuleField(
            *("rest_days", FieldType.DAYS, N_("No call after a conversation for")),
            least=_NOTHING,
            most=_DAYS_MAX,
            help=N_("A conversation that the customer began counts too."),
        ),
        RuleField(
            *("counted_per", FieldType.CHOICE, N_("Counted")),
            choices=(
                Choice(CUSTOMER, N_("For the customer as a whole")),
                Choice(DEBT, N_("For each debt that the contact is about")),
            ),
            help=N_("A contact about the whole account counts for each of its debts."),
        ),
        BINDING,
    ),
    RuleValue(
        {
            "contacts_day": 2,
            "calls_day": 2,
            "texts_day": 1,
            "conversations_day": 1,
            "unanswered_day": 2,
            "contacts_rolling": 5,
            "contacts_rolling_days": 7,
            "calls_rolling": 0,
            "calls_rolling_days": 0,
            "rest_days": 0,
            "counted_per": CUSTOMER,
            "binding": "HOUSE",
        }
    ),
    help=N_("Days are days on the customer's clock; days that roll have 24 hours each."),
)

_ROLES = RuleKind(
    CONTACT_ROLES,
    N_("Contact: with whom"),
    (
        RuleField(
            *("roles", FieldType.CHOICES, N_("May be contacted about the debt")),
            choices=tuple(
                Choice(role.value, role.label) for role in ContactRole if role is not ContactRole.THIRD_PERSON
            ),
            help=N_("A third person never is."),
        ),
        RuleField(
            *("lost_exception", FieldType.BOOLEAN, N_("Others may be asked where a lost debtor is")),
            help=N_("Without a word about the debt."),
        ),
        RuleField(
            *("visitors_min", FieldType.INTEGER, N_("Persons on a visit, at least")),
            least=Decimal(1),
            most=Decimal(9),
        ),
    ),
    RuleValue(
        {
            "roles": ("DEBTOR", "CO_DEBTOR", "GUARANTOR", "REPRESENTATIVE", "LAWYER"),
            "lost_exception": False,
            "visitors_min": 1,
        }
    ),
)

_ADVERTISING = RuleKind(
    CONTACT_ADVERTISING,
    N_("Contact: offers and advertising"),
    (
        RuleField(
            *("needs_consent", FieldType.CHOICE, N_("Consent beforehand")),
            choices=(
                Choice("EVERYBODY", N_("From everybody")),
                Choice("NATURAL", N_("From persons and sole traders")),
            ),
        ),
        _count("sms_day", N_("Text messages within 24 hours")),
        _count("emails_day", N_("E-mails within 24 hours")),
        _count("calls_day", N_("Calls within 24 hours")),
        _clock("sms_opens", N_("Text messages from")),
        _clock("sms_closes", N_("Text messages until")),
        _clock("calls_open", N_("Calls from")),
        _clock("calls_close", N_("Calls until")),
        BINDING,
    ),
    RuleValue(
        {
            "needs_consent": "NATURAL",
            "sms_day": 1,
            "emails_day": 1,
            "calls_day": 1,
            "sms_opens": "08:00",
            "sms_closes": "18:00",
            "calls_open": "08:00",
            "calls_close": "17:00",
            "binding": "HOUSE",
        }
    ),
    help=N_("An offer of a discount or settlement falls under these, beside all other rules."),
    check=_sensible_advertising,
)

# What a court, a law or the person's own word forbids is not on the list: nobody passes it.
_OVERRIDES = RuleKind(
    CONTACT_OVERRIDES,
    N_("Contact: what a person may pass with a reason"),
    (
        RuleField(
            *("blocks", FieldType.CHOICES, N_("May be passed")),
            choices=(
                Choice("contact.hold", N_("The customer is left alone by a hold of ours")),
                Choice("contact.paid", N_("Money not yet applied covers all that is open")),
                Choice("contact.items_held.DISPUTED", N_("All is disputed")),
                Choice("contact.items_held.PROMISED", N_("All is promised")),
                Choice("contact.items_held.PLAN", N_("All is in a payment plan")),
                Choice("contact.items_held.QUERY", N_("Questions about all are open")),
                Choice("contact.items_held.OTHER", N_("All is held for another reason")),
                Choice(f"contact.stop.{StopKind.COMPLAINT}", StopKind.COMPLAINT.label),
                Choice(f"contact.stop.{StopKind.VULNERABLE}", StopKind.VULNERABLE.label),
                Choice(f"contact.stop.{StopKind.STOP_LIST}", StopKind.STOP_LIST.label),
                Choice("contact.language", N_("The message is in a language that the contact doesn't read")),
            ),
        ),
    ),
    RuleValue(
        {
            "blocks": (
                "contact.hold",
                "contact.paid",
                "contact.items_held.DISPUTED",
                "contact.items_held.PROMISED",
                "contact.items_held.PLAN",
                "contact.items_held.QUERY",
                "contact.items_held.OTHER",
                f"contact.stop.{StopKind.COMPLAINT}",
                f"contact.stop.{StopKind.VULNERABLE}",
                "contact.language",
            )
        }
    ),
    help=N_("By whom: managers, who have the right to override."),
)

KINDS = (_HOURS, _FREQUENCY, _ROLES, _ADVERTISING, _OVERRIDES)
