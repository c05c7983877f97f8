"""What people call the columns of lists of virtual accounts and cheques, best name first.

Spelled as in `synonyms`, of which these are a part: `~` marks a makeshift.
"""

from __future__ import annotations

from collections.abc import Mapping


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


VIRTUAL_ACCOUNT_WORDS: Mapping[str, tuple[str, ...]] = {
    "virtual_number": _names("""
        virtual account number, virtual account no, virtual account, virtual number, virtual iban, viban, va number,
        va no, va, collection account, sub account, sub account number, số tài khoản ảo, tài khoản ảo,
        tài khoản định danh, số tài khoản định danh, mã định danh, số va, 虚拟账号, 虚拟账户, 虚拟户号, 虚拟子账户,
        子账号, 子账户, 专属账号, حساب مجازی, شماره حساب مجازی, شناسه واریز, شبای مجازی, rachunek wirtualny,
        numer rachunku wirtualnego, konto wirtualne, rachunek indywidualny, indywidualny numer rachunku,
        numer rachunku indywidualnego, rachunek masowy, ~account number, ~account no, ~account, ~iban,
        ~số tài khoản, ~账号, ~شماره حساب, ~شبا, ~numer rachunku, ~nr rachunku, ~rachunek
    """),
    "from_date": _names("""
        from date, valid from, from, start date, start, opened, opened on, since, given on, từ ngày, hiệu lực từ,
        ngày bắt đầu, ngày mở, ngày cấp, 起始日期, 开始日期, 生效日期, 启用日期, 开户日期, از تاریخ, تاریخ شروع,
        تاریخ اختصاص, od, od dnia, ważny od, ważne od, data od, data otwarcia, obowiązuje od
    """),
    "until_date": _names("""
        until date, valid until, valid to, until, to, end date, end, closed, closed on, expiry date, đến ngày,
        hiệu lực đến, ngày kết thúc, ngày hết hạn, ngày đóng, 截止日期, 结束日期, 失效日期, 到期日期, 销户日期,
        تا تاریخ, تاریخ پایان, تاریخ انقضا, do, do dnia, ważny do, ważne do, data do, data zamknięcia,
        obowiązuje do
    """),
}

CHEQUE_WORDS: Mapping[str, tuple[str, ...]] = {
    "cheque_number": _names("""
        cheque number, cheque no, check number, check no, cheque, cheque serial, serial number, serial no, số séc,
        số sec, số tờ séc, 支票号, 支票号码, 支票编号, 票号, 票据号码, شماره چک, سریال چک, شماره سریال چک,
        numer czeku, nr czeku, czek, ~number, ~no, ~số, ~号码, ~编号, ~شماره, ~سریال, ~numer, ~nr
    """),
    "sayad_id": _names("""
        sayad number, sayad id, sayad no, sayad, sayadi number, mã sayad, số sayad, sayad号, sayad号码, شناسه صیاد,
        شناسه صیادی, شناسه صیادی چک, شماره صیاد, شماره صیادی, صیاد, صیادی, numer sayad, nr sayad
    """),
    "is_registered": _names("""
        registered in sayad, sayad status, sayad registered, registered, sayad confirmed, trạng thái sayad,
        đã đăng ký sayad, sayad状态, sayad登记, وضعیت صیاد, ثبت در صیاد, ثبت صیاد, ثبت شده در صیاد, وضعیت ثبت,
        status sayad, zarejestrowany w sayad
    """),
    "drawer": _names("""
        drawer, drawer name, drawn by, issuer, issued by, maker, signatory, người ký phát, người phát hành,
        bên phát hành, chủ tài khoản, 出票人, 出票人名称, 开票人, صادرکننده, صادر کننده, نام صادرکننده, صاحب حساب,
        صاحب چک, صادرکننده چک, wystawca, wystawca czeku, nazwa wystawcy, ~customer name, ~payer, ~name, ~客户名称,
        ~tên khách hàng, ~نام مشتری, ~nazwa klienta, ~nazwa
    """),
    "bank_name": _names("""
        bank, bank name, drawee bank, drawee, drawn on, paying bank, ngân hàng, tên ngân hàng, ngân hàng thanh toán,
        银行, 付款行, 付款银行, 开户行, 银行名称, بانک, نام بانک, بانک صادرکننده, بانک محال علیه, bank trasat, trasat,
        nazwa banku, bank płatnik
    """),
    "branch": _names("""
        branch, branch name, bank branch, branch code, chi nhánh, 支行, 分行, 网点, شعبه, نام شعبه, کد شعبه, oddział,
        oddział banku
    """),
    "account_number": _names("""
        drawer account, drawer account number, account number, account no, account, iban, số tài khoản, tài khoản,
        出票人账号, 账号, 银行账号, شماره حساب, حساب, شبا, شماره شبا, numer rachunku, nr rachunku, rachunek
    """),
    "cheque_date": _names("""
        cheque date, check date, date of cheque, due date, date, maturity date, maturity, ngày séc, ngày trên séc,
        ngày đến hạn, ngày, 支票日期, 出票日期, 到期日, 到期日期, 日期, تاریخ چک, تاریخ سررسید, سررسید, تاریخ,
        data czeku, termin płatności, data płatności, data wystawienia czeku, data
    """),
    "received_on": _names("""
        received on, received, date received, receipt date, taken in on, ngày nhận, ngày nhận séc, 收到日期, 收票日期,
        收到日, تاریخ دریافت, دریافت شده در, data otrzymania, data przyjęcia, otrzymano
    """),
    "item_numbers": _names("""
        invoices, invoice numbers, invoice number, invoice no, invoice, covers, for invoices, pays, documents,
        hóa đơn, số hóa đơn, các hóa đơn, 发票, 发票号, 发票号码, 对应发票, فاکتور, شماره فاکتور, فاکتورها,
        بابت فاکتور, faktura, faktury, numer faktury, nr faktury, numery faktur, za faktury
    """),
    "note": _names("""
        note, notes, remark, remarks, comment, ghi chú, 备注, 说明, توضیحات, یادداشت, شرح, uwagi, notatka, opis
    """),
}
