"""Take in the statements of a file: each line once, whatever was told before, and all of them accounted for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.backends.utils import CursorWrapper

from recoup.cash.models import BankFile, Statement
from recoup.cash.operations.bank import taking_sql
from recoup.cash.operations.bank.receipts import Posted, post_lines
from recoup.cash.operations.bank.telling import Told, opening_is_interim
from recoup.cash.operations.bank.undoing import link_undone
from recoup.cash.types import ImportedStatement
from recoup.formats.bank.types import BankFormat
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.plumbing.db.copy import copy_rows

CORRECTED = N_(
    "The bank corrected the line of {before_date} over {before}: it is now {after} on {after_date}."
)
CORRECTED_POSTED = N_(
    "The bank corrected this line: the receipt was posted over {before}, but the statement now says {after}."
)
LEFT_OUT = N_("{count} lines over {amount} that were told before about these days are not in this statement.")
TOLD_AGAIN = N_("Statement {number} was told before with other content.")
NOT_IN_FINAL = N_("The final statement of this day is here already, and this line is not in it.")
OTHER_CURRENCY = N_("The line is in {currency}, but the account is in {account_currency}.")
_ZERO = Decimal(0)

_REASONS = """
UPDATE cash_statementline AS l SET reason = CASE
    WHEN t.currency <> t.account_currency THEN jsonb_build_object(
        'text', %(currency)s::text, 'plural', '', 'count', '', 'values',
        jsonb_build_object('currency', t.currency, 'account_currency', t.account_currency))
    ELSE jsonb_build_object('text', %(final)s::text, 'plural', '', 'count', '', 'values', '{}'::jsonb) END
FROM told_line AS t
WHERE l.id = coalesce(t.new_id, t.known_id) AND l.state = 'TO_WORK' AND l.reason IS NULL AND t.corrects_id IS NULL
  AND (t.currency <> t.account_currency OR NOT t.is_final AND t.kind = 'RECEIPT')
