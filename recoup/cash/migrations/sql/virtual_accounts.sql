-- A number belongs to one customer at a time.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE cash_virtualaccount ADD CONSTRAINT virtual_account_of_one_customer
    EXCLUDE USING gist (account_id WITH =, number WITH =, daterange(from_date, until_date, '[]') WITH &&);

-- What a bank said is never changed: to which number of ours was paid belongs to it.
CREATE TRIGGER refuse_other_own_account BEFORE UPDATE OF own_account
    ON cash_statementline FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
