-- A worklist stays as it was made, so that anyone can see later whom we meant to contact that day, and why.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_worklist
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_worklistline
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_customerclass
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
