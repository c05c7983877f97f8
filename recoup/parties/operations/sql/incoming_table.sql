DROP TABLE IF EXISTS pg_temp.parties_incoming, pg_temp.parties_resolved;
CREATE TEMP TABLE parties_incoming (
    place bigint NOT NULL,
    line bigint NOT NULL,
    entity_id bigint NOT NULL,
    number text NOT NULL,
    name_legal text NOT NULL,
    name_trading text NOT NULL,
    name_latin text NOT NULL,
    tax_id text NOT NULL,
    country text NOT NULL,
    language text NOT NULL,
    currency text NOT NULL,
    terms_code text NOT NULL,
    time_zone text NOT NULL,
    parent_number text NOT NULL,
    portfolio_owner_id bigint,
    party_kind text NOT NULL,
    search_text text NOT NULL,
    home_zone text NOT NULL
) ON COMMIT DROP;
