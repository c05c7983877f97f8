"""The statements of `taking`, in the order in which they run; each works on the whole file at once.

`staged_line` holds the lines as the file tells them, `staged_telling` the statements that are taken in. `told_line`
adds to each line (parts of batches aside) its identity: the line that told the same before, or a fresh one.
"""

STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_line;
CREATE TEMPORARY TABLE staged_line (
    statement_no integer NOT NULL, position integer NOT NULL, part integer NOT NULL, file_line integer NOT NULL,
    reference text NOT NULL, key_date date, booking_date date, value_date date, amount numeric NOT NULL,
    currency text NOT NULL, status text NOT NULL, kind text NOT NULL, is_reversal boolean NOT NULL,
    bank_reference text NOT NULL, entry_reference text NOT NULL, end_to_end_id text NOT NULL,
    party_name text NOT NULL, party_account text NOT NULL, party_identifier text NOT NULL,
    own_account text NOT NULL, ultimate_party text NOT NULL, text text NOT NULL, information text NOT NULL,
    refs jsonb NOT NULL, codes jsonb NOT NULL, purpose text NOT NULL, return_reason text NOT NULL,
    charges jsonb NOT NULL,
    charges_included numeric NOT NULL, original_amount numeric, original_currency text NOT NULL,
    original_rate numeric, batch_count integer, is_in_parts boolean NOT NULL, is_in_batch boolean NOT NULL
) ON COMMIT DROP;
DROP TABLE IF EXISTS pg_temp.staged_telling;
CREATE TEMPORARY TABLE staged_telling (
    statement_no integer NOT NULL, statement_id bigint NOT NULL, account_id bigint NOT NULL, currency text NOT NULL,
    is_final boolean NOT NULL, number text NOT NULL, page integer, from_date date NOT NULL, to_date date NOT NULL,
    opening numeric, closing numeric, chain integer NOT NULL
) ON COMMIT DROP
"""

TELLING_COLUMNS = (
    "statement_no", "statement_id", "account_id", "currency", "is_final", "number", "page", "from_date", "to_date",
    "opening", "closing", "chain",
)  # fmt: skip

# What the lines of each statement come to; the mark of its content doesn't depend on the order of the lines.
SUMS = """
SELECT statement_no, min(currency) FILTER (WHERE currency <> ''), min(coalesce(booking_date, value_date)),
       max(coalesce(booking_date, value_date)),
       sum(hashtextextended(concat_ws('|', reference, key_date, amount, currency, status), 0)::numeric)
FROM staged_line WHERE part = 0 GROUP BY statement_no
"""

MOVEMENTS = """
SELECT l.statement_no,
       coalesce(sum(l.amount) FILTER (WHERE l.amount > 0), 0), count(*) FILTER (WHERE l.amount > 0),
       coalesce(sum(l.amount) FILTER (WHERE l.amount < 0), 0), count(*) FILTER (WHERE l.amount < 0)
FROM staged_line AS l
JOIN unnest(%(numbers)s::int[], %(currencies)s::text[]) AS s(statement_no, currency) USING (statement_no)
WHERE l.part = 0 AND l.status = 'BOOKED' AND l.currency IN (s.currency, '') GROUP BY l.statement_no
"""

# Equal lines of statements that go on from one another are different lines; within a repetition they are the same.
IDENTIFY = """
DROP TABLE IF EXISTS pg_temp.told_line;
CREATE TEMPORARY TABLE told_line ON COMMIT DROP AS
SELECT l.statement_no, l.position, t.statement_id, t.account_id, t.is_final, t.from_date, t.to_date,
       l.reference, l.key_date, l.amount, coalesce(nullif(l.currency, ''), t.currency) AS currency,
       coalesce(l.booking_date, l.value_date, t.to_date) AS line_date, l.status, l.kind, l.is_in_parts,
       row_number() OVER (
           PARTITION BY t.account_id, t.chain, l.reference, l.key_date, l.amount, l.currency
           ORDER BY l.statement_no, l.position
       )::int AS occurrence,
       t.currency AS account_currency, NULL::bigint AS known_id, NULL::bigint AS new_id, NULL::bigint AS corrects_id,
       false AS is_posted_otherwise
