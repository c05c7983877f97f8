"""What people and programs call the fields, best name first; `~` marks a makeshift, taken only for want of better.

English with the spellings of SAP and other ERPs, Vietnamese, Chinese, Persian, Polish. Compared folded: case,
marks, blanks and underscores don't matter.
"""

from __future__ import annotations

from collections.abc import Mapping

from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.formats.tables.vocabulary.list_words import CHEQUE_WORDS, VIRTUAL_ACCOUNT_WORDS
from recoup.formats.tables.vocabulary.payment_words import ADVICE_WORDS, REPORT_WORDS
from recoup.formats.tables.vocabulary.schedule_words import SCHEDULE_WORDS

MAKESHIFT = "~"


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


_ENTITY = _names("""
    entity code, entity, company code, business code, legal entity, our company, opco, bukrs, mã công ty,
    mã đơn vị, đơn vị, 公司代码, 公司编码, 法人, 主体, کد شرکت, شرکت ما, kod spółki, spółka, podmiot,
    ~company, ~branch
""")

_CURRENCY = _names("""
    currency, currency code, invoice currency, document currency, doc currency, curr, ccy, waers,
    transaction currency, gross currency, loại tiền, tiền tệ, mã tiền tệ, đồng tiền, 币种, 货币, 币别,
    交易币种, 货币代码, ارز, واحد پول, نوع ارز, کد ارز, waluta, kod waluty, wal
""")

_CUSTOMER_NUMBER = _names("""
    customer number, customer id, customer no, customer code, cust number, cust no, cust id, cust code,
    customer account, account number, debtor number, debtor, debtor code, client number, client id,
    client code, kunnr, bp number, business partner, bill to number, sold to party, payer number,
    mã khách hàng, mã kh, mã khách, số khách hàng, 客户编号, 客户编码, 客户代码, 客户号, 客户id, 编号客户,
    شماره مشتری, کد مشتری, شناسه مشتری, کد طرف حساب, numer klienta, nr klienta, kod klienta,
    kod kontrahenta, nr kontrahenta, numer kontrahenta, id klienta, id kontrahenta, symbol kontrahenta,
    ~customer, ~account, ~client, ~klient, ~kontrahent, ~客户, ~مشتری, ~طرف حساب, ~khách hàng
""")

_CUSTOMER_NAME = _names("""
    customer name, name customer, cust name, client name, debtor name, account name, bill to name,
    company name, customer, client, tên khách hàng, tên kh, khách hàng, tên đơn vị, 客户名称, 客户姓名,
    客户, 购方名称, 购买方, نام مشتری, مشتری, نام طرف حساب, طرف حساب, خریدار, nazwa klienta,
    nazwa kontrahenta, kontrahent, klient, nabywca, odbiorca, dłużnik, ~name, ~nazwa, ~名称, ~نام,
    ~bill to, ~contact name
""")

_TERMS = _names("""
    terms, payment terms, terms of payment, cust payment terms, payment term, term, zterm, terms code,
    điều khoản thanh toán, điều khoản, thời hạn thanh toán, 付款条件, 付款条款, 账期, 信用期,
    شرایط پرداخت, شرایط تسویه, warunki płatności, warunki zapłaty, termin dni
""")

_AMOUNT_OPEN = _names("""
    open amount, amount open, invoice amount due, total open amount, outstanding, outstanding amount,
    amount outstanding, amount due, balance due, open balance, residual, residual amount, remaining,
    remaining amount, unpaid, unpaid amount, còn phải thu, số tiền còn lại, còn lại, còn nợ, dư nợ,
    未收金额, 未付金额, 余额, 未清金额, 未结金额, 欠款, 欠款金额, مانده, مبلغ باقیمانده, مانده بدهی,
    باقیمانده, pozostało, do zapłaty, pozostało do zapłaty, kwota pozostała, saldo, zaległość,
    nierozliczone, ~balance
""")

