"""The layouts of banks that are known: Chinese, Vietnamese, Polish and Iranian ones, and payment services.

Where a bank's file was at hand the layout is taken from it (ICBC, CCB, ABC, CMB, SPDB, Alipay, WeChat, PayPal);
the others follow what the banks show their customers. A sheet that fits none is read by the names of its columns.
"""

from __future__ import annotations

from recoup.formats.bank.sheets.profiles import SheetField as F
from recoup.formats.bank.sheets.profiles import SheetProfile
from recoup.formats.tables.values import Calendar, DateForm

_CHINA = {"country": "CN", "date_form": DateForm.YMD, "decimal": ".", "currency": "CNY"}


def _profile(code: str, name: str, columns: dict[F, str], **facts: object) -> SheetProfile:
    """Return a profile from names joined by `|`; what it asks of a header are its columns without `?`."""
    named = {key: tuple(part.strip(" ?") for part in names.split("|")) for key, names in columns.items()}
    required = tuple(
        part.strip() for names in columns.values() for part in names.split("|") if "?" not in part
    )
    packed = {
        "code": code,
        "name": name,
        "columns": named,
        "required": required,
        "country": "",
        "date_form": None,
        "calendar": Calendar.GREGORIAN,
        "decimal": "",
        "currency": "",
        "void_words": (),
    } | facts
    return SheetProfile.from_json(packed)


CHINESE = (
    _profile("CN-ICBC", "中国工商银行", {
        F.BOOKING_DATE: "交易日期", F.MONEY_IN: "记账金额(收入)", F.MONEY_OUT: "记账金额(支出)",
        F.CURRENCY: "记账币种", F.BALANCE: "余额", F.PARTY_NAME: "对方户名", F.TEXT: "摘要",
        F.INFORMATION: "交易场所?",
    }, **_CHINA),
    _profile("CN-CCB", "中国建设银行", {
        F.BOOKING_DATE: "记账日", F.VALUE_DATE: "交易日期", F.MONEY_OUT: "支出", F.MONEY_IN: "收入",
        F.BALANCE: "账户余额", F.CURRENCY: "币种", F.TEXT: "摘要", F.PARTY_ACCOUNT: "对方账号",
        F.PARTY_NAME: "对方户名", F.INFORMATION: "交易地点?",
    }, **_CHINA),
    _profile("CN-CCB-CORPORATE", "中国建设银行", {
        F.BOOKING_DATE: "交易时间", F.MONEY_OUT: "借方发生额*", F.MONEY_IN: "贷方发生额*", F.BALANCE: "余额",
        F.CURRENCY: "币种", F.PARTY_NAME: "对方户名", F.PARTY_ACCOUNT: "对方账号",
        F.PARTY_BANK: "对方开户机构?", F.TEXT: "摘要 | 备注?", F.BANK_REFERENCE: "账户明细编号-交易流水号?",
        F.ACCOUNT: "账号?",
    }, **_CHINA),
    _profile("CN-ABC", "中国农业银行", {
        F.BOOKING_DATE: "交易日期", F.AMOUNT: "交易金额", F.BALANCE: "本次余额", F.PARTY_NAME: "对手信息",
        F.BANK_REFERENCE: "日志号", F.TEXT: "交易附言 | 交易摘要", F.INFORMATION: "交易渠道?",
    }, **_CHINA),
    _profile("CN-BOC", "中国银行", {
        F.BOOKING_DATE: "交易日期", F.VALUE_DATE: "起息日期?", F.AMOUNT: "交易金额", F.BALANCE: "交易后余额",
        F.PARTY_NAME: "付款人名称", F.PARTY_ACCOUNT: "付款人账号*?", F.PARTY_BANK: "付款人开户行名?",
        F.CURRENCY: "交易货币?", F.BANK_REFERENCE: "交易流水号", F.TEXT: "用途? | 交易附言? | 摘要?",
    }, **_CHINA),
    _profile("CN-BOCOM", "交通银行", {
        F.BOOKING_DATE: "交易日期", F.DIRECTION: "借贷标志", F.AMOUNT: "发生额", F.BALANCE: "余额",
        F.PARTY_ACCOUNT: "对方账号", F.PARTY_NAME: "对方户名", F.TEXT: "摘要",
        F.BANK_REFERENCE: "凭证号? | 核心流水号?",
    }, **_CHINA),
    _profile("CN-CMB", "招商银行", {
        F.BOOKING_DATE: "记账日期", F.CURRENCY: "货币", F.AMOUNT: "交易金额", F.BALANCE: "联机余额",
        F.TEXT: "客户摘要? | 交易摘要", F.PARTY_NAME: "对手信息",
    }, **_CHINA),
    _profile("CN-CMB-CORPORATE", "招商银行", {
        F.BOOKING_DATE: "交易日", F.VALUE_DATE: "起息日?", F.MONEY_OUT: "借方金额", F.MONEY_IN: "贷方金额",
        F.BALANCE: "余额", F.TEXT: "摘要", F.BANK_REFERENCE: "流水号", F.PARTY_NAME: "收(付)方名称",
        F.PARTY_ACCOUNT: "收(付)方账号?", F.PARTY_BANK: "收(付)方开户行名?",
    }, **_CHINA),
    _profile("CN-SPDB", "浦发银行", {
        F.BOOKING_DATE: "交易日期", F.MONEY_IN: "存入金额", F.MONEY_OUT: "取出金额", F.BALANCE: "余额",
        F.PARTY_NAME: "交易对手名称", F.PARTY_ACCOUNT: "交易对手账号", F.TEXT: "附言",
        F.INFORMATION: "交易类型",
    }, **_CHINA),
    _profile("CN-ALIPAY", "支付宝", {
        F.BOOKING_DATE: "交易时间", F.DIRECTION: "收/支", F.AMOUNT: "金额", F.PARTY_NAME: "交易对方",
        F.PARTY_ACCOUNT: "对方账号", F.TEXT: "商品说明 | 备注?", F.INFORMATION: "交易分类", F.STATUS: "交易状态",
        F.BANK_REFERENCE: "交易订单号", F.REFERENCE: "商家订单号",
    }, void_words=("交易关闭", "失败"), **_CHINA),
    _profile("CN-WECHAT", "微信支付", {
        F.BOOKING_DATE: "交易时间", F.DIRECTION: "收/支", F.AMOUNT: "金额(元)", F.PARTY_NAME: "交易对方",
        F.TEXT: "商品 | 备注", F.INFORMATION: "交易类型", F.STATUS: "当前状态", F.BANK_REFERENCE: "交易单号",
        F.REFERENCE: "商户单号",
    }, void_words=("已关闭", "支付失败"), **_CHINA),
)  # fmt: skip

