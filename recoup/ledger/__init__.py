"""What is owed and what was paid.

Owns items, entries, postings, item holds, posting periods and exchange rates.

* An *item* is anything that can be open: an invoice, an installment, a receipt. Receipts and credits are negative.
* An *entry* is one balanced, dated fact of the journal; its *postings* are written by one statement.
* An *allocation* is an entry that moves open amount between two items of the receivable account.

Invariants, kept by the database and recomputed by `queries.verify`:

* postings of an entry sum to zero per currency, and nothing posted is ever changed or deleted;
* every entry has an effective date (when it counts) and a recorded-at instant (when we knew);
* an item's open amount is the sum of its postings and lies between zero and its amount;
* no posting falls into a closed period; a document is posted once.
"""
