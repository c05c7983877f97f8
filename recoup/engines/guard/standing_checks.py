"""What stands against a contact whatever the hour: who it is, by which way, and about what."""

from __future__ import annotations

from collections.abc import Iterator

from recoup.engines.guard.rules import ContactRules, GuardRule, Roles
from recoup.engines.guard.types import AddressState, Ask, ClaimStanding, Facts, Finding, Verdict
from recoup.kernel.contact import (
    Channel,
    ConsentScope,
    ConsentState,
    ContactRole,
    Purpose,
    StopKind,
)
from recoup.kernel.sentences import N_, NN_, Sentence

_NO_CONTACT = N_("There is no such contact of this customer, or it is not in use any more.")
_THIRD_PERSON = N_("A third person must never learn of the debt.")
_LOST_ONLY_NEUTRAL = N_(
    "A third person may be asked for the whereabouts of a lost debtor only, without a word about the debt."
)
_ROLE = N_("Nobody with the role “{role}” is contacted about this debt.")
_NO_ADDRESS = N_("There is no number or address for this channel.")
_STRANGE_ADDRESS = N_("{address} is not known as a number or address of this contact.")
_WRONG_ADDRESS = N_("{address} turned out to be somebody else's: find the right one first.")
_OBJECTED = N_("The contact doesn't want to be reached this way: {channel}.")
_NO_CONSENT = N_("Offers by this channel need consent beforehand: {channel}.")
_NOT_WISHED = N_("The contact has asked for other ways than this: {channel}.")
_LANGUAGE = N_("The contact doesn't read the language of this message.")
_VISITORS = NN_("A visit needs at least {count} person.", "A visit needs at least {count} persons.")
_NOTHING_OPEN = N_("Nothing is open that could be asked for.")
_COVERED = N_("Money received and not yet applied covers all that is open.")
_UNREAD = N_("An answer of the customer perhaps asks us to end contact, and nobody has read it yet.")
_UNREAD_SOURCE = "Our own caution, everywhere, because of US-A3: 15 USC 1692c(c)."

_BY_NUMBER = frozenset({Channel.EMAIL, Channel.SMS, Channel.CALL})

# As strict as a stop of all contact, for whoever asks and with whatever reason: reading the words is the way.
_READ_IT_FIRST = Finding(GuardRule.UNREAD_REQUEST, Sentence(_UNREAD), Verdict.LATER, source=_UNREAD_SOURCE)


def standing_findings(ask: Ask, facts: Facts, rules: ContactRules) -> list[Finding]:
    """Return what stands against the contact as long as the facts are what they are."""
    found = list(_of_person(ask, facts, rules))
    if facts.has_unread_request and not ask.is_answer:
        found.append(_READ_IT_FIRST)
    if facts.consents:
        found += _of_objections(ask, facts)
    if ask.purpose is Purpose.OFFER:
        found += _of_offer(ask, facts, rules)
    person = facts.person
    if person.channels is not None and ask.channel not in person.channels:
        sentence = Sentence(_NOT_WISHED, {"channel": Sentence(ask.channel.label)})
        found.append(Finding(GuardRule.PREFERENCE, sentence, Verdict.NEVER))
    if ask.language and person.languages and ask.language not in person.languages:
        may = GuardRule.LANGUAGE in rules.overridable
        found.append(Finding(GuardRule.LANGUAGE, Sentence(_LANGUAGE), Verdict.NEVER, may_override=may))
    if facts.claim.standing is not ClaimStanding.OPEN and ask.purpose.chases:
        found += _of_claim(facts, rules)
    return found


def consent_state(facts: Facts, scope: ConsentScope, ask: Ask) -> ConsentState | None:
    """Return the word about this channel and address: an objection to either counts, else a consent to either."""
    state: ConsentState | None = None
    for consent in facts.consents:
        if consent.scope is scope and consent.channel is ask.channel:
            if consent.address and consent.address.casefold() != ask.address.casefold():
                continue
            if consent.state is not ConsentState.GIVEN:
                return consent.state
            state = consent.state
    return state


