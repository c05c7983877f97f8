INSERT INTO parties_customer (
    id, entity_id, number, name_legal, name_trading, name_latin, tax_id, country, language, currency, terms_code,
    time_zone, parent_id, portfolio_owner_id, status, party_kind, search_text, created_at)
SELECT r.customer_id, i.entity_id, i.number, i.name_legal, i.name_trading, i.name_latin, i.tax_id,
       coalesce(nullif(i.country, ''), e.country),
       coalesce(nullif(i.language, ''), e.language),
       coalesce(nullif(i.currency, ''), e.currency),
       i.terms_code,
       -- A customer abroad lives by the clock of its own country, where that has only one.
       coalesce(nullif(i.time_zone, ''), CASE WHEN i.country NOT IN ('', e.country) THEN nullif(i.home_zone, '') END,
                e.time_zone),
       r.parent_id, i.portfolio_owner_id, 'ACTIVE', coalesce(nullif(i.party_kind, ''), 'COMPANY'),
       i.search_text, %(now)s
FROM parties_incoming AS i
JOIN parties_resolved AS r ON r.place = i.place
JOIN team_entity AS e ON e.id = i.entity_id
WHERE r.is_new AND r.refusal IS NULL
ORDER BY r.customer_id
