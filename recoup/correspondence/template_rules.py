"""What correspondence leaves to rules about its letters: words of the house, forms of a country, how mail is sent."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from recoup.correspondence.letters.placeholders import problem_with
from recoup.correspondence.letters.tone import tone_problem
from recoup.correspondence.types import LETTER_FORM, SENDING, TemplateCode
from recoup.kernel.sentences import N_, Sentence
from recoup.rulebook.types import FieldType, RuleField, RuleKind, RuleValue

LANGUAGES = ("en", "vi", "zh-hans", "fa", "pl")
PARTS = ("subject", "body", "sms")

_LABELS = {
    ("subject", "en"): N_("Subject in English"),
    ("body", "en"): N_("Text in English"),
    ("sms", "en"): N_("Text message in English"),
    ("subject", "vi"): N_("Subject in Vietnamese"),
    ("body", "vi"): N_("Text in Vietnamese"),
    ("sms", "vi"): N_("Text message in Vietnamese"),
    ("subject", "zh-hans"): N_("Subject in Chinese"),
    ("body", "zh-hans"): N_("Text in Chinese"),
    ("sms", "zh-hans"): N_("Text message in Chinese"),
    ("subject", "fa"): N_("Subject in Persian"),
    ("body", "fa"): N_("Text in Persian"),
    ("sms", "fa"): N_("Text message in Persian"),
    ("subject", "pl"): N_("Subject in Polish"),
    ("body", "pl"): N_("Text in Polish"),
    ("sms", "pl"): N_("Text message in Polish"),
}


def field_name(part: str, language: str) -> str:
    """Return the field of a template that holds a part of its words in a language."""
    return f"{part}_{language.partition('-')[0]}"


def _check(code: TemplateCode, value: RuleValue) -> Sentence | None:
    """Refuse words with a placeholder missing or unknown, or with a threat or an insult (VN-A3, CN-A6, UK-A4)."""
    for part, language in _LABELS:
        text = value.text(field_name(part, language))
        if text and (problem := problem_with(text, code, part) or tone_problem(text)):
            return problem
    return None


def _template(code: TemplateCode) -> RuleKind:
    fields = tuple(
        RuleField(field_name(part, language), FieldType.TEXT, label)
        for (part, language), label in _LABELS.items()
    )
    return RuleKind(
        code.rule,
        code.label,
        fields,
        RuleValue({field.name: "" for field in fields}),
        help=N_(
            "An empty field means the program's own words. Placeholders are names in braces, like customer or pay_by."
        ),
        check=partial(_check, code),
    )


_LETTER_FORM = RuleKind(
    LETTER_FORM,
    N_("Letters: what the form of the country asks for"),
    (
        RuleField(*("national_header", FieldType.BOOLEAN, N_("National header and motto above the letter"))),
        RuleField(
            *("title", FieldType.BOOLEAN, N_("Title of the country's form, and the customer's tax number"))
        ),
        RuleField(*("amount_in_words", FieldType.BOOLEAN, N_("Total in words too"))),
        RuleField(*("place_for_seal", FieldType.BOOLEAN, N_("Place for signature and seal"))),
        RuleField(*("number", FieldType.BOOLEAN, N_("A number of the letter"))),
    ),
    RuleValue(
        {
            "national_header": False,
            "title": False,
            "amount_in_words": False,
            "place_for_seal": False,
            "number": False,
        }
    ),
)

_SENDING = RuleKind(
    SENDING,
    N_("Sending: e-mails and text messages"),
    (
        RuleField(
            *("opt_out", FieldType.BOOLEAN, N_("Say in every message how to stop such messages")),
            help=N_("In the United States the law asks for it."),
        ),
        RuleField(
            *("attach_letter", FieldType.BOOLEAN, N_("Attach the letter as PDF to e-mails")),
        ),
        RuleField(
            *("attempts_max", FieldType.INTEGER, N_("Attempts while the server refuses for now")),
            least=Decimal(1),
            most=Decimal(20),
        ),
    ),
    RuleValue({"opt_out": False, "attach_letter": True, "attempts_max": 8}),
)

TEMPLATE_KINDS = (*map(_template, TemplateCode), _LETTER_FORM, _SENDING)
