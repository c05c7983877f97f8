-- What was agreed in a plan never changes, nor what happened to it; only how it stands does.
CREATE TRIGGER refuse_change BEFORE UPDATE OF
    entity_id, customer_id, currency, debt, interest, waived, annual_rate, rhythm, months, asked, explained,
    grace_days, missed_max, days_max, consequences, rule, note, replaces_id, made_by, made_at, made_on
    ON collections_plan FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_plan
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OF plan_id, item_id, role, amount
    ON collections_planitem FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_planitem
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OF plan_id, number, due_date, principal, interest
    ON collections_planinstallment FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_planinstallment
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_planevent
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

-- The items of a plan are live while it runs: the unique index on live items lets an item be in one such plan only.
CREATE FUNCTION collections_plan_items_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE collections_planitem SET is_live = (NEW.state = 'ACTIVE')
    WHERE plan_id = NEW.id AND is_live <> (NEW.state = 'ACTIVE');
    RETURN NULL;
END
$$;
CREATE TRIGGER items_follow AFTER UPDATE OF state ON collections_plan
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION collections_plan_items_follow();

-- A plan that is over stays over: only a kept one may run again, when a payment is taken back, or be broken then.
CREATE FUNCTION collections_plan_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'ASKED'), ('DRAFT', 'ACTIVE'), ('DRAFT', 'REVOKED'),
        ('ASKED', 'DRAFT'), ('ASKED', 'ACTIVE'), ('ASKED', 'REVOKED'),
        ('ACTIVE', 'KEPT'), ('ACTIVE', 'BROKEN'), ('ACTIVE', 'REVOKED'),
        ('KEPT', 'ACTIVE'), ('KEPT', 'BROKEN')
    ) THEN
        RAISE EXCEPTION 'collections: a plan never goes from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER step BEFORE UPDATE OF state ON collections_plan
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION collections_plan_step();
