-- What was asked never changes after it was asked, a decision never changes after it was made, and the states follow
-- one another only as the machine of recoup.team.operations.approvals allows. No row is ever deleted.
CREATE FUNCTION team_guard_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.kind, OLD.entity_id, OLD.subject_kind, OLD.subject_id, OLD.subject_fingerprint, OLD.payload,
        OLD.payload_hash, OLD.amount, OLD.currency, OLD.reason, OLD.asked_by_id, OLD.asked_by_name, OLD.asked_at,
        OLD.expires_at)
       IS DISTINCT FROM
       (NEW.kind, NEW.entity_id, NEW.subject_kind, NEW.subject_id, NEW.subject_fingerprint, NEW.payload,
        NEW.payload_hash, NEW.amount, NEW.currency, NEW.reason, NEW.asked_by_id, NEW.asked_by_name, NEW.asked_at,
        NEW.expires_at)
    THEN
        RAISE EXCEPTION 'approval %: what was asked can not be changed', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.decided_by_id IS NOT NULL
       AND (OLD.decided_by_id, OLD.decided_by_name, OLD.decided_at, OLD.note)
           IS DISTINCT FROM (NEW.decided_by_id, NEW.decided_by_name, NEW.decided_at, NEW.note)
    THEN
        RAISE EXCEPTION 'approval %: a decision can not be changed', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.status <> OLD.status
       AND (OLD.status, NEW.status) NOT IN (
           ('OPEN', 'APPROVED'), ('OPEN', 'REJECTED'), ('OPEN', 'EXPIRED'), ('OPEN', 'STALE'),
           ('APPROVED', 'USED'), ('APPROVED', 'EXPIRED'), ('APPROVED', 'STALE'))
    THEN
        RAISE EXCEPTION 'approval %: % can not follow %', OLD.id, NEW.status, OLD.status
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER team_approval_guard BEFORE UPDATE ON team_approval
    FOR EACH ROW EXECUTE FUNCTION team_guard_approval();

CREATE FUNCTION team_guard_new_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'OPEN' OR NEW.decided_by_id IS NOT NULL THEN
        RAISE EXCEPTION 'an approval begins open and undecided' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER team_approval_begins_open BEFORE INSERT ON team_approval
    FOR EACH ROW EXECUTE FUNCTION team_guard_new_approval();

CREATE TRIGGER team_approval_never_deleted BEFORE DELETE OR TRUNCATE ON team_approval
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
