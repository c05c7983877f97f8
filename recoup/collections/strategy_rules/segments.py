"""The rule of segments: who belongs to which."""

from __future__ import annotations

from decimal import Decimal

from recoup.engines.priority import Behavior, Size
from recoup.engines.segmentation import SegmentRow
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.types import ItemKind
from recoup.rulebook.types import Choice, FieldType, FieldValue, RuleField, RuleKind, RuleValue

SEGMENTS = "collections.segments"
_ANY = "ANY"
_ANY_CHOICE = Choice(_ANY, N_("any"))
_ROWS_MAX = Decimal(40)

DEBTS = (
    Choice(ItemKind.INVOICE.value, N_("Invoices")),
    Choice(ItemKind.INSTALLMENT.value, N_("Installments of contracts")),
    Choice(ItemKind.INTEREST.value, N_("Interest")),
    Choice(ItemKind.FEE.value, N_("Fees")),
)


def _row(code: str, name: str, **asked: str | int | Decimal) -> RuleValue:
    nothing: dict[str, FieldValue] = {
        "days_from": 0,
        "amount_from": Decimal(0),
        "size": _ANY,
        "behavior": _ANY,
        "debt": _ANY,
    }
    return RuleValue(nothing | {"code": code, "name": name} | asked)


STANDARD_SEGMENTS = RuleValue(
    {
        "segments": (
            _row("KEY_ACCOUNTS", N_("Key accounts"), size=Size.KEY_ACCOUNT.value),
            _row("SILENT", N_("Silent customers"), behavior=Behavior.SILENT.value),
            _row("LATE_PAYERS", N_("Late payers"), behavior=Behavior.HABITUAL_LATE.value),
            _row("LATE_PAYERS", N_("Late payers"), behavior=Behavior.DETERIORATING.value),
            _row("INSTALLMENTS", N_("Buyers in installments"), debt=ItemKind.INSTALLMENT.value),
            _row("STANDARD", N_("All others")),
        )
    }
)


def segment_rows(value: RuleValue) -> tuple[SegmentRow, ...]:
    """Return the rows of a rule as the engine reads them."""
    return tuple(
        SegmentRow(
            code=row.text("code"),
            name=row.text("name"),
            days_from=row.whole("days_from"),
            amount_from=row.decimal("amount_from"),
            size=_asked(row.text("size")),
            behavior=_asked(row.text("behavior")),
            debt=_asked(row.text("debt")),
        )
        for row in value.rows("segments")
    )


def _asked(code: str) -> str:
    return "" if code == _ANY else code


def _check(value: RuleValue) -> Sentence | None:
    rows = segment_rows(value)
    if any(not row.code for row in rows):
        return Sentence(N_("Every segment needs a code."))
    if not rows[-1].takes_everybody:
        return Sentence(N_("The last row must ask for nothing: it takes everybody who is left."))
    if any(row.takes_everybody for row in rows[:-1]):
        return Sentence(N_("Only the last row may ask for nothing: nobody would reach the rows after it."))
    return None


SEGMENTS_KIND = RuleKind(
    SEGMENTS,
    N_("Segments of customers"),
    (
        RuleField(
            *("segments", FieldType.ROWS, N_("Segments")),
            least=Decimal(1),
            most=_ROWS_MAX,
            help=N_(
                "The first row whose conditions are all met wins; the last one takes everybody who is left."
            ),
            fields=(
                RuleField("code", FieldType.TEXT, N_("Code")),
                RuleField("name", FieldType.TEXT, N_("Name")),
                RuleField(
                    *("days_from", FieldType.DAYS, N_("Oldest item late by at least")), least=Decimal(0)
                ),
                RuleField(
                    *("amount_from", FieldType.DECIMAL, N_("Open amount at least")),
                    least=Decimal(0),
                    help=N_("In reporting currency; 0 asks for nothing."),
                ),
                RuleField(
                    *("size", FieldType.CHOICE, N_("Size")),
                    choices=(_ANY_CHOICE, *(Choice(size.value, size.label) for size in Size)),
                ),
                RuleField(
                    *("behavior", FieldType.CHOICE, N_("How the customer pays")),
                    choices=(_ANY_CHOICE, *(Choice(kind.value, kind.label) for kind in Behavior)),
                ),
                RuleField(*("debt", FieldType.CHOICE, N_("Kind of debt")), choices=(_ANY_CHOICE, *DEBTS)),
            ),
        ),
    ),
    STANDARD_SEGMENTS,
    help=N_("Strategies are chosen by segment: a rule for a segment applies to whoever is in it."),
    check=_check,
)
