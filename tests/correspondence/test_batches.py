"""Letters in batches: printed together, looked at again in the last moment, posted with a proof."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytest_django import Settings

from recoup.correspondence import operations, queries
from recoup.correspondence.types import MadeBatch, MessageStatus
from recoup.kernel.contact import Channel
from recoup.kernel.errors import NotFound
from recoup.plumbing.storage import queries as storage
from recoup.team.types import Role
from tests.correspondence.post_office import ON, PostOffice
from tests.people import PROGRAM, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


def letter(office: PostOffice, number: str) -> int:
    return office.queued(office.debtor(number), channel=Channel.LETTER, address="", contact_id=None)


@pytest.mark.duty("A1.3")
def test_letters_are_printed_as_one_file_and_posted_with_a_proof(office: PostOffice) -> None:
    ids = [letter(office, f"C-{place}") for place in range(3)]
    made = operations.make_letter_batch(
        entity_id=office.cast.entity.id, actor=office.cast.alice, now=office.clock()
    )
    assert made.letters == 3 and made.batch_id
    detail = queries.get_batch(batch_id=made.batch_id, actor=office.cast.alice)
    with storage.open_file(detail.line.file_id) as file:
        pages = PdfReader(file).pages
        assert len(pages) % 2 == 0
    assert [place.page % 2 for place in detail.letters] == [1, 1, 1]
    with pytest.raises(operations.NotConfirmed):
        post(office, made.batch_id, {})
    confirmed = operations.confirm_batch(batch_id=made.batch_id, actor=office.cast.alice, now=office.clock())
    assert (confirmed.leaving, confirmed.taken_out) == (3, ())
    with pytest.raises(operations.AlreadyConfirmed):
        operations.confirm_batch(batch_id=made.batch_id, actor=office.cast.alice, now=office.clock())
    assert post(office, made.batch_id, {ids[0]: "RR 123"}) == 3
    assert {office.status(each) for each in ids} == {MessageStatus.POSTED}
    assert queries.get_batch(batch_id=made.batch_id, actor=PROGRAM).letters[0].tracking == "RR 123"
    assert post(office, made.batch_id, {}) == 0
    with pytest.raises(NotFound):
        queries.get_batch(batch_id=made.batch_id, actor=office.cast.charlie)


@pytest.mark.duty("A1.3")
def test_who_pays_while_the_letters_are_printed_is_taken_out(office: PostOffice) -> None:
    customers = [office.debtor(number) for number in ("C-1", "C-2")]
    ids = [
        office.queued(customer, channel=Channel.LETTER, address="", contact_id=None) for customer in customers
    ]
    made = operations.make_letter_batch(
        entity_id=office.cast.entity.id, actor=office.cast.alice, now=office.clock()
    )
    assert made.batch_id
    office.pay(customers[0])
    office.clock.wait(timedelta(minutes=20))
    confirmed = operations.confirm_batch(batch_id=made.batch_id, actor=office.cast.alice, now=office.clock())
    assert confirmed.leaving == 1
    (out,) = confirmed.taken_out
    assert out.message.id == ids[0] and "INV-C-1" in str(out.reasons)
    assert post(office, made.batch_id, {}) == 1
    assert [office.status(each) for each in ids] == [MessageStatus.WITHDRAWN, MessageStatus.POSTED]


def test_nothing_waits_nothing_is_printed(office: PostOffice) -> None:
    made = operations.make_letter_batch(entity_id=office.cast.entity.id, actor=PROGRAM, now=office.clock())
    assert made == MadeBatch(None, 0)
    letter(office, "C-1")
    operations.make_letter_batch(entity_id=office.cast.entity.id, actor=PROGRAM, now=office.clock())
    again = operations.make_letter_batch(entity_id=office.cast.entity.id, actor=PROGRAM, now=office.clock())
    assert again == MadeBatch(None, 0)


def post(office: PostOffice, batch_id: int, tracking: dict[int, str]) -> int:
    return operations.record_posting(
        batch_id=batch_id,
        posted_on=ON,
        tracking=tracking,
        proof_id=None,
        actor=office.cast.alice,
        now=office.clock(),
    )
