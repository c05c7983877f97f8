"""The cheque desk of one company for tests: take in, bank, bounce and look, each in one line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.types import ChequeState, NewBankAccount, NewCheque, NewCover, RegisteredCheques
from recoup.ledger.models import Item
from recoup.rulebook import operations as rulebook
from recoup.rulebook.types import Mark, NewVersion, RuleScope
from recoup.team import queries as team
from recoup.team.types import Role
from recoup.workflows import approvals
from tests.cash.books import APRIL, CLERK, NOW, Books
from tests.people import make_person

MAY = date(2026, 5, 1)
_serial = count(1)


class Desk:
    """The cheque desk of one company: Ann keeps the cheques, Ben is the second person."""

    def __init__(self, country: str = "PL") -> None:
        self.books = Books()
        entity = team.get_entity(entity_id=self.books.entity_id, actor=CLERK)
        self.ann = make_person("Ann", Role.CASH_CLERK, entity=entity)
        self.ben = make_person("Ben", Role.MANAGER, entity=entity)
        account = NewBankAccount(
            self.books.entity_id, "PL61109010140000071219812874", "EUR", "Main", "Bank", ""
        )
        self.account = cash.add_bank_account(account=account, actor=CLERK, now=NOW)

    def take(
        self, amount: str = "100", *, number: str = "", dated: date = MAY, **more: object
    ) -> RegisteredCheques:
        """Take one cheque in on the first of April."""
        new = NewCheque(
            line=1,
            entity_id=self.books.entity_id,
            customer_number=str(more.pop("customer", "K-1")),
            number=number or f"{next(_serial):06d}",
            drawer="Customer K-1",
            bank_name=str(more.pop("bank", "Bank Melli")),
            cheque_date=dated,
            received_on=more.pop("received", APRIL),  # type: ignore[arg-type]  # a date
            currency="EUR",
            amount=Decimal(amount),
        )._replace(**more)  # type: ignore[arg-type]  # fields of a cheque
        return cash.register_cheques(cheques=[new], on=APRIL, actor=self.ann, now=NOW)

    def taken(self, amount: str = "100", *, covers: tuple[tuple[int, str], ...] = (), **more: object) -> int:
        """Take one cheque in that nobody refuses, and return its id."""
        wanted = tuple(NewCover(item_id, Decimal(part)) for item_id, part in covers)
        done = self.take(amount, covers=wanted, **more)  # type: ignore[arg-type]  # as for take
        assert not done.refused, done.refused
        return done.cheque_ids[0]

    def bank(self, *cheque_ids: int, day: date = MAY) -> int:
        """Bank cheques: Ann makes the slip, Ben confirms it."""
        slip = cash.make_slip(
            account_id=self.account.id, cheque_ids=cheque_ids, day=day, actor=self.ann, now=NOW
        )
        cash.confirm_slip(slip_id=slip.id, actor=self.ben, now=NOW)
        return slip.id

    def bounce(self, cheque_id: int, on: date = MAY) -> None:
        """Let the bank refuse a cheque."""
        cash.bounce_cheque(cheque_id=cheque_id, reason="no cover", on=on, actor=self.ann, now=NOW)

    def state(self, cheque_id: int) -> ChequeState:
        """Return where a cheque stands."""
        return queries.get_cheque(cheque_id=cheque_id, actor=self.ann).cheque.state

    def owed(self) -> Decimal:
        """Return what the customers owe in all."""
        items = Item.objects.filter(entity_id=self.books.entity_id)
        return sum((item.amount_open for item in items), start=Decimal(0))


def enact_rule(desk: Desk, kind: str, value: dict[str, object]) -> None:
    """Put a rule of the company in force: one manager proposes it, another approves."""
    entity = team.get_entity(entity_id=desk.books.entity_id, actor=CLERK)
    makers = [make_person(f"{name} of {kind}", Role.MANAGER, entity=entity) for name in ("Maker", "Checker")]
    proposal = NewVersion(
        kind, RuleScope(entity_id=entity.id), value, "Policy", Mark.HOUSE, valid_from=date(2026, 1, 1)
    )
    version = rulebook.propose_version(proposal=proposal, actor=makers[0], now=NOW)
    asked = rulebook.ask_version(version_id=version.version_id, reason="Policy", actor=makers[0], now=NOW)
    approvals.decide(approval_id=asked.id, approve=True, note="", actor=makers[1], now=NOW, on=NOW.date())
