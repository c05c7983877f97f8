-- What was said about being contacted stays as it was said: the next word is a row of its own.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON parties_consent
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
