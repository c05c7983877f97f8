DROP TRIGGER refuse_change ON cash_depositslip;
DROP TRIGGER refuse_change ON cash_chequecount;
DROP FUNCTION cash_refuse_change_of_done();
DROP TRIGGER refuse_change ON cash_chequecountline;
DROP TRIGGER refuse_change ON cash_slipcheque;
DROP TRIGGER refuse_change ON cash_chequestep;
DROP TRIGGER refuse_removal ON cash_cheque;
DROP TRIGGER refuse_change ON cash_cheque;
