"""Minding what an answer asks of us: no more messages at once, an end of all contact by a person's decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from recoup.correspondence.models import IncomingMail
from recoup.correspondence.stop_rules import LANGUAGE_CODES, STOP_WORDS
from recoup.correspondence.types import AnswerAsks
from recoup.engines.stopping import asks_to_cease, own_words, phrases_of, wants_no_more
from recoup.formats.mail import MailKind
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, ConsentScope, ConsentState
from recoup.parties import operations as parties
from recoup.parties.queries.senders import Sender, contacts_with_email, contacts_with_phone
from recoup.parties.types import NewConsent
from recoup.rulebook import queries as rulebook
from recoup.rulebook.types import RuleValue

_PROGRAM = Actor.program("mail")
_NOTE_MAX = 200


def mind_answer(*, mail: IncomingMail, now: datetime) -> None:
    """Write down what an answer asks: a short word for no more messages is an objection from this instant on.

    The objection is about the way by which the answer came, for the address that wrote and the one we wrote to, and
    for every customer who has that address: who shares it hears no more there either. The answer itself is the
    evidence (US-A6, US-A10, VN-A8). What may be a formal request to end contact is only marked: a person decides,
    and until somebody has read it, the door keeps us from the customer. Nothing is known to be asked of a mail as long
    as nobody is known whose it is.
    """
    if mail.kind != MailKind.LETTER:
        return
    senders = _senders(mail)
    entity_ids = {sender.entity_id for sender in senders}
    if mail.entity_id is not None:
        entity_ids.add(mail.entity_id)
    before = AnswerAsks(mail.asks)
    asks = _asks(mail, _rules(entity_ids, now.date()))
    if asks is not before:
        mail.asks = asks.value
        mail.save(update_fields=["asks"])
    if asks is AnswerAsks.STOP:
        _object(mail, _addresses(mail, senders, is_again=before is asks), now)


def _senders(mail: IncomingMail) -> Sequence[Sender]:
    if mail.channel == Channel.SMS:
        return contacts_with_phone(phone=mail.sender)
    return contacts_with_email(email=mail.sender)


def _rules(entity_ids: Iterable[int], on: date) -> Sequence[RuleValue]:
    ids = sorted(entity_ids)
    in_force = rulebook.rules_in_force(kinds=(STOP_WORDS,), on=on, entity_ids=ids)
    return [in_force.resolve(STOP_WORDS, entity_id=entity_id).value for entity_id in ids]


def _asks(mail: IncomingMail, rules: Sequence[RuleValue]) -> AnswerAsks:
    said = (mail.subject, mail.text)
    for rule in rules:
        if wants_no_more(said, _phrases(rule, "stop"), more_words=rule.whole("more_words")):
            return AnswerAsks.STOP
    for rule in rules:
        if asks_to_cease(f"{mail.subject}\n{own_words(mail.text)}", _phrases(rule, "cease")):
            return AnswerAsks.CEASE
    return AnswerAsks.NOTHING


def _phrases(rule: RuleValue, what: str) -> list[str]:
    return [phrase for code in LANGUAGE_CODES for phrase in phrases_of(rule.text(f"{what}_{code}"))]


def _object(mail: IncomingMail, addresses: Iterable[tuple[int, str]], now: datetime) -> None:
    """Put the objections into the ledger of consents."""
    meant = {(customer_id, address.casefold()): address for customer_id, address in addresses}
    words = [
        NewConsent(
            customer_id=customer_id,
            scope=ConsentScope.CONTACT,
            state=ConsentState.OBJECTED,
            channel=Channel(mail.channel),
            said_at=mail.fetched_at,
            address=address,
            note=(own_words(mail.text) or mail.subject)[:_NOTE_MAX],
            evidence_id=mail.raw_id,
        )
        for (customer_id, _), address in meant.items()
    ]
    parties.record_consents(consents=words, actor=_PROGRAM, now=now)


def _addresses(mail: IncomingMail, senders: Sequence[Sender], *, is_again: bool) -> Iterable[tuple[int, str]]:
    """Yield the customers and addresses that are meant; those of the senders were written down the first time."""
    if not is_again:
        for sender in senders:
            yield sender.customer_id, sender.address
    if mail.customer_id is not None:
        if mail.message is not None and mail.message.channel == mail.channel:
            yield mail.customer_id, mail.message.address
        if all(sender.customer_id != mail.customer_id for sender in senders):
            yield mail.customer_id, mail.sender
