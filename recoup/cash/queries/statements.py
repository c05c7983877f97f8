"""Bank files, their statements, and the lines in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from recoup.cash import permissions
from recoup.cash.models import BankAccount, BankFile, Retelling, Statement, StatementLine
from recoup.cash.queries.accounts import account_record, accounts_by_id
from recoup.cash.queries.records import line_record, statement_record
from recoup.cash.types import (
    BankFileRecord,
    FileStatus,
    LineDetail,
    LineFilter,
    LinePage,
    LineRecord,
    LineState,
    RefusedStatement,
    StatementRecord,
)
from recoup.formats.bank.types import BankFormat
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team

_SEARCHED = (
    *("party_name", "text", "information", "bank_reference", "end_to_end_id", "party_account"),
    "references",
)


def statements(
    *,
    actor: Actor,
    account_ids: Collection[int] | None = None,
    from_date: date = date.min,
    to_date: date = date.max,
    only_final: bool = False,
    limit: int = 500,
) -> list[StatementRecord]:
    """Return the statements that cover a day from `from_date` to `to_date`, the newest first."""
    accounts = _accounts(actor, account_ids)
    rows = Statement.objects.filter(
        account_id__in=accounts, from_date__lte=to_date, to_date__gte=from_date
    ).select_related("file")
    if only_final:
        rows = rows.filter(is_final=True)
    ordered = rows.order_by("-to_date", "-pk")[:limit]
    return [statement_record(row, account_record(accounts[row.account_id])) for row in ordered]


def get_statement(*, statement_id: int, actor: Actor) -> StatementRecord:
    """Return one statement.

    :raises NotFound: there is none, or the actor may not know of it
    """
    row = Statement.objects.select_related("file").filter(pk=statement_id).first()
    accounts = accounts_by_id(account_ids=[row.account_id] if row else [], actor=actor)
    if row is None or row.account_id not in accounts:
        raise NotFound
    return statement_record(row, accounts[row.account_id])


def lines_page(*, wanted: LineFilter, actor: Actor, page: int = 1, size: int = 50) -> LinePage:
    """Return a page of the lines that fit `wanted`, newest first; in the order of the bank within one statement.

    Batches stand as their parts where these are posted one by one.
    """
    accounts = _accounts(actor, None if wanted.account_id is None else [wanted.account_id])
    rows = _filtered(wanted, accounts)
    order = ("line_date", "pk") if wanted.statement_id else ("-line_date", "-pk")
    first = (max(page, 1) - 1) * size
    entities = {pk: account.entity_id for pk, account in accounts.items()}
    found = rows.order_by(*order)[first : first + size]
    return LinePage(tuple(line_record(row, entities) for row in found), rows.count(), max(page, 1), size)


def state_counts(*, wanted: LineFilter, actor: Actor) -> Mapping[LineState, int]:
    """Return how many lines stand in each state, of those that fit `wanted`."""
    accounts = _accounts(actor, None if wanted.account_id is None else [wanted.account_id])
    rows = _filtered(wanted, accounts).order_by().values_list("state").annotate(count=Count("pk"))
    return {LineState(state): count for state, count in rows}


def get_line(*, line_id: int, actor: Actor) -> LineDetail:
    """Return one line with its parts and the statements that told it.

    :raises NotFound: there is none, or the actor may not know of it
    """
    row = StatementLine.objects.filter(pk=line_id).first()
    accounts = accounts_by_id(account_ids=[row.account_id] if row else [], actor=actor)
    if row is None or row.account_id not in accounts:
        raise NotFound
    account = accounts[row.account_id]
    told = Q(pk=row.statement_id) | Q(
        pk__in=Retelling.objects.filter(line_id=row.parent_id or row.pk).values("statement_id")
    )
    entities = {account.id: account.entity_id}
    return LineDetail(
        line=line_record(row, entities),
        account=account,
        parts=tuple(line_record(part, entities) for part in row.parts.order_by("position")),
        statements=tuple(
            statement_record(each, account)
            for each in Statement.objects.select_related("file").filter(told).order_by("pk")
        ),
    )


def lines_of_receipts(*, item_ids: Collection[int], actor: Actor) -> Mapping[int, LineRecord]:
    """Return the lines as which receipts came in, by their ledger item; receipts that came otherwise are left out."""
    accounts = _accounts(actor, None)
    entities = {pk: account.entity_id for pk, account in accounts.items()}
    rows = StatementLine.objects.filter(receipt_item_id__in=list(item_ids), account_id__in=accounts)
    return {row.receipt_item_id: line_record(row, entities) for row in rows if row.receipt_item_id}


def bank_files(*, actor: Actor, limit: int = 50) -> list[BankFileRecord]:
    """Return the newest bank files: those with a statement that the actor may see, and the actor's own."""
    own = Q(told_by_kind=str(actor.kind), told_by_id=actor.id)
    seen = Statement.objects.filter(file_id=OuterRef("pk"), account_id__in=_accounts(actor, None))
    rows = BankFile.objects.all() if actor.is_program else BankFile.objects.filter(own | Exists(seen))
    return [_file_record(row) for row in rows.order_by("-told_at", "-pk")[:limit]]


def _file_record(row: BankFile) -> BankFileRecord:
    return BankFileRecord(
        id=row.pk,
        name=row.name,
        sha256=row.sha256,
        original_id=row.original_id,
        format=BankFormat(row.format) if row.format else None,
        status=FileStatus(row.status),
        reason=Sentence.from_json(row.reason) if row.reason else None,
        refused=tuple(
            RefusedStatement(each["place"], each["account"], Sentence.from_json(each["reason"]))
            for each in row.refused
        ),
        told_by=row.told_by_name,
        told_at=row.told_at,
    )


def _accounts(actor: Actor, account_ids: Collection[int] | None) -> dict[int, BankAccount]:
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    rows = BankAccount.objects.filter(entity_id__in=readable)
    if account_ids is not None:
        rows = rows.filter(pk__in=list(account_ids))
    return {row.pk: row for row in rows}


def _filtered(wanted: LineFilter, accounts: Mapping[int, BankAccount]) -> QuerySet[StatementLine]:
    ids = [
        pk
        for pk, account in accounts.items()
        if wanted.entity_ids is None or account.entity_id in wanted.entity_ids
    ]
    rows = StatementLine.objects.filter(account_id__in=ids)
    rows = rows.exclude(state__in=[LineState.IN_PARTS, LineState.DETAIL])
    if wanted.statement_id is not None:
        again = Retelling.objects.filter(statement_id=wanted.statement_id).values("line_id")
        rows = rows.filter(Q(statement_id=wanted.statement_id) | Q(pk__in=again) | Q(parent_id__in=again))
    if wanted.from_date is not None:
        rows = rows.filter(line_date__gte=wanted.from_date)
    if wanted.to_date is not None:
        rows = rows.filter(line_date__lte=wanted.to_date)
    if wanted.states:
        rows = rows.filter(state__in=[state.value for state in wanted.states])
    if wanted.kinds:
        rows = rows.filter(kind__in=[kind.value for kind in wanted.kinds])
    return _matching(rows, wanted.text)


def _matching(rows: QuerySet[StatementLine], text: str) -> QuerySet[StatementLine]:
    """Return the lines that hold every word of `text` somewhere."""
    for word in text.split():
        anywhere = Q()
        for name in _SEARCHED:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    return rows