_AMOUNT = _names("""
    amount, invoice amount, total amount, gross amount, amount gross, document amount, original amount,
    invoice total, total, gross, gross total, amount in document currency, amount in dc,
    amount in doc curr, amount incl tax, wrbtr, dmbtr, item amount, invoice value, value, số tiền,
    thành tiền, tổng tiền, tổng cộng, giá trị, giá trị hóa đơn, tổng tiền thanh toán, số tiền phải thu,
    tổng thanh toán, phải thu, 金额, 发票金额, 价税合计, 含税金额, 总金额, 应收金额, 合计金额, 开票金额,
    مبلغ, مبلغ کل, مبلغ فاکتور, جمع کل, مبلغ قابل پرداخت, قابل پرداخت, kwota, kwota brutto, brutto,
    wartość brutto, wartość, kwota faktury, kwota należności, należność, suma, ~converted usd,
    ~converted amount, ~amount in local currency, ~net amount, ~kwota netto
""")

_EMAIL = _names("""
    email, e mail, email address, mail, from email address, thư điện tử, địa chỉ email, 电子邮件, 邮箱,
    电子邮箱, ایمیل, پست الکترونیک, adres email, poczta
""")


_ITEMS: Mapping[str, tuple[str, ...]] = {
    "entity_code": _ENTITY,
    "customer_number": _CUSTOMER_NUMBER,
    "customer_name": _CUSTOMER_NAME,
    "kind": _names("""
        kind, type, document type, doc type, item type, invoice type, transaction type, blart, item kind,
        loại chứng từ, loại hóa đơn, loại, 单据类型, 类型, 发票类型, 凭证类型, نوع, نوع سند, نوع فاکتور,
        typ, rodzaj, typ dokumentu, rodzaj dokumentu
    """),
    "number": _names("""
        invoice number, invoice no, invoice id, invoice, num, item number, document number, document no,
        doc number, doc no, doc id, document id, bill number, bill no, number, belnr, vbeln, inv no,
        inv number, inv, transaction number, số hóa đơn, số hđ, hóa đơn, số chứng từ, shdon, 发票号,
        发票号码, 发票编号, 单据号, 单据编号, 凭证号, 账单号, 票号, شماره فاکتور, شماره صورتحساب,
        شماره سند, فاکتور, صورتحساب, numer faktury, nr faktury, faktura, nr dokumentu, numer dokumentu,
        numer, nr, dokument, ~document, ~reference, ~row id, ~row no, ~row number, ~id, ~stt, ~lp, ~序号,
        ~ردیف, ~编号, ~شماره
    """),
    "reference": _names("""
        reference, ref, customer reference, your reference, po number, purchase order, po, order number,
        xblnr, zuonr, assignment, reference key, tham chiếu, số tham chiếu, số đơn hàng, số hợp đồng,
        参考, 参考号, 订单号, 合同号, 采购订单, مرجع, شماره مرجع, شماره سفارش, referencja,
        numer zamówienia, nr zamówienia, zamówienie
    """),
    "issue_date": _names("""
        issue date, invoice date, issued, issue, document date, doc date, document create date, bill date, billing date,
        date issued, date of issue, bldat, inv date, ngày hóa đơn, ngày lập, ngày phát hành,
        ngày xuất hóa đơn, ngày chứng từ, ngày lập hóa đơn, 开票日期, 发票日期, 单据日期, 凭证日期,
        تاریخ فاکتور, تاریخ صدور, تاریخ صورتحساب, تاریخ سند, data wystawienia, data faktury,
        data dokumentu, data wyst, ~posting date, ~budat, ~baseline create date, ~baseline date, ~date,
        ~created, ~creation date, ~ngày, ~日期, ~تاریخ, ~data, ~data sprzedaży, ~data księgowania
    """),
    "due_date": _names("""
        due date, due in date, date due, due, payment due date, net due date, net due dt, due dt,
        maturity date, maturity, due on, pay by, expiry date, faedt, ngày đến hạn, hạn thanh toán,
        đến hạn, ngày hết hạn, hạn trả, ngày hạn, 到期日, 到期日期, 应付日期, 付款到期日, 应收日期,
        سررسید, تاریخ سررسید, موعد پرداخت, تاریخ پرداخت تعهدی, termin płatności, termin zapłaty,
        data płatności, termin, data wymagalności, zapadalność, płatne do
    """),
    "terms": _TERMS,
    "currency": _CURRENCY,
    "amount": _AMOUNT,
    "amount_open": _AMOUNT_OPEN,
    "settled_date": _names("""
        settled date, settled on, clear date, clearing date, paid date, payment date, date paid, paid on,
        augdt, settlement date, ngày thanh toán, ngày trả, ngày tất toán, 结清日期, 付款日期, 清账日期,
        收款日期, تاریخ تسویه, تاریخ پرداخت, تاریخ وصول, data zapłaty, data rozliczenia, data spłaty,
        zapłacono dnia
    """),
}


