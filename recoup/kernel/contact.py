"""Contact with customers: by which channel, and what for. The words that strategy, guard and outbox share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recoup.kernel.sentences import N_


class Channel(StrEnum):
    """How a customer is reached."""

    EMAIL = "EMAIL"
    SMS = "SMS"
    LETTER = "LETTER"
    CALL = "CALL"
    VISIT = "VISIT"

    @property
    def label(self) -> str:
        """The name of the channel on screens, to be translated."""
        return _CHANNEL_LABELS[self]

    @property
    def is_written(self) -> bool:
        """Whether the program itself can use it: it writes, but neither calls nor visits."""
        return self in (Channel.EMAIL, Channel.SMS, Channel.LETTER)


_CHANNEL_LABELS: Mapping[Channel, str] = {
    Channel.EMAIL: N_("E-mail"),
    Channel.SMS: N_("Text message"),
    Channel.LETTER: N_("Letter"),
    Channel.CALL: N_("Call"),
    Channel.VISIT: N_("Visit"),
}


class Purpose(StrEnum):
    """What a contact is for. Only those that chase are stopped by a payment, a promise or a dispute."""

    NOTICE = "NOTICE"
    REMINDER = "REMINDER"
    FOLLOW_UP = "FOLLOW_UP"
    OFFER = "OFFER"
    AGREEMENT = "AGREEMENT"
    STATEMENT = "STATEMENT"
    CONFIRMATION = "CONFIRMATION"
    REPLY = "REPLY"
    CHEQUE = "CHEQUE"

    @property
    def label(self) -> str:
        """The name of the purpose on screens, to be translated."""
        return _PURPOSE_LABELS[self]

    @property
    def chases(self) -> bool:
        """Whether the contact asks for money, so that it must not reach who has paid, promised or disputes."""
        return self in (Purpose.NOTICE, Purpose.REMINDER, Purpose.FOLLOW_UP)


_PURPOSE_LABELS: Mapping[Purpose, str] = {
    Purpose.NOTICE: N_("Payment notice before the due date"),
    Purpose.REMINDER: N_("Reminder of what is overdue"),
    Purpose.FOLLOW_UP: N_("Follow-up of what was agreed"),
    Purpose.OFFER: N_("Offer"),
    Purpose.AGREEMENT: N_("Agreement or promise in writing"),
    Purpose.STATEMENT: N_("Statement of account"),
    Purpose.CONFIRMATION: N_("Confirmation of a payment"),
    Purpose.REPLY: N_("Answer to the customer"),
    Purpose.CHEQUE: N_("Question whether a cheque is covered"),
}


class PartyKind(StrEnum):
    """What a customer is: the law protects persons, and traders who are persons, more than companies."""

    COMPANY = "COMPANY"
    SOLE_TRADER = "SOLE_TRADER"
    PERSON = "PERSON"

    @property
    def label(self) -> str:
        """The name of the kind on screens, to be translated."""
        return _PARTY_KIND_LABELS[self]

    @property
    def is_natural(self) -> bool:
        """Whether a human being owes the money."""
        return self is not PartyKind.COMPANY


_PARTY_KIND_LABELS: Mapping[PartyKind, str] = {
    PartyKind.COMPANY: N_("Company"),
    PartyKind.SOLE_TRADER: N_("Sole trader or partnership of persons"),
    PartyKind.PERSON: N_("Private person"),
}


class ContactRole(StrEnum):
    """What a contact has to do with the debt. Who owes nothing and speaks for nobody is a third person."""

    DEBTOR = "DEBTOR"
    CO_DEBTOR = "CO_DEBTOR"
    GUARANTOR = "GUARANTOR"
    REPRESENTATIVE = "REPRESENTATIVE"
    LAWYER = "LAWYER"
    THIRD_PERSON = "THIRD_PERSON"

    @property
    def label(self) -> str:
        """The name of the role on screens, to be translated."""
        return _CONTACT_ROLE_LABELS[self]


_CONTACT_ROLE_LABELS: Mapping[ContactRole, str] = {
    ContactRole.DEBTOR: N_("Debtor"),
    ContactRole.CO_DEBTOR: N_("Co-debtor"),
    ContactRole.GUARANTOR: N_("Guarantor"),
    ContactRole.REPRESENTATIVE: N_("Authorized representative"),
    ContactRole.LAWYER: N_("Lawyer of the debtor"),
    ContactRole.THIRD_PERSON: N_("Third person, not to be told"),
}


class StopKind(StrEnum):
    """Why a customer or a contact is not to be contacted, by law or by our own rule."""

    BANKRUPT = "BANKRUPT"
    LAWYER = "LAWYER"
    DECEASED = "DECEASED"
    CEASE = "CEASE"
    STOP_LIST = "STOP_LIST"
    COMPLAINT = "COMPLAINT"
    VULNERABLE = "VULNERABLE"
    BREATHING_SPACE = "BREATHING_SPACE"
    TIME_BARRED = "TIME_BARRED"
    HANDLE_WITH_CARE = "HANDLE_WITH_CARE"
    LOST = "LOST"

    @property
    def label(self) -> str:
        """The name of the stop on screens, to be translated."""
        return _STOP_KIND_LABELS[self]


_STOP_KIND_LABELS: Mapping[StopKind, str] = {
    StopKind.BANKRUPT: N_("Bankrupt or insolvent"),
    StopKind.LAWYER: N_("Represented by a lawyer"),
    StopKind.DECEASED: N_("Deceased"),
    StopKind.CEASE: N_("Asked us in writing to stop"),
    StopKind.STOP_LIST: N_("On our stop list"),
    StopKind.COMPLAINT: N_("Complaint open"),
    StopKind.VULNERABLE: N_("Vulnerable person"),
    StopKind.BREATHING_SPACE: N_("Breathing space"),
    StopKind.TIME_BARRED: N_("Debt time-barred"),
    StopKind.HANDLE_WITH_CARE: N_("Handle with care: managers only"),
    StopKind.LOST: N_("Can't be found at any address"),
}


class ConsentScope(StrEnum):
    """What a consent or an objection is about."""

    CONTACT = "CONTACT"
    ADVERTISING = "ADVERTISING"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"

    @property
    def label(self) -> str:
        """The name of the scope on screens, to be translated."""
        return _CONSENT_SCOPE_LABELS[self]


_CONSENT_SCOPE_LABELS: Mapping[ConsentScope, str] = {
    ConsentScope.CONTACT: N_("Being contacted this way"),
    ConsentScope.ADVERTISING: N_("Offers and advertising"),
    ConsentScope.OUTSIDE_HOURS: N_("Contact outside of the lawful hours"),
}


class ConsentState(StrEnum):
    """What was said: only the latest counts."""

    GIVEN = "GIVEN"
    WITHDRAWN = "WITHDRAWN"
    OBJECTED = "OBJECTED"

    @property
    def label(self) -> str:
        """The name of the state on screens, to be translated."""
        return _CONSENT_STATE_LABELS[self]


_CONSENT_STATE_LABELS: Mapping[ConsentState, str] = {
    ConsentState.GIVEN: N_("Consent given"),
    ConsentState.WITHDRAWN: N_("Consent withdrawn"),
    ConsentState.OBJECTED: N_("Objected"),
}
