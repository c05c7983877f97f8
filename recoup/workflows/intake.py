"""Take a file of the inbox in: import it, put it away, keep what was refused."""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from recoup.cash import operations as cash
from recoup.cash.operations.advices import AdviceKnown
from recoup.cash.operations.cheques import ChequeListKnown
from recoup.cash.operations.reports import CashReportKnown
from recoup.cash.types import AdviceRecord, CashReportRecord, ChequeListRecord, FileStatus
from recoup.connectors import operations as connectors
from recoup.connectors.types import ImportOptions, RunRecord, RunStatus
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.plumbing.localization import Reader, render
from recoup.plumbing.storage import queries as storage
from recoup.reports.queries.exceptions import ExceptionKind, ExceptionRow
from recoup.team import queries as team
from recoup.workflows.exceptions import keep_refused_rows
from recoup.workflows.inbox import Inbox, InboxFile, Paper, free_place

REFUSED = N_("{file} was refused: {reason}")
TAKEN = N_("{file}: {accepted} accepted, {changed} changed, {known} known already, {refused} refused.")


class KindUnknown(DomainError):
    """The name of the file does not say what is in it."""

    text = N_(
        "The name of a file in the inbox must begin with customers, items, receipts, cheques, bank, advice or "
        "cash-report, or it must be a statement in a format of the banks."
    )


KNOWN = N_("{file} was taken in before: nothing was changed.")
ADVICE_TAKEN = N_("{file}: a remittance advice of {count} document, {total}.")
ADVICE_TAKEN_MANY = N_("{file}: a remittance advice of {count} documents, {total}.")
REPORT_TAKEN = N_(
    "{file}: {matched} lines agree with the bank, {differing} differ, {left_out} were left out."
)
CHEQUES_TAKEN = N_("{file}: {taken} cheques taken in, {refused} rows refused.")
BANK_TAKEN = N_(
    "{file}: {accepted} new lines, {receipts} receipts posted, {known} lines known already, "
    "{refused} statements refused."
)


_Brought = TypeVar("_Brought")


@dataclass(frozen=True, slots=True)
class _Day:
    """The inbox from which files are taken, the day of the run, who runs it, and in whose language reasons are kept."""

    inbox: Inbox
    on: date
    actor: Actor
    now: datetime
    reader: Reader


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What became of a file: counts of its rows, and the same in words."""

    sentence: Sentence
    accepted: int = 0
    known: int = 0
    refused: int = 0
    is_refused: bool = False


def take_in(
    file: InboxFile, *, inbox: Inbox, on: date, actor: Actor, now: datetime, reader: Reader
) -> TakenFile:
    """Import one file and move it away; a program that dies in between imports it again, which changes nothing.

    A file that can't be imported is put among the refused with the reason beside it; of one that is imported, the
    refused rows are put there as a file to correct.
    """
    name = str(file.path.relative_to(inbox.folder))
    day = _Day(inbox, on, actor, now, reader)
    if file.paper is not None:
        return _PAPERS[file.paper](file, name, day)
    try:
        run = _import(file, actor=actor, now=now, reader=reader)
    except DomainError as error:
        return _refuse(file, name, error.sentence, day)
    if run.status is not RunStatus.DONE:
        assert run.reason is not None
        return _refuse(file, name, run.reason, day)
    keep_refused_rows(rows=list(_refused_rows(run, name, on)), on=on)
    _keep_refused_file(run, file, inbox)
    inbox.put_away(file, on=on)
    counts = run.outcome.counts
    sentence = Sentence(
        TAKEN,
        {
            "file": name,
            "accepted": counts.accepted,
            "changed": counts.changed,
            "known": counts.known,
            "refused": counts.refused,
        },
    )
    return TakenFile(sentence, counts.accepted, counts.known, counts.refused)


def _import(file: InboxFile, *, actor: Actor, now: datetime, reader: Reader) -> RunRecord:
    if file.kind is None:
        raise KindUnknown
    upload = _upload_options(file, actor)
    with file.path.open("rb") as content:
        received = connectors.receive_file(
            upload=connectors.Upload(
                name=file.path.name,
                media_type=mimetypes.guess_type(file.path.name)[0] or "application/octet-stream",
                content=content,
                kind=file.kind,
                options=upload,
                language=reader.language,
            ),
            actor=actor,
            now=now,
        )
    if received.status is RunStatus.REFUSED:
        return received
    return connectors.run_import(run_id=received.id, actor=actor, now=now)


def _take_bank_file(file: InboxFile, name: str, day: _Day) -> TakenFile:
    """Import statements of a bank; a file with an account that is not ours waits among the refused, to come again."""
    with file.path.open("rb") as content:
        imported = cash.import_bank_file(content=content, name=file.path.name, actor=day.actor, now=day.now)
    if imported.reason is not None:
        return _refuse(file, name, imported.reason, day)
    sentence = Sentence(
        BANK_TAKEN,
        {
            "file": name,
            "accepted": imported.accepted,
            "receipts": imported.receipts,
            "known": imported.known,
            "refused": len(imported.refused),
        },
    )
    if imported.refused:
        rows = [
            _refused_row(f"{name}:{place}", reason, None, day.on) for place, _, reason in imported.refused
        ]
        keep_refused_rows(rows=rows, on=day.on)
        day.inbox.refuse(file, "".join(f"{render(row.reason, day.reader)}\n" for row in rows if row.reason))
    else:
        day.inbox.put_away(file, on=day.on)
    return TakenFile(
        sentence,
        imported.accepted,
        imported.known,
        len(imported.refused),
        is_refused=imported.status is FileStatus.REFUSED,
    )


def _advice_taken(advice: AdviceRecord, name: str) -> TakenFile:
    values: dict[str, Value] = {"file": name, "count": advice.row_count, "total": advice.total}
    return TakenFile(Sentence(ADVICE_TAKEN, values, plural=ADVICE_TAKEN_MANY, count="count"), accepted=1)


def _report_taken(report: CashReportRecord, name: str) -> TakenFile:
    values: dict[str, Value] = {
        "file": name,
        "matched": report.matched,
        "differing": report.differing,
        "left_out": len(report.left_out),
    }
    return TakenFile(Sentence(REPORT_TAKEN, values), accepted=report.matched + report.differing)


def _take_advice(file: InboxFile, name: str, day: _Day) -> TakenFile:
    """Keep a remittance advice; it finds its receipt, or waits for it."""
    return _take_paper(file, name, day, bring=cash.import_advice, known=AdviceKnown, tell=_advice_taken)


def _take_cash_report(file: InboxFile, name: str, day: _Day) -> TakenFile:
    """Compare accounting's cash report with the bank; the differences wait for somebody to work them off."""
    return _take_paper(
        file, name, day, bring=cash.import_cash_report, known=CashReportKnown, tell=_report_taken
    )


