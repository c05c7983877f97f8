DROP TRIGGER refuse_change ON reconciliation_comparedline;
DROP TRIGGER refuse_change ON reconciliation_reconciliation;
DROP FUNCTION recoup_refuse_change_of_signed_line();
DROP FUNCTION recoup_refuse_change_of_signed();
