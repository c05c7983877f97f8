-- A message stays as it was made. Only its PDF is filled in, once, beside its hash; nothing else ever changes.
CREATE FUNCTION correspondence_guard_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.pdf_id IS NOT NULL
       OR NEW.pdf_id IS NULL
       OR to_jsonb(OLD) - 'pdf_id' - 'pdf_sha256' <> to_jsonb(NEW) - 'pdf_id' - 'pdf_sha256'
    THEN
        RAISE EXCEPTION 'message %: what was written can not be changed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER correspondence_message_guard BEFORE UPDATE ON correspondence_message
    FOR EACH ROW EXECUTE FUNCTION correspondence_guard_message();

CREATE TRIGGER correspondence_message_never_deleted BEFORE DELETE OR TRUNCATE ON correspondence_message
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
