-- One import at a time adds numbers to an entity; the lock ends with the transaction.
SELECT pg_advisory_xact_lock(hashtextextended('parties_customer', entity_id))
FROM (SELECT DISTINCT entity_id FROM parties_incoming ORDER BY entity_id) AS entities;

CREATE UNIQUE INDEX ON parties_incoming (place);
ANALYZE parties_incoming;

-- What is found out about each line stands in a narrow table of its own: the wide lines are written once.
-- A number on several lines: equal lines count once, different lines are not guessed about.
CREATE TEMP TABLE parties_resolved ON COMMIT DROP AS
WITH several AS MATERIALIZED (
    SELECT entity_id, number
    FROM parties_incoming
    GROUP BY entity_id, number
    HAVING count(*) > 1
), numbers AS MATERIALIZED (
    SELECT entity_id, number, min(place) AS first_place, min(content) <> max(content) AS differ
    FROM (
        SELECT i.place, i.entity_id, i.number,
               concat_ws(E'\x1f', i.name_legal, i.name_trading, i.name_latin, i.tax_id, i.country, i.language,
                         i.currency, i.terms_code, i.time_zone, i.parent_number, i.portfolio_owner_id,
                         i.party_kind) AS content
        FROM parties_incoming AS i
        JOIN several USING (entity_id, number)
    ) AS contents
    GROUP BY entity_id, number
)
SELECT i.place, i.line, i.entity_id, i.number, i.parent_number,
       CASE
           WHEN numbers.differ THEN 'DIFFERENT_LINES'
           WHEN numbers.first_place < i.place THEN 'REPEATED'
           WHEN i.portfolio_owner_id IS NOT NULL AND NOT EXISTS (
               SELECT FROM team_user AS u WHERE u.id = i.portfolio_owner_id AND u.is_active) THEN 'UNKNOWN_OWNER'
       END AS refusal,
       c.id IS NULL AS is_new,
       coalesce(c.id, nextval(pg_get_serial_sequence('parties_customer', 'id'))) AS customer_id,
       NULL::bigint AS parent_id
FROM parties_incoming AS i
LEFT JOIN numbers USING (entity_id, number)
LEFT JOIN parties_customer AS c USING (entity_id, number)
-- New customers are numbered in the order in which they came: the sort comes before the sequence is asked.
ORDER BY i.place;

CREATE UNIQUE INDEX ON parties_resolved (place);
CREATE INDEX ON parties_resolved (customer_id);
CREATE INDEX ON parties_resolved (entity_id, number) WHERE is_new;
CREATE INDEX ON parties_resolved (entity_id, parent_number) WHERE parent_number <> '';
ANALYZE parties_resolved;

-- A parent is a customer we have, or one that comes in the same batch and whose own parent is found in turn.
WITH RECURSIVE known AS (
    SELECT r.entity_id, r.number
    FROM parties_resolved AS r
    JOIN parties_customer AS c ON c.entity_id = r.entity_id AND c.number = r.parent_number
    WHERE r.parent_number <> ''
), found AS (
    SELECT r.entity_id, r.number
    FROM parties_resolved AS r
    WHERE r.is_new AND r.refusal IS NULL
      AND (r.parent_number = '' OR (r.entity_id, r.number) IN (SELECT entity_id, number FROM known))
    UNION
    SELECT r.entity_id, r.number
    FROM found
    JOIN parties_resolved AS r
        ON r.entity_id = found.entity_id AND r.parent_number = found.number AND r.parent_number <> ''
    WHERE r.is_new AND r.refusal IS NULL
)
UPDATE parties_resolved AS r
SET refusal = 'UNKNOWN_PARENT'
WHERE r.refusal IS NULL
  AND r.parent_number <> ''
  AND NOT EXISTS (SELECT FROM parties_customer AS c WHERE c.entity_id = r.entity_id AND c.number = r.parent_number)
  AND NOT EXISTS (SELECT FROM found WHERE found.entity_id = r.entity_id AND found.number = r.parent_number);

UPDATE parties_resolved AS r
SET parent_id = coalesce(
        (SELECT c.id FROM parties_customer AS c WHERE c.entity_id = r.entity_id AND c.number = r.parent_number),
        (SELECT p.customer_id FROM parties_resolved AS p
         WHERE p.entity_id = r.entity_id AND p.number = r.parent_number AND p.is_new AND p.refusal IS NULL))
WHERE r.refusal IS NULL AND r.parent_number <> '';

-- Only a customer we have, and that gets another parent, can close a circle: walk up from each of those.
WITH RECURSIVE walk AS (
    SELECT r.customer_id AS origin, r.parent_id AS here
    FROM parties_resolved AS r
    JOIN parties_customer AS c ON c.id = r.customer_id
    WHERE r.refusal IS NULL AND r.parent_id IS NOT NULL AND r.parent_id IS DISTINCT FROM c.parent_id
    UNION
    SELECT walk.origin, coalesce(r.parent_id, c.parent_id)
    FROM walk
    LEFT JOIN parties_resolved AS r ON r.customer_id = walk.here AND r.refusal IS NULL
    LEFT JOIN parties_customer AS c ON c.id = walk.here
    WHERE walk.here IS NOT NULL AND walk.here <> walk.origin
)
UPDATE parties_resolved AS r
SET refusal = 'CIRCLE'
FROM walk
WHERE r.refusal IS NULL AND r.customer_id = walk.origin AND walk.here = walk.origin;
