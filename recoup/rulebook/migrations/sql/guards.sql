-- What a rule said on a day can always be read again: nothing in the rulebook is edited or deleted.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON rulebook_rule
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON rulebook_version
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON rulebook_enactment
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

-- A version comes into force by a second person, or as shipped when its source was verified.
CREATE FUNCTION rulebook_guard_enactment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed rulebook_version;
BEGIN
    SELECT * INTO proposed FROM rulebook_version WHERE id = NEW.version_id;
    IF NEW.approved_by_id IS NULL AND (proposed.pack = '' OR proposed.mark <> 'VERIFIED') THEN
        RAISE EXCEPTION 'version % of a rule needs a second person', NEW.version_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.approved_by_id = proposed.proposed_by_id THEN
        RAISE EXCEPTION 'version % of a rule was proposed by the one who would approve it', NEW.version_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER rulebook_guard_enactment BEFORE INSERT ON rulebook_enactment
    FOR EACH ROW EXECUTE FUNCTION rulebook_guard_enactment();