def _of_person(ask: Ask, facts: Facts, rules: ContactRules) -> Iterator[Finding]:
    person = facts.person
    if person.role is None:
        yield Finding(GuardRule.ROLE, Sentence(_NO_CONTACT), Verdict.NEVER)
        return
    for rule in rules.roles:
        if person.role not in rule.roles:
            yield from _wrong_role(ask, facts, rule)
        if ask.channel is Channel.VISIT and ask.visitors < rule.visitors_min:
            values = {"count": rule.visitors_min}
            sentence = Sentence(_VISITORS[0], values, _VISITORS[1], "count")
            yield Finding(GuardRule.VISITORS, sentence, Verdict.NEVER, source=rule.source)
    if ask.channel in _BY_NUMBER:
        if person.address is AddressState.MISSING:
            yield Finding(GuardRule.ADDRESS, Sentence(_NO_ADDRESS), Verdict.NEVER)
        elif person.address is not AddressState.KNOWN:
            text = _WRONG_ADDRESS if person.address is AddressState.WRONG else _STRANGE_ADDRESS
            sentence = Sentence(text, {"address": ask.address})
            yield Finding(GuardRule.ADDRESS, sentence, Verdict.NEVER)


def _wrong_role(ask: Ask, facts: Facts, rule: Roles) -> Iterator[Finding]:
    """Yield why this role may not be told; VN-A2, UK-A3, IR-A3; the lost debtor is CN-A3."""
    role = facts.person.role
    assert role is not None
    if role is not ContactRole.THIRD_PERSON:
        sentence = Sentence(_ROLE, {"role": Sentence(role.label)})
        yield Finding(GuardRule.ROLE, sentence, Verdict.NEVER, source=rule.source)
        return
    is_lost = any(stop.kind is StopKind.LOST for stop in facts.stops)
    if not (rule.lost_exception and is_lost):
        yield Finding(GuardRule.ROLE, Sentence(_THIRD_PERSON), Verdict.NEVER, source=rule.source)
    elif not ask.tells_nothing or ask.channel is Channel.LETTER:
        yield Finding(GuardRule.ROLE, Sentence(_LOST_ONLY_NEUTRAL), Verdict.NEVER, source=rule.source)


def _of_objections(ask: Ask, facts: Facts) -> Iterator[Finding]:
    """Yield that this way of contact is not wanted: US-A6, US-A10."""
    if consent_state(facts, ConsentScope.CONTACT, ask) in (ConsentState.OBJECTED, ConsentState.WITHDRAWN):
        sentence = Sentence(_OBJECTED, {"channel": Sentence(ask.channel.label)})
        yield Finding(GuardRule.CONSENT, sentence, Verdict.NEVER)


def _of_offer(ask: Ask, facts: Facts, rules: ContactRules) -> Iterator[Finding]:
    """Yield that an offer is not wanted, or that nobody has agreed to offers: VN-A5."""
    said = consent_state(facts, ConsentScope.ADVERTISING, ask)
    for rule in rules.advertising:
        refused = said in (ConsentState.OBJECTED, ConsentState.WITHDRAWN)
        if refused or (said is None and facts.party_kind in rule.needs_consent):
            sentence = Sentence(_NO_CONSENT, {"channel": Sentence(ask.channel.label)})
            yield Finding(GuardRule.ADVERTISING, sentence, Verdict.NEVER, source=rule.source)


def _of_claim(facts: Facts, rules: ContactRules) -> Iterator[Finding]:
    match facts.claim.standing:
        case ClaimStanding.NOTHING_OPEN:
            yield Finding(GuardRule.PAID, Sentence(_NOTHING_OPEN), Verdict.NEVER)
        case ClaimStanding.COVERED:
            may = GuardRule.PAID in rules.overridable
            yield Finding(GuardRule.PAID, Sentence(_COVERED), Verdict.NEVER, may_override=may)
