"""What correspondence leaves to rules about answers that want no more messages: the words, by language.

Lists of words are no law: what counts is what a reasonable person understands (US-A6), so they are our own choice and
each entity can widen them. All languages are looked at, whichever the customer's is.
"""

from __future__ import annotations

from decimal import Decimal

from recoup.kernel.sentences import N_
from recoup.rulebook.types import FieldType, RuleField, RuleKind, RuleValue

STOP_WORDS = "contact.stop_words"
LANGUAGE_CODES = ("en", "vi", "zh", "fa", "pl")

_STOP_LABELS = {
    "en": N_("Stop in English"),
    "vi": N_("Stop in Vietnamese"),
    "zh": N_("Stop in Chinese"),
    "fa": N_("Stop in Persian"),
    "pl": N_("Stop in Polish"),
}
_CEASE_LABELS = {
    "en": N_("To be read by a person, in English"),
    "vi": N_("To be read by a person, in Vietnamese"),
    "zh": N_("To be read by a person, in Chinese"),
    "fa": N_("To be read by a person, in Persian"),
    "pl": N_("To be read by a person, in Polish"),
}
_STOP = {
    "en": "stop, stop all, stopall, unsubscribe, opt out, optout, remove me, no more messages, end, quit, cancel",
    "vi": "huỷ, hủy, huy, dừng, ngừng, dừng lại, từ chối, tu choi, TC, huỷ nhận tin, hủy nhận tin, ngừng nhận tin, "
    "không nhận tin, không gửi nữa, đừng nhắn nữa",
    "zh": "退订, 取消订阅, 停止, 拒收, 不要再发, 别再发, TD, T",
    "fa": "لغو, لغو عضویت, توقف, قطع, ارسال نکنید, پیام ندهید, نفرستید, انصراف",
    "pl": "rezygnuję, rezygnuje, rezygnacja, wypisz, wypisz mnie, wypisuję się, nie wysyłać, proszę nie wysyłać, "
    "koniec, anuluj",
}
_CEASE = {
    "en": "cease and desist, cease all communication, cease communication, cease contact, stop contacting, "
    "stop calling, do not contact, don't contact, do not call, object to the processing, right to object, harassment",
    "vi": "không liên hệ, không liên lạc, ngừng liên hệ, chấm dứt liên hệ, đừng gọi, không gọi, ngừng gọi, "
    "chấm dứt việc liên hệ, quấy rối, phản đối việc xử lý dữ liệu",
    "zh": "停止联系, 不要联系, 不要再联系, 停止打电话, 不要再打, 骚扰, 停止催收",
    "fa": "تماس نگیرید, دیگر تماس, قطع تماس, تماس با من, مزاحمت, ارتباط خود را قطع",
    "pl": "zaprzestania kontaktu, zaprzestać kontaktu, proszę nie dzwonić, nie dzwonić, proszę o niekontaktowanie, "
    "zakaz kontaktu, nękanie, wnoszę sprzeciw, sprzeciw wobec przetwarzania",
}

_WITH_COMMAS = N_("Phrases with commas between.")

STOP_KIND = RuleKind(
    STOP_WORDS,
    N_("Contact: answers that want no more messages"),
    (
        RuleField(
            *("more_words", FieldType.INTEGER, N_("Other words beside the phrase, at most")),
            least=Decimal(0),
            most=Decimal(10),
            help=N_("A Chinese character counts as a word."),
        ),
        *(
            RuleField(f"stop_{code}", FieldType.TEXT, _STOP_LABELS[code], help=_WITH_COMMAS)
            for code in LANGUAGE_CODES
        ),
        *(
            RuleField(f"cease_{code}", FieldType.TEXT, _CEASE_LABELS[code], help=_WITH_COMMAS)
            for code in LANGUAGE_CODES
        ),
    ),
    RuleValue(
        {
            "more_words": 2,
            **{f"stop_{code}": words for code, words in _STOP.items()},
            **{f"cease_{code}": words for code, words in _CEASE.items()},
        }
    ),
    help=N_(
        "A short answer that says so stops messages by its way at once; a longer one is read by a person."
    ),
)
