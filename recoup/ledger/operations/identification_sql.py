"""The statements of `identification`, in the order in which they run."""

STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_identification;
CREATE TEMPORARY TABLE staged_identification (
    item_id bigint NOT NULL, customer_id bigint NOT NULL, effective_date date NOT NULL, source_ref text NOT NULL,
    amount numeric
) ON COMMIT DROP
"""

STAGED_COLUMNS = ("item_id", "customer_id", "effective_date", "source_ref", "amount")

LOCK_ITEMS = """
SELECT count(*) FROM (
    SELECT id FROM ledger_item WHERE id IN (SELECT item_id FROM staged_identification) ORDER BY id FOR UPDATE
) AS locked
"""

ENTITIES = """
SELECT DISTINCT i.entity_id FROM staged_identification AS s JOIN ledger_item AS i ON i.id = s.item_id
"""

CURRENCIES = """
SELECT DISTINCT i.currency FROM staged_identification AS s JOIN ledger_item AS i ON i.id = s.item_id
"""

# The customer's receipt keeps the number of the one that it comes from, as its next part. What several
# identifications take from one receipt is judged on the running sum; one without an amount takes what the rest leaves.
CHECK = """
DROP TABLE IF EXISTS pg_temp.checked_identification;
CREATE TEMPORARY TABLE checked_identification ON COMMIT DROP AS
WITH fresh AS (
    SELECT s.item_id, s.customer_id, s.effective_date, s.source_ref, i.entity_id, i.kind, i.number, i.number_folded,
        i.reference, i.issue_date, i.currency, i.customer_id AS owner_id, i.amount_open,
        coalesce(s.amount, -i.amount_open - coalesce(sum(s.amount) OVER (PARTITION BY s.item_id), 0)) AS amount,
        opened.effective_date AS opened_date
    FROM staged_identification AS s
    LEFT JOIN ledger_item AS i ON i.id = s.item_id AND NOT i.is_reversed
    LEFT JOIN ledger_entry AS opened ON opened.id = i.entry_id
    LEFT JOIN ledger_entry AS e
        ON e.entity_id = i.entity_id AND e.source = %(source)s AND e.source_ref = s.source_ref
    WHERE e.id IS NULL
), running AS (
    SELECT f.*, sum(f.amount) OVER (PARTITION BY f.item_id ORDER BY f.source_ref) AS taken,
        row_number() OVER (PARTITION BY f.entity_id, f.kind, f.number ORDER BY f.item_id, f.source_ref) AS place
    FROM fresh AS f
), fineness AS (
    SELECT * FROM unnest(%(currencies)s::text[], %(decimals)s::int[]) AS f(currency, decimals)
)
SELECT r.*, r.place + (
        SELECT max(part) FROM ledger_item AS twin
        WHERE (twin.entity_id, twin.kind, twin.number) = (r.entity_id, r.kind, r.number) AND NOT twin.is_reversed
    ) AS part,
    CASE
        WHEN r.kind IS DISTINCT FROM 'RECEIPT' THEN 'NO_RECEIPT'
        WHEN r.owner_id = r.customer_id THEN 'ALREADY_THEIRS'
        WHEN c.id IS NULL THEN 'CUSTOMER_UNKNOWN'
        WHEN r.taken > -r.amount_open OR r.amount_open = 0 THEN 'NOTHING_LEFT'
        WHEN r.amount <= 0 OR r.amount <> round(r.amount, d.decimals) THEN 'AMOUNT_INVALID'
        WHEN r.effective_date < r.opened_date THEN 'TOO_EARLY'
        WHEN p.id IS NOT NULL THEN 'PERIOD_CLOSED'
    END AS outcome
FROM running AS r
LEFT JOIN fineness AS d ON d.currency = r.currency
LEFT JOIN parties_customer AS c ON c.id = r.customer_id AND c.entity_id = r.entity_id
LEFT JOIN ledger_period AS p ON p.entity_id = r.entity_id AND p.dates @> r.effective_date
"""

REFUSED = """
SELECT item_id, source_ref, outcome, number, effective_date FROM checked_identification
WHERE outcome IS NOT NULL ORDER BY item_id, source_ref
"""

NUMBER_ACCEPTED = """
DROP TABLE IF EXISTS pg_temp.accepted_identification;
CREATE TEMPORARY TABLE accepted_identification ON COMMIT DROP AS
SELECT *, nextval('ledger_item_id_seq') AS new_item_id, nextval('ledger_entry_id_seq') AS entry_id
FROM (SELECT * FROM checked_identification WHERE outcome IS NULL ORDER BY item_id, source_ref) AS c
"""

INSERT_ITEMS = """
INSERT INTO ledger_item (id, entity_id, customer_id, kind, number, part, number_folded, reference, issue_date,
                         due_date, currency, amount, amount_open, entry_id, is_reversed)
SELECT new_item_id, entity_id, customer_id, kind, number, part, number_folded, reference, issue_date,
       NULL, currency, -amount, -amount, entry_id, false
FROM accepted_identification
"""

INSERT_ENTRIES = """
INSERT INTO ledger_entry (id, entity_id, kind, effective_date, recorded_at, actor, reason, source, source_ref,
                          reverses_id, posting_count)
SELECT entry_id, entity_id, 'IDENTIFICATION', effective_date, %(recorded_at)s, %(actor)s, %(reason)s, %(source)s,
       source_ref, NULL, 2
FROM accepted_identification
"""

INSERT_POSTINGS = """
INSERT INTO ledger_posting (entry_id, line, entity_id, account, item_id, currency, amount, effective_date, recorded_at)
SELECT a.entry_id, side.line, a.entity_id,
       CASE WHEN side.line = 1 AND a.owner_id IS NULL THEN 'SUSPENSE' ELSE 'RECEIVABLE' END,
       CASE side.line WHEN 1 THEN a.item_id ELSE a.new_item_id END, a.currency, side.sign * a.amount,
       a.effective_date, %(recorded_at)s
FROM accepted_identification AS a, (VALUES (1::smallint, 1), (2::smallint, -1)) AS side(line, sign)
"""

POSTED = "SELECT source_ref, new_item_id FROM accepted_identification"

SUMMARY = """
SELECT entity_id, count(*), min(entry_id), max(entry_id) FROM accepted_identification GROUP BY entity_id
"""
