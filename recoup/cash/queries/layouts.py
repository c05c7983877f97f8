"""Saved layouts of banks' sheets, and what a sample comes to when it is read by one."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from recoup.cash import permissions
from recoup.cash.models import SheetLayout
from recoup.cash.queries.accounts import get_bank_account
from recoup.cash.types import (
    LayoutChange,
    LayoutPlan,
    LayoutState,
    LayoutTrial,
    SheetLayoutRecord,
    TrialLine,
)
from recoup.formats.bank.reading import read_statements
from recoup.formats.bank.sheets.profiles import SheetField, SheetProfile, find_column
from recoup.formats.bank.sheets.sampling import SheetSample, sample_sheet
from recoup.formats.bank.types import BalanceKind
from recoup.formats.tables.vocabulary.headers import header_words
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import queries as audit
from recoup.plumbing.storage import queries as storage
from recoup.team import queries as team

SUBJECT = "cash.sheet_layout"
SHOWN = 8
_DATES = {SheetField.BOOKING_DATE, SheetField.VALUE_DATE}
_AMOUNTS = {SheetField.AMOUNT, SheetField.MONEY_IN, SheetField.MONEY_OUT}
_SEVERAL = {SheetField.TEXT, SheetField.INFORMATION, SheetField.REFERENCE}


class LayoutIncomplete(DomainError):
    """Nobody could read a statement by it."""

    text = N_("Say which column holds the date, and which the amount or the money in.")


class ColumnsAlike(DomainError):
    """Two columns of one name can't be told apart in the next file."""

    text = N_("Several columns are called “{header}”: the first of them alone can be used.")


class FieldTwice(DomainError):
    """One thing can't stand in two columns."""

    text = N_("The columns “{first}” and “{second}” can't both be the same thing.")


@dataclass(frozen=True, slots=True)
class SavedProfiles:
    """The layouts in use, and for which account of ours each was saved; None where several share one."""

    profiles: tuple[SheetProfile, ...]
    accounts: Mapping[str, int | None]


def sheet_layouts(*, account_id: int, actor: Actor) -> list[SheetLayoutRecord]:
    """Return the layouts of an account by name, those that were never saved left out.

    :raises NotFound: there is no such account, or the actor may not know of it
    """
    get_bank_account(account_id=account_id, actor=actor)
    rows = SheetLayout.objects.filter(account_id=account_id).exclude(state=LayoutState.DRAFT)
    return [layout_record(row) for row in rows.select_related("sample").order_by("state", "name")]


def get_layout(*, layout_id: int, actor: Actor) -> SheetLayoutRecord:
    """Return one layout.

    :raises NotFound: there is none, or the actor may not know of its account
    """
    return layout_record(_readable(layout_id, actor))


def layout_sample(*, layout_id: int, actor: Actor) -> SheetSample:
    """Return the head of the sheet on which a layout is made.

    :raises NotFound: as `get_layout`
    """
    row = _readable(layout_id, actor)
    return sample_sheet(_content(row), name=row.sample.name)


def open_layout_file(*, layout_id: int, actor: Actor) -> tuple[str, BinaryIO]:
    """Return the name and the content of the sheet on which a layout was made; the caller closes it.

    :raises NotFound: as `get_layout`
    """
    row = _readable(layout_id, actor)
    return row.sample.name, storage.open_file(row.sample_id)


def layout_changes(*, layout_id: int, actor: Actor) -> list[LayoutChange]:
    """Return what was done with a layout, the latest first.

    :raises NotFound: as `get_layout`
    """
    _readable(layout_id, actor)
    changes = []
    for event in audit.trail(subject_kind=SUBJECT, subject_id=layout_id):
        after = event.after or {}
        columns = after.get("columns")
        changes.append(
            LayoutChange(
                action=event.action.rpartition(".")[2],
                by=event.actor.name,
                at=event.at,
                name=str(after.get("name", "")),
                columns=tuple(map(str, columns)) if isinstance(columns, list) else (),
            )
        )
    return changes


