"""`recoup import`: take in a file of items, customers or receipts, or files of banks, payers and accounting."""

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from recoup.cash.types import FileStatus
from recoup.connectors import operations, queries
from recoup.connectors.operations import PlanChange, Upload
from recoup.connectors.types import KIND_LABELS, ImportOptions, RunRecord, RunStatus
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.ops.advice_import import import_advices
from recoup.ops.bank_import import import_bank_files
from recoup.ops.cash_report_import import import_cash_reports
from recoup.ops.cheque_import import import_cheques
from recoup.ops.import_report import progress_bar, show_entity, show_outcome, show_plan
from recoup.plumbing.localization import Reader, render
from recoup.plumbing.localization.reader import LANGUAGES
from recoup.team import queries as team

_PROGRAM = Actor.program("command line")
_BANK, _ADVICE, _CASH_REPORT, _CHEQUES = "bank", "advice", "cash-report", "cheques"
_FIRST_ENTITY = "MAIN"
_SOME_REFUSED = 1
_FILE_REFUSED = 2


class Command(BaseCommand):
    """Import a file from the command line."""

    help = (
        "Import a CSV or XLSX file, or statements of the banks in any format; the same file again changes nothing. "
        "Refused rows come back as a file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to import, and where rows belong that don't say it themselves."""
        parser.add_argument("kind", choices=[*(kind.value.lower() for kind in KIND_LABELS), *_SEVERAL])
        parser.add_argument(
            "files",
            type=Path,
            nargs="+",
            metavar="file",
            help="one file; of bank statements, remittance advices, cash reports and cheques, several",
        )
        parser.add_argument(
            "--entity",
            default="",
            help="the code of our company for rows that name none; for bank statements, whose new accounts are",
        )
        parser.add_argument(
            "--account", default="", help="the number of our account for statements that name none"
        )
        parser.add_argument("--currency", default="", help="the currency of rows that name none")
        parser.add_argument(
            "--country", default="", help="the country of a company that is made for this file"
        )
        parser.add_argument("--profile", default="", help="read the file as this saved profile says")
        parser.add_argument("--save-profile", default="", metavar="NAME", help="keep how the file was read")
        parser.add_argument(
            "--create-entities", action="store_true", help="make companies of ours that are new"
        )
        creating = parser.add_mutually_exclusive_group()
        creating.add_argument(
            "--create-customers", action="store_true", default=None, dest="create_customers"
        )
        creating.add_argument("--no-create-customers", action="store_false", dest="create_customers")
        parser.add_argument("--round", action="store_true", help="round amounts finer than their currency")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--refused", type=Path, help="where to write the refused rows")
        parser.add_argument("--language", choices=list(LANGUAGES), default="en")

    def handle(self, **options: object) -> None:
        """Import; the exit code is 1 when rows were refused and 2 when the file was."""
        wanted = Namespace(**options)
        reader = Reader.for_language(wanted.language)
        if wanted.kind in _SEVERAL:
            _SEVERAL[wanted.kind](wanted, reader)
            return
        if len(wanted.files) > 1:
            raise CommandError("Rows are imported from one file at a time.")
        (wanted.file,) = wanted.files
        try:
            run = _tried(wanted, reader) if wanted.dry_run else _imported(wanted, reader)
        except DomainError as error:
            raise CommandError(render(error.sentence, reader), returncode=_FILE_REFUSED) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}", returncode=_FILE_REFUSED) from error
        if run.status in (RunStatus.REFUSED, RunStatus.FAILED):
            assert run.reason is not None
            raise CommandError(render(run.reason, reader), returncode=_FILE_REFUSED)
        if run.outcome.counts.refused:
            sys.exit(_SOME_REFUSED)


def _import_bank(wanted: Namespace, reader: Reader) -> None:
    """Import files of the banks; the exit code is 1 when statements of one were refused and 2 when a whole file was."""
    try:
        worst = import_bank_files(wanted, actor=_PROGRAM, reader=reader)
    except DomainError as error:
        raise CommandError(render(error.sentence, reader), returncode=_FILE_REFUSED) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}", returncode=_FILE_REFUSED) from error
    if worst is not FileStatus.READ:
        sys.exit(_SOME_REFUSED if worst is FileStatus.PARTLY else _FILE_REFUSED)


def _import_papers(wanted: Namespace, reader: Reader) -> None:
    """Import advices, cash reports or cheques; the exit code is 1 when some were refused and 2 when all were."""
    try:
        refused = _PAPERS[wanted.kind](wanted, actor=_PROGRAM, reader=reader)
    except DomainError as error:
        raise CommandError(render(error.sentence, reader), returncode=_FILE_REFUSED) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}", returncode=_FILE_REFUSED) from error
    if refused:
        sys.exit(_SOME_REFUSED if refused < len(wanted.files) else _FILE_REFUSED)


