-- What was offered never changes, nor what happened to it; only how it stands does.
CREATE TRIGGER refuse_change BEFORE UPDATE OF
    entity_id, customer_id, kind, currency, debt, to_pay, offered_on, valid_until, rule, note, made_by, made_at
    ON collections_offer FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_offer
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OF offer_id, item_id, amount, discount, after_entry
    ON collections_offeritem FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON collections_offeritem
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON collections_offerevent
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

-- The items of an offer are live while it is open: the unique index on live items lets an item be in one of them only.
CREATE FUNCTION collections_offer_items_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE collections_offeritem SET is_live = (NEW.state IN ('ASKED', 'OFFERED'))
    WHERE offer_id = NEW.id AND is_live <> (NEW.state IN ('ASKED', 'OFFERED'));
    RETURN NULL;
END
$$;
CREATE TRIGGER items_follow AFTER UPDATE OF state ON collections_offer
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION collections_offer_items_follow();

-- A closed offer stays closed; a taken one comes back only when its payment is taken back.
CREATE FUNCTION collections_offer_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (
        ('ASKED', 'OFFERED'), ('ASKED', 'REFUSED'), ('ASKED', 'WITHDRAWN'), ('ASKED', 'EXPIRED'),
        ('OFFERED', 'TAKEN'), ('OFFERED', 'EXPIRED'), ('OFFERED', 'WITHDRAWN'), ('OFFERED', 'REFUSED'),
        ('TAKEN', 'OFFERED'), ('TAKEN', 'EXPIRED')
    ) THEN
        RAISE EXCEPTION 'collections: an offer never goes from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER step BEFORE UPDATE OF state ON collections_offer
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION collections_offer_step();
