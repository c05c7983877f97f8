"""The papers of the last days: what accounting says came in, and what payers say they pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from recoup.cash import operations as cash
from recoup.cash.types import BankAccountRecord
from recoup.kernel.actor import Actor
from recoup.ledger.types import ItemLine
from recoup.ops.demo.bank import BankLine

_ROWS_MIN = 2
_ADVICES = 3


def bring_cash_reports(
    day: date,
    accounts: Mapping[int, BankAccountRecord],
    lines: Mapping[int, Sequence[BankLine]],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Bring in accounting's report of each company with several receipts; its books lack the last of them."""
    for entity_id, account in accounts.items():
        credits = [line for line in lines.get(entity_id, ()) if line.amount > 0]
        if len(credits) < _ROWS_MIN:
            continue
        rows = [
            f'{account.number},{day},{line.amount},{account.currency},{line.reference},"{line.party}"'
            for line in credits[:-1]
        ]
        cash.import_cash_report(
            content="\n".join(["Account,Date,Amount,Currency,Reference,Payer", *rows]).encode(),
            name=f"cash-report-{account.number}-{day}.csv",
            entity_id=entity_id,
            on=day,
            actor=actor,
            now=now,
        )


def bring_advices(
    day: date, items: Iterable[tuple[int, str, Sequence[ItemLine]]], *, actor: Actor, now: datetime
) -> None:
    """Bring in some advices of payments that the bank has not told yet; `items` by entity and name of the payer."""
    brought = 0
    for entity_id, payer, owed in items:
        open_items = [item for item in owed if item.amount_open.amount > 0]
        if len(open_items) < _ROWS_MIN or brought == _ADVICES:
            continue
        rows = [f"{item.number};{item.issue_date};{item.amount_open.amount}" for item in open_items]
        total = sum(item.amount_open.amount for item in open_items)
        currency = open_items[0].amount_open.currency
        text = [
            f"Payer:;{payer}",
            f"Currency:;{currency}",
            "",
            "Invoice;Date;Amount",
            *rows,
            f"Total;;{total}",
        ]
        cash.import_advice(
            content="\n".join(text).encode(),
            name=f"advice-{open_items[0].number.replace('/', '-')}.csv",
            entity_id=entity_id,
            on=day,
            actor=actor,
            now=now,
        )
        brought += 1
