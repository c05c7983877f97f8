"""From the rules in force to what the guard applies. Built once for the same rules, so that windows stay cached."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache

from recoup.correspondence import rules as kinds
from recoup.engines.guard import Advertising, Cap, ContactRules, Counted, GuardRule, Rest, Roles, Window
from recoup.kernel.contact import Channel, ContactRole, PartyKind
from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook import registry
from recoup.rulebook.types import Resolved, RuleValue
from recoup.rulebook.values import packed, read

_LIVELY = frozenset({Channel.CALL, Channel.SMS, Channel.VISIT})
_ALL = frozenset(Channel)
_CALLS = frozenset({Channel.CALL})
_TEXTS = frozenset({Channel.SMS})
_EMAILS = frozenset({Channel.EMAIL})
_NATURAL = frozenset({PartyKind.PERSON, PartyKind.SOLE_TRADER})

Told = tuple[str, str, str, str]
"""A rule as text: the country of its calendar, its kind, its value as JSON, its source."""


def contact_rules(applied: Sequence[tuple[str, Resolved]]) -> ContactRules:
    """Return what the guard applies from rules, each with the country whose calendar it means.

    Several rules of one kind stand side by side: of two laws the stricter wins.
    """
    told = (
        (country, rule.kind, json.dumps(packed(rule.value), sort_keys=True), rule.source)
        for country, rule in applied
    )
    return _built(tuple(sorted(set(told))))


def binds(rule: Resolved) -> bool:
    """Return whether a rule of a country holds whatever an entity chooses: all but what is our own choice anyway."""
    if rule.kind == kinds.CONTACT_OVERRIDES:
        return False
    return rule.value.fields.get("binding") != kinds.HOUSE


def standard(kind: str) -> Resolved:
    """Return the standard value of a kind, for a country without a rule."""
    value = registry.get_kind(kind).default
    assert value is not None
    return Resolved(kind, value, Sentence(N_("The standard value of the program.")))


@lru_cache(maxsize=1024)
def _built(applied: tuple[Told, ...]) -> ContactRules:
    windows, caps, rests = list[Window](), list[Cap](), list[Rest]()
    roles, advertising = list[Roles](), list[Advertising]()
    overridable: list[frozenset[str]] = []
    for country, kind, text, source in applied:
        value = read(registry.get_kind(kind), json.loads(text))
        if kind == kinds.CONTACT_HOURS:
            windows += _windows(value, country, source)
        elif kind == kinds.CONTACT_FREQUENCY:
            caps += _caps(value, source)
            rests += _rests(value, source)
        elif kind == kinds.CONTACT_ROLES:
            roles.append(_roles(value, source))
        elif kind == kinds.CONTACT_ADVERTISING:
            advertising.append(_consent(value, source))
            windows += _advertising_windows(value, country, source)
            caps += _advertising_caps(value, source)
        else:
            overridable.append(frozenset(value.codes("blocks")))
    return ContactRules(
        windows=tuple(windows),
        caps=tuple(caps),
        rests=tuple(rests),
        roles=tuple(roles),
        advertising=tuple(advertising),
        overridable=frozenset.intersection(*overridable) if overridable else frozenset(),
    )


def _may_override(value: RuleValue) -> bool:
    return value.text("binding") != kinds.LAW


def _windows(value: RuleValue, country: str, source: str) -> Iterator[Window]:
    codes = value.codes("days")
    days = None if kinds.WORKDAYS in codes else frozenset(map(kinds.WEEKDAYS.index, codes))
    closures = kinds.closures_of(value.text("closures"))
    yield Window(
        GuardRule.HOURS,
        _LIVELY,
        kinds.minutes_of(value.text("opens")),
        kinds.minutes_of(value.text("closes")),
        days=days,
        holidays=value.flag("holidays"),
        closures=closures,
        country=country,
        source=source,
        may_override=_may_override(value),
        consent_lifts=value.flag("consent_lifts"),
    )
    opens, closes = kinds.minutes_of(value.text("mail_opens")), kinds.minutes_of(value.text("mail_closes"))
    if closures or (opens, closes) != (0, 24 * 60):
        yield Window(
            *(GuardRule.HOURS, _EMAILS, opens, closes),
            closures=closures,
            country=country,
            source=source,
            may_override=_may_override(value),
            consent_lifts=value.flag("consent_lifts"),
        )


def _caps(value: RuleValue, source: str) -> Iterator[Cap]:
    may, per_debt = _may_override(value), value.text("counted_per") == kinds.DEBT
    daily: Sequence[tuple[str, frozenset[Channel], Counted]] = (
        ("contacts_day", _ALL, Counted.CONTACTS),
        ("calls_day", _CALLS, Counted.CONTACTS),
        ("texts_day", _TEXTS, Counted.CONTACTS),
        ("conversations_day", _CALLS, Counted.CONVERSATIONS),
        ("unanswered_day", _CALLS, Counted.UNANSWERED),
    )
    for name, channels, counted in daily:
        if limit := value.whole(name):
            yield Cap(GuardRule.FREQUENCY, limit, channels, 0, counted, source, may, per_debt=per_debt)
    for name, channels in (("contacts_rolling", _ALL), ("calls_rolling", _CALLS)):
        limit, days = value.whole(name), value.whole(f"{name}_days")
        if limit and days:
            yield Cap(
                *(GuardRule.FREQUENCY, limit, channels, days, Counted.CONTACTS, source, may),
                per_debt=per_debt,
            )


def _rests(value: RuleValue, source: str) -> Iterator[Rest]:
    if days := value.whole("rest_days"):
        yield Rest(days, source, _may_override(value), value.text("counted_per") == kinds.DEBT)


def _roles(value: RuleValue, source: str) -> Roles:
    roles = frozenset(map(ContactRole, value.codes("roles")))
    return Roles(roles, value.flag("lost_exception"), value.whole("visitors_min"), source)


def _consent(value: RuleValue, source: str) -> Advertising:
    everybody = value.text("needs_consent") == "EVERYBODY"
    return Advertising(frozenset(PartyKind) if everybody else _NATURAL, source)


def _advertising_windows(value: RuleValue, country: str, source: str) -> Iterator[Window]:
    for channels, opens, closes in (
        (_TEXTS, "sms_opens", "sms_closes"),
        (_CALLS, "calls_open", "calls_close"),
    ):
        yield Window(
            GuardRule.ADVERTISING,
            channels,
            kinds.minutes_of(value.text(opens)),
            kinds.minutes_of(value.text(closes)),
            country=country,
            source=source,
            may_override=_may_override(value),
            advertising=True,
        )


def _advertising_caps(value: RuleValue, source: str) -> Iterator[Cap]:
    for name, channels in (("sms_day", _TEXTS), ("emails_day", _EMAILS), ("calls_day", _CALLS)):
        if limit := value.whole(name):
            yield Cap(
                *(GuardRule.ADVERTISING, limit, channels, 1, Counted.CONTACTS, source),
                may_override=_may_override(value),
                advertising=True,
            )
