"""Money in: receipts with their evidence, and their application to items.

The room owns the *receipt*: what the bank said about money that came in (reference, payer, text, value date), standing
beside the ledger's item of kind RECEIPT, which holds the amount. A receipt whose customer is not named stands in
*suspense* until its text, or a person, says who paid.

Invariants:

* a receipt is told by entity, bank reference, value date, amount and currency; when a file holds such a receipt twice,
  it is two receipts, and the same file again adds none;
* the amount of a receipt, and what is left of it, stand in the ledger alone;
* by itself the program applies a receipt only where the matching is sure by the rules in force; otherwise it keeps
  its proposals with their evidence and the reason why not, which the next try replaces;
* whatever is done with a receipt, by the program or a person, is a *deed* with its shares and reasons, kept for ever
  and undone by one act; all money that came is applied, unapplied, in suspense, not ours or refunded;
* what a person undid is never done again by itself;
* a receipt with a remittance advice is applied by itself only as the advice says, to the cent.
"""
