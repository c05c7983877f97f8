DROP TRIGGER refuse_change ON cash_statementline;
DROP TRIGGER refuse_removal ON cash_statementline;
DROP TRIGGER refuse_change ON cash_statement;
DROP TRIGGER refuse_removal ON cash_statement;
DROP TRIGGER refuse_removal ON cash_bankfile;
DROP TRIGGER refuse_change ON cash_retelling;
DROP TRIGGER refuse_change ON cash_signedday;
