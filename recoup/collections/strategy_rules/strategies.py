"""The rules of strategies: the steps of a course, what may be let go without a person, and what a contact costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from recoup.engines.strategy import Effect, Limits, Mode, Performer, Step, Strategy
from recoup.kernel.contact import Channel
from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook.types import Choice, FieldType, FieldValue, RuleField, RuleKind, RuleValue

STRATEGY = "collections.strategy"
RELEASE = "collections.release"
COSTS = "collections.contact_costs"

NO_CHANNEL = "NONE"
NOTICE_TEMPLATE = "NOTICE_BEFORE_DUE"
FIRM_TEMPLATES = frozenset({"FINAL_DEMAND"})
TEMPLATES = (
    Choice(NO_CHANNEL, N_("No letter")),
    Choice(NOTICE_TEMPLATE, N_("Payment notice before the due date")),
    Choice("REMINDER_1", N_("Friendly reminder")),
    Choice("REMINDER_2", N_("Second reminder")),
    Choice("REMINDER_3", N_("Third reminder")),
    Choice("FINAL_DEMAND", N_("Final demand")),
)
_NOTHING = Decimal(0)
_DAYS_MAX = Decimal(3_660)
_BY_POST = (Channel.EMAIL, Channel.SMS, Channel.LETTER)


def _step(code: str, threshold: int, channel: Channel, template: str, **said: FieldValue) -> RuleValue:
    by_person = channel not in _BY_POST
    plain: dict[str, FieldValue] = {
        "by": Performer.PERSON.value if by_person else Performer.JOB.value,
        "optional": by_person,
        "gap": 5,
        "escalate": 7 if by_person else 0,
        "effect": Effect.NONE.value,
        "amount_min": _NOTHING,
    }
    place: dict[str, FieldValue] = {
        "code": code,
        "days": threshold,
        "channel": channel.value,
        "template": template,
    }
    return RuleValue(plain | place | said)


STANDARD_STRATEGY = RuleValue(
    {
        "mode": Mode.JUMP.value,
        "opening": "REMINDER_1",
        "steps": (
            _step("NOTICE", -3, Channel.EMAIL, NOTICE_TEMPLATE, optional=True),
            _step("REMINDER_1", 5, Channel.EMAIL, "REMINDER_1"),
            _step("CALL_1", 12, Channel.CALL, NO_CHANNEL),
            _step("REMINDER_2", 20, Channel.EMAIL, "REMINDER_2"),
            _step("CALL_2", 30, Channel.CALL, NO_CHANNEL),
            _step("REMINDER_3", 40, Channel.LETTER, "REMINDER_3"),
            _step("MANAGER", 50, Channel.CALL, NO_CHANNEL, effect=Effect.RAISE_TO_MANAGER.value),
            _step("DEMAND", 60, Channel.LETTER, "FINAL_DEMAND", effect=Effect.PROPOSE_LEGAL.value, gap=7),
        ),
    }
)


def strategy_of(value: RuleValue) -> Strategy:
    """Return the strategy of a rule as the engine reads it."""
    steps = tuple(map(_step_of, value.rows("steps")))
    opening = value.text("opening")
    known = opening in {step.code for step in steps}  # not in a version older than this field, perhaps
    return Strategy(Mode(value.text("mode")), steps, opening if known else "")


def _step_of(row: RuleValue) -> Step:
    channel, template = row.text("channel"), row.text("template")
    return Step(
        code=row.text("code"),
        threshold=row.whole("days"),
        channel=None if channel == NO_CHANNEL else Channel(channel),
        template="" if template == NO_CHANNEL else template,
        performer=Performer(row.text("by")),
        is_optional=row.flag("optional"),
        gap_days=row.whole("gap"),
        escalate_days=row.whole("escalate"),
        effect=Effect(row.text("effect")),
        amount_min=row.decimal("amount_min"),
    )


def release_limits(value: RuleValue) -> Limits:
    """Return from when on a proposal is looked at twice."""
    return Limits(value.decimal("look_amount"), value.whole("look_jumped"), FIRM_TEMPLATES)


def contact_costs(value: RuleValue) -> Mapping[Channel, Decimal]:
    """Return what one contact costs by channel, in reporting currency."""
    return {channel: value.decimal(channel.value.lower()) for channel in Channel}


def _check_strategy(value: RuleValue) -> Sentence | None:
    rows = value.rows("steps")
    codes = [row.text("code") for row in rows]
    if not all(codes) or len(set(codes)) < len(codes):
        return Sentence(N_("Every step needs a code of its own."))
    days = [row.whole("days") for row in rows]
    if days != sorted(days):
        return Sentence(N_("The steps must stand in the order of their days."))
    if value.text("opening") not in ("", *codes):
        return Sentence(N_("The first contact needs the code of one of the steps, or nothing."))
    for row in rows:
        if wrong := _check_step(row):
            return Sentence(N_("Step {step}: {problem}"), {"step": row.text("code"), "problem": wrong})
    return None


def _check_step(row: RuleValue) -> Sentence | None:
    channel, template, days = row.text("channel"), row.text("template"), row.whole("days")
    by_job = row.text("by") == Performer.JOB.value
    if by_job and channel not in _BY_POST:
        return Sentence(
            N_("The program can send e-mails, text messages and letters; calls and visits need a person.")
        )
    if by_job and template == NO_CHANNEL:
        return Sentence(N_("What the program sends needs a letter."))
    if by_job and (template == NOTICE_TEMPLATE) != (days < 0):
        return Sentence(N_("A payment notice comes before the due date, a reminder after it."))
    if by_job and days == 0:
        return Sentence(N_("On the due date itself nothing is late: begin one day after it."))
    return None


_STEP_FIELDS = (
    RuleField("code", FieldType.TEXT, N_("Code")),
    RuleField(
        *("days", FieldType.INTEGER, N_("From day")),
        least=-_DAYS_MAX,
        most=_DAYS_MAX,
        help=N_("Days after the due date of the oldest item; before it when negative."),
    ),
    RuleField(
        *("channel", FieldType.CHOICE, N_("Channel")),
        choices=(
            *(Choice(channel.value, channel.label) for channel in Channel),
            Choice(NO_CHANNEL, N_("No contact")),
        ),
    ),
    RuleField("template", FieldType.CHOICE, N_("Letter"), choices=TEMPLATES),
    RuleField(
        *("by", FieldType.CHOICE, N_("Done by")),
        choices=tuple(Choice(performer.value, performer.label) for performer in Performer),
    ),
    RuleField(
        *("optional", FieldType.BOOLEAN, N_("Optional")),
        help=N_("Passed over when the next step is due as well."),
    ),
    RuleField(
        *("gap", FieldType.DAYS, N_("Distance to the contact before")),
        least=_NOTHING,
        most=_DAYS_MAX,
    ),
    RuleField(
        *("escalate", FieldType.DAYS, N_("To the manager after")),
        least=_NOTHING,
        most=_DAYS_MAX,
        help=N_("When a person has not done it by then; so long the next step waits. 0: it never waits."),
    ),
    RuleField(
        *("effect", FieldType.CHOICE, N_("What else happens")),
        choices=tuple(Choice(effect.value, effect.label) for effect in Effect),
    ),
    RuleField(
        *("amount_min", FieldType.DECIMAL, N_("Only from this amount on")),
        least=_NOTHING,
        help=N_("In reporting currency."),
    ),
)

STRATEGY_KIND = RuleKind(
    STRATEGY,
    N_("Strategy: the steps of a course"),
    (
        RuleField(
            *("mode", FieldType.CHOICE, N_("When several steps are due")),
            choices=tuple(Choice(mode.value, mode.label) for mode in Mode),
        ),
        RuleField(
            *("opening", FieldType.TEXT, N_("First contact at most")),
            help=N_(
                "Code of a step. However late an item is when it is first chased, no later step comes first, and those "
                "after it follow one by one. Empty: no such limit."
            ),
        ),
        RuleField(
            *("steps", FieldType.ROWS, N_("Steps")), least=Decimal(1), most=Decimal(40), fields=_STEP_FIELDS
        ),
    ),
    STANDARD_STRATEGY,
    help=N_("A step is due when its day is reached and it was not taken for the oldest item yet."),
    check=_check_strategy,
)

RELEASE_KIND = RuleKind(
    RELEASE,
    N_("Proposals: what may be let go without a person"),
    (
        RuleField(
            *("notices", FieldType.BOOLEAN, N_("Payment notices before the due date go by themselves"))
        ),
        RuleField(
            *("reminders", FieldType.BOOLEAN, N_("Reminders go by themselves")),
            help=N_("A final demand never does, and nothing that wants a second look."),
        ),
        RuleField(*("tasks", FieldType.BOOLEAN, N_("Calls and visits become work by themselves"))),
        RuleField(
            *("look_amount", FieldType.DECIMAL, N_("Second look from this amount on")),
            least=_NOTHING,
            help=N_("In reporting currency; 0 means that no amount is unusual."),
        ),
        RuleField(
            *("look_jumped", FieldType.INTEGER, N_("Second look when so many steps are jumped over")),
            least=_NOTHING,
            help=N_("0 means never."),
        ),
    ),
    RuleValue(
        {
            "notices": False,
            "reminders": False,
            "tasks": True,
            "look_amount": Decimal(250_000),
            "look_jumped": 4,
        }
    ),
)

_COSTS = {
    Channel.EMAIL: "0.05",
    Channel.SMS: "0.1",
    Channel.LETTER: "1.5",
    Channel.CALL: "4",
    Channel.VISIT: "60",
}

COSTS_KIND = RuleKind(
    COSTS,
    N_("What a contact costs"),
    tuple(
        RuleField(
            *(channel.value.lower(), FieldType.DECIMAL, channel.label),
            least=_NOTHING,
            help=N_("For one contact, in reporting currency."),
        )
        for channel in Channel
    ),
    RuleValue({channel.value.lower(): Decimal(cost) for channel, cost in _COSTS.items()}),
    help=N_("Used to compare strategies in simulations."),
)
