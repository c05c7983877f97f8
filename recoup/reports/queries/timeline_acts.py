"""Acts of the audit trail as a customer's timeline tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recoup.kernel.contact import Channel, ConsentScope, ConsentState, StopKind
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.ledger import types as ledger_types
from recoup.parties import types as parties_types
from recoup.parties.types import FieldChange
from recoup.plumbing.audit.models import AuditEvent
from recoup.reports.types import TimelineEvent, TimelineKind

_Labeled = (
    parties_types.HoldReason | ledger_types.HoldReason | StopKind | ConsentState | ConsentScope | Channel
)


@dataclass(frozen=True, slots=True)
class Act:
    """How an action is told: its kind, and a sentence whose fields are found in what the trail keeps."""

    kind: TimelineKind
    text: str


_DATA, _HOLD = TimelineKind.DATA, TimelineKind.HOLD
ACTS: Mapping[str, Act] = {
    "parties.customer.changed": Act(_DATA, N_("The customer's data was changed.")),
    "parties.customer.assigned": Act(_DATA, N_("{owner} looks after the customer from now on.")),
    "parties.contact.added": Act(_DATA, N_("Contact {name} was added.")),
    "parties.contact.changed": Act(_DATA, N_("Contact {name} was changed.")),
    "parties.address.added": Act(_DATA, N_("An address in {city} was added.")),
    "parties.address.changed": Act(_DATA, N_("The address in {city} was changed.")),
    "parties.payer_alias.added": Act(_DATA, N_("The customer also pays under the name {name}.")),
    "parties.payer_alias.removed": Act(
        _DATA, N_("{name} is no longer a name under which the customer pays.")
    ),
    "parties.bank_account.change_asked": Act(
        _DATA, N_("A change of bank account {account_number} was asked for; a second person decides.")
    ),
    "parties.bank_account.changed": Act(
        _DATA, N_("Bank account {account_number} was changed, as a second person approved.")
    ),
    "parties.hold.placed": Act(_HOLD, N_("The customer was put on hold: {party_reason}.")),
    "parties.hold.lifted": Act(_HOLD, N_("The hold on the customer was lifted: {party_reason}.")),
    "parties.stop.placed": Act(_HOLD, N_("Contact was stopped: {stop}.")),
    "parties.stop.lifted": Act(_HOLD, N_("A stop of contact was lifted: {stop}.")),
    "parties.consent.recorded": Act(_DATA, N_("{state}: {scope}, {channel}.")),
    "ledger.item.held": Act(_HOLD, N_("{number} was put on hold: {item_reason}.")),
    "ledger.item.hold_lifted": Act(_HOLD, N_("The hold on {number} was lifted: {item_reason}.")),
}
_NOBODY = N_("Nobody looks after the customer from now on.")
_UNTIL = {
    "parties.hold.placed": N_("The customer was put on hold until {until_date}: {party_reason}."),
    "ledger.item.held": N_("{number} was put on hold until {until_date}: {item_reason}."),
}
_WITH_ADDRESS = N_("{state}: {scope}, {channel} to {address}.")
_NAMELESS = {
    "parties.contact.added": N_("A contact was added."),
    "parties.contact.changed": N_("A contact was changed."),
    "parties.address.added": N_("An address was added."),
    "parties.address.changed": N_("An address was changed."),
}


def told(event: AuditEvent, *, number: str, names: Mapping[int, str]) -> TimelineEvent:
    """Return the event that tells the act; `number` is the item's, `names` those of our people by id."""
    before, after = event.before or {}, event.after or {}
    facts = {**before, **after}
    text = _text(event.action, facts)
    reason = str(facts.get("reason", ""))
    values: dict[str, Value] = {
        "number": number,
        "owner": names.get(facts.get("portfolio_owner_id") or 0, ""),
        "party_reason": _label(parties_types.HoldReason, reason),
        "item_reason": _label(ledger_types.HoldReason, reason),
        "stop": _label(StopKind, str(facts.get("kind", ""))),
        "state": _label(ConsentState, str(facts.get("state", ""))),
        "scope": _label(ConsentScope, str(facts.get("scope", ""))),
        "channel": _label(Channel, str(facts.get("channel", ""))),
        "address": str(facts.get("address", "")),
        "name": str(facts.get("name") or facts.get("email") or ""),
        "city": str(facts.get("city", "")),
        "account_number": str(facts.get("account_number", "")),
        "until_date": date.fromisoformat(facts["until_date"]) if facts.get("until_date") else "",
    }
    is_changed = event.action == "parties.customer.changed"
    return TimelineEvent(
        at=event.at,
        kind=ACTS[event.action].kind,
        sentence=Sentence(text, {name: value for name, value in values.items() if f"{{{name}}}" in text}),
        actor_name=event.actor_name,
        note=str(facts.get("note", "")),
        item_id=event.subject_id if event.subject_kind == "ledger.item" else None,
        changes=tuple(_change(name, before, after) for name in sorted(after)) if is_changed else (),
    )


def _text(action: str, facts: Mapping[str, object]) -> str:
    """Return the sentence that fits what is known."""
    if action == "parties.customer.assigned" and not facts.get("portfolio_owner_id"):
        return _NOBODY
    if action == "parties.consent.recorded" and facts.get("address"):
        return _WITH_ADDRESS
    if action in _UNTIL and facts.get("until_date"):
        return _UNTIL[action]
    if action in _NAMELESS and not (facts.get("name") or facts.get("email") or facts.get("city")):
        return _NAMELESS[action]
    return ACTS[action].text


def _label(codes: type[_Labeled], code: str) -> Sentence | str:
    return Sentence(codes(code).label) if code in list(codes) else code


def _change(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> FieldChange:
    return FieldChange("customer", name, _shown(before.get(name)), _shown(after.get(name)))


def _shown(value: object) -> str:
    return "" if value is None else str(value)
