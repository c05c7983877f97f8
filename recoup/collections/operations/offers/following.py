"""Offers follow the money: taken when enough came in time, and then booked; expired when the time is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import OperationalError, transaction

from recoup.collections import permissions
from recoup.collections.models import Offer, OfferEvent, OfferItem
from recoup.collections.operations.offers.keeping import PROGRAM, event, keep
from recoup.collections.types import FollowedOffers, OfferState
from recoup.engines.offers import OfferVerdict, judge_offer, let_off
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import Account, NewClearing
from recoup.team import queries as team

SOURCE = "collections.offers"
_WATCHED = (OfferState.OFFERED, OfferState.TAKEN)


class OfferNotBooked(DomainError):
    """The ledger refuses the discount of an offer."""

    text = N_("What offer {offer} gives up could not be booked: {reason}")


@transaction.atomic
def follow_offers(*, entity_id: int, on: date, actor: Actor, now: datetime) -> FollowedOffers:
    """Close the offers of an entity whose time is over on a day, and take and book what was left to do.

    May be repeated: what is booked is not booked again, and a closed offer stays closed.

    :raises NotAllowed: the actor may not work in collections of the entity
    :raises OfferNotBooked: the ledger refuses, because a period is closed for example
    """
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    late = Offer.objects.select_for_update().filter(
        entity_id=entity_id, state=OfferState.ASKED, valid_until__lt=on
    )
    to_do = Offer.objects.filter(entity_id=entity_id).filter(
        state__in=(OfferState.OFFERED,)
    ) | Offer.objects.filter(entity_id=entity_id, state=OfferState.TAKEN, given=None)
    offer_ids = list(to_do.values_list("pk", flat=True))
    look = _Look(_lock(offer_ids), on_of=dict.fromkeys(offer_ids, on), actor=actor, now=now)
    for offer in late:
        look.turn(offer, OfferState.EXPIRED, N_("Nobody approved the offer in time."), on)
    return look.take()


@transaction.atomic
def follow_offers_of_items(*, item_ids: Collection[int]) -> FollowedOffers:
    """Look at the offers of items that money came to, or went back from, within the transaction that moved it.

    When the ledger is too busy to book what is given up, the offer is taken all the same and the daily run books it.
    """
    rows = OfferItem.objects.filter(item_id__in=item_ids, offer__state__in=_WATCHED)
    offer_of = dict(rows.values_list("item_id", "offer_id"))
    if not offer_of:
        return FollowedOffers()
    last = ledger_queries.last_entries(item_ids=offer_of)
    days: dict[int, date] = {}
    for item_id, offer_id in offer_of.items():
        days[offer_id] = max(days.get(offer_id, date.min), last[item_id].effective_date)
    now = max(entry.recorded_at for entry in last.values())
    return _Look(_lock(offer_of.values()), on_of=days, actor=PROGRAM, now=now, is_patient=False).take()


def _lock(offer_ids: Iterable[int]) -> list[Offer]:
    wanted = sorted(set(offer_ids))
    return list(Offer.objects.select_for_update().filter(pk__in=wanted, state__in=_WATCHED).order_by("pk"))


@dataclass(slots=True)
class _Look:
    """One look at some offers, under locks; read once and written once for all of them."""

    offers: Sequence[Offer]
    on_of: Mapping[int, date]
    actor: Actor
    now: datetime
    is_patient: bool = True
    events: list[OfferEvent] = field(default_factory=list)
    turned: list[Offer] = field(default_factory=list)
    ids: dict[OfferState, list[int]] = field(default_factory=lambda: defaultdict(list))

    def turn(self, offer: Offer, state: OfferState, told: str, on: date) -> None:
        """Let an offer stand otherwise from now on."""
        offer.state, offer.ended_on = state, None if state is OfferState.OFFERED else on
        self.turned.append(offer)
        self.ids[state].append(offer.pk)
        self.events.append(event(offer, Sentence(told), on=on, actor=self.actor, now=self.now))

    def take(self) -> FollowedOffers:
        """Judge each offer by its money, write what is new, and book what follows."""
        items: dict[int, list[OfferItem]] = defaultdict(list)
        for row in OfferItem.objects.filter(offer__in=self.offers).order_by("item_id"):
            items[row.offer_id].append(row)
        paid = _payments(items)
        for offer in self.offers:
            self._judge(offer, paid[offer.pk])
        Offer.objects.bulk_update(self.turned, ["state", "ended_on"])
        keep(self.events, actor=self.actor, now=self.now)
        self._book(items)
        return FollowedOffers(
            taken=tuple(self.ids[OfferState.TAKEN]),
            reopened=tuple(self.ids[OfferState.OFFERED]),
            expired=tuple(self.ids[OfferState.EXPIRED]),
        )

    def _judge(self, offer: Offer, payments: Sequence[tuple[date, Decimal]]) -> None:
        on = self.on_of[offer.pk]
        verdict = judge_offer(to_pay=offer.to_pay, valid_until=offer.valid_until, payments=payments, on=on)
        is_taken = offer.state == OfferState.TAKEN
        if verdict is OfferVerdict.TAKEN and not is_taken:
            self.turn(offer, OfferState.TAKEN, N_("Enough was paid in time: the offer is taken."), on)
        elif verdict is OfferVerdict.EXPIRED:
            told = _UNTAKEN_LATE if is_taken else N_("Not enough was paid in time: the offer has expired.")
            self.turn(offer, OfferState.EXPIRED, told, on)
        elif verdict is OfferVerdict.WAITS and is_taken:
            self.turn(offer, OfferState.OFFERED, N_("A payment was taken back: the offer is open again."), on)

    def _book(self, items: Mapping[int, Sequence[OfferItem]]) -> None:
        """Put back what is no longer given up, then take off what is; without patience the daily run may do it."""
        back = [o for o in self.offers if o.state != OfferState.TAKEN and o.given is not None]
        due = [o for o in self.offers if o.state == OfferState.TAKEN and o.given is None]
        if back:
            self._put_back(back, items)
        if not due:
            return
        try:
            with transaction.atomic():
                self._take_off(due, items)
        except (OperationalError, OfferNotBooked):
            if self.is_patient:
                raise

    def _take_off(self, due: Sequence[Offer], items: Mapping[int, Sequence[OfferItem]]) -> None:
        rows = [row for offer in due for row in items[offer.pk]]
        standing = ledger_queries.locked_items(item_ids=[row.item_id for row in rows])
        clearings = []
        for offer in due:
            mine = [row for row in items[offer.pk] if row.item_id in standing]
            parts = let_off([standing[row.item_id].amount_open for row in mine], offer.debt - offer.to_pay)
            offer.bookings, offer.given = offer.bookings + 1, sum(parts, start=Decimal(0))
            clearings += [
                NewClearing(
                    row.item_id,
                    Account.DISCOUNT,
                    part,
                    max(self.on_of[offer.pk], standing[row.item_id].applies_from),
                    _reference(offer, row),
                )
                for row, part in zip(mine, parts, strict=True)
                if part
            ]
        posted = ledger.clear_items(clearings=clearings, source=SOURCE, actor=PROGRAM, now=self.now)
        for refused in posted.refused:
            raise OfferNotBooked(offer=refused.source_ref, reason=refused.sentence)
        Offer.objects.bulk_update(due, ["given", "bookings"])

    def _put_back(self, back: Sequence[Offer], items: Mapping[int, Sequence[OfferItem]]) -> None:
        by_entity: dict[int, list[Offer]] = defaultdict(list)
        for offer in back:
            by_entity[offer.entity_id].append(offer)
        for entity_id, offers in by_entity.items():
            standing = ledger_queries.standing_entries(
                entity_id=entity_id,
                source=SOURCE,
                source_refs=[_reference(offer, row) for offer in offers for row in items[offer.pk]],
            )
            if standing:
                latest = max(one.effective_date for one in standing)
                ledger.reverse_cash(
                    entry_ids=[one.entry_id for one in standing],
                    effective_date=max(latest, *(self.on_of[offer.pk] for offer in offers)),
                    reason=N_("The payment that took the offer was taken back."),
                    actor=PROGRAM,
                    now=self.now,
                )
        for offer in back:
            offer.given = None
        Offer.objects.bulk_update(back, ["given"])


_UNTAKEN_LATE = N_("A payment was taken back, and the time is over: the offer has expired.")


def _reference(offer: Offer, row: OfferItem) -> str:
    return f"{offer.pk}:{offer.bookings}:{row.item_id}"


def _payments(items: Mapping[int, Sequence[OfferItem]]) -> dict[int, list[tuple[date, Decimal]]]:
    """Return what came off the items of each offer since it was made, without what the offer itself took off."""
    rows = [row for many in items.values() for row in many]
    found: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    moved: dict[int, list[ledger_queries.Movement]] = defaultdict(list)
    after = {(row.item_id, row.after_entry) for row in rows}
    for movement in ledger_queries.movements_of_items(after=after, except_source=SOURCE):
        moved[movement.item_id].append(movement)
    for row in rows:
        for movement in moved[row.item_id]:
            if movement.entry_id > row.after_entry:
                found[row.offer_id].append((movement.effective_date, movement.amount))
    return found
