-- What is signed off stays as it was signed: the reconciliation and each of its lines.
CREATE FUNCTION recoup_refuse_change_of_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a reconciliation that is signed off never changes' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION recoup_refuse_change_of_signed_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM reconciliation_reconciliation AS r
        WHERE r.id IN (NEW.reconciliation_id, OLD.reconciliation_id) AND r.signed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a reconciliation that is signed off never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reconciliation_reconciliation
    FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION recoup_refuse_change_of_signed();
CREATE TRIGGER refuse_change BEFORE INSERT OR UPDATE OR DELETE ON reconciliation_comparedline
    FOR EACH ROW EXECUTE FUNCTION recoup_refuse_change_of_signed_line();
