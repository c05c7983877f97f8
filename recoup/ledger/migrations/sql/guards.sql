-- What the database refuses, whoever asks. All guards are statement-level with transition tables, so that a
-- million balanced entries cost the time of a few joins. An entry's postings are written by one statement.
-- Joins stand in EXECUTE, which plans anew each time: a session keeps other plans, and one that was made for a
-- single entry compares every row with every row when a million come.

CREATE FUNCTION ledger_guard_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    culprit record;
BEGIN
    SELECT DISTINCT entity_id INTO culprit FROM new_entries AS e
    WHERE NOT EXISTS (SELECT FROM team_entity AS t WHERE t.id = e.entity_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: entity % does not exist', culprit.entity_id USING ERRCODE = 'foreign_key_violation';
    END IF;

    EXECUTE $check$
        SELECT e.id, e.effective_date FROM new_entries AS e
        JOIN ledger_period AS p ON p.entity_id = e.entity_id AND p.dates @> e.effective_date LIMIT 1
    $check$ INTO culprit;
    IF culprit.id IS NOT NULL THEN
        RAISE EXCEPTION 'ledger: entry % falls on % into a closed period', culprit.id, culprit.effective_date
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_in_open_period';
    END IF;

    IF NOT EXISTS (SELECT FROM new_entries AS e WHERE e.reverses_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    EXECUTE $check$
        SELECT e.id FROM new_entries AS e LEFT JOIN ledger_entry AS original ON original.id = e.reverses_id
        WHERE e.reverses_id IS NOT NULL AND (
            original.id IS NULL OR original.entity_id <> e.entity_id OR original.kind = 'REVERSAL'
            OR e.kind <> 'REVERSAL' OR e.effective_date < original.effective_date
            OR e.posting_count <> original.posting_count
        ) LIMIT 1
    $check$ INTO culprit;
    IF culprit.id IS NOT NULL THEN
        RAISE EXCEPTION 'ledger: entry % does not reverse what it says', culprit.id USING ERRCODE = 'check_violation';
    END IF;

    -- an item whose opening entry is reversed is no longer open and frees its number
    EXECUTE $move$
        UPDATE ledger_item AS i SET is_reversed = true
        FROM new_entries AS e JOIN ledger_posting AS p ON p.entry_id = e.reverses_id
        WHERE e.reverses_id IS NOT NULL AND i.id = p.item_id AND i.entry_id = e.reverses_id
    $move$;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger_guard_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    culprit record;
    seen record;
BEGIN
    -- one pass over all entries; what is wrong is looked for only when something is
    EXECUTE $check$
        SELECT EXISTS (
            SELECT FROM new_postings AS p
            LEFT JOIN ledger_entry AS e ON e.id = p.entry_id AND e.effective_date = p.effective_date
                AND e.recorded_at = p.recorded_at AND e.entity_id = p.entity_id AND p.line BETWEEN 1 AND e.posting_count
            GROUP BY p.entry_id
            HAVING sum(p.amount) <> 0 OR min(p.currency) <> max(p.currency)
                OR count(e.id) <> count(*) OR count(*) <> max(e.posting_count)
        ) AS are_doubtful
    $check$ INTO seen;
    IF seen.are_doubtful THEN
        EXECUTE $check$
            SELECT entry_id FROM new_postings GROUP BY entry_id, currency HAVING sum(amount) <> 0 LIMIT 1
        $check$ INTO culprit;
        IF culprit.entry_id IS NOT NULL THEN
            RAISE EXCEPTION 'ledger: entry % does not balance', culprit.entry_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
        END IF;

        -- all lines 1..n at once: nothing can be added to an entry later
        EXECUTE $check$
            SELECT p.entry_id FROM new_postings AS p LEFT JOIN ledger_entry AS e ON e.id = p.entry_id
            GROUP BY p.entry_id
            HAVING count(*) <> count(*) FILTER (
                    WHERE e.effective_date = p.effective_date AND e.recorded_at = p.recorded_at
                      AND e.entity_id = p.entity_id AND p.line BETWEEN 1 AND e.posting_count
                )
                OR count(*) <> max(e.posting_count)
            LIMIT 1
        $check$ INTO culprit;
        IF culprit.entry_id IS NOT NULL THEN
            RAISE EXCEPTION 'ledger: the postings of entry % are not whole', culprit.entry_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_whole';
        END IF;
    END IF;

    EXECUTE $check$
        SELECT min(p.entry_id) FILTER (
                WHERE i.id IS NULL OR i.currency <> p.currency OR i.entity_id <> p.entity_id
                   OR (p.account = 'SUSPENSE') <> (i.customer_id IS NULL)
                   OR (i.entry_id = p.entry_id AND i.amount <> p.amount)
            ) AS misfit_id,
            coalesce(bool_or(i.entry_id <> p.entry_id), false) AS are_moving
        FROM new_postings AS p LEFT JOIN ledger_item AS i ON i.id = p.item_id
        WHERE p.item_id IS NOT NULL
    $check$ INTO seen;
    IF seen.misfit_id IS NOT NULL THEN
        RAISE EXCEPTION 'ledger: entry % does not fit its items', seen.misfit_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_posting_fits_item';
    END IF;

    -- the projection: open amounts move with every posting that is not the item's own opening
    IF seen.are_moving THEN
        EXECUTE $move$
            UPDATE ledger_item AS i SET amount_open = i.amount_open + moved.amount
            FROM (
                SELECT p.item_id, sum(p.amount) AS amount
                FROM new_postings AS p JOIN ledger_item AS o ON o.id = p.item_id
                WHERE o.entry_id <> p.entry_id
                GROUP BY p.item_id ORDER BY p.item_id
            ) AS moved
            WHERE i.id = moved.item_id
        $move$;
    END IF;
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
    EXECUTE $check$
        SELECT i.id FROM new_items AS i
        LEFT JOIN parties_customer AS c ON c.id = i.customer_id AND c.entity_id = i.entity_id
        WHERE i.customer_id IS NOT NULL AND c.id IS NULL LIMIT 1
    $check$ INTO culprit;
    IF culprit.id IS NOT NULL THEN
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
