"""The statements of `allocation`, in the order in which they run."""

STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_allocation;
CREATE TEMPORARY TABLE staged_allocation (
    from_item_id bigint NOT NULL, to_item_id bigint NOT NULL, amount numeric NOT NULL,
    effective_date date NOT NULL, source_ref text NOT NULL
) ON COMMIT DROP
"""

STAGED_COLUMNS = ("from_item_id", "to_item_id", "amount", "effective_date", "source_ref")

# In one order for everybody, so that two batches wait for each other and never deadlock.
LOCK_ITEMS = """
SELECT count(*) FROM (
    SELECT id FROM ledger_item
    WHERE id IN (SELECT from_item_id FROM staged_allocation UNION SELECT to_item_id FROM staged_allocation)
    ORDER BY id FOR UPDATE
) AS locked
"""

ENTITIES = """
SELECT DISTINCT i.entity_id FROM staged_allocation AS s JOIN ledger_item AS i ON i.id = s.from_item_id
"""

# A receipt used twice in one batch, or an item paid twice, is judged on the running sum in the batch's order.
CHECK = """
DROP TABLE IF EXISTS pg_temp.checked_allocation;
CREATE TEMPORARY TABLE checked_allocation ON COMMIT DROP AS
WITH fresh AS (
    SELECT s.*, giver.entity_id, giver.currency, e.id IS NOT NULL AS is_known,
        row_number() OVER (PARTITION BY giver.entity_id, s.source_ref ORDER BY s.to_item_id) AS occurrence
    FROM staged_allocation AS s
    LEFT JOIN ledger_item AS giver ON giver.id = s.from_item_id
    LEFT JOIN ledger_entry AS e
        ON e.entity_id = giver.entity_id AND e.source = %(source)s AND e.source_ref = s.source_ref
), running AS (
    SELECT f.*,
        sum(amount) OVER (PARTITION BY from_item_id ORDER BY source_ref, to_item_id) AS given,
        sum(amount) OVER (PARTITION BY to_item_id ORDER BY source_ref, from_item_id) AS taken
    FROM fresh AS f WHERE NOT is_known AND occurrence = 1
), fineness AS (
    SELECT * FROM unnest(%(currencies)s::text[], %(decimals)s::int[]) AS f(currency, decimals)
)
SELECT r.from_item_id, r.to_item_id, r.amount, r.effective_date, r.source_ref, r.entity_id, r.currency,
    taker.number AS item_number, taker.currency AS item_currency, -giver.amount_open AS unapplied,
    taker.amount_open AS item_open,
    CASE
        WHEN giver.id IS NULL OR taker.id IS NULL OR giver.entity_id <> taker.entity_id THEN 'ITEM_UNKNOWN'
        WHEN r.amount <= 0 OR r.amount <> round(r.amount, f.decimals) THEN 'AMOUNT_INVALID'
        WHEN giver.currency <> taker.currency THEN 'CURRENCY_DIFFERS'
        WHEN giver.customer_id IS NULL THEN 'PAYER_UNKNOWN'
        WHEN giver.amount > 0 OR taker.amount < 0 THEN 'WRONG_SIDES'
        WHEN r.given > -giver.amount_open THEN 'RECEIPT_USED_UP'
        WHEN r.taken > taker.amount_open THEN 'ITEM_SETTLED'
        WHEN r.effective_date < giver_entry.effective_date OR r.effective_date < taker_entry.effective_date
            THEN 'TOO_EARLY'
        WHEN p.id IS NOT NULL THEN 'PERIOD_CLOSED'
    END AS outcome
FROM running AS r
LEFT JOIN ledger_item AS giver ON giver.id = r.from_item_id
LEFT JOIN ledger_item AS taker ON taker.id = r.to_item_id
LEFT JOIN ledger_entry AS giver_entry ON giver_entry.id = giver.entry_id
LEFT JOIN ledger_entry AS taker_entry ON taker_entry.id = taker.entry_id
LEFT JOIN fineness AS f ON f.currency = r.currency
LEFT JOIN ledger_period AS p ON p.entity_id = r.entity_id AND p.dates @> r.effective_date
"""

REFUSED = """
SELECT source_ref, outcome, item_number, currency, item_currency, amount, unapplied, item_open, effective_date
FROM checked_allocation WHERE outcome IS NOT NULL ORDER BY source_ref
"""

NUMBER_ACCEPTED = """
DROP TABLE IF EXISTS pg_temp.accepted_allocation;
CREATE TEMPORARY TABLE accepted_allocation ON COMMIT DROP AS
SELECT *, nextval('ledger_entry_id_seq') AS entry_id FROM checked_allocation WHERE outcome IS NULL
"""

INSERT_ENTRIES = """
INSERT INTO ledger_entry (id, entity_id, kind, effective_date, recorded_at, actor, reason, source, source_ref,
                          reverses_id, posting_count)
SELECT entry_id, entity_id, 'ALLOCATION', effective_date, %(recorded_at)s, %(actor)s, %(reason)s, %(source)s,
       source_ref, NULL, 2
FROM accepted_allocation
"""

INSERT_POSTINGS = """
INSERT INTO ledger_posting (entry_id, line, entity_id, account, item_id, currency, amount, effective_date, recorded_at)
SELECT a.entry_id, side.line, a.entity_id, 'RECEIVABLE',
       CASE side.line WHEN 1 THEN a.from_item_id ELSE a.to_item_id END, a.currency, side.sign * a.amount,
       a.effective_date, %(recorded_at)s
FROM accepted_allocation AS a, (VALUES (1::smallint, 1), (2::smallint, -1)) AS side(line, sign)
"""