_CUSTOMERS: Mapping[str, tuple[str, ...]] = {
    "entity_code": _ENTITY,
    "number": (
        *_CUSTOMER_NUMBER,
        *_names("""
        number, code, mã, 编号, 编码, 代码, کد, شماره, numer, kod, symbol, akronim, ~id, ~no, ~nr
    """),
    ),
    "name_legal": _names("""
        legal name, name legal, company name, customer name, name customer, name, full name,
        business name, registered name, client name, name1, tên công ty, tên khách hàng, tên pháp lý,
        tên đơn vị, tên, 客户名称, 公司名称, 名称, 企业名称, 全称, نام شرکت, نام حقوقی, نام مشتری, نام,
        nazwa firmy, nazwa klienta, nazwa kontrahenta, nazwa, pełna nazwa, firma, ~customer, ~company,
        ~client, ~khách hàng, ~客户, ~公司, ~مشتری, ~شرکت, ~kontrahent, ~klient
    """),
    "name_trading": _names("""
        trading name, name trading, trade name, short name, brand, doing business as, dba, name2,
        tên giao dịch, tên viết tắt, tên thương mại, 简称, 客户简称, 商号, نام تجاری, نام کوتاه,
        nazwa handlowa, nazwa skrócona, nazwa krótka
    """),
    "name_latin": _names("""
        latin name, name latin, english name, name in english, international name, romanized name,
        tên tiếng anh, 英文名, 英文名称, 拼音, نام لاتین, نام انگلیسی, nazwa łacińska, nazwa angielska
    """),
    "tax_id": _names("""
        tax id, tax number, tax no, tax code, vat number, vat id, vat no, vat, vat reg no, tin, ein,
        stceg, tax registration number, mã số thuế, mst, 税号, 纳税人识别号, 统一社会信用代码, 信用代码,
        شناسه ملی, کد اقتصادی, شماره اقتصادی, شناسه مالیاتی, nip, numer nip, nr nip, nip ue
    """),
    "country": _names("""
        country, country code, land1, country iso, nation, quốc gia, nước, mã quốc gia, 国家, 国别,
        国家代码, کشور, کد کشور, kraj, kod kraju, państwo
    """),
    "language": _names("""
        language, language code, lang, spras, locale, ngôn ngữ, 语言, 语种, زبان, język, kod języka
    """),
    "currency": _CURRENCY,
    "terms": _TERMS,
    "parent_number": _names("""
        parent number, parent, parent customer, parent id, parent code, group, group number, group parent,
        head office, mã công ty mẹ, công ty mẹ, nhóm, 母公司编号, 母公司, 集团, 上级客户, شرکت مادر,
        کد شرکت مادر, گروه, jednostka dominująca, grupa, podmiot nadrzędny, centrala
    """),
    "email": _EMAIL,
    "phone": _names("""
        phone, telephone, phone number, tel, mobile, telf1, cell, điện thoại, số điện thoại, sđt, di động,
        电话, 手机, 联系电话, 手机号, تلفن, شماره تلفن, موبایل, تلفن همراه, telefon, nr telefonu,
        numer telefonu, tel kom
    """),
    "contact_name": _names("""
        contact name, contact, contact person, attention, attn, người liên hệ, liên hệ, 联系人,
        联系人姓名, نام رابط, شخص رابط, رابط, osoba kontaktowa, kontakt, imię i nazwisko
    """),
    "address_line": _names("""
        address line, address, street, address 1, address line 1, stras, street address, địa chỉ, 地址,
        详细地址, 街道, آدرس, نشانی, adres, ulica
    """),
    "city": _names("""
        city, town, ort01, locality, thành phố, tỉnh thành, tỉnh, 城市, 市, شهر, miasto, miejscowość
    """),
    "postal_code": _names("""
        postal code, postcode, zip, zip code, post code, pstlz, mã bưu điện, mã bưu chính, 邮编, 邮政编码,
        کد پستی, کدپستی, kod pocztowy
    """),
    "confirms_payments": _names("""
        payment confirmations, wants payment confirmations, payment confirmation, confirm payments,
        send payment confirmation, xác nhận thanh toán, gửi xác nhận thanh toán, 付款确认, 发送付款确认, 收款确认,
        تایید پرداخت, تأیید پرداخت, ارسال تایید پرداخت, potwierdzenie płatności, potwierdzenia płatności,
        potwierdzenia wpłat, potwierdzenie wpłaty
    """),
    "party_kind": _names("""
        party kind, kind of customer, customer kind, party type, legal form, person or company, b2b/b2c,
        cá nhân/tổ chức, loại chủ thể, 客户性质, 主体类型, حقیقی/حقوقی, نوع شخص, osoba/firma, forma prawna
    """),
}


