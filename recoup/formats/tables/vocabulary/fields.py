"""The fields of each kind of table: their names, what their values look like, and which must be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from recoup.kernel.sentences import N_


class TableKind(StrEnum):
    """What the rows of a table are."""

    ITEMS = "ITEMS"
    CUSTOMERS = "CUSTOMERS"
    RECEIPTS = "RECEIPTS"
    ACCOUNT = "ACCOUNT"
    ADVICE = "ADVICE"
    CASH_REPORT = "CASH_REPORT"
    SCHEDULE = "SCHEDULE"
    VIRTUAL_ACCOUNTS = "VIRTUAL_ACCOUNTS"
    CHEQUES = "CHEQUES"


class Shape(StrEnum):
    """What the values of a field look like; a column whose values don't is not taken for the field."""

    TEXT = "TEXT"
    CODE = "CODE"
    AMOUNT = "AMOUNT"
    DATE = "DATE"
    CURRENCY = "CURRENCY"
    COUNTRY = "COUNTRY"
    LANGUAGE = "LANGUAGE"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    DIRECTION = "DIRECTION"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column can be mapped to; `label` is its name on the screen."""

    name: str
    label: str
    shape: Shape


_ENTITY = Field("entity_code", N_("Our company"), Shape.CODE)
_CURRENCY = Field("currency", N_("Currency"), Shape.CURRENCY)
_AMOUNT = Field("amount", N_("Amount"), Shape.AMOUNT)
_CUSTOMER_NUMBER = Field("customer_number", N_("Customer number"), Shape.CODE)
_TERMS = Field("terms", N_("Payment terms"), Shape.TEXT)

FIELDS: Mapping[TableKind, tuple[Field, ...]] = {
    TableKind.ITEMS: (
        _ENTITY,
        _CUSTOMER_NUMBER,
        Field("customer_name", N_("Customer name"), Shape.TEXT),
        Field("kind", N_("Kind of item"), Shape.TEXT),
        Field("number", N_("Item number"), Shape.CODE),
        Field("reference", N_("Reference"), Shape.TEXT),
        Field("issue_date", N_("Issue date"), Shape.DATE),
        Field("due_date", N_("Due date"), Shape.DATE),
        _TERMS,
        _CURRENCY,
        _AMOUNT,
        Field("amount_open", N_("Open amount"), Shape.AMOUNT),
        Field("settled_date", N_("Settled on"), Shape.DATE),
    ),
    TableKind.CUSTOMERS: (
        _ENTITY,
        Field("number", N_("Customer number"), Shape.CODE),
        Field("name_legal", N_("Legal name"), Shape.TEXT),
        Field("name_trading", N_("Trading name"), Shape.TEXT),
        Field("name_latin", N_("Name in Latin letters"), Shape.TEXT),
        Field("tax_id", N_("Tax number"), Shape.CODE),
        Field("country", N_("Country"), Shape.COUNTRY),
        Field("language", N_("Language"), Shape.LANGUAGE),
        _CURRENCY,
        _TERMS,
        Field("parent_number", N_("Number of the parent customer"), Shape.CODE),
        Field("email", N_("E-mail"), Shape.EMAIL),
        Field("phone", N_("Phone"), Shape.PHONE),
        Field("contact_name", N_("Contact person"), Shape.TEXT),
        Field("address_line", N_("Address"), Shape.TEXT),
        Field("city", N_("City"), Shape.TEXT),
        Field("postal_code", N_("Postal code"), Shape.TEXT),
        Field("confirms_payments", N_("Wants payment confirmations"), Shape.TEXT),
        Field("party_kind", N_("Kind of customer"), Shape.TEXT),
    ),
    TableKind.RECEIPTS: (
        _ENTITY,
        Field("bank_reference", N_("Bank reference"), Shape.CODE),
        Field("value_date", N_("Value date"), Shape.DATE),
        _CURRENCY,
        _AMOUNT,
        Field("amount_credit", N_("Money in"), Shape.AMOUNT),
        Field("amount_debit", N_("Money out"), Shape.AMOUNT),
        Field("direction", N_("In or out"), Shape.DIRECTION),
        Field("payer_name", N_("Payer"), Shape.TEXT),
        Field("payer_account", N_("Payer's account"), Shape.CODE),
        Field("text", N_("Payment text"), Shape.TEXT),
        _CUSTOMER_NUMBER,
        Field("item_number", N_("Item number"), Shape.CODE),
    ),
    TableKind.ACCOUNT: (
        Field("number", N_("Document number"), Shape.CODE),
        Field("reference", N_("Reference"), Shape.TEXT),
        Field("text", N_("Text"), Shape.TEXT),
        Field("line_date", N_("Date"), Shape.DATE),
        _CURRENCY,
        _AMOUNT,
        Field("amount_open", N_("Open amount"), Shape.AMOUNT),
        Field("amount_credit", N_("Credit"), Shape.AMOUNT),
        Field("amount_debit", N_("Debit"), Shape.AMOUNT),
        Field("direction", N_("Debit or credit"), Shape.DIRECTION),
    ),
    TableKind.ADVICE: (
        Field("number", N_("Document number"), Shape.CODE),
        Field("document_date", N_("Date"), Shape.DATE),
        _CURRENCY,
        Field("amount_gross", N_("Gross amount"), Shape.AMOUNT),
        Field("amount_deducted", N_("Deducted"), Shape.AMOUNT),
        Field("amount_paid", N_("Amount paid"), Shape.AMOUNT),
        Field("payer_name", N_("Payer"), Shape.TEXT),
        Field("payment_reference", N_("Payment reference"), Shape.CODE),
        Field("payment_date", N_("Payment date"), Shape.DATE),
    ),
    TableKind.CASH_REPORT: (
        Field("account", N_("Our account"), Shape.CODE),
        Field("report_date", N_("Date"), Shape.DATE),
        _CURRENCY,
        _AMOUNT,
        Field("payer_name", N_("Payer"), Shape.TEXT),
        Field("reference", N_("Reference"), Shape.TEXT),
        Field("text", N_("Text"), Shape.TEXT),
    ),
    TableKind.SCHEDULE: (
        Field("contract_number", N_("Contract number"), Shape.CODE),
        Field("installment", N_("Installment"), Shape.TEXT),
        Field("due_date", N_("Due date"), Shape.DATE),
        _CURRENCY,
        _AMOUNT,
        Field("amount_paid", N_("Paid so far"), Shape.AMOUNT),
        _CUSTOMER_NUMBER,
        Field("customer_name", N_("Customer name"), Shape.TEXT),
        Field("unit", N_("Unit"), Shape.TEXT),
    ),
    TableKind.VIRTUAL_ACCOUNTS: (
        Field("virtual_number", N_("Virtual account number"), Shape.CODE),
        _CUSTOMER_NUMBER,
        Field("from_date", N_("From date"), Shape.DATE),
        Field("until_date", N_("Until date"), Shape.DATE),
    ),
    TableKind.CHEQUES: (
        _ENTITY,
        _CUSTOMER_NUMBER,
        Field("cheque_number", N_("Cheque number"), Shape.CODE),
        Field("sayad_id", N_("Sayad number"), Shape.CODE),
        Field("is_registered", N_("Registered in Sayad"), Shape.TEXT),
        Field("drawer", N_("Drawer"), Shape.TEXT),
        Field("bank_name", N_("Bank"), Shape.TEXT),
        Field("branch", N_("Branch"), Shape.TEXT),
        Field("account_number", N_("Account number"), Shape.CODE),
        Field("cheque_date", N_("Date of the cheque"), Shape.DATE),
        Field("received_on", N_("Received on"), Shape.DATE),
        _CURRENCY,
        _AMOUNT,
        Field("item_numbers", N_("Invoices"), Shape.TEXT),
        Field("note", N_("Note"), Shape.TEXT),
    ),
}

REQUIRED: Mapping[TableKind, tuple[tuple[str, ...], ...]] = {
    TableKind.ITEMS: (("customer_number",), ("amount",), ("number",), ("due_date", "issue_date")),
    TableKind.CUSTOMERS: (("number",), ("name_legal",)),
    TableKind.RECEIPTS: (("value_date",), ("amount", "amount_credit")),
    TableKind.ACCOUNT: (
        ("number", "reference", "line_date"),
        ("amount", "amount_open", "amount_credit", "amount_debit"),
    ),
    TableKind.ADVICE: (("number",), ("amount_paid", "amount_gross")),
    TableKind.CASH_REPORT: (("amount",),),
    TableKind.SCHEDULE: (("contract_number",), ("installment", "due_date"), ("amount",)),
    TableKind.VIRTUAL_ACCOUNTS: (("virtual_number",), ("customer_number",)),
    TableKind.CHEQUES: (("customer_number",), ("cheque_number",), ("amount",), ("cheque_date",)),
}
"""For each kind, groups of fields: one of every group must have a column (or a fixed value in the plan)."""


def field(kind: TableKind, name: str) -> Field:
    """Return the field called `name`.

    :raises KeyError: tables of this kind have no such field
    """
    for each in FIELDS[kind]:
        if each.name == name:
            return each
    raise KeyError(name)
