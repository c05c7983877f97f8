-- What a bank said is never changed or removed; only where a line stands may change, and who reviewed a statement.
CREATE TRIGGER refuse_change BEFORE UPDATE OF
    account_id, statement_id, parent_id, position, file_line, reference, key_date, occurrence, line_date,
    booking_date, value_date, amount, currency, is_reversal, kind, bank_reference, entry_reference, end_to_end_id,
    party_name, party_account, party_identifier, ultimate_party, text, information, "references", codes, purpose,
    return_reason, charges, charges_included, original_amount, original_currency, original_rate, batch_count
    ON cash_statementline FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON cash_statementline
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

CREATE TRIGGER refuse_change BEFORE UPDATE OF
    account_id, file_id, place, fingerprint, format, statement_id, number, sequence, page, is_final, from_date,
    to_date, opening, closing, sum_in, count_in, sum_out, count_out, difference, told_at
    ON cash_statement FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON cash_statement
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();

CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON cash_bankfile
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_retelling
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_signedday
    FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
