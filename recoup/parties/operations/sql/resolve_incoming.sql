-- One import at a time adds numbers to an entity; the lock ends with the transaction.
SELECT pg_advisory_xact_lock(hashtextextended('parties_customer', entity_id))
FROM (SELECT DISTINCT entity_id FROM parties_incoming ORDER BY entity_id) AS entities;

CREATE INDEX ON parties_incoming (entity_id, number);
ANALYZE parties_incoming;

-- A number on several lines: equal lines count once, different lines are not guessed about.
WITH lines AS (
    SELECT place,
           row_number() OVER same AS nth,
           min(content) OVER same <> max(content) OVER same AS differ
    FROM (
        SELECT place, entity_id, number,
               concat_ws(E'\x1f', name_legal, name_trading, name_latin, tax_id, country, language, currency,
                         terms_code, time_zone, parent_number, coalesce(portfolio_owner_id, 0)) AS content
        FROM parties_incoming
    ) AS contents
    WINDOW same AS (PARTITION BY entity_id, number ORDER BY place
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
UPDATE parties_incoming AS i
SET refusal = CASE WHEN lines.differ THEN 'DIFFERENT_LINES' ELSE 'REPEATED' END
FROM lines
WHERE lines.place = i.place AND (lines.differ OR lines.nth > 1);

UPDATE parties_incoming AS i
SET refusal = 'UNKNOWN_OWNER'
WHERE i.refusal IS NULL
  AND i.portfolio_owner_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM team_user AS u WHERE u.id = i.portfolio_owner_id AND u.is_active);

UPDATE parties_incoming AS i
SET customer_id = c.id
FROM parties_customer AS c
WHERE c.entity_id = i.entity_id AND c.number = i.number;

UPDATE parties_incoming
SET is_new = true, customer_id = nextval(pg_get_serial_sequence('parties_customer', 'id'))
WHERE customer_id IS NULL AND refusal IS NULL;

CREATE INDEX ON parties_incoming (customer_id);
ANALYZE parties_incoming;

-- A parent is a customer we have, or one that comes in the same batch and whose own parent is found in turn.
WITH RECURSIVE found AS (
    SELECT i.entity_id, i.number
    FROM parties_incoming AS i
    WHERE i.is_new
      AND (i.parent_number = '' OR EXISTS (
          SELECT FROM parties_customer AS c WHERE c.entity_id = i.entity_id AND c.number = i.parent_number))
    UNION
    SELECT i.entity_id, i.number
    FROM found
    JOIN parties_incoming AS i ON i.entity_id = found.entity_id AND i.parent_number = found.number
    WHERE i.is_new
)
UPDATE parties_incoming AS i
SET refusal = 'UNKNOWN_PARENT'
WHERE i.refusal IS NULL
  AND i.parent_number <> ''
  AND NOT EXISTS (SELECT FROM parties_customer AS c WHERE c.entity_id = i.entity_id AND c.number = i.parent_number)
  AND NOT EXISTS (SELECT FROM found WHERE found.entity_id = i.entity_id AND found.number = i.parent_number);

UPDATE parties_incoming AS i
SET parent_id = coalesce(
        (SELECT c.id FROM parties_customer AS c WHERE c.entity_id = i.entity_id AND c.number = i.parent_number),
        (SELECT p.customer_id FROM parties_incoming AS p
         WHERE p.entity_id = i.entity_id AND p.number = i.parent_number AND p.is_new AND p.refusal IS NULL))
WHERE i.refusal IS NULL AND i.parent_number <> '';

-- Only a customer we have, and that gets another parent, can close a circle: walk up from each of those.
WITH RECURSIVE walk AS (
    SELECT i.customer_id AS origin, i.parent_id AS here
    FROM parties_incoming AS i
    JOIN parties_customer AS c ON c.id = i.customer_id
    WHERE i.refusal IS NULL AND i.parent_id IS NOT NULL AND i.parent_id IS DISTINCT FROM c.parent_id
    UNION
    SELECT walk.origin, coalesce(i.parent_id, c.parent_id)
    FROM walk
    LEFT JOIN parties_incoming AS i ON i.customer_id = walk.here AND i.refusal IS NULL
    LEFT JOIN parties_customer AS c ON c.id = walk.here
    WHERE walk.here IS NOT NULL AND walk.here <> walk.origin
)
UPDATE parties_incoming AS i
SET refusal = 'CIRCLE'
FROM walk
WHERE i.refusal IS NULL AND i.customer_id = walk.origin AND walk.here = walk.origin;