_RECEIPTS: Mapping[str, tuple[str, ...]] = {
    "entity_code": _ENTITY,
    "bank_reference": _names("""
        bank reference, transaction id, transaction reference, bank ref, reference number, reference,
        transaction number, receipt number, receipt no, psp reference, operation number, ref,
        end to end id, số tham chiếu, mã giao dịch, số giao dịch, số bút toán, số ct, 交易流水号, 流水号,
        交易单号, 交易订单号, 日志号, 凭证号, شماره پیگیری, شماره مرجع, کد رهگیری, شماره سند,
        numer referencyjny, nr referencyjny, id transakcji, numer operacji, nr operacji
    """),
    "value_date": _names("""
        value date, date, booking date, posting date, transaction date, date posted, payment date,
        receipt date, operation date, received on, valuta, ngày giá trị, ngày hiệu lực, ngày giao dịch,
        ngày hạch toán, ngày, 交易日期, 记账日期, 记账日, 入账日期, 交易时间, 起息日, 日期, تاریخ,
        تاریخ تراکنش, تاریخ ارزش, تاریخ واریز, data waluty, data księgowania, data operacji,
        data transakcji, data, ~creation date
    """),
    "currency": (
        *_CURRENCY,
        *_names("""
        记账币种, net currency
    """),
    ),
    "amount": _names("""
        amount, transaction amount, amount received, receipt amount, payment amount, net, sum, value,
        số tiền, số tiền giao dịch, 金额, 交易金额, 发生额, مبلغ, مبلغ تراکنش, kwota, kwota operacji,
        kwota transakcji, ~gross, ~total
    """),
    "amount_credit": _names("""
        credit, credit amount, money in, deposit, deposits, paid in, net credit, gross credit, cr, in,
        số tiền ghi có, ghi có, phát sinh có, có, tiền vào, 收入, 贷方发生额, 贷方金额, 贷方, 收入金额,
        记账金额收入, 存入金额, بستانکار, واریز, مبلغ واریز, uznania, uznanie, wpływy, ma, wpływ
    """),
    "amount_debit": _names("""
        debit, debit amount, money out, withdrawal, withdrawals, paid out, net debit, gross debit, dr,
        out, số tiền ghi nợ, ghi nợ, phát sinh nợ, nợ, tiền ra, 支出, 借方发生额, 借方金额, 借方,
        支出金额, 记账金额支出, 支取金额, 取出金额, بدهکار, برداشت, مبلغ برداشت, obciążenia, obciążenie,
        wydatki, wn, wydatek
    """),
    "direction": _names("""
        d c, dc, debit credit, credit debit, c d, cr dr, dr cr, sign, direction, transaction type, type,
        loại, nợ có, 收支, 借贷, 借贷标志, 收支类型, نوع, بدهکار بستانکار, wn ma, strona, typ operacji,
        typ
    """),
    "payer_name": _names("""
        payer name, payer, partner name, counterparty, counterparty name, ordering party, remitter,
        sender, from, name, paid by, debtor name, customer name, người chuyển, tên người chuyển, đối tác,
        tên đối ứng, người nộp, 对方户名, 对方名称, 付款人, 付款方, 交易对方, 对手信息, 付款人名称,
        واریز کننده, نام واریز کننده, پرداخت کننده, نام پرداخت کننده, nadawca, kontrahent, zleceniodawca,
        nazwa nadawcy, nadawca odbiorca, nazwa kontrahenta, ~bank name
    """),
    "payer_account": _names("""
        payer account, counterparty account, iban, partner account, bank account, from account,
        sender account, account, payer iban, tài khoản đối ứng, số tài khoản đối ứng, tài khoản chuyển,
        对方账号, 付款账号, 付款人账号, 对方账户, شماره حساب, حساب مبدا, شبا, شماره شبا, rachunek nadawcy,
        rachunek kontrahenta, rachunek, numer rachunku, nr rachunku, konto
    """),
    "text": _names("""
        text, payment text, description, remittance information, remittance, details, narrative, memo,
        purpose, label, payment details, message, particulars, detail, communication, nội dung, diễn giải,
        nội dung giao dịch, mô tả, 摘要, 附言, 用途, 备注, 交易附言, 交易摘要, 客户摘要, 商品说明, شرح,
        توضیحات, بابت, شرح تراکنش, tytuł, tytułem, opis, opis operacji, tytuł przelewu, tytuł operacji,
        szczegóły
    """),
    "customer_number": tuple(name for name in _CUSTOMER_NUMBER if name not in ("account number", "~account")),
    "item_number": _names("""
        item number, invoice number, invoice no, invoice id, invoice, invoice reference, document number,
        số hóa đơn, hóa đơn, 发票号, 发票号码, شماره فاکتور, فاکتور, numer faktury, nr faktury, faktura
    """),
}