"""

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('cash.bank_account'), %s)"


def lock_accounts(account_ids: Iterable[int]) -> None:
    """Let nobody else take in statements of these accounts until the transaction ends."""
    with connection.cursor() as cursor:
        for account_id in sorted(set(account_ids)):
            cursor.execute(_LOCK, [account_id % 2**31])


def take_in(told: Sequence[Told], *, file: BankFile, actor: Actor, now: datetime) -> list[ImportedStatement]:
    """Write the statements and their lines, post what came in, and return what became of each."""
    _drop_known(told)
    fresh = [each for each in told if not each.is_known]
    if fresh:
        _write_statements(fresh, file, now)
        with connection.cursor() as cursor:
            _identify(cursor, fresh)
            _write_lines(cursor, fresh)
        link_undone([each.statement_id for each in fresh])
        posted = post_lines({each.account.id: each.account for each in fresh}, actor=actor, now=now)
        return [*_summaries(told, posted)]
    return [*_summaries(told, Posted())]


def _drop_known(told: Sequence[Told]) -> None:
    """Mark the statements that were told before, word for word, in another file or earlier in this one."""
    rows = Statement.objects.filter(
        account_id__in={each.account.id for each in told},
        fingerprint__in={each.fingerprint for each in told},
    )
    known = {(row.account_id, row.fingerprint): row.pk for row in rows}
    for each in told:
        key = (each.account.id, each.fingerprint)
        each.is_known = key in known
        each.statement_id = known.setdefault(key, 0)
    twins: dict[tuple[int, str], Told] = {}
    for each in told:
        if not each.is_known:
            each.is_known = (each.account.id, each.fingerprint) in twins
            twins.setdefault((each.account.id, each.fingerprint), each)


def _write_statements(fresh: Sequence[Told], file: BankFile, now: datetime) -> None:
    movements = _movements(fresh)
    rows = [_row(each, file, now, movements.get(each.no, (_ZERO, 0, _ZERO, 0))) for each in fresh]
    for each, row in zip(fresh, Statement.objects.bulk_create(rows), strict=True):
        each.statement_id = row.pk


def _movements(fresh: Sequence[Told]) -> dict[int, tuple[Decimal, int, Decimal, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            taking_sql.MOVEMENTS,
            {
                "numbers": [each.no for each in fresh],
                "currencies": [each.account.currency for each in fresh],
            },
        )
        return {no: (money_in, count_in, out, count_out) for no, money_in, count_in, out, count_out in cursor}


def _row(each: Told, file: BankFile, now: datetime, sums: tuple[Decimal, int, Decimal, int]) -> Statement:
    header, opening, closing = each.end.header, each.end.opening, each.end.closing
    difference = None
    if opening and closing and header.format is not BankFormat.CAMT_054:
        difference = opening.amount + sums[0] + sums[2] - closing.amount
    return Statement(
        account_id=each.account.id,
        file=file,
        place=each.no + 1,
        fingerprint=each.fingerprint,
        format=header.format.value,
        statement_id=header.statement_id,
        number=each.number,
        sequence=header.legal_sequence or header.sequence,
        page=header.page,
        is_last_page=header.is_last_page,
        is_copy=header.is_copy,
        is_final=each.is_final,
        from_date=each.from_date,
        to_date=each.to_date,
        opening=opening.amount if opening else None,
        opening_is_interim=opening_is_interim(each.end),
        closing=closing.amount if closing else None,
        sum_in=sums[0],
        count_in=sums[1],
        sum_out=sums[2],
        count_out=sums[3],
        difference=difference,
        findings=[finding.to_json() for finding in each.findings],
        told_at=now,
    )


def _identify(cursor: CursorWrapper, fresh: Sequence[Told]) -> None:
    """Find out which of the lines were told before, and which of those before are corrected now."""
    rows = (
        (
            *(each.no, each.statement_id, each.account.id, each.account.currency, each.is_final, each.number),
            *(each.end.header.page, each.from_date, each.to_date),
            each.end.opening.amount if each.end.opening else None,
            each.end.closing.amount if each.end.closing else None,
            each.chain,
        )
        for each in fresh
    )
    copy_rows(cursor, "staged_telling", taking_sql.TELLING_COLUMNS, rows)
    cursor.execute("ANALYZE staged_telling")
    cursor.execute(taking_sql.IDENTIFY)
    cursor.execute("ANALYZE told_line")
    for statement in (
        taking_sql.ADJOINING,
        taking_sql.KNOWN,
        taking_sql.RETOLD,
        taking_sql.SAME_BY_REFERENCE,
        taking_sql.CORRECTED_BY_REFERENCE,
        taking_sql.SAME_BY_AMOUNT,
        taking_sql.NUMBER_FRESH,
    ):
        cursor.execute(statement, {})


def _write_lines(cursor: CursorWrapper, fresh: Sequence[Told]) -> None:
    by_no = {each.no: each for each in fresh}
    cursor.execute(taking_sql.INSERT_LINES)
    cursor.execute(taking_sql.PROMOTE)
    cursor.execute(taking_sql.INSERT_PARTS)
    cursor.execute(taking_sql.PROMOTE_PARTS)
    cursor.execute(taking_sql.INSERT_RETELLINGS)
    _correct(cursor, by_no)
    cursor.execute(_REASONS, {"currency": OTHER_CURRENCY, "final": NOT_IN_FINAL})
    cursor.execute(taking_sql.LEFT_OUT)
    for no, count, amount in cursor.fetchall():
        by_no[no].findings.append(Sentence(LEFT_OUT, {"count": count, "amount": _plain(amount)}))
    cursor.execute(taking_sql.TOLD_AGAIN)
    for (no,) in cursor.fetchall():
        by_no[no].findings.append(Sentence(TOLD_AGAIN, {"number": by_no[no].number}))
    cursor.execute(taking_sql.COUNTS)


def _correct(cursor: CursorWrapper, by_no: dict[int, Told]) -> None:
    """Put corrections in the place of what they correct, and say so on the statement."""
    cursor.execute(taking_sql.CORRECT)
    moved: list[tuple[int, int]] = []
    reasons: list[tuple[int, str]] = []
    for no, line_id, old_state, item_id, before, after, before_date, after_date in cursor.fetchall():
        values: dict[str, Value] = {"before": _plain(before), "after": _plain(after)}
        days: dict[str, Value] = {"before_date": before_date, "after_date": after_date}
        told = Sentence(CORRECTED, values | days)
        by_no[no].findings.append(told)
        if old_state == "POSTED" and before == after:
            moved.append((line_id, item_id))
        elif old_state in ("POSTED", "IN_PARTS", "UNDONE"):
            reasons.append((line_id, json.dumps(Sentence(CORRECTED_POSTED, values).to_json())))
    if moved:
        lines, items = map(list, zip(*moved, strict=True))
        cursor.execute(taking_sql.MOVE_RECEIPT, {"lines": lines, "items": items})
    if reasons:
        told_lines, told_reasons = map(list, zip(*reasons, strict=True))
        cursor.execute(taking_sql.GIVE_REASONS, {"lines": told_lines, "reasons": told_reasons})


def _summaries(told: Sequence[Told], posted: Posted) -> Iterable[ImportedStatement]:
    outcomes: dict[int, tuple[int, int, int]] = {}
    fresh = [each for each in told if not each.is_known]
    if fresh:
        Statement.objects.bulk_update(
            [
                Statement(pk=each.statement_id, findings=[finding.to_json() for finding in each.findings])
                for each in fresh
                if len(each.findings) > len(each.end.findings)
            ],
            ["findings"],
        )
        with connection.cursor() as cursor:
            cursor.execute(taking_sql.UNACCOUNTED)
            (unaccounted,) = cursor.fetchone()
            assert unaccounted == 0, f"{unaccounted} lines of the file are not accounted for"
            cursor.execute(taking_sql.OUTCOMES)
            outcomes = {statement_id: tuple(counts) for statement_id, *counts in cursor}
    for each in told:
        accepted, known, to_work = outcomes.get(each.statement_id, (0, 0, 0))
        is_known = each.is_known
        count, amount = (0, _ZERO) if is_known else posted.of(each.statement_id)
        yield ImportedStatement(
            statement_id=each.statement_id,
            account=each.account,
            name=each.number or str(each.to_date),
            is_known=is_known,
            accepted=0 if is_known else accepted,
            known=each.end.line_count if is_known else known,
            receipts=count,
            to_work=0 if is_known else to_work,
            posted=Money(amount, each.account.currency),
            findings=tuple(each.findings),
        )


def _plain(amount: Decimal) -> Decimal:
    return Decimal(f"{amount.normalize():f}")
