"""What payers and bookkeepers call the columns of remittance advices and cash reports, best name first.

Spelled as in `synonyms`, of which these are a part: `~` marks a makeshift.
"""

from __future__ import annotations

from collections.abc import Mapping


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


PAYMENT_REFERENCES = _names("""
    payment reference, payment number, payment no, payment id, payment document, payment ref, remittance number,
    remittance no, remittance advice no, advice number, advice no, cheque number, cheque no, check number,
    transaction reference, transaction id, our reference, bank reference, clearing document, mã thanh toán,
    số lệnh chi, số ủy nhiệm chi, mã giao dịch, số tham chiếu, 付款编号, 付款单号, 付款凭证号,
    付款参考号, 交易流水号,
    流水号, شماره پرداخت, شماره حواله, شماره پیگیری, کد رهگیری, شماره مرجع, numer płatności, nr płatności,
    numer przelewu, nr przelewu, referencja płatności, numer referencyjny, nr referencyjny
""")

PAYMENT_DATES = _names("""
    payment date, paid on, date paid, date of payment, value date, remittance date, transfer date,
    execution date,
    settlement date, ngày thanh toán, ngày chuyển khoản, ngày chi, ngày trả, 付款日期, 支付日期,
    汇款日期, 付款日,
    تاریخ پرداخت, تاریخ واریز, تاریخ حواله, data płatności, data zapłaty, data przelewu, data realizacji
""")

PAYERS = _names("""
    payer, payer name, paid by, payment from, from, remitter, ordering party, customer name, customer, company,
    company name, sender, người chuyển, đơn vị trả tiền, bên thanh toán, người thanh toán,
    tên khách hàng, khách hàng,
    付款单位, 付款人, 付款方, 付款公司, 汇款人, 客户名称, پرداخت کننده, نام پرداخت کننده,
    واریز کننده, نام مشتری,
    płatnik, nadawca, zleceniodawca, nazwa klienta, kontrahent
""")

TOTALS = _names("""
    total, total paid, total amount, amount paid, payment amount, total payment, grand total, amount,
    total remitted,
    paid amount, sum, tổng cộng, tổng số tiền, tổng tiền, số tiền thanh toán, số tiền, cộng, 合计,
    总计, 付款金额,
    付款总额, 总金额, 金额合计, جمع, جمع کل, مبلغ پرداختی, مبلغ کل, مبلغ پرداخت, razem, suma, kwota przelewu,
    kwota płatności, ogółem, łącznie, do zapłaty
""")

ADVICE_WORDS: Mapping[str, tuple[str, ...]] = {
    "number": _names("""
        your invoice number, your invoice, your document, supplier invoice number, supplier invoice,
        vendor invoice,
        external document no, external document, document paid, invoice reference, your reference,
        对方单号, 供应商发票号
    """),
    "amount_gross": _names("""
        gross amount, gross, invoice amount, amount gross, original amount, document amount, invoice total,
        invoice value, bill amount, amount due, open amount, giá trị hóa đơn, số tiền hóa đơn, số tiền phải trả,
        发票金额, 应付金额, 原金额, 含税金额, 价税合计, مبلغ فاکتور, مبلغ ناخالص, ناخالص,
        kwota faktury, kwota brutto,
        brutto, wartość faktury, wartość brutto, należność
    """),
    "amount_deducted": _names("""
        discount, discount amount, cash discount, discount taken, deduction, deductions, deducted,
        amount deducted,
        withheld, tax withheld, withholding, withholding tax, adjustment, less, chiết khấu, giảm trừ, khấu trừ,
        thuế khấu trừ, 扣款, 扣款金额, 折扣, 现金折扣, 扣除, 扣减金额, 代扣税, تخفیف, کسورات,
        مبلغ کسر, مالیات تکلیفی, rabat,
        skonto, potrącenie, potrącenia, kwota potrącenia, kwota skonta
    """),
    "amount_paid": _names("""
        amount paid, paid amount, paid, payment amount, net amount, net paid, net payment,
        amount remitted, remitted,
        remittance amount, amount applied, amount settled, net, thực trả, số tiền thanh toán,
        số tiền trả, đã trả,
        thanh toán, 付款金额, 实付金额, 支付金额, 本次付款, 付款额, 已付金额, مبلغ پرداختی,
        مبلغ پرداخت, پرداختی, خالص پرداختی,
        kwota zapłacona, kwota zapłaty, zapłacono, kwota płatności, kwota przelewu, zapłata, ~amount,
        ~số tiền, ~金额,
        ~مبلغ, ~kwota, ~total, ~value, ~thành tiền
    """),
    "payer_name": PAYERS[:4],
    "payment_reference": PAYMENT_REFERENCES,
    "payment_date": PAYMENT_DATES,
}

REPORT_ACCOUNTS = _names("""
    our account, account, account number, account no, bank account, our bank account, iban, bank, cash account,
    gl account, tài khoản, số tài khoản, tài khoản ngân hàng, ngân hàng, 账号, 银行账号, 账户,
    银行账户, 银行, 收款账号, شماره حساب,
    حساب, حساب بانکی, شبا, بانک, rachunek, numer rachunku, nr rachunku, konto, rachunek bankowy, bank i rachunek
""")

REPORT_DATES = _names("""
    date, day, value date, posting date, receipt date, received on, booking date, report date, cash date, ngày,
    ngày thu, ngày nhận, ngày hạch toán, 日期, 收款日期, 到账日期, 入账日期, 记账日期, تاریخ,
    تاریخ دریافت, تاریخ واریز, تاریخ وصول,
    data, data wpływu, data księgowania, data operacji, dzień
""")

REPORT_WORDS: Mapping[str, tuple[str, ...]] = {
    "account": REPORT_ACCOUNTS,
    "report_date": REPORT_DATES,
    "amount": _names("""
        amount, received, amount received, cash received, receipts, total received, money in, credit, collected,
        collection, total, số tiền, số tiền thu, thu, đã thu, tiền vào, tổng thu, 金额, 收款金额,
        到账金额, 收入, 贷方金额, 实收金额,
        مبلغ, مبلغ دریافتی, دریافتی, واریزی, وصولی, بستانکار, kwota, kwota wpływu, wpływy, wpływ,
        otrzymano, uznanie,
        uznania
    """),
    "payer_name": PAYERS,
    "reference": (
        *PAYMENT_REFERENCES,
        *_names("""
        reference, reference number, ref, document, document number, voucher, voucher no,
        receipt number, receipt no,
        tham chiếu, số chứng từ, số phiếu thu, 参考号, 凭证号, 单据号, مرجع, شماره سند, شماره رسید,
        referencja, dokument,
        numer dokumentu, nr dokumentu
    """),
    ),
    "text": _names("""
        text, description, details, remark, remarks, note, purpose, payment text, nội dung,
        diễn giải, ghi chú, 摘要,
        备注, 附言, 用途, شرح, توضیحات, بابت, opis, tytuł, tytułem, uwagi
    """),
}
