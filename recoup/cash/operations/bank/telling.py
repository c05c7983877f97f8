"""The statements of a file before anything is written: which account each is about, and what tells it from others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection

from recoup.cash import permissions
from recoup.cash.models import BankAccount
from recoup.cash.operations.bank import taking_sql
from recoup.cash.operations.bank.accounts import add_bank_account
from recoup.cash.queries.accounts import account_record, fold_number
from recoup.cash.types import BankAccountRecord, ImportChoices, NewBankAccount, RefusedStatement
from recoup.formats.bank.types import BalanceKind, BankFormat, StatementEnd, StatementHeader
from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, Sentence
from recoup.team import queries as team

ACCOUNT_UNKNOWN = N_(
    "The account {number} in {currency} is none of ours. Add it first, then import the file again."
)
ACCOUNT_UNNAMED = N_("The statement doesn't say which account it is about. Say which one it is.")
CURRENCY_UNKNOWN = N_("The statement of account {number} doesn't say in which currency its amounts are.")
ACCOUNT_CLOSED = N_("The account {number} is marked as no longer used.")
_SUFFIX_MIN = 8


@dataclass(frozen=True, slots=True)
class Sums:
    """What the lines of a statement come to; `mark` tells their content."""

    currency: str = ""
    first_date: date | None = None
    last_date: date | None = None
    mark: Decimal = Decimal(0)


@dataclass(slots=True)
class Told:
    """A statement of the file whose account is known; `no` is its place among all of the file, from 0."""

    no: int
    end: StatementEnd
    account: BankAccountRecord
    sums: Sums
    chain: int = 0
    from_date: date = date.min
    to_date: date = date.min
    number: str = ""
    fingerprint: str = ""
    statement_id: int = 0
    is_known: bool = False
    findings: list[Sentence] = field(default_factory=list)

    @property
    def is_final(self) -> bool:
        """Whether the bank won't change what it says here."""
        return self.end.header.format.is_final


def sums_by_statement() -> dict[int, Sums]:
    """Return what the staged lines of each statement come to."""
    with connection.cursor() as cursor:
        cursor.execute(taking_sql.SUMS)
        return {no: Sums(currency or "", first, last, mark) for no, currency, first, last, mark in cursor}


class Accounts:
    """Our accounts as the statements of a file call them, each looked up once; unknown ones are made if so chosen."""

    def __init__(
        self, choices: ImportChoices, layouts: Mapping[str, int | None], *, actor: Actor, now: datetime
    ) -> None:
        """`layouts` gives for the code of a saved layout the account for which it was saved."""
        self._choices, self._layouts = choices, layouts
        self._actor, self._now = actor, now
        self._found: dict[tuple[str, str], BankAccountRecord | Sentence] = {}
        self._ours = team.entity_ids(actor=actor, permission=permissions.APPLY)
        self.registered: list[BankAccountRecord] = []

    def of(self, header: StatementHeader, currency: str) -> BankAccountRecord | Sentence:
        """Return the account of a statement whose lines are in `currency`, or why there is none."""
        written = header.account.number or self._choices.unnamed_number
        key = (fold_number(written), header.account.currency or currency)
        if key not in self._found:
            self._found[key] = self._look_up(header, written, *key)
        return self._found[key]

    def _look_up(
        self, header: StatementHeader, written: str, number: str, currency: str
    ) -> BankAccountRecord | Sentence:
        rows = BankAccount.objects.filter(entity_id__in=self._ours)
        if not fold_number(header.account.number) and self._choices.account_id is not None:
            found = list(rows.filter(pk=self._choices.account_id))
        elif not number and (account_id := self._layouts.get(header.version)) is not None:
            found = list(rows.filter(pk=account_id))
        elif not number:
            return Sentence(ACCOUNT_UNNAMED)
        else:
            found = self._named(number, currency)
        if len(found) == 1:
            if not found[0].is_active:
                return Sentence(ACCOUNT_CLOSED, {"number": found[0].number_written})
            return account_record(found[0])
        if self._choices.register_for is not None and not found:
            return self._register(header, written, currency)
        return Sentence(ACCOUNT_UNKNOWN, {"number": written, "currency": currency or "?"})

    def _named(self, number: str, currency: str) -> list[BankAccount]:
        """Return the accounts of that number: whole, or the end of an IBAN where the bank writes only that."""
        rows = BankAccount.objects.filter(entity_id__in=self._ours)
        if currency:
            rows = rows.filter(currency=currency)
        found = list(rows.filter(number=number[:64]))
        if not found and len(number) >= _SUFFIX_MIN:
            found = list(rows.filter(number__endswith=number))
        return found

    def _register(self, header: StatementHeader, written: str, currency: str) -> BankAccountRecord | Sentence:
        entity_id = self._choices.register_for
        assert entity_id is not None
        used = currency or team.get_entity(entity_id=entity_id, actor=self._actor).currency
        if not currencies.is_known(used):
            return Sentence(CURRENCY_UNKNOWN, {"number": written})
        if BankAccount.objects.filter(number=fold_number(written)[:64], currency=used).exists():
            return Sentence(ACCOUNT_UNKNOWN, {"number": written, "currency": used})
        account = NewBankAccount(
            entity_id, written, used, header.account.owner, header.account.servicer, header.account.bic
        )
        added = add_bank_account(account=account, actor=self._actor, now=self._now)
        self.registered.append(added)
        return added


