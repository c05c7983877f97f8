"""An office that works day by day: files come into its inbox, the daily run is started, people look at the result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from recoup.cash.models import Receipt
from recoup.collections import queries as collections
from recoup.collections.strategy_rules import RELEASE
from recoup.correspondence import queries as correspondence
from recoup.correspondence.types import MessageLine
from recoup.kernel.actor import Actor
from recoup.ledger.models import Item
from recoup.plumbing.localization import Reader
from recoup.reports.queries.exceptions import ExceptionKind
from recoup.rulebook.models import Enactment, Rule, RuleVersion
from recoup.workflows import operations as workflows
from recoup.workflows import queries as workflow_queries
from recoup.workflows.types import DailyOutcome, Step, StepRecord

PROGRAM = Actor.program("daily run")
ITEMS_HEADER = "customer number,invoice number,issue date,due date,currency,amount"
RECEIPTS_HEADER = "value date,amount,currency,bank reference,payer,text"


def let_reminders_go(since: date = date(2020, 1, 1)) -> None:
    """Let notices and reminders go without a person, as this office has decided for all its companies."""
    value = {"notices": True, "reminders": True, "tasks": True, "look_amount": "250000", "look_jumped": 0}
    at = datetime(2020, 1, 1, tzinfo=UTC)
    version = RuleVersion.objects.create(
        rule=Rule.objects.create(kind=RELEASE, created_at=at),
        number=1,
        value=value,
        source="how this office works",
        mark="VERIFIED",
        valid_from=since,
        pack="tests/release",
        proposed_by_name="the office",
        proposed_at=at,
    )
    Enactment.objects.create(version=version, enacted_at=at)


@dataclass
class Office:
    """One company's desk; `entity_id` is the company."""

    entity_id: int

    @property
    def home(self) -> Path:
        """The program's folder."""
        return Path(settings.HOME)

    def bring(self, name: str, *lines: str) -> Path:
        """Lay a file into the inbox."""
        path = self.home / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def invoice(self, number: str, amount: str, *, customer: str = "K-1", issued: str, due: str) -> None:
        """Bring a file with one invoice."""
        self.bring(f"items-{number}.csv", ITEMS_HEADER, f"{customer},{number},{issued},{due},EUR,{amount}")

    def receipt(self, reference: str, amount: str, text: str, *, on: str, payer: str = "Somebody") -> None:
        """Bring a bank file with one receipt."""
        self.bring(
            f"receipts-{reference}.csv", RECEIPTS_HEADER, f"{on},{amount},EUR,{reference},{payer},{text}"
        )

    def run(self, day: str, *, entity_id: int | None = None) -> DailyOutcome:
        """Do the daily run of a day at eight in the morning."""
        on = date.fromisoformat(day)
        return workflows.run_daily(
            on=on,
            actor=PROGRAM,
            now_of=lambda: datetime.combine(on, time(8), UTC),
            reader=Reader.for_language("en"),
            entity_id=entity_id,
        )

    def letters(self) -> list[MessageLine]:
        """Return all reminders, the oldest first."""
        return correspondence.messages(actor=PROGRAM)[::-1]

    def letter_days(self) -> list[tuple[str, int]]:
        """Return day and level of each reminder, the oldest first."""
        return [(letter.business_date.isoformat(), letter.level) for letter in self.letters()]

    def open_amount(self, number: str) -> Decimal:
        """Return what is open of an item."""
        return Item.objects.get(number=number, is_reversed=False).amount_open

    def worklist(self, day: str) -> list[int]:
        """Return the customers on the worklist of a day."""
        page = collections.worklist(business_date=date.fromisoformat(day), actor=PROGRAM)
        return [entry.customer_id for entry in page.entries]

    def exceptions(self, day: str) -> dict[ExceptionKind, int]:
        """Return how many exceptions of each kind a day had."""
        return workflow_queries.exceptions_page(on=date.fromisoformat(day), actor=PROGRAM).counts

    def reasons(self, day: str, kind: ExceptionKind) -> list[str]:
        """Return the reasons of a day's exceptions of a kind, as English templates."""
        page = workflow_queries.exceptions_page(on=date.fromisoformat(day), actor=PROGRAM, kind=kind)
        return [row.reason.text for row in page.rows]

    def step(self, day: str, step: Step) -> StepRecord:
        """Return what a step of a day did."""
        steps = workflow_queries.steps_of(on=date.fromisoformat(day), actor=PROGRAM)
        return next(one for one in steps if one.step is step)

    def refusal_codes(self) -> list[str]:
        """Return why receipts are not applied, by the order in which they came."""
        return list(Receipt.objects.order_by("item_id").values_list("refusal_code", flat=True))
