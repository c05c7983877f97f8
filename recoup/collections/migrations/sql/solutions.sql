-- What was put to the manager stays as it was put.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_solutionproposal
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_solutionitem
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
