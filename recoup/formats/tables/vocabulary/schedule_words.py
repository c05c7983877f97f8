"""What people call the columns of a contract's schedule: contract, installment, what is due when, what was paid."""

from __future__ import annotations

from collections.abc import Mapping


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


SCHEDULE_WORDS: Mapping[str, tuple[str, ...]] = {
    "contract_number": _names("""
        contract number, contract no, contract id, contract code, contract, agreement number, agreement no, agreement,
        sales contract, lease number, lease no, loan number, loan no, số hợp đồng, mã hợp đồng, số hđ, hợp đồng,
        合同号, 合同编号, 合同编码, 合同, 协议号, 协议编号, شماره قرارداد, کد قرارداد, قرارداد, شماره توافقنامه,
        numer umowy, nr umowy, umowa, numer kontraktu, nr kontraktu, kontrakt
    """),
    "installment": _names("""
        installment, instalment, installment number, installment no, instalment number, instalment no, installment name,
        milestone, payment stage, stage, tranche, rate number, đợt, đợt thanh toán, số đợt, kỳ, kỳ thanh toán, kỳ hạn,
        lần thanh toán, 期次, 期数, 分期, 分期号, 付款期次, 付款节点, 节点, 期号, قسط, شماره قسط, نوبت, مرحله,
        مرحله پرداخت, rata, numer raty, nr raty, transza, etap, ~seq, ~sequence, ~line, ~stt, ~序号, ~ردیف, ~lp, ~no
    """),
    "amount": _names("""
        installment amount, instalment amount, scheduled amount, amount due, amount payable, payable, to pay,
        số tiền đợt, số tiền phải nộp, số tiền phải trả, phải nộp, phải trả, tiền phải nộp,
        应付金额, 应收金额, 分期金额, 本期金额, 应付款, مبلغ قسط, مبلغ قابل پرداخت,
        kwota raty, wysokość raty, kwota do zapłaty, do zapłaty
    """),
    "amount_paid": _names("""
        paid so far, paid to date, amount paid, paid amount, paid, received, amount received, collected, đã nộp,
        đã thanh toán, đã trả, số tiền đã nộp, số tiền đã trả, đã thu, 已付金额, 已付, 已收金额, 已收,
        实收金额, 实付金额, پرداخت شده, مبلغ پرداخت شده, پرداختی, دریافت شده, وصول شده, zapłacono,
        wpłacono, kwota zapłacona, suma wpłat,
        wpłaty
    """),
    "unit": _names("""
        unit, unit number, unit no, apartment, apartment no, flat, plot, lot, property, product, căn hộ,
        mã căn, mã căn hộ, căn, lô, sản phẩm, 单元, 房号, 房源, 室号, واحد, شماره واحد,
        lokal, numer lokalu, nr lokalu, mieszkanie
    """),
}
