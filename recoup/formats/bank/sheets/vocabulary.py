"""The names of columns of statements in five languages, and of what stands above and below their tables."""

from __future__ import annotations

from collections.abc import Mapping

from recoup.formats.bank.sheets.profiles import SheetField
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.formats.tables.vocabulary.synonyms import MAKESHIFT, SYNONYMS

_RECEIPTS = {
    name: tuple(each for each in names if not each.startswith(MAKESHIFT))
    for name, names in SYNONYMS[TableKind.RECEIPTS].items()
}

_BOOKING_DATES = (
    "booking date", "posting date", "date posted", "transaction date", "operation date", "date", "ngày giao dịch",
    "ngày hạch toán", "ngày", "记账日期", "记账日", "入账日期", "交易日期", "交易时间", "日期", "تاریخ تراکنش", "تاریخ",
    "data księgowania", "data operacji", "data transakcji", "data",
)  # fmt: skip
_VALUE_DATES = (
    "value date",
    "valuta",
    "ngày giá trị",
    "ngày hiệu lực",
    "起息日",
    "起息日期",
    "تاریخ ارزش",
    "data waluty",
)
_BALANCES = (
    "balance", "running balance", "balance after", "account balance", "số dư", "余额", "账户余额", "本次余额",
    "交易后余额", "联机余额", "مانده", "موجودی", "مانده حساب", "saldo", "saldo po operacji", "saldo po transakcji",
)  # fmt: skip

NAMES: Mapping[SheetField, tuple[str, ...]] = {
    SheetField.BOOKING_DATE: _BOOKING_DATES,
    SheetField.VALUE_DATE: _VALUE_DATES,
    SheetField.AMOUNT: _RECEIPTS["amount"],
    SheetField.MONEY_IN: _RECEIPTS["amount_credit"],
    SheetField.MONEY_OUT: _RECEIPTS["amount_debit"],
    SheetField.DIRECTION: tuple(
        name
        for name in _RECEIPTS["direction"]
        if name not in ("type", "transaction type", "loại", "typ", "نوع")
    ),
    SheetField.CURRENCY: _RECEIPTS["currency"],
    SheetField.BALANCE: _BALANCES,
    SheetField.BANK_REFERENCE: _RECEIPTS["bank_reference"],
    SheetField.PARTY_NAME: _RECEIPTS["payer_name"],
    SheetField.PARTY_ACCOUNT: _RECEIPTS["payer_account"],
    SheetField.TEXT: _RECEIPTS["text"],
}
"""Names that other banks use, the best first; the first that is there counts."""

ACCOUNT_LABELS = (
    "account number", "account no", "account", "iban", "số tài khoản", "tài khoản", "số tk", "账号", "帐号",
    "卡号", "账户",
    "rachunek", "numer rachunku", "nr rachunku", "شماره حساب", "شماره سپرده", "شماره شبا", "شبا",
)  # fmt: skip
CURRENCY_LABELS = ("currency", "loại tiền", "tiền tệ", "币种", "货币", "waluta", "ارز", "نوع ارز")
OWNER_LABELS = (
    "account name", "account holder", "tên tài khoản", "chủ tài khoản", "tên khách hàng", "户名", "账户名称",
    "posiadacz", "klient", "صاحب حساب", "نام صاحب حساب",
)  # fmt: skip
OPENING_LABELS = (
    "opening balance", "balance at start of period", "số dư đầu kỳ", "số dư đầu", "期初余额", "saldo początkowe",
    "مانده اول دوره", "مانده ابتدای دوره", "مانده از قبل",
)  # fmt: skip
CLOSING_LABELS = (
    "closing balance", "balance at end of period", "số dư cuối kỳ", "số dư cuối", "期末余额", "saldo końcowe",
    "مانده پایان دوره", "مانده آخر دوره",
)  # fmt: skip
