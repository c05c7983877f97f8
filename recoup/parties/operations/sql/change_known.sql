-- What a line leaves empty stays as it is; a line that says nothing new touches nothing.
UPDATE parties_customer AS c
SET name_legal = wanted.name_legal,
    name_trading = wanted.name_trading,
    name_latin = wanted.name_latin,
    tax_id = wanted.tax_id,
    country = wanted.country,
    language = wanted.language,
    currency = wanted.currency,
    terms_code = wanted.terms_code,
    time_zone = wanted.time_zone,
    parent_id = wanted.parent_id,
    portfolio_owner_id = wanted.portfolio_owner_id
FROM (
    SELECT k.id,
           i.name_legal,
           coalesce(nullif(i.name_trading, ''), k.name_trading) AS name_trading,
           coalesce(nullif(i.name_latin, ''), k.name_latin) AS name_latin,
           coalesce(nullif(i.tax_id, ''), k.tax_id) AS tax_id,
           coalesce(nullif(i.country, ''), k.country) AS country,
           coalesce(nullif(i.language, ''), k.language) AS language,
           coalesce(nullif(i.currency, ''), k.currency) AS currency,
           coalesce(nullif(i.terms_code, ''), k.terms_code) AS terms_code,
           coalesce(nullif(i.time_zone, ''), k.time_zone) AS time_zone,
           coalesce(r.parent_id, k.parent_id) AS parent_id,
           coalesce(i.portfolio_owner_id, k.portfolio_owner_id) AS portfolio_owner_id
    FROM parties_incoming AS i
    JOIN parties_resolved AS r ON r.place = i.place
    JOIN parties_customer AS k ON k.id = r.customer_id
    WHERE NOT r.is_new AND r.refusal IS NULL
) AS wanted
WHERE c.id = wanted.id
  AND (c.name_legal, c.name_trading, c.name_latin, c.tax_id, c.country, c.language, c.currency, c.terms_code,
       c.time_zone, c.parent_id, c.portfolio_owner_id)
      IS DISTINCT FROM
      (wanted.name_legal, wanted.name_trading, wanted.name_latin, wanted.tax_id, wanted.country, wanted.language,
       wanted.currency, wanted.terms_code, wanted.time_zone, wanted.parent_id, wanted.portfolio_owner_id)
RETURNING c.id, c.entity_id, c.number, c.name_legal, c.name_trading, c.name_latin, c.tax_id