# What a customer's own books of us hold: our invoices as payables, the payments made to us.
_RUNNING_BALANCES = ("余额", "مانده", "saldo", "~balance")

_ACCOUNT: Mapping[str, tuple[str, ...]] = {
    "number": (
        *_names("""
        supplier invoice number, supplier invoice, vendor invoice number, vendor invoice, external document no,
        external document, your invoice, obcy numer, numer obcy, nr obcy, 供应商发票号, 对方单号
    """),
        *_ITEMS["number"],
    ),
    "reference": (*_ITEMS["reference"], *_names("~voucher, ~voucher no, ~journal, ~chứng từ, ~凭证字号")),
    "text": _RECEIPTS["text"],
    "line_date": (*_ITEMS["issue_date"], *_RECEIPTS["value_date"]),
    "currency": _CURRENCY,
    "amount": tuple(dict.fromkeys((*_AMOUNT, *_RECEIPTS["amount"]))),
    "amount_open": tuple(name for name in _AMOUNT_OPEN if name not in _RUNNING_BALANCES),
    "amount_credit": _RECEIPTS["amount_credit"],
    "amount_debit": _RECEIPTS["amount_debit"],
    "direction": _RECEIPTS["direction"],
}

_ADVICE: Mapping[str, tuple[str, ...]] = {
    **ADVICE_WORDS,
    "number": (*ADVICE_WORDS["number"], *_ITEMS["number"]),
    "document_date": _ITEMS["issue_date"],
    "currency": _CURRENCY,
}

