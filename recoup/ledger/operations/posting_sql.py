"""The statements of `posting`, in the order in which they run.

Everything is decided for the whole batch at once, in the temporary table `staged_item`: each row gets the customer
it names, its twin in the batch or the ledger, and, where it can't be posted, the code of the first reason. Accepted
rows get their ids there, in the order of their lines, so that items, entries and postings are three plain inserts.
"""

STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_item;
CREATE TEMPORARY TABLE staged_item (
    line integer NOT NULL, entity_id bigint NOT NULL, customer_number text NOT NULL, kind text NOT NULL,
    number text NOT NULL, part smallint NOT NULL, number_folded text NOT NULL, reference text NOT NULL,
    issue_date date NOT NULL, due_date date, currency text NOT NULL, amount numeric NOT NULL,
    effective_date date NOT NULL
) ON COMMIT DROP
"""

STAGED_COLUMNS = (
    "line", "entity_id", "customer_number", "kind", "number", "part", "number_folded", "reference",
    "issue_date", "due_date", "currency", "amount", "effective_date",
)  # fmt: skip

ENTITIES = """
SELECT entity_id, bool_or(NOT is_cash), bool_or(is_cash)
FROM staged_item, LATERAL (SELECT kind IN ('RECEIPT', 'DEPOSIT', 'CHEQUE', 'CHEQUE_CREDIT')) AS k(is_cash)
GROUP BY entity_id ORDER BY entity_id
"""
CURRENCIES = "SELECT DISTINCT currency FROM staged_item ORDER BY currency"

# Two bulk posts into one entity at a time would only wait for each other's unique numbers, and could deadlock.
LOCK_ENTITY = "SELECT pg_advisory_xact_lock(hashtext('ledger.post_items'), %s)"

CHECK = """
DROP TABLE IF EXISTS pg_temp.checked_item;
CREATE TEMPORARY TABLE checked_item ON COMMIT DROP AS
WITH fineness AS (
    SELECT * FROM unnest(%(currencies)s::text[], %(decimals)s::int[]) AS f(currency, decimals)
), kind_rule AS (
    SELECT * FROM unnest(%(kinds)s::text[], %(signs)s::int[], %(entry_kinds)s::text[], %(accounts)s::text[])
        AS k(kind, sign, entry_kind, account)
), twins AS (
    SELECT f.* FROM (
        SELECT entity_id, kind, number, part, min(line) AS line
        FROM staged_item GROUP BY entity_id, kind, number, part HAVING count(*) > 1
    ) AS t JOIN staged_item AS f USING (entity_id, kind, number, part, line)
), reversed AS (
    SELECT entity_id, kind, number, part, count(*) AS times
    FROM ledger_item WHERE is_reversed GROUP BY entity_id, kind, number, part
), checked AS (
    SELECT s.*, c.id AS customer_id, k.entry_kind, k.account AS counter_account,
        coalesce(r.times, 0) AS reversed_times, first.line AS twin_line,
        posted.amount AS posted_amount,
        CASE
            WHEN s.number = '' THEN 'NUMBER_EMPTY'
            WHEN length(s.number) > 100 OR length(s.number_folded) > 100 THEN 'NUMBER_LONG'
            WHEN f.currency IS NULL THEN 'CURRENCY_UNKNOWN'
            WHEN s.amount <> round(s.amount, f.decimals) THEN 'AMOUNT_TOO_FINE'
            WHEN s.amount = 0 THEN 'AMOUNT_ZERO'
            WHEN abs(s.amount) >= 1e20 THEN 'AMOUNT_TOO_LARGE'
            WHEN sign(s.amount) <> k.sign THEN 'AMOUNT_SIGN'
            WHEN s.issue_date NOT BETWEEN DATE '1990-01-01' AND DATE '2100-12-31' THEN 'DATE_IMPLAUSIBLE'
            WHEN s.due_date NOT BETWEEN DATE '1990-01-01' AND DATE '2100-12-31' THEN 'DATE_IMPLAUSIBLE'
            WHEN s.due_date < s.issue_date THEN 'DUE_BEFORE_ISSUE'
            WHEN c.id IS NULL AND (s.customer_number <> '' OR s.kind <> 'RECEIPT') THEN 'CUSTOMER_UNKNOWN'
            WHEN p.id IS NOT NULL AND posted.id IS NULL THEN 'PERIOD_CLOSED'
            WHEN first.line IS NOT NULL AND (
                first.customer_number, first.issue_date, first.due_date, first.currency, first.amount
            ) IS DISTINCT FROM (s.customer_number, s.issue_date, s.due_date, s.currency, s.amount) THEN 'TWIN_DIFFERS'
            WHEN posted.id IS NOT NULL AND (
                posted.customer_id, posted.issue_date, posted.due_date, posted.currency::text, posted.amount
            ) IS DISTINCT FROM (c.id, s.issue_date, s.due_date, s.currency, s.amount) THEN 'POSTED_DIFFERS'
            WHEN first.line IS NOT NULL OR posted.id IS NOT NULL THEN 'KNOWN'
        END AS outcome
    FROM staged_item AS s
    LEFT JOIN parties_customer AS c
        ON c.entity_id = s.entity_id AND c.number = s.customer_number AND s.customer_number <> ''
    LEFT JOIN kind_rule AS k ON k.kind = s.kind
    LEFT JOIN fineness AS f ON f.currency = s.currency
    LEFT JOIN twins AS first
        ON (first.entity_id, first.kind, first.number, first.part) = (s.entity_id, s.kind, s.number, s.part)
        AND first.line <> s.line
    LEFT JOIN ledger_item AS posted
        ON (posted.entity_id, posted.kind, posted.number, posted.part) = (s.entity_id, s.kind, s.number, s.part)
        AND NOT posted.is_reversed
    LEFT JOIN reversed AS r ON (r.entity_id, r.kind, r.number, r.part) = (s.entity_id, s.kind, s.number, s.part)
    LEFT JOIN ledger_period AS p ON p.entity_id = s.entity_id AND p.dates @> s.effective_date
    ORDER BY s.line, s.part
)
SELECT c.*,
    CASE WHEN c.outcome IS NULL THEN nextval('ledger_item_id_seq') END AS item_id,
    CASE WHEN c.outcome IS NULL THEN nextval('ledger_entry_id_seq') END AS entry_id