def try_layout(*, layout_id: int, plan: LayoutPlan, actor: Actor) -> LayoutTrial:
    """Return what the sample comes to when it is read by `plan`; nothing is written.

    :raises NotFound: as `get_layout`
    """
    row = _readable(layout_id, actor)
    account = get_bank_account(account_id=row.account_id, actor=actor)
    content = _content(row)
    try:
        sample = sample_sheet(content, name=row.sample.name)
        profile = profile_of(sample, plan, code=code_of(row.pk), name=row.name, currency=account.currency)
        found = read_statements(io.BytesIO(content), name=row.sample.name, profiles=[profile])
    except DomainError as error:
        return LayoutTrial(reason=error.sentence)
    lines = [line for statement in found for line in statement.lines]
    days = [day for line in lines if (day := line.booking_date or line.value_date) is not None]
    shown = [
        TrialLine(
            line.line, line.booking_date or line.value_date, line.amount, line.counterparty.name, line.text
        )
        for line in lines[:SHOWN]
    ]
    balances = [each for statement in found for each in statement.balances]
    return LayoutTrial(
        currency=account.currency,
        lines=len(lines),
        money_in=sum((line.amount for line in lines if line.amount > 0), start=Decimal(0)),
        money_out=sum((line.amount for line in lines if line.amount < 0), start=Decimal(0)),
        from_date=min(days, default=None),
        to_date=max(days, default=None),
        opening=next((each.amount for each in balances if each.kind is BalanceKind.OPENING), None),
        closing=next((each.amount for each in balances if each.kind is BalanceKind.CLOSING), None),
        shown=tuple(shown),
        findings=tuple(finding.sentence for statement in found for finding in statement.findings),
    )


def saved_profiles(*, actor: Actor, account_id: int | None = None) -> SavedProfiles:
    """Return the layouts by which the actor's sheets are read; those of the account that was chosen go first.

    A layout that two accounts share says nothing about which of them a sheet is.
    """
    ours = team.entity_ids(actor=actor, permission=permissions.APPLY)
    rows = SheetLayout.objects.filter(state=LayoutState.ACTIVE, account__entity_id__in=ours)
    found = [layout_record(row) for row in rows.select_related("sample").order_by("pk")]
    found.sort(key=lambda one: one.account_id != account_id)
    holders: defaultdict[frozenset[str], set[int]] = defaultdict(set)
    for one in found:
        holders[_look(one)].add(one.account_id)
    return SavedProfiles(
        tuple(one.profile for one in found if one.profile is not None),
        {code_of(one.id): one.account_id if len(holders[_look(one)]) == 1 else None for one in found},
    )


def profile_of(sample: SheetSample, plan: LayoutPlan, *, code: str, name: str, currency: str) -> SheetProfile:
    """Return the profile by which sheets like `sample` are read as `plan` says.

    :raises LayoutIncomplete: there is no column of dates or of amounts
    :raises ColumnsAlike: a column can't be found again by its name
    :raises FieldTwice: two columns are the same thing
    """
    columns: dict[SheetField, list[str]] = {}
    for place, field in sorted(plan.columns.items()):
        header = sample.header[place]
        if find_column(sample.header, header) != place:
            raise ColumnsAlike(header=header)
        if field in columns and field not in _SEVERAL:
            raise FieldTwice(first=columns[field][0], second=header)
        columns.setdefault(field, []).append(header)
    if not _DATES & columns.keys() or not _AMOUNTS & columns.keys():
        raise LayoutIncomplete
    return SheetProfile(
        code=code,
        name=name,
        country="",
        columns={field: tuple(headers) for field, headers in columns.items()},
        required=tuple(sample.header[place] for place in sorted(plan.columns)),
        date_form=plan.date_form,
        calendar=plan.calendar,
        decimal=plan.decimal,
        currency=currency,
    )


def plan_of(*, profile: SheetProfile, header: Sequence[str]) -> LayoutPlan:
    """Return what a person said when the profile was saved, for a sheet with `header`."""
    columns = {
        place: field
        for field, names in profile.columns.items()
        for name in names
        if (place := find_column(header, name)) is not None
    }
    return LayoutPlan(columns, profile.date_form, profile.calendar, profile.decimal)


def code_of(layout_id: int) -> str:
    """Return the code of a layout's profile."""
    return f"saved-{layout_id}"


def layout_record(row: SheetLayout) -> SheetLayoutRecord:
    """Return the layout as others may see it."""
    return SheetLayoutRecord(
        id=row.pk,
        account_id=row.account_id,
        name=row.name,
        state=LayoutState(row.state),
        profile=SheetProfile.from_json(row.profile) if row.profile else None,
        sample_name=row.sample.name,
        file_id=row.file_id,
        changed_at=row.changed_at,
        changed_by=row.changed_by_name,
    )


def _look(one: SheetLayoutRecord) -> frozenset[str]:
    headers: Collection[str] = one.profile.required if one.profile is not None else ()
    return frozenset(header_words(header).full_key for header in headers)


def _readable(layout_id: int, actor: Actor) -> SheetLayout:
    row = SheetLayout.objects.select_related("sample").filter(pk=layout_id).first()
    if row is None:
        raise NotFound
    get_bank_account(account_id=row.account_id, actor=actor)
    return row


def _content(row: SheetLayout) -> bytes:
    with storage.open_file(row.sample_id) as content:
        return content.read()
