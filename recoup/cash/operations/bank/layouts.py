"""Layouts of sheets that the program doesn't know by itself: begun on a sample, saved, changed, retired."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import BankAccount, BankFile, SheetLayout
from recoup.cash.queries.layouts import SUBJECT, code_of, layout_record, profile_of
from recoup.cash.types import FIELD_LABELS, LayoutPlan, LayoutState, SheetLayoutRecord
from recoup.formats.bank.sheets.profiles import SheetProfile
from recoup.formats.bank.sheets.sampling import sample_sheet
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage
from recoup.plumbing.storage import queries as stored
from recoup.team import queries as team


class LayoutUnnamed(DomainError):
    """There is nothing to know it by."""

    text = N_("Give the layout a name.")


class LayoutExists(DomainError):
    """Another layout of the account has that name."""

    text = N_("The account has a layout called “{name}” already.")


@transaction.atomic
def begin_layout(
    *, account_id: int, content: bytes, name: str, actor: Actor, now: datetime
) -> SheetLayoutRecord:
    """Begin to say what the columns of a bank's sheet mean; `name` is that of the file. Nothing is read by it yet.

    :raises NotFound: there is no such account of ours, or the actor may not know of it
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises DomainError: the file is no sheet
    """
    account = _account(account_id, actor)
    sample_sheet(content, name=name)
    kept = storage.store(
        name=name, media_type="application/octet-stream", content=content, actor=actor, now=now
    )
    return _begin(account, kept.id, None, actor=actor, now=now)


@transaction.atomic
def begin_layout_for_file(*, account_id: int, file_id: int, actor: Actor, now: datetime) -> SheetLayoutRecord:
    """Begin a layout on a bank file that was brought in and could not be read.

    :raises NotFound: there is no such refused file of the actor, or no such account
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises DomainError: the file is no sheet
    """
    account = _account(account_id, actor)
    file = BankFile.objects.filter(pk=file_id, status="REFUSED").first()
    if file is None or (file.told_by_kind, file.told_by_id) != (str(actor.kind), actor.id):
        raise NotFound
    with stored.open_file(file.original_id) as content:
        sample_sheet(content.read(), name=file.name)
    return _begin(account, file.original_id, file.pk, actor=actor, now=now)


@transaction.atomic
def save_layout(
    *, layout_id: int, name: str, plan: LayoutPlan, actor: Actor, now: datetime
) -> SheetLayoutRecord:
    """Read the sheets of the account that look like the sample as `plan` says from now on; a retired one is back.

    :raises NotFound: there is no such layout, or the actor may not know of its account
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises LayoutUnnamed: it has no name
    :raises LayoutExists: another layout of the account has the name
    :raises DomainError: nothing could be read by it; the sentence says why
    """
    row = _locked(layout_id, actor)
    called = " ".join(name.split())[:100]
    if not called:
        raise LayoutUnnamed
    others = SheetLayout.objects.filter(account_id=row.account_id, name__iexact=called)
    if others.exclude(pk=row.pk).exclude(state=LayoutState.DRAFT).exists():
        raise LayoutExists(name=called)
    with stored.open_file(row.sample_id) as content:
        sample = sample_sheet(content.read(), name=row.sample.name)
    profile = profile_of(sample, plan, code=code_of(row.pk), name=called, currency=row.account.currency)
    before = _facts(row)
    row.name, row.profile, row.state = called, profile.to_json(), LayoutState.ACTIVE.value
    if _facts(row) != before:
        _keep(row, "changed" if before else "saved", before, actor=actor, now=now)
    return layout_record(row)


@transaction.atomic
def retire_layout(*, layout_id: int, actor: Actor, now: datetime) -> None:
    """Read no sheet by a layout any more; a retired one stays so.

    :raises NotFound: there is no such saved layout, or the actor may not know of its account
    :raises NotAllowed: the actor may not apply cash in the entity
    """
    row = _locked(layout_id, actor)
    if row.state == LayoutState.DRAFT:
        raise NotFound
    if row.state == LayoutState.RETIRED:
        return
    before = _facts(row)
    row.state = LayoutState.RETIRED.value
    _keep(row, "retired", before, actor=actor, now=now)


def _account(account_id: int, actor: Actor) -> BankAccount:
    found = BankAccount.objects.filter(pk=account_id).first()
    if found is None or found.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    team.require(actor=actor, permission=permissions.APPLY, entity_id=found.entity_id)
    return found


def _locked(layout_id: int, actor: Actor) -> SheetLayout:
    rows = SheetLayout.objects.select_for_update(of=("self",)).select_related("account", "sample")
    row = rows.filter(pk=layout_id).first()
    if row is None:
        raise NotFound
    _account(row.account_id, actor)
    return row


def _begin(
    account: BankAccount, sample_id: int, file_id: int | None, *, actor: Actor, now: datetime
) -> SheetLayoutRecord:
    row = SheetLayout.objects.create(
        account=account,
        name="",
        state=LayoutState.DRAFT.value,
        sample_id=sample_id,
        file_id=file_id,
        changed_at=now,
        changed_by_name=actor.name[:200],
    )
    return layout_record(row)


def _facts(row: SheetLayout) -> dict[str, object]:
    """Return what is kept of a layout on the trail; nothing of one that was never saved."""
    if row.state == LayoutState.DRAFT or row.profile is None:
        return {}
    profile = SheetProfile.from_json(row.profile)
    held = {header: field for field, names in profile.columns.items() for header in names}
    return {
        "account_id": row.account_id,
        "name": row.name,
        "state": row.state,
        "columns": [f"{header} = {FIELD_LABELS[held[header]]}" for header in profile.required],
        "date_form": profile.date_form.value if profile.date_form else "",
        "calendar": profile.calendar.value,
        "decimal": profile.decimal,
    }


def _keep(row: SheetLayout, what: str, before: dict[str, object], *, actor: Actor, now: datetime) -> None:
    row.changed_at, row.changed_by_name = now, actor.name[:200]
    row.save()
    audit.record(
        f"cash.sheet_layout.{what}",
        subject_kind=SUBJECT,
        subject_id=row.pk,
        entity_id=row.account.entity_id,
        actor=actor,
        at=now,
        before=before or None,
        after=_facts(row),
    )