FROM staged_line AS l JOIN staged_telling AS t USING (statement_no) WHERE l.part = 0
"""

# A line without a reference of the bank that an adjoining statement told is another line of the same look.
ADJOINING = """
UPDATE told_line AS t SET occurrence = t.occurrence + before.times
FROM (
    SELECT t.statement_no, t.position, count(*)::int AS times
    FROM told_line AS t
    JOIN staged_telling AS b USING (statement_no)
    JOIN cash_statementline AS l ON l.parent_id IS NULL AND l.account_id = t.account_id AND l.reference = t.reference
        AND l.amount = t.amount AND l.currency = t.currency AND l.key_date IS NOT DISTINCT FROM t.key_date
    JOIN cash_statement AS a ON a.id = l.statement_id
    WHERE t.reference LIKE '~%%' AND t.is_final AND a.is_final AND a.id <> b.statement_id
      AND b.number <> '' AND (
          a.number = b.number AND a.page <> b.page
          OR a.number <> b.number AND a.number <> '' AND (
              a.closing = b.opening AND a.to_date <= b.from_date OR a.opening = b.closing AND b.to_date <= a.from_date
          )
      )
    GROUP BY t.statement_no, t.position
) AS before
WHERE (t.statement_no, t.position) = (before.statement_no, before.position)
"""

KNOWN = """
UPDATE told_line AS t SET known_id = l.id
FROM cash_statementline AS l
WHERE l.parent_id IS NULL AND l.account_id = t.account_id AND l.reference = t.reference AND l.amount = t.amount
  AND l.occurrence = t.occurrence AND l.currency = t.currency AND l.key_date IS NOT DISTINCT FROM t.key_date
"""

# Lines that a statement may be telling anew in other words: those told during its days, or by itself before.
RETOLD = """
DROP TABLE IF EXISTS pg_temp.retold;
CREATE TEMPORARY TABLE retold ON COMMIT DROP AS
SELECT DISTINCT t.statement_no, l.id, l.account_id, l.reference, l.key_date, l.amount, l.currency, l.is_final,
       t.is_final AS is_told_finally
FROM staged_telling AS t
JOIN cash_statementline AS l ON l.account_id = t.account_id AND l.parent_id IS NULL AND l.corrected_by_id IS NULL
    AND l.status <> 'INFO' AND l.amount <> 0
JOIN cash_statement AS s ON s.id = l.statement_id
WHERE (
        t.is_final AND NOT l.is_final AND l.line_date BETWEEN t.from_date AND t.to_date
        OR NOT t.is_final AND l.is_final AND l.line_date BETWEEN t.from_date AND t.to_date
        OR t.is_final AND l.is_final AND t.number <> '' AND s.number = t.number
           AND s.page IS NOT DISTINCT FROM t.page AND s.id <> t.statement_id
           AND s.from_date <= t.to_date AND s.to_date >= t.from_date
    )
  AND NOT EXISTS (SELECT FROM told_line AS k WHERE k.known_id = l.id)
"""

# The bank's own reference, else day and amount: what agrees in both is paired off one to one.
PAIR = """
WITH told AS (
    SELECT t.statement_no, t.position, t.account_id, {keys}, row_number() OVER (
        PARTITION BY t.statement_no, {keys} ORDER BY t.position) AS place
    FROM told_line AS t
    WHERE t.known_id IS NULL AND t.corrects_id IS NULL AND t.status = 'BOOKED' AND t.amount <> 0 AND {told}
), before AS (
    SELECT r.statement_no, r.id, {keys}, row_number() OVER (PARTITION BY r.statement_no, {keys} ORDER BY r.id) AS place
    FROM retold AS r
    WHERE NOT EXISTS (SELECT FROM told_line AS k WHERE k.known_id = r.id OR k.corrects_id = r.id)
)
UPDATE told_line AS t SET {target} = before.id
FROM told JOIN before USING (statement_no, {keys}, place)
WHERE (t.statement_no, t.position) = (told.statement_no, told.position)
"""

SAME_BY_REFERENCE = PAIR.format(
    keys="reference, amount, currency, key_date", told="t.reference NOT LIKE '~%%'", target="known_id"
)
CORRECTED_BY_REFERENCE = """
UPDATE told_line AS t SET corrects_id = pair.id, is_posted_otherwise = old.state IN ('POSTED', 'IN_PARTS', 'UNDONE')
FROM cash_statementline AS old, (
    SELECT t.statement_no, t.position, min(r.id) AS id, count(*) OVER (PARTITION BY min(r.id)) AS claims
    FROM told_line AS t
    JOIN retold AS r ON r.statement_no = t.statement_no AND r.reference = t.reference AND r.currency = t.currency
        AND sign(r.amount) = sign(t.amount) AND r.is_told_finally
    WHERE t.known_id IS NULL AND t.status = 'BOOKED' AND t.reference NOT LIKE '~%%'
      AND NOT EXISTS (SELECT FROM told_line AS k WHERE k.known_id = r.id)
    GROUP BY t.statement_no, t.position HAVING count(*) = 1
) AS pair
WHERE (t.statement_no, t.position) = (pair.statement_no, pair.position) AND pair.claims = 1
  AND old.id = pair.id
