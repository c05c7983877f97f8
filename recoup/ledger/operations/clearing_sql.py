"""The statements of `clearing`, in the order in which they run."""

STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_clearing;
CREATE TEMPORARY TABLE staged_clearing (
    item_id bigint NOT NULL, account text NOT NULL, amount numeric NOT NULL, effective_date date NOT NULL,
    source_ref text NOT NULL
) ON COMMIT DROP
"""

STAGED_COLUMNS = ("item_id", "account", "amount", "effective_date", "source_ref")

LOCK_ITEMS = """
SELECT count(*) FROM (
    SELECT id FROM ledger_item WHERE id IN (SELECT item_id FROM staged_clearing) ORDER BY id FOR UPDATE
) AS locked
"""

ENTITIES = "SELECT DISTINCT i.entity_id FROM staged_clearing AS s JOIN ledger_item AS i ON i.id = s.item_id"

CURRENCIES = "SELECT DISTINCT i.currency FROM staged_clearing AS s JOIN ledger_item AS i ON i.id = s.item_id"

# Several clearings of one item in a batch are judged on the running sum.
CHECK = """
DROP TABLE IF EXISTS pg_temp.checked_clearing;
CREATE TEMPORARY TABLE checked_clearing ON COMMIT DROP AS
WITH fresh AS (
    SELECT s.*, i.entity_id, i.currency, i.number, i.customer_id, i.amount_open, i.id AS known_item_id,
        sign(i.amount) AS side, opened.effective_date AS opened_date,
        row_number() OVER (PARTITION BY i.entity_id, s.source_ref ORDER BY s.item_id) AS occurrence
    FROM staged_clearing AS s
    LEFT JOIN ledger_item AS i ON i.id = s.item_id AND NOT i.is_reversed
    LEFT JOIN ledger_entry AS opened ON opened.id = i.entry_id
    LEFT JOIN ledger_entry AS e
        ON e.entity_id = i.entity_id AND e.source = %(source)s AND e.source_ref = s.source_ref
    WHERE e.id IS NULL
), running AS (
    SELECT f.*, sum(amount) OVER (PARTITION BY item_id ORDER BY source_ref) AS taken
    FROM fresh AS f WHERE occurrence = 1
), fineness AS (
    SELECT * FROM unnest(%(currencies)s::text[], %(decimals)s::int[]) AS f(currency, decimals)
)
SELECT r.*,
    CASE
        WHEN r.known_item_id IS NULL THEN 'ITEM_UNKNOWN'
        WHEN r.amount <= 0 OR r.amount <> round(r.amount, d.decimals) THEN 'AMOUNT_INVALID'
        WHEN r.taken > abs(r.amount_open) THEN 'NOT_OPEN'
        WHEN r.effective_date < r.opened_date THEN 'TOO_EARLY'
        WHEN p.id IS NOT NULL THEN 'PERIOD_CLOSED'
    END AS outcome
FROM running AS r
LEFT JOIN fineness AS d ON d.currency = r.currency
LEFT JOIN ledger_period AS p ON p.entity_id = r.entity_id AND p.dates @> r.effective_date
"""

REFUSED = """
SELECT source_ref, outcome, number, abs(amount_open), currency, effective_date
FROM checked_clearing WHERE outcome IS NOT NULL ORDER BY source_ref
"""

NUMBER_ACCEPTED = """
DROP TABLE IF EXISTS pg_temp.accepted_clearing;
CREATE TEMPORARY TABLE accepted_clearing ON COMMIT DROP AS
SELECT *, nextval('ledger_entry_id_seq') AS entry_id FROM checked_clearing WHERE outcome IS NULL
"""

INSERT_ENTRIES = """
INSERT INTO ledger_entry (id, entity_id, kind, effective_date, recorded_at, actor, reason, source, source_ref,
                          reverses_id, posting_count)
SELECT entry_id, entity_id, CASE WHEN account = ANY(%(passed_on)s) THEN 'PASSED_ON' ELSE 'DIFFERENCE' END,
       effective_date, %(recorded_at)s, %(actor)s, %(reason)s, %(source)s, source_ref, NULL, 2
FROM accepted_clearing
"""

INSERT_POSTINGS = """
INSERT INTO ledger_posting (entry_id, line, entity_id, account, item_id, currency, amount, effective_date, recorded_at)
SELECT a.entry_id, leg.line, a.entity_id,
       CASE WHEN leg.line = 2 THEN a.account WHEN a.customer_id IS NULL THEN 'SUSPENSE' ELSE 'RECEIVABLE' END,
       CASE leg.line WHEN 1 THEN a.item_id END, a.currency, leg.sign * a.side * a.amount,
       a.effective_date, %(recorded_at)s
FROM accepted_clearing AS a, (VALUES (1::smallint, -1), (2::smallint, 1)) AS leg(line, sign)
"""

SUMMARY = "SELECT entity_id, count(*), min(entry_id), max(entry_id) FROM accepted_clearing GROUP BY entity_id"
