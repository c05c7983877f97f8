"""Items: their customers where the file brings them, the items themselves, and receipts of what was paid before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from django.db import transaction

from recoup.connectors.intake.entities import DEFAULT_CURRENCY, make_missing
from recoup.connectors.intake.outcomes import SOURCE, Intake, Taken, reading_notes
from recoup.connectors.intake.settlement import Settled, settle
from recoup.connectors.rows.claims import Surroundings
from recoup.connectors.rows.customers import NamedCustomers, entity_codes
from recoup.connectors.rows.items import ItemRows
from recoup.connectors.types import ImportOptions
from recoup.formats.tables.plans import TablePlan
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, NN_, Sentence
from recoup.ledger import operations as ledger
from recoup.ledger.operations.posting import REFUSALS
from recoup.ledger.types import PostedItems, Refusal
from recoup.parties import operations as parties
from recoup.parties.queries.numbers import terms_by_number
from recoup.team import queries as team
from recoup.team.types import EntityRecord

CUSTOMERS_ADDED, CUSTOMERS_ADDED_PLURAL = NN_(
    "{count} customer was added from the file.",
    "{count} customers were added from the file.",
)
ENTITIES_ADDED, ENTITIES_ADDED_PLURAL = NN_(
    "{count} company of ours was added from the file; complete its name and country.",
    "{count} companies of ours were added from the file; complete their names and countries.",
)
NUMBERS_MADE = N_("The file has no document numbers: each item got one made from the content of its row.")
CUSTOMERS_NOT_ADDED = N_(
    "Unknown customers were not added from this file. If their numbers are right, choose to add them and import again."
)
CUSTOMER_REFUSED = N_("Customer {customer_number} can't be added. {reason}")


UNKNOWN_CUSTOMER = REFUSALS["CUSTOMER_UNKNOWN"]


def take_items(intake: Intake) -> Taken:
    """Post the items of all good rows; a row whose parts or payment can't be posted is left out as a whole.

    :raises NoEntity: there is no company of ours in which the actor may import
    :raises NotAllowed: the actor lacks a right that the file needs
    """
    notes = list(_add_entities(intake))
    entities = intake.entities()
    known = terms_by_number(entity_ids=entity_ids(intake.plan, intake.options, entities))
    refused_customers: dict[tuple[int, str], Sentence] = {}
    creates = creates_customers(intake.plan, intake.options, intake.actor, has_customers=bool(known))
    if creates:
        notes += _add_customers(intake, entities, known, refused_customers)
    around = Surroundings(entities, known, refused_customers)
    rows = ItemRows(intake.rows, intake.plan, intake.options, around)
    posted, settled, left_out = _post(intake, rows)
    refused = {**rows.refused, **left_out}
    for refusal in posted.refused:
        refused.setdefault(refusal.line, refusal.sentence)
    if not creates and any(sentence.text == UNKNOWN_CUSTOMER for sentence in refused.values()):
        notes.append(Sentence(CUSTOMERS_NOT_ADDED))
    if rows.reader.makes_numbers:
        notes.append(Sentence(NUMBERS_MADE))
    return Taken(
        accepted=posted.accepted,
        known=posted.known,
        totals=posted.totals,
        refused=refused,
        notes=[
            *notes,
            *settled.notes(),
            *reading_notes(rounded=rows.reader.rounding.rounded, footers=rows.footers),
        ],
        entity_ids=frozenset(rows.reader.entities.seen),
    )


def creates_customers(plan: TablePlan, options: ImportOptions, actor: Actor, *, has_customers: bool) -> bool:
    """Return whether customers are added from the file: as chosen, else when it names them or there are none yet."""
    if options.create_customers is not None:
        return options.create_customers
    wanted = "customer_name" in plan.columns or not has_customers
    return wanted and team.has_permission(actor=actor, permission="parties.edit")


def entity_ids(
    plan: TablePlan, options: ImportOptions, entities: Collection[EntityRecord]
) -> Collection[int]:
    """Return the entities that rows can belong to: all when the file names them, else the chosen one."""
    if options.entity_id is None or "entity_code" in plan.columns:
        return [entity.id for entity in entities]
    return [options.entity_id]


def _post(intake: Intake, rows: ItemRows) -> tuple[PostedItems, Settled, Mapping[int, Sentence]]:
    """Post the rows; when one could be posted in part only, undo everything and begin again without it."""
    left_out: dict[int, Sentence] = {}
    while True:
        with transaction.atomic():
            posted = ledger.post_items(
                items=rows.items(left_out), source=SOURCE, actor=intake.actor, now=intake.now
            )
            late = _torn(posted.refused, rows.split_lines)
            settled = Settled()
            if rows.reader.has_settlements and not late:
                refused = {refusal.line for refusal in posted.refused}
                settled = _settle(intake, rows, refused | left_out.keys())
                late = settled.refused
            if not late:
                return posted, settled, left_out
            transaction.set_rollback(True)
        left_out |= late


def _settle(intake: Intake, rows: ItemRows, skipped: Collection[int]) -> Settled:
    return settle(
        settlements=rows.settlements(skipped),
        source=SOURCE,
        actor=intake.actor,
        now=intake.now,
        on=intake.now.date(),
    )


def _torn(refused: Collection[Refusal], split_lines: Mapping[int, int]) -> dict[int, Sentence]:
    """Return the rows of several parts of which some were refused and some not."""
    counts = Counter(refusal.line for refusal in refused if refusal.line in split_lines)
    return {
        refusal.line: refusal.sentence
        for refusal in refused
        if refusal.line in split_lines and counts[refusal.line] < split_lines[refusal.line]
    }


def _add_entities(intake: Intake) -> list[Sentence]:
    if not intake.options.create_entities:
        return []
    made = make_missing(
        codes=entity_codes(intake.rows(), intake.plan),
        currency=intake.options.currency or intake.plan.constants.get("currency", DEFAULT_CURRENCY),
        actor=intake.actor,
        now=intake.now,
    )
    return _counted(len(made), ENTITIES_ADDED, ENTITIES_ADDED_PLURAL)


def _add_customers(
    intake: Intake,
    entities: Collection[EntityRecord],
    known: Mapping[tuple[int, str], str],
    refused: dict[tuple[int, str], Sentence],
) -> list[Sentence]:
    """Add the customers that the file names and we don't have; put those that can't be into `refused`."""
    named = NamedCustomers(intake.rows, intake.plan, intake.options, entities)
    unknown = list(named.unknown(known))
    if not unknown:
        return []
    numbered = (customer._replace(line=place) for place, customer in enumerate(unknown))
    saved = parties.save_customers(customers=numbered, actor=intake.actor, now=intake.now)
    for place, sentence in saved.refused:
        customer = unknown[place]
        refused[customer.entity_id, customer.number] = Sentence(
            CUSTOMER_REFUSED, {"customer_number": customer.number[:60], "reason": sentence}
        )
    return _counted(saved.added, CUSTOMERS_ADDED, CUSTOMERS_ADDED_PLURAL)


def _counted(count: int, one: str, many: str) -> list[Sentence]:
    return [Sentence(one, {"count": count}, many, "count")] if count else []
