"""Payment texts as people and banks write them: prefixes, distractors, lost zeros, look-alike letters, wrong digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random

from recoup.engines.matching import OpenItem

_PREFIXES = {
    "VN": ("thanh toan HD ", "TT hoa don so ", "chuyen tien HD", "Thanh toán hóa đơn ", "CK tien hang "),
    "CN": ("货款 ", "发票号", "付货款 invoice ", "支付 ", "FAPIAO "),
    "IR": ("بابت فاکتور ", "faktor ", "پرداخت فاکتور شماره ", "babate faktor "),
    "PL": ("faktura ", "za fakture nr ", "zapłata FV ", "FV ", "przelew za "),
    "DE": ("Rechnung ", "RG-NR ", "Rg. ", "/RFB/", "Zahlung Rechnungsnr. "),
    "FR": ("facture ", "FACT ", "règlement facture n° ", "/ROC/"),
    "GB": ("INV ", "invoice ", "payment of inv ", "our ref/inv ", "/INV/"),
}
_EMPTY = {
    "VN": ("thanh toan tien hang", "CK", "chuyen khoan thanh toan", "tra no"),
    "CN": ("货款", "往来款", "付款", "payment"),
    "IR": ("تسویه حساب", "پرداخت", "tasvieh", ""),
    "PL": ("przelew", "zapłata za towar", "rozliczenie", ""),
    "DE": ("Zahlung", "Überweisung", "Ausgleich Konto", ""),
    "FR": ("virement", "règlement", "paiement fournisseur", ""),
    "GB": ("payment", "supplier payment", "BACS", ""),
}
_ADVANCES = {
    "VN": ("dat coc don hang {n}", "tam ung hop dong {n}", "đặt cọc HĐ {n}"),
    "CN": ("预付款 订单{n}", "定金 {n}", "yufukuan PO{n}"),
    "IR": ("پیش‌پرداخت سفارش {n}", "pish pardakht {n}", "بیعانه قرارداد {n}"),
    "PL": ("zaliczka na zamówienie {n}", "przedplata zam {n}", "kaucja {n}"),
    "DE": ("Anzahlung Auftrag {n}", "Vorkasse Bestellung {n}", "Kaution {n}"),
    "FR": ("acompte commande {n}", "arrhes {n}"),
    "GB": ("deposit order {n}", "advance payment PO {n}", "prepayment SO{n}"),
}
_JUNK = ("INTEREST CREDIT", "TAX REFUND {n}", "Zinsen {n}", "ZUS zwrot {n}", "insurance claim {n}", "lai tien gui",
         "利息", "سود سپرده", "CASH DEPOSIT BRANCH {n}", "refund order {n}", "returned transfer {n}")  # fmt: skip
_DISTRACTORS = ("PO {n}", "HD {n}", "contract {n}", "zam. {n}", "Kd-Nr {n}", "订单{n}", "SO{n}")
_LOOKALIKE = str.maketrans("0158", "OISB")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_NATIVE = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_LENGTHS = (70, 105, 140, 140)


def exact_text(items: Sequence[OpenItem], country: str, random: Random) -> str:
    """Return a text that names every item as printed, cut where the bank cuts."""
    numbers = [_spelled(item.number, country, random) for item in items]
    return _around(numbers, items, country, random)


def noisy_text(items: Sequence[OpenItem], country: str, random: Random) -> str:
    """Return a text that names every item with a fault."""
    numbers = [noisy_number(item.number, random) for item in items]
    return _around(numbers, items, country, random)


def empty_text(country: str, random: Random) -> str:
    """Return a text that names no item; now and then with a number that is none of ours."""
    text = random.choice(_EMPTY[country])
    return f"{text} {_distractor(random)}" if random.random() < 0.12 else text


def advance_text(country: str, random: Random) -> str:
    """Return the text of a deposit or an advance payment."""
    return random.choice(_ADVANCES[country]).format(n=random.randrange(1000, 99999))


def junk_text(random: Random) -> str:
    """Return the text of money that has to do with no item."""
    return random.choice(_JUNK).format(n=random.randrange(10**5, 10**7))


def noisy_number(number: str, random: Random) -> str:
    """Return a document number with one fault."""
    fault = random.random()
    digits: list[str] = re.findall(r"\d+", number)
    if fault < 0.3:
        return max(digits, key=len).lstrip("0") or number
    if fault < 0.5:
        return number.translate(_LOOKALIKE) if random.random() < 0.5 else _one_lookalike(number, random)
    if fault < 0.7:
        place = random.choice([index for index, letter in enumerate(number) if letter.isdigit()])
        wrong = str((int(number[place]) + random.randint(1, 9)) % 10)
        return number[:place] + wrong + number[place + 1 :]
    if fault < 0.8:
        places = [index for index in range(len(number) - 1) if number[index : index + 2].isdigit()]
        place = random.choice(places)
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    return max(digits, key=len)[-4:]


def _one_lookalike(number: str, random: Random) -> str:
    places = [index for index, letter in enumerate(number) if letter in "0158"]
    if not places:
        return number
    place = random.choice(places)
    return number[:place] + number[place].translate(_LOOKALIKE) + number[place + 1 :]


def _spelled(number: str, country: str, random: Random) -> str:
    """Return a number as printed, or with other marks, or in the digits of the payer's script."""
    choice = random.random()
    if choice < 0.1:
        return number.replace("-", " ").replace("/", " ")
    if choice < 0.2:
        return number.replace("-", "").replace("/", "").replace(" ", "")
    if choice < 0.25:
        return number.lower()
    if country == "CN" and choice < 0.32:
        return number.translate(_FULL_WIDTH)
    if country == "IR" and choice < 0.45:
        return number.translate(_NATIVE)
    return number


def _around(numbers: Sequence[str], items: Sequence[OpenItem], country: str, random: Random) -> str:
    shown = list(numbers)
    if random.random() < 0.5:
        random.shuffle(shown)
    text = random.choice(_PREFIXES[country]) + random.choice((", ", " ", "; ", " + ", ",")).join(shown)
    if random.random() < 0.15:
        text = f"{_distractor(random)} {text}" if random.random() < 0.5 else f"{text} {_distractor(random)}"
    if random.random() < 0.08:
        text = f"{text} {_told_amount(items)}"
    if random.random() < 0.06:
        text = f"{text} {_told_day(items, random)}"
    return text[: random.choice(_LENGTHS)]


def _distractor(random: Random) -> str:
    number = random.randrange(10**4, 10**7)
    return random.choice(
        ("PO {n}", "HD {n}", "contract {n}", "zam. {n}", "Kd-Nr {n}", "订单{n}", "SO{n}")
    ).format(n=number)


def _told_amount(items: Sequence[OpenItem]) -> str:
    total = sum((item.amount_open for item in items), start=Decimal(0))
    return f"{total:f} {items[0].currency}"


def _told_day(items: Sequence[OpenItem], random: Random) -> str:
    day = items[0].issue_date or date(2026, 1, 1)
    return random.choice((f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"vom {day:%d.%m.}"))