def resolve(
    ends: Sequence[StatementEnd], accounts: Accounts, *, now: datetime
) -> tuple[list[Told], list[RefusedStatement]]:
    """Return the statements whose account is known, and those that are refused."""
    sums = sums_by_statement()
    told: list[Told] = []
    refused: list[RefusedStatement] = []
    for no, end in enumerate(ends):
        own = sums.get(no, Sums())
        account = accounts.of(end.header, own.currency or _balance_currency(end))
        if isinstance(account, Sentence):
            refused.append(RefusedStatement(no + 1, end.header.account.number, account))
        else:
            told.append(_described(Told(no, end, account, own), now.date()))
    _chain(told)
    return told, refused


def _balance_currency(end: StatementEnd) -> str:
    return next((each.currency for each in end.balances if each.currency), "")


def _described(told: Told, today: date) -> Told:
    header, sums = told.end.header, told.sums
    closing = told.end.closing.date if told.end.closing else None
    told.to_date = header.to_date or closing or sums.last_date or header.from_date or today
    first = header.from_date or sums.first_date or told.to_date
    if header.format in (BankFormat.MT940, BankFormat.MT942) and first < told.to_date:
        # The opening balance of these is dated on the day before the first that they cover.
        first += timedelta(days=1)
    told.from_date = min(first, told.to_date, *(day for day in (sums.first_date,) if day))
    told.to_date = max(told.to_date, first, *(day for day in (sums.last_date,) if day))
    numbers = (header.statement_id, header.legal_sequence, header.sequence)
    told.number = "/".join(str(each) for each in numbers if each not in (None, "")).strip()
    told.fingerprint = _fingerprint(told)
    told.findings = [each.sentence for each in told.end.findings]
    return told


def _fingerprint(told: Told) -> str:
    """Return what tells a statement from every other of the account: repeated in another file, it is known."""
    header, end = told.end.header, told.end
    parts = (
        *(header.format, told.number, header.page, told.from_date, told.to_date, end.line_count),
        *(end.opening.amount.normalize() if end.opening else None, told.sums.mark),
        end.closing.amount.normalize() if end.closing else None,
    )
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _chain(told: Iterable[Told]) -> None:
    """Number the statements that go on from one another: within such a chain no line is told twice."""
    seen: dict[int, set[tuple[str, int | None, date]]] = {}
    for each in told:
        name = (each.number, each.end.header.page, each.to_date)
        known = seen.setdefault(each.account.id, set())
        each.chain = -1 if each.is_final and each.number and name not in known else each.no
        known.add(name)


def opening_is_interim(end: StatementEnd) -> bool:
    """Return whether the opening balance is that of a page, carried over from the one before."""
    return end.opening is not None and end.opening.kind is BalanceKind.OPENING_INTERIM
