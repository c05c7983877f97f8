-- What the database refuses, whoever asks. All guards are statement-level with transition tables, so that a
-- million balanced entries cost the time of a few joins. An entry's postings are written by one statement.

CREATE FUNCTION ledger_guard_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    culprit record;
BEGIN
    SELECT DISTINCT entity_id INTO culprit FROM new_entries AS e
    WHERE NOT EXISTS (SELECT FROM team_entity AS t WHERE t.id = e.entity_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: entity % does not exist', culprit.entity_id USING ERRCODE = 'foreign_key_violation';
    END IF;

    SELECT e.id, e.effective_date INTO culprit FROM new_entries AS e
    JOIN ledger_period AS p ON p.entity_id = e.entity_id AND p.dates @> e.effective_date LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: entry % falls on % into a closed period', culprit.id, culprit.effective_date
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_in_open_period';
    END IF;

    SELECT e.id INTO culprit FROM new_entries AS e LEFT JOIN ledger_entry AS original ON original.id = e.reverses_id
    WHERE e.reverses_id IS NOT NULL AND (
        original.id IS NULL OR original.entity_id <> e.entity_id OR original.kind = 'REVERSAL'
        OR e.kind <> 'REVERSAL' OR e.effective_date < original.effective_date
        OR e.posting_count <> original.posting_count
    ) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: entry % does not reverse what it says', culprit.id USING ERRCODE = 'check_violation';
    END IF;

    -- an item whose opening entry is reversed is no longer open and frees its number
    UPDATE ledger_item AS i SET is_reversed = true
    FROM new_entries AS e JOIN ledger_posting AS p ON p.entry_id = e.reverses_id
    WHERE e.reverses_id IS NOT NULL AND i.id = p.item_id AND i.entry_id = e.reverses_id;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger_guard_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    culprit record;
BEGIN
    SELECT entry_id INTO culprit FROM new_postings GROUP BY entry_id, currency HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: entry % does not balance', culprit.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
    END IF;

    -- all lines 1..n at once: nothing can be added to an entry later
    SELECT p.entry_id INTO culprit
    FROM (
        SELECT entry_id, count(*) AS lines, max(line) AS last, min(line) AS first,
               min(effective_date) AS effective_min, max(effective_date) AS effective_max,
               min(recorded_at) AS recorded_min, max(recorded_at) AS recorded_max,
               min(entity_id) AS entity_min, max(entity_id) AS entity_max
        FROM new_postings GROUP BY entry_id
    ) AS p LEFT JOIN ledger_entry AS e ON e.id = p.entry_id
    WHERE e.id IS NULL OR p.lines <> e.posting_count OR p.last <> e.posting_count OR p.first <> 1
       OR p.effective_min <> e.effective_date OR p.effective_max <> e.effective_date
       OR p.recorded_min <> e.recorded_at OR p.recorded_max <> e.recorded_at
       OR p.entity_min <> e.entity_id OR p.entity_max <> e.entity_id
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: the postings of entry % are not whole', culprit.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_whole';
    END IF;

    SELECT p.entry_id, p.item_id INTO culprit
    FROM new_postings AS p LEFT JOIN ledger_item AS i ON i.id = p.item_id
    WHERE p.item_id IS NOT NULL AND (
        i.id IS NULL OR i.currency <> p.currency OR i.entity_id <> p.entity_id
        OR (p.account = 'SUSPENSE') <> (i.customer_id IS NULL)
        OR (i.entry_id = p.entry_id AND i.amount <> p.amount)
    ) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: entry % does not fit item %', culprit.entry_id, culprit.item_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_posting_fits_item';
    END IF;

    -- the projection: open amounts move with every posting that is not the item's own opening
    UPDATE ledger_item AS i SET amount_open = i.amount_open + moved.amount
    FROM (
        SELECT p.item_id, sum(p.amount) AS amount
        FROM new_postings AS p JOIN ledger_item AS o ON o.id = p.item_id
        WHERE o.entry_id <> p.entry_id
        GROUP BY p.item_id ORDER BY p.item_id
    ) AS moved
    WHERE i.id = moved.item_id;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger_guard_items() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    culprit record;
BEGIN
    SELECT i.id INTO culprit FROM new_items AS i
    WHERE i.amount_open <> i.amount OR i.is_reversed OR i.amount = 0
       OR (i.customer_id IS NULL AND i.kind <> 'RECEIPT') LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: item % is not a fresh one', culprit.id USING ERRCODE = 'check_violation';
    END IF;
    SELECT i.id INTO culprit FROM new_items AS i
    LEFT JOIN parties_customer AS c ON c.id = i.customer_id AND c.entity_id = i.entity_id
    WHERE i.customer_id IS NOT NULL AND c.id IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: item % has no customer of its entity', culprit.id
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;

-- items change only from within the guards above, never by hand
CREATE FUNCTION ledger_refuse_item_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'ledger: posted items are never changed or deleted (%)', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER guard_new AFTER INSERT ON ledger_entry
    REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_entries();
CREATE TRIGGER guard_new AFTER INSERT ON ledger_posting
    REFERENCING NEW TABLE AS new_postings FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_postings();
CREATE TRIGGER guard_new AFTER INSERT ON ledger_item
    REFERENCING NEW TABLE AS new_items FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_items();

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_item
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_item_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_exchangerate
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