def _take_cheques(file: InboxFile, name: str, day: _Day) -> TakenFile:
    """Take in the cheques of a list; rows that can't be are kept with their reasons beside the list."""

    def tell(taken: ChequeListRecord, told: str) -> TakenFile:
        rows = [_refused_row(f"{told}:{line}", why, taken.entity_id, day.on) for line, why in taken.refused]
        keep_refused_rows(rows=rows, on=day.on)
        return _cheques_taken(taken, told)

    return _take_paper(file, name, day, bring=cash.import_cheque_list, known=ChequeListKnown, tell=tell)


def _cheques_taken(taken: ChequeListRecord, name: str) -> TakenFile:
    values: dict[str, Value] = {"file": name, "taken": taken.taken, "refused": len(taken.refused)}
    return TakenFile(Sentence(CHEQUES_TAKEN, values), accepted=taken.taken, refused=len(taken.refused))


def _take_paper(
    file: InboxFile,
    name: str,
    day: _Day,
    *,
    bring: Callable[..., _Brought],
    known: type[DomainError],
    tell: Callable[[_Brought, str], TakenFile],
) -> TakenFile:
    """Bring a paper in and put it away, also when it was there before; what can't be read goes to the refused."""
    entity_id = team.get_entity(actor=day.actor, code=file.entity_code).id if file.entity_code else None
    try:
        brought = bring(
            content=file.path.read_bytes(),
            name=file.path.name,
            entity_id=entity_id,
            on=day.on,
            actor=day.actor,
            now=day.now,
        )
    except known:
        day.inbox.put_away(file, on=day.on)
        return TakenFile(Sentence(KNOWN, {"file": name}), known=1)
    except DomainError as error:
        return _refuse(file, name, error.sentence, day)
    day.inbox.put_away(file, on=day.on)
    return tell(brought, name)


_PAPERS: Mapping[Paper, Callable[[InboxFile, str, _Day], TakenFile]] = {
    Paper.CHEQUES: _take_cheques,
    Paper.BANK: _take_bank_file,
    Paper.ADVICE: _take_advice,
    Paper.CASH_REPORT: _take_cash_report,
}


def _upload_options(file: InboxFile, actor: Actor) -> ImportOptions:
    """Return where the rows belong: to the entity after which the folder is named, or to whatever the rows name.

    Where there is no entity at all yet, the first file makes its own.
    """
    if file.entity_code:
        return ImportOptions(entity_id=team.get_entity(actor=actor, code=file.entity_code).id)
    return ImportOptions(create_entities=not team.entities(actor=actor))


def _refuse(file: InboxFile, name: str, reason: Sentence, day: _Day) -> TakenFile:
    keep_refused_rows(rows=[_refused_row(name, reason, None, day.on)], on=day.on)
    day.inbox.refuse(file, render(reason, day.reader) + "\n")
    return TakenFile(Sentence(REFUSED, {"file": name, "reason": reason}), is_refused=True)


def _refused_rows(run: RunRecord, name: str, on: date) -> Iterator[ExceptionRow]:
    """Yield the refused rows of an import: the first of them, for the file beside has them all."""
    for line, sentence in run.outcome.refused:
        yield _refused_row(f"{name}:{line}", sentence, run.entity_id, on)


def _refused_row(subject: str, reason: Sentence, entity_id: int | None, on: date) -> ExceptionRow:
    return ExceptionRow(
        kind=ExceptionKind.REFUSED_ROW,
        entity_id=entity_id,
        customer_id=None,
        item_id=None,
        subject=subject,
        event_date=on,
        days=0,
        amount=None,
        reason=reason,
    )


def _keep_refused_file(run: RunRecord, file: InboxFile, inbox: Inbox) -> None:
    """Put the refused rows beside the refused files, as a file to correct and bring again."""
    if run.refused_file_id is None:
        return
    folder = inbox.refused_folder(file)
    folder.mkdir(parents=True, exist_ok=True)
    place = free_place(folder / storage.get_file(run.refused_file_id).name)
    with storage.open_file(run.refused_file_id) as source, place.open("wb") as target:
        shutil.copyfileobj(source, target)
