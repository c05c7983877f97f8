-- What a table that only ever grows refuses. Any room's append-only table uses it:
--
--   CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON some_table
--   FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
--
-- Statement-level, so that it costs nothing per row and speaks even when no row would be touched.
CREATE FUNCTION recoup_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation',
              HINT = 'Correct what is written by a new entry that says why.';
END
$$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