_VIETNAM = {"country": "VN", "date_form": DateForm.DMY, "currency": "VND"}

VIETNAMESE = (
    _profile("VN-VCB", "Vietcombank", {
        F.BOOKING_DATE: "Ngày giao dịch", F.BANK_REFERENCE: "Số tham chiếu", F.MONEY_OUT: "Số tiền ghi nợ",
        F.MONEY_IN: "Số tiền ghi có", F.BALANCE: "Số dư?", F.TEXT: "Mô tả? | Nội dung?",
    }, **_VIETNAM),
    _profile("VN-TCB", "Techcombank", {
        F.BOOKING_DATE: "Ngày giao dịch*", F.PARTY_NAME: "Đối tác*", F.PARTY_BANK: "NH Đối tác*?",
        F.TEXT: "Diễn giải*", F.BANK_REFERENCE: "Số bút toán*", F.MONEY_OUT: "Nợ*", F.MONEY_IN: "Có*",
        F.BALANCE: "Số dư*?",
    }, **_VIETNAM),
    _profile("VN-BIDV", "BIDV", {
        F.BOOKING_DATE: "Ngày hiệu lực*", F.MONEY_OUT: "Ghi nợ*", F.MONEY_IN: "Ghi có*", F.BALANCE: "Số dư*",
        F.TEXT: "Mô tả*? | Nội dung*?", F.BANK_REFERENCE: "Số chứng từ*? | Số CT?",
    }, **_VIETNAM),
    _profile("VN-CTG", "VietinBank", {
        F.BOOKING_DATE: "Ngày phát sinh*", F.TEXT: "Nội dung*", F.MONEY_OUT: "Phát sinh nợ*",
        F.MONEY_IN: "Phát sinh có*", F.BALANCE: "Số dư*?", F.BANK_REFERENCE: "Số giao dịch*?",
        F.PARTY_ACCOUNT: "Tài khoản đối ứng*?", F.PARTY_NAME: "Tên đối ứng*?",
    }, **_VIETNAM),
    _profile("VN-MB", "MB Bank", {
        F.BOOKING_DATE: "Ngày giao dịch", F.VALUE_DATE: "Ngày hạch toán?", F.BANK_REFERENCE: "Số bút toán",
        F.MONEY_OUT: "Phát sinh nợ", F.MONEY_IN: "Phát sinh có", F.BALANCE: "Số dư?", F.TEXT: "Nội dung*",
        F.PARTY_NAME: "Đơn vị thụ hưởng/Đơn vị chuyển?", F.PARTY_ACCOUNT: "Tài khoản?",
        F.PARTY_BANK: "Ngân hàng đối tác?",
    }, **_VIETNAM),
)  # fmt: skip

_POLAND = {"country": "PL", "decimal": ","}