FROM checked AS c
"""

OUTCOMES = "SELECT coalesce(outcome, ''), count(*) FROM checked_item GROUP BY outcome"

REFUSED = """
SELECT c.line, c.outcome, c.number, c.customer_number, c.currency, c.amount, c.issue_date, c.due_date,
       c.effective_date, c.twin_line, c.posted_amount
FROM checked_item AS c WHERE c.outcome IS NOT NULL AND c.outcome <> 'KNOWN' ORDER BY c.line
"""

TOTALS = """
SELECT currency, sum(amount) FROM checked_item WHERE outcome IS NULL GROUP BY currency ORDER BY currency
"""

INSERT_ITEMS = """
INSERT INTO ledger_item (id, entity_id, customer_id, kind, number, part, number_folded, reference, issue_date,
                         due_date, currency, amount, amount_open, entry_id, is_reversed)
SELECT item_id, entity_id, customer_id, kind, number, part, number_folded, reference, issue_date,
       due_date, currency, amount, amount, entry_id, false
FROM checked_item WHERE outcome IS NULL
"""

INSERT_ENTRIES = """
INSERT INTO ledger_entry (id, entity_id, kind, effective_date, recorded_at, actor, reason, source, source_ref,
                          reverses_id, posting_count)
SELECT entry_id, entity_id, entry_kind, effective_date, %(recorded_at)s, %(actor)s, '', %(source)s,
       kind || '/' || number || '/' || part || CASE WHEN reversed_times > 0 THEN '/' || reversed_times ELSE '' END,
       NULL, 2
FROM checked_item WHERE outcome IS NULL
"""

INSERT_POSTINGS = """
INSERT INTO ledger_posting (entry_id, line, entity_id, account, item_id, currency, amount, effective_date, recorded_at)
SELECT a.entry_id, side.line, a.entity_id,
       CASE WHEN side.line = 2 THEN a.counter_account WHEN a.customer_id IS NULL THEN 'SUSPENSE' ELSE 'RECEIVABLE' END,
       CASE side.line WHEN 1 THEN a.item_id END, a.currency, side.sign * a.amount, a.effective_date, %(recorded_at)s
FROM checked_item AS a, (VALUES (1::smallint, 1), (2::smallint, -1)) AS side(line, sign)
WHERE a.outcome IS NULL
"""

ENTRIES_BY_ENTITY = """
SELECT entity_id, count(*), min(entry_id), max(entry_id) FROM checked_item WHERE outcome IS NULL GROUP BY entity_id
"""
