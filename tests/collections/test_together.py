"""Two collectors at once: the second sees the promise of the first, and nothing is promised twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from recoup.collections.models import Promise
from recoup.collections.operations.promises import CannotPromise
from recoup.kernel.actor import Actor
from recoup.ledger.models import ItemHold
from tests.collections.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.duty("E3")]


def test_of_two_collectors_who_take_the_same_promise_one_is_told_of_the_other() -> None:
    desk = Desk()
    invoice = desk.books.invoice("INV-1", "900.00")
    start = Barrier(2)

    def take(actor: Actor) -> str:
        try:
            start.wait(timeout=20)
            desk.take(desk.promised("900.00", invoice), actor=actor)
        except CannotPromise as refused:
            return refused.sentence.text
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as desks:
        told = sorted(desks.map(take, (desk.dara, desk.bela)))
    assert told == ["All that is open of these items is promised already: {promised}.", "taken"]
    assert Promise.objects.count() == ItemHold.objects.count() == 1


def test_a_result_that_is_sent_twice_at_once_is_kept_once() -> None:
    desk = Desk()
    invoice = desk.books.invoice("INV-1", "900.00")
    activity, promise = desk.activity(), desk.promised("400.00", invoice)
    start = Barrier(2)

    def save(_: int) -> bool:
        try:
            start.wait(timeout=20)
            return desk.save(activity, promise).was_saved_before
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as desks:
        assert sorted(desks.map(save, range(2))) == [False, True]
    assert Promise.objects.count() == 1
