"""The statements of `identification`, in the order in which they run."""

STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_identification;
CREATE TEMPORARY TABLE staged_identification (
    item_id bigint NOT NULL, customer_id bigint NOT NULL, effective_date date NOT NULL, source_ref text NOT NULL
) ON COMMIT DROP
"""

STAGED_COLUMNS = ("item_id", "customer_id", "effective_date", "source_ref")

LOCK_ITEMS = """
SELECT count(*) FROM (
    SELECT id FROM ledger_item WHERE id IN (SELECT item_id FROM staged_identification) ORDER BY id FOR UPDATE
) AS locked
"""

ENTITIES = """
SELECT DISTINCT i.entity_id FROM staged_identification AS s JOIN ledger_item AS i ON i.id = s.item_id
"""

# The customer's receipt keeps the number of the one in suspense, as its next part.
CHECK = """
DROP TABLE IF EXISTS pg_temp.checked_identification;
CREATE TEMPORARY TABLE checked_identification ON COMMIT DROP AS
WITH fresh AS (
    SELECT s.*, i.entity_id, i.kind, i.number, i.number_folded, i.reference, i.issue_date, i.currency,
        i.amount_open, opened.effective_date AS opened_date,
        i.id IS NOT NULL AND i.customer_id IS NULL AS is_in_suspense,
        row_number() OVER (PARTITION BY s.item_id ORDER BY s.source_ref) AS occurrence
    FROM staged_identification AS s
    LEFT JOIN ledger_item AS i ON i.id = s.item_id
    LEFT JOIN ledger_entry AS opened ON opened.id = i.entry_id
    LEFT JOIN ledger_entry AS e
        ON e.entity_id = i.entity_id AND e.source = %(source)s AND e.source_ref = s.source_ref
    WHERE e.id IS NULL
)
SELECT f.*, 1 + (
        SELECT max(part) FROM ledger_item AS twin
        WHERE (twin.entity_id, twin.kind, twin.number) = (f.entity_id, f.kind, f.number) AND NOT twin.is_reversed
    ) AS part,
    CASE
        WHEN NOT f.is_in_suspense THEN 'NOT_IN_SUSPENSE'
        WHEN f.amount_open = 0 OR f.occurrence > 1 THEN 'NOTHING_LEFT'
        WHEN c.id IS NULL THEN 'CUSTOMER_UNKNOWN'
        WHEN f.effective_date < f.opened_date THEN 'TOO_EARLY'
        WHEN p.id IS NOT NULL THEN 'PERIOD_CLOSED'
    END AS outcome
FROM fresh AS f
LEFT JOIN parties_customer AS c ON c.id = f.customer_id AND c.entity_id = f.entity_id
LEFT JOIN ledger_period AS p ON p.entity_id = f.entity_id AND p.dates @> f.effective_date
"""

REFUSED = """
SELECT item_id, outcome, number, effective_date FROM checked_identification
WHERE outcome IS NOT NULL ORDER BY item_id
"""

NUMBER_ACCEPTED = """
DROP TABLE IF EXISTS pg_temp.accepted_identification;
CREATE TEMPORARY TABLE accepted_identification ON COMMIT DROP AS
SELECT *, nextval('ledger_item_id_seq') AS new_item_id, nextval('ledger_entry_id_seq') AS entry_id
FROM (SELECT * FROM checked_identification WHERE outcome IS NULL ORDER BY item_id) AS c
"""

INSERT_ITEMS = """
INSERT INTO ledger_item (id, entity_id, customer_id, kind, number, part, number_folded, reference, issue_date,
                         due_date, currency, amount, amount_open, entry_id, is_reversed)
SELECT new_item_id, entity_id, customer_id, kind, number, part, number_folded, reference, issue_date,
       NULL, currency, amount_open, amount_open, entry_id, false
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
SELECT a.entry_id, side.line, a.entity_id, side.account,
       CASE side.line WHEN 1 THEN a.item_id ELSE a.new_item_id END, a.currency, side.sign * a.amount_open,
       a.effective_date, %(recorded_at)s
FROM accepted_identification AS a,
    (VALUES (1::smallint, -1, 'SUSPENSE'), (2::smallint, 1, 'RECEIVABLE')) AS side(line, sign, account)
"""

POSTED = "SELECT item_id, new_item_id FROM accepted_identification"

SUMMARY = """
SELECT entity_id, count(*), min(entry_id), max(entry_id) FROM accepted_identification GROUP BY entity_id
"""
