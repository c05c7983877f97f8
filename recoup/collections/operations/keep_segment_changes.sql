-- Adds a row for every customer and currency whose segment differs from the last one known before this date. Who has
-- nothing open any more keeps the segment.
WITH last_segment AS (
    SELECT DISTINCT ON (customer_id, currency) customer_id, currency, segment
    FROM collections_segment
    WHERE entity_id = %(entity)s AND business_date < %(business_date)s
    ORDER BY customer_id, currency, business_date DESC
)
INSERT INTO collections_segment (entity_id, customer_id, currency, business_date, segment, reasons, version_id)
SELECT %(entity)s, s.customer_id, s.currency, %(business_date)s, s.segment, s.reasons, %(version)s
FROM staged_segment AS s LEFT JOIN last_segment AS l USING (customer_id, currency)
WHERE s.segment IS DISTINCT FROM l.segment
ON CONFLICT (customer_id, currency, business_date) DO NOTHING
