-- Adds a row for every customer and currency whose anchor, strategy or segment is another than before.
WITH last_course AS (
    SELECT DISTINCT ON (customer_id, currency) customer_id, currency, anchor_item_id, segment, version_id
    FROM collections_course
    WHERE entity_id = %(entity)s AND business_date < %(business_date)s
    ORDER BY customer_id, currency, business_date DESC
)
INSERT INTO collections_course
    (entity_id, customer_id, currency, business_date, anchor_item_id, anchor_due_date, segment, version_id)
SELECT %(entity)s, s.customer_id, s.currency, %(business_date)s, s.anchor_item_id, s.anchor_due_date, s.segment,
    s.version_id
FROM staged_course AS s LEFT JOIN last_course AS l USING (customer_id, currency)
WHERE (s.anchor_item_id, s.segment, s.version_id) IS DISTINCT FROM (l.anchor_item_id, l.segment, l.version_id)
ON CONFLICT (customer_id, currency, business_date) DO NOTHING
