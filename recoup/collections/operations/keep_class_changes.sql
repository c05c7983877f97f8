-- Adds a row for every customer and currency whose classes differ from the last ones known before this date. Who
-- has nothing open any more is not staged: such a customer goes back to what is not overdue, and small.
WITH last_class AS (
    SELECT DISTINCT ON (customer_id, currency) customer_id, currency, lateness, size, behavior
    FROM collections_customerclass
    WHERE entity_id = %(entity)s AND business_date < %(business_date)s
    ORDER BY customer_id, currency, business_date DESC
), today AS (
    SELECT customer_id, currency, lateness, size, behavior FROM staged_class
    UNION ALL
    SELECT l.customer_id, l.currency, 'CURRENT', 'SMALL', l.behavior
    FROM last_class AS l LEFT JOIN staged_class AS s USING (customer_id, currency)
    WHERE s.customer_id IS NULL
)
INSERT INTO collections_customerclass
    (entity_id, customer_id, currency, business_date, lateness, size, behavior)
SELECT %(entity)s, t.customer_id, t.currency, %(business_date)s, t.lateness, t.size, t.behavior
FROM today AS t LEFT JOIN last_class AS l USING (customer_id, currency)
WHERE (t.lateness, t.size, t.behavior) IS DISTINCT FROM (l.lateness, l.size, l.behavior)
ON CONFLICT (customer_id, currency, business_date) DO NOTHING