POLISH = (
    _profile("PL-MBANK", "mBank", {
        F.BOOKING_DATE: "Data operacji", F.TEXT: "Opis operacji", F.ACCOUNT: "Rachunek",
        F.INFORMATION: "Kategoria?", F.AMOUNT: "Kwota", F.BALANCE: "Saldo po operacji?",
    }, currency="PLN", **_POLAND),
    _profile("PL-MBANK-CORPORATE", "mBank", {
        F.BOOKING_DATE: "Data księgowania", F.VALUE_DATE: "Data operacji", F.INFORMATION: "Opis operacji",
        F.TEXT: "Tytuł", F.PARTY_NAME: "Nadawca/Odbiorca", F.PARTY_ACCOUNT: "Numer konta", F.AMOUNT: "Kwota",
        F.BALANCE: "Saldo po operacji",
    }, currency="PLN", **_POLAND),
    _profile("PL-PKO", "PKO Bank Polski", {
        F.BOOKING_DATE: "Data operacji", F.VALUE_DATE: "Data waluty", F.INFORMATION: "Typ transakcji",
        F.AMOUNT: "Kwota", F.CURRENCY: "Waluta", F.BALANCE: "Saldo po transakcji?", F.TEXT: "Opis transakcji",
    }, country="PL"),
    _profile("PL-ING", "ING Bank Śląski", {
        F.VALUE_DATE: "Data transakcji", F.BOOKING_DATE: "Data księgowania", F.PARTY_NAME: "Dane kontrahenta",
        F.TEXT: "Tytuł", F.PARTY_ACCOUNT: "Nr rachunku", F.PARTY_BANK: "Nazwa banku?",
        F.INFORMATION: "Szczegóły?", F.BANK_REFERENCE: "Nr transakcji",
        F.AMOUNT: "Kwota transakcji (waluta rachunku)", F.CURRENCY: "Waluta", F.BALANCE: "Saldo po transakcji?",
    }, **_POLAND),
    _profile("PL-PEKAO", "Bank Pekao", {
        F.BOOKING_DATE: "Data księgowania", F.VALUE_DATE: "Data waluty", F.PARTY_NAME: "Nadawca / Odbiorca",
        F.PARTY_ACCOUNT: "Rachunek źródłowy?", F.TEXT: "Tytułem", F.AMOUNT: "Kwota operacji",
        F.CURRENCY: "Waluta", F.BANK_REFERENCE: "Numer referencyjny?", F.INFORMATION: "Typ operacji?",
    }, **_POLAND),
)  # fmt: skip

_IRAN = {
    "country": "IR",
    "date_form": DateForm.YMD,
    "calendar": Calendar.SOLAR_HIJRI,
    "currency": "IRR",
}

IRANIAN = (
    _profile("IR-MELLAT", "بانک ملت", {
        F.BOOKING_DATE: "تاریخ", F.MONEY_OUT: "بدهکار", F.MONEY_IN: "بستانکار", F.BALANCE: "مانده",
        F.TEXT: "شرح", F.BANK_REFERENCE: "شماره سند? | شماره پیگیری?", F.PARTY_NAME: "واریز کننده/ذینفع?",
        F.INFORMATION: "شعبه?",
    }, **_IRAN),
    _profile("IR-MELLI", "بانک ملی ایران", {
        F.BOOKING_DATE: "تاریخ", F.MONEY_OUT: "مبلغ بدهکار", F.MONEY_IN: "مبلغ بستانکار",
        F.BALANCE: "مانده*?", F.TEXT: "شرح*", F.BANK_REFERENCE: "شماره سند? | شماره پیگیری?",
    }, **_IRAN),
    _profile("IR-PASARGAD", "بانک پاسارگاد", {
        F.BOOKING_DATE: "تاریخ*", F.MONEY_OUT: "برداشت*", F.MONEY_IN: "واریز*", F.BALANCE: "مانده*|موجودی*?",
        F.TEXT: "شرح*|توضیحات?", F.BANK_REFERENCE: "شماره پیگیری?|شماره سند?|کد رهگیری?",
    }, **_IRAN),
    _profile("IR-SAMAN", "بانک سامان", {
        F.BOOKING_DATE: "تاریخ", F.MONEY_OUT: "مبلغ برداشت", F.MONEY_IN: "مبلغ واریز", F.BALANCE: "مانده*?",
        F.TEXT: "شرح*", F.BANK_REFERENCE: "شماره سند?|شماره پیگیری?", F.PARTY_NAME: "نام واریز کننده?",
        F.PARTY_ACCOUNT: "حساب مبدا?",
    }, **_IRAN),
)  # fmt: skip

SERVICES = (
    _profile("PAYPAL", "PayPal", {
        F.BOOKING_DATE: "Date", F.AMOUNT: "Net", F.CURRENCY: "Currency", F.BALANCE: "Balance",
        F.BANK_REFERENCE: "Transaction ID", F.PARTY_NAME: "Name", F.TEXT: "Description",
        F.REFERENCE: "Invoice ID", F.INFORMATION: "From Email Address", F.STATUS: "Status?",
    }),
    _profile("ADYEN", "Adyen", {
        F.BOOKING_DATE: "Creation Date", F.MONEY_IN: "Net Credit (NC)", F.MONEY_OUT: "Net Debit (NC)",
        F.CURRENCY: "Net Currency", F.BANK_REFERENCE: "Psp Reference", F.REFERENCE: "Merchant Reference",
        F.TEXT: "Type | Modification Reference", F.ACCOUNT: "Merchant Account",
    }),
)  # fmt: skip

PROFILES: tuple[SheetProfile, ...] = (*CHINESE, *VIETNAMESE, *POLISH, *IRANIAN, *SERVICES)
