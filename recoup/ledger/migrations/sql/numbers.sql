-- The same as reference_digits and reference_lookalike of recoup.kernel.folding, for folded numbers.

CREATE FUNCTION recoup_reference_digits(reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ltrim(regexp_replace(reference, '[^0-9]', '', 'g'), '0');

CREATE FUNCTION recoup_reference_lookalike(reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(reference, 'OQILSBZ', '0011582');

-- Partial, so that what is settled leaves them.
CREATE INDEX ledger_item_open_digits ON ledger_item (entity_id, recoup_reference_digits(number_folded))
WHERE amount_open <> 0;

CREATE INDEX ledger_item_open_lookalike ON ledger_item (entity_id, recoup_reference_lookalike(number_folded))
WHERE amount_open <> 0;

CREATE INDEX ledger_item_open_reference ON ledger_item (entity_id, upper(replace(reference, ' ', '')))
WHERE amount_open <> 0 AND reference <> '';
