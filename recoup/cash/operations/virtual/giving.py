"""Give virtual accounts to customers, one or a list of them, and end them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import connection, transaction

from recoup.cash import permissions
from recoup.cash.models import BankAccount, VirtualAccount
from recoup.cash.queries.accounts import fold_number
from recoup.cash.types import NewVirtualAccount, SavedVirtualAccounts
from recoup.formats.lists.reading import BadRow, ListRow, read_list
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.types import Refusal
from recoup.parties import queries as parties
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team

NUMBER_MIN = 6
_NUMBER_MAX = 64
NUMBER_WRONG = N_("“{number}” is no account number: it needs {least} to {most} letters and digits.")
OWN_NUMBER = N_("{number} is our account itself, not a number under it.")
NO_CUSTOMER = N_("There is no customer with the number “{customer}”.")
ENDS_BEFORE = N_("It would end on {until_date}, before it begins on {from_date}.")
TAKEN = N_("The number {number} is customer {customer}'s from {from_date}.")
TAKEN_UNTIL = N_("The number {number} is customer {customer}'s from {from_date} to {until_date}.")
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('cash.virtual_account'), %s)"
_SUBJECT = "cash.virtual_account"


class EndsBeforeItBegins(DomainError):
    """The end is earlier than the beginning."""

    text = ENDS_BEFORE


class EndsWithinAnother(DomainError):
    """The later end would run into the days of the next customer."""

    text = N_("The number was given to another customer from {from_date} on.")


@transaction.atomic
def save_virtual_accounts(
    *, account_id: int, accounts: Iterable[NewVirtualAccount], on: date, actor: Actor, now: datetime
) -> SavedVirtualAccounts:
    """Give numbers under an account of ours to customers, each for its days, or say why not.

    A number is one customer's on a day; what is there just so changes nothing. Without a first day it is `on`.

    :raises NotFound: there is no such account of ours, or the actor may not know of it
    :raises NotAllowed: the actor may not change accounts in the entity
    """
    account = _locked(account_id, actor)
    new = list(accounts)
    rows, known, refused = _judged(account, new, on=on, actor=actor, now=now)
    VirtualAccount.objects.bulk_create(rows)
    audit.record_many(
        "cash.virtual_account.given",
        subject_kind=_SUBJECT,
        deeds=[Deed(row.pk, account.entity_id, None, _facts(row)) for row in rows],
        actor=actor,
        at=now,
    )
    return SavedVirtualAccounts(len(rows), known, _in_order(refused))


def import_virtual_accounts(
    *, account_id: int, content: bytes, name: str, on: date, actor: Actor, now: datetime
) -> SavedVirtualAccounts:
    """Give the numbers of a list in CSV or XLSX to their customers; rows that can't be taken are told by their line.

    :raises DomainError: the file is no list of virtual accounts, or as `save_virtual_accounts`
    """
    rows = read_list(content, name=name, kind=TableKind.VIRTUAL_ACCOUNTS)
    bad = [Refusal(row.line, row.sentence) for row in rows if isinstance(row, BadRow)]
    good = [_new(row) for row in rows if isinstance(row, ListRow)]
    saved = save_virtual_accounts(account_id=account_id, accounts=good, on=on, actor=actor, now=now)
    return SavedVirtualAccounts(saved.added, saved.known, _in_order((*bad, *saved.refused)))


@transaction.atomic
def end_virtual_account(*, virtual_id: int, until_date: date, actor: Actor, now: datetime) -> None:
    """Let a number be the customer's up to `until_date` and no longer; the same day again changes nothing.

    :raises NotFound: there is no such number, or the actor may not know of it
    :raises NotAllowed: the actor may not change accounts in the entity
    :raises EndsBeforeItBegins: that is before its first day
    :raises EndsWithinAnother: by then it is another customer's
    """
    found = VirtualAccount.objects.filter(pk=virtual_id).first()
    if found is None:
        raise NotFound
    account = _locked(found.account_id, actor)
    found.refresh_from_db()
    if until_date < found.from_date:
        raise EndsBeforeItBegins(until_date=until_date, from_date=found.from_date)
    later = VirtualAccount.objects.filter(
        account_id=account.pk, number=found.number, from_date__gt=found.from_date, from_date__lte=until_date
    ).order_by("from_date")
    if (other := later.first()) is not None:
        raise EndsWithinAnother(from_date=other.from_date)
    before = _facts(found)
    if found.until_date == until_date:
        return
    found.until_date = until_date
    found.save(update_fields=["until_date"])
    audit.record(
        "cash.virtual_account.ended",
        subject_kind=_SUBJECT,
        subject_id=found.pk,
        entity_id=account.entity_id,
        actor=actor,
        at=now,
        before=before,
        after=_facts(found),
    )


def _locked(account_id: int, actor: Actor) -> BankAccount:
    """Return our account; nobody else gives numbers under it until the transaction ends."""
    account = BankAccount.objects.filter(pk=account_id).first()
    if account is None or account.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    team.require(actor=actor, permission=permissions.EDIT_ACCOUNTS, entity_id=account.entity_id)
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [account_id % 2**31])
    return account


def _in_order(refused: Iterable[Refusal]) -> tuple[Refusal, ...]:
    return tuple(sorted(refused, key=lambda one: one.line))


def _new(row: ListRow) -> NewVirtualAccount:
    return NewVirtualAccount(
        row.line,
        row.text("virtual_number"),
        row.text("customer_number"),
        row.date("from_date"),
        row.date("until_date"),
    )


def _judged(
    account: BankAccount, new: Sequence[NewVirtualAccount], *, on: date, actor: Actor, now: datetime
) -> tuple[list[VirtualAccount], int, list[Refusal]]:
    """Return the rows to write, how many are there just so, and the refusals."""
    customers = parties.customer_ids(
        entity_id=account.entity_id,
        numbers={one.customer_number.strip() for one in new},
        actor=Actor.program(actor.name),
    )
    names = {customer_id: number for number, customer_id in customers.items()}
    there: defaultdict[str, list[VirtualAccount]] = defaultdict(list)
    numbers = {fold_number(one.number)[:_NUMBER_MAX] for one in new}
    for row in VirtualAccount.objects.filter(account_id=account.pk, number__in=numbers).select_related(
        "customer"
    ):
        there[row.number].append(row)
        names[row.customer_id] = row.customer.number
    rows, known, refused = [], 0, []
    for one in new:
        number, begins = fold_number(one.number), one.from_date or on
        customer_id = customers.get(one.customer_number.strip())
        reason = next(_doubts(account, one, number, customer_id, begins), None)
        if reason is None:
            assert customer_id is not None
            clash = next((row for row in there[number] if _overlap(row, begins, one.until_date)), None)
            if clash is None:
                row = VirtualAccount(
                    account_id=account.pk,
                    customer_id=customer_id,
                    number=number,
                    number_written=one.number.strip()[:100],
                    from_date=begins,
                    until_date=one.until_date,
                    added_at=now,
                    added_by_name=actor.name[:200],
                )
                there[number].append(row)
                rows.append(row)
            elif clash.customer_id == customer_id and _is_same(clash, one):
                known += 1
            else:
                reason = _taken(clash, names[clash.customer_id])
        if reason is not None:
            refused.append(Refusal(one.line, reason))
    return rows, known, refused


def _doubts(
    account: BankAccount, one: NewVirtualAccount, number: str, customer_id: int | None, begins: date
) -> Iterator[Sentence]:
    if not NUMBER_MIN <= len(number) <= _NUMBER_MAX:
        yield Sentence(NUMBER_WRONG, {"number": one.number, "least": NUMBER_MIN, "most": _NUMBER_MAX})
    if number == account.number:
        yield Sentence(OWN_NUMBER, {"number": one.number})
    if customer_id is None:
        yield Sentence(NO_CUSTOMER, {"customer": one.customer_number})
    if one.until_date is not None and one.until_date < begins:
        yield Sentence(ENDS_BEFORE, {"until_date": one.until_date, "from_date": begins})


def _overlap(row: VirtualAccount, begins: date, ends: date | None) -> bool:
    return (row.until_date is None or begins <= row.until_date) and (ends is None or row.from_date <= ends)


def _is_same(row: VirtualAccount, one: NewVirtualAccount) -> bool:
    return row.until_date == one.until_date and one.from_date in (None, row.from_date)


def _taken(row: VirtualAccount, customer: str) -> Sentence:
    told = {"number": row.number_written, "customer": customer}
    if row.until_date is None:
        return Sentence(TAKEN, {**told, "from_date": row.from_date})
    return Sentence(TAKEN_UNTIL, {**told, "from_date": row.from_date, "until_date": row.until_date})


def _facts(row: VirtualAccount) -> dict[str, object]:
    return {
        "account_id": row.account_id,
        "number": row.number_written,
        "customer_id": row.customer_id,
        "from_date": row.from_date,
        "until_date": row.until_date,
    }