"""
SAME_BY_AMOUNT = PAIR.format(keys="amount, currency, key_date", told="true", target="known_id")

NUMBER_FRESH = "UPDATE told_line SET new_id = nextval('cash_statementline_id_seq') WHERE known_id IS NULL"

# What a booked line comes to when it is told: for a fresh one, and for one that was pending until now.
_STATE = """
CASE
    WHEN {t}.status = 'INFO' OR {t}.amount = 0 THEN 'NOTED'
    WHEN {t}.status = 'PENDING' THEN 'PENDING'
    WHEN {t}.currency <> {t}.account_currency OR {t}.currency = '' THEN 'TO_WORK'
    WHEN {t}.is_posted_otherwise THEN 'TO_WORK'
    WHEN {t}.kind IN ('OUTGOING', 'CHARGE') THEN 'OUTGOING'
    WHEN {t}.kind IN ('OUTGOING_REVERSED', 'INTEREST') THEN 'NOT_OURS'
    WHEN NOT {t}.is_final AND EXISTS (
        SELECT FROM cash_statement AS f WHERE f.account_id = {t}.account_id AND f.is_final
            AND {t}.line_date BETWEEN f.from_date AND f.to_date AND f.id <> {t}.statement_id
    ) THEN 'TO_WORK'
    WHEN NOT {t}.is_final AND {t}.reference LIKE '~%%' THEN 'AWAITING_FINAL'
    WHEN {t}.is_in_parts THEN 'IN_PARTS'
    WHEN {t}.kind = 'RECEIPT' THEN 'TO_POST'
    ELSE 'TO_WORK'
END
"""

_COPIED = """
    booking_date, value_date, amount, is_reversal, kind, bank_reference, entry_reference, end_to_end_id,
    party_name, party_account, party_identifier, own_account, ultimate_party, text, information, purpose,
    return_reason, charges, charges_included, original_amount, original_currency, original_rate, batch_count,
    status, file_line
"""
_COPIED_OF_LINE = ", ".join(f"l.{name.strip()}" for name in _COPIED.split(","))

INSERT_LINES = f"""
INSERT INTO cash_statementline (
    id, account_id, statement_id, position, reference, key_date, occurrence, line_date, currency, is_final,
    "references", codes, state, {_COPIED}
)
SELECT t.new_id, t.account_id, t.statement_id, t.position, t.reference, t.key_date, t.occurrence, t.line_date,
       t.currency, t.is_final, l.refs, l.codes, {_STATE.format(t="t")}, {_COPIED_OF_LINE}
FROM told_line AS t JOIN staged_line AS l USING (statement_no, position)
WHERE l.part = 0 AND t.new_id IS NOT NULL
ORDER BY t.new_id
"""

# Pending or awaited before, booked now.
PROMOTE = f"""
UPDATE cash_statementline AS l
SET status = CASE WHEN t.status = 'BOOKED' THEN t.status ELSE l.status END,
    is_final = l.is_final OR t.is_final,
    state = CASE WHEN t.status = 'BOOKED' AND l.state IN ('PENDING', 'AWAITING_FINAL', 'NOTED')
                 THEN {_STATE.format(t="t")} ELSE l.state END
FROM told_line AS t
WHERE t.known_id = l.id AND (
    t.is_final AND NOT l.is_final
    OR t.status = 'BOOKED' AND l.state IN ('PENDING', 'AWAITING_FINAL', 'NOTED')
)
"""

# Parts of a batch come with its first telling, or with the first that has them.
INSERT_PARTS = f"""
INSERT INTO cash_statementline (
    account_id, statement_id, parent_id, position, reference, key_date, occurrence, line_date, currency, is_final,
    "references", codes, state, {_COPIED}
)
SELECT t.account_id, t.statement_id, whole.id, l.part, l.reference, l.key_date, 1, t.line_date,
       coalesce(nullif(l.currency, ''), t.currency), t.is_final, l.refs, l.codes,
       CASE WHEN whole.state <> 'IN_PARTS' OR NOT l.is_in_batch THEN 'DETAIL'
            WHEN l.kind = 'RECEIPT' THEN 'TO_POST'
            WHEN l.kind IN ('OUTGOING', 'CHARGE') THEN 'OUTGOING'
            WHEN l.kind IN ('OUTGOING_REVERSED', 'INTEREST') THEN 'NOT_OURS'
            ELSE 'TO_WORK' END,
       {_COPIED_OF_LINE}
FROM told_line AS t
JOIN staged_line AS l USING (statement_no, position)
JOIN cash_statementline AS whole ON whole.id = coalesce(t.known_id, t.new_id)
WHERE l.part > 0
  AND NOT EXISTS (SELECT FROM cash_statementline AS p WHERE p.parent_id = whole.id)
