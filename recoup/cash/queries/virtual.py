"""Virtual accounts: which number under an account of ours is whose."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from recoup.cash.models import VirtualAccount
from recoup.cash.queries.accounts import fold_number, get_bank_account
from recoup.cash.types import VirtualAccountPage, VirtualAccountRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.folding import search_text
from recoup.parties import queries as parties


def virtual_accounts(
    *,
    account_id: int,
    text: str = "",
    as_of: date | None = None,
    page: int = 1,
    size: int = 100,
    actor: Actor,
) -> VirtualAccountPage:
    """Return the numbers under an account of ours by number; `text` is looked for in numbers and customers.

    With `as_of` only those that are somebody's on that day or later.

    :raises NotFound: there is no such account, or the actor may not know of it
    """
    get_bank_account(account_id=account_id, actor=actor)
    rows = VirtualAccount.objects.filter(account_id=account_id)
    if as_of is not None:
        rows = rows.filter(Q(until_date=None) | Q(until_date__gte=as_of))
    if text.strip():
        wanted = Q(customer__search_text__contains=search_text(text)) | Q(customer__number=text.strip())
        if number := fold_number(text):
            wanted |= Q(number__contains=number)
        rows = rows.filter(wanted)
    shown = rows.order_by("number", "from_date")[(page - 1) * size : page * size]
    return VirtualAccountPage(_records(list(shown), actor), rows.count())


def get_virtual_account(*, virtual_id: int, actor: Actor) -> VirtualAccountRecord:
    """Return one number.

    :raises NotFound: there is none, or the actor may not know of it
    """
    found = VirtualAccount.objects.filter(pk=virtual_id).first()
    if found is None:
        raise NotFound
    get_bank_account(account_id=found.account_id, actor=actor)
    return _records([found], actor)[0]


def _records(rows: list[VirtualAccount], actor: Actor) -> tuple[VirtualAccountRecord, ...]:
    customers = parties.customers_by_id(
        customer_ids={row.customer_id for row in rows}, actor=Actor.program(actor.name)
    )
    return tuple(
        VirtualAccountRecord(
            id=row.pk,
            account_id=row.account_id,
            customer_id=row.customer_id,
            customer_number=customers[row.customer_id].number,
            customer_name=customers[row.customer_id].name_legal,
            number_written=row.number_written,
            from_date=row.from_date,
            until_date=row.until_date,
            added_at=row.added_at,
            added_by=row.added_by_name,
        )
        for row in rows
    )
