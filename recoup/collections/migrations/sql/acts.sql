-- What was said stays as it was written; a correction is a new row.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_activity
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_activityitem
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_incident
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_promisechange
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

-- What was promised never changes; what became of it does, and every change is kept.
CREATE TRIGGER refuse_change BEFORE UPDATE OF
    entity_id, customer_id, activity_id, currency, amount, promise_date, deadline, tolerance, rule_version_id, method,
    contact_id, promised_by, note, made_on, made_at, taken_by_id, taken_by_name
    ON collections_promise FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_promise
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OF promise_id, item_id, amount_open
    ON collections_promiseitem FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_promiseitem
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

-- A next action is done once; a question is answered once and read once; a withdrawal stands.
CREATE TRIGGER refuse_change BEFORE UPDATE OF
    entity_id, customer_id, kind, due_date, due_at, person_id, note, because, activity_id, promise_id, made_by_name,
    made_at
    ON collections_followup FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_followup
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OF
    entity_id, customer_id, question, tried, activity_id, asked_by_id, asked_by_name, asked_at
    ON collections_escalation FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_escalation
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

CREATE FUNCTION collections_refuse_change_of_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'collections: what is done or answered never changes' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER refuse_second BEFORE UPDATE ON collections_followup
    FOR EACH ROW WHEN (OLD.done_at IS NOT NULL) EXECUTE FUNCTION collections_refuse_change_of_done();
CREATE TRIGGER refuse_second_answer BEFORE UPDATE OF answer, answered_by_name, answered_at, is_playbook
    ON collections_escalation
    FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL) EXECUTE FUNCTION collections_refuse_change_of_done();
CREATE TRIGGER refuse_second_withdrawal BEFORE UPDATE OF withdrawn_at, withdrawn_by_name, withdrawn_reason
    ON collections_promise
    FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION collections_refuse_change_of_done();
