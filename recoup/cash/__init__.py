"""Money in: receipts with their evidence, and their application to items.

The room owns the *receipt*: what the bank said about money that came in (reference, payer, text, value date), standing
beside the ledger's item of kind RECEIPT, which holds the amount. A receipt whose customer is not named stands in
*suspense* until its text, or a person, says who paid.

Invariants:

* a receipt is told by entity, bank reference, value date, amount and currency; when a file holds such a receipt twice,
  it is two receipts, and the same file again adds none;
* the amount of a receipt, and what is left of it, stand in the ledger alone;
* by itself the program applies a receipt only to items that it names exactly and whose open amount fits; otherwise
  it keeps the reason why not, which the next try replaces;
* what a person undid is never done again by itself.
"""
