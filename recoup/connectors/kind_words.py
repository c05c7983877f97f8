"""What files call the kinds of items, in five languages and in the codes of the common ERPs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from recoup.formats.tables.values import clean_text, is_blank
from recoup.kernel.folding import fold
from recoup.ledger.types import ItemKind

_WORDS: Mapping[ItemKind, str] = {
    ItemKind.INVOICE: """
        invoice, inv, bill, sales invoice, customer invoice, tax invoice, dr, rv, ri, out_invoice, factura
        hóa đơn, hoá đơn, hđ, hóa đơn gtgt, hóa đơn bán hàng, 发票, 销售发票, 应收发票, 账单
        فاکتور, صورتحساب, فاکتور فروش, faktura, fv, faktura vat, faktura sprzedaży, fs
    """,
    ItemKind.INSTALLMENT: """
        installment, instalment, milestone, đợt thanh toán, đợt, trả góp, 分期, 分期款, 期款, قسط, اقساط, rata
    """,
    ItemKind.DEBIT_NOTE: """
        debit note, debit memo, dn, giấy báo nợ, phiếu ghi nợ, hóa đơn điều chỉnh tăng, 借项通知单, 借项, 借记单
        اعلامیه بدهکار, سند بدهکار, nota debetowa, nota obciążeniowa, nd
    """,
    ItemKind.INTEREST: """
        interest, late interest, interest note, tiền lãi, lãi, lãi chậm trả, lãi phạt, 利息, 滞纳金, 逾期利息
        بهره, خسارت تأخیر, وجه التزام, odsetki, nota odsetkowa, no
    """,
    ItemKind.FEE: """
        fee, charge, late fee, phí, phí phạt, 费用, 手续费, کارمزد, هزینه, opłata, prowizja
    """,
    ItemKind.OPENING_BALANCE: """
        opening balance, balance brought forward, brought forward, opening, ob, số dư đầu kỳ, dư đầu kỳ, đầu kỳ
        期初余额, 期初, مانده اول دوره, مانده افتتاحیه, افتتاحیه, bilans otwarcia, bo, saldo początkowe
    """,
    ItemKind.CREDIT_NOTE: """
        credit note, credit memo, credit, cn, dg, rg, out_refund, refund, hóa đơn điều chỉnh giảm, giấy báo có
        phiếu ghi có, hàng trả lại, 贷项通知单, 贷项, 红字发票, 红冲, 退款, اعلامیه بستانکار, سند بستانکار
        برگشت از فروش, faktura korygująca, fk, korekta, nota kredytowa, nk, nota uznaniowa
    """,
    ItemKind.RECEIPT: """
        receipt, payment, payment on account, on account, dz, cash, thanh toán, phiếu thu, thu tiền, 收款, 付款, 预收
        收款单, دریافت, پرداخت, علی الحساب, wpłata, płatność, kp, zapłata
    """,
    ItemKind.DEPOSIT: """
        deposit, security deposit, down payment, advance, đặt cọc, tiền cọc, ký quỹ, ứng trước, 押金, 保证金, 定金
        预付款, ودیعه, سپرده, پیش پرداخت, بیعانه, kaucja, depozyt, zaliczka, zadatek
    """,
}


def kind_of(word: str) -> ItemKind | None:
    """Return the kind that `word` means, in any of the languages and any case; nothing said means an invoice."""
    return _kinds().get("" if is_blank(word) else fold(clean_text(word)).strip(" ."))


@cache
def _kinds() -> Mapping[str, ItemKind]:
    kinds = {"": ItemKind.INVOICE}
    for kind, lines in _WORDS.items():
        words = (word for line in lines.strip().splitlines() for word in line.split(","))
        kinds.update({fold(word): kind for word in words})
        kinds[fold(kind.value)] = kinds[fold(kind.value.replace("_", " "))] = kind
    return kinds
