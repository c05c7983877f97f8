"""A company in Warsaw with customers, invoices and an account, and the people at its cash desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from recoup.cash.types import BankAccountRecord
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind, NewItem
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import NewCustomer
from recoup.team.types import EntityRecord, Role
from tests.cash.bank_files import Entry, bring, camt, own_account
from tests.people import NOW, PASSWORD, PROGRAM, make_entity, make_person

NAMES = {
    "K-1": "Hai Long Shipping",
    "K-2": "Zakłady Północ",
    "K-3": "广州恒达贸易有限公司",
    "K-4": "شرکت آرمان صنعت",
}


@dataclass
class Bank:
    """The company: Carla and Dora are cash clerks, Mia manages, Olek works for another company."""

    entity: EntityRecord = field(default_factory=lambda: make_entity("ACME", "PL"))
    other: EntityRecord = field(default_factory=lambda: make_entity("OTHER", "PL"))
    account: BankAccountRecord = field(init=False)
    carla: Actor = field(init=False)
    dora: Actor = field(init=False)
    mia: Actor = field(init=False)
    olek: Actor = field(init=False)
    ids: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.account = own_account(self.entity.id)
        self.carla, self.dora = (
            make_person(name, Role.CASH_CLERK, entity=self.entity, password=PASSWORD)
            for name in ("Carla", "Dora")
        )
        self.mia = make_person("Mia", Role.MANAGER, entity=self.entity, password=PASSWORD)
        self.olek = make_person("Olek", Role.CASH_CLERK, entity=self.other, password=PASSWORD)
        self.ids = self.customers(NAMES)

    @property
    def today(self) -> date:
        """The business day of the people at the desk."""
        return clock.today("Europe/Warsaw")

    def customers(self, names: dict[str, str]) -> dict[str, int]:
        """Make customers and return their ids by number."""
        new = [
            NewCustomer(line, self.entity.id, number, name)
            for line, (number, name) in enumerate(names.items(), start=1)
        ]
        parties.save_customers(customers=new, actor=PROGRAM, now=NOW)
        found = parties_queries.customer_ids(entity_id=self.entity.id, numbers=names, actor=PROGRAM)
        return dict(found)

    def invoice(
        self,
        customer: str,
        number: str,
        amount: str,
        *,
        days_late: int = 10,
        kind: ItemKind = ItemKind.INVOICE,
    ) -> int:
        """Post an invoice, or what is owed of another kind, and return its id."""
        due = self.today - timedelta(days=days_late)
        item = NewItem(
            line=1,
            entity_id=self.entity.id,
            customer_number=customer,
            kind=kind,
            number=number,
            part=1,
            reference="",
            issue_date=due - timedelta(days=30),
            due_date=due,
            currency="EUR",
            amount=Decimal(amount),
        )
        posted = ledger.post_items(items=[item], source="test", actor=PROGRAM, now=NOW)
        assert posted.accepted == 1, posted.refused
        return Item.objects.get(number=number, kind=kind).pk

    def tell(self, *entries: Entry, day: date | None = None, number: str = "1", **more: str) -> int:
        """Import a statement of a day and return its id."""
        on = (day or self.today).isoformat()
        told = bring(camt(*entries, day=on, number=number, **more), f"statement-{number}.xml")
        return told.statements[0].statement_id

    def entry(self, amount: str, reference: str, text: str = "", *, payer: str = "Nadir S.A.") -> Entry:
        """Return a booking of today."""
        return Entry(amount, reference, text, payer=payer, day=self.today.isoformat())
