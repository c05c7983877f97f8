-- What was written stays as it was made. Its PDF and the archive of what left are filled in once, each beside its hash;
-- besides that only how far a message has come changes, and only in the ways below.
CREATE OR REPLACE FUNCTION correspondence_guard_message() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving CONSTANT text[] := ARRAY['pdf_id', 'pdf_sha256', 'archive_id', 'archive_sha256', 'status', 'status_at',
        'not_before', 'attempts', 'reasons', 'passage_id', 'batch_id'];
BEGIN
    IF to_jsonb(OLD) - moving <> to_jsonb(NEW) - moving
       OR (OLD.pdf_id IS NOT NULL AND (OLD.pdf_id, OLD.pdf_sha256) IS DISTINCT FROM (NEW.pdf_id, NEW.pdf_sha256))
       OR (OLD.archive_id IS NOT NULL AND OLD.status NOT IN ('QUEUED', 'FAILED')
           AND (OLD.archive_id, OLD.archive_sha256) IS DISTINCT FROM (NEW.archive_id, NEW.archive_sha256))
    THEN
        RAISE EXCEPTION 'message %: what was written can not be changed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status <> NEW.status AND OLD.status || '>' || NEW.status NOT IN (
        'PREPARED>QUEUED', 'PREPARED>WITHDRAWN', 'PREPARED>REFUSED',
        'QUEUED>SENDING', 'QUEUED>WITHDRAWN', 'QUEUED>REFUSED', 'QUEUED>FAILED',
        'SENDING>SENT', 'SENDING>POSTED', 'SENDING>QUEUED', 'SENDING>FAILED', 'SENDING>UNKNOWN',
        'UNKNOWN>SENT', 'UNKNOWN>QUEUED', 'FAILED>QUEUED', 'FAILED>WITHDRAWN',
        'SENT>DELIVERED', 'SENT>BOUNCED', 'POSTED>DELIVERED', 'POSTED>BOUNCED', 'DELIVERED>BOUNCED'
    ) THEN
        RAISE EXCEPTION 'message %: % can not become %', OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status = 'SENDING' AND OLD.status <> 'SENDING' AND NEW.passage_id IS NOT DISTINCT FROM OLD.passage_id THEN
        RAISE EXCEPTION 'message %: each sending passes the door anew', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER correspondence_attempt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON correspondence_attempt
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
