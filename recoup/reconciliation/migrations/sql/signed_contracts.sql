-- The progress of contracts stays as it was signed, too.
CREATE TRIGGER refuse_change BEFORE INSERT OR UPDATE OR DELETE ON reconciliation_contractprogress
    FOR EACH ROW EXECUTE FUNCTION recoup_refuse_change_of_signed_line();
