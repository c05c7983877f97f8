"""Which words of the house and which form of letter apply to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from recoup.correspondence.template_rules import field_name
from recoup.correspondence.types import LETTER_FORM, SENDING, LetterForm, TemplateCode, TemplateTexts
from recoup.kernel.contact import PartyKind
from recoup.parties import queries as parties
from recoup.plumbing.localization import LANGUAGES
from recoup.rulebook import queries as rulebook
from recoup.rulebook.queries import RulesInForce
from recoup.rulebook.types import Resolved

_KINDS = (LETTER_FORM, SENDING, *(code.rule for code in TemplateCode))


@dataclass(frozen=True, slots=True)
class SendingRules:
    """How e-mails and text messages go out."""

    has_opt_out: bool
    attaches_letter: bool
    attempts_max: int


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The rules about letters, read once for a batch; segments of them are kinds of parties."""

    found: RulesInForce
    party_kinds: Mapping[int, PartyKind]

    def form_of(self, *, entity_id: int, customer_id: int) -> LetterForm:
        """Return what letters to a customer carry besides the words."""
        form = self._resolved(LETTER_FORM, entity_id, customer_id).value
        sending = self._resolved(SENDING, entity_id, customer_id).value
        return LetterForm(
            has_national_header=form.flag("national_header"),
            has_amount_in_words=form.flag("amount_in_words"),
            has_place_for_seal=form.flag("place_for_seal"),
            has_title=form.flag("title"),
            has_number=form.flag("number"),
            has_opt_out=sending.flag("opt_out"),
        )

    def texts_of(
        self, code: TemplateCode, *, entity_id: int, customer_id: int, language: str
    ) -> TemplateTexts:
        """Return the house's words of a template in a language; empty parts mean the program's own."""
        resolved = self._resolved(code.rule, entity_id, customer_id)
        spoken = language if language in LANGUAGES else "en"
        subject, body, sms = (
            resolved.value.text(field_name(part, spoken)) for part in ("subject", "body", "sms")
        )
        return TemplateTexts(subject, body, sms, resolved.version_id)

    def sending_of(self, *, entity_id: int, customer_id: int) -> SendingRules:
        """Return how messages to a customer go out."""
        value = self._resolved(SENDING, entity_id, customer_id).value
        return SendingRules(value.flag("opt_out"), value.flag("attach_letter"), value.whole("attempts_max"))

    def _resolved(self, kind: str, entity_id: int, customer_id: int) -> Resolved:
        segment = self.party_kinds.get(customer_id, "")
        return self.found.resolve(kind, entity_id=entity_id, segment=segment, customer_id=customer_id)


def house_rules(*, on: date, entity_ids: Collection[int], customer_ids: Collection[int]) -> HouseRules:
    """Return the rules about letters that count on a day for these entities and customers, by two queries."""
    return HouseRules(
        rulebook.rules_in_force(kinds=_KINDS, on=on, entity_ids=entity_ids, customer_ids=customer_ids),
        parties.party_kinds(customer_ids=customer_ids),
    )
