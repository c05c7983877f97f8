-- What was decided about a customer can always be read again.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_segment
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_segmentoverride
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_course
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_proposalrun
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_coursestep
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_postponement
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_loss BEFORE DELETE OR TRUNCATE ON collections_proposal
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_loss BEFORE DELETE OR TRUNCATE ON collections_task
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

-- A proposal that was dropped, released or replaced stays so; of an open one only a person's choices may change.
CREATE FUNCTION collections_guard_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'OPEN' THEN
        RAISE EXCEPTION 'proposal % is settled', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.run_id, OLD.customer_id, OLD.currency, OLD.anchor_item_id, OLD.code, OLD.reasons, OLD.waivers)
        IS DISTINCT FROM
       (NEW.run_id, NEW.customer_id, NEW.currency, NEW.anchor_item_id, NEW.code, NEW.reasons, NEW.waivers) THEN
        RAISE EXCEPTION 'proposal % was decided otherwise', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER collections_guard_proposal BEFORE UPDATE ON collections_proposal
    FOR EACH ROW EXECUTE FUNCTION collections_guard_proposal();
