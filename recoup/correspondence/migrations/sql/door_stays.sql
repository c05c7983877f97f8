-- What passed the door, what came of it, what was refused and what came in stays as it was written.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON correspondence_passage
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON correspondence_passageoutcome
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON correspondence_refused
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON correspondence_incoming
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
