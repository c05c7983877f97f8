-- Who is there for our invoices speaks for the customer; of whom we know nothing is told nothing.
UPDATE parties_contact
SET role = CASE
    WHEN purpose IN ('ACCOUNTS_PAYABLE', 'PROCUREMENT', 'OWNER') THEN 'REPRESENTATIVE'
    WHEN purpose = 'LAWYER' THEN 'LAWYER'
    ELSE 'THIRD_PERSON'
END