ORDER BY t.new_id, t.statement_no, t.position, l.part
"""

# A batch that waited has its parts already: they are booked now, like itself.
PROMOTE_PARTS = """
UPDATE cash_statementline AS p
SET status = whole.status, is_final = whole.is_final, state = CASE
        WHEN p.kind = 'RECEIPT' THEN 'TO_POST'
        WHEN p.kind IN ('OUTGOING', 'CHARGE') THEN 'OUTGOING'
        WHEN p.kind IN ('OUTGOING_REVERSED', 'INTEREST') THEN 'NOT_OURS'
        ELSE 'TO_WORK' END
FROM cash_statementline AS whole
WHERE p.parent_id = whole.id AND p.state = 'DETAIL' AND whole.state = 'IN_PARTS'
  AND whole.id IN (SELECT known_id FROM told_line WHERE known_id IS NOT NULL)
"""

INSERT_RETELLINGS = """
INSERT INTO cash_retelling (statement_id, line_id)
SELECT DISTINCT t.statement_id, t.known_id
FROM told_line AS t JOIN cash_statementline AS l ON l.id = t.known_id
WHERE t.known_id IS NOT NULL AND l.statement_id <> t.statement_id
"""

# A correction takes the place of the line that it corrects. Where only the day changed the receipt moves with it;
# where the receipt stands with another amount, both stay and a person must look.
CORRECT = """
UPDATE cash_statementline AS l
SET corrected_by_id = t.new_id,
    state = CASE WHEN NOT t.is_posted_otherwise OR l.state = 'POSTED' AND l.amount = t.amount
                 THEN 'SUPERSEDED' ELSE l.state END,
    receipt_item_id = CASE WHEN l.amount = t.amount THEN NULL ELSE l.receipt_item_id END
FROM told_line AS t, cash_statementline AS old
WHERE t.corrects_id IS NOT NULL AND t.new_id IS NOT NULL AND l.id = t.corrects_id AND old.id = l.id
RETURNING t.statement_no, t.new_id, old.state, old.receipt_item_id, old.amount, t.amount, old.line_date, t.line_date
"""

MOVE_RECEIPT = """
UPDATE cash_statementline AS l SET state = 'POSTED', receipt_item_id = moved.item_id
FROM unnest(%(lines)s::bigint[], %(items)s::bigint[]) AS moved(line_id, item_id) WHERE l.id = moved.line_id
"""

GIVE_REASONS = """
UPDATE cash_statementline AS l SET reason = given.reason::jsonb
FROM unnest(%(lines)s::bigint[], %(reasons)s::text[]) AS given(line_id, reason) WHERE l.id = given.line_id
"""

# What a final statement leaves out of all that was told before about its days, or by itself.
LEFT_OUT = """
SELECT r.statement_no, count(*), sum(r.amount)
FROM retold AS r
WHERE r.is_told_finally AND NOT EXISTS (
    SELECT FROM told_line AS k WHERE k.known_id = r.id OR k.corrects_id = r.id
)
GROUP BY r.statement_no
"""

TOLD_AGAIN = """
SELECT t.statement_no FROM staged_telling AS t
WHERE t.number <> '' AND t.is_final AND EXISTS (
    SELECT FROM cash_statement AS s
    WHERE s.account_id = t.account_id AND s.id <> t.statement_id AND s.number = t.number AND s.is_final
      AND s.page IS NOT DISTINCT FROM t.page AND s.from_date <= t.to_date AND s.to_date >= t.from_date
)
"""

COUNTS = """
UPDATE cash_statement AS s SET new_lines = c.fresh, known_lines = c.known
FROM (
    SELECT statement_id, count(new_id)::int AS fresh, count(known_id)::int AS known FROM told_line GROUP BY statement_id
) AS c
WHERE s.id = c.statement_id
"""

# The law of the room: every line that was told stands somewhere, once.
UNACCOUNTED = """
SELECT count(*) FROM told_line AS t
LEFT JOIN cash_statementline AS l ON l.id = coalesce(t.known_id, t.new_id)
WHERE l.id IS NULL OR l.state = 'TO_POST' OR l.amount <> t.amount AND t.corrects_id IS NULL
"""

OUTCOMES = """
SELECT t.statement_id, count(t.new_id), count(t.known_id), count(*) FILTER (WHERE l.state IN ('TO_WORK', 'TO_UNDO'))
FROM told_line AS t JOIN cash_statementline AS l ON l.id = coalesce(t.known_id, t.new_id) GROUP BY t.statement_id
"""
