DROP INDEX ledger_item_open_reference;
DROP INDEX ledger_item_open_lookalike;
DROP INDEX ledger_item_open_digits;
DROP FUNCTION recoup_reference_lookalike(text);
DROP FUNCTION recoup_reference_digits(text);