_PAPERS = {_ADVICE: import_advices, _CASH_REPORT: import_cash_reports, _CHEQUES: import_cheques}
_SEVERAL: Mapping[str, Callable[[Namespace, Reader], None]] = {
    _BANK: _import_bank,
    _ADVICE: _import_papers,
    _CASH_REPORT: _import_papers,
    _CHEQUES: _import_papers,
}


def _imported(wanted: Namespace, reader: Reader) -> RunRecord:
    run = _received(wanted, reader)
    if run.status is RunStatus.REFUSED:
        return run
    with progress_bar(run.rows_total, reader) as on_progress:
        run = operations.run_import(run_id=run.id, actor=_PROGRAM, now=clock.now(), on_progress=on_progress)
    if run.status is RunStatus.DONE:
        if wanted.save_profile:
            operations.save_profile(run_id=run.id, name=wanted.save_profile, actor=_PROGRAM, now=clock.now())
        show_outcome(run.outcome, reader, refused_path=_refused_path(run, wanted))
    return run


@transaction.atomic
def _tried(wanted: Namespace, reader: Reader) -> RunRecord:
    """Do everything and undo it."""
    run = _received(wanted, reader)
    if run.status is not RunStatus.REFUSED:
        with progress_bar(run.rows_total, reader) as on_progress:
            run = operations.run_import(
                run_id=run.id, actor=_PROGRAM, now=clock.now(), on_progress=on_progress
            )
        show_outcome(run.outcome, reader, is_trial=True)
    transaction.set_rollback(True)
    return run


def _received(wanted: Namespace, reader: Reader) -> RunRecord:
    """Keep the file, and find or make the company that its rows belong to."""
    entity_id = _known_entity(wanted)
    options = ImportOptions(
        entity_id=entity_id,
        currency=wanted.currency.upper(),
        create_customers=wanted.create_customers,
        create_entities=wanted.create_entities,
        round_amounts=wanted.round,
    )
    with wanted.file.open("rb") as content:
        upload = Upload(
            name=wanted.file.name,
            media_type="application/octet-stream",
            content=content,
            kind=TableKind(wanted.kind.upper()),
            options=options,
            language=wanted.language,
            profile_name=wanted.profile,
        )
        run = operations.receive_file(upload=upload, actor=_PROGRAM, now=clock.now())
    if run.plan is None:
        return run
    if entity_id is None and _needs_entity(run, wanted):
        made = operations.make_entity_for(
            run_id=run.id,
            code=wanted.entity or _FIRST_ENTITY,
            currency=options.currency,
            country=wanted.country,
            actor=_PROGRAM,
            now=clock.now(),
        )
        run = operations.change_plan(
            run_id=run.id,
            change=PlanChange(),
            options=options.in_entity(made.id),
            actor=_PROGRAM,
            now=clock.now(),
        )
        show_entity(made, reader)
    show_plan(run, queries.questions(run_id=run.id, actor=_PROGRAM), reader)
    return run


def _known_entity(wanted: Namespace) -> int | None:
    """Return the entity that was named; None when none was, or when it is still to be made."""
    if not wanted.entity:
        return None
    try:
        return team.get_entity(code=wanted.entity, actor=_PROGRAM).id
    except NotFound:
        if team.entities(actor=_PROGRAM) and not wanted.create_entities:
            raise
        return None


def _needs_entity(run: RunRecord, wanted: Namespace) -> bool:
    """Return whether a company of ours has to be made for the file."""
    if wanted.entity:
        return True
    assert run.plan is not None
    is_named = wanted.create_entities and "entity_code" in run.plan.columns
    return not is_named and not team.entities(actor=_PROGRAM)


def _refused_path(run: RunRecord, wanted: Namespace) -> Path | None:
    """Write the refused rows where a person finds them and return where that is."""
    if run.refused_file_id is None:
        return None
    name, content = queries.open_refused_file(run_id=run.id, actor=_PROGRAM)
    path = wanted.refused or _free(Path(name))
    with content, path.open("wb") as target:
        shutil.copyfileobj(content, target)
    return path


def _free(path: Path) -> Path:
    """Return `path`, or the same with a number: rows that someone may be correcting are not overwritten."""
    numbered = path
    place = 2
    while numbered.exists():
        numbered = path.with_stem(f"{path.stem}-{place}")
        place += 1
    return numbered
