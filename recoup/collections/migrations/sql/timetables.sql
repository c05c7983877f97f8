-- What people arranged can always be read again.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_steparrangement
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