_SCHEDULE: Mapping[str, tuple[str, ...]] = {
    **SCHEDULE_WORDS,
    "due_date": (*_ITEMS["due_date"], *_names("~date, ~ngày, ~日期, ~تاریخ, ~data")),
    "currency": _CURRENCY,
    "amount": tuple(dict.fromkeys((*SCHEDULE_WORDS["amount"], *_AMOUNT))),
    "customer_number": _CUSTOMER_NUMBER,
    "customer_name": (*_CUSTOMER_NAME, *_names("buyer, purchaser, người mua, bên mua, 买方, 业主")),
}

SYNONYMS: Mapping[TableKind, Mapping[str, tuple[str, ...]]] = {
    TableKind.ITEMS: _ITEMS,
    TableKind.CUSTOMERS: _CUSTOMERS,
    TableKind.RECEIPTS: _RECEIPTS,
    TableKind.ACCOUNT: _ACCOUNT,
    TableKind.ADVICE: _ADVICE,
    TableKind.CASH_REPORT: {**REPORT_WORDS, "currency": _CURRENCY},
    TableKind.SCHEDULE: _SCHEDULE,
    TableKind.VIRTUAL_ACCOUNTS: {**VIRTUAL_ACCOUNT_WORDS, "customer_number": _CUSTOMER_NUMBER},
    TableKind.CHEQUES: {
        **CHEQUE_WORDS,
        "entity_code": _ENTITY,
        "customer_number": _CUSTOMER_NUMBER,
        "currency": _CURRENCY,
        "amount": _AMOUNT,
    },
}

EXCLUDED_WORDS: Mapping[str, frozenset[str]] = {
    "amount": frozenset(
        {
            "currency",
            "discount",
            "fee",
            "paid",
            "podatek",
            "rate",
            "tax",
            "thuế",
            "vat",
            "vatu",
            "مالیات",
            "税率",
            "税额",
        }
    ),
    "amount_credit": frozenset({"days", "limit", "memo", "note", "rate"}),
    "currency": frozenset({"amount", "kurs", "rate", "tỷ"}),
    "number": frozenset({"account", "amount", "count", "date", "of", "phone", "tax", "vat"}),
    "customer_number": frozenset({"name", "payment", "phone", "tax", "vat"}),
    "customer_name": frozenset({"code", "id", "no", "number", "payment", "reference", "terms"}),
    "issue_date": frozenset({"clear", "due", "paid", "payment", "settled"}),
    "due_date": frozenset({"amount", "balance", "days", "invoice"}),
    "value_date": frozenset({"zone"}),
}
"""Folded words that rule a field out when the header only partly fits it."""

OTHER_HEADERS = _names("""
    time, balance, status, notes, note, comment, quantity, price, tax, vat amount, discount, days late,
    days overdue, disputed, time zone, fee, fiscal year, kategoria, saldo po operacji, số dư, ghi chú,
    trạng thái, 余额, 本次余额, 账户余额, 状态, 当前状态, 交易类型, 交易时间, 交易地点, 对方信息, 商品,
    موجودی, وضعیت, ساعت, status płatności, uwagi
""")
"""Headers that belong to tables of these kinds but to no field."""

TOTAL_WORDS = _names("""
    total, totals, grand total, subtotal, sub total, sum, balance at, opening balance, closing balance,
    end of report, end of file, records, razem, suma, ogółem, łącznie, saldo, koniec, tổng, tổng cộng,
    cộng, số dư, 合计, 总计, 小计, 共, 总额, 人民币合计, جمع, جمع کل, مجموع, پایان
""")
"""How a line below the table begins that sums it up or ends it."""
