-- What is written on a cheque never changes, nor what was done with it; a count that is signed stays as it was signed.
CREATE TRIGGER refuse_change BEFORE UPDATE OF
    entity_id, customer_id, number, part, sayad_id, drawer, bank_name, bank_folded, branch, account_number, place,
    is_to_bearer, cheque_date, received_on, present_by, currency, amount
    ON cash_cheque FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON cash_cheque
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_chequestep
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_slipcheque
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_chequecountline
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

CREATE FUNCTION cash_refuse_change_of_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'cash: what a second person has signed never changes' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON cash_chequecount
    FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION cash_refuse_change_of_done();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON cash_depositslip
    FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION cash_refuse_change_of_done();
