-- What a line leaves empty stays as it is; a line that says nothing new touches nothing.
UPDATE parties_customer AS c
SET name_legal = i.name_legal,
    name_trading = coalesce(nullif(i.name_trading, ''), c.name_trading),
    name_latin = coalesce(nullif(i.name_latin, ''), c.name_latin),
    tax_id = coalesce(nullif(i.tax_id, ''), c.tax_id),
    country = coalesce(nullif(i.country, ''), c.country),
    language = coalesce(nullif(i.language, ''), c.language),
    currency = coalesce(nullif(i.currency, ''), c.currency),
    terms_code = coalesce(nullif(i.terms_code, ''), c.terms_code),
    time_zone = coalesce(nullif(i.time_zone, ''), c.time_zone),
    parent_id = coalesce(r.parent_id, c.parent_id),
    portfolio_owner_id = coalesce(i.portfolio_owner_id, c.portfolio_owner_id),
    party_kind = coalesce(nullif(i.party_kind, ''), c.party_kind),
    -- A line that leaves a name out does not say all that a search looks through: that is put together after this.
    search_text = CASE WHEN (i.name_trading <> '' OR c.name_trading = '')
                        AND (i.name_latin <> '' OR c.name_latin = '')
                        AND (i.tax_id <> '' OR c.tax_id = '')
                       THEN i.search_text ELSE '' END
FROM parties_resolved AS r
JOIN parties_incoming AS i ON i.place = r.place
WHERE c.id = r.customer_id AND NOT r.is_new AND r.refusal IS NULL
  AND (i.name_legal <> c.name_legal
       OR (i.name_trading <> '' AND i.name_trading <> c.name_trading)
       OR (i.name_latin <> '' AND i.name_latin <> c.name_latin)
       OR (i.tax_id <> '' AND i.tax_id <> c.tax_id)
       OR (i.country <> '' AND i.country <> c.country)
       OR (i.language <> '' AND i.language <> c.language)
       OR (i.currency <> '' AND i.currency <> c.currency)
       OR (i.terms_code <> '' AND i.terms_code <> c.terms_code)
       OR (i.time_zone <> '' AND i.time_zone <> c.time_zone)
       OR r.parent_id <> coalesce(c.parent_id, 0)
       OR i.portfolio_owner_id <> coalesce(c.portfolio_owner_id, 0)
       OR (i.party_kind <> '' AND i.party_kind <> c.party_kind))
RETURNING c.id, c.entity_id, c.number, c.name_legal, c.name_trading, c.name_latin, c.tax_id, c.search_text
